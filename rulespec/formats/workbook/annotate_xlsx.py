"""Remarks and results to an annotated copy of a workbook: at their cells, with a sheet of links to them.

The expert's own file is never saved over: what a library does not know of it would be lost.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import Language
from rulespec.formats.format import Remark

FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "good": "D4EDDA", "note": "E2E8F0"}


def annotated(path: Path, remarks: Sequence[Remark], words: Language) -> bytes:
    """A copy of a workbook with its remarks: a note and a colour at each cell, and a sheet that lists them."""
    book = load_workbook(path)
    title = words.sheets["remarks"][0]
    if title in book.sheetnames:
        del book[title]
    by_cell: dict[CellAnchor, list[Remark]] = {}
    for remark in remarks:
        by_cell.setdefault(remark.place, []).append(remark)
    for place, items in by_cell.items():
        if place.sheet not in book.sheetnames:
            continue
        cell = book[place.sheet].cell(place.row, place.column)
        tone = next((item.tone for item in items if item.tone == "error"), items[0].tone)
        cell.fill = PatternFill("solid", fgColor=FILLS[tone])
        note = Comment("\n\n".join(item.text for item in items), "rulespec")
        note.width, note.height = 360, 60 + 18 * note.text.count("\n") + 18 * (len(note.text) // 50)
        cell.comment = note
    sheet = book.create_sheet(title, 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    _list(sheet, remarks, words)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _list(sheet: object, remarks: Sequence[Remark], words: Language) -> None:
    """The sheet of remarks: where (a link), what, and what to do."""
    headers = [words.ui[key] for key in ("remark where", "remark what", "remark text")]
    sheet.append(headers)  # type: ignore[attr-defined]
    for column, width in enumerate((26, 34, 100), start=1):
        cell = sheet.cell(1, column)  # type: ignore[attr-defined]
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
        sheet.column_dimensions[get_column_letter(column)].width = width  # type: ignore[attr-defined]
    for row, remark in enumerate(remarks, start=2):
        place = remark.place
        quoted = place.sheet.replace("'", "''")
        link = sheet.cell(row, 1)  # type: ignore[attr-defined]
        link.value = str(place)
        link.hyperlink = f"#'{quoted}'!{place.letter}{place.row}"
        link.font = Font(color="0B5394", underline="single")
        for column, text in ((2, remark.title), (3, remark.text)):
            cell = sheet.cell(row, column)  # type: ignore[attr-defined]
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[remark.tone])  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]
