"""Remarks and results to an annotated copy of a workbook: at their cells, with a sheet of links to them.

The expert's own file is never saved over: what a library does not know of it would be lost.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import Language
from rulespec.formats.format import OURS_BELOW, Remark, noted
from rulespec.formats.workbook import style

OURS = "rulespec"
FIRST = 4
# Where, what, and what to do: a page of A4 across.
WIDTHS = (24, 36, 100)
FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "good": "D4EDDA", "note": "E2E8F0"}


def annotated(path: Path, remarks: Sequence[Remark], words: Language) -> bytes:
    """A copy of a workbook with its remarks: a note and a colour at each cell, and a sheet that lists them."""
    book = load_workbook(path)
    title = words.sheets["remarks"][0]
    if title in book.sheetnames:
        del book[title]
    by_cell: dict[CellAnchor, list[Remark]] = {}
    for remark in remarks:
        if remark.place is not None and remark.place.sheet in book.sheetnames:
            by_cell.setdefault(remark.place, []).append(remark)
    for place, items in by_cell.items():
        cell = book[place.sheet].cell(place.row, place.column)
        tone = next((item.tone for item in items if item.tone == "error"), items[0].tone)
        cell.fill = PatternFill("solid", fgColor=FILLS[tone])
        before = cell.comment
        # A note of ours alone is replaced; a person's is kept, with what an earlier copy said below it taken away.
        own = before.text if before is not None and (before.author != OURS or OURS_BELOW in before.text) else ""
        note = Comment(noted(own, items), before.author if own and before is not None else OURS)
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


def _list(sheet: Worksheet, remarks: Sequence[Remark], words: Language) -> None:
    """The sheet of remarks: where (a link), what, and what to do."""
    style.title(sheet, words.sheets["remarks"][0], words.workbook.hints["remarks"], len(WIDTHS))
    for column, (key, width) in enumerate(zip(("remark where", "remark what", "remark text"), WIDTHS, strict=True), start=1):
        style.head(sheet, FIRST, column, words.ui[key])
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = FIRST
    for remark in remarks:
        if not remark.is_listed:
            continue
        row += 1
        place = remark.place
        for column, text in enumerate((str(place) if place is not None else "", remark.title, words.typeset(remark.text)), start=1):
            style.body(sheet, row, column, text or None)
            sheet.cell(row, column).data_type = "s"
        if place is not None:
            quoted = place.sheet.replace("'", "''")
            sheet.cell(row, 1).hyperlink = f"#'{quoted}'!{place.letter}{place.row}"
            sheet.cell(row, 1).font = style.font(color="0B5394", underline="single")
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[remark.tone])
    style.heights(sheet, range(FIRST + 1, row + 1), dict(enumerate(WIDTHS, start=1)))
    sheet.freeze_panes = f"A{FIRST + 1}"
    sheet.print_title_rows = f"{FIRST}:{FIRST}"
