"""A workbook file to grids of cells: guarded against bombs and macros, sparse, with what people really type."""

from __future__ import annotations

import datetime
import io
import math
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, CellAnchor, LineAnchor, Source, Span, whole
from rulespec.compiler.ground.text import printable
from rulespec.compiler.words import Language
from rulespec.disk.reading import read_bytes

MAX_OPENED = 200_000_000
MAX_FILE = 50_000_000
MAX_ROWS = 200_000
# Where an OpenDocument file keeps its programs.
MACRO_FOLDERS = ("Basic/", "Scripts/")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOOLEAN_FORMULAS = {"=TRUE()": True, "=FALSE()": False, "=VRAI()": True, "=FAUX()": False}
# What the zip reader raises of an archive whose bytes were changed.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, struct.error)
# The kind of a cell that says to be a number or a date, and holds none.
DAMAGED_CELL = "damaged"
ERRORS = re.compile(r"=?#(N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NULL!|NOMBRE!)")
# « =oui »: a word after the sign, no cell and no function.
TYPED_FORMULA = re.compile(r"(?:of:)?=\s*([^\W\d_]+(?:[ '’-][^\W\d_]+)*)\s*\Z")


@dataclass(eq=False)
class Grid:
    """A sheet: its filled cells by (row, column), its merged areas, its hidden rows.

    Attributes:
        seen: the cells that a reader has used; what is filled and not seen is told (`unread.py`).
        free: columns of one's own notes, and those that the spreadsheet fills by itself.
        body: the first row of what is read; titles and hints stand above.
        struck: rows whose first cell is struck out.
        lines: in a file that is text, the line at which each row starts.
    """

    title: str
    path: str
    raw: dict[tuple[int, int], Any]
    merged: tuple[tuple[int, int, int, int, str], ...]
    hidden: tuple[int, ...]
    is_hidden: bool
    cached: Any = field(default=None)
    by_row: dict[int, list[int]] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)
    free: set[int] = field(default_factory=set)
    body: int = 0
    hidden_columns: tuple[str, ...] = ()
    struck: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()

    def use_row(self, row: int) -> None:
        """A row of titles: read as a whole."""
        self.seen.update((row, column) for column in self.by_row.get(row, ()))

    def span(self, row: int = 1, column: int = 1, text: str = "") -> Span:
        line = self.lines[row - 1] if row <= len(self.lines) else 0
        return whole(Source(self.path, text, CellAnchor(self.title, row, column, line)))

    @property
    def rows(self) -> list[int]:
        return sorted(self.by_row)


@dataclass(frozen=True, slots=True)
class Workbook:
    path: str
    grids: tuple[Grid, ...]
    file: Path


def file_span(path: str) -> Span:
    return whole(Source(path, "", LineAnchor(1, 1)))


def open_workbook(path: Path, shown: str, diagnostics: Diagnostics) -> Workbook | None:
    """The sheets of a workbook, None after a report."""
    if not _is_safe(path, shown, diagnostics):
        return None
    if path.suffix.lower() == ".ods":
        from rulespec.formats.workbook.read_ods import open_ods

        return open_ods(path, shown, diagnostics)
    book = _load(path, shown, diagnostics, False)
    if book is None:
        return None
    grids = []
    for sheet in book.worksheets:
        grid = _grid(sheet, shown, diagnostics)
        if grid is None:
            return None
        grids.append(grid)
    return Workbook(shown, tuple(grids), path)


def _is_safe(path: Path, shown: str, diagnostics: Diagnostics) -> bool:
    span = file_span(shown)
    try:
        data = read_bytes(path)
    except OSError as error:
        diagnostics.report(codes.UnreadableFile.Closed(reason=error.strerror or str(error)), span)
        return False
    size, head = len(data), data[:8]
    if size > MAX_FILE:
        diagnostics.report(codes.OversizedFile(size=str(size // 1_000_000), limit=str(MAX_FILE // 1_000_000)), span)
        return False
    if head == OLE:
        old = path.suffix.lower() == ".xls"
        problem = codes.UnreadableFile(reason=".xls", help="save") if old else codes.UnreadableFile.Password()
        diagnostics.report(problem, span)
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            opened = sum(item.file_size for item in archive.infolist())
            names = archive.namelist()
    except (*DAMAGED, OSError) as error:
        diagnostics.report(codes.UnreadableFile(reason=str(error) or "zip", help="save"), span)
        return False
    if opened > MAX_OPENED:
        diagnostics.report(codes.OversizedFile(size=str(opened // 1_000_000), limit=str(MAX_OPENED // 1_000_000), help="rows"), span)
        return False
    if path.suffix.lower() == ".xlsm" or any(name.endswith("vbaProject.bin") or name.startswith(MACRO_FOLDERS) for name in names):
        diagnostics.report(codes.MacroWorkbook(), span)
        return False
    return True


def _load(path: Path, shown: str, diagnostics: Diagnostics, values: bool) -> Any:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml must be installed: a workbook could otherwise exhaust the memory")
    try:
        return openpyxl.load_workbook(path, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises KeyError, ValueError, ParseError… on a damaged file
        diagnostics.report(codes.UnreadableFile(reason=f"{type(error).__name__} {error}"[:120], help="save"), file_span(shown))
        return None


def _grid(sheet: Any, shown: str, diagnostics: Diagnostics) -> Grid | None:
    # `_cells` is sparse: a stray value in XFD1048576 must not make us walk 17 billion cells.
    raw = {key: cell for key, cell in sheet._cells.items() if (value := cell.value) is not None and not _is_blank(value)}
    try:
        # openpyxl looks for a style when it is asked for: in a damaged file there may be none of this number.
        for cell in {tuple(cell._style): cell for cell in raw.values()}.values():
            _ = cell.font, cell.number_format
    except LookupError as error:
        diagnostics.report(codes.UnreadableFile(reason=f"styles: {error}", help="save"), file_span(shown))
        return None
    by_row: dict[int, list[int]] = {}
    for row, column in raw:
        by_row.setdefault(row, []).append(column)
    if len(by_row) > MAX_ROWS:
        diagnostics.report(codes.OversizedFile.Rows(sheet=sheet.title, limit=str(MAX_ROWS)), file_span(shown))
        return None
    merged = tuple((m.min_row, m.min_col, m.max_row, m.max_col, str(m)) for m in sheet.merged_cells.ranges)
    hidden = tuple(row for row, size in sheet.row_dimensions.items() if size.hidden and row in by_row)
    columns = tuple(name for name, size in sheet.column_dimensions.items() if size.hidden)
    struck = tuple(row for row, filled in by_row.items() if (font := raw[row, min(filled)].font) is not None and font.strike)
    is_hidden = sheet.sheet_state != "visible"
    return Grid(sheet.title, shown, raw, merged, hidden, is_hidden, by_row=by_row, hidden_columns=columns, struck=struck)


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


class Reader:
    """Cells of a workbook as text in the tongue of the workbook; what can't be read without guessing is told."""

    def __init__(self, workbook: Workbook, words: Language, diagnostics: Diagnostics) -> None:
        self.workbook = workbook
        self.words = words
        self.diagnostics = diagnostics
        self._values: Any = None

    def cell(self, grid: Grid, row: int, column: int) -> Cell | None:
        """The text of a cell, None where it is empty; « unreadable » after a report."""
        raw = grid.raw.get((row, column))
        if raw is None:
            return None
        grid.seen.add((row, column))
        made = self._text(grid, raw)
        if made is None:
            # Told already: what stands there is kept as unreadable, so that nothing more is said of it.
            return Cell("", grid.span(row, column), "unreadable") if str(raw.value).strip() else None
        text, native = made
        return Cell(text, grid.span(row, column, text), native)

    def _text(self, grid: Grid, raw: Any) -> tuple[str, str] | None:
        value = raw.value
        if raw.data_type == DAMAGED_CELL or (isinstance(value, float) and not math.isfinite(value)):
            self.diagnostics.report(codes.UnreadableFile.Cell(text=printable(str(value))), self._span(grid, raw))
            return None
        if isinstance(value, str) and ERRORS.match(value):
            self.diagnostics.report(codes.ErrorCell(value=value.lstrip("=")), self._span(grid, raw))
            return None
        if raw.data_type == "f":
            return self._formula(raw, self._span(grid, raw), grid)
        if isinstance(value, bool):
            return self.words.say("booleans", "true" if value else "false"), "boolean"
        if isinstance(value, int | float):
            return self._number(value, raw.number_format or "")
        if isinstance(value, datetime.datetime):
            typed = _year_typed(value)
            if typed:
                problem = codes.BadDate.Serial(text=typed, shown=write_date(value.date()))
                self.diagnostics.report(problem, self._span(grid, raw))
                return None
            if value.time() != datetime.time(0):
                self.diagnostics.report(codes.BadDate.Time(text=str(value)), self._span(grid, raw))
                return None
            return write_date(value.date()), "date"
        if isinstance(value, datetime.date):
            return write_date(value), "date"
        if isinstance(value, datetime.time | datetime.timedelta):
            self.diagnostics.report(codes.BadDate.Hour(text=str(value)), self._span(grid, raw))
            return None
        text = printable(str(value)).strip()
        return (text, "text") if text else None

    def _span(self, grid: Grid, raw: Any) -> Span:
        return grid.span(raw.row, raw.column, printable(str(raw.value)))

    def _number(self, value: float, number_format: str) -> tuple[str, str]:
        # 0.1 + 0.2 in a spreadsheet is 0.30000000000000004: fifteen digits are what Excel itself shows.
        number = Decimal(format(value, ".15g"))
        if "%" in number_format:
            return plain_number(number * 100, self.words) + " %", "percent"
        return plain_number(number, self.words), "number"

    def _formula(self, raw: Any, span: Span, grid: Grid) -> tuple[str, str] | None:
        formula = str(getattr(raw.value, "text", raw.value))
        truth = BOOLEAN_FORMULAS.get(formula.upper().replace(" ", ""))
        if truth is not None:
            return self.words.say("booleans", "true" if truth else "false"), "boolean"
        if (typed := TYPED_FORMULA.match(formula)) is not None:
            self.diagnostics.report(codes.FormulaCell(formula=formula[:60], value=typed[1], help="sign"), span)
            return None
        cached = raw.cached if hasattr(raw, "cached") else self._cached(grid, raw.row, raw.column)
        if isinstance(cached, str) and ERRORS.match(cached):
            self.diagnostics.report(codes.ErrorCell(value=cached), span)
            return None
        shown = ""
        if isinstance(cached, int | float) and not isinstance(cached, bool):
            shown = self._number(cached, raw.number_format or "")[0]
        elif cached is not None:
            shown = str(cached)
        self.diagnostics.report(codes.FormulaCell(formula=formula[:60], value=shown, help="value" if shown else "paste"), span)
        return None

    def _cached(self, grid: Grid, row: int, column: int) -> Any:
        """The value that the spreadsheet last computed: the file is opened a second time only where a formula stands."""
        if self._values is None:
            self._values = _load(self.workbook.file, self.workbook.path, self.diagnostics, True)
        if self._values is None or grid.title not in self._values.sheetnames:
            return None
        return self._values[grid.title].cell(row, column).value


def _year_typed(value: datetime.datetime) -> str:
    """« 2026 » typed in a cell that has a date format is day number 2026: 18/07/1905, a year before any aid."""
    days = (value - datetime.datetime(1899, 12, 30)).days
    return str(days) if 1950 <= days <= 2150 and value.time() == datetime.time(0) else ""


def plain_number(number: Decimal, words: Language) -> str:
    """A number without thousands, with the decimal sign of the tongue."""
    whole_number = number.is_finite() and number == number.to_integral_value()
    text = str(int(number)) if whole_number else f"{number.normalize():f}"
    return text.replace(".", words.decimal)
