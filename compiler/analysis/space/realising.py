"""A box of a space to a household: the people, and the values to give so that each quantity stands where the box says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import Moment, Plain
from rulespec.compiler.analysis.space.regions import Space, negation
from rulespec.compiler.analysis.space.solving import Box, TooHard, box_of
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, times_of
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.code_lists import CodeList
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.operators import Aggregation, Operation
from rulespec.compiler.ground.periods import Duration
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import ALWAYS, SAME, When, when
from rulespec.compiler.words import language

# The length of the code of a commune.
CODE = 5
ELSEWHERE = ("75056", "69123", "13055", "59350", "35238", "97411")


class Unrealisable(Exception):
    """No situation could be made for a box: nothing is proposed."""


@dataclass(eq=False)
class Draft:
    """A situation under construction. `people` are kinds of person by name; `given` the values by (variable, person, period)."""

    catalog: Catalog
    kinds: Mapping[str, Mapping[str, str]]
    period: str
    program: ir.Program
    people: dict[str, str] = field(default_factory=dict)
    given: dict[tuple[str, str | None, str], ir.Scalar] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    who: str = ""

    def __post_init__(self) -> None:
        if not self.people:
            self.people[self.claimant] = next(iter(self.kinds), "")

    @property
    def claimant(self) -> str:
        """The person who asks: as the rulebook's tongue says it, or the one whom a case asks about."""
        return self.who or language(self.program.language).names.claimant

    def copied(self) -> Draft:
        """The same situation, to be changed."""
        return replace(self, people=dict(self.people), given=dict(self.given), entities=dict(self.entities))

    def dated(self, period: str) -> Draft:
        """The same situation in another month, all that it tells being as long before."""
        found = self.copied()
        then, now = when(self.period), when(period)
        months = (now.year - then.year) * 12 + (now.month or 1) - (then.month or 1)

        def moved(key: str) -> str:
            at = when(key) if key != ALWAYS.key else ALWAYS
            if at == ALWAYS:
                return key
            return at.shifted(months).key if at.month is not None else When(at.year + now.year - then.year).key

        found.given = {(name, person, moved(key)): value for (name, person, key), value in self.given.items()}
        found.period = period
        return found

    def without(self, name: str) -> Draft:
        """The situation without one of its people."""
        given = {key: value for key, value in self.given.items() if key[1] != name}
        return replace(
            self, people={key: kind for key, kind in self.people.items() if key != name}, given=given, entities=dict(self.entities)
        )

    def doubled(self, name: str) -> Draft:
        """The situation with one person more, like one who is there; another where two are too many. Raises Unrealisable."""
        found = self.copied()
        if not self._is_room_for(self.people[name]):
            found.add_person(self.catalog.groups[0].key, None)
            return found
        other = self._new_name()
        found.people[other] = self.people[name]
        found.given |= {(variable, other, period): value for (variable, who, period), value in self.given.items() if who == name}
        return found

    def _is_room_for(self, kind: str) -> bool:
        return self.catalog.has_room(self._roles(kind), map(self._roles, self.people.values()))

    def _roles(self, kind: str) -> Mapping[str, str]:
        return self.kinds.get(kind) or {group.key: group.roles[0].key for group in self.catalog.groups}

    def _new_name(self) -> str:
        word = language(self.program.language).names.person
        return next(name for number in count(len(self.people) + 1) if (name := f"{word}_{number}") not in self.people)

    def value(self, expression: ir.Expression, entity: str, person: str | None) -> Fraction:
        """What a quantity is in the draft so far."""
        case = self.case("", "", self.program.variables[0].span)
        owner = (person or self.claimant) if self.catalog.entities[entity].is_person else None
        try:
            found = Reference(self.program, self.catalog, case).evaluate(expression, entity, self.period, owner)
        except NoValue as problem:
            raise Unrealisable("value") from problem
        if not isinstance(found, Fraction):
            raise Unrealisable("value")
        return found

    def case(self, name: str, document: str, span: Span, expected: tuple[ir.CaseValue, ...] = ()) -> ir.Case:
        """The case that the draft is, to be confirmed."""
        people = [ir.Person(person, (), tuple(sorted(self._roles(kind).items()))) for person, kind in self.people.items()]
        given = tuple(
            ir.CaseValue(variable, self.entities[variable], person, period, value, span)
            for (variable, person, period), value in self.given.items()
        )
        return ir.Case(name, self.period, tuple(people), given, expected, Decimal("0.005"), True, span, document)

    def add_person(self, entity: str, role: str | None) -> str:
        """A new person with a role in a group. Raises Unrealisable."""
        for kind in self.kinds:
            if self._holds(kind, entity, role) and self._is_room_for(kind):
                name = self._new_name()
                self.people[name] = kind
                return name
        raise Unrealisable(role or entity)

    def holders(self, entity: str, role: str | None) -> list[str]:
        """The people of the draft who have a role."""
        return [name for name, kind in self.people.items() if self._holds(kind, entity, role)]

    def _holds(self, kind: str, entity: str, role: str | None) -> bool:
        info = self.catalog.entities[entity].role(self._roles(kind).get(entity, ""))
        return info is not None and (role is None or role in (info.key, info.parent))


def realise(box: Box, space: Space, draft: Draft, entity: str) -> None:
    """Give a draft the values of a box, for a rule on an entity. Raises Unrealisable."""
    for index in box.touched(space):
        dimension = space.dimensions[index]
        region = dimension.plausible(box.allowed[index])
        value = region.value
        if dimension.kind is Kind.TEXT:
            tests = [number for number, test in enumerate(space.tests) if test.dimension == index]
            value = _code(str(value), [space.tests[number].items for number in tests], _list_of(dimension.subject, draft.catalog))
        put(dimension.subject, value, space.moment, draft, entity, None)


def _list_of(subject: ir.Expression, catalog: Catalog) -> CodeList | None:
    """The list of the codes that a text is one of; that of the whole code where it is looked at by its start too."""
    if not isinstance(subject, ir.Read):
        return None
    return catalog.codes.list_of(catalog.codes.variables.get(subject.variable) or subject.type.codes)


def _code(text: str, known: list[tuple[str, ...]], of: CodeList | None) -> str:
    """A code of the kind that a region stands for: a whole one for a prefix, one of elsewhere for none; of its list where it has one."""
    start = text.removesuffix("…")
    is_start = start != text or (len(start) < CODE and any(start in items for items in known))
    if start and not is_start:
        return text
    if of is not None:
        today = [code for code, entry in of.entries.items() if not entry.is_former]
        usual = [code for code in ELSEWHERE if code in of.entries]
        likely = sorted(code for code in today if code.startswith(start)) if start else (*usual, *today)
    elif start:
        # The first commune of a département is almost always its number followed by 001.
        return start + "001"[len(start) - CODE :] if len(start) >= 2 else start + "0" * (CODE - len(start))
    else:
        likely = ELSEWHERE
    found = next((code for code in likely if not any(code.startswith(items) for items in known if start not in items)), None)
    if found is None:
        raise Unrealisable("elsewhere")
    return found


def _day(expression: ir.Expression, moment: Moment) -> datetime.date:
    """The day that an expression is for everybody. Raises Unrealisable."""
    found = moment.value(expression)
    if not isinstance(found, datetime.date):
        raise Unrealisable("date")
    return found


def _moved(unit: Duration, date: datetime.date, count: Fraction) -> datetime.date:
    """Another day, so many units later. Raises Unrealisable past the calendar."""
    try:
        return unit.after(date, int(count))
    except (OverflowError, ValueError) as problem:
        raise Unrealisable("date") from problem


def _is_computed(read: ir.Read, moment: Moment) -> bool:
    """A rule of the rulebook: what it reads would have to be given, not its answer."""
    variable = moment.variables.get(read.variable)
    return variable is not None and bool(variable.formulas)


def put(subject: ir.Expression, value: Plain, moment: Moment, draft: Draft, entity: str, person: str | None) -> None:
    """Make an expression have a value in a draft."""
    match subject:
        case ir.Read():
            _put_read(subject, value, draft, entity, person)
        case ir.Divide(left=left, right=right) if isinstance(value, Fraction):
            divisor = moment.number(right)
            if divisor is None:
                put(right, Fraction(1), moment, draft, entity, person)
                divisor = Fraction(1)
            put(left, value * Fraction(divisor), moment, draft, entity, person)
        case ir.Arithmetic(operator=operator, left=left, right=right) if isinstance(value, Fraction):
            _put_arithmetic(operator, left, right, value, moment, draft, entity, person)
        case ir.Negative(value=inner) if isinstance(value, Fraction):
            put(inner, -value, moment, draft, entity, person)
        case ir.Extreme(items=items) if isinstance(value, Fraction):
            for item in items:
                if moment.number(item) is None:
                    put(item, value, moment, draft, entity, person)
        case ir.If(then=then) if not isinstance(then, ir.Constant):
            put(then, value, moment, draft, entity, person)
        case ir.Fold():
            _put_fold(subject, value, moment, draft)
        case ir.Age(birth=birth, at=at) if isinstance(value, Fraction):
            put(birth, _moved(Duration.YEAR, _day(at, moment), -value), moment, draft, entity, person)
        case ir.Elapsed(unit=unit, start=start, end=end) if isinstance(value, Fraction):
            if moment.value(end) is None:
                put(end, _moved(unit, _day(start, moment), value), moment, draft, entity, person)
            else:
                put(start, _moved(unit, _day(end, moment), -value), moment, draft, entity, person)
        case ir.Shifted(unit=unit, date=date, amount=amount) if isinstance(value, datetime.date):
            count = moment.number(amount)
            if not isinstance(count, Fraction):
                raise Unrealisable("amount")
            # Of the first or last day of a month, that day itself.
            put(date, _moved(unit, value, -count), moment, draft, entity, person)
        case ir.OverMonths(operator=operator, read=read) if isinstance(value, Fraction) and not _is_computed(read, moment):
            for number, month in enumerate(read.window.months(when(draft.period))):
                told: Plain = value if operator.is_extreme else number < value
                put(replace(read, window=SAME, added=False), told, moment, replace(draft, period=month.key), entity, person)
        case ir.Round(value=inner):
            put(inner, value, moment, draft, entity, person)
        case ir.HasRole(entity=group, role=role):
            if ((person or draft.claimant) in draft.holders(group, role)) is not value:
                raise Unrealisable(role)
        case (
            ir.Constant()
            | ir.Read()
            | ir.ParameterRead()
            | ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Divide()
            | ir.Negative()
            | ir.If()
            | ir.Extreme()
            | ir.Absolute()
            | ir.Round()
            | ir.Age()
            | ir.RowNumber()
            | ir.Select()
            | ir.Listing()
            | ir.Day()
            | ir.Elapsed()
            | ir.Shifted()
            | ir.OverMonths()
            | ir.Rank()
        ):
            raise Unrealisable(type(subject).__name__)
        case _:
            assert_never(subject)


def _put_arithmetic(
    operator: Operation,
    left: ir.Expression,
    right: ir.Expression,
    value: Fraction,
    moment: Moment,
    draft: Draft,
    entity: str,
    person: str | None,
) -> None:
    a, b = moment.number(left), moment.number(right)
    if operator is Operation.TIMES:
        known, other = (a, right) if a is not None else (b, left)
        if not isinstance(known, Fraction) or known == 0:
            raise Unrealisable("*")
        put(other, value / known, moment, draft, entity, person)
        return
    if a is not None:
        put(right, value - Fraction(a) if operator is Operation.PLUS else Fraction(a) - value, moment, draft, entity, person)
    elif b is not None:
        put(left, value - Fraction(b) if operator is Operation.PLUS else value + Fraction(b), moment, draft, entity, person)
    elif operator is Operation.PLUS:
        put(left, value, moment, draft, entity, person)
        put(right, Fraction(0), moment, draft, entity, person)
    else:
        # « resources − ceiling »: the ceiling stays what it is, the resources go to it.
        put(left, value + draft.value(right, entity, person), moment, draft, entity, person)


def _put_read(read: ir.Read, value: Plain, draft: Draft, entity: str, person: str | None) -> None:
    catalog = draft.catalog
    variable_period = _period_of(read, draft)
    target = catalog.entities[read.entity]
    who: str | None = None
    if target.is_person:
        who = person or draft.claimant
        if read.via and not catalog.entities.get(read.via[-1]):
            group = read.via[-2] if len(read.via) > 1 and read.via[-2] in catalog.entities else entity
            holders = draft.holders(group, read.via[-1])
            who = holders[0] if holders else draft.add_person(group, read.via[-1])
    scalar: ir.Scalar
    if isinstance(value, Fraction):
        number = Decimal(value.numerator) / Decimal(value.denominator)
        scalar = number.quantize(read.type.unit.coin) if number != number.to_integral_value() else number.quantize(Decimal(1))
        if read.type.integer and number != number.to_integral_value():
            raise Unrealisable(read.variable)
    elif isinstance(value, float):
        raise Unrealisable(read.variable)
    else:
        scalar = value
    draft.entities[read.variable] = read.entity
    # Of months that are added up, the last bears the whole.
    times = (ALWAYS,) if variable_period is Period.ETERNITY else times_of(read, variable_period, when(draft.period))
    for back, at in enumerate(reversed(times)):
        key = (read.variable, who, at.key)
        known = draft.given.get(key)
        wanted = scalar if back == 0 else Decimal(0)
        if known is not None and known != wanted:
            raise Unrealisable(read.variable)
        draft.given[key] = wanted


def _period_of(read: ir.Read, draft: Draft) -> Period:
    country = draft.catalog.variable(read.variable)
    if country is not None:
        return country.period
    if read.window.is_year and not read.added:
        return Period.YEAR
    return Period.MONTH


def _put_fold(fold: ir.Fold, value: Plain, moment: Moment, draft: Draft) -> None:
    """Members who are counted, or of whom a condition is true; those already there are made not to be."""
    present = draft.holders(fold.entity, fold.role)
    person = draft.catalog.person.key
    if fold.operator in (Aggregation.COUNT, Aggregation.SOME, Aggregation.NO):
        wanted = int(value) if isinstance(value, Fraction) else int((value is True) == (fold.operator is Aggregation.SOME))
        for name in present[wanted:]:
            if fold.condition is None:
                raise Unrealisable("count")
            make(fold.condition, False, moment, draft, person, name)
        for number in range(wanted):
            name = present[number] if number < len(present) else draft.add_person(fold.entity, fold.role)
            if fold.condition is not None:
                make(fold.condition, True, moment, draft, person, name)
        return
    if fold.operator is Aggregation.EVERY:
        name = present[0] if present else draft.add_person(fold.entity, fold.role)
        assert fold.condition is not None
        make(fold.condition, value is True, moment, draft, person, name)
        return
    name = present[0] if present else draft.add_person(fold.entity, fold.role)
    assert fold.value is not None
    put(fold.value, value, moment, draft, person, name)
    if fold.condition is not None:
        make(fold.condition, True, moment, draft, person, name)


def make(condition: ir.Expression, wanted: bool, moment: Moment, draft: Draft, entity: str, person: str | None) -> None:
    """Make a yes / no true or false, of a member where it is a person's. Raises Unrealisable."""
    space = Space(moment)
    formula = space.formula(condition)
    try:
        box = box_of(formula if wanted else negation(formula), space.cut())
    except TooHard as problem:
        raise Unrealisable("condition") from problem
    if box is None:
        raise Unrealisable("condition")
    for index in box.touched(space):
        dimension = space.dimensions[index]
        region = dimension.plausible(box.allowed[index])
        value: Plain = region.value
        if dimension.kind is Kind.TEXT:
            value = _code(
                str(value), [test.items for test in space.tests if test.dimension == index], _list_of(dimension.subject, draft.catalog)
            )
        put(dimension.subject, value, moment, draft, entity, person)
