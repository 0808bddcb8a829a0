"""How our workbooks look: colours with enough contrast, columns one can read, sheets ready to print."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

BLUE, GREEN, GREY = "000091", "18753C", "DDDDDD"
PALE_BLUE, PALE_GREEN, PALE_GREY = "E3E3FD", "C9FCD0", "F2F2F2"
EXAMPLE_INK, EXAMPLE_FILL = "666666", PatternFill("solid", fgColor="F7F7F7")
LINE = Side(style="thin", color="CECEE8")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WRAP = Alignment(vertical="center", wrap_text=True, indent=1)
TEXT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
NUMBER = Alignment(horizontal="right", vertical="center", wrap_text=True, indent=1)
EMPTY_ROWS = 5
EPOCH = datetime.datetime(2020, 1, 1)


def font(**style: Any) -> Font:
    """One family everywhere: a font without a name falls back to another in each spreadsheet."""
    return Font(name="Calibri", **style)


def title(sheet: Worksheet, text: str, hint: str, width: int) -> None:
    """The title of a sheet and a sentence that says how to fill it."""
    sheet["A1"].value = text
    sheet["A1"].font = font(size=16, bold=True, color=BLUE)
    sheet["A2"].value = hint
    sheet["A2"].font = font(italic=True, color="5A5A5A")
    sheet.row_dimensions[1].height = 26
    sheet.sheet_view.showGridLines = False
    page_setup(sheet)


def page_setup(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = "rulespec"
    sheet.oddFooter.center.text = "&A — &P / &N"


# What a page of A4 shows across at a size that can be read, in characters.
READABLE = 225


def fit_page(sheet: Worksheet, columns: int) -> None:
    """As many pages across as the columns need to stay readable; all the titles of rows on each."""
    total = sum(sheet.column_dimensions[get_column_letter(index)].width for index in range(1, columns + 1))
    sheet.page_setup.fitToWidth = max(1, -(-int(total) // READABLE))


def head(sheet: Worksheet, row: int, column: int, text: str, colour: str = BLUE) -> None:
    """A header cell, guarded: typing over it is refused, without protecting the sheet."""
    cell = sheet.cell(row, column, text)
    cell.font = font(bold=True, color="FFFFFF" if colour != GREY else "3A3A3A")
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = TEXT
    cell.border = BORDER
    sheet.row_dimensions[row].height = 30


def body(sheet: Worksheet, row: int, column: int, value: Any, name: bool = False, automatic: bool = False) -> None:
    """A cell to be filled, or filled by the spreadsheet where `automatic`."""
    cell = sheet.cell(row, column)
    if value is not None:
        cell.value = value
        # A text that starts with = is text, never a formula.
        if isinstance(value, str) and value.startswith("=") and not automatic:
            cell.data_type = "s"
    is_number = isinstance(value, int | float | datetime.datetime) and not isinstance(value, bool)
    named = "automatic" if automatic else "name" if name else "text" if isinstance(value, str) else "number" if is_number else "value"
    try:
        cell.style = f"rulespec {named}"
    except ValueError:
        # The first of its kind in this workbook; a style with a name costs a tenth of one told at each cell.
        sheet.parent.add_named_style(_named_style(named))
        cell.style = f"rulespec {named}"


def _named_style(named: str) -> NamedStyle:
    alignment = TEXT if named in ("text", "name") else NUMBER if named == "number" else WRAP
    style = NamedStyle(name=f"rulespec {named}", border=BORDER, alignment=alignment, font=font(color="1E1E1E"))
    if named == "automatic":
        style.fill = PatternFill("solid", fgColor=PALE_GREY)
        style.font = font(italic=True, color="5A5A5A")
    elif named == "name":
        style.fill = PatternFill("solid", fgColor=PALE_BLUE)
        style.font = font(bold=True, color=BLUE)
    return style


def choices(sheet: Worksheet, area: str, words: tuple[str, ...]) -> None:
    """A drop-down of words; other values are allowed with a warning, since the reader knows more forms."""
    text = ",".join(words)
    if len(text) > 250 or any("," in word for word in words):
        return
    validation = DataValidation(type="list", formula1=f'"{text}"', allow_blank=True, errorStyle="warning")
    sheet.add_data_validation(validation)
    validation.add(area)


def guard_headers(sheet: Worksheet, area: str, message: str) -> None:
    validation = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
    validation.error = message
    sheet.add_data_validation(validation)
    validation.add(area)


def heights(sheet: Worksheet, rows: range, widths: dict[int, int]) -> None:
    """Rows high enough for their longest cell, since no spreadsheet does it for a written file."""
    for row in rows:
        lines = 1
        for column, width in widths.items():
            value = sheet.cell(row, column).value
            if value is not None and not str(value).startswith("="):
                text = f"{value:%d/%m/%Y}" if isinstance(value, datetime.datetime) else str(value)
                lines = max(lines, sum(-(-max(len(part), 1) // max(width - 3, 1)) for part in text.split("\n")))
        sheet.row_dimensions[row].height = min(15 * lines + 6, 240)


def fixed_bytes(book: Workbook) -> bytes:
    """The bytes of a workbook without the clock: the same document, the same file."""
    book.properties.created = EPOCH
    book.properties.modified = EPOCH
    book.properties.creator = "rulespec"
    buffer = io.BytesIO()
    book.save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in sorted(source.infolist(), key=lambda info: info.filename):
            data = source.read(item.filename)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(item.filename, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
