"""Amounts of aids to remarks, where it is proved that somebody who has a right to the aid would owe money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, islice, product

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.dimensions import Dimension
from rulespec.compiler.analysis.space.folding import Moment
from rulespec.compiler.analysis.space.regions import Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import Box, TooHard, boxes
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Extremum, Operation
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import SAME

# What an aid may give: the slope of each quantity, what is added to them, where it is written, and the tests that lead there.
MOST_BRANCHES, MOST_BOXES = 64, 64
CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Sum:
    """`slope × quantity + … + offset`, given where tests are true or false."""

    slopes: Mapping[ir.Expression, Fraction]
    offset: Fraction
    span: Span
    tests: tuple[tuple[ir.Expression, bool], ...] = ()

    def times(self, factor: Fraction) -> Sum:
        return replace(self, slopes={subject: slope * factor for subject, slope in self.slopes.items()}, offset=self.offset * factor)

    def plus(self, other: Sum) -> Sum:
        slopes = dict(self.slopes)
        for subject, slope in other.slopes.items():
            slopes[subject] = slopes.get(subject, Fraction(0)) + slope
        kept = {subject: slope for subject, slope in slopes.items() if slope}
        return Sum(kept, self.offset + other.offset, self.span, (*self.tests, *other.tests))

    def where(self, *tests: tuple[ir.Expression, bool]) -> Sum:
        return replace(self, tests=(*tests, *self.tests))


def check_amount(aid: ir.Aid, place: Span, rulebook: Rulebook, diagnostics: Diagnostics) -> None:
    """Tell an amount that goes under zero for data that are not negative themselves; silent where that can't be proved.

    `place` is where the amount is written; in a calculation that it reads, the remark stands at its formula.
    """
    variable = rulebook.variables.get(aid.variable)
    if variable is None or variable.type.kind is not Kind.NUMBER:
        return
    start = variable.formulas[0].start if variable.formulas else None
    for segment in segments([item.expression for item in variable.formulas], start, variable.end, rulebook):
        moment = rulebook.at(segment.start)
        formula = moment.formula(variable)
        told: set[Span] = set()
        for given in islice(_sums(formula, place, moment, 8), MOST_BRANCHES) if formula is not None else ():
            if given.span not in told and _goes_under_zero(given, moment):
                told.add(given.span)
                diagnostics.report(codes.NegativeAmount(name=aid.name), given.span)


def _sums(expression: ir.Expression, span: Span, at: Moment, depth: int) -> Iterator[Sum]:
    """What an expression may give, its choices, calculations and tables opened up."""
    value = at.number(expression)
    if isinstance(value, Fraction):
        yield Sum({}, value, span)
    elif isinstance(expression, ir.If):
        yield from (item.where((expression.condition, True)) for item in _sums(expression.then, span, at, depth))
        yield from (item.where((expression.condition, False)) for item in _sums(expression.otherwise, span, at, depth))
    elif isinstance(expression, ir.Select):
        passed: tuple[tuple[ir.Expression, bool], ...] = ()
        for test, answer in expression.cases:
            yield from (item.where(*passed, (test, True)) for item in _sums(answer, span, at, depth))
            passed = (*passed, (test, False))
        yield from (item.where(*passed) for item in _sums(expression.default, span, at, depth))
    elif isinstance(expression, ir.Extreme):
        yield from _chosen(expression, span, at, depth)
    elif isinstance(expression, ir.Round):
        yield from _sums(expression.value, span, at, depth)
    elif isinstance(expression, ir.Negative):
        yield from (item.times(Fraction(-1)) for item in _sums(expression.value, span, at, depth))
    elif isinstance(expression, ir.Arithmetic):
        yield from _joined(expression, span, at, depth)
    elif isinstance(expression, ir.Divide) and isinstance(divisor := at.number(expression.right), Fraction) and divisor:
        yield from (item.times(1 / divisor) for item in _sums(expression.left, span, at, depth))
    elif isinstance(expression, ir.Read) and expression.own and depth and expression.window == SAME and not expression.via:
        variable = at.variables.get(expression.variable)
        formula = at.formula(variable) if variable is not None and variable.role is not ir.Part.RESOURCES else None
        if variable is not None and formula is not None:
            yield from _sums(formula, variable.formulas[-1].span, at, depth - 1)
        else:
            yield Sum({expression: Fraction(1)}, Fraction(0), span)
    else:
        yield Sum({expression: Fraction(1)}, Fraction(0), span)


def _chosen(extreme: ir.Extreme, span: Span, at: Moment, depth: int) -> Iterator[Sum]:
    """Each item of a MIN or a MAX, where it is the one that is kept."""
    best = Comparison.LE if extreme.function is Extremum.MIN else Comparison.GE
    for item in extreme.items:
        tests = tuple((ir.Compare(best, item, other), True) for other in extreme.items if other is not item)
        yield from (given.where(*tests) for given in _sums(item, span, at, depth))


def _joined(expression: ir.Arithmetic, span: Span, at: Moment, depth: int) -> Iterator[Sum]:
    """A sum or a difference of what two sides may give, or several times a side; a product of two quantities is one."""
    left, right = (list(islice(_sums(item, span, at, depth), MOST_BRANCHES)) for item in (expression.left, expression.right))
    for a, b in product(left, right):
        # What a side's calculation says stands in the sum, where the author will look for it, unless it is all there is.
        a, b = replace(a, span=span), replace(b, span=span)
        if expression.operator is not Operation.TIMES:
            yield a.plus(b if expression.operator is Operation.PLUS else b.times(Fraction(-1)))
        elif not a.slopes or not b.slopes:
            factor, other = (a, b) if not a.slopes else (b, a)
            yield replace(other.times(factor.offset), tests=(*a.tests, *b.tests))
        else:
            yield Sum({expression: Fraction(1)}, Fraction(0), span, (*a.tests, *b.tests))


def _goes_under_zero(given: Sum, at: Moment) -> bool:
    """True where some values of its quantities, which are not negative themselves, make a sum negative and pass its tests."""
    # Of quantities that are not negative, what takes nothing away is not negative: most amounts are looked at no further.
    if given.offset >= 0 and all(slope >= 0 for slope in given.slopes.values()):
        return False
    if not given.slopes or not all(_may_be_anything(subject, at) for subject in given.slopes):
        return False
    space = Space(at)
    asked: list[Formula] = [space.formula(test) if wanted else negation(space.formula(test)) for test, wanted in given.tests]
    here = {space.dimension(subject): slope for subject, slope in given.slopes.items()}
    subjects = [space.dimensions[index].subject for index in here]
    others = [item.subject for index, item in enumerate(space.dimensions) if index not in here]
    # A test that says something of the same quantity in another way may be what forbids it.
    if any(_meets(a, b, at) for a, b in [*combinations(subjects, 2), *product(subjects, others)]):
        return False
    try:
        found = islice(boxes(joined(Connective.AND, tuple(asked)), space.cut()), MOST_BOXES)
        return any(_is_negative_in(box, here, given.offset, space) for box in found)
    except TooHard:
        return False


def _is_negative_in(box: Box, slopes: Mapping[int, Fraction], offset: Fraction, space: Space) -> bool:
    """True where the least of a sum over a box, with nothing negative in it, is under zero."""
    total: Fraction | None = offset
    for index, slope in slopes.items():
        extent = _extent(space.dimensions[index], box.allowed[index])
        if extent is None:
            return False
        value = extent[0] if slope > 0 else extent[1]
        total = None if total is None or value is None else total + slope * value
    return total is None or total < 0


def _extent(dimension: Dimension, mask: int) -> tuple[Fraction, Fraction | None] | None:
    """The least and the greatest that a quantity can be in some of its regions, no less than 0; None for the greatest without end."""
    step = Fraction(1) if dimension.is_whole else CENT
    found: list[tuple[Fraction, Fraction | None]] = []
    for index, region in enumerate(dimension.regions):
        if not mask >> index & 1 or region.low is None or region.high is None:
            continue
        low = Fraction(region.low) if region.is_point else Fraction(0) if region.low < 0 else Fraction(region.low) + step
        high = Fraction(region.high) if region.is_point else None if region.high == float("inf") else Fraction(region.high) - step
        if high is None or high >= max(low, Fraction(0)):
            found.append((max(low, Fraction(0)), high))
    if not found:
        return None
    highs = [high for _, high in found]
    return min(low for low, _ in found), None if None in highs else max(high for high in highs if high is not None)


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
        return any(isinstance(item, ir.Fold) or (isinstance(item, ir.Read) and _is_made(item, at)) for item in ir.walk(other))
    return bool(_all_read(subject, at) & _all_read(other, at))


def _is_made(read: ir.Read, at: Moment) -> bool:
    """True of a rule, whose formula may count members; False of a datum."""
    return read.own and (read.variable not in at.variables or bool(at.variables[read.variable].formulas))


def _all_read(expression: ir.Expression, at: Moment) -> set[str]:
    return {name for item in ir.walk(expression) if isinstance(item, ir.Read) for name in ir.read_by(item.variable, at.variables)}
