"""Conditions that can't be true together, found from their bounds on one quantity: age ≥ 21 and age < 18."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rulespec.compiler import codes, ir
from rulespec.compiler.diagnostics import Label
from rulespec.compiler.source import Span

if TYPE_CHECKING:
    from rulespec.compiler.assembling import Assembly


@dataclass(frozen=True, slots=True)
class _Bound:
    value: Decimal
    included: bool
    text: str
    span: Span | None


def check_contradictions(tree: ir.ConditionGroup, assembly: Assembly) -> None:
    """Tell the pairs of required conditions that leave no value to a quantity, or no choice."""
    by_name = {variable.name: variable for variable in assembly.done}
    _check_all(tree, {}, {}, by_name, assembly)


Lows = dict[ir.Expression, tuple[_Bound | None, _Bound | None]]
Choices = dict[ir.Expression, tuple[frozenset[ir.Scalar], str]]


def _check_all(group: ir.ConditionGroup, bounds: Lows, choices: Choices, by_name: dict[str, ir.Variable], assembly: Assembly) -> None:
    bounds, choices = dict(bounds), dict(choices)
    others = []
    for item in group.items:
        if item.start is not None or item.until is not None:
            continue  # conditions of different dates never meet
        if item.operator == "leaf":
            for fact in _facts(item, by_name):
                _add(fact, item, bounds, choices, assembly)
        else:
            others.append(item)
    for item in others:
        if item.operator == "all":
            _check_all(item, bounds, choices, by_name, assembly)
        elif item.operator == "any":
            for choice in item.items:
                as_group = choice if choice.operator != "leaf" else ir.ConditionGroup("all", "", items=(choice,))
                if as_group.operator == "all":
                    _check_all(as_group, bounds, choices, by_name, assembly)


def _facts(leaf: ir.ConditionGroup, by_name: dict[str, ir.Variable]) -> list[ir.Expression]:
    """The comparisons that a condition needs all of."""
    expression = leaf.expression
    if isinstance(expression, ir.Read) and expression.own and not expression.via:
        variable = by_name.get(expression.variable)
        if variable is not None and len(variable.formulas) == 1 and variable.role == "condition":
            expression = variable.formulas[0].expression
    if expression is None:
        return []
    return list(expression.items) if isinstance(expression, ir.Logic) and expression.operator == "and" else [expression]


def _add(fact: ir.Expression, leaf: ir.ConditionGroup, bounds: Lows, choices: Choices, assembly: Assembly) -> None:
    if isinstance(fact, ir.Among):
        known = choices.get(fact.value)
        found = frozenset(fact.items)
        if known is not None and not known[0] & found:
            _report(known[1], leaf, None, assembly)
        choices[fact.value] = (known[0] & found if known else found, leaf.label)
        return
    if not isinstance(fact, ir.Compare) or not isinstance(fact.right, ir.Constant) or not isinstance(fact.right.value, Decimal):
        return
    low, high = bounds.get(fact.left, (None, None))
    bound = _Bound(fact.right.value, fact.operator in ("GE", "LE", "EQ"), leaf.label, leaf.span)
    if fact.operator in ("GE", "GT", "EQ") and (low is None or bound.value > low.value or not bound.included):
        low = bound
    if fact.operator in ("LE", "LT", "EQ") and (high is None or bound.value < high.value or not bound.included):
        high = bound
    bounds[fact.left] = (low, high)
    if low is None or high is None or low.text == high.text:
        return
    integer = fact.left.type.integer
    empty = low.value > high.value or (low.value == high.value and not (low.included and high.included))
    if integer and not low.included and not high.included and high.value - low.value <= 1:
        empty = True
    if empty:
        other = low if low.text != leaf.label else high
        _report(other.text, leaf, other.span, assembly)


def _report(text: str, leaf: ir.ConditionGroup, first: Span | None, assembly: Assembly) -> None:
    assert leaf.span is not None
    labels = (Label(first, "first"),) if first is not None else ()
    assembly.diagnostics.report(codes.CONTRADICTION, leaf.span, help="check", labels=labels, left=text, right=leaf.label)
