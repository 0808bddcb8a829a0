"""Numpy's functions, by their own names, to terms."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from typing import Literal as OneOf

from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.reading import Reader
from rulespec.importing.openfisca.terms import NO, ZERO, Absolute, Literal, OneOfThese, Rounded, Starts, Term, bare
from rulespec.importing.openfisca.values import Array, Unsaid

Rounding = OneOf["round", "round_up", "round_down", "ceil_to", "floor_to"]


def _pair(reader: Reader, arguments: Sequence[Any], node: ast.AST) -> tuple[Term, Term, str | None]:
    if len(arguments) < 2:
        raise Unsaid("arguments", node)
    one, other = reader.array(arguments[0], node), reader.array(arguments[1], node)
    return one.term, other.term, reader.level(one, other, node)


def _extreme(function: OneOf["min", "max"]) -> Callable[..., Array]:
    def found(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
        left, right, level = _pair(reader, arguments, node)
        return Array(algebra.extreme(function, left, right), level)

    return found


def _clip(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    """`clip(x, 0, 10)`: the least of 10 and the greatest of x and 0."""
    names = ("a_min", "a_max") if "a_min" in named or "a_max" in named else ("min", "max")
    bounds = (*arguments[1:], *(named.get(name) for name in names[len(arguments) - 1 :])) if arguments else ()
    if len(bounds) != 2:
        raise Unsaid("arguments", node)
    found = reader.array(arguments[0], node)
    for extreme, bound in zip((_extreme("max"), _extreme("min")), bounds, strict=True):
        found = found if bound is None else extreme(reader, [found, bound], {}, node)
    return found


def _where(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    if len(arguments) != 3:
        raise Unsaid("arguments", node)
    test, then, otherwise = (reader.array(item, node) for item in arguments)
    for item in (then, otherwise):
        inner = bare(item.term)
        if isinstance(inner, Literal) and isinstance(inner.value, str) and inner.value in ("0", "1"):
            reader.tell("text for truth", node)
            raise Unsaid("fault", node, fault="text for truth")
    level = reader.level(Array(test.term, reader.level(test, then, node)), otherwise, node)
    return Array(algebra.conditional(test.term, then.term, otherwise.term), level)


def _select(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    if len(arguments) < 2:
        raise Unsaid("arguments", node)
    tests, values = reader.items(arguments[0], node), reader.items(arguments[1], node)
    default = arguments[2] if len(arguments) > 2 else named.get("default", 0)
    if len(tests) != len(values):
        raise Unsaid("arguments", node)
    result = reader.array(default, node)
    for test, value in zip(reversed(tests), reversed(values), strict=True):
        result = _where(reader, [test, value, result], {}, node)
    return result


def _not(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    array = reader.array(arguments[0], node)
    return replace(array, term=algebra.negation(array.term))


def _logic(operator: OneOf["and", "or"]) -> Callable[..., Array]:
    def found(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
        left, right, level = _pair(reader, arguments, node)
        join = algebra.conjunction if operator == "and" else algebra.disjunction
        return Array(join(algebra.truth(left), algebra.truth(right)), level)

    return found


def ceiling(term: Term, function: Rounding, figure: Decimal = Decimal(0)) -> Term:
    return Rounded(function, term, figure)


def _rounded(function: Rounding, figure: Decimal) -> Callable[..., Array]:
    def found(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
        array = reader.array(arguments[0], node)
        digits = arguments[1] if len(arguments) > 1 else named.get("decimals", 0)
        wanted = Decimal(digits) if function == "round" and isinstance(digits, int) else figure
        if function == "round":
            reader.tell("half to even", node)
        return replace(array, term=ceiling(algebra.as_number(array.term), function, wanted))

    return found


def _absolute(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    array = reader.array(arguments[0], node)
    return replace(array, term=Absolute(algebra.as_number(array.term)))


def _starts(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    array = reader.array(arguments[0], node)
    text = arguments[1] if len(arguments) > 1 else None
    text = text.decode() if isinstance(text, bytes) else text
    inner = bare(text.term) if isinstance(text, Array) else None
    text = inner.value if isinstance(inner, Literal) else text
    if not isinstance(text, str):
        raise Unsaid("arguments", node)
    return replace(array, term=Starts(array.term, (text,)))


def _among(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    array = reader.array(arguments[0], node)
    items = [reader.array(item, node).term for item in reader.items(arguments[1], node)]
    if not items:
        return replace(array, term=NO)
    return replace(array, term=OneOfThese(array.term, tuple(bare(item) for item in items)))


def _same(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Any:
    return arguments[0]


def _zeros(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    return Array(ZERO, None)


def _full(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    value = arguments[1] if len(arguments) > 1 else named.get("fill_value")
    return replace(reader.array(value, node), level=None)


def _divide(reader: Reader, arguments: Sequence[Any], named: Mapping[str, Any], node: ast.AST) -> Array:
    """`divide(a, b, out=c, where=d)`."""
    left, right, level = _pair(reader, arguments, node)
    quotient = Array(algebra.quotient(left, right), level)
    if "where" not in named:
        return quotient
    return _where(reader, [named["where"], quotient, named.get("out", 0)], {}, node)


NUMPY: Mapping[str, Callable[..., Any]] = {
    "maximum": _extreme("max"), "max_": _extreme("max"), "fmax": _extreme("max"),
    "minimum": _extreme("min"), "min_": _extreme("min"), "fmin": _extreme("min"),
    "clip": _clip, "where": _where, "select": _select,
    "logical_not": _not, "not_": _not, "invert": _not,
    "logical_and": _logic("and"), "and_": _logic("and"), "logical_or": _logic("or"), "or_": _logic("or"),
    "round": _rounded("round", Decimal(0)), "around": _rounded("round", Decimal(0)), "round_": _rounded("round", Decimal(0)),
    "ceil": _rounded("ceil_to", Decimal(1)), "floor": _rounded("floor_to", Decimal(1)),
    "trunc": _rounded("round_down", Decimal(0)),
    "absolute": _absolute, "abs": _absolute, "abs_": _absolute, "fabs": _absolute,
    "startswith": _starts, "isin": _among, "in1d": _among,
    "full_like": _full, "fl_": _full, "full": _full, "divide": _divide, "div_": _divide, "true_divide": _divide,
    "asarray": _same, "array": _same, "zeros": _zeros,
}  # fmt: skip
