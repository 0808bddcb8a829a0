"""What is still to be asked: a rule evaluated where some data are unknown gives its answer, or the data that it waits for.

A condition already refused makes the others useless: what they read is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Evaluation, NoValue, Reference, Value, times_of
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.operators import Aggregation, Connective
from rulespec.compiler.ground.windows import ALWAYS, When

# A datum: a variable, whose it is (None for a group), and the period.
Key = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer yet: it waits for some of these data."""

    keys: frozenset[Key]


Found = Value | Unknown
NOTHING = Unknown(frozenset())


@dataclass(eq=False)
class Asking:
    """Evaluates rules where some data are unknown.

    Attributes:
        reference: the exact interpreter; what it knows at the start was told.
        waits: the data that a variable which nobody told waits for: itself, or those that the country computes it from;
            none where the country can compute it.
    """

    reference: Reference
    waits: Callable[[Key], Set[Key]]
    memo: dict[Key, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # What the interpreter comes to know later may be the default of what nobody told.
        self.told = frozenset(self.reference.known)

    def answer(self, variable: str, period: When, person: str | None) -> Found:
        """The value of a variable of the rulebook, or what it waits for."""
        try:
            return self._variable(variable, period, person)
        except NoValue:
            # Nobody holds a role that the rule reads: nothing that could be asked would tell more.
            return NOTHING

    def is_unknown(self, expression: ir.Expression, entity: str, period: When, person: str | None) -> bool:
        """Whether an expression of a rule waits for data that nobody told."""
        definition = Period.MONTH if period.month is not None else Period.YEAR
        try:
            found = self._run(expression, Evaluation(self.reference, entity, definition, period, person))
        except NoValue:
            return False
        return isinstance(found, Unknown) and bool(found.keys)

    def _variable(self, name: str, at: When, person: str | None) -> Found:
        key = (name, person, at.key)
        if key in self.told:
            return self.reference.known[key]
        if key not in self.memo:
            for time in self.reference.missing(name, at, person):
                self._find((name, person, time.key), time, person)
        return self.memo[key]

    def _find(self, key: Key, at: When, person: str | None) -> None:
        if key in self.memo:
            return
        found = self._computed(key, at, person)
        self.memo[key] = found
        if not isinstance(found, Unknown):
            # Found without all that it reads: the interpreter must not look for the rest.
            self.reference.known[key] = found

    def _computed(self, key: Key, at: When, person: str | None) -> Found:
        variable = self.reference.variables.get(key[0])
        if variable is None or not variable.formulas:
            waits = frozenset(self.waits(key))
            return Unknown(waits) if waits else self.reference.value(key[0], at, person)
        if variable.end is not None and at.start > variable.end:
            return self.reference.value(key[0], at, person)
        formula = None
        for item in variable.formulas:
            if item.start is None or item.start <= at.start:
                formula = item
        if formula is None:
            return self.reference.value(key[0], at, person)
        return self._run(formula.expression, Evaluation(self.reference, variable.entity, variable.period, at, person))

    def _run(self, expression: ir.Expression, place: Evaluation) -> Found:
        match expression:
            case ir.Constant() | ir.ParameterRead() | ir.HasRole() | ir.Day():
                return place.run(expression)
            case ir.Read():
                return self._read(expression, expression, place)
            case ir.OverMonths(read=read):
                return self._read(read, expression, place)
            case ir.Logic(operator=operator, items=items):
                return self._logic(operator is Connective.OR, items, place)
            case ir.Not(value=value):
                found = self._run(value, place)
                return found if isinstance(found, Unknown) else not found
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                return self._chosen(((condition, then),), otherwise, place)
            case ir.Select(cases=cases, default=default):
                return self._chosen(cases, default, place)
            case ir.RowNumber(tests=tests):
                return self._row(tests, expression, place)
            case ir.Fold():
                return self._fold(expression, place)
            case ir.Rank():
                return self._rank(expression, place)
            case ir.Listing(cases=cases):
                return self._together(tuple(part for case in cases for part in case), expression, place)
            case (
                ir.ScaleRead()
                | ir.Compare()
                | ir.Among()
                | ir.StartsWith()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.Extreme()
                | ir.Absolute()
                | ir.Round()
                | ir.Age()
                | ir.Elapsed()
                | ir.Shifted()
            ):
                return self._together(tuple(ir.children(expression)), expression, place)
        assert_never(expression)

    def _together(self, parts: tuple[ir.Expression, ...], whole: ir.Expression, place: Evaluation) -> Found:
        """A value that needs all its parts."""
        keys: set[Key] = set()
        is_known = True
        for part in parts:
            found = self._run(part, place)
            if isinstance(found, Unknown):
                keys |= found.keys
                is_known = False
        return place.run(whole) if is_known else Unknown(frozenset(keys))

    def _logic(self, stops_at: bool, items: tuple[ir.Expression, ...], place: Evaluation) -> Found:
        keys: set[Key] = set()
        is_known = True
        for item in items:
            found = self._run(item, place)
            if isinstance(found, Unknown):
                keys |= found.keys
                is_known = False
            elif found is stops_at:
                return stops_at
        return (not stops_at) if is_known else Unknown(frozenset(keys))

    def _chosen(self, cases: tuple[tuple[ir.Expression, ir.Expression], ...], default: ir.Expression, place: Evaluation) -> Found:
        """The first case whose test is true; while a test is unknown, both what it would give and what follows may matter."""
        keys: set[Key] = set()
        answers: list[Found] = []
        for test, value in cases:
            found = self._run(test, place)
            if found is False:
                continue
            answers.append(self._run(value, place))
            if found is True:
                break
            assert isinstance(found, Unknown)
            keys |= found.keys
        else:
            answers.append(self._run(default, place))
        if not keys:
            return answers[-1]
        first = answers[0]
        if not isinstance(first, Unknown) and all(answer == first for answer in answers):
            # Whatever the test says, the answer is the same.
            return first
        for answer in answers:
            keys |= answer.keys if isinstance(answer, Unknown) else frozenset()
        return Unknown(frozenset(keys))

    def _row(self, tests: tuple[ir.Expression, ...], whole: ir.Expression, place: Evaluation) -> Found:
        keys: set[Key] = set()
        is_known = True
        for test in tests:
            found = self._run(test, place)
            if found is True:
                break
            if isinstance(found, Unknown):
                keys |= found.keys
                is_known = False
        return place.run(whole) if is_known else Unknown(frozenset(keys))

    def _fold(self, fold: ir.Fold, place: Evaluation) -> Found:
        """Of each member: whether it counts, then what it brings."""
        keys: set[Key] = set()
        is_known = True
        for member in place.members(fold):
            test = True if fold.condition is None else self._run(fold.condition, member)
            value = self._run(fold.value, member) if fold.value is not None and test is not False else True
            if test is True and fold.operator in (Aggregation.SOME, Aggregation.NO):
                return fold.operator is Aggregation.SOME
            if test is False and fold.operator is Aggregation.EVERY:
                return False
            for found in (test, value):
                if isinstance(found, Unknown):
                    keys |= found.keys
                    is_known = False
        return place.run(fold) if is_known else Unknown(frozenset(keys))

    def _rank(self, rank: ir.Rank, place: Evaluation) -> Found:
        """Of each member: whether they are ranked, then by what."""
        keys: set[Key] = set()
        is_known = True
        for member in place.members(rank):
            test = True if rank.condition is None else self._run(rank.condition, member)
            for found in (test, self._run(rank.value, member) if test is not False else True):
                if isinstance(found, Unknown):
                    keys |= found.keys
                    is_known = False
        return place.run(rank) if is_known else Unknown(frozenset(keys))

    def _read(self, read: ir.Read, whole: ir.Expression, place: Evaluation) -> Found:
        _, person = place.reached(read)
        period = self.reference.period_of(read.variable)
        if period is Period.ETERNITY:
            return self._variable(read.variable, ALWAYS, person)
        keys: set[Key] = set()
        is_known = True
        for at in times_of(read, period, place.at):
            found = self._variable(read.variable, at, person)
            if isinstance(found, Unknown):
                keys |= found.keys
                is_known = False
        return place.run(whole) if is_known else Unknown(frozenset(keys))
