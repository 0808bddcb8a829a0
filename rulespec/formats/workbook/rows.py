"""A sheet to a table: its header row, its columns by name, its filled rows."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from rulespec.compiler.documents.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Source, Span, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, languages
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.layout import AUTOMATIC

# Between the title of a reference and its address, in one cell.
LINKED = " | "


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by canonical field, and the rows below the header that hold something."""

    grid: Grid
    reader: Reader
    columns: dict[str, int]
    rows: tuple[int, ...]
    header_row: int

    def cell(self, row: int, field: str) -> Cell | None:
        column = self.columns.get(field)
        return None if column is None else self.reader.cell(self.grid, row, column)


def key_cell(words: Language, record: str, field: str, span: Span) -> Cell:
    """A key that a workbook does not write: the column says it."""
    text = words.key(record, field)
    return Cell(text, whole(Source(span.path, text, span.source.anchor)))


def header_text(cell: Cell | None) -> str:
    """A header without its star (« obligatoire ») and its line breaks."""
    return normalise(cell.text.replace("*", " ").replace("\n", " ")) if cell is not None else ""


def find_table(grid: Grid, reader: Reader, headers: dict[str, str], diagnostics: Diagnostics, strict: bool = True) -> Table | None:
    """The table of a sheet, its header being the first row where two known headers or more stand."""
    automatic = {normalise(words.workbook.headers[key]) for words in languages() for key in AUTOMATIC}
    automatic |= {normalise(text) for text in reader.words.own_notes}
    for row in grid.rows[:40]:
        texts = {column: plain_header(grid, row, column) for column in grid.by_row[row]}
        known = [column for column, text in texts.items() if text in headers]
        if len(known) < min(2, len(headers)):
            continue
        columns: dict[str, int] = {}
        for column in sorted(texts):
            field = headers.get(texts[column])
            if texts[column] in automatic:
                grid.free.add(column)
            if field is not None:
                columns.setdefault(field, column)
            elif not strict and texts[column]:
                grid.free.add(column)
            elif texts[column] and texts[column] not in automatic:
                grid.free.add(column)
                _unknown_column(grid, row, column, headers, reader.words, diagnostics)
        grid.use_row(row)
        grid.body = row
        used = set(columns.values())
        rows = tuple(r for r in grid.rows if r > row and used & set(grid.by_row[r]))
        report_merged(grid, row, used, diagnostics)
        return Table(grid, reader, columns, rows, row)
    return None


def report_merged(grid: Grid, header_row: int, columns: set[int], diagnostics: Diagnostics) -> None:
    """Merged cells below a header: which rows the value is for can't be known."""
    for top, left, bottom, right, name in grid.merged:
        if top > header_row and (bottom > top or right > left) and columns & set(range(left, right + 1)):
            diagnostics.report(codes.MergedCell(range=name), grid.span(top, left))


def plain_header(grid: Grid, row: int, column: int) -> str:
    value = grid.raw[row, column].value
    return normalise(str(value).replace("*", " ").replace("\n", " ")) if isinstance(value, str) else ""


def _unknown_column(grid: Grid, row: int, column: int, headers: dict[str, str], words: Language, diagnostics: Diagnostics) -> None:
    text = str(grid.raw[row, column].value)
    near = get_close_matches(normalise(text), headers, 1, 0.6)
    diagnostics.report(
        codes.UnknownColumn(
            name=text,
            near=words.key("", headers[near[0]]) if near else "",
            known=" ; ".join(dict.fromkeys(words.key("", field) for field in headers.values())),
        ),
        grid.span(row, column, text),
    )


def references(cell: Cell, words: Language) -> Sequence:
    """The references of a cell, one a line: « titre | https://… »."""
    found: list[Tree] = []
    for line in cell.text.split("\n"):
        if not line.strip():
            continue
        title, mark, link = line.partition(LINKED.strip())
        entries = [Entry(key_cell(words, "Reference", "text", cell.span), Cell(title.strip(), cell.span))]
        if mark:
            entries.append(Entry(key_cell(words, "Reference", "link", cell.span), Cell(link.strip(), cell.span)))
        found.append(Mapping(tuple(entries), cell.span))
    return Sequence(tuple(found), cell.span)


def split(cell: Cell) -> list[Cell]:
    """The items of a cell separated by `;` or by lines, each with its own place in the cell."""
    found = []
    start = 0
    for part in cell.text.replace("\n", ";").split(";"):
        stripped = part.strip()
        if stripped:
            at = start + part.index(stripped)
            found.append(piece(cell, at, at + len(stripped)))
        start += len(part) + 1
    return found


def piece(cell: Cell, start: int, end: int) -> Cell:
    """A part of a cell; it is its own text: offsets in it are offsets of what is parsed."""
    text = cell.text[start:end]
    return Cell(text, whole(Source(cell.span.path, text, cell.span.source.anchor)), cell.native)


def lines_of(cell: Cell) -> list[Cell]:
    """The lines of a cell that hold something."""
    found = []
    at = 0
    for line in cell.text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            found.append(piece(cell, start, start + len(stripped)))
        at += len(line) + 1
    return found
