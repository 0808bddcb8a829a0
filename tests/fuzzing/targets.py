"""What is tried on bytes: each reader of rulespec with what follows it, in this process, as its command calls it.

A target returns for what it reads and for what it tells; all that it raises is a finding. What a command turns into a sentence
(`DmnError`, `PortfolioError`) counts as told.
"""

from __future__ import annotations

import ast
import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences.lexing import Lexicon
from rulespec.compiler.sentences.parsing import parse
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import language, languages
from rulespec.formats.registry import format_of, named
from rulespec.importing.aides_jeunes import import_files
from rulespec.importing.benefit_files import Finding, read_folder
from rulespec.importing.commands import import_whole, report_text
from rulespec.importing.dmn import DmnError, read_model
from rulespec.importing.feel import Feel, Refused
from rulespec.importing.tck import run_tck
from rulespec.keeping import triage
from rulespec.keeping.portfolio import PortfolioError, read_portfolio
from rulespec.projects.compiling import Checked, check_folder, files_of
from rulespec.projects.converting import file_bytes
from rulespec.reporting.machine import to_github, to_sarif
from rulespec.reporting.sentences import tell
from rulespec.running.situations import read_situation
from rulespec.running.upstream import read_tests
from tests.fuzzing import mutating
from tests.projects import MANIFEST, workbook_file

ROOT = Path(__file__).resolve().parent.parent.parent
TESTS = ROOT / "tests"
NAMES = {
    "fr": ("revenu", "loyer", "charges", "parts", "étudie", "boursier", "âge", "commune"),
    "en": ("income", "rent", "shares", "studies", "grant", "age", "town"),
}
PLURALS = {"fr": ("enfants", "enfant"), "en": ("children", "child")}
OWNERS = {"fr": "du demandeur", "en": "of the claimant"}


@dataclass(frozen=True)
class Target:
    """A kind of file: its suffix, whole ones to start from, how they are changed, what reads them, and its share of the executions."""

    name: str
    suffix: str
    seeds: Callable[[], list[bytes]]
    ways: tuple[mutating.Mutation, ...]
    run: Callable[[bytes, Path], None]
    share: float


def _told(checked: Checked) -> None:
    """What follows a check: remarks in both tongues and for machines; files, and the document in other forms, where nothing is wrong."""
    for words in languages():
        for item in checked.diagnostics:
            tell(item, words)
    to_github(checked.diagnostics, checked.words)
    to_sarif(checked.diagnostics, checked.words)
    if checked.program is None:
        return
    for path, content in files_of(checked).items():
        if path.suffix == ".py":
            ast.parse(content)
    assert checked.loaded.project is not None
    for sheet in checked.loaded.project.sheets:
        file_bytes(sheet, Path("document.yaml"))


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _project(name: str, manifest: str = MANIFEST) -> Callable[[bytes, Path], None]:
    def run(data: bytes, folder: Path) -> None:
        _told(check_folder(_write(folder, {"rulespec.yaml": manifest.encode(), name: data})))

    return run


@cache
def _lexicon(code: str) -> Lexicon:
    found = [Phrase(normalise(text), "NAME", None) for text in NAMES[code]]
    found += [Phrase(normalise(text), "ROLE", None) for text in PLURALS[code]]
    return Lexicon(language(code), (Phrases((*found, Phrase(normalise(OWNERS[code]), "ROLE_OF", None))),))


def _expression(data: bytes, _: Path) -> None:
    """Read as a sentence or as a cell, in one tongue or the other: the input says which."""
    text = data.decode("utf-8", "replace")
    chosen = zlib.crc32(data)
    code, start = sorted(NAMES)[chosen & 1], ("expression", "cell")[chosen >> 1 & 1]
    diagnostics = Diagnostics()
    parse(Cell(text, whole(Source("a", text, LineAnchor(1, 1)))), _lexicon(code), diagnostics, start)
    for item in diagnostics.sorted():
        tell(item, language(code))


@cache
def _feel_reader() -> Feel:
    return Feel(["n", "monthly income", "status", "a/b"])


def _feel(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    reader = _feel_reader()
    try:
        (reader.expression if zlib.crc32(data) & 1 else reader.cell)(text)
    except Refused:
        return
    finally:
        reader.known.clear()


def _manifest(data: bytes, folder: Path) -> None:
    _told(check_folder(_write(folder, {"rulespec.yaml": data, "aide.yaml": _plain_documents()[0]})))


def _vocabulary(data: bytes, folder: Path) -> None:
    """A lexicon, or, where it is no mapping, the file of a code list."""
    files = {"rulespec.yaml": f"{MANIFEST}lexique: [mots.yaml]\n".encode(), "aide.yaml": _plain_documents()[0]}
    if data.startswith(b"code;"):
        files |= {"mots.yaml": b"langue: fr\nlistes de codes: {lieux: {fichier: codes.csv}}\n", "codes.csv": data}
    else:
        files["mots.yaml"] = data
    _told(check_folder(_write(folder, files)))


def _dmn(data: bytes, folder: Path) -> None:
    path = folder / "model.dmn"
    path.write_bytes(data)
    try:
        model = read_model(path)
    except DmnError:
        return
    count = len(model.decisions)
    model, checked = import_whole(model, folder / "out", language("en"))
    report_text(model, count, language("fr"))
    _told(checked)


def _tck(data: bytes, folder: Path) -> None:
    folder = _write(folder, {"model.dmn": (TESTS / "dmn" / "unique.dmn").read_bytes(), "tests.xml": data})
    model = read_model(folder / "model.dmn")
    model, checked = import_whole(model, folder / "out", language("en"))
    try:
        run_tck(folder / "tests.xml", checked, model)
    except DmnError:
        return


@cache
def _france() -> Checked:
    """A rulebook of France, read once."""
    with tempfile.TemporaryDirectory() as name:
        checked = check_folder(_write(Path(name), {
            "rulespec.yaml": b"paquet: essais\nlangue: fr\npays: openfisca_france\nlexique: [france]\n",
            "aide.yaml": "aide: essai_aide\nnom: Essai\nconditions: [âge < 26]\nmontant: 10 €\n".encode(),
        }))  # fmt: skip
    assert checked.loaded.project is not None
    return checked


def _simulator(data: bytes, folder: Path) -> None:
    top = TESTS / "simulator"
    institution = sorted((top / "institutions").iterdir())[0]
    files = {
        "benefits/javascript/essai.yml": data,
        "institutions/essai.yml": data if b"siren" in data else institution.read_bytes(),
        f"institutions/{institution.name}": institution.read_bytes(),
    }
    findings: list[Finding] = []
    found = read_folder(_write(folder, files), findings)
    imported = import_files(found, _france().catalog, findings)
    for path, text in imported.files.items():
        diagnostics = Diagnostics()
        format_of(Path(path)).read(Path(path), path, language("fr"), diagnostics, text)  # type: ignore[union-attr]
        assert not diagnostics.has_errors, path
    for finding in findings:
        for words in languages():
            words.ui[f"aj {finding.key}"].format_map(finding.fields)


@cache
def _household() -> Checked:
    with tempfile.TemporaryDirectory() as name:
        checked = check_folder(_write(Path(name), {"rulespec.yaml": MANIFEST.encode(), "aide.yaml": _plain_documents()[0]}))
    assert checked.program is not None
    return checked


def _situation(data: bytes, folder: Path) -> None:
    path = folder / "foyer.yaml"
    path.write_bytes(data)
    case, remarks = read_situation(path, _household())
    for item in remarks:
        tell(item, language("fr"))
    if case is not None:
        checked = _household()
        assert checked.program is not None
        for aid in checked.program.aids:
            try:
                Reference(checked.program, checked.catalog, case).answer(aid.variable, case.period, None)
            except NoValue:
                continue


def _portfolio(suffix: str) -> Callable[[bytes, Path], None]:
    def run(data: bytes, folder: Path) -> None:
        path = folder / f"candidats{suffix}"
        path.write_bytes(data)
        try:
            weights, candidates = read_portfolio(path)
            ranked = triage.rank(weights, candidates, frozenset({"age"}))
        except PortfolioError as problem:
            problem.lines(language("fr"))
            return
        triage.lines(ranked, weights, language("fr"))
        triage.page(ranked, weights, language("en"))

    return run


def _upstream(data: bytes, folder: Path) -> None:
    path = folder / "tests.yaml"
    path.write_bytes(data)
    list(read_tests(path, _system(), _country_template()))


@cache
def _country_template():  # type: ignore[no-untyped-def]
    from rulespec.country.catalogue import load_catalog

    return load_catalog("openfisca_country_template")


@cache
def _system():  # type: ignore[no-untyped-def]
    from openfisca_country_template import CountryTaxBenefitSystem

    return CountryTaxBenefitSystem()


# Where to start from


def _told_documents() -> Iterator[str]:
    """The documents of the pages of diagnostics, right and wrong, and of the slips."""
    for path in sorted((TESTS / "errors").glob("*/*.yaml")):
        if path.name in ("before.yaml", "after.yaml"):
            yield path.read_text("utf-8")
    for path in sorted((TESTS / "slips").glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        if not told.get("country"):
            yield from (told.get("documents") or {"": told.get("document") or path.read_text("utf-8")}).values()


@cache
def _plain_documents() -> list[bytes]:
    found = [text.encode() for text in _told_documents() if not text.startswith(("classeur:", "fichier:")) and "\nclasseur:" not in text]
    whole_one = (TESTS / "fuzzing" / "seed.yaml").read_bytes()
    return [whole_one, *(data for data in found if len(data) < 20_000)]


def _manifests() -> list[bytes]:
    own = [path.read_bytes() for path in sorted((TESTS / "errors").glob("*/*rulespec.yaml"))]
    return [MANIFEST.encode(), *own, *(path.read_bytes() for path in sorted((ROOT / "examples").glob("*/rulespec.yaml")))]


def _expressions() -> list[bytes]:
    found = [line.split(": ", 1)[-1].strip(" -\"'") for data in _plain_documents() for line in data.decode().splitlines()]
    for code in NAMES:
        page = (ROOT / "docs" / "language" / f"{code}.md").read_text("utf-8")
        found += [piece for index, piece in enumerate(page.split("`")) if index % 2 and "\n" not in piece]
    return [text.encode() for text in dict.fromkeys(found) if 2 < len(text) < 400]


def _feel_expressions() -> list[bytes]:
    found = [match.group(1) for path in sorted((TESTS / "dmn").glob("*.dmn")) for match in mutating.TEXT.finditer(path.read_bytes())]
    found += [
        b'if n > 1 then "a" else null',
        b'date("2024-01-01") + duration("P1M")',
        b"not([1..2), > 3)",
        b"sum([1, 2, n]) ** 2",
        b"a/b between 1 and 2",
    ]
    return [text for text in dict.fromkeys(found) if text.strip()]


@cache
def _workbooks() -> list[bytes]:
    return [_unpacked(workbook_file(yaml.safe_load(text))) for text in _told_documents() if text.startswith("classeur:")] + _converted(
        "xlsx"
    )


def _converted(form: str) -> list[bytes]:
    """The whole document as a workbook."""
    checked = _household()
    assert checked.loaded.project is not None
    sheet = checked.loaded.project.sheets[0]
    made = named(form).document
    assert made is not None
    return [_unpacked(made(sheet.document, sheet.words))]


def _unpacked(data: bytes) -> bytes:
    """A workbook without compression and without the parts that say nothing: quicker to change."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(made, "w") as written:
        for name in held.namelist():
            written.writestr(zipfile.ZipInfo(name), held.read(name))
    return made.getvalue()


def _tables() -> list[bytes]:
    rows = [
        "aide;nom;montant;unité;conditions\nessai_un;Un;10;€;revenu < 100\nessai_deux;Deux;12,5;€;âge ≥ 18\n",
        "\ufeffaid;name;amount;unit\nan_aid;An aid;10.5;€\n",
        'sep=,\naide,nom,montant\n"essai_a","A ; b","1 000"\n',
    ]
    return [text.encode() for text in rows] + [_csv_of(data) for data in _workbooks()[:12]]


def _csv_of(data: bytes) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return "\n".join(";".join(str(cell or "") for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)).encode()


def _lexicons() -> list[bytes]:
    found = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*lexique*.yaml"))]
    shipped = (ROOT / "rulespec" / "vocabulary" / "france.yaml").read_text("utf-8").split("\n")
    found += ["\n".join(["langue: fr", *shipped[at : at + 40]]).encode() for at in range(0, min(len(shipped), 800), 80)]
    codes = b"code;name;within;holds;now;until\n01001;Abergement;01;;;\n01002;Autre;01;01001;01001;2019-01-01\n"
    return [*found, codes, codes + b'# x\n"75;;;']


def _portfolios() -> list[bytes]:
    text = (TESTS / "test_triage.py").read_text("utf-8")
    return [text.split('PORTFOLIO = """\\\n')[1].split('"""')[0].encode()]


def _portfolio_sheets() -> list[bytes]:
    rows = [["Aide", "nature", "décision", "bénéficiaires", "données"], ["Bourse", "argent", "critères", 1000, "âge ; commune"]]
    return [_unpacked(workbook_file({"classeur": {"Candidats": rows}}))]


def _files(pattern: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(TESTS.glob(pattern)) if path.is_file()]


def _situations() -> list[bytes]:
    household = (TESTS / "fuzzing" / "situation.yaml").read_bytes()
    return [household, *(path.read_bytes() for path in sorted((ROOT / "examples").glob("*/foyer*.yaml")))]


def _openfisca_tests() -> list[bytes]:
    text = """\
- name: one
  period: 2017-01
  absolute_error_margin: 0.5
  input: {salary: 1000, age: {2017-01: 30}}
  output: {income_tax: 150, basic_income: {2017-01: 600}}
- name: two
  period: 2017-01
  input:
    persons: {a: {salary: 1000, birth: 1980-01-01}, b: {}}
    household: {adults: [a, b], rent: 500}
  output: {household: {housing_allowance: 125}, persons: {a: {income_tax: 150}}}
"""
    return [text.encode()]


TARGETS = (
    Target("expression", ".txt", _expressions, mutating.TEXT_WAYS, _expression, 0.86),
    Target("feel", ".txt", _feel_expressions, mutating.TEXT_WAYS, _feel, 0.08),
    Target("document", ".yaml", _plain_documents, mutating.YAML_WAYS, _project("aide.yaml"), 0.02),
    Target("manifest", ".yaml", _manifests, mutating.YAML_WAYS, _manifest, 0.006),
    Target("lexicon", ".yaml", _lexicons, mutating.YAML_WAYS, _vocabulary, 0.004),
    Target("csv", ".csv", _tables, mutating.TEXT_WAYS, _project("aides.csv"), 0.006),
    Target("xlsx", ".xlsx", _workbooks, mutating.ZIP_WAYS, _project("aide.xlsx"), 0.004),
    Target("ods", ".ods", lambda: _converted("ods"), mutating.ZIP_WAYS, _project("aide.ods"), 0.004),
    Target("dmn", ".dmn", _files("dmn/*.dmn"), mutating.XML_WAYS, _dmn, 0.002),
    Target("tck", ".xml", _files("dmn/*-test-*.xml"), mutating.XML_WAYS, _tck, 0.001),
    Target("simulator", ".yml", _files("simulator/*/**/*.yml"), mutating.YAML_WAYS, _simulator, 0.003),
    Target("situation", ".yaml", _situations, mutating.YAML_WAYS, _situation, 0.005),
    Target("portfolio", ".yaml", _portfolios, mutating.YAML_WAYS, _portfolio(".yaml"), 0.002),
    Target("portfolio_sheet", ".xlsx", _portfolio_sheets, mutating.ZIP_WAYS, _portfolio(".xlsx"), 0.001),
    Target("openfisca_tests", ".yaml", _openfisca_tests, mutating.YAML_WAYS, _upstream, 0.002),
)
