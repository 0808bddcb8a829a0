"""A remark to plain data and back: what was said, of which part of which text."""

from __future__ import annotations

from typing import Any

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Label, Problem, Said, Severity, When, Word
from rulespec.compiler.ground.source import CellAnchor, LineAnchor, Source, Span


def to_data(item: Diagnostic) -> list[Any]:
    """A remark as lists, texts and numbers."""
    labels = [[_span_data(label.span), label.key] for label in item.labels]
    said = {name: _said_data(getattr(item.problem, name)) for name in item.problem._names}
    return [type(item.problem).__qualname__, said, _span_data(item.span), labels, item.level.value if item.level is not None else None]


def from_data(data: list[Any]) -> Diagnostic:
    """The remark that data tell. Raises ValueError, TypeError, LookupError or AttributeError for what tells none."""
    name, said, span, labels, level = data
    problem = _problems()[name](**{str(key): _said(value) for key, value in said.items()})
    return Diagnostic(
        problem, _span(span), tuple(Label(_span(place), key) for place, key in labels), Severity(level) if level is not None else None
    )


def _problems() -> dict[str, type[Problem]]:
    if not _KNOWN:
        _KNOWN.update({problem.__qualname__: problem for problem in codes.all_problems()})
    return _KNOWN


_KNOWN: dict[str, type[Problem]] = {}


def _said_data(value: Said | None) -> Any:
    match value:
        case Word(key=key):
            return ["word", key]
        case When(start=start, end=end):
            return ["when", start, end]
        case _:
            return value


def _said(value: Any) -> Said | None:
    match value:
        case ["word", str(key)]:
            return Word(key)
        case ["when", str(start), str(end)]:
            return When(start, end)
        case str() | int() | None:
            return value
    raise ValueError(value)


def _span_data(span: Span) -> list[Any]:
    anchor = span.source.anchor
    place = [anchor.line, anchor.column] if isinstance(anchor, LineAnchor) else [anchor.sheet, anchor.row, anchor.column, anchor.line]
    return [span.path, span.source.text, place, span.start, span.end]


def _span(data: list[Any]) -> Span:
    path, text, place, start, end = data
    anchor = LineAnchor(*map(int, place)) if len(place) == 2 else CellAnchor(str(place[0]), *map(int, place[1:]))
    return Span(Source(str(path), str(text), anchor), int(start), int(end))
