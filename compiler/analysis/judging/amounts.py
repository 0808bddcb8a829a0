"""Amounts of aids to remarks, where it is proved that somebody who has a right to the aid would owe money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import Moment, line
from rulespec.compiler.analysis.space.regions import Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import TooHard, box_of
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import Kind, number
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import SAME

# An amount, where it is written, and what must be true (or false) for the aid to give it.
Branch = tuple[ir.Expression, Span, tuple[tuple[ir.Expression, bool], ...]]


def check_amount(aid: ir.Aid, place: Span, rulebook: Rulebook, diagnostics: Diagnostics) -> None:
    """Tell an amount that goes under zero along a straight line of one quantity; silent where that is not what the amount is.

    `place` is where the amount is written; in a calculation that it reads, the remark stands at its formula.
    """
    variable = rulebook.variables.get(aid.variable)
    if variable is None or variable.type.kind is not Kind.NUMBER:
        return
    start = variable.formulas[0].start if variable.formulas else None
    for segment in segments([item.expression for item in variable.formulas], start, variable.end, rulebook):
        moment = rulebook.at(segment.start)
        formula = moment.formula(variable)
        for amount, span, tests in _branches(formula, place, (), moment, 8) if formula is not None else ():
            if _goes_under_zero(amount, tests, moment):
                diagnostics.report(codes.NegativeAmount(name=aid.name), span)


def _branches(
    expression: ir.Expression, span: Span, tests: tuple[tuple[ir.Expression, bool], ...], at: Moment, depth: int
) -> Iterator[Branch]:
    """The amounts that an aid may give, its calculations and tables opened up."""
    if isinstance(expression, ir.If):
        yield from _branches(expression.then, span, (*tests, (expression.condition, True)), at, depth)
        yield from _branches(expression.otherwise, span, (*tests, (expression.condition, False)), at, depth)
    elif isinstance(expression, ir.Select):
        for test, value in expression.cases:
            yield from _branches(value, span, (*tests, (test, True)), at, depth)
            tests = (*tests, (test, False))
        yield from _branches(expression.default, span, tests, at, depth)
    elif isinstance(expression, ir.Round):
        yield from _branches(expression.value, span, tests, at, depth)
    elif isinstance(expression, ir.Read) and expression.own and depth and expression.window == SAME and not expression.via:
        variable = at.variables.get(expression.variable)
        formula = at.formula(variable) if variable is not None else None
        if variable is not None and formula is not None:
            yield from _branches(formula, variable.formulas[-1].span, tests, at, depth - 1)
    else:
        yield expression, span, tests


def _goes_under_zero(amount: ir.Expression, tests: tuple[tuple[ir.Expression, bool], ...], at: Moment) -> bool:
    """True where some value of the one quantity, which is not negative itself, makes the amount negative and passes the tests."""
    straight = line(amount, at)
    if straight.subject == amount or not _may_be_anything(straight.subject, at):
        return False
    space = Space(at)
    under = space.formula(ir.Compare(Comparison.LT, amount, ir.Constant(Decimal(0), number(amount.type.unit))))
    asked: list[Formula] = [space.formula(test) if wanted else negation(space.formula(test)) for test, wanted in tests]
    here = space.dimension(straight.subject)
    others = [item.subject for index, item in enumerate(space.dimensions) if index != here]
    if any(_meets(straight.subject, other, at) for other in others):
        return False  # a test that says something of the same quantity in another way: it may be what forbids it
    try:
        box = box_of(joined(Connective.AND, (under, *asked)), space.cut())
    except TooHard:
        return False
    if box is None:
        return False
    shown = space.dimensions[here].plausible(box.allowed[here]).value
    return isinstance(shown, Fraction) and shown >= 0


def _may_be_anything(subject: ir.Expression, at: Moment) -> bool:
    """True of a datum, a base of resources and a number of members: nothing that is written bounds them from above."""
    if isinstance(subject, ir.Fold):
        return subject.operator is Aggregation.COUNT
    if not isinstance(subject, ir.Read):
        return False
    variable = at.variables.get(subject.variable)
    return variable is None or not variable.formulas or variable.role is ir.Part.RESOURCES


def _meets(subject: ir.Expression, other: ir.Expression, at: Moment) -> bool:
    """True where two quantities read a same variable, directly or not; a number of members meets every other one."""
    if isinstance(subject, ir.Fold):
        return any(isinstance(item, ir.Fold) or (isinstance(item, ir.Read) and item.own) for item in ir.walk(other))
    return bool(_all_read(subject, at) & _all_read(other, at))


def _all_read(expression: ir.Expression, at: Moment) -> set[str]:
    return {name for item in ir.walk(expression) if isinstance(item, ir.Read) for name in ir.read_by(item.variable, at.variables)}
