"""A three-way merge of documents by what they say: records by their name, values by their date, rows by their place.

Two people who change different rows never meet; two who change the same cell in two ways are told so, at the cell.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, default_language
from rulespec.keeping.differing import said
from rulespec.projects.project import read_documents


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both changed, each in its own way; ours is kept until someone decides.

    Attributes:
        path: the keys that lead to it in the document, for people.
        ours, theirs: where each is written.
        kept: what stands in the merged document, None where we took it away.
    """

    path: tuple[str, ...]
    before: str
    our_value: str
    their_value: str
    ours: Span
    theirs: Span
    kept: Any = None

    def text(self, words: Language) -> str:
        return words.ui["merge conflict"].format(
            what=" — ".join(self.path), before=self.before or "∅", ours=self.our_value or "∅", theirs=self.their_value or "∅",
            our_place=self.ours, their_place=self.theirs,
        )  # fmt: skip


@dataclass(eq=False)
class Merge:
    """A merge under way: the tongue of the documents, and the conflicts found."""

    words: Language
    conflicts: list[Conflict] = field(default_factory=list)

    def document(self, base: doc.Document, ours: doc.Document, theirs: doc.Document) -> doc.Document:
        return self.record(base, ours, theirs, ())  # type: ignore[no-any-return]

    def record(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> Any:
        """Field by field; where one side is as before, the other's is taken."""
        changes = {}
        for spec in doc.specs(type(ours)):
            before, our, their = (getattr(item, spec.name) if item is not None else _nothing(spec) for item in (base, ours, theirs))
            where = (*path, self.words.key(type(ours).__name__, spec.name))
            changes[spec.name] = self.value(spec.kind, before, our, their, where, ours)
        return replace(ours, **changes)

    def value(self, kind: str, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], holder: Any) -> Any:
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        match kind:
            case "named":
                return self.keyed(base, ours, theirs, path, lambda item: normalise(item.name.text))
            case "records" if all(getattr(item, "name", None) is not None for item in (*base, *ours, *theirs)):
                return self.keyed(base, ours, theirs, path, lambda item: normalise(item.name.text))
            case "dated":
                return self.keyed(base, ours, theirs, path, lambda item: item.start.text if item.start is not None else "")
            case "cells" | "conditions" | "rows" | "records":
                return self.sequence(base, ours, theirs, path, holder)
            case "tree":
                return self.tree(base, ours, theirs, path, holder)
        return self.conflict(base, ours, theirs, path, holder)

    def conflict(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], holder: Any) -> Any:
        spans = [_span(value) or holder.span for value in (ours, theirs)]
        self.conflicts.append(Conflict(path, said(base), said(ours), said(theirs), spans[0], spans[1], ours))
        return ours

    def keyed(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], key: Callable[[Any], str]) -> tuple[Any, ...]:
        """Records by their key, in our order; those that only they have come after the one that they follow there."""
        was, our, their = ({key(item): item for item in items} for items in (base, ours, theirs))
        found: dict[str, Any] = {}
        for name, item in our.items():
            if name in their:
                found[name] = self.same(was.get(name), item, their[name], (*path, _shown(item)))
            elif name not in was:
                found[name] = item
            elif was[name] != item:
                # They took away what we changed.
                found[name] = self.conflict(was[name], item, None, (*path, _shown(item)), item)
        for name, item in their.items():
            if name in our:
                continue
            if name not in was:
                found = _inserted(found, name, item, list(their))
            elif was[name] != item:
                self.conflict(was[name], None, item, (*path, _shown(item)), item)
                found = _inserted(found, name, item, list(their))
        return tuple(found.values())

    def same(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> Any:
        """A record that both have."""
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, doc.Entry):
            return replace(ours, value=self.tree(base.value if base is not None else None, ours.value, theirs.value, path, ours.value))
        if base is None:
            # Both added it, each their own.
            return self.record(None, ours, theirs, path) if type(ours) is type(theirs) else self.conflict(base, ours, theirs, path, ours)
        return self.record(base, ours, theirs, path)

    def tree(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], holder: Any) -> Any:
        if isinstance(ours, doc.Mapping) and isinstance(theirs, doc.Mapping):
            was = base.entries if isinstance(base, doc.Mapping) else ()
            merged = self.keyed(was, ours.entries, theirs.entries, path, lambda entry: normalise(entry.key.text))
            return replace(ours, entries=merged)
        if all(isinstance(item, doc.Sequence) for item in (base, ours, theirs)):
            return replace(ours, items=self.sequence(base.items, ours.items, theirs.items, path, holder))
        return self.conflict(base, ours, theirs, path, holder)

    def sequence(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], holder: Any) -> tuple[Any, ...]:
        """Lines without a name, such as rows of a table: each side's changes at their place; the same place twice is a conflict."""
        changes = _changes(base, ours), _changes(base, theirs)
        found: list[Any] = []
        at = 0
        while at <= len(base):
            our, their = (change.get(at) for change in changes)
            if our is None and their is None:
                if at < len(base):
                    found.append(base[at])
                at += 1
                continue
            end = max(change.end if change is not None else at for change in (our, their))
            # All that touches this stretch on either side is one change.
            while True:
                more = max((c.end for side in changes for start, c in side.items() if at <= start < end), default=end)
                if more <= end:
                    break
                end = more
            our_lines, their_lines = (_stretch(base, change, at, end) for change in changes)
            found += self._stretch(base[at:end], our_lines, their_lines, path, holder)
            if end == at:
                if at < len(base):
                    found.append(base[at])
                at += 1
            else:
                at = end
        return tuple(found)

    def _stretch(self, base: Sequence[Any], ours: list[Any], theirs: list[Any], path: tuple[str, ...], holder: Any) -> list[Any]:
        if ours == theirs or list(base) == theirs:
            return ours
        if list(base) == ours:
            return theirs
        if not base:
            # Both added lines at the same place: ours, then theirs.
            return ours + [item for item in theirs if item not in ours]
        if len(base) == len(ours) == len(theirs):
            return [self._line(*lines, path, holder) for lines in zip(base, ours, theirs, strict=True)]
        self.conflict(tuple(base), tuple(ours), tuple(theirs), path, holder)
        return ours

    def _line(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...], holder: Any) -> Any:
        """One line that both changed: its cells, where it has as many on both sides."""
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, doc.TableRow) and len(base.cells) == len(ours.cells) == len(theirs.cells):
            cells = tuple(self._line(*three, path, ours) for three in zip(base.cells, ours.cells, theirs.cells, strict=True))
            return replace(self.record(base, replace(ours, cells=base.cells), replace(theirs, cells=base.cells), path), cells=cells)
        if isinstance(ours, doc.Node):
            return self.record(base, ours, theirs, path)
        return self.conflict(base, ours, theirs, path, holder)


def _nothing(spec: doc.FieldSpec) -> Any:
    """What a field holds in a record that is not there."""
    return None if spec.kind in ("cell", "tree") else ()


@dataclass(frozen=True, slots=True)
class _Change:
    end: int
    items: tuple[Any, ...]


def _changes(base: Sequence[Any], other: Sequence[Any]) -> dict[int, _Change]:
    """What a side changed, by where it starts in the base."""
    was, now = ([repr(item) for item in items] for items in (base, other))
    blocks = difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return {start: _Change(end, tuple(other[low:high])) for tag, start, end, low, high in blocks if tag != "equal"}


def _stretch(base: Sequence[Any], changes: dict[int, _Change], start: int, end: int) -> list[Any]:
    """A side's lines over a stretch of the base."""
    found: list[Any] = []
    at = start
    while at <= end:
        change = changes.get(at)
        if change is not None and (at < end or change.end == at):
            found += change.items
            if change.end > at:
                at = change.end
                continue
        if at < end:
            found.append(base[at])
        at += 1
    return found


def _inserted(found: dict[str, Any], name: str, item: Any, order: list[str]) -> dict[str, Any]:
    """A record put after the one that it follows on the other side."""
    before = [other for other in order[: order.index(name)] if other in found]
    if not before:
        return {name: item, **found}
    made: dict[str, Any] = {}
    for other, known in found.items():
        made[other] = known
        if other == before[-1]:
            made[name] = item
    return made


def _shown(item: Any) -> str:
    if isinstance(item, doc.Entry):
        return item.key.text
    name = getattr(item, "name", None) or getattr(item, "start", None)
    return name.text if isinstance(name, Cell) else ""


def _span(value: Any) -> Span | None:
    if isinstance(value, tuple):
        return next((found for item in value if (found := _span(item)) is not None), None)
    found = getattr(value, "span", None)
    return found if isinstance(found, Span) else None


def merge_files(
    base: Path, ours: Path, theirs: Path, names: tuple[str, str, str], diagnostics: Diagnostics
) -> tuple[list[Sheet], list[Conflict]]:
    """The documents of a file merged, by their aid; nothing but a report where one can't be read."""
    sides = [
        {_key(sheet): sheet for sheet in read_documents(path, name, default_language(), diagnostics)}
        for path, name in zip((base, ours, theirs), names, strict=True)
    ]
    if diagnostics.has_errors or not sides[1] or not sides[2]:
        return [], []
    was, our, their = sides
    words = next(iter(our.values())).words
    merge = Merge(words)
    empty = doc.Document(span=next(iter(our.values())).document.span)
    found: dict[str, Sheet] = {}
    for key, sheet in our.items():
        other = their.get(key)
        if other is not None:
            before = was[key].document if key in was else empty
            found[key] = replace(sheet, document=merge.document(before, sheet.document, other.document))
        elif key not in was or was[key].document != sheet.document:
            if key in was:
                merge.conflict(was[key].document, sheet.document, None, (key,), sheet.document)
            found[key] = sheet
    for key, sheet in their.items():
        if key not in our and key in was and was[key].document != sheet.document:
            merge.conflict(was[key].document, None, sheet.document, (key,), sheet.document)
        if key not in our and (key not in was or was[key].document != sheet.document):
            found = _inserted(found, key, sheet, list(their))
    return list(found.values()), merge.conflicts


def place_of(target: Any, merged: Any, again: Any) -> Span | None:
    """Where a part of a merged document stands once it has been written and read again."""
    if merged is target:
        return _span(again)
    if isinstance(merged, tuple) and isinstance(again, tuple):
        pairs = zip(merged, again, strict=False)
    elif isinstance(merged, doc.Node | doc.Mapping | doc.Sequence | doc.Entry) and type(merged) is type(again):
        pairs = ((getattr(merged, spec.name), getattr(again, spec.name)) for spec in fields(merged) if spec.name != "span")  # type: ignore[assignment]
    else:
        return None
    return next((found for one, other in pairs if (found := place_of(target, one, other)) is not None), None)


def _key(sheet: Sheet) -> str:
    return sheet.document.aid.text if sheet.document.aid is not None else ""
