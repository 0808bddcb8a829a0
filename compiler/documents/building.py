"""A tree of keys as written, to typed records, with every missing, unknown or misshapen field told."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

from rulespec.compiler.documents.document import (
    RECORDS,
    Condition,
    DatedCell,
    Entry,
    FieldSpec,
    Mapping,
    Node,
    Sequence,
    TableRow,
    Tree,
    specs,
)
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.limits import NEAR
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

N = TypeVar("N", bound=Node)
SHORT = {"Reference": "text", "Condition": "expression", "Term": "text", "Calculation": "formula", "Zone": "codes"}


def build(cls: type[N], tree: Tree, words: Language, diagnostics: Diagnostics) -> N | None:
    """The record that a tree tells, or None where it is not one."""
    return _Builder(words, diagnostics).record(cls, tree)


def dated_cells(tree: Tree, words: Language, diagnostics: Diagnostics) -> tuple[DatedCell, ...]:
    """The dated values that a tree tells: one value, values by date, or rows that carry their date."""
    return _Builder(words, diagnostics).dated(tree)


def _near_field(text: str, surface: Iterable[str]) -> list[str]:
    """The known field that an unknown one begins with (« montant de l'aide »), else the one most like it."""
    begun = sorted((known for known in surface if text.startswith(f"{known} ")), key=len)
    return begun[-1:] or get_close_matches(text, surface, 1, 0.6)


def _is_blank(tree: Tree) -> bool:
    """True for a field with nothing in it: `seuil:`, `seuil: []`, `seuil: {}`."""
    match tree:
        case Cell(text=text):
            return not text.strip()
        case Sequence(items=items):
            return not items
        case Mapping(entries=entries):
            return not entries


def span_of(tree: Tree) -> Span:
    """Where a tree stands: its cell, or the place of its first key."""
    return tree.span


class _Builder:
    def __init__(self, words: Language, diagnostics: Diagnostics) -> None:
        self.words = words
        self.diagnostics = diagnostics
        self.unknown = 0

    def record(self, cls: type[N], tree: Tree, name: Cell | None = None) -> N | None:
        if not isinstance(tree, Mapping):
            short = SHORT.get(cls.__name__)
            if short is None or (isinstance(tree, Cell) and not tree.text.strip()):
                self.diagnostics.report(codes.WrongShape.Mapping(), span_of(tree))
                return None
            if _is_blank(tree):
                return self.mapping(cls, Mapping((), span_of(tree)), name)
            values: dict[str, Any] = {"span": span_of(tree)}
            spec = next(item for item in specs(cls) if item.name == short)
            values[short] = self.value(spec, tree)
            if name is not None:
                values["name"] = name
            missing = next((item for item in specs(cls) if item.required and not values.get(item.name)), None)
            if missing is None:
                return cls(**values)
            if missing.name != short:  # the value itself has been told to be wrong
                self.diagnostics.report(codes.MissingField(name=self.words.key(cls.__name__, missing.name)), span_of(tree))
            return None
        return self.mapping(cls, tree, name)

    def mapping(self, cls: type[N], tree: Mapping, name: Cell | None) -> N | None:
        by_name = {spec.name: spec for spec in specs(cls)}
        surface = self.words.keys_of(cls.__name__, tuple(by_name))
        values: dict[str, Any] = {"span": tree.span if name is None else name.span}
        if name is not None:
            values["name"] = name
        seen: dict[str, Entry] = {}
        fine = True
        for entry in tree.entries:
            canonical = surface.get(normalise(entry.key.text))
            if canonical is None:
                self.unknown += 1
                near = _near_field(normalise(entry.key.text), surface) if self.unknown <= NEAR else []
                self.diagnostics.report(
                    codes.UnknownField(
                        name=entry.key.text,
                        near=self.words.key(cls.__name__, surface[near[0]]) if near else "",
                        known=", ".join(self.words.key(cls.__name__, key) for key in by_name),
                    ),
                    entry.key.span,
                )
                continue
            if canonical in seen:
                self.diagnostics.report(codes.YamlDuplicateKey(name=entry.key.text), entry.key.span)
                continue
            seen[canonical] = entry
            if isinstance(entry.value, Cell) and entry.value.native == "unreadable":
                values[canonical] = entry.value if cls is DatedCell else None
                fine = fine and cls is not Condition
                continue
            if not _is_blank(entry.value):
                values[canonical] = self.value(by_name[canonical], entry.value)
        for spec in by_name.values():
            if spec.required and not values.get(spec.name):
                entry_seen = seen.get(spec.name)
                if entry_seen is not None and spec.name in values:
                    fine = False  # the value itself has been told to be wrong
                    continue
                self.diagnostics.report(
                    codes.MissingField(name=self.words.key(cls.__name__, spec.name)), entry_seen.key.span if entry_seen else values["span"]
                )
                fine = False
        return cls(**values) if fine else None

    def value(self, spec: FieldSpec, tree: Tree) -> Any:
        match spec.kind:
            case "cell":
                return self.leaf(spec, tree)
            case "cells":
                items = tree.items if isinstance(tree, Sequence) else (tree,)
                return tuple(cell for item in items if (cell := self.leaf(spec, item)) is not None)
            case "tree":
                if isinstance(tree, Cell) or (spec.of == "mapping" and not isinstance(tree, Mapping)):
                    self.diagnostics.report(codes.WrongShape.Mapping(), span_of(tree))
                    return None
                return tree
            case "records":
                items = tree.items if isinstance(tree, Sequence) else (tree,)
                return tuple(found for item in items if (found := self.record(RECORDS[spec.of], item)) is not None)
            case "conditions":
                return self.conditions(tree)
            case "named":
                return self.named(spec, tree)
            case "dated":
                return self.dated(tree)
            case "rows":
                return self.rows(tree)
        raise AssertionError(spec.kind)

    def leaf(self, spec: FieldSpec, tree: Tree) -> Cell | None:
        if not isinstance(tree, Cell):
            self.diagnostics.report(codes.WrongShape.Leaf(), span_of(tree))
            return None
        if spec.words:
            self.word(spec.words, tree)
        return tree

    def word(self, category: str, cell: Cell) -> None:
        """Check that a leaf is one of the words allowed there."""
        if self.words.value(category, cell.text) is None:
            known = self.words.values_of(category)
            near = get_close_matches(normalise(cell.text), [normalise(word) for word in known], 1, 0.5)
            self.diagnostics.report(
                codes.UnknownWord(
                    name=cell.text, near=next((word for word in known if near and normalise(word) == near[0]), ""), known=" ; ".join(known)
                ),
                cell.span,
            )

    def conditions(self, tree: Tree) -> tuple[Condition, ...]:
        items: Iterable[Tree]
        if isinstance(tree, Sequence):
            items = tree.items
        else:
            items = (tree,)
        return tuple(found for item in items if (found := self.record(Condition, item)) is not None)

    def named(self, spec: FieldSpec, tree: Tree) -> tuple[Node, ...]:
        cls = RECORDS[spec.of]
        if isinstance(tree, Sequence):  # a workbook's rows, or a list of records that carry their name
            return tuple(found for item in tree.items if (found := self.record(cls, item)) is not None)
        if not isinstance(tree, Mapping):
            self.diagnostics.report(codes.WrongShape.Mapping(), span_of(tree))
            return ()
        nodes: list[Node] = []
        for entry in tree.entries:
            node: Node | None
            if _is_blank(entry.value):
                node = self.mapping(cls, Mapping((), entry.key.span), entry.key)
            elif spec.of == "Profile" and isinstance(entry.value, Sequence):
                conditions = self.conditions(entry.value)
                node = RECORDS["Profile"](span=entry.key.span, name=entry.key, conditions=conditions)  # type: ignore[call-arg]
            else:
                node = self.record(cls, entry.value, entry.key)
            if node is not None:
                nodes.append(node)
        return tuple(nodes)

    def dated(self, tree: Tree) -> tuple[DatedCell, ...]:
        if isinstance(tree, Cell):
            return (DatedCell(span=tree.span, value=tree),)
        if isinstance(tree, Sequence):
            return tuple(found for item in tree.items if (found := self.record(DatedCell, item)) is not None)
        values: list[DatedCell] = []
        for entry in tree.entries:
            if isinstance(entry.value, Cell):
                # « 01/01/2025: ~ » ends what came before: a date without a value, as in a row that holds none.
                is_end = not entry.value.text.strip() and entry.value.native != "unreadable"
                values.append(DatedCell(span=entry.key.span, start=entry.key, value=None if is_end else entry.value))
            elif isinstance(entry.value, Mapping):
                inner = self.mapping(DatedCell, entry.value, None)
                if inner is not None:
                    values.append(
                        DatedCell(
                            span=entry.key.span,
                            start=entry.key,
                            value=inner.value,
                            reference=inner.reference,
                            link=inner.link,
                        )
                    )
            else:
                self.diagnostics.report(codes.WrongShape.Leaf(), span_of(entry.value))
        return tuple(values)

    def rows(self, tree: Tree) -> tuple[TableRow, ...]:
        if not isinstance(tree, Sequence):
            self.diagnostics.report(codes.WrongShape.Rows(), span_of(tree))
            return ()
        found = []
        spec = next(spec for spec in specs(TableRow) if spec.name == "cells")
        for item in tree.items:
            if isinstance(item, Sequence) and item.items:
                found.append(TableRow(span=item.span, cells=self.value(spec, item)))
            elif isinstance(item, Mapping):
                row = self.mapping(TableRow, item, None)
                if row is not None:
                    found.append(row)
            else:
                self.diagnostics.report(codes.WrongShape.Rows(), span_of(item))
        return tuple(found)
