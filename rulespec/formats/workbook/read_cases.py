"""The sheet of cases to the cases of a document: a row for one person, several rows for a household."""

from __future__ import annotations

import re

from rulespec.compiler.documents.document import Entry, Mapping, Sequence
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Source, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.rows import key_cell, report_merged

FIELDS = ("name", "date", "person", "role", "margin", "to_confirm", "note", "instance")
PERIOD = re.compile(r"(?P<name>.*\S)\s*\[(?P<period>[^\]]+)\]\Z")


def read_cases(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> Sequence:
    """The cases: a band row says which columns are the situation and which the expected result."""
    fields = {
        normalise(words.workbook.cases[key]): key for key in ("name", "date", "person", "role", "margin", "to_confirm", "note", "instance")
    }
    fields |= {normalise(name): "name" for name in words.keys["name"]}
    fields |= {normalise(name): "date" for name in words.keys["date"]}
    found = band_row(grid, words)
    if found is None:
        return Sequence((), grid.span())
    _check_bands(grid, *found, words, diagnostics)
    return _cases(grid, reader, words, diagnostics, *found, fields)


def band_row(grid: Grid, words: Language) -> tuple[int, dict[int, str]] | None:
    """The row that says which columns are what, with where each band starts; None where no row does."""
    bands = {normalise(words.workbook.cases[key]): key for key in ("case", "situation", "expected", "follow")}
    for index, row in enumerate(grid.rows[:40]):
        found = {column: band for column in grid.by_row[row] if (band := bands.get(_plain(grid, row, column)))}
        if (len(found) > 1 or (found and "case" not in found.values() and len(grid.by_row[row]) > 1)) and index + 1 < len(grid.rows):
            return row, found
    return None


def columns_of(grid: Grid, words: Language) -> list[tuple[str, str]]:
    """The columns in which a case is told, in order: the band and the title of each; none where the sheet has no cases."""
    found = band_row(grid, words)
    if found is None:
        return []
    row, bands = found
    header = next(other for other in grid.rows if other > row)
    columns: list[tuple[str, str]] = []
    band = ""
    for column in range(1, max(grid.by_row[header]) + 1):
        band = bands.get(column, band)
        raw = grid.raw.get((header, column))
        columns.append((band, str(raw.value).replace("*", "").strip() if raw is not None else ""))
    return columns


def _check_bands(grid: Grid, row: int, found: dict[int, str], words: Language, diagnostics: Diagnostics) -> None:
    """The row above the headers says which columns are given and which are expected: a title that is lost loses them."""
    missing = [key for key in ("situation", "expected") if key not in found.values()]
    strangers = [column for column in sorted(grid.by_row[row]) if column not in found]
    titles = words.workbook.cases
    known = " ; ".join(titles[key] for key in ("case", "situation", "expected", "follow"))
    for column in strangers:
        text = str(grid.raw[row, column].value)
        near = titles[missing[0]] if len(missing) == 1 else ""
        diagnostics.report(codes.UnknownColumn(name=text, near=near, known=known), grid.span(row, column, text))
    if len(missing) == 1 and len(strangers) == 1:
        found[strangers[0]] = missing[0]  # told: the cases are read all the same
    if missing and not strangers:
        diagnostics.report(codes.MissingField(name=titles[missing[0]]), grid.span(row, max(found) + 1))


def _plain(grid: Grid, row: int, column: int) -> str:
    value = grid.raw[row, column].value
    return normalise(str(value).replace("*", " ")) if isinstance(value, str) else ""


def _cases(
    grid: Grid,
    reader: Reader,
    words: Language,
    diagnostics: Diagnostics,
    bands_at: int,
    bands: dict[int, str],
    fields: dict[str, str],
) -> Sequence:
    header = next(row for row in grid.rows if row > bands_at)
    grid.use_row(bands_at)
    grid.use_row(header)
    grid.body = header
    columns: dict[int, tuple[str, Cell]] = {}
    band = ""
    for column in range(1, max(grid.by_row[header]) + 1):
        band = bands.get(column, band)
        cell = reader.cell(grid, header, column)
        if cell is None:
            continue
        name = normalise(cell.text.replace("*", " "))
        columns[column] = (band if band in ("situation", "expected") else fields.get(name, ""), cell)
        if not columns[column][0]:
            grid.free.add(column)
            if name not in {normalise(text) for text in words.own_notes}:
                known = " ; ".join(words.workbook.cases[key] for key in FIELDS)
                diagnostics.report(codes.UnknownColumn(name=cell.text, known=known), cell.span)
    report_merged(grid, header, set(columns), diagnostics)
    where = {field: column for column, (field, _) in columns.items()}
    groups: list[list[int]] = []
    for row in grid.rows:
        if row <= header:
            continue
        written = reader.cell(grid, row, where.get("name", 1))
        # The name of the household again, on the row of one of its people.
        is_again = bool(groups) and (row, where.get("person", 0)) in grid.raw and _same(grid, groups[-1][0], row, where)
        # A row of its own date whose name is empty: another case, that lacks it, and nobody's of the one above.
        is_case = (row, where.get("date", 0)) in grid.raw and (row, where.get("person", 0)) not in grid.raw
        if ((written is None and not is_case) or is_again) and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    made = [_case(grid, reader, words, rows, columns, where) for rows in groups]
    return Sequence(tuple(made), grid.span())


def _same(grid: Grid, first: int, row: int, where: dict[str, int]) -> bool:
    """Whether a row has the name of a case again, with no other date."""

    def text(number: int, field: str) -> str:
        raw = grid.raw.get((number, where.get(field, 0)))
        return normalise(str(raw.value)) if raw is not None else ""

    return text(first, "name") == text(row, "name") and text(row, "date") in ("", text(first, "date"))


def _case(
    grid: Grid,
    reader: Reader,
    words: Language,
    rows: list[int],
    columns: dict[int, tuple[str, Cell]],
    where: dict[str, int],
) -> Mapping:
    first = rows[0]
    is_dated = (first, where.get("date", 0)) in grid.raw
    # Where something is missing, that is the cell to fill.
    place = grid.span(first, where.get("name", 1) if is_dated else where.get("date", where.get("name", 1)))
    entries: list[Entry] = []
    for field in ("name", "date", "margin", "to_confirm", "note", "instance"):
        cell = reader.cell(grid, first, where[field]) if field in where else None
        if cell is not None:
            entries.append(Entry(key_cell(words, "Case", field, cell.span), cell))
    people: list[Entry] = []
    situation: list[Entry] = []
    expected: list[Entry] = []
    for row in rows:
        person = reader.cell(grid, row, where["person"]) if "person" in where else None
        given, wanted = (_values(grid, reader, row, columns, band) for band in ("situation", "expected"))
        if person is None:
            situation += given
            expected += wanted
            continue
        role = reader.cell(grid, row, where["role"]) if "role" in where else None
        inner = [Entry(Cell(words.workbook.cases["role"], role.span), role)] if role is not None else []
        people.append(Entry(person, Mapping((*inner, *given), person.span)))
        if wanted:
            expected.append(Entry(person, Mapping(tuple(wanted), person.span)))
    for field, found in (("people", people), ("situation", situation), ("expected", expected)):
        if found:
            entries.append(Entry(key_cell(words, "Case", field, place), Mapping(tuple(found), place)))
    return Mapping(tuple(entries), place)


def _values(grid: Grid, reader: Reader, row: int, columns: dict[int, tuple[str, Cell]], band: str) -> list[Entry]:
    """The values of a row by name; « salaire net [2018-09] » is that of a period."""
    found: list[Entry] = []
    periods: dict[str, tuple[Cell, list[Entry]]] = {}
    for column in sorted(grid.by_row[row]):
        if column not in columns or columns[column][0] != band:
            continue
        head = columns[column][1]
        cell = reader.cell(grid, row, column)
        if cell is None:
            continue
        match = PERIOD.match(head.text)
        if match is None:
            found.append(Entry(head, cell))
            continue
        name, period = match.group("name"), match.group("period")
        key = Cell(name, whole(Source(head.span.path, name, head.span.source.anchor)))
        when = Cell(period, whole(Source(head.span.path, period, head.span.source.anchor)))
        if name not in periods:
            periods[name] = (key, [])
            found.append(Entry(key, Mapping((), cell.span)))
        periods[name][1].append(Entry(when, cell))
    return [
        Entry(item.key, Mapping(tuple(periods[item.key.text][1]), item.value.span)) if isinstance(item.value, Mapping) else item
        for item in found
    ]
