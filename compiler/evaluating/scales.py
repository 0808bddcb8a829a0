"""The brackets of a scale on a date to what it makes of a base, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from rulespec.compiler.ground.operators import ScaleKind

INFINITY = float("inf")
Exact = Fraction | float
Brackets = list[tuple[Exact, Fraction]]


def answer(kind: ScaleKind, base: Exact, brackets: Brackets, above: bool) -> Exact:
    """What a scale gives; `above`: a single amount is chosen strictly above its threshold. The country's brackets are in any order."""
    brackets = sorted(brackets, key=lambda item: item[0])
    match kind:
        case ScaleKind.SINGLE_AMOUNT:
            chosen = [value for start, value in brackets if (base > start if above else base >= start)]
            return chosen[-1] if chosen else Fraction(0)
        case ScaleKind.MARGINAL_AMOUNT:
            return sum((value for start, value in brackets if base > start), Fraction(0))
        case ScaleKind.MARGINAL_RATE:
            total: Exact = Fraction(0)
            for index, (start, rate) in enumerate(brackets):
                end = brackets[index + 1][0] if index + 1 < len(brackets) else INFINITY
                if base > start:
                    total += (min(base, end) - start) * rate
            return total
        case ScaleKind.LINEAR_AVERAGE:
            return _linear(base, brackets)
    assert_never(kind)


def _linear(base: Fraction | float, brackets: list[tuple[Fraction | float, Fraction]]) -> Fraction | float:
    """The rate rises in a straight line from one threshold to the next."""
    for (start, rate), (end, following) in zip(brackets, brackets[1:], strict=False):
        if start <= base < end:
            slope = Fraction(0) if end == INFINITY else (following - rate) / (end - start)
            return base * (rate + (base - start) * slope)
    return Fraction(0)
