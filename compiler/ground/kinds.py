"""What a value is: its kind, its unit; and the small algebra of units."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from rulespec.compiler.ground.currencies import DECIMALS
from rulespec.compiler.ground.hashing import Hashed, hashed_once

# The base unit of amounts in euros; that of another currency is its code of ISO 4217.
EURO = "€"
CURRENCIES = {(EURO if code == "EUR" else code): decimals for code, decimals in DECIMALS.items()}


class Kind(Enum):
    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"


class Period(Enum):
    """OpenFisca's definition periods."""

    MONTH = "month"
    YEAR = "year"
    ETERNITY = "eternity"


class Flow(Enum):
    """A flow adds up over time (an income); a stock does not (an age, a rent status)."""

    FLOW = "flow"
    STOCK = "stock"
    UNKNOWN = "unknown"


@hashed_once
@dataclass(frozen=True, slots=True)
class Unit(Hashed):
    """A product of base units with exponents, as sorted pairs: € / month is (("€", 1), ("month", -1)).

    `any` stands for a number whose unit the author took away, with VALEUR: it fits everywhere.
    `unknown` stands for one whose unit nobody said: it fits nowhere, until somebody says it.
    """

    powers: tuple[tuple[str, int], ...] = ()
    any: bool = False
    unknown: bool = False

    def times(self, other: Unit, sign: int = 1) -> Unit:
        if self.unknown or other.unknown:
            return UNKNOWN
        if self.any or other.any:
            return ANY
        powers = dict(self.powers)
        for base, exponent in other.powers:
            powers[base] = powers.get(base, 0) + sign * exponent
        return Unit(tuple(sorted((b, e) for b, e in powers.items() if e)))

    def over(self, other: Unit) -> Unit:
        return self.times(other, -1)

    def shared_out(self) -> Unit:
        """The unit of what is « a year », of which a month has a twelfth: « a month »."""
        powers = dict(self.powers)
        if powers.get("year", 0) >= 0:
            return self
        powers["year"] += 1
        powers["month"] = powers.get("month", 0) - 1
        return Unit(tuple(sorted((b, e) for b, e in powers.items() if e)))

    def fits(self, other: Unit) -> bool:
        if self.any or other.any:
            return True
        return not self.unknown and not other.unknown and self.powers == other.powers

    def summed(self, months: int) -> Unit:
        """The unit of what is « a month » once added up over some months: « a year » over twelve, neither over three."""
        powers = dict(self.powers)
        if powers.get("month", 0) >= 0:
            return self
        if months == 1:
            return self
        powers["month"] += 1
        if months == 12:
            powers["year"] = powers.get("year", 0) - 1
        return Unit(tuple(sorted((b, e) for b, e in powers.items() if e)))

    @property
    def is_money(self) -> bool:
        """True where the cents matter: a currency, or a value of unknown unit."""
        return self.any or self.unknown or self.is_known_money

    @property
    def is_known_money(self) -> bool:
        return self.currency is not None

    @property
    def currency(self) -> str | None:
        """The base of the currency in which it counts: « € », « XOF »; None of what is no money."""
        return next((base for base, _ in self.powers if base in CURRENCIES), None)

    @property
    def coin(self) -> Decimal:
        """The smallest amount that can be paid: 0,01 €, 0,001 DT, 1 F CFA; a hundredth of what is no money."""
        return Decimal(1).scaleb(-CURRENCIES.get(self.currency or EURO, 2))

    @property
    def is_over_time(self) -> bool:
        """True of what is counted a month or a year: it adds up from one to the next."""
        return any(base in ("month", "year") and exponent < 0 for base, exponent in self.powers)


ANY = Unit(any=True)
UNKNOWN = Unit(unknown=True)
NONE = Unit()
YEARS = Unit((("year", 1),))
MONTHS = Unit((("month", 1),))


def money(currency: str, period: Period | None = None) -> Unit:
    """The unit of an amount in a currency: « a month » or « a year » where it is of such a period.

    >>> money("XOF", Period.MONTH).powers
    (('XOF', 1), ('month', -1))
    """
    over = {Period.MONTH: "month", Period.YEAR: "year"}.get(period) if period is not None else None
    return unit_of(currency, over)


def flow_of(unit: Unit, period: Period) -> Flow:
    """Whether what has a unit adds up from one of its periods to the next.

    An amount « a year » that is known each month is no month's amount: it is never summed over months, nor a year's shared out among them.
    """
    own = {Period.MONTH: "month", Period.YEAR: "year"}.get(period)
    over = [base for base, exponent in unit.powers if base in ("month", "year") and exponent < 0]
    return Flow.UNKNOWN if not over else Flow.FLOW if own in over else Flow.STOCK


def unit_of(numerator: str, denominator: str | None = None) -> Unit:
    """The unit written `numerator / denominator` in canonical base names.

    >>> unit_of("€", "month").powers
    (('month', -1), ('€', 1))
    """
    powers = {} if numerator == "1" else {numerator: 1}
    if denominator:
        powers[denominator] = powers.get(denominator, 0) - 1
    return Unit(tuple(sorted((b, e) for b, e in powers.items() if e)))


def conversion(source: Unit, target: Unit) -> tuple[int, int] | None:
    """The exact factor (numerator, denominator) from one unit to another; None if there is none.

    Only years and months convert into one another: 1 year = 12 months.

    >>> conversion(unit_of("€", "year"), unit_of("€", "month"))
    (1, 12)
    >>> conversion(YEARS, MONTHS)
    (12, 1)
    >>> conversion(unit_of("€"), YEARS)
    """
    if source.any or target.any or source.unknown or target.unknown:
        return None
    left, right = dict(source.powers), dict(target.powers)
    months_left = left.pop("month", 0) + left.get("year", 0)
    months_right = right.pop("month", 0) + right.get("year", 0)
    years_left, years_right = left.pop("year", 0), right.pop("year", 0)
    if left != right or months_left != months_right:
        return None
    exponent = years_left - years_right
    return (12**exponent, 1) if exponent >= 0 else (1, 12**-exponent)


@hashed_once
@dataclass(frozen=True, slots=True)
class Type(Hashed):
    """What an expression gives.

    Attributes:
        kind: boolean, number, text, date or choice.
        unit: of a number.
        integer: a number without decimals.
        enum: the name of the enumeration, for a choice.
        prefix: a text compared by its beginning (a département against a commune's code).
        codes: the list of codes of which a text or a choice is one (« commune »).
        bare: a literal without a unit, which takes the unit of what it is compared with or added to.
        rate: a number that is written in %: 80 for 0.8 would be a slip.
        unstated: a name to which its author gave no unit.
    """

    kind: Kind
    unit: Unit = NONE
    integer: bool = False
    enum: str | None = field(default=None)
    prefix: bool = False
    codes: str | None = field(default=None, compare=False)
    bare: bool = field(default=False, compare=False)
    rate: bool = field(default=False, compare=False)
    unstated: bool = field(default=False, compare=False)

    @property
    def step(self) -> Decimal:
        """The smallest difference between two values: 1 of a count, the coin of an amount, a hundredth elsewhere."""
        return Decimal(1) if self.integer and not self.unit.is_money else self.unit.coin

    @property
    def is_counted_whole(self) -> bool:
        """True of a count, and of an amount in a currency without cents: nobody declares 100 000,5 F CFA."""
        return self.integer or (self.unit.is_known_money and self.unit.coin == 1)


BOOLEAN = Type(Kind.BOOLEAN)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)


def number(unit: Unit = NONE, integer: bool = False) -> Type:
    """A number of a unit: `number(money("€", Period.MONTH))` is an amount a month; without a unit, a bare count or a rate."""
    return Type(Kind.NUMBER, unit, integer)
