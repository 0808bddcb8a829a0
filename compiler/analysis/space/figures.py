"""Two bounds to a figure that stands between them, as a person would choose it."""

from __future__ import annotations

from fractions import Fraction

from rulespec.compiler.analysis.space.folding import Number

CENT = Fraction(1, 100)


def between(low: Number, high: Number, whole: bool, near_high: bool = False, coin: Fraction = CENT) -> Number | None:
    """A value strictly between two bounds, near the lower one unless told; None where a whole number can't stand there."""
    if low == float("-inf") and high == float("inf"):
        return Fraction(0)
    if whole:
        value = Fraction(high) - 1 if low == float("-inf") or (near_high and high != float("inf")) else Fraction(Fraction(low) // 1 + 1)
        value = value if value.denominator == 1 else Fraction(value // 1)
        return value if low < value < high else None
    if low == float("-inf"):
        return Fraction(high) - coin
    step = coin if high == float("inf") else min(coin, (Fraction(high) - Fraction(low)) / 2)
    return Fraction(low) + step
