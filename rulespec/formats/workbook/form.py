"""Workbooks of Excel and of LibreOffice: what can be done with their files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from rulespec.compiler.documents.document import Case, Document
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.format import Begun, Content, Format, Gathered, Remark

# The libraries of workbooks take a quarter of a second to import: only where one is read or written.
# How many empty rows the workbook of a new aid has under each table.
BEGINNING = 8


def _read(path: Path, shown: str, default: Language, diagnostics: Diagnostics, text: str | None) -> Content | None:
    from rulespec.formats.workbook.read import read_workbook

    found = read_workbook(path, shown, diagnostics)
    return None if found is None else Content(tuple(found[0]), found[1])


def _table(path: Path) -> list[list[Any]]:
    from rulespec.formats.workbook.grid import open_workbook

    book = open_workbook(path, path.name, Diagnostics())
    if book is None or not book.grids:
        return []
    grid = book.grids[0]
    width = max((column for _, column in grid.raw), default=0)
    values = {place: getattr(cell, "cached", None) or cell.value for place, cell in grid.raw.items()}
    return [[values.get((row, column)) for column in range(1, width + 1)] for row in range(1, max(grid.rows, default=0) + 1)]


def _case_columns(path: Path, words: Language) -> list[tuple[str, str]]:
    from rulespec.formats.workbook.grid import open_workbook
    from rulespec.formats.workbook.read_cases import columns_of

    book = open_workbook(path, path.name, Diagnostics())
    titles = {normalise(surface) for surface in words.sheets["cases"]}
    grids = [grid for grid in book.grids if normalise(grid.title) in titles] if book is not None else []
    return next((found for grid in grids if (found := columns_of(grid, words))), [])


def _xlsx(book: Any) -> bytes:
    from rulespec.formats.workbook.style import fixed_bytes

    return fixed_bytes(book)


def _ods(book: Any) -> bytes:
    from rulespec.formats.workbook.write_ods import ods_bytes

    return ods_bytes(book)


Bytes = Callable[[Any], bytes]


def _document(made: Bytes, document: Document, words: Language) -> bytes:
    from rulespec.formats.workbook.write import workbook_of

    return made(workbook_of(document, words))


def _begin(made: Bytes, document: Document, words: Language, country: Begun) -> bytes:
    from rulespec.formats.workbook.write import begin_workbook

    return made(begin_workbook(document, words, BEGINNING, country))


def _gather(made: Bytes, sheets: Sequence[Sheet], name: str) -> Gathered:
    from rulespec.formats.workbook.write_bulk import bulk_workbook, gather

    bulk = gather(list(sheets))
    files = {name: made(bulk_workbook(bulk, sheets[0].words))} if bulk.rows or bulk.shared else {}
    return Gathered(files, bulk.others)


def _annotate_xlsx(path: Path, remarks: Sequence[Remark], words: Language) -> bytes:
    from rulespec.formats.workbook.annotate_xlsx import annotated

    return annotated(path, remarks, words)


def _annotate_ods(path: Path, remarks: Sequence[Remark], words: Language) -> bytes:
    from rulespec.formats.workbook.edit_ods import annotated

    return annotated(path, remarks, words)


def _uprate_xlsx(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language, reference: str) -> bytes:
    from rulespec.formats.workbook.uprate_xlsx import uprated

    return uprated(path, own, start, words, reference)


def _uprate_ods(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language, reference: str) -> bytes:
    from rulespec.formats.workbook.edit_ods import uprated

    return uprated(path, own, start, words, reference)


def _case_xlsx(path: Path, case: Case, added: str, sheet: Sheet) -> bytes | None:
    from rulespec.formats.workbook.case_rows import with_case

    return with_case(path, case, sheet)


def _case_ods(path: Path, case: Case, added: str, sheet: Sheet) -> bytes | None:
    from rulespec.formats.workbook.edit_ods import with_case

    return with_case(path, case, sheet)


# A workbook with programs, or of the time before .xlsx, is read to be refused with what to do.
XLSX = Format(
    name="xlsx",
    suffixes=(".xlsx", ".xlsm", ".xls"),
    is_text=False,
    read=_read,
    document=partial(_document, _xlsx),
    begin=partial(_begin, _xlsx),
    gather=partial(_gather, _xlsx),
    annotate=_annotate_xlsx,
    uprate=_uprate_xlsx,
    case_columns=_case_columns,
    add_case=_case_xlsx,
    table=_table,
)
ODS = Format(
    name="ods",
    suffixes=(".ods",),
    is_text=False,
    read=_read,
    document=partial(_document, _ods),
    begin=partial(_begin, _ods),
    gather=partial(_gather, _ods),
    annotate=_annotate_ods,
    uprate=_uprate_ods,
    case_columns=_case_columns,
    add_case=_case_ods,
    table=_table,
)
