"""An expression to its parts, or to another whose parts have been changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, assert_never, get_args

from rulespec.compiler.ir.expressions import (
    Absolute,
    Age,
    Among,
    Arithmetic,
    Compare,
    Constant,
    Day,
    Divide,
    Elapsed,
    Expression,
    Extreme,
    Fold,
    HasRole,
    If,
    Listing,
    Logic,
    Negative,
    Not,
    OverMonths,
    ParameterRead,
    Rank,
    Read,
    Round,
    RowNumber,
    ScaleRead,
    Select,
    Shifted,
    StartsWith,
)
from rulespec.compiler.ir.program import Variable

EXPRESSIONS = get_args(Expression)


def _holds(annotation: str) -> bool:
    """True of the type of a field in which expressions stand."""
    return any(re.search(rf"\b{name}\b", annotation) for name in ("Expression", *(kind.__name__ for kind in EXPRESSIONS)))


# The fields of each kind of expression that hold others, in their order: a type or a path is looked into for nothing.
_FIELDS = {kind: tuple(item.name for item in fields(kind) if _holds(str(item.type))) for kind in EXPRESSIONS}


def children(expression: Expression) -> Iterator[Expression]:
    """The expressions directly within an expression."""
    for name in _FIELDS[type(expression)]:
        value = getattr(expression, name)
        if type(value) in _FIELDS:
            yield value
        elif isinstance(value, tuple):
            yield from _expressions(value)


def _expressions(value: tuple[Any, ...]) -> Iterator[Expression]:
    for part in value:
        if type(part) in _FIELDS:
            yield part
        elif isinstance(part, tuple):
            yield from _expressions(part)


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and all those within it."""
    waiting = [expression]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += reversed(tuple(children(item)))


def is_pointwise(expression: Expression) -> bool:
    """True for what is told from its own parts alone; False for what looks at who one is, or at whom a group holds."""
    match expression:
        case Fold() | HasRole() | Rank():
            return False
        case (
            Constant()
            | Read()
            | ParameterRead()
            | ScaleRead()
            | Not()
            | Logic()
            | Compare()
            | Among()
            | StartsWith()
            | Arithmetic()
            | Divide()
            | Negative()
            | If()
            | Extreme()
            | Absolute()
            | Round()
            | Age()
            | RowNumber()
            | Select()
            | Listing()
            | Day()
            | Elapsed()
            | Shifted()
            | OverMonths()
        ):
            return True
    assert_never(expression)


def read_by(name: str, variables: Mapping[str, Variable]) -> set[str]:
    """The name of a variable and of all that it reads, directly or not; of the country's variables only the name is known."""
    found: set[str] = set()
    stack = [name]
    while stack:
        current = stack.pop()
        if current in found:
            continue
        found.add(current)
        variable = variables.get(current)
        for formula in variable.formulas if variable is not None else ():
            stack += [item.variable for item in walk(formula.expression) if isinstance(item, Read)]
    return found


def rewritten(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression whose parts, then itself, have been changed by a function."""
    changes: dict[str, Any] = {}
    for name in _FIELDS[type(expression)]:
        old = getattr(expression, name)
        new = _rewritten(old, change)
        if new is not old:
            changes[name] = new
    return change(replace(expression, **changes) if changes else expression)


def _rewritten(value: Any, change: Callable[[Expression], Expression]) -> Any:
    if isinstance(value, tuple):
        parts = tuple(_rewritten(part, change) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if type(value) in _FIELDS:
        return rewritten(value, change)
    return value
