"""CSV: a list of aids, one a row, or their cases; the columns are those of the same sheets of a workbook.

What Excel does in French is taken as it comes: semicolons, decimal commas, days before months, a mark at the start of the file.
A text stays a text: « 01004 » keeps its zero as long as no spreadsheet opens the file and writes it again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rulespec.compiler.documents.document import Entry, Mapping, Tree
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Severity
from rulespec.compiler.ground.source import CellAnchor, Source, Span, whole
from rulespec.compiler.ground.text import slug
from rulespec.compiler.words import Language, languages
from rulespec.disk.reading import read_bytes
from rulespec.formats.format import Content, Format, Gathered

if TYPE_CHECKING:
    from rulespec.formats.workbook.grid import Grid

SUFFIX = ".csv"
BOM = "\ufeff"
SEPARATORS = (";", ",", "\t")
MAX_BYTES = 20_000_000
# Where the row of titles is looked for.
TOP = 40


@dataclass(frozen=True, slots=True)
class TextCell:
    """A filled cell, with the names of an openpyxl cell: always a text."""

    row: int
    column: int
    value: str
    data_type: str = "s"
    number_format: str = "General"
    cached: Any = None


@dataclass(frozen=True, slots=True)
class _Table:
    """A text as a grid, what it holds ("aids" or "cases"), the tongue of its titles, and their row."""

    grid: Grid
    section: str
    words: Language
    titles: int


def _read(path: Path, shown: str, default: Language, diagnostics: Diagnostics, text: str | None) -> Content | None:
    if text is None:
        text = _text_of(path, shown, diagnostics)
    if text is None:
        return None
    text = text.removeprefix(BOM)
    separators: tuple[str, ...] = SEPARATORS
    if text.startswith("sep=") and len(text) > 4:
        # Excel's own way to say which separator a file has.
        separators = (text[4],)
    found: list[_Table] = []
    for separator in separators:
        rows = _rows(text, separator, shown, None)
        table = _table_of(rows[:TOP], shown, default)
        if table is not None:
            found.append(table)
            whole_rows = _rows(text, separator, shown, diagnostics)
            break
    if not found:
        # A project may hold tables of its own: it is said, and nothing is lost.
        told = {key: default.workbook.cases[key] for key in ("situation", "expected")}
        problem = codes.UnknownSheet.File(name=path.name, aid=default.key("Document", "aid"), **told)
        diagnostics.report(problem, _place(shown), level=Severity.WARNING)
        return None
    table = found[0]
    kept = _kept(whole_rows, table.titles, separator, shown, diagnostics)
    return Content(tuple(_trees(_grid(kept, path.stem, shown), table, path, shown, diagnostics)), table.words)


def _text_of(path: Path, shown: str, diagnostics: Diagnostics) -> str | None:
    try:
        data = read_bytes(path)
    except OSError as error:
        diagnostics.report(codes.UnreadableFile.Closed(reason=error.strerror or str(error)), _place(shown))
        return None
    if len(data) > MAX_BYTES:
        limit = str(MAX_BYTES // 1_000_000)
        diagnostics.report(codes.OversizedFile(size=str(len(data) // 1_000_000), limit=limit), _place(shown))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        # What Excel writes as plain « CSV » in French: the sentence shows the line as it was meant.
        written = data.splitlines()[line - 1].decode("cp1252", "replace")[:60]
        diagnostics.report(codes.UnreadableFile.Encoding(line=str(line), text=written), _place(shown, line, line))
        return None


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, and the line at which it starts."""

    cells: list[str]
    line: int


def _rows(text: str, separator: str, shown: str, diagnostics: Diagnostics | None) -> list[_Row]:
    """The rows of a text; where a quote is never closed, those before, after a report."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[_Row] = []
    line = 1
    try:
        for cells in reader:
            rows.append(_Row(cells, line))
            line = reader.line_num + 1
    except csv.Error:
        if diagnostics is not None:
            diagnostics.report(codes.UnreadableFile.Quote(line=str(line)), _place(shown, len(rows) + 1, line))
    return rows


def _place(shown: str, row: int = 1, line: int = 1, text: str = "") -> Span:
    return whole(Source(shown, text, CellAnchor(Path(shown).stem, row, 1, line)))


def _grid(rows: Sequence[_Row], title: str, shown: str) -> Grid:
    from rulespec.formats.workbook.grid import Grid

    raw = {
        (at, column): TextCell(at, column, text)
        for at, row in enumerate(rows, start=1)
        for column, text in enumerate(row.cells, start=1)
        if text.strip()
    }
    by_row: dict[int, list[int]] = {}
    for at, column in raw:
        by_row.setdefault(at, []).append(column)
    return Grid(title, shown, raw, (), (), False, by_row=by_row, lines=tuple(row.line for row in rows))


def _table_of(rows: Sequence[_Row], shown: str, default: Language) -> _Table | None:
    """What a text holds, by its titles; None where it is neither aids nor cases."""
    from rulespec.formats.workbook.read_bulk import headers_of
    from rulespec.formats.workbook.read_cases import band_row
    from rulespec.formats.workbook.rows import plain_header

    grid = _grid(rows, Path(shown).stem, shown)
    best: tuple[int, bool, _Table] | None = None
    for words in languages():
        bands = band_row(grid, words)
        if bands is not None and len(bands[1]) > 1:
            return _Table(grid, "cases", words, next(row for row in grid.rows if row > bands[0]))
        known = headers_of(grid, words)
        for row in grid.rows:
            fields = {known.get(plain_header(grid, row, column)) for column in grid.by_row[row]} - {None}
            if "aid" in fields and len(fields) > 1:
                made = (len(fields), words.is_tongue_of(default), _Table(grid, "aids", words, row))
                best = made if best is None or made[:2] > best[:2] else best
                break
    return best[2] if best is not None else None


def _kept(rows: list[_Row], titles: int, separator: str, shown: str, diagnostics: Diagnostics) -> list[_Row]:
    """The rows that are not shifted: a decimal comma without quotes would be read as two amounts. Those that are told are empty."""
    wanted = len(rows[titles - 1].cells)
    kept = [*rows]
    for at, row in enumerate(rows[titles:], start=titles + 1):
        filled = [text for text in row.cells if text.strip()]
        too_long = any(text.strip() for text in row.cells[wanted:])
        # Excel leaves out the empty cells at the end of some rows; it separates by semicolons where the comma is decimal.
        if filled and (too_long or (separator == "," and len(row.cells) != wanted)):
            problem = codes.UnreadableFile.Cells(found=str(len(row.cells)), wanted=str(wanted))
            diagnostics.report(problem, _place(shown, at, row.line, row.cells[0]))
            kept[at - 1] = _Row([], row.line)
    return kept


def _trees(grid: Grid, table: _Table, path: Path, shown: str, diagnostics: Diagnostics) -> Iterator[Tree]:
    from rulespec.formats.workbook.grid import Reader, Workbook, file_span
    from rulespec.formats.workbook.read_bulk import read_bulk
    from rulespec.formats.workbook.read_cases import read_cases
    from rulespec.formats.workbook.rows import key_cell
    from rulespec.formats.workbook.unread import report_unread

    words = table.words
    reader = Reader(Workbook(shown, (grid,), path), words, diagnostics)
    if table.section == "aids":
        yield from read_bulk(grid, reader, words, diagnostics)
        report_unread(grid, words, diagnostics)
        return
    cases = read_cases(grid, reader, words, diagnostics)
    report_unread(grid, words, diagnostics)
    yield Mapping((Entry(key_cell(words, "Document", "cases", grid.span()), cases),), file_span(shown))


def _gather(sheets: Sequence[Sheet], name: str) -> Gathered:
    """Aids as rows, and their cases in a file beside: « aides.csv », « aides.cas.csv »."""
    from rulespec.formats.workbook.write_bulk import FIRST, bulk_workbook, gather

    bulk = gather(list(sheets))
    if not bulk.rows:
        return Gathered({}, tuple(sheets))
    words = sheets[0].words
    book = bulk_workbook(bulk, words)
    files = {name: _bytes(book.worksheets[0], FIRST, words)}
    cases = words.sheets["cases"][0]
    if cases in book.sheetnames:
        files[f"{name.removesuffix(SUFFIX)}.{slug(cases)}{SUFFIX}"] = _bytes(book[cases], FIRST, words)
    shared = (bulk.shared,) if bulk.shared is not None else ()
    return Gathered(files, (*shared, *bulk.others))


def _bytes(sheet: Any, first: int, words: Language) -> bytes:
    """A sheet from a row on, as the spreadsheets of the tongue read it: the separator that the decimal sign leaves free."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if words.decimal == "," else ",", lineterminator="\n")
    for row in sheet.iter_rows(min_row=first, values_only=True):
        if any(value is not None for value in row):
            writer.writerow([_said(value, words) for value in row])
    return (BOM + buffer.getvalue()).encode()


def _said(value: Any, words: Language) -> str:
    if hasattr(value, "date"):
        return write_date(value.date())
    if isinstance(value, bool):
        return words.say("booleans", "true" if value else "false")
    return str(value).replace(".", words.decimal) if isinstance(value, int | float) else str(value or "")


def _table(path: Path) -> list[list[Any]]:
    text = _text_of(path, path.name, Diagnostics()) or ""
    found = [_rows(text, separator, path.name, None) for separator in SEPARATORS]
    rows = max(found, key=lambda rows: len(rows[0].cells) if rows else 0)
    return [[cell.strip() or None for cell in row.cells] for row in rows]


CSV = Format(name="csv", suffixes=(SUFFIX,), is_text=True, read=_read, gather=_gather, table=_table)
