"""A household to one of which something is true, by small changes of what it tells: where no region says how (McMinn, 2004)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import ceil

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant, mutated
from rulespec.compiler.analysis.proving.deciding import step_of
from rulespec.compiler.analysis.proving.distance import Atom, Measure
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.proving.secants import Secant
from rulespec.compiler.analysis.proving.touching import bounds_of, is_touched, touched_by
from rulespec.compiler.analysis.space.realising import Draft, Unrealisable, make
from rulespec.compiler.analysis.space.regions import Space
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.evaluating.interpreter import Evaluation, NoValue, Reference, Value, times_of
from rulespec.compiler.ground.kinds import Kind, Period, Type
from rulespec.compiler.ground.operators import COMPARED, Comparison
from rulespec.compiler.ground.windows import ALWAYS, When, when

Key = tuple[str, str | None, str]
# How many situations are looked at for one thing to show, and how many people a household has at most.
BUDGET = 1200
TRIES = 200
AROUND = 120
STARTS = 3
PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Aim:
    """What must be true of a household: a yes / no of the aid, or of a rule that it reads, wherever it is read.

    Attributes:
        variable: the rule that holds the yes / no; "" for the aid's own conditions.
        is_changed: asked of the rules as a change makes them.
    """

    expression: ir.Expression
    entity: str
    variable: str = ""
    wanted: bool = True
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How far a household is from what is wanted, and the yes / no that are not so."""

    distance: float
    atoms: tuple[Atom, ...]


@dataclass(eq=False)
class Search:
    """Looks for households for an aid."""

    aid: ir.Aid
    program: ir.Program
    rulebook: Rulebook
    _reads: dict[ir.Expression, tuple[frozenset[str], tuple[ir.Fold, ...]]] = field(default_factory=dict)
    _times: dict[tuple[str, str], tuple[When, ...]] = field(default_factory=dict)
    _left: int = 0

    def reference(self, draft: Draft) -> Reference:
        """A household before the rules."""
        return Reference(self.program, self.rulebook.catalog, draft.case("", self.aid.document, self.aid.span))

    def start(self) -> None:
        """Begin to look for one thing to show: all the tries for it share a budget."""
        self._left = BUDGET

    def spend(self) -> None:
        """One situation more has been looked at."""
        self._left -= 1

    def nearest(self, starts: list[Draft], aims: tuple[Aim, ...], change: Mutant | None) -> list[Draft]:
        """The households that are nearest to some aims, the nearest first."""
        return sorted(starts, key=lambda draft: self.score(draft, aims, change).distance)[:STARTS]

    def find(self, start: Draft, aims: tuple[Aim, ...], change: Mutant | None, reaches: Callable[[Draft], bool]) -> Draft | None:
        """A household near `start` of which the aims are true and which `reaches`; None where none was found within the budget."""
        if self._left < 0:
            return None
        last = self._left - TRIES
        draft = start
        score = self.score(draft, aims, change)
        while score.distance:
            best: tuple[Score, Draft] | None = None
            for candidate in self._moves(draft, score.atoms):
                self.spend()
                if self._left < max(last, 0):
                    return None
                found = self.score(candidate, aims, change)
                if found.distance < (best[0] if best is not None else score).distance - 1e-9:
                    best = found, candidate
                    if found.distance <= score.distance - 1:
                        break  # one thing more is as wanted, and nothing less
            if best is None:
                return None
            score, draft = best
        if reaches(draft):
            return draft
        for candidate in islice(self._around(draft, change), AROUND):
            self.spend()
            if self.score(candidate, aims, change).distance == 0 and reaches(candidate):
                return candidate
        return None

    def lightened(self, draft: Draft, reaches: Callable[[Draft], bool]) -> Draft:
        """The same household without what it need not tell, and without the people who change nothing."""
        for name in list(draft.people)[:0:-1]:
            without = draft.without(name)
            if reaches(without):
                draft = without
        for key in list(draft.given):
            lighter = draft.copied()
            del lighter.given[key]
            if reaches(lighter):
                draft = lighter
        return draft

    def score(self, draft: Draft, aims: tuple[Aim, ...], change: Mutant | None) -> Score:
        """How far a household is from some aims, all together."""
        original = self.reference(draft)
        changed = mutated(change, original) if change is not None else original
        total, atoms = 0.0, []
        for aim in aims:
            reference = changed if aim.is_changed else original
            best: tuple[float, Measure] | None = None
            for place in self._places(aim, draft, reference):
                measure = Measure()
                distance = measure.of(aim.expression, aim.wanted, place)
                if best is None or distance < best[0]:
                    best = distance, measure
            total += best[0] if best is not None else 1.0
            atoms += best[1].atoms if best is not None and best[0] else []
        return Score(total, tuple(atoms))

    def _places(self, aim: Aim, draft: Draft, reference: Reference) -> Iterator[Evaluation]:
        """Where a yes / no is asked: of the person who asks, or of all whom a rule is about, over each period at which it is read."""
        is_person = self.rulebook.catalog.entities[aim.entity].is_person
        if not aim.variable:
            at = when(draft.period)
            yield Evaluation(reference, aim.entity, Period.MONTH, at, draft.claimant if is_person else None)
            return
        variable = self.rulebook.variables[aim.variable]
        for at in self.times(aim.variable, draft.period):
            for owner in draft.people if is_person else [None]:
                yield Evaluation(reference, aim.entity, variable.period, at, owner)

    def times(self, name: str, period: str) -> tuple[When, ...]:
        """The periods over which the aid reads one of its rules, for a case of a period."""
        if (name, period) not in self._times:
            variables = self.rulebook.variables
            asked = variables[self.aid.variable]
            first = when(period[:4]) if asked.period is Period.YEAR else when(period)
            todo = [(self.aid.variable, first)] + ([(self.aid.eligibility, first)] if self.aid.eligibility else [])
            seen: dict[tuple[str, When], None] = {}
            while todo and len(seen) < 500:
                item = todo.pop()
                if item in seen:
                    continue
                seen[item] = None
                for formula in variables[item[0]].formulas:
                    for read in ir.walk(formula.expression):
                        if isinstance(read, ir.Read) and read.variable in variables:
                            of = variables[read.variable].period
                            found = (ALWAYS,) if of is Period.ETERNITY else times_of(read, of, item[1])
                            todo += [(read.variable, moment) for moment in (*found[:1], *found[-1:])]
            self._times[name, period] = tuple(sorted({at for found, at in seen if found == name}, reverse=True)) or (first,)
        return self._times[name, period]

    def reads(self, expression: ir.Expression) -> tuple[frozenset[str], tuple[ir.Fold, ...]]:
        """The data that an expression looks at, directly or not, and the members whom it goes through."""
        if expression not in self._reads:
            data: dict[str, None] = {}
            folds: dict[ir.Fold, None] = {}
            seen: set[str] = set()
            todo = [expression]
            while todo:
                for item in ir.walk(todo.pop()):
                    if isinstance(item, ir.Fold):
                        folds[item] = None
                    elif isinstance(item, ir.Read) and item.variable not in seen:
                        seen.add(item.variable)
                        own = self.rulebook.variables.get(item.variable)
                        if own is None or not own.formulas:
                            data[item.variable] = None
                        else:
                            todo += [formula.expression for formula in own.formulas]
            self._reads[expression] = frozenset(data), tuple(folds)
        return self._reads[expression]

    def _moves(self, draft: Draft, atoms: tuple[Atom, ...]) -> Iterator[Draft]:
        """Households that differ from one by what may make one of its yes / no another: the nearest changes first."""
        done: set[tuple[ir.Expression, str | None, str]] = set()
        for atom in atoms:
            where = (atom.expression, atom.at.person, atom.at.at.key)
            if where in done:
                continue
            done.add(where)
            names, folds = self.reads(atom.expression)
            keys = [key for key in atom.at.reference.known if key[0] in names]
            for key in keys:
                for value in self._values(draft, atom, key):
                    yield self.told(draft, key, value)
            yield from self._made(draft, atom)
            for fold in folds:
                yield from self._people(draft, fold, atom)

    def _values(self, draft: Draft, atom: Atom, key: Key) -> Iterator[ir.Scalar]:
        """What a datum could be so that a yes / no is what is wanted."""
        current = atom.at.reference.known[key]
        if isinstance(atom.expression, ir.Compare) and atom.expression.left.type.kind is Kind.NUMBER:
            yield from self._roots(draft, atom, atom.expression, key, current)
        yield from self._others(key, current)

    def _others(self, key: Key, current: Value) -> Iterator[ir.Scalar]:
        """The other values of a yes / no and of a choice."""
        type_ = self.type_of(key[0])
        if isinstance(current, bool):
            yield not current
        elif type_.kind is Kind.CHOICE:
            members = Space(self.rulebook.at(datetime.date.max)).members(type_.enum or "")
            yield from (member for member in members[:16] if member != current)

    def _roots(self, draft: Draft, atom: Atom, compared: ir.Compare, key: Key, current: Value) -> Iterator[ir.Scalar]:
        """Values of a datum at which the two sides of a comparison are as far apart as is wanted."""
        operator = compared.operator if atom.wanted else COMPARED[compared.operator].opposite
        step = Fraction(step_of(compared))
        targets = {Comparison.GT: (step,), Comparison.LT: (-step,), Comparison.NE: (step, -step)}.get(operator, (Fraction(0),))

        def gap(value: ir.Scalar) -> Fraction | float | None:
            self.spend()
            reference = self.reference(self.told(draft, key, value))
            # The rules may be those that a change makes.
            rules = atom.at.reference
            reference.formulas, reference.parameters, reference.scales = rules.formulas, rules.parameters, rules.scales
            place = replace(atom.at, reference=reference)
            try:
                return place.number(compared.left) - place.number(compared.right)
            except NoValue:
                return None

        for target in targets:
            yield from Secant(current, self.type_of(key[0]), gap).roots(target)

    def _made(self, draft: Draft, atom: Atom) -> Iterator[Draft]:
        """The household in which a yes / no is made so, as regions say."""
        made = draft.copied()
        try:
            make(atom.expression, atom.wanted, self.rulebook.at(atom.at.at.start), made, atom.at.entity, atom.at.person)
        except Unrealisable:
            return
        yield self.unveiled(made)

    def unveiled(self, draft: Draft) -> Draft:
        """A household that tells its data only: what the rulebook computes is left to it."""
        found = draft.copied()
        for key in draft.given:
            own = self.rulebook.variables.get(key[0])
            if own is not None and own.formulas:
                del found.given[key]
        return found

    def _people(self, draft: Draft, fold: ir.Fold, atom: Atom) -> Iterator[Draft]:
        """One person more of whom what is asked of members is true, one like those who are there, one less."""
        holders = [name for name in draft.holders(fold.entity, fold.role) if name != draft.claimant]
        if len(draft.people) < PEOPLE:
            for name in holders[-1:]:
                more = draft
                with suppress(Unrealisable):
                    for _ in range(self._lacking(atom)):
                        more = more.doubled(name)
                    yield more
            more = draft.copied()
            try:
                name = more.add_person(fold.entity, fold.role)
                if fold.condition is not None:
                    make(fold.condition, True, self.rulebook.at(atom.at.at.start), more, self.rulebook.catalog.person.key, name)
            except Unrealisable:
                pass
            else:
                yield self.unveiled(more)
        for name in reversed(holders):
            yield draft.without(name)

    def _lacking(self, atom: Atom) -> int:
        """How many people a comparison may lack."""
        compared = atom.expression
        if not isinstance(compared, ir.Compare) or compared.left.type.kind is not Kind.NUMBER:
            return 1
        try:
            gap = atom.at.number(compared.left) - atom.at.number(compared.right)
        except NoValue:
            return 1
        return min(max(1, ceil(abs(float(gap)))), PEOPLE) if gap not in (float("inf"), float("-inf")) else 1

    def _around(self, draft: Draft, change: Mutant | None) -> Iterator[Draft]:
        """Households that differ by one datum that the aid looks at: first those that stand at a bound beyond what is changed."""
        reference = self.reference(draft)
        asked = self.rulebook.variables[self.aid.variable]
        is_person = self.rulebook.catalog.entities[asked.entity].is_person
        for name in dict.fromkeys(item for item in (self.aid.eligibility, self.aid.variable) if item):
            try:
                reference.value(name, self.times(self.aid.variable, draft.period)[0], draft.claimant if is_person else None)
            except NoValue:
                continue
        computed = {item.name for item in self.program.variables if item.formulas}
        for atom in self._bounds_beyond(change, draft, reference):
            names, _ = self.reads(atom.expression)
            assert isinstance(atom.expression, ir.Compare)
            for key in [key for key in reference.known if key[0] in names]:
                for scalar in self._roots(draft, atom, atom.expression, key, reference.known[key]):
                    yield self.told(draft, key, scalar)
        for key, value in list(reference.known.items()):
            if key[0] in computed:
                continue
            for other in self._others(key, value):
                yield self.told(draft, key, other)
            if isinstance(value, Fraction):
                figure = Decimal(value.numerator) / Decimal(value.denominator)
                for more in (Decimal(100), Decimal(1000), -figure, -figure / 2):
                    yield self.told(draft, key, (figure + more).quantize(self.type_of(key[0]).step))

    def _bounds_beyond(self, change: Mutant | None, draft: Draft, reference: Reference) -> Iterator[Atom]:
        """The bounds that the rules which read what is changed put to it, on each side."""
        if change is None:
            return
        touched = touched_by(change, self.program)
        for variable in reachable(self.program, self.aid.variable):
            if variable.name == change.variable or not touched & ir.read_by(variable.name, self.rulebook.variables):
                continue
            formula = self.rulebook.at(when(draft.period).start).formula(variable)
            for compared in bounds_of(formula, self.rulebook) if formula is not None else ():
                if not is_touched(compared, touched, change, self.rulebook):
                    continue
                aim = Aim(compared, variable.entity, variable.name)
                for place in islice(self._places(aim, draft, reference), 2):
                    for wanted in (True, False):
                        yield Atom(compared, wanted, place)

    def told(self, draft: Draft, key: Key, value: ir.Scalar) -> Draft:
        """The household that tells one datum otherwise."""
        found = draft.copied()
        variable = self.rulebook.variables.get(key[0]) or self.rulebook.catalog.variable(key[0])
        assert variable is not None
        found.entities[key[0]] = variable.entity
        found.given[key] = value
        return found

    def type_of(self, name: str) -> Type:
        """The type of a datum, of the rulebook or of the country."""
        found = self.rulebook.variables.get(name) or self.rulebook.catalog.variable(name)
        assert found is not None
        return found.type
