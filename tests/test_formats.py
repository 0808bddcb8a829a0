"""Each kind of file does what its record says, and nothing outside formats/ asks what kind a file is."""

from __future__ import annotations

import ast
import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import language
from rulespec.formats.format import Format, Remark
from rulespec.formats.registry import FORMATS, format_of, named
from rulespec.keeping.uprating import changes, documents
from rulespec.projects.compiling import check_folder
from rulespec.projects.converting import convert
from rulespec.projects.project import read_document, read_documents

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = re.compile(r"[*.]*\.(ya?ml|xls[xm]?|ods|csv)\Z")
# Files that are no documents of a rulebook, and whose they are.
OTHERS = {
    "rulespec/documenting/site.py": "the pages and pictures of a site",
    "rulespec/importing/benefit_files.py": "the files of another project",
    "rulespec/importing/openfisca/sources.py": "the modules of a package in Python",
    "rulespec/populations/tables.py": "tables of millions of rows, which are no document",
    "rulespec/projects/logos.py": "pictures",
    "rulespec/running/upstream.py": "the tests of a country",
}
FRENCH, ENGLISH = language("fr"), language("en")
WHOLE = [item for item in FORMATS if item.document is not None]
NAMES = [item.name for item in FORMATS]

MANIFEST = """
paquet: openfisca_regles
langue: fr
version: 1.0.0
entités:
  individu: {pluriel: individus}
"""
AID = """\
# La règle de la ville.
aide: prime
nom: Prime de la ville
concerne: individu
unité: €
en vigueur depuis: 01/01/2024

données:
  âge: {nature: nombre, unité: ans, question: Quel est votre âge ?}

paramètres:
  plafond:   {unité: ans, valeurs: {01/01/2024: 60}}
  forfait: {unité: €, valeurs: {01/01/2024: 500, 01/01/2025: "512,35"}}   # revu chaque printemps
  socle:
    unité: €
    valeurs:
      01/01/2024: 100
      # une note

  prime fixe:
      {unité: €, valeurs: 10}

conditions:
  - âge ≤ plafond

montant: forfait + socle + prime fixe

cas:
  - nom: jeune
    le: 01/10/2025
    situation: {âge: 20}
    attendu: {a droit: oui, montant: "622,35"}
"""
LIST = """\
Aide;Nom;Concerne;Unité;Montant;âge minimum;code est;Conditions;En vigueur depuis
bafa;"Aide ""Bafa"" de la ville";individu;€;1 150,50 €;16;01004;;01/01/2025
permis;Permis;individu;€;300;;;"âge ≥ 18
âge ≤ 25";01/12/2024
"""
DATA = "données:\n  âge: {nature: nombre, unité: ans}\n  code: {nature: texte}\n"
CASES = """\
Le cas;;Situation;;Résultat attendu;;Suivi
Nom;Le;âge;code;l'aide;a droit;Pour
bon;01/10/2025;17;01004;1150,50;oui;bafa
autre code;10/2025;17;1004;0;non;bafa
adulte;10/2025;20;;300;VRAI;permis
"""


def project(folder: Path, **files: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def told(folder: Path) -> list[str]:
    return [f"{item.problem.key} {item.span}" for item in check_folder(folder).diagnostics]


def rulespec(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--lang", "fr", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_nothing_outside_formats_asks_what_kind_a_file_is() -> None:
    found = []
    for path in sorted((ROOT / "rulespec").rglob("*.py")):
        shown = path.relative_to(ROOT).as_posix()
        if shown.startswith(("rulespec/compiler/", "rulespec/schemas/", "rulespec/formats/")) or shown in OTHERS:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            asks = isinstance(node, ast.Attribute) and node.attr in ("suffix", "suffixes", "with_suffix")
            names = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said and SUFFIX.match(node.value)
            if asks or names:
                found.append(f"{shown}:{node.lineno}: {ast.unparse(node)}")
    assert found == []
    assert all((ROOT / shown).is_file() for shown in OTHERS)


def test_a_suffix_has_one_format() -> None:
    suffixes = [suffix for item in FORMATS for suffix in item.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(format_of(Path(f"A{suffix.upper()}")) is not None for suffix in suffixes)
    assert format_of(Path("notes.txt")) is None


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same project with its aid in each format that can hold one."""
    found = {}
    source = project(tmp_path_factory.mktemp("source") / "p", aide__yaml=AID) / "aide.yaml"
    for item in WHOLE:
        folder = project(tmp_path_factory.mktemp(item.name) / "p")
        if item.name == "yaml":
            (folder / "aide.yaml").write_text(AID, encoding="utf-8")
        else:
            made = convert(source, folder / f"aide{item.extension}", Diagnostics())
            assert made is not None
            for path, data in made.items():
                path.write_bytes(data)
        found[item.name] = folder
    return found


@pytest.mark.parametrize("form", WHOLE, ids=lambda form: form.name)
def test_every_format_uprates(form: Format, rulebooks: dict[str, Path], tmp_path: Path) -> None:
    folder = rulebooks[form.name]
    code, text = rulespec("uprate", "2 %", folder, "--from", "01/04/2026", "--out", tmp_path / "out")
    assert code == 0, text
    after = check_folder(tmp_path / "out")
    assert after.program is not None
    values = {item.name: [(dated.date, dated.value) for dated in item.values] for item in after.program.parameters}
    day = datetime.date(2026, 4, 1)
    assert values["forfait"][-1] == (day, Decimal("522.60")) and len(values["forfait"]) == 3
    assert values["socle"] == [(datetime.date(2024, 1, 1), Decimal(100)), (day, Decimal(102))]
    assert values["prime fixe"][-1] == (day, Decimal("10.2")) and len(values["plafond"]) == 1
    before = check_folder(folder)
    assert before.program is not None and [case.name for case in before.program.cases] == [case.name for case in after.program.cases]


def test_uprating_yaml_changes_the_values_and_no_other_character(rulebooks: dict[str, Path], tmp_path: Path) -> None:
    for newline, mark in (("\n", b""), ("\r\n", b"\xef\xbb\xbf")):
        folder = project(tmp_path / str(len(mark)), aide__yaml=mark + AID.replace("\n", newline).encode())
        checked = check_folder(folder)
        assert checked.program is not None
        start = datetime.date(2026, 4, 1)
        found = list(changes(checked.program, Decimal("0.02"), start, (), "cent"))
        wanted = AID.replace('"512,35"}', '"512,35", 01/04/2026: "522,6"}')
        wanted = wanted.replace("01/01/2024: 100\n", "01/01/2024: 100\n      01/04/2026: 102\n")
        wanted = wanted.replace("valeurs: 10}", 'valeurs: {01/01/1800: 10, 01/04/2026: "10,2"}}')
        assert documents(checked, found, start)["aide.yaml"] == mark + wanted.replace("\n", newline).encode()


def test_values_in_rows_get_a_row(tmp_path: Path) -> None:
    start, value = FRENCH.key("DatedCell", "start"), FRENCH.key("DatedCell", "value")
    rows = f"paramètres:\n  - nom: a\n    unité: €\n    valeurs:\n      - {start}: 01/01/2024\n        {value}: 10 # note\n\n"
    flow = f"paramètres:\n  a: {{unité: €, valeurs: [{{{start}: 01/01/2024, {value}: 10}}]}}\n"
    for text, added, after in (
        (rows, f"\n      - {{{start}: 01/04/2026, {value}: 11}}", "10 # note"),
        (flow, f", {{{start}: 01/04/2026, {value}: 11}}", "10}"),
    ):
        folder = project(
            tmp_path / str(len(text)),
            aide__yaml=f"aide: x\nconcerne: individu\nunité: €\nen vigueur depuis: 01/01/2024\n{text}montant: a\n",
        )
        code, said = rulespec("uprate", "10 %", folder, "--from", "01/04/2026", "--out", folder.parent / "out" / str(len(text)))
        assert code == 0, said
        made = (folder.parent / "out" / str(len(text)) / "aide.yaml").read_text("utf-8")
        assert made == (folder / "aide.yaml").read_text("utf-8").replace(after, after + added)


def test_an_amount_that_is_no_threshold_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", donnees__yaml=DATA, aides__csv=LIST)
    code, text = rulespec("uprate", "2 %", folder, "--from", "01/04/2026")
    assert code == 1
    assert "aides.csv aides!E2" in text.replace(",", "") and "« 1 150,50 € »" in text and "« 300 »" in text


@pytest.mark.parametrize("form", [item for item in FORMATS if item.annotate is not None], ids=lambda form: form.name)
def test_every_format_with_cells_is_annotated(form: Format, rulebooks: dict[str, Path], tmp_path: Path) -> None:
    assert form.annotate is not None
    path = rulebooks[form.name] / f"aide{form.extension}"
    before = read_document(path, "x", FRENCH, Diagnostics())
    assert before is not None
    parameters = FRENCH.sheets["parameters"][0]
    remarks = [
        Remark(CellAnchor(parameters, 5, 5), "première ligne\nseconde", "error", "RS1 titre"),
        Remark(CellAnchor(parameters, 300, 40), "loin de tout", "warning", "RS2 titre"),
    ]
    copy = tmp_path / path.name
    copy.write_bytes(form.annotate(path, remarks, FRENCH))
    diagnostics = Diagnostics()
    again = read_document(copy, "x", FRENCH, diagnostics)
    assert again is not None and again.document == before.document and not diagnostics.has_errors
    if form.name == "ods":
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
            # LibreOffice opens no file whose list of parts is wrong: none is added, and only two change.
            assert new.namelist() == old.namelist()
            assert {name for name in old.namelist() if old.read(name) != new.read(name)} == {"content.xml", "settings.xml"}
    # Annotated twice, a file has its remarks once.
    copy.write_bytes(form.annotate(copy, remarks[:1], FRENCH))
    text = ""
    with zipfile.ZipFile(copy) as archive:
        for name in archive.namelist():
            text += archive.read(name).decode("utf-8", "replace") if name.endswith(".xml") else ""
    assert text.count("seconde") == 2
    assert text.count(f'"{FRENCH.sheets["remarks"][0]}"') >= 1


@pytest.mark.parametrize("form", [item for item in FORMATS if item.annotate is not None], ids=lambda form: form.name)
def test_one_s_own_comment_stays_above_what_is_said_of_its_cell(form: Format, rulebooks: dict[str, Path], tmp_path: Path) -> None:
    assert form.annotate is not None
    own = tmp_path / f"aide{form.extension}"
    place = CellAnchor(FRENCH.sheets["parameters"][0], 5, 5)
    said = Remark(place, "à revoir avec Sylvie", "note")
    # A comment as a person's spreadsheet writes it: ours, with another author.
    data = form.annotate(rulebooks[form.name] / own.name, [said], FRENCH)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(own, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            for mark in (b"<author>%s</author>", b"<dc:creator>%s</dc:creator>"):
                part = part if item.filename.startswith("docProps") else part.replace(mark % b"rulespec", mark % b"Camille")
            new.writestr(item, part)
    for remark in ("première remarque", "seconde remarque"):
        own.write_bytes(form.annotate(own, [Remark(place, remark, "error", "RS1"), Remark(None, "du fichier", "error")], FRENCH))
    with zipfile.ZipFile(own) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "comment" in name or name == "content.xml"]
    text = " ".join(parts)
    assert text.count("à revoir avec Sylvie") == 1 and "première remarque" not in text and "seconde remarque" in text
    assert text.index("à revoir avec Sylvie") < text.index("— rulespec —") < text.rindex("seconde remarque")


@pytest.mark.parametrize("name", NAMES)
def test_check_annotates_or_says_that_it_can_not(name: str, rulebooks: dict[str, Path], tmp_path: Path) -> None:
    form = named(name)
    if name == "csv":
        folder = project(tmp_path / "p", donnees__yaml=DATA, aide__csv=LIST.replace(";16;", ";seize;"))
    else:
        folder = project(tmp_path / "p")
        wrong = tmp_path / "aide.yaml"
        wrong.write_text(AID.replace("âge ≤ plafond", "age ≤ plafon"), encoding="utf-8")
        made = convert(wrong, folder / f"aide{form.extension}", Diagnostics())
        assert made is not None
        for path, data in made.items():
            path.write_bytes(data)
    code, text = rulespec("check", folder, "--annotate", tmp_path / "copies")
    assert code == 1
    copy = tmp_path / "copies" / f"aide{form.extension}"
    assert copy.exists() is (form.annotate is not None)
    assert ("ne porte pas de remarques" in text) is (form.annotate is None)


def test_copies_of_two_files_of_one_name_are_two(rulebooks: dict[str, Path], tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (tmp_path / "wrong.yaml").write_text(AID.replace("âge ≤ plafond", "age ≤ plafon"), encoding="utf-8")
    for name in ("a", "b"):
        made = convert(tmp_path / "wrong.yaml", folder / name / "aide.ods", Diagnostics())
        assert made is not None
        (folder / name).mkdir()
        (folder / name / "aide.ods").write_bytes(made[folder / name / "aide.ods"])
    rulespec("check", folder, "--annotate", tmp_path / "copies")
    assert {path.name for path in (tmp_path / "copies").glob("*.ods")} == {"a - aide.ods", "b - aide.ods"}


# --- CSV ---


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_list_of_aids_is_read_however_it_was_saved(separator: str, mark: str, newline: str, tmp_path: Path) -> None:
    def saved(text: str) -> str:
        quoted = (f'"{cell}"' if "," in cell and separator == "," else cell for cell in text.split(";"))
        return mark + separator.join(quoted).replace("\n", newline)

    folder = project(tmp_path / "p", donnees__yaml=DATA, aides__csv=saved(LIST), cas__csv=saved(CASES))
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    assert [(aid.id, aid.name) for aid in checked.program.aids] == [("bafa", 'Aide "Bafa" de la ville'), ("permis", "Permis")]
    cases = [(case.name, case.document) for case in checked.program.cases]
    assert cases == [("bon", "aides.csv#bafa"), ("autre code", "aides.csv#bafa"), ("adulte", "aides.csv#permis")]
    # A code keeps its zero: 1004 is another one.
    given = [value.value for case in checked.program.cases for value in case.given if "code" in value.variable]
    assert given[:2] == ["01004", "1004"]
    expected = [value.value for case in checked.program.cases for value in case.expected]
    assert Decimal("1150.50") in expected and True in expected


def test_a_table_of_ones_own_is_said_and_stops_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", aide__yaml=AID, communes__csv="code;nom\n01004;Ambérieu\n")
    assert [line.split()[0] for line in told(folder)] == ["RS107:file"]
    assert check_folder(folder).program is not None


@pytest.mark.parametrize(
    ("data", "key", "place"),
    [
        (LIST.encode("cp1252", "replace"), "RS101:encoding", "A1"),
        (LIST.replace('""Bafa""', '"Bafa').encode(), "RS101:quote", "A"),
        (LIST.replace("1 150,50 €", "1;150").encode(), "RS101:cells", "A2"),
        (LIST.replace(";", ",").encode(), "RS101:cells", "A2"),
        (LIST.replace("01/01/2025", "2025").encode(), "RS110:day", "I2"),
        (LIST.replace("Montant", "Montan").encode(), "RS108", "E1"),
        (LIST.replace("300", "#N/A").encode(), "RS105", "E3"),
    ],
    ids=["cp1252", "quote", "shifted", "decimal comma", "date", "title", "error"],
)
def test_what_can_not_be_read_is_told_at_its_cell(data: bytes, key: str, place: str, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", donnees__yaml=DATA, aides__csv=data)
    found = [(item.problem.key, str(item.span.place)) for item in check_folder(folder).diagnostics]
    assert any(known == key and where.startswith(f"aides!{place}") for known, where in found), found


def test_a_machine_is_told_the_line_of_a_row(tmp_path: Path) -> None:
    more = LIST + "velo;Vélo;individu;€;beaucoup;;;;01/01/2025\n"
    folder = project(tmp_path / "p", donnees__yaml=DATA, aides__csv=more)
    _, text = rulespec("check", folder, "--format", "github")
    # The third aid is on the fourth row, and on the fifth line: the aid before it has a cell of two lines.
    assert "file=aides.csv,line=5" in text and "[aides!E4]" in text


def test_a_case_that_names_no_aid_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", donnees__yaml=DATA, aides__csv=LIST, cas__csv=CASES.replace(";permis", ";permi"))
    assert [line.split()[0] for line in told(folder)] == ["RS512"]


def test_cases_of_a_file_go_to_an_aid_of_any_format(rulebooks: dict[str, Path], tmp_path: Path) -> None:
    text = "Le cas;;Situation;Résultat attendu;Suivi\nNom;Le;âge;montant;Pour\nen csv;01/10/2025;20;622,35;prime\n"
    for form in WHOLE:
        source = rulebooks[form.name] / f"aide{form.extension}"
        folder = project(tmp_path / form.name, cas__csv=text)
        (folder / source.name).write_bytes(source.read_bytes())
        checked = check_folder(folder)
        assert checked.program is not None, checked.diagnostics
        assert [(case.name, case.document) for case in checked.program.cases] == [("jeune", source.name), ("en csv", source.name)]


@pytest.mark.parametrize("name", ["xlsx", "ods", "csv"])
def test_a_list_of_aids_goes_through_every_format_that_has_rows(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", aides__csv=LIST, cas__csv=CASES)
    target = tmp_path / f"liste{named(name).extension}"
    made = convert(folder, target, Diagnostics())
    assert made is not None
    other = project(tmp_path / "other", donnees__yaml=DATA)
    for path, data in made.items():
        (other / path.name).write_bytes(data)
    (folder / "donnees.yaml").write_text(DATA, encoding="utf-8")
    before, after = check_folder(folder), check_folder(other)
    assert before.program is not None and after.program is not None, after.diagnostics
    assert [aid.id for aid in before.program.aids] == [aid.id for aid in after.program.aids]
    assert [(case.name, [(v.variable, v.value) for v in (*case.given, *case.expected)]) for case in before.program.cases] == [
        (case.name, [(v.variable, v.value) for v in (*case.given, *case.expected)]) for case in after.program.cases
    ]
    if name == "csv":
        assert set(made) == {target, tmp_path / "liste.cas.csv"}
        text = made[target].decode("utf-8-sig")
        assert ";01004;" in text and "1 150,50 €" in text
        assert made[target].startswith(b"\xef\xbb\xbf")
    if name == "xlsx":
        sheet = openpyxl.load_workbook(target if target.exists() else other / target.name).worksheets[0]
        assert "01004" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_an_english_list_has_commas_and_english_titles(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("aid: bonus\nname: Bonus\nentity: person\nunit: €\namount: 12.5\n", encoding="utf-8")
    made = convert(tmp_path / "a.yaml", tmp_path / "list.csv", Diagnostics())
    assert made is not None
    text = made[tmp_path / "list.csv"].decode("utf-8-sig")
    titles, row = text.splitlines()
    assert titles.startswith("Aid *,Name,") and row.startswith("bonus,Bonus,") and ",12.5," in row
    (tmp_path / "list.csv").write_bytes(made[tmp_path / "list.csv"])
    found = read_documents(tmp_path / "list.csv", "list.csv", FRENCH, Diagnostics())
    assert [sheet.words.code for sheet in found] == ["en"]
    assert found[0].document.amount is not None and found[0].document.amount.text == "12.5"


def test_an_aid_that_is_no_row_is_told_and_nothing_is_written(rulebooks: dict[str, Path], tmp_path: Path) -> None:
    code, text = rulespec("convert", rulebooks["yaml"] / "aide.yaml", tmp_path / "liste.csv")
    assert code == 1 and "ne tient pas dans une ligne" in text and list(tmp_path.iterdir()) == []
    code, text = rulespec("convert", rulebooks["yaml"] / "aide.yaml", tmp_path / "liste.txt")
    assert code == 2 and ".csv" in text and list(tmp_path.iterdir()) == []


def test_lists_are_compared_and_merged(tmp_path: Path) -> None:
    for name, old, new in (("base", "", ""), ("ours", "Permis;", "Permis B;"), ("theirs", "1 150,50", "1 200,50")):
        (tmp_path / f"{name}.csv").write_text(LIST.replace(old, new) if old else LIST, encoding="utf-8")
    code, text = rulespec("diff", tmp_path / "base.csv", tmp_path / "theirs.csv")
    assert code == 0 and "1 200,50" in text
    code, text = rulespec("merge", *(tmp_path / f"{name}.csv" for name in ("base", "ours", "theirs")), "--out", tmp_path / "made.csv")
    assert code == 0, text
    merged = (tmp_path / "made.csv").read_text("utf-8-sig")
    assert "Permis B;" in merged and "1 200,50" in merged


@pytest.mark.parametrize("form", WHOLE, ids=lambda form: form.name)
def test_a_new_aid_starts_in_every_format_that_holds_one(form: Format, tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    code, text = rulespec("new", "Aide au vélo", "--project", folder, "--format", form.name)
    assert code == 0, text
    found = read_document(folder / "aides" / f"aide_au_velo{form.extension}", "x", FRENCH, Diagnostics())
    assert found is not None and found.document.aid is not None and found.document.aid.text == "aide_au_velo"
