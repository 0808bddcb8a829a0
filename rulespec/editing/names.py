"""The names of a rulebook with what they mean and where they stand: for completion, hover, definition and rename."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Project, Sheet
from rulespec.compiler.ground.source import Cell, LineAnchor, Span
from rulespec.compiler.ground.text import folded, normalise
from rulespec.compiler.sentences.lexing import QUOTED
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import Language

# The sections whose records have a name that sentences can read.
SECTIONS = ("data", "parameters", "zones", "tables", "scales", "calculations", "resources")
# Where names of the rulebook stand: elsewhere they are words for people, or of closed lists.
NAMED = {doc.Says.NAMES, doc.Says.SENTENCE}


@dataclass(frozen=True, slots=True)
class Name:
    """A name: what it is (a section of the document), its record, where it is declared; `document` "" for a shared one."""

    text: str
    section: str
    record: Any
    span: Span
    document: str

    @property
    def key(self) -> str:
        return normalise(self.text)


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a name stands: from an offset to another in a cell."""

    name: Name
    cell: Cell
    start: int
    end: int

    @property
    def line(self) -> int:
        anchor = self.cell.span.source.anchor
        assert isinstance(anchor, LineAnchor)
        return anchor.line

    @property
    def column(self) -> int:
        """The column, from 1, where the name starts."""
        anchor = self.cell.span.source.anchor
        assert isinstance(anchor, LineAnchor)
        return anchor.column + self.start


@dataclass(eq=False)
class Names:
    """All the names of a project."""

    project: Project

    @cached_property
    def declared(self) -> list[Name]:
        """The names of the documents, then those of the lexicons."""
        found = [name for sheet in self.project.sheets for name in _declared(sheet.document)]
        for lexique in self.project.vocabularies:
            found += _declared(lexique.vocabulary, "")
        return found

    def known(self, document: str) -> list[Name]:
        """The names that a document can read: its own hide the shared ones."""
        found: dict[str, Name] = {}
        for name in self.declared:
            if name.document == document:
                found[name.key] = name
        for name in self.declared:
            if name.document == "":
                found.setdefault(name.key, name)
        return list(found.values())

    def uses(self, sheet: Sheet) -> Iterator[Use]:
        """Every place of a document where a name stands: declarations, sentences, keys of cases."""
        known = {name.key: name for name in self.known(sheet.document.path)}
        phrases = Phrases(tuple(Phrase(key, "NAME", None) for key in known))
        for cell in _cells(sheet.document):
            if isinstance(cell.span.source.anchor, LineAnchor) and "\n" not in cell.text:
                yield from _found(cell, phrases, known)

    def at(self, path: str, line: int, column: int) -> Use | None:
        """The name under a place of a file (line and column from 1)."""
        for sheet in self.project.sheets:
            if sheet.document.span.path == path:
                for use in self.uses(sheet):
                    if use.line == line and use.column <= column <= use.column + use.end - use.start:
                        return use
        return None

    def everywhere(self, name: Name) -> Iterator[Use]:
        """Every use of a name in the project; one of a document stays in it."""
        for sheet in self.project.sheets:
            if name.document in ("", sheet.document.path):
                yield from (use for use in self.uses(sheet) if use.name.span == name.span and use.name.section == name.section)


def _declared(document: Any, path: str | None = None) -> Iterator[Name]:
    """The names that a document declares; those of a document without an aid are shared."""
    if path is None:
        path = document.path if document.aid is not None else ""
    for section in SECTIONS:
        for record in getattr(document, section, ()):
            if record.name is not None:
                yield Name(record.name.text, section, record, record.name.span, path)
            for output in getattr(record, "outputs", ()) or ():
                yield Name(output.text, section, record, output.span, path)


def _cells(value: Any, field: str = "") -> Iterator[Cell]:
    """The cells of a record in which names are read; the name of a record of a section is one."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _cells(item, field)
    elif isinstance(value, doc.Mapping):
        for entry in value.entries:
            yield entry.key
            yield from _cells(entry.value)
    elif isinstance(value, doc.Sequence):
        for item in value.items:
            yield from _cells(item)
    elif isinstance(value, doc.Node):
        for spec in doc.specs(type(value)):
            if spec.says in NAMED or spec.kind not in ("cell", "cells", "tree"):
                yield from _cells(getattr(value, spec.name), spec.name)


def _found(cell: Cell, phrases: Phrases, known: dict[str, Name]) -> Iterator[Use]:
    """The names in a text, the longest first; what stands between quotes is text."""
    plain, origin = folded(cell.text)
    quoted = [match.span() for match in QUOTED.finditer(cell.text)]
    index = 0
    while index < len(plain):
        starts_word = index == 0 or not (plain[index - 1].isalnum() or plain[index - 1] == "_")
        phrase = phrases.at(plain, index) if starts_word else None
        if phrase is None:
            index += 1
            continue
        start = origin[index]
        end = origin[index + len(phrase.text) - 1] + 1
        if not any(low <= start < high for low, high in quoted):
            yield Use(known[phrase.text], cell, start, end)
        index += len(phrase.text)


def described(name: Name, project: Project, words: Language) -> str:
    """What a name means, in Markdown: its nature, the history of its values with their sources, its question, its formula."""
    record = name.record
    head = f"**{name.text}** — {words.key('Document', name.section)}"
    unit = getattr(record, "unit", None)
    if unit is not None:
        head += f" ({unit.text})"
    lines = [head]
    for field in ("label", "question", "text", "note"):
        cell = getattr(record, field, None)
        if isinstance(cell, Cell):
            lines.append(cell.text)
    reads = getattr(record, "reads", None)
    if reads is not None:
        country = project.catalog.variable(reads.text.strip())
        lines.append(f"`{reads.text}`" + (f" — {country.label}" if country is not None and country.label else ""))
    for field in ("values", "formula"):
        dated = getattr(record, field, ())
        lines += [f"- {_dated(item, words)}" for item in dated]
    for field in ("reference", "link"):
        cell = getattr(record, field, None)
        if isinstance(cell, Cell):
            lines.append(cell.text)
    for item in getattr(record, "references", ()):
        lines.append(" ".join(cell.text for cell in (item.text, item.link) if cell is not None))
    codes = getattr(record, "codes", ())
    if codes:
        lines.append(", ".join(cell.text for cell in codes[:12]) + (f" … ({len(codes)})" if len(codes) > 12 else ""))
    return "\n\n".join(lines)


def _dated(item: doc.DatedCell, words: Language) -> str:
    value = item.value.text if item.value is not None and item.value.text else words.say("nothing", "nothing")
    since = words.ui["diff since"].format(date=item.start.text).strip() if item.start is not None else ""
    source = " ".join(cell.text for cell in (item.reference, item.link) if cell is not None)
    return " ".join(part for part in (f"`{value}`", since, f"({source})" if source else "") if part)
