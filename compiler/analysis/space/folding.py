"""An expression to its value on a date where it depends on nobody, or to a straight line of one quantity."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.ground.windows import When

Plain = Fraction | float | bool | str | datetime.date
Number = Fraction | float
# An expression may have no value, which is known.
UNASKED = object()


@dataclass(frozen=True)
class Moment:
    """A date, and what the parameters and the rulebook's own variables are on it."""

    date: datetime.date
    parameters: Mapping[str, ir.Parameter]
    scales: Mapping[str, ir.Scale]
    variables: Mapping[str, ir.Variable]
    catalog: Catalog
    names: Mapping[str, str] = field(default_factory=dict)
    known: dict[ir.Expression, Plain | None | object] = field(default_factory=dict, compare=False)

    def parameter(self, read: ir.ParameterRead) -> Plain | None:
        """The value of a parameter, None where it has none on the date."""
        at = read.window.date(When(self.date.year, self.date.month))
        if not read.own:
            national = self.catalog.parameter(read.path)
            if national is None or not any(interval.start <= at < interval.end for interval in national.intervals):
                return None
            values = [value for date, value in national.values if date <= at]
            return Fraction(str(values[-1])) if values else None
        found: Decimal | bool | None = None
        for item in self.parameters[read.path].values:
            if item.date <= at:
                found = item.value
        return None if found is None else plain(found)

    def listed(self, read: ir.ParameterRead) -> tuple[str, ...]:
        """The codes of a list of the country on the date."""
        national = self.catalog.parameter(read.path)
        return () if national is None else national.listed(read.window.date(When(self.date.year, self.date.month)))

    def formula(self, variable: ir.Variable) -> ir.Expression | None:
        """The formula of a variable in force on the date."""
        if variable.end is not None and self.date > variable.end:
            return None
        found = None
        for item in variable.formulas:
            if item.start is None or item.start <= self.date:
                found = item.expression
        return found

    def is_declared(self, expression: ir.Expression) -> bool:
        """True of a datum of one period that no formula computes."""
        if not isinstance(expression, ir.Read) or expression.added:
            return False
        if expression.own:
            return not self.variables[expression.variable].formulas
        national = self.catalog.variable(expression.variable)
        return national is not None and not national.has_formula

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The members of the enumerations of the rulebook, of the first variable that has each."""
        found: dict[str, tuple[str, ...]] = {}
        for variable in self.variables.values():
            if variable.choices is not None:
                found.setdefault(variable.choices.name, tuple(name for name, _ in variable.choices.items))
        return found

    def value(self, expression: ir.Expression) -> Plain | None:
        """The value of an expression that reads no variable; None where it reads one, or has no value."""
        known = self.known.get(expression, UNASKED)
        if known is UNASKED:
            known = self.known[expression] = _fold(expression, self)
        return known  # type: ignore[return-value]

    def number(self, expression: ir.Expression) -> Number | None:
        found = self.value(expression)
        return found if isinstance(found, Fraction | float) and not isinstance(found, bool) else None


def plain(value: ir.Scalar) -> Plain:
    """A scalar as the arithmetic of this module holds it: exact fractions, and infinities."""
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else float(value)
    return value


def _fold(expression: ir.Expression, at: Moment) -> Plain | None:
    match expression:
        case ir.Constant(value=value):
            return plain(value)
        case ir.ParameterRead():
            return at.parameter(expression)
        case ir.Day(window=window):
            return window.date(When(at.date.year, at.date.month))
        case ir.Shifted(date=date, amount=amount):
            start, count = at.value(date), at.number(amount)
            if not isinstance(start, datetime.date) or not isinstance(count, Fraction):
                return None
            try:
                return expression.after(start, int(count))
            except (OverflowError, ValueError):
                return None
        case ir.Elapsed(unit=unit, start=first, end=last):
            start, end = at.value(first), at.value(last)
            if not isinstance(start, datetime.date) or not isinstance(end, datetime.date):
                return None
            return Fraction(unit.between(start, end))
        case ir.Arithmetic(operator=operator, left=left, right=right):
            a, b = at.number(left), at.number(right)
            if a is None or b is None:
                return None
            return operator.of(a, b)
        case ir.Divide(left=left, right=right):
            a, b = at.number(left), at.number(right)
            if a is None or b is None or b == 0:
                return None
            exact = isinstance(a, Fraction) and isinstance(b, Fraction)
            return Fraction(a) / Fraction(b) if exact else float(a) / float(b)
        case ir.Negative(value=value):
            a = at.number(value)
            return None if a is None else -a
        case ir.Extreme(function=function, items=items):
            numbers: list[Number] = [found for item in items if (found := at.number(item)) is not None]
            if len(numbers) < len(items):
                return None
            chosen: Number = function.of(numbers)
            return chosen
        case ir.Absolute(value=value):
            a = at.number(value)
            return None if a is None else a if a >= 0 else -a
        case ir.Round(mode=mode, value=value, step=step):
            a = at.number(value)
            return mode.of(a, Fraction(step)) if isinstance(a, Fraction) else a
        case (
            ir.Read()
            | ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.If()
            | ir.Fold()
            | ir.Age()
            | ir.RowNumber()
            | ir.Select()
            | ir.HasRole()
            | ir.Rank()
            | ir.Listing()
            | ir.OverMonths()
        ):
            return None
    assert_never(expression)


@dataclass(frozen=True, slots=True)
class Line:
    """`slope × subject + offset`, the slope being finite and not 0."""

    subject: ir.Expression
    slope: Fraction
    offset: Fraction

    def at(self, value: Number) -> Number:
        """The subject for which the line has a value."""
        return (value - self.offset) / self.slope

    def of(self, subject: Number) -> Number:
        """The value of the line for a subject."""
        return subject * self.slope + self.offset


def line(expression: ir.Expression, at: Moment) -> Line:
    """The straight line that an expression is of one quantity; the quantity is the expression itself where it is none."""
    alone = Line(expression, Fraction(1), Fraction(0))
    match expression:
        case ir.Negative(value=value):
            inner = line(value, at)
            return Line(inner.subject, -inner.slope, -inner.offset)
        case ir.Arithmetic(operator=operator, left=left, right=right):
            a, b = at.number(left), at.number(right)
            if isinstance(b, Fraction):
                inner = line(left, at)
                if operator is Operation.TIMES:
                    return Line(inner.subject, inner.slope * b, inner.offset * b) if b else alone
                return Line(inner.subject, inner.slope, inner.offset + b if operator is Operation.PLUS else inner.offset - b)
            if isinstance(a, Fraction):
                inner = line(right, at)
                if operator is Operation.TIMES:
                    return Line(inner.subject, inner.slope * a, inner.offset * a) if a else alone
                sign = 1 if operator is Operation.PLUS else -1
                return Line(inner.subject, sign * inner.slope, a + sign * inner.offset)
            return alone
        case ir.Divide(left=left, right=right):
            b = at.number(right)
            if isinstance(b, Fraction) and b:
                inner = line(left, at)
                return Line(inner.subject, inner.slope / b, inner.offset / b)
            return alone
        case (
            ir.Constant()
            | ir.Read()
            | ir.ParameterRead()
            | ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.If()
            | ir.Extreme()
            | ir.Absolute()
            | ir.Round()
            | ir.Fold()
            | ir.Age()
            | ir.RowNumber()
            | ir.Select()
            | ir.HasRole()
            | ir.Rank()
            | ir.Listing()
            | ir.Day()
            | ir.Elapsed()
            | ir.Shifted()
            | ir.OverMonths()
        ):
            return alone
    assert_never(expression)
