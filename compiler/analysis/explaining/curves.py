"""An aid's amount as one quantity varies and all else stays: computed exactly, at the rule's own bounds and between them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.why import UNNAMED, Explainer
from rulespec.compiler.analysis.space.dimensions import Dimension
from rulespec.compiler.analysis.space.telling import name_of
from rulespec.compiler.ground.kinds import Kind, Unit
from rulespec.compiler.ground.operators import Operation

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


def curves(explainer: Explainer) -> tuple[Curve, ...]:
    """The amount against each sum of money that the aid looks at, at most two; none for a yes / no, or what stays flat."""
    space = explainer.space()
    found: list[Curve] = []
    for dimension in space.dimensions:
        subject = dimension.subject
        if dimension.kind is not Kind.NUMBER or subject.type.unit.any or not subject.type.unit.is_money:
            continue
        shift, shown = _side(explainer, dimension)
        name = name_of(shown, space, explainer.words)
        if not isinstance(subject, ir.Read | ir.Divide | ir.Arithmetic) or UNNAMED in name or shift is None:
            continue
        bounds = sorted({low + shift for region in dimension.regions if isinstance(low := region.low, Fraction) and low + shift > 0})
        if not bounds:
            continue
        top = bounds[-1] * Fraction(5, 4)
        coin = Fraction(subject.type.unit.coin)
        wanted = {top * step / STEPS for step in range(STEPS + 1)} | {
            bound + step for bound in bounds for step in (-coin, Fraction(0), coin)
        }
        points = []
        for value in sorted(wanted):
            answer = explainer.answer_if(subject, value - shift)
            if isinstance(answer, Fraction):
                points.append((value, answer))
        if len({amount for _, amount in points}) > 1:
            found.append(Curve(name, shown.type.unit, tuple(points), tuple(bounds)))
        if len(found) == MOST:
            break
    return tuple(found)


def _side(explainer: Explainer, dimension: Dimension) -> tuple[Fraction | None, ir.Expression]:
    """Of a difference (resources − ceiling) the first side varies: what is to be added to it, and that side."""
    subject = dimension.subject
    if isinstance(subject, ir.Arithmetic) and subject.operator is Operation.MINUS:
        other = explainer.value(subject.right)
        return (other if isinstance(other, Fraction) else None), subject.left
    return Fraction(0), subject
