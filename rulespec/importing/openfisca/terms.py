"""What a formula says, once its Python is read: terms without Python, each of a kind, on one population."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal as OneOf

from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.windows import SAME, Window


@dataclass(frozen=True, slots=True)
class Term:
    """What all terms are; those below hold terms, names and figures only."""


@dataclass(frozen=True, slots=True)
class Literal(Term):
    value: bool | Decimal | str | datetime.date


@dataclass(frozen=True, slots=True)
class Choice(Term):
    """A member of an enumeration."""

    enum: str
    member: str


@dataclass(frozen=True, slots=True)
class Read(Term):
    """A variable, read over a window.

    Attributes:
        variable: its identifier; `kind` what it gives.
        through: the roles (`famille.demandeur`) and groups by which the reader comes to who has it.
    """

    variable: str
    kind: Kind
    window: Window = SAME
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Term):
    """A parameter by its path, on the day that a window begins with; a `*` of the path is the name of a key's choice."""

    path: str
    window: Window = SAME
    keys: tuple[Term, ...] = ()
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Scaled(Term):
    """A scale of the parameters, applied to a quantity."""

    path: str
    value: Term
    window: Window = SAME


@dataclass(frozen=True, slots=True)
class Arithmetic(Term):
    operator: OneOf["+", "-", "*", "/"]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Divided(Term):
    """A division whose formula says what holds where the divisor is 0."""

    left: Term
    right: Term
    otherwise: Term


@dataclass(frozen=True, slots=True)
class Negative(Term):
    value: Term


@dataclass(frozen=True, slots=True)
class Compare(Term):
    operator: OneOf["EQ", "NE", "LT", "LE", "GT", "GE"]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Between(Term):
    """A value between two bounds, both included."""

    value: Term
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class Logic(Term):
    operator: OneOf["and", "or"]
    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Not(Term):
    value: Term


@dataclass(frozen=True, slots=True)
class If(Term):
    condition: Term
    then: Term
    otherwise: Term


@dataclass(frozen=True, slots=True)
class Extreme(Term):
    function: OneOf["min", "max"]
    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Rounded(Term):
    """A rounding of the rule language, with the figure that it takes: digits, or a step."""

    function: OneOf["round", "round_up", "round_down", "ceil_to", "floor_to"]
    value: Term
    figure: Decimal


@dataclass(frozen=True, slots=True)
class Absolute(Term):
    value: Term


@dataclass(frozen=True, slots=True)
class Fold(Term):
    """What is looked at over the members of a group: those with a role, where `such` holds."""

    operation: OneOf["sum", "count", "some", "every", "max", "min"]
    group: str
    role: str | None = None
    what: Term | None = None
    such: Term | None = None


@dataclass(frozen=True, slots=True)
class HasRole(Term):
    group: str
    role: str


@dataclass(frozen=True, slots=True)
class OneOfThese(Term):
    """A value among literals or choices."""

    value: Term
    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Starts(Term):
    value: Term
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day(Term):
    """The day that a window of the rule's period begins on."""

    window: Window = SAME


@dataclass(frozen=True, slots=True)
class DatePart(Term):
    """The year, month or day of a date."""

    date: Term
    part: str


@dataclass(frozen=True, slots=True)
class Age(Term):
    birth: Term
    at: Term


@dataclass(frozen=True, slots=True)
class Elapsed(Term):
    """The whole days, months or years between two dates."""

    unit: OneOf["days", "months", "years"]
    start: Term
    end: Term


@dataclass(frozen=True, slots=True)
class Named(Term):
    """What the author of the formula gave a name to, on a line; `level`: "" where it is of the rule's own, else of a group's members."""

    name: str
    value: Term
    line: int
    level: str = ""


YES, NO = Literal(True), Literal(False)
ZERO, ONE = Literal(Decimal(0)), Literal(Decimal(1))


def bare(term: Term) -> Term:
    """The term under the names that the author gave it."""
    while isinstance(term, Named):
        term = term.value
    return term


def kind_of(term: Term) -> Kind:
    """What a term gives."""
    match bare(term):
        case Literal(value=value):
            return _literal_kind(value)
        case Choice():
            return Kind.CHOICE
        case Read(kind=kind) | Figure(kind=kind):
            return kind
        case Compare() | Between() | Logic() | Not() | HasRole() | OneOfThese() | Starts():
            return Kind.BOOLEAN
        case Fold(operation=operation):
            return Kind.BOOLEAN if operation in ("some", "every") else Kind.NUMBER
        case If(then=then):
            return kind_of(then)
        case Day():
            return Kind.DATE
        case _:
            return Kind.NUMBER


def _literal_kind(value: bool | Decimal | str | datetime.date) -> Kind:
    match value:
        case bool():
            return Kind.BOOLEAN
        case Decimal():
            return Kind.NUMBER
        case str():
            return Kind.TEXT
    return Kind.DATE


def parts_of(term: Term) -> Iterator[Term]:
    """The terms right under a term."""
    for spec in fields(term):
        value = getattr(term, spec.name)
        if isinstance(value, Term):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Term))


def walk(term: Term) -> Iterator[Term]:
    """A term and all those under it."""
    yield term
    for part in parts_of(term):
        yield from walk(part)


def weigh(term: Term, known: dict[int, tuple[Term, int]]) -> int:
    """How many terms a term is made of, each as often as it stands; `known` keeps what was weighed, since formulas share their parts."""
    if id(term) not in known:
        known[id(term)] = (term, 1 + sum(weigh(part, known) for part in parts_of(term)))
    return known[id(term)][1]


def size(term: Term) -> int:
    return sum(not isinstance(item, Named) for item in walk(term))
