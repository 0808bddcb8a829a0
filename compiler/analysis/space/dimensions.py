"""A quantity and its regions: its values cut at the bounds of the tests, and for each test the regions where it is true."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.figures import between
from rulespec.compiler.analysis.space.folding import Number, Plain
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Aggregation, Comparison


@dataclass(frozen=True, slots=True)
class Region:
    """Values of a quantity that all tests treat alike.

    An ordered region is a point (`low == high`) or what lies strictly between two bounds; another is `value`, the
    representative of its kind, `alike` being all the values known to belong to it.
    """

    value: Plain
    low: Number | None = None
    high: Number | None = None
    alike: tuple[str, ...] = ()

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high


class Belonging(StrEnum):
    """What is asked of a quantity that has no order: a yes, to be in a list, to start with one of its codes."""

    TRUE = "TRUE"
    IN = "IN"
    STARTS = "STARTS"


@dataclass(frozen=True, slots=True)
class Test:
    """An elementary yes / no on a quantity: a comparison with a bound, or belonging to a list."""

    dimension: int
    operator: Comparison | Belonging
    bound: Number = Fraction(0)
    items: tuple[str, ...] = ()


@dataclass(eq=False)
class Dimension:
    """A quantity that tests look at, and its regions once the space is cut; `is_declared` of what a person declares, nobody computes."""

    subject: ir.Expression
    is_declared: bool = False
    regions: tuple[Region, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.subject.type.kind

    @property
    def is_whole(self) -> bool:
        type_ = self.subject.type
        return type_.is_counted_whole if self.is_declared else type_.integer

    def plausible(self, mask: int) -> Region:
        """Of some regions the one to show: the first that is not negative, since nobody has an income of −0,01."""
        allowed = [region for index, region in enumerate(self.regions) if mask >> index & 1]
        if self.is_age:
            # Seventeen rather than a newborn for « âge < 18 ».
            return next((region for region in allowed if region.value != 0), allowed[0])
        if self.kind is Kind.NUMBER:
            return next((region for region in allowed if isinstance(region.value, Fraction | float) and region.value >= 0), allowed[0])
        return allowed[0]

    @property
    def least(self) -> Fraction | None:
        """Ages and counts are never negative."""
        counted = isinstance(self.subject, ir.Fold) and self.subject.operator is Aggregation.COUNT
        return Fraction(0) if counted or self.is_age else None

    @property
    def is_age(self) -> bool:
        unit = self.subject.type.unit
        # The difference between two ages is in years too, and may be negative.
        is_computed = isinstance(self.subject, ir.Arithmetic | ir.Negative)
        return not is_computed and not unit.any and unit.powers == (("year", 1),)


def ordered(dimension: Dimension, bounds: list[Number]) -> Iterator[Region]:
    """Points and what lies between them, within what the quantity can be."""
    least = dimension.least
    low: Number = float("-inf")
    whole = dimension.is_whole or dimension.kind is Kind.DATE
    if least is not None:
        bounds = [bound for bound in bounds if bound >= least]
        if not bounds or bounds[0] > least:
            yield Region(_value(dimension, least), least, least)
        low = least if not bounds or bounds[0] > least else low
    for bound in [*bounds, float("inf")]:
        if least is None or low >= least:
            inside = between(low, bound, whole, dimension.is_age and low == least, Fraction(dimension.subject.type.unit.coin))
            if inside is not None:
                yield Region(_value(dimension, inside), low, bound)
        if bound != float("inf") and (not whole or Fraction(bound).denominator == 1):
            yield Region(_value(dimension, bound), bound, bound)
        low = bound


def _value(dimension: Dimension, value: Number) -> Plain:
    if dimension.kind is Kind.DATE and isinstance(value, Fraction):
        return datetime.date.fromordinal(max(1, int(value)))
    return value


def grouped(values: tuple[str, ...], tests: list[Test]) -> Iterator[Region]:
    """Values that no test tells apart are one region."""
    known = dict.fromkeys(values, 0)
    for number_, test in enumerate(tests):
        found = (item for item in set(test.items) if item in known) if test.operator is Belonging.IN else starting(known, test.items)
        for value in found:
            known[value] |= 1 << number_
    groups: dict[int, list[str]] = {}
    for value in values:
        groups.setdefault(known[value], []).append(value)
    for alike in groups.values():
        yield Region(alike[0], alike=tuple(alike))


def starting(values: Iterable[str], prefixes: tuple[str, ...]) -> Iterator[str]:
    """The values that start with one of some prefixes: a zone has tens of thousands of both."""
    known = set(prefixes)
    lengths = sorted({len(item) for item in known})
    return (value for value in values if any(value[:length] in known for length in lengths))


class Scale:
    """The regions of a quantity, where the mask of a test is found without looking at them all: both may be thousands."""

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        # From the least to the greatest: where each ends, and the points.
        self.highs = [region.high for region in regions if region.high is not None]
        self.points = {region.low: 1 << index for index, region in enumerate(regions) if region.is_point}
        self.values = {value: 1 << index for index, region in enumerate(regions) for value in region.alike}

    def mask(self, test: Test) -> int:
        """The regions in which a test is true."""
        match test.operator:
            case Belonging.TRUE:
                return sum(1 << index for index, region in enumerate(self.regions) if region.value is True)
            case Belonging.IN:
                return _union(self.values.get(item, 0) for item in set(test.items))
            case Belonging.STARTS:
                return _union(self.values[value] for value in starting(self.values, test.items))
        point = self.points.get(test.bound, 0)
        if test.operator is Comparison.EQ:
            return point
        upto = (1 << bisect_right(self.highs, test.bound)) - 1
        return upto if test.operator is Comparison.LE else upto & ~point


def _union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
