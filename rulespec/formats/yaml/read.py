"""YAML text to a tree of cells with their places: strict where YAML itself would guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NoReturn

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from rulespec.compiler.documents.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.documents.values import parse_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Problem
from rulespec.compiler.ground.limits import VALUES
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, Span, whole
from rulespec.compiler.ground.text import printable

MAX_DEPTH = 40
QUOTE, COLON = re.compile(r"[\"']"), re.compile(r"\w ?: ")
# What git writes at the start of a line around the two versions of a conflict.
CONFLICT = ("<<<<<<< ", ">>>>>>> ")
MAX_BYTES = 20_000_000
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: str, text: str, diagnostics: Diagnostics) -> Tree | None:
    """The tree of a YAML text, None after a report. Scalars stay text: `no`, `0123`, `12:30` are not converted."""
    if len(text) > MAX_BYTES:
        diagnostics.report(codes.OversizedFile(size=str(len(text) // 1_000_000), limit="20"), _span(path, text[:80], 0, 0))
        return None
    if _told_conflicts(path, text, diagnostics):
        return None
    reader = _Reader(path, text, diagnostics)
    try:
        return reader.document(yaml.parse(text, Loader=Loader))
    except _Refused:
        return None
    except yaml.YAMLError as error:
        _report_syntax(path, text, error, diagnostics)
        return None


def _told_conflicts(path: str, text: str, diagnostics: Diagnostics) -> bool:
    """Whether the text holds conflicts, told: those of git between its two marks, those of `merge` in a line above the value kept."""
    marks = [(number, line) for number, line in enumerate(text.splitlines()) if line.startswith(CONFLICT)]
    starts = [(number, line) for number, line in marks if line.startswith(CONFLICT[0])]
    for (number, line), (following, _) in pairwise([*starts, (len(text), "")]):
        end = next((other for other, mark in marks if number < other < following and mark.startswith(CONFLICT[1])), None)
        if end is not None:
            problem: Problem = codes.UnresolvedConflict.Lines(first=number + 1, last=end + 1)
        else:
            problem = codes.UnresolvedConflict.Line(text=line.removeprefix(CONFLICT[0]))
        diagnostics.report(problem, _span(path, text, number, 0))
    return bool(starts)


def _span(path: str, text: str, line: int, column: int, length: int = 0) -> Span:
    """A span over the piece of a line that starts there."""
    lines = text.splitlines() or [""]
    piece = lines[min(line, len(lines) - 1)][column : column + length if length else None]
    return whole(Source(path, piece.rstrip(), LineAnchor(line + 1, column + 1)))


def _report_syntax(path: str, text: str, error: yaml.YAMLError, diagnostics: Diagnostics) -> None:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    written = lines[min(line, len(lines) - 1)]
    # « question: Êtes-vous inscrit ? oui: non »: French spacing before « : » makes a second key.
    if "mapping values" in problem or any(len(COLON.findall(piece)) > 1 for piece in QUOTE.split(written)):
        diagnostics.report(codes.YamlSyntax.Colon(), _span(path, text, line, 0))
    else:
        diagnostics.report(codes.YamlSyntax(reason=problem), _span(path, text, line, min(column, len(written))))


def _mark(event: yaml.Event) -> Any:
    """Where an event starts: events of a text always say."""
    assert event.start_mark is not None
    return event.start_mark


def _is_cut(before: yaml.Event, after: yaml.Event) -> bool:
    """Whether two items of a list in brackets look like one, cut at a decimal comma: « … 540 » and « 50 », with no blank between."""
    if not (isinstance(before, ScalarEvent) and isinstance(after, ScalarEvent)) or before.style or after.style:
        return False
    end = before.end_mark
    touches = end is not None and end.line == _mark(after).line and end.column + 1 == _mark(after).column
    return touches and after.value.isdigit() and before.value[-1:].isdigit() and not before.value.isdigit()


def _is_tail(before: yaml.Event | None, key: yaml.Event, value: yaml.Event) -> bool:
    """Whether a key without a value is the end of the value before it, cut at a decimal comma: « … 540 » and « 50 »."""
    if not (isinstance(before, ScalarEvent) and isinstance(key, ScalarEvent) and isinstance(value, ScalarEvent)) or value.value:
        return False
    if parse_date(key.value) is not None:
        # « 01/01/2022: » after a value ends it: a date is no decimal.
        return False
    return key.value.isdigit() or (not key.style and not before.style and before.value[-1:].isdigit() and key.value[:1].isdigit())


class _Refused(Exception):
    """Something was told that makes the file no document."""


class _Reader:
    """The events of a YAML file to a tree, in one pass: what would make bytes into gigabytes, or text into objects, stops it."""

    def __init__(self, path: str, text: str, diagnostics: Diagnostics) -> None:
        self.path = path
        self.lines = text.splitlines() or [""]
        self.text = text
        self.diagnostics = diagnostics
        self.count = 0
        # Keys are told twice only once the file is known to be well formed.
        self.waiting: list[Callable[[], None]] = []

    def document(self, events: Iterator[yaml.Event]) -> Tree:
        found: Tree | None = None
        for event in events:
            if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                if found is not None:
                    raise yaml.composer.ComposerError(None, None, "expected a single document in the stream", _mark(event))
                found = self.node(event, events, 1)
        for tell in self.waiting:
            tell()
        return found if found is not None else Mapping((), self.span(0, 0))

    def span(self, line: int, column: int, length: int = 0) -> Span:
        """A span over the piece of a line that starts there."""
        piece = self.lines[min(line, len(self.lines) - 1)][column : column + length if length else None]
        return whole(Source(self.path, piece.rstrip(), LineAnchor(line + 1, column + 1)))

    def refuse(self, event: yaml.Event, what: str) -> NoReturn:
        mark = _mark(event)
        self.diagnostics.report(codes.YamlRefused(what=what, help="anchor"), self.span(mark.line, mark.column))
        raise _Refused

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Tree:
        if isinstance(event, AliasEvent):
            self.refuse(event, f"*{event.anchor}")
        assert isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent)
        if event.anchor:
            self.refuse(event, f"&{event.anchor}")
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:str"):
            self.refuse(event, str(event.tag))
        self.count += 1
        if self.count > VALUES:
            mark = _mark(event)
            self.diagnostics.report(codes.OverLimit.Values(limit=VALUES), self.span(mark.line, mark.column))
            raise _Refused
        if isinstance(event, ScalarEvent):
            if event.value == "<<" and event.implicit[0]:
                self.refuse(event, "<<")
            return self.cell(event)
        if depth > MAX_DEPTH:
            self.refuse(event, "…")
        return self.sequence(event, events, depth) if isinstance(event, SequenceStartEvent) else self.mapping(event, events, depth)

    def sequence(self, start: SequenceStartEvent, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items: list[Tree] = []
        before: yaml.Event | None = None
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            item = self.node(event, events, depth + 1)
            if start.flow_style and items and before is not None and _is_cut(before, event):
                # [quotient ≤ 540,50]: a decimal comma that YAML takes for a separator; « ≤ 300, 100 » has a blank, and is two cells
                last = items[-1]
                assert isinstance(last, Cell) and isinstance(item, Cell)
                self.later(codes.YamlSyntax.CommaList(text=f"{last.text},{item.text}"), item.span)
            items.append(item)
            before = event
        mark = _mark(start)
        return Sequence(tuple(items), self.span(mark.line, mark.column, 1))

    def mapping(self, start: MappingStartEvent, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: list[Entry] = []
        seen: set[str] = set()
        mark = _mark(start)
        before: yaml.Event | None = None
        first = True
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            if first:
                mark, first = _mark(event), False
            key = self.node(event, events, depth + 1)
            follows = next(events)
            value = self.node(follows, events, depth + 1)
            if not isinstance(key, Cell):
                self.later(codes.YamlRefused(what="? …"), self.span(_mark(event).line, _mark(event).column))
            elif start.flow_style and entries and _is_tail(before, event, follows):
                # {01/09/2025: 540,50}, {formule: ARRONDI(a × 1,1 ; 2)}: a decimal comma that YAML takes for a separator
                last = entries[-1].value
                written = f"{last.text},{key.text}" if isinstance(last, Cell) else key.text
                self.later(codes.YamlSyntax.Comma(text=written), key.span)
            elif key.text in seen:
                self.later(codes.YamlDuplicateKey(name=key.text), key.span)
            else:
                seen.add(key.text)
                entries.append(Entry(key, value))
            before = follows
        length = len(entries[0].key.text) if entries else 1
        return Mapping(tuple(entries), self.span(mark.line, mark.column, length))

    def later(self, problem: Problem, span: Span) -> None:
        self.waiting.append(lambda: self.diagnostics.report(problem, span))

    def cell(self, event: ScalarEvent) -> Cell:
        """A scalar as its own source: offsets are within its value, whatever quotes or folds it was written with."""
        mark = _mark(event)
        quoted = 1 if event.style in ("'", '"') else 0
        value = "" if not event.style and event.value in ("~", "null") else printable(event.value)
        source = Source(self.path, value, LineAnchor(mark.line + 1, mark.column + 1 + quoted))
        return Cell(value, whole(source), "text" if quoted else "plain")
