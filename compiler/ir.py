"""The checked program in OpenFisca's own terms: no name left to look up, spans kept for provenance.

Both backends read this: the generator of OpenFisca code, and the exact interpreter that holds it to account.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from rulespec.compiler.kinds import BOOLEAN, Period, Type
from rulespec.compiler.source import Span

Scalar = Decimal | bool | str | datetime.date


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal; a choice is the name of its member; `Decimal("Infinity")` is infinity."""

    value: Scalar
    type: Type


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a variable.

    Attributes:
        via: the way from the population at hand: an entity's key (person to group) or a unique role's (group to person).
        window: "same", "this_year", "first_month", "last_month", "last_3_months", "last_12_months", "n_2", "last_year".
        added: True where the months of the window are added up.
    """

    variable: str
    entity: str
    via: tuple[str, ...]
    window: str
    added: bool
    type: Type
    own: bool = False
    sized: bool = False


@dataclass(frozen=True, slots=True)
class ParameterRead:
    """A parameter at the date of the period."""

    path: str
    type: Type
    own: bool
    name: str


@dataclass(frozen=True, slots=True)
class ScaleRead:
    """A scale applied to a base; kinds: single_amount, marginal_rate, marginal_amount, linear_average.

    `above` is True where a single amount is chosen strictly above its threshold.
    """

    path: str
    kind: str
    base: Expression
    type: Type
    own: bool
    name: str
    above: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    value: Expression
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` / `or` of its items."""

    operator: str
    items: tuple[Expression, ...]
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Compare:
    """EQ NE LT LE GT GE between two values of one kind."""

    operator: str
    left: Expression
    right: Expression
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Among:
    """True where the value is one of those listed; `zone` names the list where it has a name."""

    value: Expression
    items: tuple[Scalar, ...]
    zone: str | None = None
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class StartsWith:
    value: Expression
    prefixes: tuple[str, ...]
    zone: str | None = None
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One of + - ×, as "+", "-", "*"."""

    operator: str
    left: Expression
    right: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class Divide:
    """`default` answers where the divisor is 0; None where it can't be."""

    left: Expression
    right: Expression
    default: Expression | None
    type: Type


@dataclass(frozen=True, slots=True)
class Negative:
    value: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class If:
    condition: Expression
    then: Expression
    otherwise: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min` or `max` of its items."""

    function: str
    items: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Absolute:
    value: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class Round:
    """To a multiple of `step`: "half_up" (commercial, away from zero on ties), "up", "down"."""

    mode: str
    value: Expression
    step: Decimal
    type: Type


@dataclass(frozen=True, slots=True)
class Fold:
    """Over the members of a group who hold a role: COUNT, SUM, MAXIMUM, MINIMUM, SOME, EVERY, NO.

    `value` and `condition` are told of the member (a person). An empty MAXIMUM or MINIMUM is 0.
    """

    operator: str
    entity: str
    role: str | None
    value: Expression | None
    condition: Expression | None
    type: Type


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years from a date of birth to the first day of the period; a birthday on that day counts."""

    birth: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class RowNumber:
    """The number (from 1) of the first test that is true, 0 if none is."""

    tests: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Select:
    """The value of the first case whose test is true, else the default."""

    cases: tuple[tuple[Expression, Expression], ...]
    default: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class HasRole:
    """True of the persons who hold a role in a group."""

    entity: str
    role: str
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Listing:
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
    | Age
    | RowNumber
    | Select
    | HasRole
    | Listing
)


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

    `role` is what it is for the author: "aid", "eligibility", "condition", "calculation", "resources", "table",
    "row", "input", "known", "helper". `is_named` says that the author chose the name.
    """

    name: str
    label: str
    entity: str
    period: Period
    type: Type
    role: str
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
    kind: str
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
        return needed[0] if len(needed) == 1 else Logic("and", needed)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table as checked: its rows in the order in which they are tried, what answers where none applies.

    `row` is the variable that gives the number of the row that applies (0: none), for the policies that choose one.
    """

    name: str
    policy: str
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
    """The conditions of an aid as a tree, for explanations: "all", "any", "none", or a leaf."""

    operator: str
    label: str
    variable: str | None = None
    expression: Expression | None = None
    items: tuple[ConditionGroup, ...] = ()
    message: str = ""
    reference: str = ""
    start: datetime.date | None = None
    until: datetime.date | None = None
    span: Span | None = field(default=None, compare=False)


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
    procedure: str = ""
    form: str = ""
    link: str = ""
    instructions: str = ""
    unit: str = ""
    documents_needed: tuple[str, ...] = ()
    legend: str = ""
    prefix: str = ""
    maintainer: str = ""
    simulator: tuple[tuple[str, Any], ...] = ()
    computed_elsewhere: bool = False
    document: str = ""


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
    """What an aid declares of another: "not_with", "reduces" or "counted_in"; `target` is a variable, `name` what is written.

    `held` is False where the rules of the target do not read the aid.
    """

    aid: str
    kind: str
    name: str
    target: str
    span: Span = field(compare=False)
    held: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """A whole rulebook, checked, in dependency order; `names` are variables as the trade calls them.

    `cards` are the aids that a variable of another package computes.
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

    def variable(self, name: str) -> Variable | None:
        return next((variable for variable in self.variables if variable.name == name), None)


def children(expression: Expression) -> Iterator[Expression]:
    """The expressions directly within an expression."""
    for item in fields(expression):
        yield from _expressions(getattr(expression, item.name))


def _expressions(value: Any) -> Iterator[Expression]:
    if isinstance(value, tuple):
        for part in value:
            yield from _expressions(part)
    elif is_dataclass(value) and not isinstance(value, Type | type):
        yield value  # type: ignore[misc]


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and all those within it."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def read_by(name: str, variables: Mapping[str, Variable]) -> set[str]:
    """The name of a variable and of all that it reads, directly or not; of the country's variables only the name is known."""
    found: set[str] = set()
    stack = [name]
    while stack:
        current = stack.pop()
        if current in found:
            continue
        found.add(current)
        variable = variables.get(current)
        for formula in variable.formulas if variable is not None else ():
            stack += [item.variable for item in walk(formula.expression) if isinstance(item, Read)]
    return found


def rewritten(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression whose parts, then itself, have been changed by a function."""
    changes: dict[str, Any] = {}
    for item in fields(expression):
        old = getattr(expression, item.name)
        new = _rewritten(old, change)
        if new is not old:
            changes[item.name] = new
    return change(replace(expression, **changes) if changes else expression)


def _rewritten(value: Any, change: Callable[[Expression], Expression]) -> Any:
    if isinstance(value, tuple):
        parts = tuple(_rewritten(part, change) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, Type | type):
        return rewritten(value, change)  # type: ignore[arg-type]
    return value
