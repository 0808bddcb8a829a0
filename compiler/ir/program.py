"""A whole rulebook, checked: variables, parameters, scales, tables, aids, cases, with spans kept for provenance."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rulespec.compiler.ground.kinds import BOOLEAN, Period, Type
from rulespec.compiler.ground.operators import Connective, ScaleKind
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ir.choices import Grouping, HitPolicy, InteractionKind, Part
from rulespec.compiler.ir.expressions import Constant, Expression, Logic, Scalar, negated

EMAIL = re.compile(r"[^@\s/:]+@[^@\s/:]+\.[^@\s/:.]+\Z")


@dataclass(frozen=True, slots=True)
class Formula:
    """What a variable is worth from `start` on (None: since ever)."""

    start: datetime.date | None
    expression: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """An enumeration of the rulebook: its class, and (name, label) in order."""

    name: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the generated package.

    `role` is what it is for the author. `is_named` says that the author chose the name.
    """

    name: str
    label: str
    entity: str
    period: Period
    type: Type
    role: Part
    span: Span = field(compare=False)
    formulas: tuple[Formula, ...] = ()
    end: datetime.date | None = None
    default: Scalar | None = None
    choices: Choices | None = None
    max_length: int | None = None
    set_input: str | None = None
    references: tuple[Reference, ...] = ()
    documentation: str = ""
    message: str = ""
    document: str = ""
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class DatedValue:
    date: datetime.date
    value: Decimal | bool | None
    reference: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    path: str
    label: str
    type: Type
    values: tuple[DatedValue, ...]
    span: Span = field(compare=False)
    reference: str | None = None
    link: str | None = None
    valid_until: datetime.date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bracket:
    threshold: tuple[DatedValue, ...]
    value: tuple[DatedValue, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    path: str
    label: str
    kind: ScaleKind
    type: Type
    base: Type
    brackets: tuple[Bracket, ...]
    span: Span = field(compare=False)
    reference: str | None = None
    link: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A named list of codes; `constant` is its name in the generated module."""

    name: str
    constant: str
    codes: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a decision table: a yes / no for each input, a value for each output, and their texts as written."""

    tests: tuple[Expression, ...]
    outputs: tuple[Expression | None, ...]
    texts: tuple[str, ...]
    span: Span = field(compare=False)
    reference: str = ""
    note: str = ""

    @property
    def test(self) -> Expression:
        """True where the row applies."""
        needed = tuple(test for test in self.tests if not (isinstance(test, Constant) and test.value is True))
        if not needed:
            return Constant(True, BOOLEAN)
        return needed[0] if len(needed) == 1 else Logic(Connective.AND, needed)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table as checked: its rows in the order in which they are tried, what answers where none applies.

    `row` is the variable that gives the number of the row that applies (0: none), for the policies that choose one.
    """

    name: str
    policy: HitPolicy
    entity: str
    period: Period
    inputs: tuple[tuple[str, Expression], ...]
    outputs: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]
    otherwise: TableRow | None
    row: str | None
    span: Span = field(compare=False)
    start: datetime.date | None = None
    end: datetime.date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """The conditions of an aid as a tree, for explanations."""

    operator: Grouping
    label: str
    variable: str | None = None
    expression: Expression | None = None
    items: tuple[ConditionGroup, ...] = ()
    message: str = ""
    reference: str = ""
    start: datetime.date | None = None
    until: datetime.date | None = None
    span: Span | None = field(default=None, compare=False)

    def at(self, date: datetime.date | None) -> Expression | None:
        """The yes / no of the group among its conditions in force on a date (None: since ever); None where none is."""
        on = date or datetime.date.min
        if (self.start is not None and on < self.start) or (self.until is not None and on > self.until):
            return None
        if self.operator is Grouping.LEAF:
            return self.expression
        items = [found for item in self.items if (found := item.at(date)) is not None]
        if not items:
            return None
        joined = items[0] if len(items) == 1 else Logic(self.operator.connective, tuple(items))
        return negated(joined) if self.operator is Grouping.NONE else joined


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a case: their data, and their role in each group."""

    name: str
    values: tuple[tuple[str, str, Scalar], ...]
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseValue:
    """A variable of a person or a group, over a period ("2025-10", "2023"), given or expected."""

    variable: str
    entity: str
    person: str | None
    period: str
    value: Scalar
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    period: str
    people: tuple[Person, ...]
    given: tuple[CaseValue, ...]
    expected: tuple[CaseValue, ...]
    margin: Decimal
    to_confirm: bool
    span: Span = field(compare=False)
    document: str = ""


@dataclass(frozen=True, slots=True)
class CardText:
    """A text of the card that pages show as it is written.

    Attributes:
        field: of the document, by its canonical name.
        is_way: a way to apply or to ask, else a fact about the aid.
        simulator: the field of the simulator's file that holds it, "" where there is none.
    """

    field: str
    text: str
    is_way: bool
    simulator: str = ""

    @property
    def address(self) -> str:
        """Where it leads: an https address, `mailto:` and an e-mail address; "" for a text.

        >>> CardText("contact", "aides@ville.fr", True).address
        'mailto:aides@ville.fr'
        """
        if self.text.startswith("https://"):
            return self.text
        return f"mailto:{self.text}" if EMAIL.match(self.text) else ""


@dataclass(frozen=True, slots=True)
class Aid:
    """The card of an aid and the variables that answer for it."""

    id: str
    name: str
    variable: str
    eligibility: str | None
    entity: str
    span: Span = field(compare=False)
    summary: str = ""
    organisation: str = ""
    state: str = "draft"
    payment: str = "other"
    conditions: ConditionGroup | None = None
    unmodelled: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    texts: tuple[CardText, ...] = ()
    unit: str = ""
    coin: Decimal = Decimal("0.01")
    documents_needed: tuple[str, ...] = ()
    legend: str = ""
    prefix: str = ""
    maintainer: str = ""
    simulator: tuple[tuple[str, Any], ...] = ()
    computed_elsewhere: bool = False
    document: str = ""
    # The variable whose figure the simulator shows, where it is not the aid's own: 12,5 of an aid of 12,5 %, which is 0,125.
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who pays for aids; `simulator` holds the fields that only the simulator reads."""

    id: str
    name: str
    kind: str
    span: Span = field(compare=False)
    siren: str = ""
    insee: str = ""
    departments: tuple[str, ...] = ()
    logo: str = ""
    simulator: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Interaction:
    """What an aid declares of another; `target` is a variable, `name` what is written.

    `held` is False where the rules of the target do not read the aid.
    """

    aid: str
    kind: InteractionKind
    name: str
    target: str
    span: Span = field(compare=False)
    held: bool = True


@dataclass(frozen=True, slots=True)
class Replacement:
    """A variable of the country whose formula is, from `start` on (None: since ever), what a variable of the rulebook gives."""

    country: str
    variable: str
    start: datetime.date | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Modification:
    """A parameter of the country that has other values from their dates on."""

    path: str
    values: tuple[DatedValue, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ModifiedScale:
    """A scale of the country that has other brackets from a date on."""

    path: str
    start: datetime.date
    kind: ScaleKind
    brackets: tuple[Bracket, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole rulebook, checked, in dependency order; `names` are variables as the trade calls them.

    `terms` are the expressions that the lexicon wrote, `term_names` how documents call them.
    `cards` are the aids that a variable of another package computes.
    `replacements`, `modifications` and `modified_scales` are what the country is changed by: an OpenFisca reform beside the extension.
    `national_scales` are the scales of the country that rules apply.
    """

    package: str
    title: str
    version: str
    root: str
    variables: tuple[Variable, ...]
    parameters: tuple[Parameter, ...]
    scales: tuple[Scale, ...]
    zones: tuple[Zone, ...]
    aids: tuple[Aid, ...]
    cases: tuple[Case, ...]
    language: str = "fr"
    tables: tuple[Table, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    cards: tuple[Aid, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    simulator: str = ""
    interactions: tuple[Interaction, ...] = ()
    terms: frozenset[Expression] = frozenset()
    term_names: tuple[tuple[Expression, str], ...] = ()
    replacements: tuple[Replacement, ...] = ()
    modifications: tuple[Modification, ...] = ()
    national_scales: tuple[Scale, ...] = ()
    modified_scales: tuple[ModifiedScale, ...] = ()
    _by_name: dict[str, Variable] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def by_name(self) -> Mapping[str, Variable]:
        """The variables by their names: cases, pages and proofs look them up thousands of times."""
        if not self._by_name:
            self._by_name.update((variable.name, variable) for variable in self.variables)
        return self._by_name

    @property
    def has_reform(self) -> bool:
        """True where the rulebook changes what the country itself answers."""
        return bool(self.replacements or self.modifications or self.modified_scales)

    def variable(self, name: str) -> Variable | None:
        return self.by_name.get(name)
