"""jsonschema and the reader judge alike: what one accepts, the other does, over all documents here and thousands made wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import SHORT, build
from rulespec.compiler.documents.values import read_date, read_identifier
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.rules.conditions import misshapen
from rulespec.compiler.words import Language, language, languages
from rulespec.formats.yaml.read import read_yaml
from rulespec.formats.yaml.write import document_text
from rulespec.projects.project import language_of
from rulespec.projects.schemas import ROOTS, schema
from tests.test_converting import documents

ROOT = Path(__file__).parent.parent
DUMPER, LOADER = getattr(yaml, "CSafeDumper", yaml.SafeDumper), getattr(yaml, "CBaseLoader", yaml.BaseLoader)
READERS = {doc.Says.DATE: read_date, doc.Says.IDENTIFIER: read_identifier}


@cache
def validator(root: str, code: str) -> Draft202012Validator:
    return Draft202012Validator(schema(ROOTS[root], language(code)))


# ── the reader ──


def problems(root: str, tree: doc.Tree, words: Language) -> list[str]:
    """What the reader tells of a tree, with what the compiler then tells of its dates, identifiers and conditions."""
    diagnostics = Diagnostics()
    found = build(ROOTS[root], tree, words, diagnostics)
    for record in records_of(found):
        if isinstance(record, doc.Condition) and (wrong := misshapen(record)) is not None:
            diagnostics.report(*wrong)
        for spec in doc.specs(type(record)):
            held = getattr(record, spec.name)
            if spec.says in READERS and isinstance(held, Cell):
                READERS[spec.says](held, diagnostics)
    return [f"{item.span}: {item.problem}" for item in diagnostics.sorted()]


def records_of(value: Any) -> Iterator[doc.Node]:
    if isinstance(value, tuple):
        for item in value:
            yield from records_of(item)
    elif isinstance(value, doc.Node):
        yield value
        for spec in doc.specs(type(value)):
            yield from records_of(getattr(value, spec.name))


# ── the schema: names and words as they are spelt in it, for it can't forgive capitals and accents ──


class TwiceTheSame(Exception):
    """Two keys that only differ by capitals or accents."""


def plain(tree: doc.Tree) -> Any:
    match tree:
        case Cell(text=text):
            return text
        case doc.Sequence(items=items):
            return [plain(item) for item in items]
    assert isinstance(tree, doc.Mapping)
    return {entry.key.text: plain(entry.value) for entry in tree.entries}


def spelt(cls: type[doc.Node], data: Any, words: Language) -> Any:
    """Data of a record with its keys and its closed words as the schema spells them."""
    if not isinstance(data, dict):
        main = next((spec for spec in doc.specs(cls) if spec.name == SHORT.get(cls.__name__)), None)
        return data if main is None else value(main, data, words)
    specs = {spec.name: spec for spec in doc.specs(cls)}
    known = words.keys_of(cls.__name__, tuple(specs))
    made: dict[str, Any] = {}
    for key, held in data.items():
        name = known.get(normalise(key))
        if name is None:
            made[key] = held
            continue
        surfaces = words.keys.get(f"{cls.__name__}.{name}") or words.keys.get(name, (name,))
        key = next(surface for surface in surfaces if normalise(surface) == normalise(key))
        if key in made:
            raise TwiceTheSame
        made[key] = value(specs[name], held, words)
    return made


def value(spec: doc.FieldSpec, held: Any, words: Language) -> Any:
    many = held if isinstance(held, list) else [held]
    match spec.kind:
        case "cell" if spec.words and isinstance(held, str) and (known := words.value(spec.words, held)) is not None:
            return words.say(spec.words, known)
        case "records" | "conditions":
            found = [spelt(doc.RECORDS[spec.of or "Condition"], item, words) for item in many]
            return found if isinstance(held, list) else found[0]
        case "named" if isinstance(held, dict):
            return {key: under(spec.of, item, words) for key, item in held.items()}
        case "named":
            return [spelt(doc.RECORDS[spec.of], item, words) for item in held] if isinstance(held, list) else held
        case "dated" if isinstance(held, dict):
            return {key: spelt(doc.DatedCell, item, words) if isinstance(item, dict) else item for key, item in held.items()}
        case "dated" if isinstance(held, list):
            return [spelt(doc.DatedCell, item, words) if isinstance(item, dict) else item for item in held]
        case "rows" if isinstance(held, list):
            return [spelt(doc.TableRow, item, words) if isinstance(item, dict) else item for item in held]
    return held


def under(record: str, item: Any, words: Language) -> Any:
    if record == "Profile" and isinstance(item, list):
        return [spelt(doc.Condition, each, words) for each in item]
    return spelt(doc.RECORDS[record], item, words)


def faults(root: str, tree: doc.Tree, words: Language) -> list[str]:
    """What jsonschema refuses of a tree."""
    try:
        data = spelt(ROOTS[root], plain(tree), words)
    except TwiceTheSame:
        return ["twice the same"]
    if validator(root, words.code).is_valid(data):
        return []
    # Its own words are long to find: they are for a person to read where both differ.
    return [str(data)]


def judged(text: str, root: str = "", words: Language | None = None) -> tuple[list[str], list[str]] | None:
    """What each tells of a text; None where it is no YAML for us, which the reader tells before any shape."""
    diagnostics = Diagnostics()
    tree = read_yaml("x.yaml", text, diagnostics)
    if tree is None or diagnostics.has_errors:
        return None
    words = words or language_of(tree, language("fr"))
    if not root:
        keys = {normalise(entry.key.text) for entry in tree.entries} if isinstance(tree, doc.Mapping) else set()
        root = "manifest" if keys & {normalise(each.key("Manifest", "package")) for each in languages()} else "document"
    return problems(root, tree, words), faults(root, tree, words)


def hold(text: str, shown: str, root: str = "", words: Language | None = None) -> bool:
    """Assert that both judge alike; True where both accept."""
    found = judged(text, root, words)
    if found is None:
        return False
    assert bool(found[0]) == bool(found[1]), f"{shown}\n{text}\nthe reader: {found[0]}\njsonschema: {found[1]}"
    return not found[0]


# ── the documents there are ──


def test_examples_are_accepted_by_both() -> None:
    paths = [path for path in sorted((ROOT / "examples").rglob("*.yaml")) if path.name not in ("foyer.yaml", "france.yaml")]
    paths = [path for path in paths if ".lexique." not in path.name]
    assert len(paths) > 12 and all(hold(path.read_text(encoding="utf-8"), str(path)) for path in paths)


def test_the_folders_of_errors_and_slips_are_judged_alike() -> None:
    judgements = []
    for path in sorted((ROOT / "tests" / "errors").rglob("*.yaml")):
        judgements.append(hold(path.read_text(encoding="utf-8"), str(path)))
    # Both kinds are among them: most are wrong in what they mean, some in their shape.
    assert judgements.count(True) > 50 and judgements.count(False) > 20


# ── documents made wrong on purpose ──

WRONG: list[Any] = [
    "",
    "texte",
    "31/12/2025",
    "2025-13-01",
    "1er mars 2025",
    "class",
    [],
    {},
    ["a"],
    [["a"]],
    [{}],
    {"a": "b"},
    {"nom": "x"},
    [""],
]


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in data."""
    for key, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, key)
        yield from places(item, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@st.composite
def broken(draw: st.DrawFn, words: Language) -> str:
    """A document with a field taken away, renamed, told twice, or with a value of another shape."""
    data = yaml.load(document_text(draw(documents(words)), words), LOADER)
    for _ in range(draw(st.integers(1, 2))):
        paths = list(places(data))
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        holder, key = at(data, path[:-1]), path[-1]
        match draw(st.sampled_from(["value", "value", "away", "rename", "twice"])):
            case "away":
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from([key.upper(), "inconnu", *(text[0] for text in words.keys.values())]))] = holder.pop(key)
            case "twice" if isinstance(holder, dict):
                surfaces = next((texts for texts in words.keys.values() if key in texts and len(texts) > 1), (key,))
                holder[surfaces[-1]] = holder[key]
            case _:
                holder[key] = draw(st.sampled_from(WRONG))
    return yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("words", languages(), ids=lambda words: words.code)
def test_documents_made_wrong_are_judged_alike(words: Language) -> None:
    @settings(
        max_examples=60, derandomize=True, deadline=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(broken(words))
    def judge(text: str) -> None:
        hold(text, "made wrong", "document", words)

    judge()


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("words", languages(), ids=lambda words: words.code)
def test_each_field_is_judged_alike_whatever_stands_there(root: str, words: Language) -> None:
    """Every field of every record of a document or a manifest, with each wrong value."""
    judgements = []
    for spec in doc.specs(ROOTS[root]):
        needed = {words.key("Manifest", "package"): "p"} if root == "manifest" else {}
        for held in (*WRONG, *inner(spec, words)):
            text = yaml.dump({**needed, words.key(ROOTS[root].__name__, spec.name): held}, Dumper=DUMPER, allow_unicode=True)
            judgements.append(hold(text, spec.name, root, words))
    assert True in judgements and False in judgements


def inner(spec: doc.FieldSpec, words: Language) -> Iterator[Any]:
    """Records under a field: each of their own fields, with each wrong value, in a list and under a name."""
    record = "Condition" if spec.kind == "conditions" else spec.of if spec.kind in ("named", "records") else ""
    if not record:
        return
    needed = {words.key(record, each.name): fit(each, words) for each in doc.specs(doc.RECORDS[record]) if each.required}
    yield [needed]
    for each in doc.specs(doc.RECORDS[record]):
        for held in (*WRONG, fit(each, words)):
            made = {**needed, words.key(record, each.name): held}
            yield [made]
            if spec.kind == "named":
                yield {"un nom": made}
                yield {"un nom": {key: item for key, item in made.items() if key != words.key(record, "name")}}
    if spec.kind == "named":
        yield from ({"un nom": held} for held in WRONG)


def fit(spec: doc.FieldSpec, words: Language) -> Any:
    """A value that fits a field."""
    match spec.kind:
        case "cell":
            told = {doc.Says.DATE: "01/01/2025", doc.Says.IDENTIFIER: "un_nom"}
            return words.values_of(spec.words)[0].upper() if spec.words else told.get(spec.says, "texte")
        case "cells":
            return ["texte"]
        case "dated":
            return {"01/01/2025": "3", "2026-01-01": ""}
        case "rows":
            return [["a", "b"]]
        case "tree":
            return {"a": "b"}
        case "conditions":
            return ["oui"]
    record = doc.RECORDS[spec.of]
    return [{words.key(spec.of, each.name): fit(each, words) for each in doc.specs(record) if each.required}]
