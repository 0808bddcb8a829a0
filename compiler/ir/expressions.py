"""Typed expressions in OpenFisca's own terms: no name left to look up."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from rulespec.compiler.ground.hashing import Hashed, hashed_once
from rulespec.compiler.ground.kinds import BOOLEAN, DATE, Type
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Extremum, Operation, ScaleKind
from rulespec.compiler.ground.periods import Duration, MonthEdge
from rulespec.compiler.ground.windows import SAME, Window


class Rounding(Enum):
    """Where a number goes among the multiples of a step; -2.5 with a step of 1 becomes -3, -3, -2, -2, -3.

    The names of the language are a spreadsheet's: ARRONDI, ARRONDI.SUP, ARRONDI.INF, PLAFOND, PLANCHER.
    """

    HALF_AWAY = "half_up"
    AWAY_FROM_ZERO = "round_up"
    TOWARDS_ZERO = "round_down"
    ABOVE = "step_above"
    BELOW = "step_below"

    def of(self, value: Fraction, step: Fraction) -> Fraction:
        """The multiple of a step, exactly.

        >>> [int(rounding.of(Fraction(-5, 2), Fraction(1))) for rounding in Rounding]
        [-3, -3, -2, -2, -3]
        """
        scaled = value / step
        match self:
            case Rounding.ABOVE:
                return -(-scaled // 1) * step
            case Rounding.BELOW:
                return (scaled // 1) * step
            case Rounding.HALF_AWAY:
                size = (abs(scaled) + Fraction(1, 2)) // 1
            case Rounding.AWAY_FROM_ZERO:
                size = -(-abs(scaled) // 1)
            case Rounding.TOWARDS_ZERO:
                size = abs(scaled) // 1
        return (size if scaled >= 0 else -size) * step


Scalar = Decimal | bool | str | datetime.date


@hashed_once
@dataclass(frozen=True, slots=True)
class Constant(Hashed):
    """A literal; a choice is the name of its member; `Decimal("Infinity")` is infinity."""

    value: Scalar
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Read(Hashed):
    """The value of a variable.

    Attributes:
        via: the way from the population at hand: an entity's key (person to group) or a unique role's (group to person).
        window: the months that are read, told from the period of the rule.
        added: True where the months of the window are added up, or all looked at by an `OverMonths`; else its first is read.
    """

    variable: str
    entity: str
    via: tuple[str, ...]
    window: Window
    added: bool
    type: Type
    own: bool = False
    sized: bool = False


@hashed_once
@dataclass(frozen=True, slots=True)
class ParameterRead(Hashed):
    """A parameter at the first day of the period, or of a window told from it, of which it is the day."""

    path: str
    type: Type
    own: bool
    name: str
    window: Window = SAME


@hashed_once
@dataclass(frozen=True, slots=True)
class ScaleRead(Hashed):
    """A scale applied to a base.

    `above` is True where a single amount is chosen strictly above its threshold.
    """

    path: str
    kind: ScaleKind
    base: Expression
    type: Type
    own: bool
    name: str
    above: bool = False


@hashed_once
@dataclass(frozen=True, slots=True)
class Not(Hashed):
    value: Expression
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class Logic(Hashed):
    """`and` / `or` of its items."""

    operator: Connective
    items: tuple[Expression, ...]
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class Compare(Hashed):
    """A comparison between two values of one kind."""

    operator: Comparison
    left: Expression
    right: Expression
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class Among(Hashed):
    """True where the value is one of those listed; `zone` names the list where it has a name.

    `listed` is a list of the country, which changes from date to date: `items` is then empty. The same of `StartsWith`.
    """

    value: Expression
    items: tuple[Scalar, ...]
    zone: str | None = None
    listed: ParameterRead | None = None
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class StartsWith(Hashed):
    value: Expression
    prefixes: tuple[str, ...]
    zone: str | None = None
    listed: ParameterRead | None = None
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class Arithmetic(Hashed):
    """Plus, minus or times."""

    operator: Operation
    left: Expression
    right: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Divide(Hashed):
    """`default` answers where the divisor is 0; None where it can't be."""

    left: Expression
    right: Expression
    default: Expression | None
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Negative(Hashed):
    value: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class If(Hashed):
    condition: Expression
    then: Expression
    otherwise: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Extreme(Hashed):
    """The least or the greatest of its items."""

    function: Extremum
    items: tuple[Expression, ...]
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Absolute(Hashed):
    value: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Round(Hashed):
    """To a multiple of `step`."""

    mode: Rounding
    value: Expression
    step: Decimal
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Fold(Hashed):
    """What is asked of the members of a group who hold a role.

    `value` and `condition` are told of the member (a person). An empty MAXIMUM or MINIMUM is 0.
    """

    operator: Aggregation
    entity: str
    role: str | None
    value: Expression | None
    condition: Expression | None
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Rank(Hashed):
    """The place of a person among the members of their group who hold a role: 1 for the greatest value, or the least.

    It is 0 for who is not of them. `value` (a number or a date) and `condition` are told of each member. Equals follow the
    order in which people are declared.
    """

    entity: str
    role: str | None
    value: Expression
    condition: Expression | None
    is_rising: bool
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Day(Hashed):
    """A day told from the period of the rule: its first, « le 31 décembre de l'année n-1 »."""

    window: Window = SAME
    type: Type = DATE


@hashed_once
@dataclass(frozen=True, slots=True)
class Age(Hashed):
    """Whole years from a date of birth to a day, the first of the period unless told; a birthday on that day counts.

    Who was born on 29 February is a year older on 1 March of a year without it.
    """

    birth: Expression
    type: Type
    at: Expression = Day()


@hashed_once
@dataclass(frozen=True, slots=True)
class Elapsed(Hashed):
    """The whole days, months or years from a date to another; below 0 where that one comes before."""

    unit: Duration
    start: Expression
    end: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Shifted(Hashed):
    """The date so many days, months or years after another; before it where `amount` is below 0.

    `edge` takes the first or the last day of the month that is reached.
    """

    unit: Duration
    date: Expression
    amount: Expression
    type: Type = DATE
    edge: MonthEdge | None = None

    def after(self, date: datetime.date, count: int) -> datetime.date:
        """The date reached from another. Raises OverflowError or ValueError past the calendar."""
        found = self.unit.after(date, count)
        return found if self.edge is None else self.edge.of(found)


@hashed_once
@dataclass(frozen=True, slots=True)
class OverMonths(Hashed):
    """What a variable is over the months of the window of its read: in how many it is true, its greatest or its least value."""

    operator: Aggregation
    read: Read
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class RowNumber(Hashed):
    """The number (from 1) of the first test that is true, 0 if none is."""

    tests: tuple[Expression, ...]
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class Select(Hashed):
    """The value of the first case whose test is true, else the default."""

    cases: tuple[tuple[Expression, Expression], ...]
    default: Expression
    type: Type


@hashed_once
@dataclass(frozen=True, slots=True)
class HasRole(Hashed):
    """True of the persons who hold a role in a group."""

    entity: str
    role: str
    type: Type = BOOLEAN


@hashed_once
@dataclass(frozen=True, slots=True)
class Listing(Hashed):
    """The values of the cases whose tests are true, in order, as one text: « a ; b »."""

    cases: tuple[tuple[Expression, Expression], ...]
    type: Type


Expression = (
    Constant
    | Read
    | ParameterRead
    | ScaleRead
    | Not
    | Logic
    | Compare
    | Among
    | StartsWith
    | Arithmetic
    | Divide
    | Negative
    | If
    | Extreme
    | Absolute
    | Round
    | Fold
    | Day
    | Age
    | Elapsed
    | Shifted
    | OverMonths
    | RowNumber
    | Select
    | HasRole
    | Rank
    | Listing
)


def negated(expression: Expression) -> Expression:
    """The opposite of a yes / no, without a double negation."""
    return expression.value if isinstance(expression, Not) else Not(expression)
