"""A household's answer to its reasons: what each condition looked at, the fewest conditions missing, what would change it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import formula_of, in_force, leaves_of
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.dimensions import Dimension, Region
from rulespec.compiler.analysis.space.folding import Number, Plain
from rulespec.compiler.analysis.space.regions import Space, seen_from
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.telling import labels_of, name_of, shown_text
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.operators import Comparison, Operation
from rulespec.compiler.ground.windows import when
from rulespec.compiler.words import Language

# What a quantity without a name is shown as: it tells a reader nothing.
UNNAMED = "…"


@dataclass(frozen=True, slots=True)
class Looked:
    """A quantity that a condition looked at, and its value in the situation."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition or a group, whether it is met, and what it looked at; not `known` where nobody told what it looks at."""

    text: str
    met: bool
    operator: ir.Grouping = ir.Grouping.LEAF
    items: tuple[Reason, ...] = ()
    message: str = ""
    reference: str = ""
    looked: tuple[Looked, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity of the rulebook on the way to the amount; for a table, the row that applies."""

    label: str
    value: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest change of one quantity that changes the answer: from a value to another, and what the aid is then."""

    name: str
    before: str
    after: str
    answer: Value


@dataclass(eq=False)
class Explainer:
    """Explains an aid for one situation; the reference holds what OpenFisca computed for it.

    `is_unknown` says of a condition whether it waits for data that nobody told.
    """

    aid: ir.Aid
    program: ir.Program
    rulebook: Rulebook
    reference: Reference
    words: Language
    is_unknown: Callable[[ir.Expression, str], bool] | None = None
    # Finding where a value is kept computes it: once for each quantity.
    keys: dict[ir.Read, tuple[str, str | None, str] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        period = self.reference.case.period
        self.date = when(period).start
        self.owner = self.reference.case.people[0].name if self.rulebook.catalog.entities[self.aid.entity].is_person else None
        self.moment = self.rulebook.at(self.date)

    def value(self, expression: ir.Expression) -> Value:
        return self.reference.evaluate(expression, self.aid.entity, self.reference.case.period, self.owner)

    def answer(self) -> Value:
        """What the aid gives."""
        variable = self.rulebook.variables[self.aid.variable]
        period = self.reference.case.period[:4] if variable.period is Period.YEAR else self.reference.case.period
        return self.reference.answer(variable.name, period, self.owner)

    def reasons(self) -> tuple[Reason, ...]:
        """The conditions in force on the date, each with what it looked at."""
        if self.aid.conditions is None:
            return ()
        return tuple(reason for item in self.aid.conditions.items if (reason := self._reason(item)) is not None)

    def _reason(self, group: ir.ConditionGroup) -> Reason | None:
        if not in_force(group, self.date):
            return None
        if group.operator is ir.Grouping.LEAF:
            assert group.expression is not None
            if self.is_unknown is not None and self.is_unknown(group.expression, self.aid.entity):
                return Reason(group.label, False, message=group.message, reference=group.reference, known=False)
            try:
                met = self.value(group.expression) is True
            except NoValue:
                return Reason(group.label, False, message=group.message, reference=group.reference, known=False)
            return Reason(group.label, met, message=group.message, reference=group.reference, looked=self._looked(group.expression))
        items = tuple(found for item in group.items if (found := self._reason(item)) is not None)
        if not items:
            return None
        values = [item.met for item in items if item.known]
        is_complete = len(values) == len(items)
        if group.operator is ir.Grouping.ALL:
            met, known = all(values) and is_complete, is_complete or not all(values)
        else:
            met, known = any(values), is_complete or any(values)
            met = met if group.operator is ir.Grouping.ANY else known and not met
        return Reason(group.label, met, group.operator, items, group.message, group.reference, known=known)

    def _looked(self, expression: ir.Expression) -> tuple[Looked, ...]:
        """The quantities behind a condition."""
        space = Space(self.moment)
        space.formula(expression)
        found = {}
        for dimension in space.dimensions:
            for subject in _sides(dimension.subject):
                part = Dimension(subject, self.moment.is_declared(subject))
                value = self.plain(part)
                name = name_of(subject, space, self.words)
                if value is not None and name != UNNAMED and not isinstance(subject, ir.Constant | ir.ParameterRead):
                    found[name] = shown_text(_rounded(value), subject, self.words, self._labels(part, space))
        return tuple(Looked(name, value) for name, value in found.items())

    def _labels(self, dimension: Dimension, space: Space) -> dict[str, str]:
        enum = dimension.subject.type.enum
        return labels_of(dimension, space) or dict(self.rulebook.catalog.enums.get(enum or "", {}))

    def plain(self, dimension: Dimension) -> Plain | None:
        """The value of a quantity in the situation, None where it has none."""
        try:
            return self.value(dimension.subject)
        except NoValue:
            return None

    def missing(self) -> tuple[str, ...]:
        """Why not: the labels of the fewest conditions that, if they were met, would open the aid."""
        tree = self.aid.conditions
        if tree is None:
            return ()
        leaves = [leaf for leaf in leaves_of(tree) if leaf.expression is not None and in_force(leaf, self.date)]
        values = {id(leaf): self._is_met(leaf.expression) for leaf in leaves if leaf.expression is not None}
        if self._holds(tree, values) is not False:
            return ()
        for size in range(1, 5):
            for chosen in combinations(leaves, size):
                flipped = {**values, **{id(leaf): not values[id(leaf)] for leaf in chosen}}
                if self._holds(tree, flipped):
                    return tuple(leaf.label for leaf in chosen)
        return tuple(leaf.label for leaf in leaves if not values[id(leaf)])

    def _is_met(self, expression: ir.Expression) -> bool:
        """Whether a condition is met; one that has no answer in the situation is not."""
        try:
            return self.value(expression) is True
        except NoValue:
            return False

    def _holds(self, group: ir.ConditionGroup, values: dict[int, bool]) -> bool | None:
        if not in_force(group, self.date):
            return None
        if group.operator is ir.Grouping.LEAF:
            return values.get(id(group))
        answers = [found for item in group.items if (found := self._holds(item, values)) is not None]
        if not answers:
            return None
        return group.operator.of(answers)

    def steps(self) -> tuple[Step, ...]:
        """The calculation with its numbers, in the order in which it is made."""
        found = []
        tables = {table.row: table for table in self.program.tables if table.row is not None}
        for variable in reversed(reachable(self.program, self.aid.variable)):
            if not variable.role.is_step or variable.name == self.aid.variable:
                continue
            if variable.entity != self.aid.entity:
                continue
            try:
                period = self.reference.case.period[:4] if variable.period is Period.YEAR else self.reference.case.period
                value = self.reference.answer(variable.name, period, self.owner)
            except NoValue:
                continue
            table = tables.get(variable.name)
            if table is not None and isinstance(value, Fraction):
                row = table.rows[int(value) - 1] if 0 < value <= len(table.rows) else table.otherwise
                found.append(Step(table.name, str(value), " | ".join(row.texts) if row is not None else ""))
            else:
                boolean = ir.Constant(False, variable.type)
                found.append(Step(variable.label, shown_text(_rounded(value), boolean, self.words)))
        return tuple(found)

    def unknown(self) -> tuple[str, ...]:
        """The data that the aid reads and that nobody gave: they are taken at their default value, which is not an answer."""
        given = {value.variable for value in self.reference.case.given}
        found: dict[str, None] = {}
        for variable in reachable(self.program, self.aid.variable):
            if variable.role is ir.Part.INPUT and variable.name not in given:
                found[variable.label] = None
            for formula in variable.formulas:
                for item in ir.walk(formula.expression):
                    if isinstance(item, ir.Read) and not item.own and item.variable not in given:
                        country = self.rulebook.catalog.variable(item.variable)
                        if country is not None and not country.has_formula:
                            found[country.label or item.variable] = None
        return tuple(found)

    def changes(self) -> tuple[Change, ...]:
        """For each quantity, the nearest value on either side that changes the answer, found from the rule's own bounds."""
        space = self.space()
        current = self.answer()
        found: list[Change] = []
        for dimension in space.dimensions:
            now = self.plain(dimension)
            if now is None or not isinstance(dimension.subject, ir.Read | ir.Divide | ir.Arithmetic):
                continue
            for candidate in _candidates(dimension, now):
                answer = self.answer_if(dimension.subject, candidate)
                if answer is not None and answer != current:
                    found.append(self._change(dimension, space, now, candidate, answer))
                    if dimension.kind not in (Kind.NUMBER, Kind.DATE):
                        continue
                    break
        return tuple(dict.fromkeys(found))

    def space(self) -> Space:
        """The quantities that the aid looks at, cut at the bounds of its conditions, tables and scales."""
        space = Space(self.moment)
        if self.aid.conditions is not None:
            formula_of(self.aid.conditions, space, self.date)
        self._add_tests(space)
        space.cut()
        return space

    def _change(self, dimension: Dimension, space: Space, now: Plain, after: Plain, answer: Value) -> Change:
        """A change as told; of a difference (resources − ceiling), it is the first side that changes."""
        subject = dimension.subject
        if isinstance(subject, ir.Arithmetic) and isinstance(now, Fraction) and isinstance(after, Fraction):
            other = self.value(subject.right)
            if isinstance(other, Fraction):
                subject, now, after = subject.left, now + other, after + other
        labels = self._labels(dimension, space)
        prefix = isinstance(after, str) and dimension.kind is Kind.TEXT and any(region.value == f"{after}…" for region in dimension.regions)
        told = shown_text(_rounded(after), subject, self.words, labels) + ("…" if prefix else "")
        return Change(name_of(subject, space, self.words), shown_text(_rounded(now), subject, self.words, labels), told, answer)

    def _add_tests(self, space: Space) -> None:
        """The bounds that move the amount: rows of tables, brackets of scales, tests of formulas."""
        for variable in reachable(self.program, self.aid.variable):
            via: tuple[str, ...] = ()
            if variable.entity != self.aid.entity:
                if self.owner is None or self.rulebook.catalog.entities[variable.entity].is_person:
                    continue
                via = (variable.entity,)
            formula = self.moment.formula(variable)
            for item in ir.walk(formula) if formula is not None else ():
                seen = seen_from(item, via) if via else item
                if isinstance(seen, ir.Compare | ir.Among | ir.StartsWith):
                    space.formula(seen)
                elif isinstance(item, ir.ScaleRead) and not via:
                    for bracket in self.rulebook.scales[item.path].brackets:
                        values = [dated.value for dated in bracket.threshold if dated.date <= self.date]
                        if values and isinstance(values[-1], Decimal):
                            bound = ir.Constant(values[-1], item.base.type)
                            space.formula(ir.Compare(Comparison.GT if item.above else Comparison.GE, item.base, bound))

    def answer_if(self, subject: ir.Expression, value: Plain) -> Value | None:
        """The answer if one quantity had another value; None where it can't be changed alone."""
        target: ir.Expression = subject
        wanted: Plain = value
        while not isinstance(target, ir.Read):
            if not isinstance(target, ir.Divide | ir.Arithmetic) or not isinstance(wanted, Fraction):
                return None
            other = self.value(target.right)
            if not isinstance(other, Fraction):
                return None
            if isinstance(target, ir.Divide):
                wanted = wanted * other
            elif target.operator is Operation.TIMES:
                return None
            else:
                wanted = wanted - other if target.operator is Operation.PLUS else wanted + other
            target = target.left
        if target.added:
            return None
        changed = Reference(self.program, self.rulebook.catalog, self.reference.case, self.reference.outside)
        own = set(self.reference.variables)
        changed.known.update({key: known for key, known in self.reference.known.items() if key[0] not in own})
        key = self._key(target)
        if key is None:
            return None
        changed.known[key] = wanted
        try:
            variable = self.rulebook.variables[self.aid.variable]
            period = self.reference.case.period[:4] if variable.period is Period.YEAR else self.reference.case.period
            return changed.answer(variable.name, period, self.owner)
        except NoValue:
            return None

    def _key(self, read: ir.Read) -> tuple[str, str | None, str] | None:
        """Where the interpreter keeps the value that a read finds."""
        if read not in self.keys:
            self.keys[read] = self._found_key(read)
        return self.keys[read]

    def _found_key(self, read: ir.Read) -> tuple[str, str | None, str] | None:
        probe = Reference(self.program, self.rulebook.catalog, self.reference.case, self.reference.outside)
        probe.known.clear()
        probe.evaluate(read, self.aid.entity, self.reference.case.period, self.owner)
        return next((key for key in probe.known if key[0] == read.variable), None) or self._given_key(read)

    def _given_key(self, read: ir.Read) -> tuple[str, str | None, str] | None:
        return next((key for key in self.reference.known if key[0] == read.variable), None)


def _sides(subject: ir.Expression) -> tuple[ir.Expression, ...]:
    """Both sides of a difference: « ressources − plafond » is told as two quantities."""
    if isinstance(subject, ir.Arithmetic) and subject.operator is Operation.MINUS:
        return subject.left, subject.right
    return (subject,)


def _rounded(value: Plain) -> Plain:
    """To the cent, for a reader."""
    return Fraction(round(value * 100), 100) if isinstance(value, Fraction) else value


def _candidates(dimension: Dimension, now: Plain) -> Iterator[Plain]:
    """Other values of a quantity, the nearest first: just across each of its bounds, or its other choices."""
    if dimension.kind in (Kind.NUMBER, Kind.DATE):
        here = Fraction(now.toordinal()) if isinstance(now, datetime.date) else now
        if not isinstance(here, Fraction):
            return
        step = Fraction(1) if dimension.is_whole or dimension.kind is Kind.DATE else Fraction(dimension.subject.type.unit.coin)
        values = {value for region in dimension.regions for value in _edges(region, here, step) if value != here}
        least = dimension.least if dimension.least is not None or here < 0 or dimension.kind is Kind.DATE else Fraction(0)
        if least is not None:
            # An income of −0,01 would change the answer too: nobody has one.
            values = {value for value in values if value >= least}
        for value in sorted(values, key=lambda item: (abs(item - here), item)):
            yield datetime.date.fromordinal(int(value)) if dimension.kind is Kind.DATE else value
        return
    for region in dimension.regions:
        if dimension.kind is Kind.BOOLEAN:
            if region.value is not now:
                yield region.value
        elif now not in region.alike and not str(region.value).endswith("…") and region.value != "":
            yield region.value


def _edges(region: Region, here: Fraction, step: Fraction) -> Iterator[Fraction]:
    """The values of a region nearest to where one is."""
    low, high = region.low, region.high
    if low is None or high is None:
        return
    if region.is_point:
        if isinstance(low, Fraction):
            yield low
        return
    if _before(here, low) and isinstance(low, Fraction) and low + step < high:
        yield low + step
    if _after(here, high) and isinstance(high, Fraction) and high - step > low:
        yield high - step


def _before(here: Fraction, low: Number) -> bool:
    return here <= low


def _after(here: Fraction, high: Number) -> bool:
    return here >= high
