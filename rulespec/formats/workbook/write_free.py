"""Free content to a sheet of three columns: of whom, the field, its value."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.ground.source import Cell
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style
from rulespec.formats.workbook.layout import TREE_COLUMNS
from rulespec.formats.workbook.read_free import STEP

WIDTHS = (36, 44, 60)


def put_trees(sheet: Worksheet, rows: list[tuple[str, tuple[str, ...], Cell]], first: int, words: Language) -> None:
    """Rows of (owner, path, value) under a header at row `first`."""
    for index, (column, width) in enumerate(zip(TREE_COLUMNS, WIDTHS, strict=True), start=1):
        style.head(sheet, first, index, words.workbook.tree[column].capitalize())
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row, (owner, path, cell) in enumerate(rows, start=first + 1):
        style.body(sheet, row, 1, owner or None, name=True)
        style.body(sheet, row, 2, STEP.join(path))
        style.body(sheet, row, 3, cell.text)
    style.heights(sheet, range(first + 1, first + 1 + len(rows)), {2: WIDTHS[1], 3: WIDTHS[2]})
    sheet.freeze_panes = f"A{first + 1}"
