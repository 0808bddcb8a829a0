"""Columns of numbers to sums that no order changes: whole numbers, added exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy

# A float64 is a whole number of these; the mantissa of `frexp` has 53 bits.
SMALLEST, MANTISSA = 1074, 53
HALF = 26
# More than there are exponents: a key is a group and an exponent.
SPAN = 4096
# Up to so many keys, a place each is counted in; beyond, they are sorted.
MOST_KEYS = 1 << 21


@dataclass(frozen=True, slots=True)
class Exact:
    """A sum of float64 as a whole number of 2**-1074: adding two is exact, whatever comes first."""

    units: int = 0

    def __add__(self, other: Exact) -> Exact:
        return Exact(self.units + other.units)

    def __sub__(self, other: Exact) -> Exact:
        return Exact(self.units - other.units)

    def __float__(self) -> float:
        """The nearest float64, rounded once."""
        return self.units / (1 << SMALLEST)

    def __str__(self) -> str:
        """What a file keeps of it, read back by `exact`: a hexadecimal, and how many zeros follow it in base 2."""
        zeros = (self.units & -self.units).bit_length() - 1 if self.units else 0
        return f"{self.units >> zeros:x}p{zeros}"


def exact(text: str) -> Exact:
    """The sum that a file kept."""
    digits, _, zeros = text.partition("p")
    return Exact(int(digits, 16) << int(zeros))


def exact_sum(values: Any) -> Exact:
    """The exact sum of an array of finite numbers, as float64. Raises OverflowError where one is not finite.

    >>> float(exact_sum([1e16, 1.0, -1e16]))
    1.0
    """
    return exact_sums(values, None, 1)[0]


def exact_sums(values: Any, groups: Any, count: int) -> list[Exact]:
    """The exact sum of each of `count` groups; `groups` gives the group of each value, None where there is one only."""
    array = numpy.asarray(values, dtype=numpy.float64)
    held = array != 0
    array = array[held]
    if not numpy.isfinite(array).all():
        raise OverflowError("not a finite number")
    totals = [0] * count
    if not len(array):
        return [Exact() for _ in totals]
    mantissas, exponents = numpy.frexp(array)
    # Whole numbers of at most 53 bits, then of 27 and 26: sums of 2**26 of these are exact in a float64.
    whole = numpy.ldexp(mantissas, MANTISSA).astype(numpy.int64)
    keys = exponents.astype(numpy.int64) + SMALLEST + (0 if groups is None else numpy.asarray(groups, numpy.int64)[held] * SPAN)
    first = int(keys.min())
    keys -= first
    if int(keys.max()) > MOST_KEYS:
        kinds, keys = numpy.unique(keys, return_inverse=True)
    else:
        kinds = numpy.arange(int(keys.max()) + 1)
    for start in range(0, len(array), 1 << 25):
        part = slice(start, start + (1 << 25))
        high = numpy.bincount(keys[part], weights=(whole[part] >> HALF).astype(numpy.float64), minlength=len(kinds))
        low = numpy.bincount(keys[part], weights=(whole[part] & ((1 << HALF) - 1)).astype(numpy.float64), minlength=len(kinds))
        for index in numpy.nonzero((high != 0) | (low != 0))[0].tolist():
            group, exponent = divmod(int(kinds[index]) + first, SPAN)
            value = (int(high[index]) << HALF) + int(low[index])
            exponent -= MANTISSA
            # Below 0 only for what is smaller than any normal number: its last bits are zeros.
            totals[group] += value << exponent if exponent >= 0 else value >> -exponent
    return [Exact(total) for total in totals]
