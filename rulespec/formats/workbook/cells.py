"""A cell of a document to a cell of a sheet: dates as dates, numbers as numbers, codes as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents.values import parse_date, parse_number
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style

CODE_FIELDS = {"codes", "epci", "reads", "id", "variables", "formula", "link"}


TYPED_AS_TEXT = ("codes", "epci")
CODE_WORDS = ("code", "commune", "departement", "department", "postal", "siren", "insee")


def holds_codes(header: str, texts: Iterable[str]) -> bool:
    """True where a column's numbers are codes, to be written as text: a number would lose a zero, and is refused when read.

    An amount taken for a code is still read as an amount.
    """
    heading = normalise(header)
    found = list(texts)
    numbers = [text for text in found if re.fullmatch(r"[\d ]+(?:[.,]\d+)?", text)]
    # 31800 beside 0 is an amount; five digits in every row are codes.
    is_code = any(re.fullmatch(r"0\d+", text) for text in found) or bool(numbers and all(re.fullmatch(r"\d{5}", t) for t in numbers))
    return any(word in heading for word in CODE_WORDS) or is_code


def as_code(cell: Cell | None) -> Cell | None:
    """A cell that is written as text."""
    return replace(cell, native="code") if cell is not None else None


def native(cell: Cell | None, words: Language, field: str = "") -> Any:
    """A date as a date, a number as a number, where the text is exactly one; codes and formulas stay text."""
    if cell is None or not cell.text:
        return None
    if field in CODE_FIELDS or cell.native in ("text", "code"):
        return cell.text
    date = parse_date(cell.text)
    if date is not None and re.fullmatch(r"\d{2}/\d{2}/\d{4}", cell.text):
        return datetime.datetime(date.year, date.month, date.day)
    if re.fullmatch(r"-?\d{1,15}(?:[.,]\d+)?", cell.text) and not re.fullmatch(r"-?0\d+.*", cell.text):
        parsed = parse_number(cell.text, words)
        if parsed is not None:
            number = parsed[0]
            return int(number) if number == number.to_integral_value() else float(number)
    return cell.text


def put(sheet: Worksheet, row: int, column: int, cell: Cell | None, words: Language, field: str = "", name: bool = False) -> None:
    """A cell with its style; a date is shown as one."""
    style.body(sheet, row, column, native(cell, words, field), name=name)
    if isinstance(sheet.cell(row, column).value, datetime.datetime):
        sheet.cell(row, column).number_format = "dd/mm/yyyy"
    elif field in TYPED_AS_TEXT or (cell is not None and cell.native == "code"):
        as_text(sheet, row, column)


def as_text(sheet: Worksheet, row: int, column: int) -> None:
    """A cell of Text format: a spreadsheet then keeps the zero of a code that is typed into it."""
    sheet.cell(row, column).number_format = "@"
