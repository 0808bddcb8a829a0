"""What makes a sheet help its reader: a column that checks as one types, lists fed from other sheets, colours, tables, links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.words import Language
from rulespec.formats.workbook import style

# Lists and checks look this far below the header: further than anyone types in one go.
REACH = 200
WIDTH = 20
GOOD, BAD, MISSING = "C9FCD0", "F8D7DA", "FFE8CC"


def control(sheet: Worksheet, section: str, fields: Sequence[str], first: int, last: int, words: Language, names: str = "") -> None:
    """A column « Contrôle » that says of each row whether it is complete; `names` is the sheet of the data.

    A spreadsheet computes it; it is never read.
    """
    letters = {field: get_column_letter(index) for index, field in enumerate(fields, start=1)}
    column = len(fields) + 1
    text = words.workbook.headers["control"]
    style.head(sheet, first, column, text[:1].upper() + text[1:], style.GREY)
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = WIDTH
    for row in range(first + 1, last + 1):
        style.body(sheet, row, column, _formula(section, letters, row, first, words, names), automatic=True)
    area = f"{letter}{first + 1}:{letter}{last}"
    top = f"{letter}{first + 1}"
    _colour(sheet, area, f'LEFT({top},1)="✓"', GOOD, "1A5E2A")
    _colour(sheet, area, f'LEFT({top},1)="✗"', BAD, "8A1018")


def _formula(section: str, letters: dict[str, str], row: int, first: int, words: Language, names: str) -> str:
    says = words.workbook.control
    # « est vrai » compares with nothing.
    truth = [text for text in words.workbook.comparisons if words.keywords.get(text) in ("IS_TRUE", "IS_FALSE")]

    def cell(field: str) -> str:
        return f"{letters[field]}{row}"

    def area(field: str) -> str:
        return f"${letters[field]}${first + 1}:${letters[field]}${first + REACH}"

    fine = f'"{says["fine"]}"'
    if section == "parameters":
        later = f'COUNTIFS({area("name")},{cell("name")},{area("start")},">"&{cell("start")})=0'
        checked = f'IF({cell("start")}="","{says["date"]}",IF({cell("value")}="","{says["value"]}",IF({later},"{says["last"]}",{fine})))'
        return f'=IF({cell("name")}="","",{checked})'
    if section == "data":
        twice = f"COUNTIF({area('name')},{cell('name')})>1"
        return f'=IF({cell("name")}="","",IF({twice},"{says["twice"]}",{fine}))'
    # A condition: its subject is a datum of the sheet, or of the country; a comparison goes with a value.
    known = f"COUNTIF('{names}'!$A${first + 1}:$A${first + REACH},{cell('subject')})>0"
    half = f'AND({cell("comparison")}="",{cell("value")}<>"")'
    truths = ",".join(f'{cell("comparison")}<>"{text}"' for text in ("", *truth))
    empty = f'AND({truths},{cell("value")}="")'
    checked = f'IF({half},"{says["compare"]}",IF({empty},"{says["value"]}",IF({known},{fine},"{says["unknown"]}")))'
    return f'=IF({cell("subject")}="","",{checked})'


def _colour(sheet: Worksheet, area: str, formula: str, fill: str, ink: str) -> None:
    sheet.conditional_formatting.add(area, FormulaRule([formula], fill=PatternFill(bgColor=fill), font=Font(color=ink)))


def twice_in_red(sheet: Worksheet, letter: str, first: int) -> None:
    """A name that stands twice where it may stand once."""
    area = f"{letter}{first + 1}:{letter}{first + REACH}"
    _colour(
        sheet,
        area,
        f'AND({letter}{first + 1}<>"",COUNTIF(${letter}${first + 1}:${letter}${first + REACH},{letter}{first + 1})>1)',
        BAD,
        "8A1018",
    )


def missing_in_orange(sheet: Worksheet, cells: Sequence[str]) -> None:
    """An answer that is needed and is not there."""
    for cell in cells:
        _colour(sheet, cell, f"LEN(TRIM({cell}))=0", MISSING, "1E1E1E")


def fed_from(sheet: Worksheet, letter: str, first: int, other: str, source: str = "A", length: int = REACH) -> None:
    """A drop-down of what a column of another sheet holds; anything else may be typed."""
    formula = f"'{other}'!${source}${first + 1}:${source}${first + length}"
    validation = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning", showErrorMessage=False)
    sheet.add_data_validation(validation)
    validation.add(f"{letter}{first + 1}:{letter}{first + REACH}")


def as_table(sheet: Worksheet, section: str, first: int, last: int, width: int) -> None:
    """The rows as a named table: it grows as one types below, and its columns sort and filter."""
    headers = [sheet.cell(first, column).value for column in range(1, width + 1)]
    if len(set(headers)) == len(headers) and all(isinstance(text, str) and text for text in headers):
        plain = unicodedata.normalize("NFKD", sheet.title).encode("ascii", "ignore").decode()
        name = "rs_" + (re.sub(r"\W+", "_", plain).strip("_").lower() or section)
        sheet.add_table(Table(displayName=name, ref=f"A{first}:{get_column_letter(width)}{max(last, first + 1)}"))


def link_to(sheet: Worksheet, row: int, column: int, other: str) -> None:
    """A cell that leads to another sheet."""
    cell = sheet.cell(row, column)
    cell.hyperlink = f"#'{other}'!A1"
    cell.font = style.font(bold=True, color=style.BLUE, underline="single")
