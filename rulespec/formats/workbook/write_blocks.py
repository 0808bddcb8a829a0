"""Tables and scales to blocks of a sheet: a title row, a few properties, a header, rows."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style
from rulespec.formats.workbook.cells import as_code, holds_codes, put
from rulespec.formats.workbook.lines import bracket_lines, ended, joined
from rulespec.formats.workbook.read_blocks import SCALE_FIELDS, TABLE_FIELDS


def put_table(sheet: Worksheet, row: int, table: doc.Table, words: Language) -> int:
    """The block of a table at a row; the row after it."""
    said = words.workbook.blocks
    style.head(sheet, row, 1, said["table"].capitalize())
    style.body(sheet, row, 2, table.name.text if table.name else None, name=True)
    row += 1
    for field in TABLE_FIELDS:
        value = joined(getattr(table, field))
        if value is not None:
            style.body(sheet, row, 1, words.key("Table", field), name=True)
            put(sheet, row, 2, value, words, field)
            if field == "policy":
                style.choices(sheet, f"B{row}", words.values_of("policies"))
            row += 1
    kinds = [(said["if"], style.BLUE, cell) for cell in table.inputs] + [(said["then"], style.GREEN, c) for c in table.outputs]
    extras = [name for name in ("reference", "note") if any(getattr(item, name) for item in table.rows)]
    for index, (kind, colour, cell) in enumerate(kinds, start=1):
        style.head(sheet, row, index, kind.upper(), colour)
        style.head(sheet, row + 1, index, cell.text, colour)
    for index, name in enumerate(extras, start=len(kinds) + 1):
        style.head(sheet, row, index, said[name].capitalize(), style.GREY)
        style.head(sheet, row + 1, index, said[name].capitalize(), style.GREY)
    row += 2
    heads = [cell.text for _, _, cell in kinds]
    coded = {i for i, head in enumerate(heads) if holds_codes(head, (r.cells[i].text for r in table.rows if i < len(r.cells)))}
    for item in table.rows:
        for index, cell in enumerate(item.cells):
            put(sheet, row, index + 1, as_code(cell) if index in coded else cell, words)
        for index, name in enumerate(extras, start=len(kinds) + 1):
            put(sheet, row, index, getattr(item, name), words, name)
        row += 1
    if table.otherwise:
        style.body(sheet, row, 1, said["else"], name=True)
        for index, cell in enumerate(table.otherwise, start=len(table.inputs) + 1):
            put(sheet, row, index, cell, words)
        row += 1
    return row + 1


def put_scale(sheet: Worksheet, row: int, scale: doc.Scale, words: Language) -> int:
    """The block of a scale at a row; the row after it."""
    said = words.workbook.blocks
    style.head(sheet, row, 1, said["scale"].capitalize())
    style.body(sheet, row, 2, scale.name.text if scale.name else None, name=True)
    row += 1
    for field in SCALE_FIELDS:
        value = getattr(scale, field)
        if value is not None:
            style.body(sheet, row, 1, words.key("Scale", field), name=True)
            put(sheet, row, 2, value, words, field)
            if field == "kind":
                style.choices(sheet, f"B{row}", words.values_of("scales"))
            row += 1
    for index, name in enumerate(("bracket", "start", "threshold", "value"), start=1):
        style.head(sheet, row, index, said[name].capitalize(), style.GREEN if name == "value" else style.BLUE)
    row += 1
    for number, bracket in enumerate(scale.brackets, start=1):
        for start, threshold, value in bracket_lines(bracket, words):
            style.body(sheet, row, 1, number)
            put(sheet, row, 2, start, words, "start")
            put(sheet, row, 3, threshold, words, "threshold")
            put(sheet, row, 4, value, words, "value")
            row += 1
    for item in scale.additional:
        style.body(sheet, row, 1, said["additional"])
        put(sheet, row, 2, item.start, words, "start")
        style.body(sheet, row, 3, None)
        put(sheet, row, 4, ended(item, words), words, "value")
        row += 1
    return row + 1
