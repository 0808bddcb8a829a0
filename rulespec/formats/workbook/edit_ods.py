"""A copy of an .ods workbook with remarks at its cells, or with new values of its parameters; all the rest is as it was.

odfdo edits the tables of a file in place, repeated rows and cells included; its writing of whole tables is not used (decision 17).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from odfdo import Annotation, Cell, Document, Link, Paragraph, Row, Style, Table

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import Language
from rulespec.formats.format import OURS_BELOW, Remark, noted
from rulespec.formats.workbook.annotate_xlsx import FILLS
from rulespec.formats.workbook.case_rows import placed, typed
from rulespec.formats.workbook.grid import open_workbook
from rulespec.formats.workbook.parameter_rows import parameter_rows
from rulespec.formats.workbook.write_ods import NAMES
from rulespec.formats.yaml.write import EVER

# A note is dated: this day says nothing, and the same remarks give the same note.
EPOCH = datetime.datetime(2020, 1, 1)
OURS = "rulespec-"
AUTHOR = "rulespec"
# What a formula reads: « [.A10] », « [$Paramètres.$A$5:.$A$204] », and the row there.
REFERENCE, PLACE = re.compile(r"\[([^\]]*)\]"), re.compile(r"(\$?[A-Z]{1,3})(\$?)([0-9]+)")
WIDTHS = ("46mm", "60mm", "180mm")


def uprated(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language, reference: str = "") -> bytes:
    """`own`: the new values by the name of their parameter in normal form; a row after the last of each, dressed as that one."""
    read = open_workbook(path, path.name, Diagnostics())
    assert read is not None
    where = parameter_rows(read, own.keys(), words)
    document = _opened(path)
    table = _table(document, where.sheet)
    assert table is not None
    decided = where.columns.get("reference", where.top[1] + 1)
    if reference and "reference" not in where.columns:
        table.set_cell((decided - 1, where.top[0] - 1), Cell(words.key("DatedCell", "reference")))
    for name, row, written in where.rows:
        values: dict[int, Any] = {decided: reference} if reference else {}
        values |= {where.columns["name"]: written, where.columns["start"]: start, where.columns["value"]: own[name]}
        for sheet in document.body.get_tables():
            for cell in sheet.get_elements("descendant::table:table-cell[@table:formula]"):
                cell.set_attribute("table:formula", _lowered(cell.get_attribute("table:formula"), sheet.name, where.sheet, row + 1))
        above: Any = table.get_row(row - 1)
        fresh: Any = Row()
        fresh.style = above.style
        for column in range(1, max(above.width, max(values)) + 1):
            dressed = above.get_cell(column - 1)
            made = Cell(values.get(column), style=dressed.style)
            if column not in values and dressed.formula:
                made.formula = _lowered(dressed.formula, "", "", row, "")
            fresh.append_cell(made, clone=False)
        table.insert_row(row, fresh)
        if row in where.undated:
            place = (where.columns["start"] - 1, row - 1)
            table.set_cell(place, Cell(EVER, style=table.get_cell(place).style))
    return _saved(document, path)


def _lowered(formula: str, here: str, sheet: str, row: int, fixed: str = "$") -> str:
    """A formula of a sheet, for rows of another or its own that are one lower from a row on; but « $12 » if `fixed` is ""."""

    def read(reference: re.Match[str]) -> str:
        name = here
        found = []
        for part in reference[1].split(":"):
            named, _, cell = part.rpartition(".")
            name = named.lstrip("$").strip("'").replace("''", "'") or name
            place = PLACE.fullmatch(cell) if name == sheet else None
            if place is not None and int(place[3]) >= row and (fixed or not place[2]):
                part = f"{part[: len(part) - len(place[3])]}{int(place[3]) + 1}"
            found.append(part)
        return f"[{':'.join(found)}]"

    return REFERENCE.sub(read, formula)


def annotated(path: Path, remarks: Sequence[Remark], words: Language) -> bytes:
    """A copy of a workbook with its remarks: a note and a colour at each cell, and a sheet that lists them."""
    document = _opened(path)
    by_cell: dict[CellAnchor, list[Remark]] = {}
    for remark in remarks:
        if remark.place is not None:
            by_cell.setdefault(remark.place, []).append(remark)
    for place, items in by_cell.items():
        table = _table(document, place.sheet)
        if table is None:
            continue
        tone = next((item.tone for item in items if item.tone == "error"), items[0].tone)
        where = (place.column - 1, place.row - 1)
        cell = table.get_cell(where)
        cell.repeated = None
        cell.style = _coloured(document, cell.style, FILLS[tone])
        own, author = "", AUTHOR
        for before in cell.get_annotations():
            lines = "\n".join(paragraph.text_recursive for paragraph in before.get_paragraphs())
            if before.creator != AUTHOR or OURS_BELOW in lines:
                own, author = lines, before.creator or AUTHOR
            cell.delete(before)
        note = Annotation("", creator=author, date=EPOCH)
        _put_lines(note, noted(own, items))
        cell.insert(note, position=0)
        table.set_cell(where, cell)
    title = words.sheets["remarks"][0]
    old = _table(document, title)
    if old is not None:
        document.body.delete(old)
    first = document.body.get_tables()[0]
    listed = _list(document, title, remarks, words)
    # Printed as the sheets of the workbook are.
    listed.style = first.style
    document.body.insert(listed, position=document.body.index(first))
    _show(document, title)
    return _saved(document, path)


def with_case(path: Path, case: doc.Case, sheet: Sheet) -> bytes | None:
    """A copy of a workbook with one more case, dressed as the one above; a column that it has not is added at the right."""
    found = placed(path, case, sheet)
    if found is None:
        return None
    grid, top, columns, row, cells = found
    document = _opened(path)
    table = _table(document, grid.title)
    assert table is not None
    last = max(grid.by_row[top])
    for index, (band, title) in enumerate(columns, start=last):
        for place, text in ((top - 2, sheet.words.workbook.cases[band].capitalize()), (top - 1, title)):
            table.set_cell((index, place), Cell(text, style=table.get_cell((last - 1, place)).style))
    for number, line in enumerate(cells, start=row - 1):
        for index, cell in enumerate(line):
            above = table.get_cell((index, row - 2)) if row - 1 > top else None
            value = typed(cell, table.get_cell((index, top - 1)).value, sheet.words)
            if value is not None:
                table.set_cell((index, number), Cell(value, style=above.style if above is not None else None))
    return _saved(document, path)


def _opened(path: Path) -> Any:
    """The workbook; a file may do without some parts, as ours do, which odfdo wants to find."""
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name in {"meta.xml", "styles.xml"} - set(archive.namelist()):
            kind = f"document-{name.removesuffix('.xml')}"
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), f'<?xml version="1.0"?><office:{kind} {NAMES}/>')
    buffer.seek(0)
    return Document(buffer)


def _table(document: Any, name: str) -> Table | None:
    return next((table for table in document.body.get_tables() if table.name == name), None)


def _coloured(document: Any, name: str | None, colour: str) -> str:
    """The style of a cell with another background."""
    if name is not None and name.startswith(OURS) and not name.startswith(f"{OURS}list-"):
        # Annotated before.
        name = name.removeprefix(OURS).partition("-")[2]
    made = f"{OURS}{colour.lower()}-{name or 'plain'}"
    if document.get_style("table-cell", made) is not None:
        return made
    base = document.get_style("table-cell", name) if name else None
    style = base.clone if base is not None else Style("table-cell")
    style.name = made
    style.set_properties({"fo:background-color": f"#{colour.lower()}"}, area="table-cell")
    document.insert_style(style, automatic=True)
    return made


def _list(document: Any, title: str, remarks: Sequence[Remark], words: Language) -> Table:
    """The sheet of remarks: where (a link), what, and what to do; it looks as that of an .xlsx."""
    table = Table(title)
    table.append_row(Row(), clone=False)
    looks = {name: _look(document, name, *look) for name, look in LOOKS.items()}
    table.set_cell((0, 0), Cell(title, style=looks["title"]))
    table.set_cell((0, 1), Cell(words.workbook.hints["remarks"], style=looks["hint"]))
    for number, key in enumerate(("remark where", "remark what", "remark text")):
        table.set_cell((number, LIST_AT - 1), Cell(words.ui[key], style=looks["head"]))
    for row, remark in enumerate((item for item in remarks if item.is_listed), start=LIST_AT):
        place = remark.place
        where = Cell("", style=looks["body"])
        if place is not None:
            quoted = place.sheet.replace("'", "''")
            where.del_attribute("office:string-value")
            for old in where.get_paragraphs():
                where.delete(old)
            paragraph = Paragraph()
            paragraph.append(Link(f"#$'{quoted}'.{place.letter}{place.row}", text=str(place)))
            where.append(paragraph)
        table.set_cell((0, row), where)
        table.set_cell((1, row), Cell(remark.title, style=_coloured(document, looks["body"], FILLS[remark.tone])))
        text = Cell("", style=looks["body"])
        # Else it would say the text instead of its paragraphs.
        text.del_attribute("office:string-value")
        _put_lines(text, words.typeset(remark.text))
        table.set_cell((2, row), text)
    for number, width in enumerate(WIDTHS):
        column = table.get_column(number)
        style = Style("table-column", name=f"rulespec-column-{number}", width=width)
        column.style = document.insert_style(style, automatic=True)
        table.set_column(number, column)
    return table


# The row of the titles, and how each part looks: its background, the properties of its text.
LIST_AT = 4
TEXT = {"fo:font-family": "Calibri", "fo:font-size": "11pt"}
LOOKS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "title": ({}, {**TEXT, "fo:font-size": "16pt", "fo:font-weight": "bold", "fo:color": "#000091"}),
    "hint": ({}, {**TEXT, "fo:font-style": "italic", "fo:color": "#5a5a5a"}),
    "head": (
        {"fo:background-color": "#000091", "fo:wrap-option": "wrap", "fo:border": "0.5pt solid #cecee8"},
        {**TEXT, "fo:font-weight": "bold", "fo:color": "#ffffff"},
    ),
    "body": (
        {"fo:wrap-option": "wrap", "style:vertical-align": "middle", "fo:border": "0.5pt solid #cecee8", "fo:padding": "1mm"},
        {**TEXT, "fo:color": "#1e1e1e"},
    ),
}


def _look(document: Any, name: str, cell: dict[str, str], text: dict[str, str]) -> str:
    """The style of a part of the list."""
    made = f"{OURS}list-{name}"
    if document.get_style("table-cell", made) is None:
        style = Style("table-cell")
        style.name = made
        if cell:
            style.set_properties(cell, area="table-cell")
        style.set_properties(text, area="text")
        document.insert_style(style, automatic=True)
    return made


def _put_lines(element: Any, text: str) -> None:
    """A text of several lines: a paragraph each, since a line break inside one is a blank."""
    for old in element.get_paragraphs():
        element.delete(old)
    # The notes say who wrote them after what they say.
    for index, line in enumerate(text.split("\n")):
        element.insert(Paragraph(line), position=index)


def _show(document: Any, title: str) -> None:
    """Open the workbook on a sheet."""
    settings = document.get_part("settings.xml")
    for item in settings.get_elements("//config:config-item[@config:name='ActiveTable']"):
        item.text = title


def _saved(document: Any, path: Path) -> bytes:
    """The file with its edited parts: all others are as they were, byte for byte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.infolist():
            edited = item.filename in ("content.xml", "settings.xml")
            new.writestr(item, document.get_part(item.filename).serialize() if edited else old.read(item))
    return buffer.getvalue()
