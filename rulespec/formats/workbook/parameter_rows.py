"""Where the values of parameters stand in a workbook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Workbook
from rulespec.formats.workbook.layout import LAYOUTS, header


@dataclass(frozen=True, slots=True)
class ParameterRows:
    """The sheet of parameters: its columns `name`, `start` and `value`, and the last row of each parameter.

    Attributes:
        rows: the name in normal form, its row, and the name as it is written there; the lowest of the sheet first.
        top: the row of titles, and the last column that it names.
        undated: the rows whose value holds since ever: beside a dated one it needs a date too.
    """

    sheet: str
    columns: dict[str, int]
    rows: tuple[tuple[str, int, str], ...]
    undated: frozenset[int]
    top: tuple[int, int]


def parameter_rows(book: Workbook, names: Collection[str], words: Language) -> ParameterRows:
    """The rows of some parameters, by their name in normal form."""
    layout = next(item for item in LAYOUTS if item.section == "parameters")
    known = {normalise(name) for name in words.sheets["parameters"]}
    grid = next(item for item in book.grids if normalise(item.title) in known)
    wanted = {normalise(header(column, layout.record, words)): column.field for column in layout.columns}
    top = next(row for row in grid.rows if any(wanted.get(_plain(grid, row, column)) == "name" for column in grid.by_row[row]))
    fields = {column: wanted.get(_plain(grid, top, column)) for column in grid.by_row[top]}
    columns = {field: column for column, field in fields.items() if field in ("name", "start", "value", "reference")}
    last: dict[str, tuple[int, str]] = {}
    written = ""
    for row in grid.rows:
        if row <= top:
            continue
        raw = grid.raw.get((row, columns["name"]))
        written = str(raw.value) if raw is not None else written
        if (row, columns["value"]) in grid.raw:
            last[_name(written)] = row, written
    found = [(name, row, text) for name, (row, text) in last.items() if name in names]
    undated = frozenset(row for _, row, _ in found if (row, columns["start"]) not in grid.raw)
    return ParameterRows(grid.title, columns, tuple(sorted(found, key=lambda item: -item[1])), undated, (top, max(grid.by_row[top])))


def _plain(grid: Grid, row: int, column: int) -> str:
    raw = grid.raw.get((row, column))
    return _name(raw.value) if raw is not None and isinstance(raw.value, str) else ""


def _name(text: str) -> str:
    return normalise(text.replace("*", " "))
