"""What no case shows yet, to a case that would show it: minimal, at a bound where there is one, to be confirmed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import formula_of, in_force
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.coverage import Watcher
from rulespec.compiler.analysis.proving.deciding import Decision, substituted
from rulespec.compiler.analysis.proving.goals import Goal, goals_of
from rulespec.compiler.analysis.space.folding import line
from rulespec.compiler.analysis.space.realising import Draft, Unrealisable, put, realise
from rulespec.compiler.analysis.space.regions import FALSE, TRUE, Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.solving import TooHard, box_of
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.operators import Connective
from rulespec.compiler.ground.periods import MIN, first_month_at_or_after
from rulespec.compiler.ground.source import Span

# A date on which to try a rule that no date and no case limits.
SOME_DAY = datetime.date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case that would reach a goal."""

    goal: Goal
    case: ir.Case


@dataclass(eq=False)
class Suggester:
    """Makes cases for an aid; `kinds` are the kinds of people of the vocabulary, with their roles."""

    aid: ir.Aid
    program: ir.Program
    rulebook: Rulebook
    kinds: Mapping[str, Mapping[str, str]]
    span: Span
    is_proved: bool = True

    def suggest(self, goal: Goal, name: str) -> Suggestion | None:
        """A case that reaches a goal, None where none could be made; `is_proved` then says that no situation is known to reach it."""
        self.is_proved = True
        for date in self.dates(goal):
            for draft in self._drafts(goal, date):
                case = draft.case(name, self.aid.document, self.span, self.expected(draft))
                watcher = Watcher(self.aid, self.program, Reference(self.program, self.rulebook.catalog, case))
                if watcher.reaches(goal):
                    return Suggestion(goal, case)
                self.is_proved = False
        return None

    def answered(self, wanted: bool, name: str) -> ir.Case | None:
        """A case of someone who has a right to the aid, or of someone who has none; None where none could be made."""
        for date in self.dates(Goal("row", "", None)):
            space = Space(self.rulebook.at(date))
            eligible = TRUE if self.aid.conditions is None else formula_of(self.aid.conditions, space, date) or TRUE
            draft = Draft(self.rulebook.catalog, self.kinds, f"{date.year:04}-{date.month:02}", self.program)
            try:
                box = box_of(self._as_claimant(eligible if wanted else negation(eligible), space, draft), space.cut())
                if box is None:
                    continue
                realise(box, space, draft, self.aid.entity)
            except (TooHard, Unrealisable):
                continue
            (asked,) = self.expected(draft)
            case = draft.case(name, self.aid.document, self.span, (asked,))
            found = Reference(self.program, self.rulebook.catalog, case).answer(asked.variable, asked.period, asked.person)
            if bool(found) is wanted:
                # The interpreter's numbers are exact; a case is written with decimals.
                value = Decimal(found.numerator) / Decimal(found.denominator) if isinstance(found, Fraction) else found
                return replace(case, expected=(replace(asked, value=Decimal(value) if type(value) is int else value),))  # type: ignore[arg-type]
        return None

    def _as_claimant(self, formula: Formula, space: Space, draft: Draft) -> Formula:
        """A formula, for someone whose roles are those of the person who asks."""
        held = []
        for dimension in space.dimensions:
            if isinstance(dimension.subject, ir.HasRole):
                role = space.formula(dimension.subject)
                held.append(role if draft.claimant in draft.holders(dimension.subject.entity, dimension.subject.role) else negation(role))
        return joined(Connective.AND, (formula, *held)) if held else formula

    def near(self, mutant: Mutant) -> Iterator[ir.Case]:
        """Cases that may notice a change: where the conditions or the rows of a table answer otherwise, then at the rules' bounds."""
        yield from self._apart(mutant)
        goals = [goal for goal in goals_of(self.aid, self.program) if goal.kind != "role"]
        goals.sort(key=lambda goal: (goal.span != mutant.span and goal.variable != mutant.variable, goal.name))
        for goal in goals[:12]:
            found = self.suggest(goal, goal.name)
            if found is not None:
                yield found.case

    def _apart(self, mutant: Mutant) -> Iterator[ir.Case]:
        """Situations in which the aid's conditions, or a row of its tables, say one thing before the change and another after."""
        goal = Goal("true", "", None)
        for date in self.dates(goal):
            moment = self.rulebook.at(date)
            changed = replace(moment, known={})
            if mutant.formulas:
                variable = replace(self.rulebook.variables[mutant.variable], formulas=mutant.formulas)
                changed = replace(changed, variables={**moment.variables, mutant.variable: variable})
            if mutant.parameter is not None:
                changed = replace(changed, parameters={**moment.parameters, mutant.parameter.path: mutant.parameter})
            space = Space(moment)
            pairs: list[tuple[Formula, Formula]] = []
            if self.aid.conditions is not None:
                before = formula_of(self.aid.conditions, space, date) or TRUE
                space.moment = changed
                pairs.append((before, formula_of(self.aid.conditions, space, date) or TRUE))
            for table in self.program.tables:
                if table.document == self.aid.document:
                    for row in table.rows:
                        space.moment = moment
                        before = space.formula(row.test)
                        space.moment = changed
                        pairs.append((before, space.formula(row.test)))
            space.moment = moment
            space.cut()
            for before, after in pairs:
                case = self._where(before, after, space, date)
                if case is not None:
                    yield case

    def _where(self, before: Formula, after: Formula, space: Space, date: datetime.date) -> ir.Case | None:
        draft = Draft(self.rulebook.catalog, self.kinds, f"{date.year:04}-{date.month:02}", self.program)
        try:
            box = box_of(_apart(before, after), space)
            if box is None:
                return None
            realise(box, space, draft, self.aid.entity)
        except (TooHard, Unrealisable):
            return None
        return draft.case("", self.aid.document, self.span, self.expected(draft))

    def dates(self, goal: Goal) -> list[datetime.date]:
        """The dates on which to try: the goal's own, else the latest on which something changes."""
        variable = self.rulebook.variables[self.aid.variable]
        first = max((item.start for item in variable.formulas if item.start is not None), default=MIN)
        latest = [value.date for parameter in self.program.parameters for value in parameter.values]
        default = first_month_at_or_after(max([first, *(date for date in latest if date < datetime.date(2100, 1, 1)), SOME_DAY]))
        if goal.kind in ("version", "value") and isinstance(goal.value, datetime.date):
            return [first_month_at_or_after(max(goal.value, first)) if goal.value > MIN else SOME_DAY]
        found = [default]
        if goal.leaf is not None and goal.leaf.until is not None and default > goal.leaf.until:
            found.insert(0, goal.leaf.until.replace(day=1))
        found += [first_month_at_or_after(date) for date in sorted(set(latest), reverse=True) if date >= first]
        if variable.end is not None:
            found = [date for date in found if date <= variable.end] or [variable.end.replace(day=1)]
        return found[:6]

    def expected(self, draft: Draft) -> tuple[ir.CaseValue, ...]:
        """What is asked of the case: the aid; its value is computed later."""
        variable = self.rulebook.variables[self.aid.variable]
        period = draft.period[:4] if variable.period is Period.YEAR else draft.period
        person = draft.claimant if self.rulebook.catalog.entities[variable.entity].is_person else None
        return (ir.CaseValue(variable.name, variable.entity, person, period, Decimal(0), self.span),)

    def _drafts(self, goal: Goal, date: datetime.date) -> Iterator[Draft]:
        space = Space(self.rulebook.at(date))
        formulas = list(self._formulas_apart(goal, space, date)) if goal.change is not None else [self._formula(goal, space, date)]
        for formula in formulas:
            if formula is None:
                continue
            draft = Draft(self.rulebook.catalog, self.kinds, f"{date.year:04}-{date.month:02}", self.program)
            try:
                box = box_of(formula, space.cut())
                if box is None:
                    continue
                realise(box, space, draft, self.aid.entity)
                self._put_bound(goal, space, draft)
            except (TooHard, Unrealisable):
                self.is_proved = False
                continue
            yield draft

    def _formulas_apart(self, goal: Goal, space: Space, date: datetime.date) -> Iterator[Formula]:
        """What tells a rule from the same one slightly wrong: who has a right, else what someone who has it gets."""
        decision, change = goal.decision, goal.change
        assert decision is not None and change is not None
        moment, eligible = space.moment, TRUE
        if self.aid.conditions is not None:
            eligible = formula_of(self.aid.conditions, space, date) or TRUE
            variable = replace(self.rulebook.variables[change.variable], formulas=change.formulas)
            space.moment = replace(moment, known={}, variables={**moment.variables, change.variable: variable})
            tree = self.aid.conditions
            if decision.leaf is not None:
                tree = _altered(tree, decision.leaf, decision)
            after = formula_of(tree, space, date) or TRUE
            space.moment = moment
            found = [_apart(eligible, after)]
        else:
            found = []
        if decision.apart is not None:
            found.append(joined(Connective.AND, (eligible, space.formula(decision.apart))))
        if decision.stands is not None:
            # A case stands at the bound itself, to the cent, where it can.
            exact = space.formula(decision.stands)
            found = [joined(Connective.AND, (item, exact)) for item in found] + found
        yield from found

    def _formula(self, goal: Goal, space: Space, date: datetime.date) -> Formula | None:
        """What must be true of the situation, as far as conditions say it."""
        if goal.kind in ("true", "false"):
            assert goal.leaf is not None and goal.leaf.expression is not None and self.aid.conditions is not None
            if not in_force(goal.leaf, date):
                return None
            leaf = space.formula(goal.leaf.expression)
            yes = self._forced(self.aid.conditions, space, date, goal.leaf, TRUE)
            no = self._forced(self.aid.conditions, space, date, goal.leaf, FALSE)
            return joined(Connective.AND, (_apart(yes, no), leaf if goal.kind == "true" else negation(leaf)))
        eligible = TRUE
        if self.aid.conditions is not None:
            eligible = formula_of(self.aid.conditions, space, date) or TRUE
        if goal.kind == "row":
            table = next(item for item in self.program.tables if item.name == goal.name and item.document == goal.path)
            rows = [space.formula(row.test) for row in table.rows]
            before = rows[: goal.index - 1] if goal.index else rows
            others = tuple(negation(row) for row in before) if table.row is not None or not goal.index else ()
            own = (rows[goal.index - 1],) if goal.index else ()
            return joined(Connective.AND, (eligible, *own, *others))
        return eligible

    def _forced(self, group: ir.ConditionGroup, space: Space, date: datetime.date, leaf: ir.ConditionGroup, value: Formula) -> Formula:
        if group is leaf:
            return value
        if group.operator is ir.Grouping.LEAF:
            return space.formula(group.expression) if group.expression is not None and in_force(group, date) else TRUE
        items = tuple(self._forced(item, space, date, leaf, value) for item in group.items if in_force(item, date))
        whole = joined(group.operator.connective, items)
        return negation(whole) if group.operator is ir.Grouping.NONE else whole

    def _put_bound(self, goal: Goal, space: Space, draft: Draft) -> None:
        """Stand at a bracket of a scale, at its bound, or just below."""
        if goal.kind not in ("bracket", "at", "below"):
            return
        scale = next(item for item in self.program.scales if item.path == goal.path)
        variable = self.rulebook.variables[goal.variable]
        formula = space.moment.formula(variable)
        read = next(item for item in ir.walk(formula) if isinstance(item, ir.ScaleRead) and item.path == goal.path) if formula else None
        if read is None:
            raise Unrealisable(goal.name)
        values = [item.value for item in scale.brackets[goal.index - 1].threshold if item.date <= space.moment.date]
        bound = goal.value if goal.value is not None else values[-1] if values else None
        if not isinstance(bound, Decimal) or not bound.is_finite():
            raise Unrealisable(goal.name)
        step = Fraction(1) if scale.base.integer or not scale.base.unit.is_money else Fraction(scale.base.unit.coin)
        value = Fraction(bound) - (step if goal.kind == "below" else 0) + (step if read.above and goal.kind != "below" else 0)
        straight = line(read.base, space.moment)
        put(straight.subject, straight.at(value), space.moment, draft, variable.entity, None)


def _apart(one: Formula, other: Formula) -> Formula:
    """True where two formulas answer differently."""
    return joined(Connective.OR, (joined(Connective.AND, (one, negation(other))), joined(Connective.AND, (other, negation(one)))))


def _altered(group: ir.ConditionGroup, leaf: ir.ConditionGroup, decision: Decision) -> ir.ConditionGroup:
    """The conditions of an aid with a part of one of them changed."""
    if group is leaf and group.expression is not None:
        return replace(group, expression=substituted(group.expression, decision.part, decision.altered))
    return replace(group, items=tuple(_altered(item, leaf, decision) for item in group.items))
