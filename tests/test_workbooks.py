"""Workbooks as people and programs make them: through LibreOffice and back, with what is dangerous refused, nothing cut on paper."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.formats.workbook.grid import Reader, open_workbook
from rulespec.formats.workbook.read_ods import MOST_REPEATS
from rulespec.formats.workbook.write_ods import ods_bytes
from rulespec.projects.project import read_document, read_documents
from rulespec.projects.starting import new_aid
from tests.projects import workbook_file
from tests.test_converting import same

ROOT = Path(__file__).parent.parent
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-calc)")
EXAMPLES = sorted((ROOT / "examples").rglob("aides/*.xlsx"))
GOOD = workbook_file({"classeur": {"Aide": [["Information", "Votre réponse"], ["aide", "aide_test"]]}})
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def content(rows: str, before: str = "") -> bytes:
    """The content of an .ods file with one sheet « Aide »."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Aide">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    ).encode()


def ods(rows: str = "", before: str = "", manifest: str = "<manifest/>", extra: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content(rows, before))
        if extra:
            archive.writestr(extra, "Sub Main\nEnd Sub")
    return buffer.getvalue()


def changed(data: bytes, name: str, change: Any) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item.filename)
            target.writestr(item.filename, change(part) if item.filename == name else part)
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"


def lying(data: bytes) -> bytes:
    """The archive says that each of its parts is a few bytes long."""
    found = bytearray(data)
    at = 0
    while (at := found.find(b"PK\x01\x02", at)) >= 0:
        found[at + 24 : at + 28] = (7).to_bytes(4, "little")
        at += 4
    return bytes(found)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"0" * 220_000_000)
    return buffer.getvalue()


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def repeated(times: int) -> str:
    """The same cell, told to repeat."""
    return CELL.replace("<table:table-cell", f'<table:table-cell table:number-columns-repeated="{times}"')


def dated(value: str) -> str:
    return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'


def written(inner: str) -> str:
    return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'


def in_sheet(part: bytes) -> bytes:
    return part.replace(b"<worksheet", ENTITY.encode() + b"<worksheet", 1)


BAD = {
    "entités": ("aide.xlsx", lambda: changed(GOOD, SHEET, in_sheet), "RS101"),
    "entités ods": ("aide.ods", lambda: ods(before=ENTITY), "RS101"),
    "en-têtes menteurs": ("aide.xlsx", lambda: lying(GOOD), "RS101"),
    "en-têtes menteurs ods": ("aide.ods", lambda: lying(ods()), "RS101"),
    "bombe ods": ("aide.ods", bomb, "RS103"),
    "cellules répétées": (
        "aide.ods", lambda: ods(f'<table:table-row table:number-rows-repeated="1048576">{CELL}</table:table-row>'), "RS103",
    ),
    "colonnes répétées": (
        "aide.ods",
        lambda: ods(f"<table:table-row>{repeated(MOST_REPEATS + 1)}</table:table-row>"),
        "RS103",
    ),
    "programme dans un .xlsx": ("aide.xlsx", lambda: changed_with(GOOD, "xl/vbaProject.bin"), "RS102"),
    "programme dans un .ods": ("aide.ods", lambda: ods(extra="Basic/Standard/Module1.xml"), "RS102"),
    "mot de passe ods": ("aide.ods", lambda: ods(manifest="<manifest><encryption-data/></manifest>"), "RS101"),
    "tronqué ods": ("aide.ods", lambda: ods()[:200], "RS101"),
    "sans contenu": ("aide.ods", lambda: changed_with(b"", "autre.xml"), "RS101"),
    "pas un classeur": ("aide.xlsx", lambda: b"aide;aide_test\n", "RS101"),
    "vide": ("aide.ods", lambda: b"", "RS101"),
}  # fmt: skip


def changed_with(data: bytes, name: str) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("kind", BAD)
def test_a_dangerous_file_is_refused_with_its_own_message(kind: str, tmp_path: Path) -> None:
    name, make, code = BAD[kind]
    path = tmp_path / name
    path.write_bytes(make())
    before = sorted(tmp_path.iterdir())
    diagnostics = Diagnostics()
    assert read_documents(path, name, language("fr"), diagnostics) == []
    assert [item.code.id for item in diagnostics.sorted()] == [code]
    if "mot de passe" in kind:
        assert diagnostics.sorted()[0].problem == codes.UnreadableFile.Password()
    assert sorted(tmp_path.iterdir()) == before


def test_a_far_stray_cell_is_no_seventeen_billion(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(GOOD))
    book["Aide"]["XFD1048576"] = " "
    book["Aide"].cell(1_048_576, 16_384).number_format = "0%"
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "aide.xlsx"
    path.write_bytes(changed(buffer.getvalue(), SHEET, lambda part: part.replace(b"<sheetData>", b"<sheetData>", 1)))
    diagnostics = Diagnostics()
    sheet = read_document(path, path.name, language("fr"), diagnostics)
    assert sheet is not None and sheet.document.aid is not None and not diagnostics.sorted()


def ods_text(tmp_path: Path, cell: str) -> tuple[str, str] | str | None:
    """What a cell reads as, with what it was; the code of the remark where it can't be read."""
    path = tmp_path / "aide.ods"
    path.write_bytes(ods(f"<table:table-row>{cell}</table:table-row>"))
    diagnostics = Diagnostics()
    book = open_workbook(path, path.name, diagnostics)
    assert book is not None, diagnostics.sorted()
    found = Reader(book, language("fr"), diagnostics).cell(book.grids[0], 1, 1)
    if diagnostics.sorted():
        return diagnostics.sorted()[0].code.id
    return (found.text, found.native) if found is not None else None


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ('<table:table-cell office:value-type="float" office:value="540.5"><text:p>5,4</text:p></table:table-cell>', ("540,5", "number")),
        ('<table:table-cell office:value-type="float" office:value="0.30000000000000004"/>', ("0,3", "number")),
        ('<table:table-cell office:value-type="currency" office:currency="EUR" office:value="12"/>', ("12", "number")),
        ('<table:table-cell office:value-type="percentage" office:value="0.125"/>', ("12,5 %", "percent")),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', ("oui", "boolean")),
        (dated("2025-09-01"), ("01/09/2025", "date")),
        (dated("2025-09-01T00:00:00"), ("01/09/2025", "date")),
        (dated("2025-09-01T08:30:00"), "RS110"),
        ('<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>', "RS110"),
        (written('<text:p>deux<text:s text:c="2"/>mots</text:p><text:p>lignes</text:p>'), ("deux  mots\nlignes", "text")),
        (written("<office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:span>b</text:span></text:p>"), ("ab", "text")),
        ('<table:table-cell office:value-type="float" office:value="3" table:formula="of:=[.B1]+1"/>', "RS104"),
        ('<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>', "RS105"),
        ('<table:table-cell office:value-type="string" calcext:value-type="error" table:formula="of:=[.B1]/0"><text:p>#DIV/0!</text:p>'
         "</table:table-cell>", "RS105"),
        ('<table:table-cell office:value-type="string"><text:p>   </text:p></table:table-cell>', None),
        ("<table:table-cell/>", None),
    ],
)  # fmt: skip
def test_cells_of_an_ods_say_what_they_are(cell: str, wanted: object, tmp_path: Path) -> None:
    assert ods_text(tmp_path, cell) == wanted


def test_rows_of_an_ods_repeat_and_hide(tmp_path: Path) -> None:
    row = f'<table:table-row table:number-rows-repeated="2">{repeated(3)}</table:table-row>'
    empty = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    )
    hidden = f'<table:table-row table:visibility="filter">{CELL}</table:table-row>'
    path = tmp_path / "aide.ods"
    path.write_bytes(ods(row + empty + hidden))
    book = open_workbook(path, path.name, Diagnostics())
    assert book is not None
    grid = book.grids[0]
    assert sorted(grid.raw) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (1_000_003, 1)] and grid.hidden == (1_000_003,)


def through_office(paths: list[Path], kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation=file://{out}-profil"
    command = [str(OFFICE), "--headless", profile, "--convert-to", kind, "--outdir", str(out), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def all_kinds(tmp_path: Path) -> list[Path]:
    """The examples' workbooks, a new aid's in both tongues, a sheet of aids."""
    from tests.test_bulk import project

    (tmp_path / "rulespec.yaml").write_text("paquet: p\n", encoding="utf-8")
    made = [shutil.copy(path, tmp_path / path.name) for path in EXAMPLES[:3]]
    made += [path for code in ("fr", "en") for path in new_aid(tmp_path, f"nouvelle {code}", "xlsx", language(code), with_model=True)]
    return [Path(path) for path in made] + [project(tmp_path / "liste") / "aides.xlsx"]


@needs_office
def test_documents_come_back_from_libreoffice(tmp_path: Path) -> None:
    paths = all_kinds(tmp_path)
    through_office(paths, "ods", tmp_path / "ods")
    between = sorted((tmp_path / "ods").glob("*.ods"))
    assert len(between) == len(paths)
    through_office(between, "xlsx", tmp_path / "xlsx")
    for path in paths:
        diagnostics = Diagnostics()
        wanted = read_documents(path, path.name, language("fr"), diagnostics)
        for other in (tmp_path / "ods" / f"{path.stem}.ods", tmp_path / "xlsx" / path.name):
            found = read_documents(other, other.name, language("fr"), diagnostics)
            # A new aid lacks what only its author can say.
            assert {item.code.id for item in diagnostics.sorted()} <= {"RS201"}, (
                other,
                [(item.code.id, str(item.span)) for item in diagnostics.sorted()],
            )
            assert len(found) == len(wanted)
            for one, two in zip(wanted, found, strict=True):
                same(one.document, two.document)


@needs_office
def test_our_ods_opens_in_libreoffice(tmp_path: Path) -> None:
    path = EXAMPLES[0]
    book = load_workbook(path)
    (tmp_path / "aide.ods").write_bytes(ods_bytes(book))
    through_office([tmp_path / "aide.ods"], "xlsx", tmp_path / "xlsx")
    diagnostics = Diagnostics()
    wanted, found = (read_document(item, item.name, language("fr"), diagnostics) for item in (path, tmp_path / "xlsx" / "aide.xlsx"))
    assert wanted is not None and found is not None and not diagnostics.has_errors
    same(wanted.document, found.document)
    # The read-back sentence is a formula that LibreOffice has computed.
    values = load_workbook(tmp_path / "xlsx" / "aide.xlsx", data_only=True)
    sheet = values["Conditions"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(text.startswith(("#", "Err:")) for text in texts), texts


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def cells_of(book: Workbook) -> Any:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("number", [0, 1], ids=["new", "model"])
def test_every_text_can_be_read_on_its_background(code: str, number: int, tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text("paquet: p\n", encoding="utf-8")
    book = load_workbook(new_aid(tmp_path, "essai", "xlsx", language(code), with_model=True)[number])
    for cell in cells_of(book):
        colour = cell.font.color.rgb[-6:] if cell.font.color is not None and isinstance(cell.font.color.rgb, str) else "000000"
        behind = cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" else "FFFFFF"
        assert contrast(colour, behind) >= 4.5, (cell.parent.title, cell.coordinate, colour, behind)


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("number", [0, 1], ids=["new", "model"])
def test_no_text_is_cut_in_its_cell(code: str, number: int, tmp_path: Path) -> None:
    """Each text fits in its cell, measured with a font as wide as the one it is shown in."""
    from PIL import ImageFont

    matching = ["fc-match", "-f", "%{file}", "Carlito"]
    found = subprocess.run(matching, capture_output=True, text=True, check=False) if shutil.which("fc-match") else None
    if found is None or "arlito" not in found.stdout:
        pytest.skip("the font Carlito, as wide as Calibri, is not installed (apt-get install fonts-crosextra-carlito)")
    font = ImageFont.truetype(found.stdout, 110)
    (tmp_path / "rulespec.yaml").write_text("paquet: p\n", encoding="utf-8")
    book = load_workbook(new_aid(tmp_path, "essai", "xlsx", language(code), with_model=True)[number])
    digit = font.getlength("0")
    for cell in cells_of(book):
        sheet = cell.parent
        if cell.data_type == "f" or not cell.alignment.wrap_text:
            continue
        from openpyxl.utils import get_column_letter

        room = (sheet.column_dimensions[get_column_letter(cell.column)].width - 2) * digit
        shown = f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, datetime.datetime) else str(cell.value)
        lines = sum(_lines(part, font, room) for part in shown.split("\n"))
        height = sheet.row_dimensions[cell.row].height or 15
        assert lines * 14.5 <= height + 1, (sheet.title, cell.coordinate, cell.value, lines, height)


def _lines(text: str, font: Any, room: float) -> int:
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = font.getlength(word + " ")
        if used and used + length > room:
            lines, used = lines + 1, 0.0
        used += length
    return lines


@needs_office
@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_sheet_checks_as_one_types(code: str, tmp_path: Path) -> None:
    """The column « Contrôle », as LibreOffice computes it; the reader never reads it."""
    words = language(code)
    (tmp_path / "rulespec.yaml").write_text("paquet: p\n", encoding="utf-8")
    path = new_aid(tmp_path, "essai", "xlsx", words, with_model=True)[1]
    book = load_workbook(path)
    data, parameters, conditions = (book[words.sheets[section][0]] for section in ("data", "parameters", "conditions"))
    row = next(row for row in range(5, 40) if data.cell(row, 1).value is None)
    data.cell(row, 1).value = data.cell(row - 1, 1).value
    parameters.cell(5, 4).value = None
    book.save(path)
    through_office([path], "ods", tmp_path / "ods")
    through_office([tmp_path / "ods" / path.with_suffix(".ods").name], "xlsx", tmp_path / "xlsx")
    values = load_workbook(tmp_path / "xlsx" / path.name, data_only=True)

    def told(sheet: Any) -> list[str]:
        shown = values[sheet.title]
        column = next(cell.column for cell in shown[4] if cell.value in ("Contrôle", "Check"))
        return [str(shown.cell(number, column).value or "") for number in range(5, 14)]

    says = language(code).workbook.control
    assert told(data).count(says["twice"]) == 2 and says["fine"] in told(data)
    assert told(parameters)[0] == says["date"] and says["last"] in told(parameters) and told(parameters)[-1] == ""
    assert says["fine"] in told(conditions) and (says["unknown"] in told(conditions)) is (code == "fr")


def test_lists_are_fed_from_the_other_sheets_and_the_country(tmp_path: Path) -> None:
    pytest.importorskip("openfisca_france")
    (tmp_path / "rulespec.yaml").write_text("paquet: p\nlangue: fr\npays: openfisca_france\nlexique: [france]\n", encoding="utf-8")
    book = load_workbook(new_aid(tmp_path, "essai", "xlsx", language("fr"))[0])
    assert book.sheetnames[0] == "Mode d'emploi" and "Variables du pays" in book.sheetnames
    lists = {str(item.formula1) for sheet in book.worksheets for item in sheet.data_validations.dataValidation if item.type == "list"}
    assert {"'Données'!$A$5:$A$204", "'Paramètres'!$A$5:$A$204"} <= lists
    listed = [[cell.value for cell in row] for row in book["Variables du pays"].iter_rows(min_row=5)]
    assert ["âge", "age"] in [row[:2] for row in listed] and any(row[1] == "date_naissance" for row in listed)
    # Nothing of the country is left out, nor a word of the lexicon that reads what another reads or is a formula.
    assert {"commune", "département", "quotient familial"} <= {row[0] for row in listed}
    assert {"asi_aspa_base_ressources_individu", "ressortissant_eee"} <= {row[1] for row in listed} and len(listed) > 3000
    tables = {table.displayName for sheet in book.worksheets for table in sheet.tables.values()}
    assert {"rs_donnees", "rs_parametres", "rs_conditions", "rs_variables_du_pays"} <= tables
    from rulespec.projects.compiling import check_folder

    checked = check_folder(tmp_path)
    assert [str(item.span.place) for item in checked.diagnostics] == ["Aide!B5", "Aide!B10"]
