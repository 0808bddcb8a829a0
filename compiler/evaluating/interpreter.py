"""An exact interpreter of the checked program: one situation, fractions, no code shared with the generator.

It holds the generated code to account. It knows what the rulebook computes and what a case gives, the country's defaults elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.evaluating.rules import rules_of
from rulespec.compiler.evaluating.scales import answer
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period, Type
from rulespec.compiler.ground.operators import Aggregation
from rulespec.compiler.ground.periods import MIN
from rulespec.compiler.ground.windows import ALWAYS, When, Window, when

Value = Fraction | bool | str | datetime.date | float


class NoValue(Exception):
    """The situation gives no answer: nobody has the role that is read, a parameter has no value on the date, a divisor is 0.

    Nothing else of the interpreter is caught by what calls it: any other exception is a defect of rulespec.
    """


Outside = Callable[[str, str, str | None], Value]


INFINITY = float("inf")


@dataclass(eq=False)
class Reference:
    """The answers of a program for the situation of one case.

    `outside` gives the variables of the country that the case does not: what OpenFisca computes. Without it they are at
    their default value.
    """

    program: ir.Program
    catalog: Catalog
    case: ir.Case
    outside: Outside | None = None
    known: dict[tuple[str, str | None, str], Value] = field(default_factory=dict)
    formulas: dict[str, tuple[ir.Formula, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.variables, self.chained, self.parameters, self.scales = rules_of(self.program)
        self.people = {person.name: dict(person.roles) for person in self.case.people}
        for value in self.case.given:
            self.known[value.variable, value.person, value.period] = _value(value.value)

    def answer(self, variable: str, period: str, person: str | None = None) -> Value:
        """The value of a variable over a period, for a person or for the group of its entity."""
        return self.value(variable, when(period), person)

    def evaluate(self, expression: ir.Expression, entity: str, period: str, person: str | None = None) -> Value:
        """The value of an expression of a rule, for a person or for the group of its entity."""
        at = when(period)
        return Evaluation(self, entity, Period.MONTH if at.month is not None else Period.YEAR, at, person).run(expression)

    def value(self, name: str, at: When, person: str | None) -> Value:
        key = (name, person, at.key)
        if key not in self.known:
            for time in self.missing(name, at, person):
                self.known[name, person, time.key] = self.computed(name, time, person)
        return self.known[key]

    def missing(self, name: str, at: When, person: str | None) -> tuple[When, ...]:
        """A period, after those that a rule that reads its own past has not answered for yet: in order, none is computed within another."""
        times = [at]
        if name in self.chained:
            first = min(formula.start for formula in self.variables[name].formulas if formula.start is not None)
            while (before := times[-1].before).start >= first and (name, person, before.key) not in self.known:
                times.append(before)
        return tuple(reversed(times))

    def computed(self, name: str, at: When, person: str | None) -> Value:
        variable = self.variables.get(name)
        if variable is None:
            country = self.catalog.variable(name)
            assert country is not None
            if self.outside is not None:
                return self.outside(name, at.key, person)
            return default_of(country.type, country.default)
        if variable.end is not None and at.start > variable.end:
            return default_of(variable.type, variable.default)
        formula = None
        for item in self.formulas.get(name, variable.formulas):
            if item.start is None or item.start <= at.start:
                formula = item
        if formula is None:
            return default_of(variable.type, variable.default)
        return Evaluation(self, variable.entity, variable.period, at, person).run(formula.expression)

    def period_of(self, name: str) -> Period:
        variable = self.variables.get(name) or self.catalog.variable(name)
        assert variable is not None
        return variable.period


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Where an expression is evaluated: of whom, in which rule, when."""

    reference: Reference
    entity: str
    period: Period
    at: When
    person: str | None

    def number(self, expression: ir.Expression) -> Fraction | float:
        found = self.run(expression)
        assert isinstance(found, Fraction | float), expression
        return found

    def truth(self, expression: ir.Expression) -> bool:
        found = self.run(expression)
        assert isinstance(found, bool), expression
        return found

    def date(self, expression: ir.Expression) -> datetime.date:
        found = self.run(expression)
        assert isinstance(found, datetime.date), expression
        return found

    def shifted(self, to: ir.Shifted, date: datetime.date, amount: Fraction | float) -> datetime.date:
        try:
            return to.after(date, int(amount))
        except (OverflowError, ValueError) as problem:
            raise NoValue("date") from problem

    def over_months(self, over: ir.OverMonths) -> Value:
        _, person = self.reached(over.read)
        found = [self.reference.value(over.read.variable, at, person) for at in over.read.window.months(self.at)]
        if over.operator is Aggregation.COUNT:
            return Fraction(sum(item is True for item in found))
        numbers = [item for item in found if isinstance(item, Fraction | float)]
        return max(numbers) if over.operator is Aggregation.MAXIMUM else min(numbers)

    def run(self, expression: ir.Expression) -> Value:
        match expression:
            case ir.Constant(value=value):
                return _value(value)
            case ir.Read():
                return self.read(expression)
            case ir.ParameterRead():
                return self.parameter(expression)
            case ir.ScaleRead():
                return self.scale(expression)
            case ir.Not(value=value):
                return not self.truth(value)
            case ir.Logic(operator=operator, items=items):
                return operator.of([self.truth(item) for item in items])
            case ir.Compare(operator=operator, left=left, right=right):
                return operator.holds(self.run(left), self.run(right))
            case ir.Among(value=value, items=items, listed=listed):
                return self.run(value) in (items if listed is None else self.codes(listed))
            case ir.StartsWith(value=value, prefixes=prefixes, listed=listed):
                return str(self.run(value)).startswith(prefixes if listed is None else self.codes(listed))
            case ir.Arithmetic(operator=operator, left=left, right=right):
                return operator.of(self.number(left), self.number(right))
            case ir.Divide(left=left, right=right, default=default):
                divisor = self.number(right)
                if divisor == 0:
                    if default is None:
                        raise NoValue("divisor")
                    return self.number(default)
                return self.number(left) / divisor
            case ir.Negative(value=value):
                return -self.number(value)
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                return self.run(then if self.truth(condition) else otherwise)
            case ir.Extreme(function=function, items=items):
                return function.of([self.number(item) for item in items])
            case ir.Absolute(value=value):
                found = self.number(value)
                return found if found >= 0 else -found
            case ir.Round(mode=mode, value=value, step=step):
                found = self.number(value)
                return found if isinstance(found, float) else mode.of(found, Fraction(step))
            case ir.Fold():
                return self.fold(expression)
            case ir.Day(window=window):
                return window.date(self.at)
            case ir.Age(birth=birth, at=at):
                return Fraction(_age(self.date(birth), self.date(at)))
            case ir.Elapsed(unit=unit, start=start, end=end):
                return Fraction(unit.between(self.date(start), self.date(end)))
            case ir.Shifted(date=date, amount=amount):
                return self.shifted(expression, self.date(date), self.number(amount))
            case ir.OverMonths():
                return self.over_months(expression)
            case ir.RowNumber(tests=tests):
                return Fraction(next((index for index, test in enumerate(tests, start=1) if self.truth(test)), 0))
            case ir.Select(cases=cases, default=default):
                chosen = next((value for test, value in cases if self.truth(test)), default)
                return self.run(chosen)
            case ir.Rank():
                return self.rank(expression)
            case ir.HasRole(entity=entity, role=role):
                return self.holds(self.person or "", entity, role)
            case ir.Listing(cases=cases):
                return " ; ".join(_written(self.run(value)) for test, value in cases if self.truth(test))
        assert_never(expression)

    def holds(self, person: str, entity: str, role: str) -> bool:
        """Whether a person has a role in their group, or one of its sub-roles."""
        held = self.reference.people[person].get(entity)
        found = self.reference.catalog.entities[entity].role(held) if held else None
        return found is not None and role in (held, found.parent)

    def reached(self, read: ir.Read) -> tuple[str, str | None]:
        """The entity and the person that a read goes to."""
        entity, person = self.entity, self.person
        for step in read.via:
            if step in self.reference.catalog.entities:
                entity, person = step, None
            else:
                person = next((name for name, roles in self.reference.people.items() if roles.get(entity) == step), None)
                if person is None:
                    raise NoValue(step)
        return entity, person

    def read(self, read: ir.Read) -> Value:
        _, person = self.reached(read)
        period = self.reference.period_of(read.variable)
        if period is Period.ETERNITY:
            return self.reference.value(read.variable, ALWAYS, person)
        total: Fraction = Fraction(0)
        for at in times_of(read, period, self.at):
            found = self.reference.value(read.variable, at, person)
            if not read.added:
                return found
            assert isinstance(found, Fraction)
            total += found
        return total

    def parameter(self, read: ir.ParameterRead) -> Value:
        at = read.window.date(self.at)
        if not read.own:
            national = self.reference.catalog.parameter(read.path)
            assert national is not None
            plain = [value for date, value in national.values if date <= at]
            if not plain or plain[-1] is None:
                raise NoValue(read.path)
            return Fraction(str(plain[-1]))
        found = _at(self.reference.parameters[read.path].values, at)
        if found is None:
            raise NoValue(read.path)
        return _value(found)

    def codes(self, read: ir.ParameterRead) -> tuple[str, ...]:
        """The codes of a list of the country."""
        national = self.reference.catalog.parameter(read.path)
        assert national is not None
        return national.listed(read.window.date(self.at))

    def scale(self, read: ir.ScaleRead) -> Value:
        scale = self.reference.scales[read.path]
        base = self.number(read.base)
        brackets = []
        for bracket in scale.brackets:
            threshold, value = _at(bracket.threshold, self.at.start), _at(bracket.value, self.at.start)
            if threshold is not None and value is not None:
                first, second = _value(threshold), _value(value)
                assert isinstance(first, Fraction | float) and isinstance(second, Fraction)
                brackets.append((first, second))
        return answer(read.kind, base, brackets, read.above)

    def rank(self, rank: ir.Rank) -> Value:
        """1, and as many as come before: a greater value (or a smaller one), or an equal of someone declared before."""
        chosen = [member for member in self.members(rank) if rank.condition is None or member.truth(rank.condition)]
        values = [(member.person, _ordinal(member.run(rank.value))) for member in chosen]
        ordered = sorted(values, key=lambda item: item[1] if rank.is_rising else -item[1])
        return Fraction(next((place for place, (person, _) in enumerate(ordered, start=1) if person == self.person), 0))

    def members(self, fold: ir.Fold | ir.Rank) -> list[Evaluation]:
        """The members that a fold goes through: those who hold its role, or all."""
        members = []
        for name, roles in self.reference.people.items():
            role = roles.get(fold.entity)
            entity = self.reference.catalog.entities[fold.entity]
            held = entity.role(role) if role else None
            parent = held.parent if held is not None else None
            if role is not None and (fold.role is None or fold.role in (role, parent)):
                person = self.reference.catalog.person.key
                members.append(Evaluation(self.reference, person, self.period, self.at, name))
        return members

    def fold(self, fold: ir.Fold) -> Value:
        members = self.members(fold)
        chosen = [member for member in members if fold.condition is None or member.truth(fold.condition)]
        match fold.operator:
            case Aggregation.COUNT:
                return Fraction(len(chosen))
            case Aggregation.SOME:
                return bool(chosen)
            case Aggregation.NO:
                return not chosen
            case Aggregation.EVERY:
                return len(chosen) == len(members)
            case Aggregation.SUM | Aggregation.MAXIMUM | Aggregation.MINIMUM:
                assert fold.value is not None
                numbers = [member.number(fold.value) for member in chosen]
        if fold.operator is Aggregation.SUM:
            return sum(numbers, Fraction(0))
        if not numbers:
            return Fraction(0)
        return max(numbers) if fold.operator is Aggregation.MAXIMUM else min(numbers)


def _ordinal(value: Value) -> Fraction | float:
    """A number, or the number of a day, to be put in order."""
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    assert isinstance(value, Fraction | float)
    return value


def times_of(read: ir.Read, period: Period, at: When) -> tuple[When, ...]:
    """The periods over which a read looks at its variable, from a rule's: all the months where they are added up, else one."""
    return _times(read.window, read.added, period, at)


@lru_cache(maxsize=4096)
def _times(window: Window, added: bool, period: Period, at: When) -> tuple[When, ...]:
    months = window.months(at)
    if added:
        return months
    return (months[0] if period is Period.MONTH else When(months[0].year),)


def _value(value: ir.Scalar) -> Value:
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else float(value)
    return value


def _written(value: Value) -> str:
    """A value in a list, as text."""
    return format(float(value), ".10g") if isinstance(value, Fraction | float) and not isinstance(value, bool) else str(value)


NOTHING = Fraction(0)
_figure = lru_cache(maxsize=1024)(Fraction)


def default_of(type_: Type, default: object) -> Value:
    """What OpenFisca answers for what nobody gave."""
    match type_.kind:
        case Kind.NUMBER:
            return _figure(str(default)) if default is not None else NOTHING
        case Kind.BOOLEAN:
            return bool(default)
        case Kind.DATE:
            return default if isinstance(default, datetime.date) else datetime.date.fromisoformat(str(default or "1970-01-01"))
        case _:
            return str(default or "")


def _at(values: tuple[ir.DatedValue, ...], date: datetime.date) -> Decimal | bool | None:
    found: Decimal | bool | None = None
    for item in values:
        if item.date <= max(date, MIN):
            found = item.value
    return found


def _age(birth: datetime.date, at: datetime.date) -> int:
    return at.year - birth.year - ((at.month, at.day) < (birth.month, birth.day))
