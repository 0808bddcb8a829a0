"""The expressions of a DMN model to what they say of its names: which decisions read them, and of which type they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from rulespec.importing import feel
from rulespec.importing.dmn_xml import child, children, text_of, type_of
from rulespec.importing.feel import Feel, Refused
from rulespec.importing.feel_said import FeelType

# FEEL's types, and those that Camunda's modeler writes.
TYPES = {
    "number": FeelType.NUMBER, "integer": FeelType.NUMBER, "long": FeelType.NUMBER, "double": FeelType.NUMBER, "decimal": FeelType.NUMBER,
    "int": FeelType.NUMBER, "float": FeelType.NUMBER, "short": FeelType.NUMBER, "string": FeelType.TEXT, "boolean": FeelType.BOOLEAN,
    "date": FeelType.DATE, "time": FeelType.OTHER, "dateTime": FeelType.OTHER, "date and time": FeelType.OTHER,
    "days and time duration": FeelType.OTHER, "years and months duration": FeelType.OTHER, "dayTimeDuration": FeelType.OTHER,
    "yearMonthDuration": FeelType.OTHER,
}  # fmt: skip


def nodes_of(element: Element, reader: Feel) -> Iterator[tuple[Any, bool]]:
    """The expressions of a decision that can be read, and True for an answer; a cell is told with its input, so that both have one type."""
    for literal in children(element, "literalExpression"):
        yield from ((node, False) for node in _read(reader.expression, literal))
    for table in children(element, "decisionTable"):
        inputs = []
        for item in children(table, "input"):
            expression = child(item, "inputExpression")
            nodes = list(_read(reader.expression, expression))
            found = TYPES.get(type_of(expression))
            if nodes and found is not None and isinstance(nodes[0], feel.Name):
                yield (nodes[0], found), False
            yield from ((node, False) for node in nodes)
            inputs.append(nodes[0] if nodes else None)
        for rule in children(table, "rule"):
            for subject, entry in zip(inputs, children(rule, "inputEntry"), strict=False):
                for cell in _read(reader.cell, entry):
                    yield feel.Inside(subject, cell) if subject is not None else cell, False
            for entry in children(rule, "outputEntry"):
                if text_of(entry) not in ("", "-"):
                    yield from ((node, True) for node in _read(reader.expression, entry))


def alone_in(node: Any, is_answer: bool) -> Iterator[str]:
    """The names that are a whole test of a cell, or a whole answer."""
    tests: tuple[Any, ...] = (node,) if is_answer else ()
    if isinstance(node, feel.Inside):
        node = node.tests
    if isinstance(node, feel.Tests):
        tests = node.tests
    yield from (item.name for item in tests if isinstance(item, feel.Name))


def _read(reading: Callable[[str], Any], element: Element | None) -> Iterator[Any]:
    """The node of an element's text; nothing where it is refused: that is told where the decision is read."""
    try:
        yield reading(text_of(element))
    except Refused:
        return


def _parts(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        yield from node
    elif type(node).__module__ == feel.__name__:
        yield from (getattr(node, name) for name in node.__slots__)


def names_in(node: Any) -> Iterator[str]:
    """The names that a node reads."""
    if isinstance(node, feel.Name):
        yield node.name
    for part in _parts(node):
        yield from names_in(part)


def hint(node: Any, hints: dict[str, FeelType]) -> None:
    """What a name is compared with, or calculated with, tells its type."""
    match node:
        case (feel.Name(name=name), FeelType() as type_):
            hints[name] = type_
            return
        case feel.Compare(left=left, right=right):
            _alike([left, right], hints)
        case feel.Inside(value=value, tests=tests):
            _alike([value, *tests.tests], hints)
        case feel.Arithmetic(operator=operator, left=left, right=right):
            _alike([left, right], hints)
            if operator in ("*", "/", "**"):
                for side in (left, right):
                    if isinstance(side, feel.Name):
                        hints.setdefault(side.name, FeelType.NUMBER)
        case feel.Negative(value=feel.Name(name=name)):
            hints.setdefault(name, FeelType.NUMBER)
        case feel.Logic(items=items):
            for item in items:
                if isinstance(item, feel.Name):
                    hints.setdefault(item.name, FeelType.BOOLEAN)
        case feel.If(condition=feel.Name(name=name)):
            hints.setdefault(name, FeelType.BOOLEAN)
    for part in _parts(node):
        hint(part, hints)


def _alike(items: list[Any], hints: dict[str, FeelType]) -> None:
    """Names beside a literal have its type."""
    types = [found for item in items if (found := _type(item)) is not None]
    for item in items:
        if isinstance(item, feel.Name) and types:
            hints.setdefault(item.name, types[0])


def _type(node: Any) -> FeelType | None:
    match node:
        case feel.Literal(value=bool()):
            return FeelType.BOOLEAN
        case feel.Literal(value=str()):
            return FeelType.TEXT
        case feel.Literal(value=None):
            return None
        case feel.Literal(value=value):
            return FeelType.NUMBER if not hasattr(value, "year") else FeelType.DATE
        case feel.Bound(value=value):
            return _type(value)
        case feel.Interval(low=low):
            return _type(low)
        case feel.Arithmetic(operator="*" | "/" | "**"):
            return FeelType.NUMBER
        case feel.Call(function="date"):
            return FeelType.DATE
    return None
