"""The cells of a sheet that are filled and that nothing has read, to remarks: what an expert typed is never dropped without a word."""

from __future__ import annotations

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid

# Above its table a sheet has its title and a hint.
TITLES = 3


def report_unread(grid: Grid, words: Language, diagnostics: Diagnostics) -> None:
    """Tell, once for each column, what stands below the titles of a sheet and was not read."""
    body = grid.body or TITLES
    left: dict[int, list[int]] = {}
    for row, column in sorted(grid.raw):
        # Formulas that are not read are those of our own control columns, or an expert's own sums beside the table.
        is_formula = grid.raw[row, column].data_type == "f"
        if row > body and (row, column) not in grid.seen and column not in grid.free and not is_formula:
            left.setdefault(column, []).append(row)
    for column, rows in left.items():
        text = str(grid.raw[rows[0], column].value)
        shown = text[:60]
        problem = (
            codes.UnreadCell(text=shown, count=len(rows), notes=words.own_notes[0])
            if grid.body
            else codes.UnreadCell.Sheet(text=shown, sheet=grid.title)
        )
        # The title is what is missing: that is the cell to fill.
        has_titles = any((grid.body, each) in grid.seen for each in grid.by_row.get(grid.body, ()))
        diagnostics.report(problem, grid.span(grid.body, column) if has_titles else grid.span(rows[0], column, text))
