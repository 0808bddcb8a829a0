"""A copy of an .xlsx workbook with a row after the last of each uprated parameter, dressed as that one."""

from __future__ import annotations

import copy
import datetime
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import open_workbook
from rulespec.formats.workbook.parameter_rows import parameter_rows
from rulespec.formats.yaml.write import EVER

# The row of a reference to a cell: « $A$204 ».
ROW = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)\b")


def uprated(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language, reference: str = "") -> bytes:
    """`own`: the new values by the name of their parameter in normal form."""
    read = open_workbook(path, path.name, Diagnostics())
    assert read is not None
    where = parameter_rows(read, own.keys(), words)
    book = load_workbook(path)
    sheet = book[where.sheet]
    decided = where.columns.get("reference", where.top[1] + 1)
    if reference and "reference" not in where.columns:
        sheet.cell(where.top[0], decided).value = words.key("DatedCell", "reference")
    for name, row, written in where.rows:
        _open_row(book, sheet, row + 1)
        for column in range(1, sheet.max_column + 1):
            above, below = sheet.cell(row, column), sheet.cell(row + 1, column)
            for look in ("font", "fill", "border", "alignment", "protection"):
                setattr(below, look, copy.copy(getattr(above, look)))
            below.number_format = above.number_format
            if isinstance(above.value, str) and above.value.startswith("="):
                below.value = Translator(above.value, above.coordinate).translate_formula(below.coordinate)
        if row in where.undated:
            sheet.cell(row, where.columns["start"]).value = EVER
        sheet.cell(row + 1, where.columns["name"]).value = written
        dated = sheet.cell(row + 1, where.columns["start"])
        dated.value = datetime.datetime(start.year, start.month, start.day)
        dated.number_format = "dd/mm/yyyy"
        sheet.cell(row + 1, where.columns["value"]).value = float(own[name])
        if reference:
            sheet.cell(row + 1, decided).value = reference
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _open_row(book: Workbook, sheet: Worksheet, row: int) -> None:
    """An empty row, the others lower: with their height, and what formulas of any sheet read of them (openpyxl moves values alone)."""
    heights = {number: sheet.row_dimensions[number].height for number in range(row, sheet.max_row + 1)}
    sheet.insert_rows(row)
    for number, height in heights.items():
        sheet.row_dimensions[number + 1].height = height
    sheet.row_dimensions[row].height = sheet.row_dimensions[row - 1].height
    for other in book.worksheets:
        for cell in (cell for cells in other.iter_rows() for cell in cells):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = _lowered(cell.value, other.title, sheet.title, row)


def _lowered(formula: str, here: str, sheet: str, row: int) -> str:
    """A formula of a sheet, for rows of another or its own that are one lower from a row on."""
    parts = Tokenizer(formula)
    for part in parts.items:
        if part.type != Token.OPERAND or part.subtype != Token.RANGE:
            continue
        named, mark, cells = part.value.rpartition("!")
        if (named.strip("'").replace("''", "'") if mark else here) == sheet:
            part.value = named + mark + ROW.sub(lambda found: f"{found[1]}{int(found[2]) + (int(found[2]) >= row)}", cells)
    return str(parts.render())
