"""A workbook to the tree of a document, whatever the order of its sheets and columns."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from rulespec.compiler.documents.document import RECORDS, Document, Entry, Mapping, Sequence, Tree, specs
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Severity
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.words import Language, default_language, languages
from rulespec.formats.workbook.grid import Grid, Reader, Workbook, file_span, open_workbook
from rulespec.formats.workbook.layout import (
    INNER_RECORD,
    LAYOUTS,
    OUTER,
    SheetLayout,
    header,
)
from rulespec.formats.workbook.read_blocks import read_scales, read_tables
from rulespec.formats.workbook.read_bulk import cases_by_aid, read_bulk
from rulespec.formats.workbook.read_cases import band_row, read_cases
from rulespec.formats.workbook.read_conditions import condition_headers, read_conditions
from rulespec.formats.workbook.read_free import read_trees
from rulespec.formats.workbook.rows import Table, Titles, find_table, key_cell, plain_header, references, split
from rulespec.formats.workbook.unread import report_unread

# The key under which the free content of an organisation waits for it.
OWNED = "simulateur de "
# A sheet of one's own (« Brouillon ») is kept and never read.
IGNORED = {"guide", "lists", "remarks", "catalog", "scratch"}


def read_workbook(path: Path, shown: str, diagnostics: Diagnostics) -> tuple[list[Tree], Language] | None:
    """The trees of a workbook and the tongue of its sheets, None after a report.

    One tree, or one for each row of its sheet of aids and one for what they share.
    """
    workbook = open_workbook(path, shown, diagnostics)
    return None if workbook is None else _trees_of(workbook, shown, diagnostics)


def _trees_of(workbook: Workbook, shown: str, diagnostics: Diagnostics) -> tuple[list[Tree], Language]:
    words = _language(workbook)
    reader = Reader(workbook, words, diagnostics)
    entries: dict[str, Entry] = {}
    aids: list[Mapping] | None = None
    there = {_section(grid, words) for grid in workbook.grids}
    for grid in workbook.grids:
        section = _section(grid, words) or _unknown_sheet(grid, there, words, diagnostics)
        if section is None:
            continue
        if section == "aids":
            _check_shape(grid, diagnostics)
            aids = [*(aids or []), *read_bulk(grid, reader, words, diagnostics)]
            report_unread(grid, words, diagnostics)
        elif section == "remarks":
            _tell_conflicts(grid, diagnostics)
        elif section not in IGNORED:
            _check_shape(grid, diagnostics)
            for entry in _read(section, grid, reader, words, diagnostics):
                _merge(entries, entry)
            report_unread(grid, words, diagnostics)
    trees: list[Tree] = []
    if aids is not None:
        trees += _with_cases(aids, entries, words, diagnostics)
    if aids is None or entries:
        trees.append(Mapping(tuple(_with_owned(entries, words).values()), file_span(shown)))
    return trees, words


def _tell_conflicts(grid: Grid, diagnostics: Diagnostics) -> None:
    """The conflicts that `merge` left (place, what it is, the two values): the cell holds one side's until someone decides."""
    titles = {normalise(words.ui["merge title"]) for words in languages()}
    for row in grid.rows:
        place, what, text = (str(raw.value) if (raw := grid.raw.get((row, column))) is not None else "" for column in (1, 2, 3))
        if normalise(what) in titles:
            problem = codes.UnresolvedConflict(text=text, place=place, sheet=grid.title)
            diagnostics.report(problem, grid.span(row, 2, what))


def _with_cases(aids: list[Mapping], entries: dict[str, Entry], words: Language, diagnostics: Diagnostics) -> list[Tree]:
    """The aids of a sheet, each with its cases; these are no longer for the document that the others share."""
    held = entries.pop(normalise(words.key("Document", "cases")), None)
    found = cases_by_aid(held.value, words) if held is not None and isinstance(held.value, Sequence) else {}
    trees: list[Tree] = []
    names = {}
    for aid in aids:
        name = aid.entries[0].value
        assert isinstance(name, Cell)
        names[normalise(name.text)] = name.text
        own = found.pop(normalise(name.text), [])
        more = (Entry(key_cell(words, "Document", "cases", own[0].span), Sequence(tuple(own), own[0].span)),) if own else ()
        trees.append(Mapping((*aid.entries, *more), aid.span))
    for cases in found.values():
        for case in cases:
            diagnostics.report(codes.BadInstance(known=" ; ".join(names.values())), case.span)
    return trees


def _language(workbook: Workbook) -> Language:
    """The tongue in which most sheets are named; a sheet named alike in both says nothing."""

    def score(words: Language) -> int:
        return sum(_section(grid, words) is not None for grid in workbook.grids)

    return max(languages(), key=lambda words: (score(words), words is default_language()))


def _section(grid: Grid, words: Language) -> str | None:
    title = normalise(grid.title)
    for section, surfaces in words.sheets.items():
        for surface in surfaces:
            known = normalise(surface)
            # « Table 2 », « Barème QF », « Brouillon de Sylvie »: several sheets may hold blocks, or be one's own.
            if title == known or (section in ("tables", "scales", "scratch") and title.startswith(known + " ")):
                return section
    return None


def _unknown_sheet(grid: Grid, there: set[str | None], words: Language, diagnostics: Diagnostics) -> str | None:
    """Tell a sheet whose name is not known; the section that its titles are of, where the workbook has no other sheet of it."""
    known = [surfaces[0] for section, surfaces in words.sheets.items() if section not in IGNORED]
    if not grid.raw or grid.is_hidden:
        return None
    found = _by_titles(grid, words)
    if found is not None and found not in there:
        there.add(found)
        diagnostics.report(codes.UnknownSheet.Renamed(name=grid.title, near=words.sheets[found][0]), grid.span(1, 1, grid.title))
        return found
    near = get_close_matches(normalise(grid.title), [normalise(name) for name in known], 1, 0.6)
    diagnostics.report(
        codes.UnknownSheet(
            name=grid.title,
            near=next((name for name in known if near and normalise(name) == near[0]), ""),
            known=" ; ".join(known),
            notes=words.sheets["scratch"][0],
        ),
        grid.span(1, 1, grid.title),
    )
    return None


def _by_titles(grid: Grid, words: Language) -> str | None:
    """The section whose titles a sheet has: three of them at least, and more than of any other."""
    if band_row(grid, words) is not None:
        return "cases"
    sections = {layout.section: set(_headers(layout, words)) for layout in LAYOUTS}
    sections |= {"conditions": set(condition_headers(words)), "card": {normalise(text) for text in words.workbook.card}}
    best: list[tuple[int, str]] = []
    for row in grid.rows[:10]:
        texts = {plain_header(grid, row, column) for column in grid.by_row[row]}
        best += [(len(texts & titles), section) for section, titles in sections.items()]
    best.sort(reverse=True)
    return best[0][1] if len(best) > 1 and best[0][0] >= 3 and best[0][0] > best[1][0] else None


def _check_shape(grid: Grid, diagnostics: Diagnostics) -> None:
    if grid.hidden:
        rows = ", ".join(map(str, sorted(grid.hidden)[:20]))
        diagnostics.report(codes.HiddenRows(rows=rows), grid.span(min(grid.hidden), 1))
    if grid.is_hidden:
        diagnostics.report(codes.HiddenRows.Sheet(sheet=grid.title), grid.span())
    if grid.hidden_columns:
        diagnostics.report(codes.HiddenRows.Columns(columns=", ".join(grid.hidden_columns[:20])), grid.span())
    if grid.struck:
        rows = ", ".join(map(str, sorted(grid.struck)[:20]))
        diagnostics.report(codes.HiddenRows.Struck(rows=rows), grid.span(min(grid.struck), 1))


def _merge(entries: dict[str, Entry], entry: Entry) -> None:
    """Two sheets of tables are one list of tables."""
    key = normalise(entry.key.text)
    existing = entries.get(key)
    if existing is not None and isinstance(existing.value, Sequence) and isinstance(entry.value, Sequence):
        items = (*existing.value.items, *entry.value.items)
        entries[key] = Entry(existing.key, Sequence(items, existing.value.span))
    elif existing is None:
        entries[key] = entry


def _read(section: str, grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> list[Entry]:
    match section:
        case "card":
            return _card(grid, reader, words, diagnostics)
        case "conditions":
            return read_conditions(grid, reader, words, diagnostics)
        case "tables":
            return [Entry(key_cell(words, "Document", "tables", grid.span()), read_tables(grid, reader, words, diagnostics))]
        case "scales":
            return [Entry(key_cell(words, "Document", "scales", grid.span()), read_scales(grid, reader, words, diagnostics))]
        case "simulator" | "instances":
            return _trees(section, grid, reader, words, diagnostics)
        case "cases":
            return [Entry(key_cell(words, "Document", "cases", grid.span()), read_cases(grid, reader, words, diagnostics))]
    layout = next((item for item in LAYOUTS if item.section == section), None)
    if layout is None:
        return []
    return [Entry(key_cell(words, "Document", section, grid.span()), _records(layout, grid, reader, words, diagnostics))]


def _trees(section: str, grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> list[Entry]:
    """Free content of the document; that of its organisations waits for them under their name."""
    found = read_trees(grid, reader, words, diagnostics)
    if section == "instances":
        entries = tuple(Entry(Cell(name, grid.span()), tree) for name, tree in found.items())
        return [Entry(key_cell(words, "Document", section, grid.span()), Mapping(entries, grid.span()))]
    own = found.pop("", None)
    made = [Entry(key_cell(words, "Document", section, grid.span()), own)] if own is not None else []
    return made + [Entry(Cell(f"{OWNED}{name}", grid.span()), tree) for name, tree in found.items()]


def _with_owned(entries: dict[str, Entry], words: Language) -> dict[str, Entry]:
    """Give each organisation its free content, told on a sheet of its own."""
    owned = {key: entry.value for key, entry in entries.items() if key.startswith(OWNED)}
    kept = {key: entry for key, entry in entries.items() if key not in owned}
    key = normalise(words.key("Document", "organisations"))
    held = kept.get(key)
    if held is None or not isinstance(held.value, Sequence):
        return kept
    items: list[Tree] = []
    for item in held.value.items:
        name = item.entries[0].value if isinstance(item, Mapping) else None
        tree = owned.get(f"{OWNED}{normalise(name.text)}") if isinstance(name, Cell) else None
        if tree is not None and isinstance(item, Mapping):
            item = Mapping((*item.entries, Entry(key_cell(words, "Organisation", "simulator", item.span), tree)), item.span)
        items.append(item)
    kept[key] = Entry(held.key, Sequence(tuple(items), held.value.span))
    return kept


def _card(grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> list[Entry]:
    """The card of the aid: a name and an answer on each row; a name that comes again makes a list."""
    names = {text: index for index, text in enumerate(words.workbook.card)}
    table = find_table(grid, reader, {normalise(name): str(index) for name, index in names.items()}, diagnostics, strict=False)
    known = words.keys_of("Document", tuple(spec.name for spec in specs(Document)))
    found: dict[str, list[Tree]] = {}
    keys: dict[str, Cell] = {}
    if table is None:
        return []
    for row in table.rows:
        name, answer = table.cell(row, "0"), table.cell(row, "1")
        if name is None:
            held = answer or table.cell(row, "2")
            if held is not None:
                diagnostics.report(codes.MissingField(name=words.workbook.card[0]), grid.span(row, table.columns.get("0", 1)))
            continue
        key = Cell(name.text.rstrip("* ").strip(), name.span, name.native)
        canonical = known.get(normalise(key.text), key.text)
        link = table.cell(row, "2")
        if answer is None and link is None:
            if name.text.rstrip().endswith("*"):
                place = grid.span(row, table.columns.get("1", 2))
                # An aid that is being written is shown, compared and converted all the same; without an identifier it is none.
                level = None if canonical == "aid" else Severity.WARNING
                diagnostics.report(codes.MissingField.Card(name=key.text), place, level=level)
                if canonical == "aid":
                    # The rest of the workbook is checked all the same.
                    answer = Cell(slug(Path(grid.path).stem), place)
            if answer is None:
                continue
        value: Tree | None = answer
        if canonical == "references" and link is not None:
            inner = [Entry(key_cell(words, "Reference", "link", link.span), link)]
            if answer is not None:
                inner.insert(0, Entry(key_cell(words, "Reference", "text", answer.span), answer))
            value = Mapping(tuple(inner), link.span)
        if value is not None:
            keys.setdefault(canonical, key)
            found.setdefault(canonical, []).append(value)
    lists = {spec.name for spec in specs(Document) if spec.kind in ("cells", "records")}
    entries = []
    for canonical, values in found.items():
        if canonical in lists:
            entries.append(Entry(keys[canonical], Sequence(tuple(values), keys[canonical].span)))
        else:
            if len(values) > 1:
                diagnostics.report(codes.DuplicateName(name=keys[canonical].text), values[1].span)
            entries.append(Entry(keys[canonical], values[0]))
    return entries


def _headers(layout: SheetLayout, words: Language) -> dict[str, str]:
    """The fields of a sheet of records by their titles, in normal form."""
    headers: dict[str, str] = {}
    for column in layout.columns:
        names = [header(column, layout.record, words)]
        if column.field not in words.workbook.headers:
            inner = INNER_RECORD.get(layout.inner, "") if column.field in layout.inner_fields else layout.record
            names += words.keys.get(f"{layout.record}.{column.field}") or words.keys.get(column.field, ())
            names += words.keys.get(f"{inner}.{column.field}") or ()
        for text in names:
            headers.setdefault(normalise(text), column.field)
    return headers


# Without these a row of a sheet says nothing.
NEEDED = {"parameters": ("name", "value"), "calculations": ("name", "formula"), "resources": ("name", "who", "variables")}


def _records(layout: SheetLayout, grid: Grid, reader: Reader, words: Language, diagnostics: Diagnostics) -> Sequence:
    """The records of a sheet: rows with the name of the row above, or without a name, continue it."""
    titles = Titles(
        {column.field: header(column, layout.record, words) for column in layout.columns},
        NEEDED.get(layout.section, ("name",)),
        tuple(column.field for column in layout.columns if column.usual),
    )
    table = find_table(grid, reader, _headers(layout, words), diagnostics, titles=titles)
    if table is None:
        return Sequence((), grid.span())
    groups: list[tuple[Cell, list[int]]] = []
    for row in table.rows:
        name = table.cell(row, "name")
        if name is not None and (not groups or normalise(name.text) != normalise(groups[-1][0].text)):
            groups.append((name, [row]))
        elif groups:
            groups[-1][1].append(row)
        else:
            diagnostics.report(codes.MissingField(name=words.key(layout.record, "name")), grid.span(row, table.columns.get("name", 1)))
    return Sequence(tuple(_record(layout, name, rows, table, words, diagnostics) for name, rows in groups), grid.span())


LISTS = {
    spec.name
    for layout in LAYOUTS
    for name in (layout.record, *INNER_RECORD.values())
    for spec in specs(RECORDS[name])
    if spec.kind == "cells"
}


def _record(layout: SheetLayout, name: Cell, rows: list[int], table: Table, words: Language, diagnostics: Diagnostics) -> Mapping:
    entries = [Entry(key_cell(words, layout.record, "name", name.span), name)]
    for column in layout.columns:
        field = column.field
        if field == "name" or field in layout.inner_fields:
            continue
        if layout.record == "Zone" and field in ("codes", "epci"):
            found = tuple(part for row in rows if (cell := table.cell(row, field)) for part in split(cell))
            if found:
                entries.append(Entry(key_cell(words, layout.record, field, found[0].span), Sequence(found, found[0].span)))
            continue
        first = next((cell for row in rows if (cell := table.cell(row, field)) is not None), None)
        for row in rows:
            again = table.cell(row, field)
            if first is not None and again is not None and normalise(again.text) != normalise(first.text):
                diagnostics.report(codes.WrongShape.Twice(first=first.text, second=again.text), again.span)
        if first is not None:
            value: Tree = Sequence(tuple(split(first)), first.span) if field in LISTS else first
            if field == "references":
                value = references(first, words)
            entries.append(Entry(key_cell(words, layout.record, OUTER.get(field, field), first.span), value))
    if layout.inner:
        items = [item for row in rows if (item := _inner(layout, row, table, words, diagnostics)) is not None]
        if items:
            span = items[0].span
            entries.append(Entry(key_cell(words, layout.record, layout.inner, span), Sequence(tuple(items), span)))
    return Mapping(tuple(entries), name.span)


def _inner(layout: SheetLayout, row: int, table: Table, words: Language, diagnostics: Diagnostics) -> Mapping | None:
    """A dated value, a version of a formula, an item of resources."""
    record = INNER_RECORD[layout.inner]
    entries = []
    for field in layout.inner_fields:
        cell = table.cell(row, field)
        if cell is None:
            continue
        target = {"formula": "value", "item_window": "window"}.get(field, field)
        value: Tree = Sequence(tuple(split(cell)), cell.span) if field in LISTS else cell
        entries.append(Entry(key_cell(words, record, target, cell.span), value))
    wanted = {"values": "value", "formula": "formula", "items": "who"}[layout.inner]
    if not entries:
        return None
    if table.cell(row, wanted) is None and table.cell(row, "start") is None:
        place = table.grid.span(row, table.columns.get(wanted, 1))
        diagnostics.report(codes.MissingField(name=words.key(record, wanted)), place)
        return None
    return Mapping(tuple(entries), entries[0].key.span)
