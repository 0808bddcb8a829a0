"""The sheet of conditions to the tree of conditions and profiles: groups are told in a column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rulespec.compiler.documents.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.layout import AUTOMATIC, CONDITION_COLUMNS, header
from rulespec.formats.workbook.rows import Table, Titles, find_table, key_cell

PART = re.compile(r"(?:(?P<letter>[^—–-]+?)\s*[—–-]\s*)?(?P<operator>.+)\Z")


@dataclass(eq=False)
class _Group:
    """A group of rows while it is read: « A — au moins une »."""

    operator: str
    cell: Cell | None
    items: list[Tree | _Group] = field(default_factory=list)
    own: list[Entry] = field(default_factory=list)
    children: dict[str, _Group] = field(default_factory=dict)


def condition_headers(words: Language) -> dict[str, str]:
    """The fields of the sheet of conditions by their titles, in normal form."""
    headers: dict[str, str] = {}
    for column in CONDITION_COLUMNS:
        if column.field in AUTOMATIC:
            continue
        names = [header(column, "Condition", words)]
        if column.field not in words.workbook.headers:
            names += words.keys.get(f"Condition.{column.field}") or words.keys.get(column.field, ())
        for name in names:
            headers.setdefault(normalise(name), column.field)
    return headers


def read_conditions(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> list[Entry]:
    """The entries `conditions` and `profiles` of a document."""
    read = [column for column in CONDITION_COLUMNS if column.field not in AUTOMATIC]
    shown = {column.field: header(column, "Condition", words) for column in read}
    titles = Titles(shown, ("subject", "comparison", "value"), tuple(column.field for column in read if column.usual))
    table = find_table(grid, reader, condition_headers(words), diagnostics, titles=titles)
    if table is None:
        return []
    top = _Group("all", None)
    profiles: dict[str, tuple[Cell, _Group]] = {}
    for row in table.rows:
        profile = table.cell(row, "profile")
        into = top
        if profile is not None:
            into = profiles.setdefault(normalise(profile.text), (profile, _Group("all", profile)))[1]
        _add_row(row, table, into, words, diagnostics)
    entries = []
    if top.items:
        entries.append(Entry(key_cell(words, "Document", "conditions", grid.span()), _sequence(top, words, grid)))
    if profiles:
        found = [
            Mapping(
                (
                    Entry(key_cell(words, "Profile", "name", name.span), name),
                    Entry(key_cell(words, "Profile", "conditions", name.span), _sequence(group, words, grid)),
                ),
                name.span,
            )
            for name, group in profiles.values()
        ]
        entries.append(Entry(key_cell(words, "Document", "profiles", grid.span()), Sequence(tuple(found), grid.span())))
    return entries


def _add_row(row: int, table: Table, into: _Group, words: Language, diagnostics: Diagnostics) -> None:
    cell = table.cell(row, "group")
    if cell is not None:
        for part in cell.text.split(">"):
            found = _part(part.strip(), words)
            if found is None:
                known = [words.key("Condition", key) for key in ("all_of", "any_of", "none_of")]
                diagnostics.report(codes.UnknownWord(name=cell.text, known=" ; ".join([known[0], *(f"A — {k}" for k in known)])), cell.span)
                return
            letter, operator = found
            if letter is None and operator == "all":
                continue
            key = f"{letter or ''}|{operator}"
            if key not in into.children:
                into.children[key] = _Group(operator, cell)
                into.items.append(into.children[key])
            into = into.children[key]
    entries = []
    for column in CONDITION_COLUMNS:
        if column.field in AUTOMATIC or column.field in ("group", "profile"):
            continue
        value = table.cell(row, column.field)
        if value is not None:
            entries.append(Entry(key_cell(words, "Condition", column.field, value.span), value))
    entries += _missing_bounds(row, table, words, diagnostics)
    says = {"subject", "expression", "unmodelled"}
    if any(entry.key.text == words.key("Condition", name) for entry in entries for name in says):
        into.items.append(Mapping(tuple(entries), entries[0].value.span))
    elif entries and into.cell is not None:
        into.own += entries  # a row that only describes its group
    elif entries:
        # A comparison without its datum, a message without its condition.
        place = table.grid.span(row, table.columns.get("subject", table.columns.get("expression", 1)))
        diagnostics.report(codes.MissingField(name=words.key("Condition", "subject")), place)


def _missing_bounds(row: int, table: Table, words: Language, diagnostics: Diagnostics) -> list[Entry]:
    """What a comparison is with, where its cell is empty: told there, and kept as unreadable so that nothing more is said of it."""
    comparison = table.cell(row, "comparison")
    signs = {normalise(word): token for word, token in words.keywords.items()}
    token = signs.get(normalise(comparison.text)) if comparison is not None else None
    if comparison is None or token is None or token in ("IS_TRUE", "IS_FALSE") or table.cell(row, "subject") is None:
        return []
    found = []
    for name in ("value", *(("upper",) if token == "BETWEEN" else ())):
        if table.cell(row, name) is None and name in table.columns:
            place = table.grid.span(row, table.columns[name])
            diagnostics.report(codes.MissingField.Bound(name=words.key("Condition", name), comparison=comparison.text), place)
            found.append(Entry(key_cell(words, "Condition", name, place), Cell("", place, "unreadable")))
    return found


def _part(text: str, words: Language) -> tuple[str | None, str] | None:
    """(letter, operator) of « A — au moins une »."""
    operators = {normalise(words.key("Condition", key)): key.removesuffix("_of") for key in ("all_of", "any_of", "none_of")}
    if normalise(text) in operators:
        return None, operators[normalise(text)]
    match = PART.match(text)
    if match is None:
        return None
    operator = operators.get(normalise(match.group("operator")))
    return None if operator is None else (normalise(match.group("letter") or ""), operator)


def _sequence(group: _Group, words: Language, grid: Grid) -> Sequence:
    return Sequence(tuple(_tree(item, words, grid) for item in group.items), grid.span())


def _tree(item: Tree | _Group, words: Language, grid: Grid) -> Tree:
    if not isinstance(item, _Group):
        return item
    assert item.cell is not None
    key = key_cell(words, "Condition", f"{item.operator}_of", item.cell.span)
    return Mapping((Entry(key, _sequence(item, words, grid)), *item.own), item.cell.span)
