"""A copy of an .xlsx workbook with a row after the last of each uprated parameter, dressed as that one."""

from __future__ import annotations

import copy
import datetime
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import open_workbook
from rulespec.formats.workbook.parameter_rows import parameter_rows
from rulespec.formats.yaml.write import EVER


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
        sheet.insert_rows(row + 1)
        for column in range(1, sheet.max_column + 1):
            above, below = sheet.cell(row, column), sheet.cell(row + 1, column)
            for look in ("font", "fill", "border", "alignment", "protection"):
                setattr(below, look, copy.copy(getattr(above, look)))
            below.number_format = above.number_format
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
