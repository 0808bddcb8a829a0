"""An aid's amount as one quantity varies and all else stays: computed exactly, at the rule's own bounds and between them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.changing import answer_if, shown_side, space_of
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.ground.kinds import Kind, Unit

# Points between the bounds, enough for a slope to be seen.
STEPS = 40
MOST = 2


@dataclass(frozen=True, slots=True)
class Curve:
    """Values of a quantity and the amount for each, in order; `bounds` are where the rule turns."""

    name: str
    unit: Unit
    points: tuple[tuple[Fraction, Fraction], ...]
    bounds: tuple[Fraction, ...]
    coin: Fraction


def curves(explainer: Explainer) -> tuple[Curve, ...]:
    """The amount against each sum of money that the aid looks at, at most two; none for a yes / no, or what stays flat."""
    space = space_of(explainer)
    found: list[Curve] = []
    for dimension in space.dimensions:
        subject = dimension.subject
        if dimension.kind is not Kind.NUMBER or not isinstance(subject, ir.Read | ir.Divide | ir.Arithmetic):
            continue
        shown = shown_side(explainer, dimension)
        if not shown.name or shown.type.unit.any or not shown.type.unit.is_money:
            continue
        turns = {Fraction(shown.line.of(region.low)) for region in dimension.regions if isinstance(region.low, Fraction)}
        bounds = sorted(turn for turn in turns if turn > 0)
        if not bounds:
            continue
        top = bounds[-1] * Fraction(5, 4)
        coin = Fraction(shown.type.unit.coin)
        wanted = {top * step / STEPS for step in range(STEPS + 1)} | {
            bound + step for bound in bounds for step in (-coin, Fraction(0), coin)
        }
        points = []
        for value in sorted(wanted):
            answer = answer_if(explainer, subject, Fraction(shown.line.at(value)))
            if isinstance(answer, Fraction):
                points.append((value, answer))
        if len({amount for _, amount in points}) > 1:
            found.append(Curve(shown.name, shown.type.unit, tuple(points), tuple(bounds), coin))
        if len(found) == MOST:
            break
    return tuple(found)
