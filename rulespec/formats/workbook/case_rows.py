"""A case of a document to rows under the titles of a sheet of cases, and to a copy of an .xlsx workbook that holds it."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.cells import as_code, holds_codes, native
from rulespec.formats.workbook.grid import Grid, open_workbook
from rulespec.formats.workbook.lines import case_lines
from rulespec.formats.workbook.read_cases import PERIOD, band_row, columns_of

LOOKS = ("font", "fill", "border", "alignment", "protection", "number_format")


def case_cells(
    case: doc.Case, headers: list[tuple[str, str]], words: Language, document: doc.Document
) -> tuple[list[list[Cell | None]], list[tuple[str, str]]]:
    """The cells of each row of a case in the order of a sheet, and what it has no column for: its band and its title.

    A sheet without columns takes those of the case.
    """
    said_words = words.workbook.cases
    lines = case_lines(case, said_words)
    fields = {normalise(text): key for key, text in said_words.items()}
    own = normalise(said_words["own"])
    aid = normalise(document.aid.text) if document.aid is not None else ""
    answers = words.keys["amount"] if document.amount is not None else words.marks.entitled
    same = {aid, *map(normalise, answers)} - {""}
    columns = headers or [
        *(("case", said_words[key]) for key in ("name", "date")),
        *(("situation", name) for name in dict.fromkeys(name for line in lines for name in line["situation"])),
        *(("expected", name) for name in dict.fromkeys(name for line in lines for name in line["expected"])),
    ]
    taken: set[tuple[str, str]] = set()
    told: list[list[Cell | None]] = []
    for line in lines:
        cells: list[Cell | None] = []
        for band, header in columns:
            key = normalise(header)
            if band in ("situation", "expected"):
                wanted = aid if key == own and band == "expected" else _plain(header)
                # A title may be the aid's identifier, or « montant ».
                likes = same if band == "expected" and wanted in same else {wanted}
                name = next((name for name in line[band] if _plain(name) in likes), "")
                taken.add((band, name))
                cells.append(line[band].get(name))
            else:
                cells.append(line.get(fields.get(key, "")))
        told.append(cells)
    missing = [(band, name) for band in ("situation", "expected") for line in lines for name in line[band] if (band, name) not in taken]
    return told, list(dict.fromkeys(missing))


def _plain(header: str) -> str:
    """A header in normal form, the blanks before its period aside."""
    match = PERIOD.match(header)
    return f"{normalise(match['name'])} [{match['period']}]" if match is not None else normalise(header)


def placed(path: Path, case: doc.Case, sheet: Sheet) -> tuple[Grid, int, list[tuple[str, str]], int, list[list[Cell | None]]] | None:
    """Where a case goes: its sheet, the row of titles, the titles to add after the last, the first free row, its cells.

    None for a workbook without a sheet of cases.
    """
    book = open_workbook(path, path.name, Diagnostics())
    words = sheet.words
    titles = {normalise(surface) for surface in words.sheets["cases"]}
    grids = [grid for grid in book.grids if normalise(grid.title) in titles] if book is not None else []
    for grid in grids:
        known = columns_of(grid, words)
        found = band_row(grid, words)
        if not known or found is None:
            continue
        top = next(row for row in grid.rows if row > found[0])
        said = words.workbook.cases
        # « à confirmer » and the aid of a row are fields that an older sheet may have no column for.
        fields = [name for name in ("person", "role", "to_confirm", "instance") if any(line[name] for line in case_lines(case, said))]
        added = [("follow" if name == "to_confirm" else "case", said[name]) for name in fields]
        added = [(band, name) for band, name in added if all(normalise(name) != normalise(other) for _, other in known)]
        added += case_cells(case, known, words, sheet.document)[1]
        cells, _ = case_cells(case, [*known, *added], words, sheet.document)
        return grid, top, added, max(grid.rows) + 1, cells
    return None


def with_case(path: Path, case: doc.Case, sheet: Sheet) -> bytes | None:
    """A copy of a workbook with one more case, dressed as the one above; a column that it has not is added at the right."""
    found = placed(path, case, sheet)
    if found is None:
        return None
    grid, top, columns, row, cells = found
    book = load_workbook(path)
    page = book[grid.title]
    last = max(grid.by_row[top])
    for index, (band, title) in enumerate(columns, start=last + 1):
        _dress(page, top - 1, index, last)
        _dress(page, top, index, last)
        page.cell(top - 1, index).value = sheet.words.workbook.cases[band].capitalize()
        page.cell(top, index).value = title
        page.column_dimensions[page.cell(top, index).column_letter].width = 18
    for line in cells:
        for index, cell in enumerate(line, start=1):
            _dress(page, row, index, index, row - 1 if row - 1 > top else row)
            place = page.cell(row, index)
            place.value = typed(cell, page.cell(top, index).value, sheet.words)
            if isinstance(place.value, str) and place.value.isdigit():
                place.number_format = "@"
        row += 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(cell: Cell | None, header: object, words: Language) -> Any:
    """What a cell of a case holds: a code is text, which keeps its zero."""
    is_code = cell is not None and holds_codes(str(header or ""), [cell.text])
    return native(as_code(cell) if is_code else cell, words)


def _dress(page: Worksheet, row: int, column: int, like: int, like_row: int = 0) -> None:
    """A cell that looks as another of its sheet."""
    source, target = page.cell(like_row or row, like), page.cell(row, column)
    if source.has_style:
        for look in LOOKS:
            setattr(target, look, copy.copy(getattr(source, look)))
