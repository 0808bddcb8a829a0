"""The rules of a variable to what decides in them, each with its opposite: bounds, yes / no of choices, terms of MIN and MAX."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.ground.kinds import BOOLEAN, Kind
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Extremum, Operation
from rulespec.compiler.ground.periods import ONE_DAY


@dataclass(frozen=True, slots=True)
class Decision:
    """A part of a rule that a case must show to decide.

    Attributes:
        kind: "edge" (at a bound), "under" or "over" (one step beyond it), "holds" or "fails" (a yes / no), "term" (of a MIN or a MAX).
        altered: the part as it is slightly wrong: a case for which the answer is then another one shows it.
        apart: true of the situations that tell the rule from the altered one; None where no sentence says it.
        stands: the part with its quantity exactly where the case should stand; None for a yes / no and among members.
        term: the item of a MIN or a MAX that is to be the one kept.
        leaf: the condition that holds the part, where it is written in a condition of the aid.
    """

    kind: str
    part: ir.Expression
    altered: ir.Expression
    apart: ir.Expression | None
    leaf: ir.ConditionGroup | None
    stands: ir.Expression | None = None
    term: ir.Expression | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds an expression: the outermost yes / no, the members gone through, the condition of the aid, the choices that lead there.

    `path` leads there among the members, where there are some, `outside` to them.
    """

    outer: ir.Expression | None = None
    fold: ir.Fold | None = None
    leaf: ir.ConditionGroup | None = None
    is_choice: bool = False
    path: tuple[ir.Expression, ...] = ()
    outside: tuple[ir.Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Decider:
    """Looks for what decides; `untouched` are expressions that no author wrote, `leaves` the conditions of the aid."""

    untouched: frozenset[ir.Expression]
    rows: frozenset[str | None]
    leaves: Mapping[ir.Expression, ir.ConditionGroup] = field(default_factory=dict)

    def decisions(self, expression: ir.Expression, around: _Around | None = None) -> Iterator[Decision]:
        around = around or _Around()
        if expression in self.untouched or isinstance(expression, ir.RowNumber | ir.Constant):
            return
        if isinstance(expression, ir.Compare) and isinstance(expression.left, ir.Read) and expression.left.variable in self.rows:
            return
        if expression in self.leaves:
            around = replace(around, leaf=self.leaves[expression], outer=None, is_choice=False)
        if around.outer is None and expression.type.kind is Kind.BOOLEAN:
            around = replace(around, outer=expression)
        inside = replace(around, is_choice=False)
        match expression:
            case ir.Logic(items=items):
                for item in items:
                    yield from self.decisions(item, replace(around, is_choice=True))
            case ir.Not(value=value):
                yield from self.decisions(value, around)
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                yield from self.decisions(condition, replace(around, is_choice=True))
                yield from self.decisions(then, replace(inside, path=(*inside.path, condition)))
                yield from self.decisions(otherwise, replace(inside, path=(*inside.path, ir.negated(condition))))
            case ir.Fold(value=value, condition=condition):
                if around.is_choice:
                    yield from _answers(expression, around)
                within = _Around(fold=expression, leaf=around.leaf, outside=around.path)
                if condition is not None:
                    yield from self.decisions(condition, replace(within, is_choice=True))
                if value is not None:
                    yield from self.decisions(value, replace(within, path=(condition,) if condition is not None else ()))
            case ir.Compare() if has_bound(expression):
                yield from _edges(expression, around)
                yield from self._within(expression, inside)
            case ir.Extreme():
                yield from _terms(expression, around)
                yield from self._within(expression, inside)
            case (
                ir.Read()
                | ir.ParameterRead()
                | ir.ScaleRead()
                | ir.Compare()
                | ir.Among()
                | ir.StartsWith()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.Absolute()
                | ir.Round()
                | ir.Age()
                | ir.Select()
                | ir.HasRole()
                | ir.Rank()
                | ir.Listing()
                | ir.Day()
                | ir.Elapsed()
                | ir.Shifted()
                | ir.OverMonths()
            ):
                if around.is_choice and expression.type.kind is Kind.BOOLEAN:
                    yield from _answers(expression, around)
                yield from self._within(expression, inside)
            case _:
                assert_never(expression)

    def _within(self, expression: ir.Expression, around: _Around) -> Iterator[Decision]:
        for child in ir.children(expression):
            yield from self.decisions(child, around)


def _answers(part: ir.Expression, around: _Around) -> Iterator[Decision]:
    """A yes / no that decides by being true, and by being false."""
    for kind, altered in (("holds", False), ("fails", True)):
        yield _decision(kind, part, ir.Constant(altered, BOOLEAN), around)


def _terms(extreme: ir.Extreme, around: _Around) -> Iterator[Decision]:
    """Each item of a MIN or a MAX that is the one kept: what it would be without it."""
    beyond = Comparison.LT if extreme.function is Extremum.MIN else Comparison.GT
    for index, item in enumerate(extreme.items):
        others = (*extreme.items[:index], *extreme.items[index + 1 :])
        if not others or (isinstance(item, ir.Constant) and not _is_finite(item)):
            continue
        altered = others[0] if len(others) == 1 else replace(extreme, items=others)
        kept = tuple(ir.Compare(beyond, item, other) for other in others)
        apart: ir.Expression = kept[0] if len(kept) == 1 else ir.Logic(Connective.AND, kept)
        yield Decision("term", extreme, altered, _led_to(apart, around), around.leaf, term=item)


def has_bound(part: ir.Expression) -> bool:
    """A comparison of numbers or dates with a side beyond a bound."""
    return (
        isinstance(part, ir.Compare)
        and part.left.type.kind in (Kind.NUMBER, Kind.DATE)
        and part.operator.is_order
        and all(_is_finite(item) for item in (part.left, part.right) if isinstance(item, ir.Constant))
        and (part.left.type.kind is Kind.NUMBER or isinstance(part.right, ir.Constant))
    )


def _edges(part: ir.Compare, around: _Around) -> Iterator[Decision]:
    """A bound that decides where it stands, and one step on its other side."""
    for kind, direction in sides_of(part):
        yield _decision(kind, part, shifted(part, direction), around)


def sides_of(part: ir.Compare) -> tuple[tuple[str, int], tuple[str, int]]:
    """The two things to show of a bound, each with how it is moved to be wrong: at the bound, and one step beyond it."""
    # x ≥ 18 is told from x ≥ 19 by 18 alone, from x ≥ 17 by 17 alone.
    inward = 1 if part.operator in (Comparison.GE, Comparison.LT) else -1
    is_under = part.operator in (Comparison.GE, Comparison.LT)
    if not isinstance(part.right, ir.Constant | ir.ParameterRead) and isinstance(part.left, ir.Constant | ir.ParameterRead):
        is_under = not is_under
    return ("edge", inward), ("under" if is_under else "over", -inward)


def _is_finite(constant: ir.Constant) -> bool:
    return not isinstance(constant.value, Decimal) or constant.value.is_finite()


def step_of(part: ir.Compare) -> Decimal:
    """The smallest step that a comparison knows: a coin, one of what is counted or has a whole bound (nobody has 0,99 child)."""
    sides = (part.left, part.right)
    if any(side.type.unit.is_money for side in sides):
        return next((side.type.unit.coin for side in sides if side.type.unit.is_known_money), Decimal("0.01"))
    bounds = [side.value for side in sides if isinstance(side, ir.Constant) and isinstance(side.value, Decimal)]
    is_whole = any(side.type.integer for side in sides) or any(bound == bound.to_integral_value() != 0 for bound in bounds)
    return Decimal(1) if is_whole and not any(side.type.rate for side in sides) else Decimal("0.01")


def shifted(part: ir.Compare, direction: int) -> ir.Compare:
    """A comparison whose bound is one step away: a whole number, a cent, a day."""
    step = step_of(part) * direction
    if isinstance(part.right, ir.Constant) and isinstance(part.right.value, datetime.date):
        return replace(part, right=replace(part.right, value=part.right.value + ONE_DAY * direction))
    if isinstance(part.right, ir.Constant) and isinstance(part.right.value, Decimal):
        return replace(part, right=replace(part.right, value=part.right.value + step))
    return replace(part, right=ir.Arithmetic(Operation.PLUS, part.right, ir.Constant(step, part.right.type), part.right.type))


def _decision(kind: str, part: ir.Expression, altered: ir.Expression, around: _Around) -> Decision:
    apart: ir.Expression | None = None
    if around.outer is not None:
        apart = _led_to(differing(around.outer, substituted(around.outer, part, altered)), around)
    is_bound = around.fold is None and isinstance(part, ir.Compare) and isinstance(altered, ir.Compare)
    return Decision(kind, part, altered, apart, around.leaf, standing(kind, part, altered) if is_bound else None)


def standing(kind: str, part: ir.Expression, altered: ir.Expression) -> ir.Expression:
    """A comparison with its quantity exactly at the bound, or one step beyond it."""
    assert isinstance(part, ir.Compare) and isinstance(altered, ir.Compare)
    return replace(part, operator=Comparison.EQ, right=part.right if kind == "edge" else altered.right)


def differing(before: ir.Expression, after: ir.Expression) -> ir.Expression:
    """True where two yes / no are not the same."""
    return ir.Logic(
        Connective.OR,
        (ir.Logic(Connective.AND, (before, ir.negated(after))), ir.Logic(Connective.AND, (after, ir.negated(before)))),
    )


def _led_to(apart: ir.Expression, around: _Around) -> ir.Expression:
    """A yes / no asked where it stands: of one of the members, under the choices that lead there."""
    found = ir.Logic(Connective.AND, (*around.path, apart)) if around.path else apart
    if around.fold is not None:
        found = replace(around.fold, operator=Aggregation.SOME, value=None, condition=found, type=BOOLEAN)
    return ir.Logic(Connective.AND, (*around.outside, found)) if around.outside else found


def substituted(expression: ir.Expression, part: ir.Expression, altered: ir.Expression) -> ir.Expression:
    """An expression with one of its parts changed, everywhere it stands."""
    if expression == part:
        return altered
    return ir.rewritten(expression, lambda item: altered if item == part else item)
