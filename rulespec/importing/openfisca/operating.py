"""Operators of Python between two values to terms, and the idioms of them that do not do what they seem to."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.dates import Cut, step
from rulespec.importing.openfisca.sources import Module
from rulespec.importing.openfisca.terms import Term, bare
from rulespec.importing.openfisca.values import Array, Unsaid

COMPARED: Mapping[type[ast.cmpop], algebra.Comparison] = {
    ast.Eq: "EQ", ast.NotEq: "NE", ast.Lt: "LT", ast.LtE: "LE", ast.Gt: "GT", ast.GtE: "GE",
}  # fmt: skip
# Operators that are left in Python, as their author wrote them.
SIGNS: Mapping[type[ast.AST], str] = {
    ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//", ast.MatMult: "@", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Invert: "~", ast.In: "in", ast.NotIn: "not in", ast.Div: "/",
}  # fmt: skip


def sign_of(op: ast.AST) -> str:
    return SIGNS.get(type(op), type(op).__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """An idiom that does not do what it seems to, with its line: told, never mended in silence."""

    key: str
    line: int
    text: str
    file: str = ""


class Operations(ABC):
    """What a reader does between two values."""

    module: Module
    faults: list[Fault]

    @abstractmethod
    def array(self, value: Any, node: ast.AST) -> Array:
        """A value as an array of terms. Raises Unsaid for what is none."""

    @abstractmethod
    def static(self, value: Any, node: ast.AST) -> bool:
        """The truth of what does not depend on people nor on the period. Raises Unsaid."""

    def operated(self, op: ast.operator, left: Any, right: Any, node: ast.AST) -> Any:
        if isinstance(left, list | tuple) and isinstance(right, list | tuple) and isinstance(op, ast.Add):
            return [*left, *right]
        if isinstance(left, str) and isinstance(op, ast.Add | ast.Mod):
            if isinstance(op, ast.Add) and isinstance(right, str):
                return left + right
            raise Unsaid("expression", node, what="text")
        if isinstance(left, int | Decimal) and isinstance(right, int | Decimal) and not isinstance(left, bool):
            return self.plain(op, Decimal(left), Decimal(right), node)
        dated = self.dated(op, left, right)
        if dated is not None:
            return dated
        one, other = self.array(left, node), self.array(right, node)
        level = self.level(one, other, node)
        first, second = one.term, other.term
        match op:
            case ast.Mult():
                return Array(algebra.product(first, second), level)
            case ast.BitAnd():
                self.tests(op, first, second, node)
                return Array(algebra.conjunction(algebra.truth(first), algebra.truth(second)), level)
            case ast.BitOr():
                self.tests(op, first, second, node)
                return Array(algebra.disjunction(algebra.truth(first), algebra.truth(second)), level)
            case ast.Add():
                return Array(algebra.addition(first, second), level)
            case ast.Sub():
                return Array(algebra.subtraction(first, second), level)
            case ast.Div():
                return Array(algebra.quotient(first, second), level)
            case ast.Pow() if algebra.number_of(second) == 2:
                return Array(algebra.product(first, first), level)
        raise Unsaid("operator", node, what=sign_of(op))

    def dated(self, op: ast.operator, left: Any, right: Any) -> Any:
        """`+ 1970`, `% 12` on the way from a date to its year or month; None for other arithmetic."""
        if isinstance(left, Array) and isinstance(right, Array) and isinstance(right.term, Cut) and isinstance(op, ast.Sub):
            same = bare(left.term) == bare(right.term.date) and right.term.state == "months"
            return replace(left, term=Cut(right.term.date, "since months")) if same else None
        if isinstance(left, Array) and isinstance(left.term, Cut) and isinstance(right, int):
            sign = {ast.Add: "+", ast.Mod: "%"}.get(type(op), "")
            found = step(left.term.date, left.term.state, f"{sign} {right}")
            return replace(left, term=found) if found is not None else None
        return None

    def tests(self, op: ast.operator, left: Term, right: Term, node: ast.AST) -> None:
        """`a & b > c` takes `a & b` first: bits of a number, no test."""
        if not (algebra.is_yes_no(left) and algebra.is_yes_no(right)):
            self.tell("precedence", node)
            raise Unsaid("fault", node, fault="precedence")

    def plain(self, op: ast.operator, left: Decimal, right: Decimal, node: ast.AST) -> Any:
        match op:
            case ast.Add():
                found = left + right
            case ast.Sub():
                found = left - right
            case ast.Mult():
                found = left * right
            case ast.Div() if right:
                found = left / right
            case ast.Pow() if right == int(right) and abs(right) < 20:
                found = left ** int(right)
            case _:
                raise Unsaid("operator", node, what=sign_of(op))
        return int(found) if found == found.to_integral_value() and abs(found) < 10**9 else found

    def level(self, one: Array, other: Array, node: ast.AST) -> str | None:
        """The population of two arrays; a constant is of any. Raises Unsaid where Python mixes two."""
        if one.level is None or other.level is None or one.level == other.level:
            return other.level if one.level is None else one.level
        raise Unsaid("two populations", node)

    def unary(self, op: ast.unaryop, value: Any, node: ast.AST) -> Any:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return -value if isinstance(op, ast.USub) else value if isinstance(op, ast.UAdd) else not value
        if isinstance(op, ast.Not):
            return not self.static(value, node)
        array = self.array(value, node)
        match op:
            case ast.USub():
                return replace(array, term=algebra.negative(array.term))
            case ast.UAdd():
                return array
            case ast.Invert() if algebra.is_yes_no(array.term):
                return replace(array, term=algebra.negation(array.term))
        raise Unsaid("operator", node, what=sign_of(op))

    def compared(self, node: ast.Compare, values: list[Any], ops: list[ast.cmpop]) -> Any:
        if len(ops) > 1:
            self.tell("chained comparison", node)
            raise Unsaid("fault", node, fault="chained comparison")
        first, second, op = values[0], values[1], ops[0]
        plain = (int, Decimal, str, type(None), list, tuple, dict, set)
        if isinstance(op, ast.Is | ast.IsNot):
            return (first is second) == isinstance(op, ast.Is)
        if isinstance(op, ast.In | ast.NotIn) and isinstance(first, plain) and isinstance(second, plain):
            return (first in second) == isinstance(op, ast.In)  # type: ignore[operator]
        if isinstance(first, plain) and isinstance(second, plain) and isinstance(op, ast.Eq | ast.NotEq):
            return (first == second) == isinstance(op, ast.Eq)
        if type(op) not in COMPARED:
            raise Unsaid("operator", node, what=sign_of(op))
        one, other = self.array(first, node), self.array(second, node)
        self.check_precedence(node, one.term, other.term)
        return Array(algebra.comparison(COMPARED[type(op)], one.term, other.term), self.level(one, other, node))

    def check_precedence(self, node: ast.Compare, left: Term, right: Term) -> None:
        """`a & b > c` is `a & b` first: what is compared is a pair of tests joined by bits."""
        for side, term in ((node.left, left), (node.comparators[0], right)):
            if isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitAnd | ast.BitOr):
                self.tell("precedence", node)
                raise Unsaid("fault", node, fault="precedence")
            if isinstance(side, ast.BinOp) and algebra.is_yes_no(term) and not isinstance(algebra.number_of(right), type(None)):
                self.tell("tests added", node)

    def logic(self, op: ast.boolop, values: list[Any], node: ast.AST) -> Any:
        if any(isinstance(item, Array) and item.level is not None for item in values):
            self.tell("and of arrays", node)
            raise Unsaid("fault", node, fault="and of arrays")
        truths = [self.static(item, node) for item in values]
        return all(truths) if isinstance(op, ast.And) else any(truths)

    def tell(self, key: str, node: ast.AST) -> None:
        text = " ".join(ast.unparse(node).split()) if isinstance(node, ast.expr) else ""
        fault = Fault(key, getattr(node, "lineno", 0), text[:120], f"{self.module.path}")
        if fault not in self.faults:
            self.faults.append(fault)
