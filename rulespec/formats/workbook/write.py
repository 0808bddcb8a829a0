"""A document to a workbook that an expert reads, fills and prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.words import Language
from rulespec.formats.format import Begun, Listed
from rulespec.formats.workbook import devices, style
from rulespec.formats.workbook.cells import TYPED_AS_TEXT, as_code, as_text, holds_codes, put
from rulespec.formats.workbook.layout import (
    CONDITION_COLUMNS,
    LAYOUTS,
    OUTER,
    Column,
    SheetLayout,
    header,
)
from rulespec.formats.workbook.lines import flattened, joined
from rulespec.formats.workbook.read_free import leaves
from rulespec.formats.workbook.write_begin import EXAMPLE_ROW, example_line, further_columns, put_example, ready_scale, ready_table
from rulespec.formats.workbook.write_blocks import put_scale, put_table
from rulespec.formats.workbook.write_cases import begin_cases, put_cases
from rulespec.formats.workbook.write_conditions import condition_rows, group_words, read_back, said
from rulespec.formats.workbook.write_country import put_country
from rulespec.formats.workbook.write_free import put_trees

FIRST = 4
# The sheets of a new workbook that are there though not every aid needs them, and those that each aid fills.
READY = ("resources", "zones", "hypotheses")
NEEDED_SHEETS = ("card", "data", "parameters", "conditions", "cases")
# Where each step of the guide is done.
GUIDE_SHEETS = ("card", "data", "parameters", "conditions", "tables", "scales", "calculations", "resources", "zones", "cases")


def begin_workbook(document: doc.Document, words: Language, empty_rows: int, begun: Begun) -> Workbook:
    """The workbook of a new aid: every sheet is there, with rows to fill and an example in grey."""
    writer = _Writer(document, words, empty_rows, begun=begun)
    book = writer.made()
    writer.country(begun.variables)
    return book


def workbook_bytes(document: doc.Document, words: Language, empty_rows: int = style.EMPTY_ROWS, variables: Sequence[Listed] = ()) -> bytes:
    """The workbook of a document; the same document gives the same bytes. `variables` are those of the country to choose from."""
    return style.fixed_bytes(workbook_of(document, words, empty_rows, variables))


def workbook_of(document: doc.Document, words: Language, empty_rows: int = style.EMPTY_ROWS, variables: Sequence[Listed] = ()) -> Workbook:
    """The same, not yet a file."""
    writer = _Writer(document, words, empty_rows)
    book = writer.made()
    writer.country(variables)
    return book


def add_records(book: Workbook, document: doc.Document, words: Language) -> None:
    """The sheets of records that a document without an aid fills, in a workbook that is there already."""
    writer = _Writer(document, words, 0, book)
    for layout in LAYOUTS:
        if getattr(document, layout.section):
            writer.records(layout)


class _Writer:
    def __init__(
        self,
        document: doc.Document,
        words: Language,
        empty_rows: int,
        book: Workbook | None = None,
        begun: Begun | None = None,
    ) -> None:
        self.document = document
        self.example = begun.example if begun is not None else None
        self.entities = begun.entities if begun is not None else ()
        # What several aids have in common is no aid: nothing is asked of its card.
        is_aid = begun is not None or document.aid is not None
        # What a document leaves to its default is no gap once it is taken to a workbook.
        asked = (field for field in ("aid", "name", "entity") if begun is not None or getattr(document, field) is not None)
        self.needed = (*asked, *(begun.needed if begun is not None else ())) if is_aid else ()
        self.words = words
        self.empty_rows = empty_rows
        self.book = book or Workbook()
        if book is None:
            assert self.book.active is not None
            self.book.remove(self.book.active)

    def made(self) -> Workbook:
        self.guide()
        self.card()
        for section in ("data", "parameters"):
            self.records(next(layout for layout in LAYOUTS if layout.section == section))
        self.conditions()
        self.tables()
        self.scales()
        for layout in LAYOUTS:
            if layout.section not in ("data", "parameters"):
                used = bool(getattr(self.document, layout.section))
                if used or layout.section in ("calculations", "glossary", "questions") or (self.example and layout.section in READY):
                    self.records(layout)
        self.cases()
        self.trees("instances", [(path[0], path[1:], cell) for path, cell in leaves(self.document.instances)])
        own = [("", path, cell) for path, cell in leaves(self.document.simulator)]
        for item in self.document.organisations:
            own += [(item.name.text if item.name else "", path, cell) for path, cell in leaves(item.simulator)]
        self.trees("simulator", own)
        self.book.active = 1
        for section in NEEDED_SHEETS:
            self.book[self.words.sheets[section][0]].sheet_properties.tabColor = style.BLUE
        return self.book

    def country(self, variables: Sequence[Listed]) -> None:
        """The sheet of the country's variables, from which the data choose."""
        if variables:
            data = next(item for item in LAYOUTS if item.section == "data")
            put_country(self.book, self.sheet("catalog"), variables, [column.field for column in self.columns(data)], self.words)

    def sheet(self, section: str) -> Worksheet:
        name = self.words.sheets[section][0]
        sheet: Worksheet = self.book.create_sheet(name)
        style.title(sheet, self.words.workbook.titles[section], self.words.workbook.hints[section], 8)
        return sheet

    def guide(self) -> None:
        sheet = self.sheet("guide")
        for index, (step, text) in enumerate(self.words.workbook.steps, start=FIRST):
            style.body(sheet, index, 1, step, name=True)
            style.body(sheet, index, 2, text)
            target = GUIDE_SHEETS[index - FIRST] if index - FIRST < len(GUIDE_SHEETS) else ""
            if target:
                devices.link_to(sheet, index, 1, self.words.sheets[target][0])
        sheet.column_dimensions["A"].width = 24
        sheet.column_dimensions["B"].width = 100
        style.heights(sheet, range(FIRST, FIRST + len(self.words.workbook.steps)), {2: 100})

    def card(self) -> None:
        sheet = self.sheet("card")
        for column, title in enumerate(self.words.workbook.card, start=1):
            style.head(sheet, FIRST, column, title.capitalize())
        row = FIRST + 1
        needed = []
        for spec, on_card in doc.card_fields():
            field = spec.name
            value = getattr(self.document, field)
            if not value and not on_card.is_asked and field not in self.needed:
                continue
            items = value if isinstance(value, tuple) else (value,)
            for item in items or (None,):
                required = "*" if field in self.needed else ""
                needed += [f"B{row}"] if required else []
                style.body(sheet, row, 1, f"{self.words.key('Document', field)} {required}".strip(), name=True)
                text, link = (item.text, item.link) if isinstance(item, doc.Reference) else (item, None)
                self.put(sheet, row, 2, text, field)
                style.body(sheet, row, 3, link.text if link is not None else None)
                advice = self.words.workbook.advice.get(field) or self.words.typeset(self.words.descriptions[field])
                style.body(sheet, row, 4, advice, automatic=True)
                if spec.words:
                    style.choices(sheet, f"B{row}", self.words.values_of(spec.words))
                elif field == "entity":
                    style.choices(sheet, f"B{row}", self.entities)
                row += 1
        for letter, width in zip("ABCD", (28, 60, 46, 60), strict=True):
            sheet.column_dimensions[letter].width = width
        devices.missing_in_orange(sheet, needed)
        style.heights(sheet, range(FIRST + 1, row), {2: 60, 3: 46, 4: 60})
        sheet.freeze_panes = f"A{FIRST + 1}"

    def put(self, sheet: Worksheet, row: int, column: int, cell: Cell | None, field: str, name: bool = False) -> None:
        put(sheet, row, column, cell, self.words, field, name)

    def columns(self, layout: SheetLayout) -> list[Column]:
        """The usual columns, and those that a record fills."""
        records = getattr(self.document, layout.section)
        return [column for column in layout.columns if column.usual or any(self.uses(layout, column, item) for item in records)]

    def uses(self, layout: SheetLayout, column: Column, record: Any) -> bool:
        if column.field in layout.inner_fields and column.field not in ("reference", "link"):
            target = {"item_window": "window"}.get(column.field, column.field)
            return any(getattr(item, target, None) for item in getattr(record, layout.inner))
        return bool(self.outer(column, record))

    def outer(self, column: Column, record: Any) -> Any:
        target = OUTER.get(column.field, column.field)
        return getattr(record, target, None)

    def records(self, layout: SheetLayout) -> None:
        sheet = self.sheet(layout.section)
        columns = self.columns(layout)
        for index, column in enumerate(columns, start=1):
            required = " *" if column.field in ("name", "formula", "value", "who", "variables") else ""
            text = header(column, layout.record, self.words)
            style.head(sheet, FIRST, index, text[:1].upper() + text[1:] + required)
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        if self.example is not None and getattr(self.example, layout.section):
            record = getattr(self.example, layout.section)[0]
            for index, (column, value) in enumerate(zip(columns, self.lines(layout, columns, record)[0], strict=True), start=1):
                self.put(sheet, EXAMPLE_ROW, index, value, column.field, name=column.field == "name")
            example_line(sheet, EXAMPLE_ROW, self.words)
        row = FIRST + 1
        for record in getattr(self.document, layout.section):
            for line, values in enumerate(self.lines(layout, columns, record)):
                for index, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
                    if column.field == "name":
                        value = record.name
                    self.put(sheet, row, index, value, column.field, name=column.field == "name")
                    if column.field == "name" and line:
                        sheet.cell(row, index).font = style.font(color="4B4B9B")
                row += 1
        last = row + self.empty_rows
        for empty in range(row, last):
            for index, column in enumerate(columns, start=1):
                style.body(sheet, empty, index, None, name=column.field == "name")
                if column.field in TYPED_AS_TEXT:
                    as_text(sheet, empty, index)
        self.drop_downs(sheet, layout.record, columns, last)
        fields = [column.field for column in columns]
        if layout.section == "data":
            devices.twice_in_red(sheet, "A", FIRST)
        if layout.section in ("data", "parameters"):
            devices.control(sheet, layout.section, fields, FIRST, max(last - 1, FIRST + 1), self.words)
            devices.as_table(sheet, layout.section, FIRST, max(last - 1, FIRST + 1), len(fields) + 1)
        width = len(fields) + (layout.section in ("data", "parameters"))
        if self.example is not None:
            others = [header(column, layout.record, self.words) for column in layout.columns if column.field not in fields]
            self.close(sheet, width, max(last - 1, FIRST + 1), others)
            style.heights(sheet, range(EXAMPLE_ROW, EXAMPLE_ROW + 1), {i: c.width for i, c in enumerate(columns, start=1)})
        style.fit_page(sheet, width)
        style.heights(sheet, range(FIRST + 1, row), {i: c.width for i, c in enumerate(columns, start=1)})
        sheet.freeze_panes = f"B{FIRST + 1}"
        sheet.print_title_rows = f"{FIRST}:{FIRST}"

    def drop_downs(self, sheet: Worksheet, record: str, columns: list[Column], last: int) -> None:
        words = {spec.name: spec.words for spec in doc.specs(doc.RECORDS[record])}
        for index, column in enumerate(columns, start=1):
            letter = get_column_letter(index)
            area = f"{letter}{FIRST + 1}:{letter}{max(last, FIRST + 60)}"
            category = words.get(column.field)
            if category:
                style.choices(sheet, area, self.words.values_of(category))
            elif column.field == "entity" and self.entities:
                style.choices(sheet, area, self.entities)
            elif column.field == "unit":
                style.choices(sheet, area, tuple(unit for unit in list(self.words.units)[:22] if "," not in unit)[:18])
        letters = f"A{FIRST}:{get_column_letter(len(columns))}{FIRST}"
        style.guard_headers(sheet, letters, self.words.workbook.hints["header"])

    def lines(self, layout: SheetLayout, columns: list[Column], record: Any) -> list[list[Cell | None]]:
        """The rows of a record: one for each item of its inner list, its own fields on the first."""
        items: tuple[Any, ...] = getattr(record, layout.inner) if layout.inner else (None,)
        if layout.record == "Zone":
            items = tuple(range(max(len(record.codes), len(record.epci), 1)))
        found = []
        for index, item in enumerate(items or (None,)):
            line: list[Cell | None] = []
            for column in columns:
                line.append(self.field(layout, column, record, item, index))
            found.append(line)
        return found

    def field(self, layout: SheetLayout, column: Column, record: Any, item: Any, index: int) -> Cell | None:
        if layout.record == "Zone" and column.field in ("codes", "epci"):
            values = getattr(record, column.field)
            return values[index] if index < len(values) else None
        if column.field in layout.inner_fields:
            target = {"formula": "value", "item_window": "window"}.get(column.field, column.field)
            value = getattr(item, target, None) if item is not None else None
            return joined(value)
        return joined(self.outer(column, record)) if index == 0 else None

    def conditions(self) -> None:
        sheet = self.sheet("conditions")
        rows = list(condition_rows(self.document, self.words))
        used = {field for row in rows for field in row}
        columns = [c for c in CONDITION_COLUMNS if c.usual or c.field in used or (self.example and c.field in ("profile", "unmodelled"))]
        if "subject" not in used and "expression" in used:
            columns = [c for c in columns if c.field not in ("subject", "comparison", "value", "upper", "sentence")]
        for index, column in enumerate(columns, start=1):
            text = header(column, "Condition", self.words)
            colour = style.GREY if column.field in ("sentence", "number") else style.BLUE
            style.head(sheet, FIRST, index, text[:1].upper() + text[1:], colour)
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        for offset in range(len(rows) + self.empty_rows):
            number = FIRST + 1 + offset
            values = rows[offset] if offset < len(rows) else {}
            for index, column in enumerate(columns, start=1):
                automatic = column.field in ("sentence", "number")
                value: Any = values.get(column.field)
                if column.field == "number":
                    value = offset + 1 if values else None
                elif column.field == "sentence":
                    value = read_back(columns, number, self.words)
                if isinstance(value, Cell):
                    subject = values.get("subject")
                    if column.field in ("value", "upper") and isinstance(subject, Cell) and holds_codes(subject.text, (value.text,)):
                        value = as_code(value)
                    self.put(sheet, number, index, value, column.field if column.field != "value" else "")
                else:
                    style.body(sheet, number, index, value, automatic=automatic)
        if self.example is not None:
            profile = self.example.profiles[0]
            own, path = next(flattened(profile.conditions, [], self.words))
            values = {"group": path or group_words(self.words)[0], "profile": profile.name, **own}
            for index, column in enumerate(columns, start=1):
                self.put(sheet, EXAMPLE_ROW, index, said(values.get(column.field)), "")
            example_line(sheet, EXAMPLE_ROW, self.words)
        last = FIRST + len(rows) + self.empty_rows
        group = next(index for index, column in enumerate(columns, start=1) if column.field == "group")
        letter = get_column_letter(group)
        style.choices(sheet, f"{letter}{FIRST + 1}:{letter}{last + 40}", group_words(self.words))
        fields = [column.field for column in columns]
        if "subject" in fields:
            data, parameters = (self.words.sheets[section][0] for section in ("data", "parameters"))
            devices.fed_from(sheet, get_column_letter(fields.index("subject") + 1), FIRST, data)
            for field in ("value", "upper"):
                devices.fed_from(sheet, get_column_letter(fields.index(field) + 1), FIRST, parameters)
            comparison = get_column_letter(fields.index("comparison") + 1)
            style.choices(sheet, f"{comparison}{FIRST + 1}:{comparison}{last + 40}", self.words.workbook.comparisons)
            devices.control(sheet, "conditions", fields, FIRST, max(last, FIRST + 1), self.words, data)
        devices.as_table(sheet, "conditions", FIRST, max(last, FIRST + 1), len(fields) + ("subject" in fields))
        style.heights(sheet, range(FIRST + 1, FIRST + 1 + len(rows)), {i: c.width for i, c in enumerate(columns, start=1)})
        width = len(fields) + ("subject" in fields)
        if self.example is not None:
            others = [header(column, "Condition", self.words) for column in CONDITION_COLUMNS if column.field not in fields]
            self.close(sheet, width, last, others)
            style.heights(sheet, range(EXAMPLE_ROW, EXAMPLE_ROW + 1), {i: c.width for i, c in enumerate(columns, start=1)})
        style.fit_page(sheet, width)
        sheet.freeze_panes = f"A{FIRST + 1}"
        sheet.print_title_rows = f"{FIRST}:{FIRST}"

    def close(self, sheet: Worksheet, width: int, last: int, others: Sequence[str]) -> None:
        """The titles of further columns, beside what is printed."""
        further_columns(sheet, FIRST, width + 1, others, self.words)
        sheet.column_dimensions[get_column_letter(width + 1)].width = 18
        sheet.print_area = f"A1:{get_column_letter(width)}{last}"

    def tables(self) -> None:
        sheet = self.sheet("tables")
        row = FIRST
        if self.example is not None:
            row = put_table(sheet, row, ready_table(self.words), self.words)
            row = put_example(sheet, row, put_table, self.example.tables[0], self.words)
            sheet.page_setup.fitToHeight = 1
        for table in self.document.tables:
            row = put_table(sheet, row, table, self.words)
        for index in range(1, 9):
            sheet.column_dimensions[get_column_letter(index)].width = 30
        style.heights(sheet, range(FIRST + 1, row), dict.fromkeys(range(1, 9), 30))

    def scales(self) -> None:
        if not self.document.scales and self.example is None:
            return
        sheet = self.sheet("scales")
        row = FIRST
        if self.example is not None:
            row = put_scale(sheet, row, ready_scale(self.words), self.words)
            row = put_example(sheet, row, put_scale, self.example.scales[0], self.words)
            sheet.page_setup.fitToHeight = 1
        for scale in self.document.scales:
            row = put_scale(sheet, row, scale, self.words)
        for letter, width in zip("ABCD", (26, 40, 22, 22), strict=True):
            sheet.column_dimensions[letter].width = width
        style.heights(sheet, range(FIRST + 1, row), {1: 26, 2: 40})

    def trees(self, section: str, rows: list[tuple[str, tuple[str, ...], Cell]]) -> None:
        if rows:
            put_trees(self.sheet(section), rows, FIRST, self.words)

    def cases(self) -> None:
        sheet = self.sheet("cases")
        if self.example is None:
            put_cases(sheet, self.document.cases, self.words, FIRST, self.empty_rows)
        else:
            begin_cases(sheet, self.example.cases[-1], self.words, self.empty_rows, self.words.sheets["data"][0])
