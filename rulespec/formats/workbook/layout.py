"""Which sheet holds what, and which columns: shared by the reader and the writer of workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rulespec.compiler.documents.document import RECORDS, card_fields, specs
from rulespec.compiler.words import Language


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the canonical field that it holds, how wide it is, whether it is always shown."""

    field: str
    width: int = 18
    usual: bool = True


# Columns whose field has another name than theirs: a field of the record beside the same of its dated values.
OUTER = {"general_reference": "reference", "general_link": "link", "record_start": "start"}


@dataclass(frozen=True)
class SheetLayout:
    """A sheet of records, one or several rows each: rows with the same name are one record.

    `inner` is the list field whose items the rows are (dated values, brackets, items), with its own columns.
    """

    section: str
    record: str
    named: tuple[Column, ...]
    inner: str = ""
    inner_fields: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the layout names, then one for each other leaf of the record, there where something fills it."""
        told = {OUTER.get(column.field, column.field) for column in self.named if column.field not in self.inner_fields}
        others = (spec.name for spec in specs(RECORDS[self.record]) if spec.kind in ("cell", "cells") and spec.name not in told)
        return (*self.named, *(Column(name, 30, False) for name in others))


NAME = Column("name", 30)
LAYOUTS = (
    SheetLayout(
        "data",
        "Datum",
        (
            NAME, Column("question", 36), Column("kind", 14), Column("unit", 12), Column("choices", 24), Column("entity", 14),
            Column("reads", 24), Column("term", 24), Column("window", 20, False), Column("id", 28, False), Column("label", 30, False),
            Column("period", 12, False), Column("flow", 12, False), Column("default", 16, False), Column("missing", 16, False),
            Column("compared_by", 14, False),
            Column("code_list", 14, False),
            Column("choice_names", 28, False), Column("choice_type", 22, False), Column("max_length", 10, False),
            Column("references", 40, False), Column("note", 30, False),
        ),
    ),
    SheetLayout(
        "parameters",
        "Parameter",
        (
            NAME, Column("label", 30), Column("unit", 12), Column("start", 14), Column("value", 14), Column("reference", 24),
            Column("link", 26), Column("review_on", 14), Column("reads", 36, False), Column("id", 24, False),
            Column("general_reference", 28, False),
            Column("general_link", 28, False), Column("note", 30, False),
        ),
        inner="values",
        inner_fields=("start", "value", "reference", "link"),
    ),
    SheetLayout(
        "calculations",
        "Calculation",
        (
            NAME, Column("formula", 70), Column("unit", 12), Column("entity", 14), Column("start", 14), Column("label", 34, False),
            Column("id", 30, False), Column("period", 12, False), Column("kind", 14, False), Column("flow", 12, False),
            Column("rounding", 16, False), Column("record_start", 14, False), Column("choices", 24, False),
            Column("until", 14, False), Column("references", 40, False), Column("note", 30, False),
        ),
        inner="formula",
        inner_fields=("start", "formula"),
    ),
    SheetLayout(
        "resources",
        "Resources",
        (
            NAME, Column("entity", 14), Column("reading", 18), Column("window", 22), Column("who", 16), Column("variables", 60),
            Column("item_window", 20, False), Column("sign", 10, False),
            Column("label", 34, False), Column("id", 30, False), Column("start", 14, False), Column("references", 40, False),
            Column("note", 30, False),
        ),
        inner="items",
        inner_fields=("who", "variables", "item_window", "sign"),
    ),
    SheetLayout("zones", "Zone", (NAME, Column("codes", 18), Column("epci", 34), Column("note", 40, False))),
    SheetLayout(
        "exclusions", "Exclusion", (NAME, Column("aids", 60), Column("rule", 26), Column("reference", 28), Column("note", 40, False)),
    ),
    SheetLayout(
        "organisations",
        "Organisation",
        (
            NAME, Column("label", 40), Column("kind", 16), Column("siren", 14), Column("insee", 12), Column("departments", 20),
            Column("logo", 36), Column("note", 40, False),
        ),
    ),
    SheetLayout("hypotheses", "Term", (NAME, Column("text", 80), Column("source", 30), Column("answer", 50, False))),
    SheetLayout("questions", "Term", (NAME, Column("text", 70), Column("answer", 50), Column("source", 30, False))),
    SheetLayout("glossary", "Term", (NAME, Column("text", 80), Column("source", 30), Column("answer", 50, False))),
)  # fmt: skip

CONDITION_COLUMNS = (
    Column("number", 6),
    Column("group", 20),
    Column("profile", 18, False),
    Column("subject", 28),
    Column("comparison", 14),
    Column("value", 24),
    Column("upper", 18),
    Column("expression", 40),
    Column("sentence", 38),
    Column("message", 40),
    Column("reference", 20),
    Column("unmodelled", 40, False),
    Column("label", 30, False),
    Column("id", 34, False),
    Column("start", 14, False),
    Column("until", 14, False),
    Column("note", 30, False),
)
# Columns that a spreadsheet fills by itself: never read.
AUTOMATIC = {"control", "sentence", "number", "advice"}
# A sheet where each row is an aid: its card, bounds of quantities (`BOUNDS`), then what has several lines in a cell.
BULK_CARD = tuple(Column(spec.name, card.width) for spec, card in card_fields() if card.is_first)
BULK_RULES = (Column("profiles", 50), Column("conditions", 50), Column("unmodelled", 60), Column("zones", 40, False))
BULK_MORE = (
    *(Column(spec.name, card.width, card.is_usual) for spec, card in card_fields() if card.width and not card.is_first),
    Column("simulator", 50, False),
)
# « âge minimum », « département est », « commune parmi »: a condition on what stands before, by its sign.
BOUNDS = ("≥", "≤", "=", "∈")
# Free content: of whom (an organisation, an institution; empty for the aid itself), which field, which value.
TREE_COLUMNS = ("owner", "field", "value")


def header(column: Column, record: str, words: Language) -> str:
    """What stands at the top of a column."""
    return words.workbook.headers.get(column.field) or words.key(record, column.field)


INNER_RECORD = {"values": "DatedCell", "formula": "DatedCell", "items": "ResourceItem"}
