"""The JSON Schemas are those of the records: all the examples are valid, a slip is not, each property is described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rulespec.compiler.documents import document as doc
from rulespec.compiler.words import language, languages
from rulespec.projects.schemas import schema, schema_texts

ROOT = Path(__file__).parent.parent
SHARED_TWIN = ROOT.parent / "shared" / "design" / "example-aid.fr.yaml"


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_schema_file_is_up_to_date(name: str, golden: Any) -> None:
    text = schema_texts()[name]
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    golden.check(ROOT / "schemas" / name, text)


# A situation, and the margins of a population, are no documents of rules.
OTHERS = ("foyer.yaml", "france.yaml")
EXAMPLES = [path for path in sorted((ROOT / "examples").rglob("*.yaml")) if path.name not in OTHERS]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_examples_are_valid(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    root = doc.Manifest if path.name == "rulespec.yaml" else doc.Vocabulary if ".lexique." in path.name else doc.Document
    english = "country-template" in path.parts and ("aid" in data or "language" in data or "package" in data or "calculations" in data)
    validator = jsonschema.Draft202012Validator(schema(root, language("en" if english else "fr")))
    errors = [f"{list(error.absolute_path)}: {error.message[:120]}" for error in validator.iter_errors(data)]
    assert not errors


@pytest.mark.parametrize(
    "wrong", [{"aide": "a", "conditon": ["oui"]}, {"aide": "a", "cas": "un"}, {"aide": "a", "paramètres": {"p": {"unit": "€"}}}]
)
def test_a_slip_is_not_valid(wrong: Any) -> None:
    validator = jsonschema.Draft202012Validator(schema(doc.Document, language("fr")))
    assert list(validator.iter_errors(wrong))


def test_every_field_is_described() -> None:
    names = {spec.name for cls in (*doc.RECORDS.values(),) for spec in doc.specs(cls)}
    lexicon = {spec.name for name in ("EntityWords", "RoleWords", "PersonKind", "Vocabulary") for spec in doc.specs(doc.RECORDS[name])}
    documents = {
        spec.name
        for name, cls in doc.RECORDS.items()
        if name not in ("EntityWords", "RoleWords", "PersonKind", "Vocabulary")
        for spec in doc.specs(cls)
    }
    for words in languages():
        assert documents <= words.descriptions.keys() <= names | lexicon
        assert all(text.endswith((".", "…")) for text in words.descriptions.values())
