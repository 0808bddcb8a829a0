"""The country's variables as a sheet to be searched and filtered, from which the data choose."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.words import Language
from rulespec.formats.format import Listed
from rulespec.formats.workbook import devices, style

FIRST = 4
WIDTHS = (34, 40, 70, 18, 12)
# On paper the list shows its beginning: it is made to be searched.
PRINTED = 60


def put_country(book: Workbook, sheet: Worksheet, variables: Sequence[Listed], fields: Sequence[str], words: Language) -> None:
    """Fill the sheet; `fields` are the columns of the sheet of data, whose drop-downs it feeds."""
    titles = [words.ui[key] for key in ("name", "listed variable", "label", "entity", "period")]
    for column, (text, width) in enumerate(zip(titles, WIDTHS, strict=True), start=1):
        style.head(sheet, FIRST, column, text[:1].upper() + text[1:])
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(variables, start=FIRST + 1):
        for column, text in enumerate(item, start=1):
            style.body(sheet, row, column, text or None, name=column == 1)
    last = FIRST + len(variables)
    style.heights(sheet, range(FIRST + 1, last + 1), dict(enumerate(WIDTHS[:3], start=1)))
    sheet.freeze_panes = f"A{FIRST + 1}"
    sheet.print_area = f"A1:E{min(last, FIRST + PRINTED)}"
    devices.as_table(sheet, "catalog", FIRST, last, len(titles))
    data = book[words.sheets["data"][0]]
    for field, source in (("reads", "B"), ("term", "A")):
        devices.fed_from(data, get_column_letter(fields.index(field) + 1), FIRST, sheet.title, source, len(variables))
