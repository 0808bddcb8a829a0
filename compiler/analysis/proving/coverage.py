"""Cases once computed, to the goals that they reach: MC/DC for conditions, rows, brackets, bounds, dates, roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import in_force
from rulespec.compiler.analysis.proving.changing import afresh, differs, notices
from rulespec.compiler.analysis.proving.excluding import excluded
from rulespec.compiler.analysis.proving.goals import Goal, goals_of, reachable, revalued
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.periods import MIN, ONE_DAY
from rulespec.compiler.ground.windows import when


@dataclass(frozen=True, slots=True)
class Coverage:
    """The goals of an aid, and for each the case that reaches it (None: none does).

    `excluded` are those that no situation reaches, which is proved, each with the conditions that are in the way: they count for nothing.
    """

    aid: ir.Aid
    reached: tuple[tuple[Goal, ir.Case | None], ...]
    excluded: tuple[tuple[Goal, tuple[str, ...]], ...] = ()

    @property
    def missing(self) -> tuple[Goal, ...]:
        return tuple(goal for goal, case in self.reached if case is None)

    @property
    def share(self) -> Fraction:
        """The part of the goals that is reached; all of them where there is none."""
        return Fraction(len(self.reached) - len(self.missing), len(self.reached)) if self.reached else Fraction(1)


def coverage_of(program: ir.Program, references: Iterable[Reference], rulebook: Rulebook) -> tuple[Coverage, ...]:
    """What the cases of a rulebook show of each of its aids."""
    by_document: dict[str, list[Reference]] = {}
    for reference in references:
        by_document.setdefault(reference.case.document, []).append(reference)
    return tuple(
        without_impossible(aid_coverage(aid, program, by_document.get(aid.document, []), by_document), program, rulebook)
        for aid in program.aids
    )


def without_impossible(coverage: Coverage, program: ir.Program, rulebook: Rulebook) -> Coverage:
    """The same coverage, less the goals of which it is proved that no situation reaches them."""
    found = {id(goal): excluded(goal, coverage.aid, program, rulebook) for goal in coverage.missing}
    return Coverage(
        coverage.aid,
        tuple((goal, case) for goal, case in coverage.reached if found.get(id(goal)) is None),
        tuple((goal, names) for goal in coverage.missing if (names := found[id(goal)]) is not None),
    )


def aid_coverage(
    aid: ir.Aid, program: ir.Program, references: list[Reference], by_document: Mapping[str, list[Reference]] | None = None
) -> Coverage:
    """What the cases of an aid show of its goals (MC/DC for conditions: Chilenski and Miller, 1994).

    The cases of the other aids, by document, may show what it shares with them.
    """
    goals = goals_of(aid, program)
    own = {variable.name for variable in reachable(program, aid.variable)}
    # A document with instances has cases of its sisters: only those that look at this aid count.
    kept = [item for item in references if any(value.variable in own for value in item.case.expected)] or references
    watchers = [Watcher(aid, program, reference) for reference in kept]
    sisters = [
        Watcher(other, program, reference)
        for other in program.aids
        if other.document != aid.document
        for reference in (by_document or {}).get(other.document, ())
    ]
    return Coverage(
        aid,
        tuple(
            (goal, next((w.reference.case for w in (*watchers, *(sisters if goal.is_shared(aid) else ())) if w.reaches(goal)), None))
            for goal in goals
        ),
    )


class Watcher:
    """One case, as it looks at the goals of an aid."""

    def __init__(self, aid: ir.Aid, program: ir.Program, reference: Reference) -> None:
        self.aid = aid
        self.program = program
        self.reference = reference
        case = reference.case
        self.date = when(case.period).start
        self.owners = [person.name for person in case.people]
        self.answers = (aid.variable, aid.eligibility)

    def reaches(self, goal: Goal) -> bool:
        try:
            match goal.kind:
                case "true" | "false":
                    return self.shows_condition(goal)
                case "row":
                    return self.takes_row(goal)
                case "bracket":
                    return self.stands_in_bracket(goal) and self.notices(goal)
                case "version":
                    return self.runs_version(goal)
                case "value":
                    return self.uses_value(goal)
                case "granted":
                    return bool(self.reference.answer(self.aid.variable, self.asked(self.aid.variable), self.someone(self.aid.entity)))
                case "role":
                    return self.counts_role(goal) and self.notices(goal)
                case _:
                    return self.notices(goal) and (goal.table is None or self.moves_row(goal, goal.table))
        except NoValue:
            return False  # the case does not give what the rule needs to be looked at

    def notices(self, goal: Goal) -> bool:
        """The aid's answer would be another one if the rule were wrong in this."""
        assert goal.change is not None
        return notices(self.reference, goal.change, self.answers)

    def asked(self, variable: str) -> str:
        found = self.program.variable(variable)
        assert found is not None
        return self.period(found.period)

    def someone(self, entity: str) -> str | None:
        """Whom the case asks about, where it is a person."""
        return next((item.person for item in self.reference.case.expected if item.person), None) or self.of(entity)[0]

    def of(self, entity: str) -> list[str | None]:
        """The instances of an entity in the case: its people, or its one group."""
        return list(self.owners) if self.reference.catalog.entities[entity].is_person else [None]

    def period(self, variable_period: Period) -> str:
        return self.reference.case.period[:4] if variable_period is Period.YEAR else self.reference.case.period

    def truth(self, expression: ir.Expression, owner: str | None) -> bool:
        return self.reference.evaluate(expression, self.aid.entity, self.reference.case.period, owner) is True

    def shows_condition(self, goal: Goal) -> bool:
        """The condition has the value wanted, and the other value would change the answer (MC/DC)."""
        assert goal.leaf is not None and goal.leaf.expression is not None and self.aid.conditions is not None
        wanted = goal.kind == "true"
        if not in_force(goal.leaf, self.date):
            return False
        for owner in self.of(self.aid.entity):
            if self.truth(goal.leaf.expression, owner) is not wanted:
                continue
            if self.group(self.aid.conditions, owner, goal.leaf, True) is not self.group(self.aid.conditions, owner, goal.leaf, False):
                return True
        return False

    def group(self, group: ir.ConditionGroup, owner: str | None, forced: ir.ConditionGroup, value: bool) -> bool | None:
        """The answer of a group with one of its conditions taken for true or false."""
        if not in_force(group, self.date):
            return None
        if group is forced:
            return value
        if group.operator is ir.Grouping.LEAF:
            assert group.expression is not None
            return self.truth(group.expression, owner)
        answers = [found for item in group.items if (found := self.group(item, owner, forced, value)) is not None]
        if not answers:
            return None
        return group.operator.of(answers)

    def takes_row(self, goal: Goal) -> bool:
        """The row applies to someone, and the aid's answer would be another one if it said something else."""
        table = next(item for item in self.program.tables if item.name == goal.name and item.document == goal.path)
        if table.start is not None and self.date < table.start:
            return False
        for owner in self.of(table.entity):
            tests = [self.reference.evaluate(row.test, table.entity, self.period(table.period), owner) is True for row in table.rows]
            if goal.index == 0:
                applies = not any(tests)
            elif table.row is not None:
                applies = any(tests) and tests.index(True) == goal.index - 1
            else:
                applies = tests[goal.index - 1]
            if applies and any(
                self.hangs_on(name, table.period, owner, [row.outputs[place] for row in table.rows])
                for place, (_, name) in enumerate(table.outputs)
            ):
                return True
        return False

    def hangs_on(self, name: str, period: Period, owner: str | None, outputs: Iterable[ir.Expression | None]) -> bool:
        """The aid's answer changes with what a rule gives someone."""
        at = when(self.period(period))
        found = self.reference.value(name, at, owner)
        for other in _others(found, outputs):
            changed = afresh(self.reference)
            changed.known[name, owner, at.key] = other
            if differs(self.reference, changed, self.answers):
                return True
        return False

    def moves_row(self, goal: Goal, table: ir.Table) -> bool:
        """The row applies before a bound of its cells is moved and no longer after, or the other way."""
        assert goal.decision is not None
        for owner in self.of(table.entity):
            at = self.period(table.period)
            before = self.reference.evaluate(goal.decision.part, table.entity, at, owner)
            if before is not self.reference.evaluate(goal.decision.altered, table.entity, at, owner):
                return True
        return False

    def stands_in_bracket(self, goal: Goal) -> bool:
        """The scale is applied to someone's figure that stands in the bracket."""
        scale = next(item for item in self.program.scales if item.path == goal.path)
        variable = self.program.variable(goal.variable)
        assert variable is not None
        thresholds = [_at(bracket.threshold, self.date) for bracket in scale.brackets]
        for base, above in self.bases(variable, goal.path):
            inside = [
                index
                for index, threshold in enumerate(thresholds, start=1)
                if threshold is not None and (base > threshold if above else base >= threshold)
            ]
            if inside and inside[-1] == goal.index:
                return True
        return False

    def bases(self, variable: ir.Variable, path: str) -> list[tuple[Fraction | float, bool]]:
        """The quantities to which a variable applies a scale in this case."""
        formula = self.formula(variable)
        found = []
        for item in ir.walk(formula.expression) if formula is not None else ():
            if isinstance(item, ir.ScaleRead) and item.path == path:
                for owner in self.of(variable.entity):
                    base = self.reference.evaluate(item.base, variable.entity, self.period(variable.period), owner)
                    if isinstance(base, Fraction | float):
                        found.append((base, item.above))
        return found

    def formula(self, variable: ir.Variable) -> ir.Formula | None:
        found = None
        for item in variable.formulas:
            if item.start is None or item.start <= self.date:
                found = item
        return found if variable.end is None or self.date <= variable.end else None

    def runs_version(self, goal: Goal) -> bool:
        """The formula is in force, and the answer hangs on it."""
        variable = self.program.variable(goal.variable)
        assert variable is not None
        formula = self.formula(variable)
        if formula is None or (formula.start or MIN) != goal.value:
            return False
        return any(self.hangs_on(variable.name, variable.period, owner, ()) for owner in self.of(variable.entity))

    def uses_value(self, goal: Goal) -> bool:
        """The value is in force, and the answer would not be the same with nothing in its place, or with twice as much."""
        parameter = next(item for item in self.program.parameters if item.path == goal.path)
        found = None
        for item in parameter.values:
            if item.date <= self.date:
                found = item
        if found is None or found.date != goal.value or found.value is None:
            return False
        return any(notices(self.reference, change, self.answers) for change in revalued(parameter, found))

    def counts_role(self, goal: Goal) -> bool:
        """A member with the role is in the case."""
        variable = self.program.variable(goal.variable)
        assert variable is not None
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if isinstance(item, ir.Fold) and item.role == goal.role:
                    entity = self.reference.catalog.entities[item.entity]
                    for roles in self.reference.people.values():
                        held = entity.role(roles.get(item.entity, ""))
                        if held is not None and goal.role in (held.key, held.parent):
                            return True
        return False


def _others(value: Value, outputs: Iterable[ir.Expression | None]) -> Iterator[Value]:
    """Values that are not the one that a row gives: near it, or those of the other rows."""
    match value:
        case bool():
            yield not value
        case Fraction() | float():
            yield from (value + 1, value - 1, Fraction(0), value * 2 + 1)
        case datetime.date():
            yield from (value + ONE_DAY, value - ONE_DAY)
        case _:
            yield ""
    for item in outputs:
        if isinstance(item, ir.Constant) and not isinstance(item.value, bool | Decimal) and item.value != value:
            yield item.value


def _at(values: tuple[ir.DatedValue, ...], date: datetime.date) -> Fraction | None:
    found: Decimal | None = None
    for item in values:
        if item.date <= date:
            found = item.value if isinstance(item.value, Decimal) else None
    return Fraction(found) if found is not None and found.is_finite() else None
