"""A sheet to a table: its header row, its columns by name, its filled rows."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
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


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a sheet: what each is in the sheet, and those without which its rows say nothing.

    Attributes:
        shown: the title of each field, as the sheets of rulespec write it.
        needed: the fields that say what a row is about.
        usual: the fields that a sheet of rulespec always has.
    """

    shown: AbstractMapping[str, str]
    needed: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def lost(self, columns: AbstractMapping[str, int]) -> str | None:
        """The one field that a sheet should have and has not, None where several could be meant."""
        for fields in (self.needed, self.usual):
            missing = [field for field in fields if field not in columns]
            if len(missing) == 1:
                return missing[0]
        return None


NO_TITLES = Titles({})


def find_table(
    grid: Grid, reader: Reader, headers: dict[str, str], diagnostics: Diagnostics, strict: bool = True, titles: Titles = NO_TITLES
) -> Table | None:
    """The table of a sheet, its header being the first row where two known headers or more stand."""
    automatic = {normalise(words.workbook.headers[key]) for words in languages() for key in AUTOMATIC}
    automatic |= {normalise(text) for text in reader.words.own_notes}
    for row in grid.rows[:40]:
        texts = {column: plain_header(grid, row, column) for column in grid.by_row[row]}
        known = [column for column, text in texts.items() if text in headers]
        if len(known) < min(2, len(headers)):
            continue
        columns: dict[str, int] = {}
        strangers: list[int] = []
        for column in sorted(texts):
            field = headers.get(texts[column])
            if texts[column] in automatic:
                grid.free.add(column)
            if field is not None:
                columns.setdefault(field, column)
            elif not strict and texts[column]:
                grid.free.add(column)
            elif texts[column] and texts[column] not in automatic:
                strangers.append(column)
        _tell_titles(grid, row, columns, strangers, headers, titles, reader.words, diagnostics)
        grid.use_row(row)
        grid.body = row
        _tell_above(grid, row, columns, reader.words, diagnostics)
        used = set(columns.values())
        rows = tuple(r for r in grid.rows if r > row and used & set(grid.by_row[r]))
        report_merged(grid, row, used, diagnostics)
        return Table(grid, reader, columns, rows, row)
    return None


def _tell_above(grid: Grid, row: int, columns: dict[str, int], words: Language, diagnostics: Diagnostics) -> None:
    """A row right above the titles that is filled as one of theirs: it is the example of a new workbook, or nothing reads it."""
    filled = [column for column in sorted(grid.by_row.get(row - 1, ())) if column in columns.values()]
    first = plain_header(grid, row - 1, min(grid.by_row[row - 1])) if filled else ""
    if len(filled) > 1 and not first.startswith((normalise(words.workbook.blocks["example"]), words.workbook.blocks["such as"])):
        text = str(grid.raw[row - 1, filled[0]].value)
        diagnostics.report(codes.UnreadCell.Above(text=text[:60]), grid.span(row - 1, filled[0], text))


def report_merged(grid: Grid, header_row: int, columns: set[int], diagnostics: Diagnostics) -> None:
    """Merged cells below a header: which rows the value is for can't be known."""
    for top, left, bottom, right, name in grid.merged:
        if top > header_row and (bottom > top or right > left) and columns & set(range(left, right + 1)):
            diagnostics.report(codes.MergedCell(range=name), grid.span(top, left))


def plain_header(grid: Grid, row: int, column: int) -> str:
    value = grid.raw[row, column].value
    return normalise(str(value).replace("*", " ").replace("\n", " ")) if isinstance(value, str) else ""


def _tell_titles(
    grid: Grid,
    row: int,
    columns: dict[str, int],
    strangers: list[int],
    headers: dict[str, str],
    titles: Titles,
    words: Language,
    diagnostics: Diagnostics,
) -> None:
    """Titles that are not known or that are gone; where only one can be meant its column is read, so that nothing more is said of it."""

    def title(field: str) -> str:
        return titles.shown.get(field) or words.key("", field)

    known = [*dict.fromkeys(title(field) for field in headers.values()), words.own_notes[0]]
    for column in strangers:
        text = str(grid.raw[row, column].value)
        found = get_close_matches(normalise(text), headers, 1, 0.6)
        near = headers[found[0]] if found and headers[found[0]] not in columns else None
        near = near or (titles.lost(columns) if len(strangers) == 1 else None)
        diagnostics.report(
            codes.UnknownColumn(name=text, near=title(near) if near else "", known=" ; ".join(known)), grid.span(row, column, text)
        )
        if near is None:
            grid.free.add(column)
        else:
            columns[near] = column
    bare = sorted({column for other in grid.rows if other > row for column in grid.by_row[other]} - set(grid.by_row[row]) - grid.free)
    filled = [column for column in bare if any(_is_typed(grid, other, column) for other in grid.rows if other > row)]
    lost = titles.lost(columns)
    if len(filled) == 1 and lost is not None:
        count = sum(_is_typed(grid, other, filled[0]) for other in grid.rows if other > row)
        diagnostics.report(codes.UnreadCell.Title(near=title(lost), count=count), grid.span(row, filled[0]))
        columns[lost] = filled[0]


def _is_typed(grid: Grid, row: int, column: int) -> bool:
    """True of a cell that a person has filled: not of a formula of the sheet."""
    raw = grid.raw.get((row, column))
    return raw is not None and raw.data_type != "f"


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
