"""A datum, and the gap that hangs on it, to the values for which the gap is what is wanted: secants, on exact numbers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Value
from rulespec.compiler.ground.kinds import Type

# Nobody tells a larger figure.
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Secant:
    """A number moves by a figure, a date of birth by years back."""

    current: Value
    type: Type
    gap_of: Callable[[ir.Scalar], Fraction | float | None]

    def roots(self, target: Fraction) -> Iterator[ir.Scalar]:
        """The values at which the gap is a target, as near as they can be told: whole where whole is meant, to the coin, never negative."""
        at, gap = Fraction(0), self._gap(Fraction(0))
        slope = self._slope(gap) if isinstance(gap, Fraction) else None
        for _ in range(4):
            if not slope or not isinstance(gap, Fraction):
                return
            following = at + (target - gap) / slope
            yield from self._told(following)
            found = self._gap(following)
            if not isinstance(found, Fraction) or found == target or following == at:
                return
            slope = (found - gap) / (following - at)
            at, gap = following, found

    def _gap(self, move: Fraction) -> Fraction | float | None:
        scalar = self._moved(move)
        return None if scalar is None else self.gap_of(scalar)

    def _slope(self, here: Fraction) -> Fraction | None:
        """How the gap moves with the datum; a larger step where a small one changes nothing."""
        for probe in (1, 100, 10_000, -1):
            found = self._gap(Fraction(probe))
            if isinstance(found, Fraction) and found != here:
                return (found - here) / probe
        return None

    def _moved(self, move: Fraction) -> ir.Scalar | None:
        match self.current:
            case datetime.date():
                year = self.current.year - int(move)
                return self.current.replace(year=year, day=min(self.current.day, 28)) if 1900 <= year <= 2100 else None
            case Fraction() if abs(self.current + move) <= MOST:
                exact = self.current + move
                return Decimal(exact.numerator) / Decimal(exact.denominator)
            case _:
                return None

    def _told(self, move: Fraction) -> Iterator[ir.Scalar]:
        if isinstance(self.current, datetime.date):
            for years in dict.fromkeys((move.__floor__(), move.__ceil__())):
                scalar = self._moved(Fraction(years))
                if scalar is not None:
                    yield scalar
            return
        figure = self._moved(move)
        if not isinstance(figure, Decimal) or not isinstance(self.current, Fraction):
            return
        step = Decimal(1) if self.type.is_counted_whole else self.type.step
        for rounding in (ROUND_FLOOR, ROUND_CEILING):
            value = figure.quantize(step, rounding)
            if value >= 0 or self.current < 0:
                yield value.quantize(Decimal(1)) if value == value.to_integral_value() else value
