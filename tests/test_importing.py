"""Idioms of OpenFisca's Python, each with the documents and the report that it makes; none of the sources is run."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.disk.writing import fill
from rulespec.formats.yaml.file import language_of
from rulespec.formats.yaml.read import read_yaml
from rulespec.importing.openfisca.formulas import read_formulas
from rulespec.importing.openfisca.importing import rulebook_of, settle
from rulespec.importing.openfisca.reporting import report_text
from rulespec.importing.openfisca.setting import Setting, setting_of
from rulespec.importing.openfisca.sources import Module, Package, variables_of

ENGLISH = language("en")
COUNTRY = "openfisca_country_template"
IDIOMS = sorted(path.parent for path in (Path(__file__).parent / "importing").glob("*/source.py"))
ENTITIES = {"Person": "person", "Household": "household"}


@pytest.fixture(scope="module")
def country() -> Setting:
    return setting_of(COUNTRY, ENGLISH)


def _described(package: Package, catalog: Catalog) -> Catalog:
    """The catalogue with the variables of a source, as the introspection would tell them once loaded."""
    found: dict[str, Any] = {}
    for name, written in package.variables.items():
        told = {node.targets[0].id: node.value for node in written.node.body if isinstance(node, ast.Assign)}  # type: ignore[attr-defined]
        text = {key: ast.unparse(value).strip("'\"") for key, value in told.items()}
        raw = {
            "entity": ENTITIES[text["entity"]],
            "type": text["value_type"],
            "period": text["definition_period"].lower(),
            "label": text["label"],
            "formula": True,
        }
        raw |= {key: text[key] for key in ("unit", "end", "set_input") if key in text}
        if "possible_values" in text:
            raw |= {"enum": text["possible_values"], "default": text["default_value"].split(".")[-1]}
        found[name] = raw
    return replace(catalog, raw_variables={**catalog.raw_variables, **found})


def _cited(folder: Path, setting: Setting) -> Setting:
    """The setting with the lexicon of a folder, in its own tongue, where it has one."""
    path = next(folder.glob("*.lexicon.yaml"), None)
    if path is None:
        return setting
    text, diagnostics = path.read_text(encoding="utf-8"), Diagnostics()
    tree = read_yaml(path.name, text, diagnostics)
    assert tree is not None
    tongue = language_of(tree, ENGLISH)
    vocabulary = build(Vocabulary, tree, tongue, diagnostics)
    assert vocabulary is not None and not diagnostics.has_errors, [item.problem for item in diagnostics.sorted()]
    return replace(setting, vocabulary=vocabulary, lexicon=path.name, tongue=tongue, files={path.name: text})


@pytest.mark.parametrize("folder", IDIOMS, ids=lambda path: path.name)
def test_an_idiom_is_said(folder: Path, country: Setting, golden: Any, tmp_path: Path) -> None:
    text = (folder / "source.py").read_text(encoding="utf-8")
    module = Module("idioms", PurePosixPath("source.py"), ast.parse(text), text)
    package = Package("idioms", {module.name: module}, {item.name: item for item in variables_of(module)}, beside=country.package.beside)
    setting = _cited(folder, replace(country, package=package, catalog=_described(package, country.catalog)))
    reading = read_formulas(package, setting.catalog, "*")
    book = rulebook_of(setting, reading)
    fill(tmp_path, {PurePosixPath(path): content for path, content in setting.files.items()})
    checked = settle(book, setting, tmp_path)
    documents = sorted(path for path in tmp_path.rglob("*.yaml") if path.name != "rulespec.yaml" and path.name not in setting.files)
    assert not checked.has_errors or not documents, [item.problem for item in checked.diagnostics]
    told = "\n".join(f"# {path.relative_to(tmp_path).as_posix()}\n{path.read_text(encoding='utf-8')}" for path in documents)
    golden.check(folder / "expected.yaml", told)
    golden.check(folder / "import.md", report_text(book, reading.count, ENGLISH))


def test_the_country_template_is_said_whole(country: Setting, tmp_path: Path) -> None:
    reading = read_formulas(country.package, country.catalog, "*")
    book = rulebook_of(country, reading)
    fill(tmp_path, {PurePosixPath(path): content for path, content in country.files.items()})
    checked = settle(book, country, tmp_path)
    assert not checked.has_errors and not book.left
    assert reading.count == sum(len(rule.formulas) for rule in book.rules.values()) == 15


def test_reading_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rulespec.importing.openfisca.sources import read_package

    package = tmp_path / "openfisca_trap"
    package.mkdir()
    (package / "__init__.py").write_text("open('ran', 'w').close()\n", encoding="utf-8")
    (package / "rules.py").write_text(
        "open('ran', 'w').close()\nclass a(Variable):\n    def formula(p, period):\n        return 1\n", "utf-8"
    )
    (package / "broken.py").write_text("def (\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = read_package("openfisca_trap")
    assert found is not None and set(found.variables) == {"a"} and found.unread == ("broken.py",)
    assert not (tmp_path / "ran").exists()


def test_a_pattern_that_fits_nothing_writes_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["import", "openfisca", COUNTRY, "--variables", "nothing*", "--language", "en", "--out", str(tmp_path / "out")]
    )
    assert (done.exit_code, done.output) == (2, f"No variable of {COUNTRY} that fits “nothing*” has a formula: nothing is written.\n")
    assert not (tmp_path / "out").exists()


def test_the_proof_of_an_import_speaks_its_language(tmp_path: Path) -> None:
    wanted = ["--variables", "basic_income", "--language", "fr", "--out", str(tmp_path / "out"), "--prove"]
    done = CliRunner().invoke(main, ["--lang", "en", "import", "openfisca", COUNTRY, *wanted])
    assert done.exit_code == 0 and "égal" in done.output and "equal" not in done.output, done.output
