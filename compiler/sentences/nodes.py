"""An expression as the expert wrote it: names not yet looked up, every node with its span."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from rulespec.compiler.ground.kinds import Unit
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Operation
from rulespec.compiler.ground.periods import Duration, MonthEdge
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Located):
    """A number as written; `unit` is None where none was written; `percent` is already divided by 100."""

    value: Decimal
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Infinity(Located):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Located):
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Located):
    value: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth(Located):
    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Located):
    """A name: known in the vocabulary or not, the resolver says."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRole(Located):
    """« âge du demandeur »: the value of the one person who has a role."""

    value: Node
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowed(Located):
    """« rsa du mois dernier »."""

    value: Node
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyMean(Located):
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class OverMonths(Located):
    """« nombre de mois où (…) des 12 derniers mois », « maximum mensuel de … »: COUNT, MAXIMUM, MINIMUM."""

    operator: Aggregation
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Located):
    """« le 31 décembre »: a day told from the rule's period."""

    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Located):
    """« le premier jour du mois de A »."""

    edge: MonthEdge
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed(Located):
    """« mois entre A et B »."""

    unit: Duration
    start: Node
    end: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert(Located):
    """« plafond en € / an »."""

    value: Node
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Located):
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Located):
    """`and` or `or` of two items or more."""

    operator: Connective
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Located):
    """One of = ≠ < ≤ > ≥."""

    operator: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Located):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Located):
    value: Node
    items: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Located):
    value: Node
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Located):
    """One of + - ×."""

    operator: Operation
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Divide(Located):
    left: Node
    right: Node
    default: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative(Located):
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Located):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Located):
    """A function, by its canonical name; `written` is how it was typed."""

    function: str
    written: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply(Located):
    """A scale applied to a quantity: « barème des plafonds(nombre d'enfants) »."""

    name: Name
    argument: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantify(Located):
    """« au moins un enfant avec … »: SOME, EVERY or NO."""

    quantifier: Aggregation
    role: str
    condition: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Located):
    """« nombre d'enfants avec … », « somme de … pour les membres avec … »: COUNT, SUM, MAXIMUM, MINIMUM."""

    aggregate: Aggregation
    role: str
    value: Node | None
    condition: Node | None
    default: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank(Located):
    """« rang par âge parmi les enfants avec (…) »: 1 for the greatest, or the least where it is rising."""

    value: Node
    role: str
    condition: Node | None
    is_rising: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HasRole(Located):
    """« est demandeur », « n'est pas un enfant »: the place of a person in a group."""

    role: str
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyValue(Located):
    """A `-` in a table: the input does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaryTest(Located):
    """`> plafond` in a table cell."""

    operator: Comparison
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalTest(Located):
    """`[18..25[`: bounds, and whether each is included."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests(Located):
    """Tests of which one is enough (or none, where negated)."""

    tests: tuple[Node, ...]
    negated: bool = False


Node = (
    Number
    | Infinity
    | Text
    | Date
    | Truth
    | Name
    | OfRole
    | Windowed
    | MonthlyMean
    | OverMonths
    | Day
    | Edge
    | Elapsed
    | Convert
    | Not
    | Logic
    | Compare
    | Between
    | In
    | Starts
    | Arithmetic
    | Divide
    | Negative
    | If
    | Call
    | Apply
    | Quantify
    | Aggregate
    | HasRole
    | Rank
    | AnyValue
    | UnaryTest
    | IntervalTest
    | Tests
)
