"""Sheets of blocks to tables and scales: a title row, a few properties, a header, rows."""

from __future__ import annotations

from rulespec.compiler.documents.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.rows import key_cell, report_merged, split

TABLE_FIELDS = ("policy", "order", "entity", "unit", "choices", "id", "start", "reference", "note")
LISTS = ("order", "choices")
# What each person beyond the last bracket adds may stand among the properties too, as in a document of text.
SCALE_READ = ("additional",)
SCALE_FIELDS = ("modifies", "kind", "by", "by_unit", "unit", "bound", "cap", "id", "label", "start", "reference", "link", "note")


def read_tables(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> Sequence:
    """The decision tables of a sheet."""
    blocks = _named(grid, words, _blocks(grid, words, "table"), "Table", TABLE_FIELDS, diagnostics)
    found = [_table(grid, reader, words, diagnostics, block) for block in blocks]
    return Sequence(tuple(found), grid.span())


def read_scales(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> Sequence:
    """The scales of a sheet."""
    blocks = _named(grid, words, _blocks(grid, words, "scale"), "Scale", (*SCALE_FIELDS, *SCALE_READ), diagnostics)
    found = [_scale(grid, reader, words, diagnostics, block) for block in blocks]
    return Sequence(tuple(found), grid.span())


def _text(grid: Grid, row: int, column: int) -> str:
    raw = grid.raw.get((row, column))
    return normalise(str(raw.value).replace("*", " ")) if raw is not None else ""


def _blocks(grid: Grid, words: Language, kind: str) -> list[list[int]]:
    """Rows of each block: it starts where the first column says « Table » or « Barème »; those of an example are passed over."""
    word = normalise(words.workbook.blocks[kind])
    example = normalise(words.workbook.blocks["example"])
    blocks: list[list[int]] = []
    into: list[int] | None = None
    for row in grid.rows:
        first = _text(grid, row, 1)
        # A block that has no name yet: its word stands alone in its row.
        if first in (word, example) and (grid.raw.get((row, 2)) is not None or len(grid.by_row[row]) == 1):
            grid.body = grid.body or row - 1
            grid.use_row(row)
            into = [row]
            if first == word:
                blocks.append(into)
        elif into is not None:
            into.append(row)
            if into not in blocks:
                grid.use_row(row)
    return blocks


def _named(
    grid: Grid, words: Language, blocks: list[list[int]], record: str, fields: tuple[str, ...], diagnostics: Diagnostics
) -> list[list[int]]:
    """The blocks that have a name; one without that is filled is told, and one that nobody has filled is left alone."""
    known = set(words.keys_of(record, fields)) | {normalise(text) for text in words.workbook.blocks.values()}
    # What a new workbook writes itself.
    offered = {normalise(words.values_of(category)[0]) for category in ("policies", "scales")}
    kept = []
    for block in blocks:
        if grid.raw.get((block[0], 2)) is not None:
            kept.append(block)
            continue
        filled = [
            (row, column)
            for row in block[1:]
            for column in grid.by_row[row]
            if (text := _text(grid, row, column)) not in known and text not in offered and not (column == 1 and text.isdigit())
        ]
        if filled:
            # It is read all the same: what its answers are called is there.
            diagnostics.report(codes.MissingField(name=words.key(record, "name")), grid.span(block[0], 2))
            kept.append(block)
        else:
            for row in block:
                grid.use_row(row)
    return kept


def _properties(
    grid: Grid, reader: Reader, words: Language, block: list[int], record: str, fields: tuple[str, ...]
) -> tuple[list[Entry], list[int]]:
    """The properties under the title, and the rows that are left."""
    known = words.keys_of(record, fields)
    title = reader.cell(grid, block[0], 2) or Cell(f"{grid.title} {block[0]}", grid.span(block[0], 2))
    entries = [Entry(key_cell(words, record, "name", title.span), title)]
    for index, row in enumerate(block[1:], start=1):
        field = known.get(_text(grid, row, 1))
        if field is None or len(grid.by_row[row]) > 2:
            return entries, block[index:]
        grid.seen.add((row, 1))
        value = reader.cell(grid, row, 2)
        if value is not None:
            held: Tree = Sequence(tuple(split(value)), value.span) if field in LISTS else value
            entries.append(Entry(key_cell(words, record, field, value.span), held))
    return entries, []


def _table(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics, block: list[int]) -> Mapping:
    entries, rest = _properties(grid, reader, words, block, "Table", TABLE_FIELDS)
    span = grid.span(block[0], 2)
    if len(rest) < 2:
        return Mapping(tuple(entries), span)
    band, header, *rows = rest
    grid.use_row(band)
    grid.use_row(header)
    kinds: dict[int, str] = {}
    names = {normalise(words.workbook.blocks[key]): key for key in ("if", "then", "reference", "note")}
    for column in sorted(set(grid.by_row[band]) | set(grid.by_row[header])):
        text = _text(grid, band, column)
        found = names.get(text)
        if found is None and text:
            diagnostics.report(codes.UnknownColumn(name=text, known=" ; ".join(names)), grid.span(band, column, text))
        kinds[column] = found or ""
    inputs = [column for column, kind in kinds.items() if kind == "if"]
    outputs = [column for column, kind in kinds.items() if kind == "then"]
    report_merged(grid, header, set(inputs + outputs), diagnostics)
    for field, columns in (("inputs", inputs), ("outputs", outputs)):
        cells = tuple(cell for column in columns if (cell := reader.cell(grid, header, column)) is not None)
        if cells:
            entries.append(Entry(key_cell(words, "Table", field, cells[0].span), Sequence(cells, cells[0].span)))
    made: list[Tree] = []
    otherwise = normalise(words.workbook.blocks["else"])
    above: dict[int, int] = {}
    for row in rows:
        first = _text(grid, row, inputs[0]) if inputs else ""
        _check_blanks(grid, reader, row, inputs if first != otherwise else [], outputs, above, header, diagnostics)
        if first == otherwise:
            grid.seen.add((row, inputs[0]))
            cells = tuple(_cell(grid, reader, row, column) for column in outputs)
            place = grid.span(row, 1)
            entries.append(Entry(key_cell(words, "Table", "otherwise", place), Sequence(cells, place)))
            continue
        answers = tuple(reader.cell(grid, row, column) or Cell("", grid.span(row, column), "unreadable") for column in outputs)
        cells = (*(_cell(grid, reader, row, column) for column in inputs), *answers)
        # A band that says neither « if » nor « then » was told: its rows have no cell.
        place = cells[0].span if cells else grid.span(row, min(grid.by_row[row]))
        inner = [Entry(key_cell(words, "TableRow", "cells", place), Sequence(cells, place))]
        for column, kind in kinds.items():
            if kind in ("reference", "note") and (value := reader.cell(grid, row, column)) is not None:
                inner.append(Entry(key_cell(words, "TableRow", kind, value.span), value))
        made.append(Mapping(tuple(inner), place))
    entries.append(Entry(key_cell(words, "Table", "rows", span), Sequence(tuple(made), span)))
    return Mapping(tuple(entries), span)


def _check_blanks(
    grid: Grid,
    reader: Reader,
    row: int,
    inputs: list[int],
    outputs: list[int],
    above: dict[int, int],
    header: int,
    diagnostics: Diagnostics,
) -> None:
    """Empty cells of a row: an output has to be said; an input under a value may mean the same again, or anything."""
    for column in outputs:
        if (row, column) not in grid.raw:
            name = reader.cell(grid, header, column)
            diagnostics.report(codes.MissingField.Answer(name=name.text if name is not None else ""), grid.span(row, column))
    for column in inputs:
        if (row, column) in grid.raw:
            above[column] = row
        elif column in above:
            shown = reader.cell(grid, above[column], column)
            text = shown.text if shown is not None else ""
            diagnostics.report(codes.WrongShape.Blank(above=text), grid.span(row, column))


def _cell(grid: Grid, reader: Reader, row: int, column: int) -> Cell:
    """A cell of a row; an empty one is « - »: it does not matter."""
    return reader.cell(grid, row, column) or Cell("-", grid.span(row, column, "-"))


def _scale(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics, block: list[int]) -> Mapping:
    entries, rest = _properties(grid, reader, words, block, "Scale", (*SCALE_FIELDS, *SCALE_READ))
    span = grid.span(block[0], 2)
    if not rest:
        return Mapping(tuple(entries), span)
    header, *rows = rest
    grid.use_row(header)
    names = {normalise(words.workbook.blocks[key]): key for key in ("bracket", "start", "threshold", "value")}
    names |= {normalise(name): "value" for name in words.keys["Bracket.value"]}
    columns: dict[str, int] = {}
    for column in sorted(grid.by_row[header]):
        text = _text(grid, header, column)
        if text in names:
            columns.setdefault(names[text], column)
        else:
            diagnostics.report(codes.UnknownColumn(name=text, known=" ; ".join(names)), grid.span(header, column, text))
    report_merged(grid, header, set(columns.values()), diagnostics)
    brackets: dict[str, tuple[list[Mapping], list[Mapping], int]] = {}
    last = ""
    for row in rows:
        label = _text(grid, row, columns.get("bracket", 0)) or (last if "bracket" in columns else str(row))
        last = label
        grid.seen.add((row, columns.get("bracket", 0)))
        thresholds, values, _ = brackets.setdefault(label, ([], [], row))
        start = reader.cell(grid, row, columns.get("start", 0))
        for field, into in (("threshold", thresholds), ("value", values)):
            cell = reader.cell(grid, row, columns.get(field, 0))
            if cell is not None:
                if start is not None and words.value("nothing", cell.text) is not None:
                    cell = Cell("", cell.span)
                inner = [Entry(key_cell(words, "DatedCell", "value", cell.span), cell)]
                if start is not None:
                    inner.insert(0, Entry(key_cell(words, "DatedCell", "start", start.span), start))
                into.append(Mapping(tuple(inner), cell.span))
    made = []
    # What each unit beyond the last bracket adds stands in rows of its own.
    more: list[Mapping] = []
    for name in (words.workbook.blocks["additional"], *words.keys["additional"]):
        _, found, at = brackets.pop(normalise(name), ([], [], 0))
        more, row = [*more, *found], at or row
    if more:
        place = grid.span(row, columns.get("value", 1))
        entries.append(Entry(key_cell(words, "Scale", "additional", place), Sequence(tuple(more), place)))
    for thresholds, values, row in brackets.values():
        if not thresholds and not values:
            continue  # the number of a bracket that nobody has filled
        place = grid.span(row, columns.get("threshold", 1))
        pair = (("threshold", thresholds), ("value", values))
        inside = [Entry(key_cell(words, "Bracket", name, place), Sequence(tuple(items), place)) for name, items in pair if items]
        made.append(Mapping(tuple(inside), place))
    entries.append(Entry(key_cell(words, "Scale", "brackets", span), Sequence(tuple(made), span)))
    return Mapping(tuple(entries), span)
