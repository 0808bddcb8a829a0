"""Free content on a sheet of three columns: of whom, the field (« adresse > ville », « liste > 1 »), its value."""

from __future__ import annotations

from collections.abc import Iterator

from rulespec.compiler.documents.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Source, Span, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.layout import TREE_COLUMNS
from rulespec.formats.workbook.rows import find_table

STEP = " > "


def leaves(tree: Tree | None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Cell]]:
    """Each value of a tree with the keys that lead to it; items of a list are numbered from 1."""
    match tree:
        case Cell():
            yield path, tree
        case Mapping():
            for entry in tree.entries:
                yield from leaves(entry.value, (*path, entry.key.text))
        case Sequence():
            for number, item in enumerate(tree.items, start=1):
                yield from leaves(item, (*path, str(number)))


def read_trees(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> dict[str, Tree]:
    """The tree of each owner, "" for the document itself."""
    headers = {normalise(text): name for name, text in words.workbook.tree.items()}
    table = find_table(grid, reader, headers, diagnostics)
    owners: dict[str, list[tuple[list[str], Cell, Cell]]] = {}
    if table is None:
        return {}
    owner = ""
    for row in table.rows:
        whose, field, value = (table.cell(row, name) for name in TREE_COLUMNS)
        if whose is not None:
            owner = whose.text.strip()
        if field is not None and value is not None:
            steps = [step.strip() for step in field.text.split(">")]
            owners.setdefault(owner, []).append((steps, field, value))
    return {name: tree_of(rows, grid.span()) for name, rows in owners.items()}


def tree_of(rows: list[tuple[list[str], Cell, Cell]], span: Span) -> Tree:
    if len(rows) == 1 and not rows[0][0]:
        return rows[0][2]
    groups: dict[str, list[tuple[list[str], Cell, Cell]]] = {}
    for steps, field, value in rows:
        groups.setdefault(steps[0] if steps else "", []).append((steps[1:], field, value))
    if list(groups) == [str(number) for number in range(1, len(groups) + 1)]:
        return Sequence(tuple(tree_of(inner, span) for inner in groups.values()), span)
    entries = []
    for name, inner in groups.items():
        place = inner[0][1].span
        entries.append(Entry(Cell(name, whole(Source(place.path, name, place.source.anchor))), tree_of(inner, span)))
    return Mapping(tuple(entries), span)
