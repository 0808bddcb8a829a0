"""A household to the answer of each aid on the real engine, and to the questions that could still change one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.asking import Asking, Found, Key, Unknown
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.kinds import Kind, Period, Type
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import When
from rulespec.compiler.words import Language
from rulespec.previewing.engine import Loaded
from rulespec.previewing.household import COMPUTE, MONTHS_BACK, YEARS_BACK, Household, Slot, periods_of, slot_of
from rulespec.running.batching import ALONE, Batch, batches
from rulespec.running.explaining import Answer, explain_batch
from rulespec.running.testing import outside_of, situation

# More aids than this are a list to be looked through.
MANY = 30
# Forms whose first questions are kept.
MOST_OPENED = 200
YES, NO, MAYBE = "yes", "no", "maybe"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an aid answers: `verdict` says whether data that nobody told could change it."""

    answer: Answer
    verdict: str
    waits: tuple[Slot, ...] = ()


@dataclass(eq=False)
class Simulation:
    """One household for some aids."""

    loaded: Loaded
    household: Household
    aids: tuple[ir.Aid, ...]
    told: dict[Key, ir.Scalar] = field(default_factory=dict)
    # Called before each aid: a form that waits may go first.
    pause: Callable[[], None] = field(default=lambda: None)

    def __post_init__(self) -> None:
        self.catalog = self.loaded.checked.catalog
        self.span: Span = self.loaded.program.variables[0].span
        self.people = self.household.people(self.loaded.kinds)
        self.asking = Asking(Reference(self.loaded.program, self.catalog, self.case(()), self._outside), self._waits)

    def case(self, given: Iterable[ir.CaseValue], name: str = "") -> ir.Case:
        return ir.Case(name, self.household.month.key, self.people, tuple(given), (), Decimal("0.005"), True, self.span)

    def _value(self, key: Key, value: ir.Scalar) -> ir.CaseValue:
        name, person, period = key
        return ir.CaseValue(name, self._entity(name), person, period, value, self.span)

    def _entity(self, name: str) -> str:
        own = self.loaded.variables.get(name)
        country = self.catalog.variable(name)
        return own.entity if own is not None else country.entity if country is not None else ""

    def given(self) -> Iterator[ir.CaseValue]:
        """All that was answered, for each period that an answer is about."""
        for slot, value in self.household.answers.items():
            if value != COMPUTE and self._entity(slot.variable):
                for period in periods_of(slot, self.household.month):
                    yield self._value((slot.variable, slot.person, period), value)

    def _fill(self) -> Iterator[ir.CaseValue]:
        """What the country could compute and nobody told is at its default: from nothing it would compute something."""
        known = {(slot.variable, slot.person) for slot in self.household.answers}
        names = {read.variable: read for aid in self.aids for read in self.loaded.read[aid.id]}
        for name in sorted(names):
            variable = self.catalog.variable(name)
            if variable is None or not variable.has_formula or name in self.loaded.derived:
                continue
            owners = [person.name for person in self.people] if self.catalog.entities[variable.entity].is_person else [None]
            default = _default(variable.type, variable.default, self.catalog.enums)
            if default is None:
                continue
            for owner in owners:
                if (name, owner) not in known:
                    for period in self._all_periods(variable.period):
                        yield self._value((name, owner, period), default)

    def _all_periods(self, period: Period) -> Iterator[str]:
        month = self.household.month
        if period is Period.ETERNITY:
            yield "ETERNITY"
        elif period is Period.MONTH:
            yield from (month.shifted(-back).key for back in range(MONTHS_BACK))
        else:
            yield from (When(month.year - back).key for back in range(YEARS_BACK + 1))

    @cached_property
    def batch(self) -> Batch:
        """The household on OpenFisca."""
        case = self.case((*self.given(), *self._fill()))
        return next(batches(self.loaded.system, self.catalog, [situation(case, self.catalog)], ALONE))[1]

    def _outside(self, name: str, period: str, person: str | None) -> Value:
        return outside_of(self.batch, 0, self.case(()), self.catalog)(name, period, person)

    def _waits(self, key: Key) -> Set[Key]:
        """What is to be asked for a datum: nothing where it was answered, or can be computed from answers."""
        slot = slot_of(key, self.household.month)
        answer = self.household.answers.get(slot)
        if answer == COMPUTE:
            return frozenset()
        if answer is not None:
            self.told[key] = answer
            self.asking.reference.known[key] = _exact(answer)
            return frozenset()
        sources = self.loaded.derived.get(key[0])
        if sources is None:
            return frozenset((key,))
        return frozenset().union(*(self._waits(self._source(name, key)) for name in sources))

    def _source(self, name: str, key: Key) -> Key:
        """The datum behind a derived one: of the same person or of the applicant, at the same time."""
        variable = self.catalog.variable(name)
        assert variable is not None
        is_person = self.catalog.entities[variable.entity].is_person
        period = key[2]
        if variable.period is Period.ETERNITY:
            period = "ETERNITY"
        elif variable.period is Period.YEAR:
            period = period[:4]
        elif len(period) == 4:
            period = f"{period}-01"
        return name, (key[1] or self.people[0].name) if is_person else None, period

    def found(self, aid: ir.Aid) -> Found:
        """What an aid answers, or what it waits for."""
        variable = self.loaded.variables[aid.variable]
        month = self.household.month
        at = When(month.year) if variable.period is Period.YEAR else month
        owner = self.people[0].name if self.catalog.entities[aid.entity].is_person else None
        return self.asking.answer(aid.variable, at, owner)

    @cached_property
    def waited(self) -> Counter[Slot]:
        """The questions that could still change an answer, each with how many aids wait for it."""
        # A form that is opened asks the same of everyone: found once.
        key = (tuple(aid.id for aid in self.aids), self.household.members, self.household.month.key)
        if not self.household.answers and key in self.loaded.opened:
            return self.loaded.opened[key]
        count: Counter[Slot] = Counter()
        for aid in self.aids:
            count.update(set(self._slots(self.found(aid))))
        if not self.household.answers and len(self.loaded.opened) < MOST_OPENED:
            self.loaded.opened[key] = count
        return count

    def _slots(self, found: Found) -> list[Slot]:
        return sorted({slot_of(key, self.household.month) for key in found.keys}, key=str) if isinstance(found, Unknown) else []

    def verdicts(self, words: Language, changes: bool = False) -> list[Verdict]:
        """The answer of each aid, with its reasons."""
        only = {aid.id for aid in self.aids}
        found = {}
        for aid in self.aids:
            self.pause()
            found[aid.id] = self.found(aid)
        case = self.case(self.given())
        # Where many aids are asked about, those that are refused say what is missing; why not is told of one at a time.
        refused = {name for name, state in found.items() if not (isinstance(state, Unknown) and state.keys)}
        brief = refused if len(self.aids) > MANY else frozenset()
        answers = explain_batch(
            self.batch,
            self.loaded.program,
            case,
            self.catalog,
            words,
            only,
            changes,
            self.loaded.rulebook,
            self._is_unknown,
            brief,
            self.pause,
        )
        made = []
        for answer in answers:
            state = found[answer.aid.id]
            verdict = MAYBE if isinstance(state, Unknown) and state.keys else YES if answer.entitled else NO
            made.append(Verdict(answer, verdict, tuple(self._slots(state))))
        return made

    def _is_unknown(self, expression: ir.Expression, entity: str) -> bool:
        owner = self.people[0].name if self.catalog.entities[entity].is_person else None
        return self.asking.is_unknown(expression, entity, self.household.month, owner)

    def as_case(self, aid: ir.Aid, name: str, answer: Answer) -> ir.Case:
        """The household as a case of one aid: all that was answered and its rules read, and what they answered."""
        self.found(aid)
        variable = self.loaded.variables[aid.variable]
        month = self.household.month
        owner = self.people[0].name if self.catalog.entities[aid.entity].is_person else None
        period = f"{month.year:04}" if variable.period is Period.YEAR else month.key
        answers: list[tuple[str, ir.Scalar]] = [(aid.variable, answer.amount if answer.amount is not None else answer.entitled)]
        if aid.eligibility is not None and aid.eligibility != aid.variable and not answer.outside:
            answers.insert(0, (aid.eligibility, self._is_eligible(aid.eligibility, period, owner, answer.entitled)))
        expected = tuple(ir.CaseValue(name, aid.entity, owner, period, value, self.span) for name, value in answers)
        given = [self._value(key, told) for key, told in sorted((self._unread(aid) | self.told).items(), key=str)]
        return replace(self.case(given, name), expected=expected, document=aid.document)

    def _is_eligible(self, name: str, period: str, owner: str | None, entitled: bool) -> bool:
        """Someone who has a right to nothing at all is eligible all the same: the amount does not say it."""
        variable = self.loaded.variables[name]
        at = period[:4] if variable.period is Period.YEAR else self.household.month.key
        try:
            return self.asking.reference.answer(name, at, owner) is True
        except NoValue:
            return entitled

    def _unread(self, aid: ir.Aid) -> dict[Key, ir.Scalar]:
        """The answers that the aid's rules could have looked at, and had no need of for this household."""
        read = {item.variable for item in self.loaded.read[aid.id]}
        read |= {variable.name for variable in reachable(self.loaded.program, aid.variable) if variable.role is ir.Part.INPUT}
        read |= {source for name in read for source in self.loaded.derived.get(name, ())}
        looked = {(key[0], key[1]) for key in self.told}
        found: dict[Key, ir.Scalar] = {}
        for slot, value in self.household.answers.items():
            if value != COMPUTE and slot.variable in read and (slot.variable, slot.person) not in looked:
                found[slot.variable, slot.person, next(periods_of(slot, self.household.month))] = value
        return found


def _exact(value: ir.Scalar) -> Value:
    return Fraction(value) if isinstance(value, Decimal) else value


def _default(type_: Type, default: object, enums: object) -> ir.Scalar | None:
    """The default of a variable as a value to give; None for what has none to give."""
    match type_.kind:
        case Kind.NUMBER:
            return Decimal(str(default)) if default is not None else Decimal(0)
        case Kind.BOOLEAN:
            return bool(default)
        case Kind.CHOICE | Kind.TEXT:
            return str(default) if default else None
    return None
