"""A sheet where each row is an aid: its card, bounds of quantities, conditions and profiles in cells of several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping

from rulespec.compiler.documents.document import Document, Entry, Mapping, Sequence, Tree, specs
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Source, Span, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.grid import Grid, Reader
from rulespec.formats.workbook.layout import BOUNDS, BULK_CARD, BULK_MORE, BULK_RULES
from rulespec.formats.workbook.read_free import STEP, tree_of
from rulespec.formats.workbook.rows import find_table, key_cell, lines_of, piece, references, split

COLUMNS = (*BULK_CARD, *BULK_RULES, *BULK_MORE)
LISTS = {spec.name for spec in specs(Document) if spec.kind == "cells"}
EPCI = "EPCI "
# A department, a commune or a postal code: never a quantity.
CODE = re.compile(r"(?:\d{2}|2[AB]|97\d|98\d|(?:\d|2[AB])\d{3,4}|2[AB]\d{3})\Z")


def headers_of(grid: Grid, words: Language) -> dict[str, str]:
    """What the headers of the sheet mean: a field of the card, or a sign and the name of a quantity (« ≥ âge »)."""
    found: dict[str, str] = {}
    for column in COLUMNS:
        record = "Condition" if column.field == "unmodelled" else "Document"
        for surface in words.keys.get(f"{record}.{column.field}") or words.keys.get(column.field, ()):
            found.setdefault(normalise(surface), column.field)
    for row in grid.rows[:40]:
        for column_number in grid.by_row[row]:
            value = grid.raw[row, column_number].value
            bound = bound_of(value, words) if isinstance(value, str) else None
            if bound is not None:
                found.setdefault(normalise(str(value).replace("*", " ").replace("\n", " ")), bound)
    return found


def bound_of(header: str, words: Language) -> str | None:
    """« âge minimum » as « ≥ âge », None for another header."""
    text = " ".join(header.replace("*", " ").split())
    for sign, word in words.workbook.bounds.items():
        name, _, last = text.rpartition(" ")
        if name and normalise(last) == normalise(word):
            return f"{sign} {name}"
    return None


def read_bulk(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> list[Mapping]:
    """The tree of each aid, placed at its row."""
    table = find_table(grid, reader, headers_of(grid, words), diagnostics)
    if table is None:
        return []
    found = []
    for row in table.rows:
        cells = {field: cell for field in table.columns if (cell := table.cell(row, field)) is not None}
        if "aid" not in cells:
            diagnostics.report(codes.MissingField(name=words.key("Document", "aid")), grid.span(row, table.columns.get("aid", 1)))
        elif cells:
            found.append(row_tree(cells, words, grid.span(row, table.columns["aid"])))
    return found


def row_tree(cells: AbstractMapping[str, Cell], words: Language, span: Span) -> Mapping:
    """A row, by its fields, to the tree of a document."""
    entries: list[Entry] = []
    conditions: list[Tree] = []
    for field, cell in cells.items():
        sign, _, name = field.partition(" ")
        if sign in BOUNDS:
            conditions.append(_bound(sign, name, cell, words))
    for field in ("conditions", "unmodelled"):
        for line in lines_of(cells[field]) if field in cells else ():
            key = key_cell(words, "Condition", "unmodelled", line.span)
            conditions.append(line if field == "conditions" else Mapping((Entry(key, line),), line.span))
    for field, cell in cells.items():
        if field in ("conditions", "unmodelled") or field.partition(" ")[0] in BOUNDS:
            continue
        value: Tree = cell
        match field:
            case "profiles":
                value = _profiles(cell)
            case "zones":
                value = _zones(cell, words)
            case "references":
                value = references(cell, words)
            case "simulator":
                value = _tree(cell)
            case _ if field in LISTS:
                value = Sequence(tuple(split(cell)), cell.span)
        entries.append(Entry(key_cell(words, "Document", field, cell.span), value))
    if conditions:
        place = conditions[0].span
        entries.append(Entry(key_cell(words, "Document", "conditions", place), Sequence(tuple(conditions), place)))
    return Mapping(tuple(entries), span)


def _bound(sign: str, name: str, cell: Cell, words: Language) -> Cell:
    """« âge ≥ 16 », « département = "74" », « commune parmi communes éligibles »."""
    value = "; ".join(f'"{item.text}"' if CODE.match(item.text) else item.text for item in split(cell)) if sign in "=∈" else cell.text
    word = words.workbook.bounds["∈"] if sign == "∈" else sign
    text = f"{name} {word} {value.replace('; ', ' ; ')}"
    return Cell(text, whole(Source(cell.span.path, text, cell.span.source.anchor)))


def _profiles(cell: Cell) -> Tree:
    """« nom : condition », or « nom : » and a line « - condition » for each."""
    found: list[tuple[Cell, list[Tree]]] = []
    for line in lines_of(cell):
        if line.text.startswith("- ") and found:
            found[-1][1].append(piece(line, 2, len(line.text)))
            continue
        name, mark, rest = line.text.partition(":")
        start = len(line.text) - len(rest.lstrip())
        found.append((piece(line, 0, len(name.rstrip())), [piece(line, start, len(line.text))] if mark and rest.strip() else []))
    return Mapping(tuple(Entry(name, Sequence(tuple(items), name.span)) for name, items in found), cell.span)


def _zones(cell: Cell, words: Language) -> Tree:
    """« nom : 35001 ; 35002 », « nom : EPCI 243500139 »."""
    found = []
    for line in lines_of(cell):
        name, _, rest = line.text.partition(":")
        start = len(line.text) - len(rest.lstrip())
        field = "codes"
        if rest.lstrip().startswith(EPCI):
            field, start = "epci", start + len(EPCI)
        items = tuple(split(piece(line, start, len(line.text))))
        inner = Mapping((Entry(key_cell(words, "Zone", field, line.span), Sequence(items, line.span)),), line.span)
        found.append(Entry(piece(line, 0, len(name.rstrip())), inner))
    return Mapping(tuple(found), cell.span)


def _tree(cell: Cell) -> Tree:
    """« champ : contenu » lines; « adresse > ville : Rennes » for what lies deeper."""
    rows = []
    for line in lines_of(cell):
        field, _, value = line.text.partition(" : ")
        start = len(line.text) - len(value)
        rows.append(([step.strip() for step in field.split(STEP.strip())], line, piece(line, start, len(line.text))))
    return tree_of(rows, cell.span)


def cases_by_aid(cases: Sequence, words: Language) -> dict[str, list[Mapping]]:
    """The cases of a sheet by the aid that their column « pour » names, "" where it names none; « l'aide » is the aid named."""
    known = words.keys_of("Case", ("instance", "expected"))
    own = normalise(words.workbook.cases["own"])
    found: dict[str, list[Mapping]] = {}
    for case in cases.items:
        assert isinstance(case, Mapping)
        fields = {known.get(normalise(entry.key.text)): entry for entry in case.entries}
        whose = fields["instance"].value if "instance" in fields else None
        name = whose if isinstance(whose, Cell) else Cell("", case.span)
        kept = []
        for entry in case.entries:
            field = known.get(normalise(entry.key.text))
            if field == "expected" and isinstance(entry.value, Mapping):
                inner = tuple(
                    Entry(Cell(name.text, item.key.span), item.value) if normalise(item.key.text) == own else item
                    for item in entry.value.entries
                )
                entry = Entry(entry.key, Mapping(inner, entry.value.span))
            if field != "instance":
                kept.append(entry)
        found.setdefault(normalise(name.text), []).append(Mapping(tuple(kept), case.span))
    return found
