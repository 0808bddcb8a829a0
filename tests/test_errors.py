"""A folder for each diagnostic: what is wrong, what is said at which place, and that the correction compiles."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
import yaml

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Code, Diagnostic, Diagnostics, Severity
from rulespec.compiler.words import language, language_codes
from rulespec.disk.errors import WorldError
from rulespec.disk.locking import LOCK, BusyError, held
from rulespec.disk.writing import ForeignFileError, write_files
from rulespec.projects.compiling import Checked, check_folder, files_of
from rulespec.projects.project import place
from rulespec.reporting.sentences import tell
from tests import projects

HERE = Path(__file__).parent
FOLDER = HERE / "errors"
PAGES = HERE.parent / "docs" / "errors"


def told(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Each remark with its place and its sentences in both tongues."""
    lines = []
    for item in diagnostics:
        text = item.span.source.text[item.span.start : item.span.end]
        lines.append(f"{item.code.id} {item.span.path} {item.span.place} « {text[:80]} »")
        for code in language_codes():
            said = tell(item, language(code))
            lines += [f"  {code}: {said.title} — {said.message}"] + ([f"      → {said.help}"] if said.help else [])
    return "\n".join(lines).replace("\u202f", " ") + "\n"


def check(case: Path, version: str, folder: Path) -> tuple[Diagnostic, ...]:
    manifest = case / "rulespec.yaml"
    is_french = manifest.exists() and "openfisca_france" in manifest.read_text("utf-8")
    if is_french and importlib.util.find_spec("openfisca_france") is None:
        # `make matrix` tries core 46, which the country of France does not take yet.
        pytest.skip("openfisca-france is not installed here")
    project = projects.project_of(case, version, folder)
    checked = check_folder(project)
    if (case / "foreign").exists() and checked.program is not None and version == "before":
        (project / "out").mkdir()
        (project / "out" / "README.md").write_text("mine")
        diagnostics = Diagnostics()
        try:
            write_files(project / "out", files_of(checked))
        except ForeignFileError as error:
            diagnostics.report(codes.ForeignFile(path=error.path.name), place("out/README.md"))
        assert (project / "out" / "README.md").read_text() == "mine"
        assert [path.name for path in (project / "out").iterdir()] == ["README.md"]
        return diagnostics.sorted()
    if (case / "busy").exists() and version == "before":
        (project / "out").mkdir()
        diagnostics = Diagnostics()
        with held(project / "out"):
            told_by = json.dumps({"process": "4242", "machine": "poste-7", "since": "10:32:00"})
            (project / "out" / LOCK).write_text(told_by)
            try:
                write_files(project / "out", files_of(checked), patience=0)
            except BusyError as error:
                assert isinstance(error.problem, codes.BusyFolder)
                diagnostics.report(type(error.problem)(**{**error.problem.fields, "path": "out"}), place("out"))
        assert list((project / "out").iterdir()) == []
        return diagnostics.sorted()
    if (case / f"{version}_population").is_dir() and checked.program is not None:
        return checked.diagnostics + of_population(case / f"{version}_population", checked)
    if (case / "unfinished").is_dir() and version == "before":
        results = pytest.importorskip("rulespec.populations.results")
        diagnostics = Diagnostics()
        try:
            results.read_manifest(case / "unfinished")
        except WorldError as error:
            assert isinstance(error.problem, codes.StoppedRun.NotWhole)
            diagnostics.report(codes.StoppedRun.NotWhole(path="resultats"), place("resultats"))
        return diagnostics.sorted()
    return checked.diagnostics


def of_population(path: Path, checked: Checked) -> tuple[Diagnostic, ...]:
    """What is wrong with a population, for the rules of a project in June 2024."""
    pytest.importorskip("pyarrow")
    from rulespec.populations.checking import check_population
    from rulespec.populations.known import known_variables
    from rulespec.populations.population import open_population

    diagnostics = Diagnostics()
    known = known_variables(checked.catalog, checked.program)
    check_population(open_population(path, checked.catalog, known), checked.catalog, known, diagnostics, "2024-06")
    return diagnostics.sorted()


@pytest.mark.parametrize("code", codes.all_codes(), ids=lambda code: code.id)
def test_wrong_rule_is_told(code: Code, golden, tmp_path: Path) -> None:
    case = FOLDER / code.id
    found = check(case, "before", tmp_path / "projet")
    assert code in {item.code for item in found}
    text = told(found).replace(str(tmp_path), "…")
    golden.check(case / "expected.txt", text)


@pytest.mark.parametrize("code", codes.all_codes(), ids=lambda code: code.id)
def test_corrected_rule_compiles(code: Code, tmp_path: Path) -> None:
    found = check(FOLDER / code.id, "after", tmp_path / "projet")
    assert told(found) == "\n"


def test_tongues_say_the_same_things() -> None:
    french, english = language("fr"), language("en")
    for name in ("titles", "messages", "helps", "ui", "terms"):
        assert set(getattr(french, name)) == set(getattr(english, name)), name


def test_every_folder_is_a_code() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {code.id for code in codes.all_codes()}


def page(code: Code) -> str:
    """The page of a code, in both tongues, from its words and its test folder."""
    whys = yaml.safe_load((PAGES / "why.yaml").read_text("utf-8"))[code.id]
    french, english = language("fr"), language("en")
    before, after = ((FOLDER / code.id / f"{name}.yaml").read_text("utf-8") for name in ("before", "after"))
    expected = (FOLDER / code.id / "expected.txt").read_text("utf-8")
    parts = [f"# {code.id} — {french.titles[code.id]} · {english.titles[code.id]}", "", f"`{code.slug}` · {code.severity.value}", ""]
    parts += ["## Pourquoi · Why it matters", "", whys[0], "", whys[1], "", "## Avant · Before", "", "```yaml", before.rstrip(), "```", ""]
    parts += ["## Ce que dit rulespec · What rulespec says", "", "```text", expected.rstrip(), "```", ""]
    if after != before:
        parts += ["## Après · After", "", "```yaml", after.rstrip(), "```", ""]
    return "\n".join(parts)


@pytest.mark.parametrize("code", codes.all_codes(), ids=lambda code: code.id)
def test_page_is_what_the_code_says(code: Code, golden) -> None:
    golden.check(PAGES / f"{code.id}.md", page(code))


INDEX = """\
# Les diagnostics · The diagnostics

Chaque remarque de rulespec a un code, une place, une phrase et un conseil. Each remark of rulespec has a code, a place, a sentence and a
suggestion. The pages are made from the words of the codes and from the test folder of each: what is shown is what is said.
"""
SECTIONS = {
    "1": "Lire un fichier · Reading a file",
    "2": "La forme et les noms · Shape and names",
    "3": "Les phrases · Sentences",
    "4": "Les dates et les montants · Dates and amounts",
    "5": "La logique · Logic",
    "6": "Les cas · Cases",
    "7": "Le projet · The project",
    "8": "Le simulateur · The simulator",
    "9": "Les populations · Populations",
}


def index() -> str:
    """The list of all codes, in both tongues, with those that only warn."""
    french, english = language("fr"), language("en")
    lines = [INDEX]
    for number, title in SECTIONS.items():
        lines += [f"## {title}", "", "| code | français | English | |", "|---|---|---|---|"]
        for code in codes.all_codes():
            if code.id.startswith(f"RS{number}"):
                level = (
                    "" if code.severity is Severity.ERROR else f"{french.terms[code.severity.value]} · {english.terms[code.severity.value]}"
                )
                lines.append(f"| [{code.id}]({code.id}.md) | {french.titles[code.id]} | {english.titles[code.id]} | {level} |")
        lines.append("")
    return "\n".join(lines)


def test_the_index_lists_every_code(golden) -> None:
    assert {code.id[2] for code in codes.all_codes()} == set(SECTIONS)
    golden.check(PAGES / "README.md", index())


def test_every_code_has_its_page() -> None:
    pages = {path.stem for path in PAGES.glob("RS*.md")}
    assert pages == {code.id for code in codes.all_codes()}
