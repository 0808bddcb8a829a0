"""The operators of expressions, each with all that it means: what it answers, what it is in Python, what is near it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

Number = Fraction | float


class Comparison(StrEnum):
    """= ≠ < ≤ > ≥, by the names of the grammar's tokens."""

    EQ = "EQ"
    NE = "NE"
    LT = "LT"
    LE = "LE"
    GT = "GT"
    GE = "GE"

    def holds(self, left: Any, right: Any) -> bool:
        """Whether two values of one kind compare so."""
        return bool(COMPARED[self].holds(left, right))

    @property
    def is_order(self) -> bool:
        """Asks which is greater, which has no sense for a choice or a yes / no."""
        return self not in (Comparison.EQ, Comparison.NE)

    @property
    def is_below(self) -> bool:
        return self in (Comparison.LT, Comparison.LE)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison means: said of (right, left), denied, slightly wrong; `sign` as a reader sees it."""

    holds: Callable[[Any, Any], Any]
    python: str
    sign: str
    flipped: Comparison
    opposite: Comparison
    mistaken: Comparison


COMPARED = {
    Comparison.EQ: Compared(operator.eq, "==", "=", Comparison.EQ, Comparison.NE, Comparison.NE),
    Comparison.NE: Compared(operator.ne, "!=", "≠", Comparison.NE, Comparison.EQ, Comparison.EQ),
    Comparison.LT: Compared(operator.lt, "<", "<", Comparison.GT, Comparison.GE, Comparison.LE),
    Comparison.LE: Compared(operator.le, "<=", "≤", Comparison.GE, Comparison.GT, Comparison.LT),
    Comparison.GT: Compared(operator.gt, ">", ">", Comparison.LT, Comparison.LE, Comparison.GE),
    Comparison.GE: Compared(operator.ge, ">=", "≥", Comparison.LE, Comparison.LT, Comparison.GT),
}


class Connective(StrEnum):
    """« et », « ou »."""

    AND = "and"
    OR = "or"

    @property
    def python(self) -> str:
        return "&" if self is Connective.AND else "|"

    @property
    def other(self) -> Connective:
        return Connective.OR if self is Connective.AND else Connective.AND

    def of(self, truths: Iterable[bool]) -> bool:
        return all(truths) if self is Connective.AND else any(truths)


class Operation(StrEnum):
    """Plus, minus, times, by their signs in Python; a division may have no answer and is an expression of its own."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"

    def of(self, left: Number, right: Number) -> Number:
        found: Number = {Operation.PLUS: operator.add, Operation.MINUS: operator.sub, Operation.TIMES: operator.mul}[self](left, right)
        return found


class Extremum(StrEnum):
    """The least or the greatest of several expressions."""

    MIN = "min"
    MAX = "max"

    @property
    def python(self) -> str:
        return "np.minimum" if self is Extremum.MIN else "np.maximum"

    def of(self, numbers: Iterable[Number]) -> Number:
        return min(numbers) if self is Extremum.MIN else max(numbers)


class Aggregation(StrEnum):
    """What is asked of the members of a group, by the names of the grammar's tokens."""

    COUNT = "COUNT"
    SUM = "SUM"
    MAXIMUM = "MAXIMUM"
    MINIMUM = "MINIMUM"
    SOME = "SOME"
    EVERY = "EVERY"
    NO = "NO"

    @property
    def is_extreme(self) -> bool:
        """« maximum de », « minimum de »: of nobody there is none."""
        return self in (Aggregation.MAXIMUM, Aggregation.MINIMUM)

    @property
    def has_value(self) -> bool:
        """Gathers a number of each member, where the others look only at who they are."""
        return self is Aggregation.SUM or self.is_extreme

    @property
    def mistaken(self) -> Aggregation | None:
        """What it is taken for by a slip."""
        pairs = ((Aggregation.SOME, Aggregation.EVERY), (Aggregation.MAXIMUM, Aggregation.MINIMUM))
        return next((other for pair in pairs for one, other in (pair, pair[::-1]) if one is self), None)


class ScaleKind(StrEnum):
    """How a scale makes an amount of its brackets."""

    SINGLE_AMOUNT = "single_amount"
    MARGINAL_RATE = "marginal_rate"
    MARGINAL_AMOUNT = "marginal_amount"
    LINEAR_AVERAGE = "linear_average"

    @property
    def is_rate(self) -> bool:
        """Its values are rates, and its result in the unit of what it is applied to."""
        return self in (ScaleKind.MARGINAL_RATE, ScaleKind.LINEAR_AVERAGE)

    @property
    def has_steps(self) -> bool:
        """A cent more or less at a threshold changes the amount; the amount of rates goes on there without a step."""
        return not self.is_rate

    @property
    def field(self) -> str:
        """The name of a bracket's value in OpenFisca's parameter files."""
        return {ScaleKind.MARGINAL_RATE: "rate", ScaleKind.LINEAR_AVERAGE: "average_rate"}.get(self, "amount")
