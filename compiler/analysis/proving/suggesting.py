"""What no case shows yet, to a case that would show it: minimal, at a bound where there is one, to be confirmed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import formula_of
from rulespec.compiler.analysis.proving.aiming import ways_to, ways_to_notice
from rulespec.compiler.analysis.proving.changing import Mutant, notices
from rulespec.compiler.analysis.proving.coverage import Watcher
from rulespec.compiler.analysis.proving.excluding import apart
from rulespec.compiler.analysis.proving.goals import Goal, goals_of
from rulespec.compiler.analysis.proving.searching import Aim, Search
from rulespec.compiler.analysis.space.folding import Moment
from rulespec.compiler.analysis.space.realising import Draft, Unrealisable, realise
from rulespec.compiler.analysis.space.regions import TRUE, Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.solving import TooHard, box_of
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.operators import Connective
from rulespec.compiler.ground.periods import MIN, first_month_at_or_after
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import when

# A date on which to try a rule that no date and no case limits.
SOME_DAY = datetime.date(2025, 1, 1)


@dataclass(eq=False)
class Suggester:
    """Makes cases for an aid; `kinds` are the kinds of people of the vocabulary, with their roles."""

    aid: ir.Aid
    program: ir.Program
    rulebook: Rulebook
    kinds: Mapping[str, Mapping[str, str]]
    span: Span
    _found: list[Draft] = field(default_factory=list)
    _entitled: dict[datetime.date, Draft | None] = field(default_factory=dict)
    _made: dict[tuple[object, ...], ir.Case | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.search = Search(self.aid, self.program, self.rulebook)

    def suggest(self, goal: Goal, name: str) -> ir.Case | None:
        """A case that reaches a goal, None where none could be composed."""
        key = (goal.kind, goal.name, goal.index, goal.value, goal.variable, goal.path, goal.role, goal.part, goal.decision, goal.span)
        if key not in self._made:
            self._made[key] = self._composed(goal)
        found = self._made[key]
        return replace(found, name=name) if found is not None else None

    def _composed(self, goal: Goal) -> ir.Case | None:
        veiled: Draft | None = None
        for date in self.dates(goal):
            for draft in self._drafts(goal, date):
                plain = self.search.unveiled(draft)
                if self.reaches(plain, goal):
                    return self._kept(plain)
                if veiled is None and plain.given != draft.given and self.reaches(draft, goal):
                    veiled = draft
        found = self._searched(goal)
        if found is not None:
            return self._kept(found)
        # Calculations given in place of the data that they are made of show less, but something.
        return self._kept(veiled) if veiled is not None else None

    def _kept(self, draft: Draft) -> ir.Case:
        self._found.append(draft)
        return self.case_of(draft)

    def case_of(self, draft: Draft) -> ir.Case:
        """The case of a household, that asks for the aid."""
        return draft.case("", self.aid.document, self.span, self.expected(draft))

    def reaches(self, draft: Draft, goal: Goal) -> bool:
        return self.shows(self.case_of(draft), goal)

    def shows(self, case: ir.Case, goal: Goal) -> bool:
        """Whether a case reaches a goal, as far as the interpreter knows it alone."""
        return Watcher(self.aid, self.program, Reference(self.program, self.rulebook.catalog, case)).reaches(goal)

    def _searched(self, goal: Goal) -> Draft | None:
        def reached(draft: Draft) -> bool:
            return self.reaches(draft, goal)

        self.search.start()
        for date, starts in self._starts(goal).items():
            for aims, change in ways_to(goal, self.aid, self.program, date):
                for start in self.search.nearest(starts, aims, change):
                    found = self.search.find(start, aims, change, reached)
                    if found is not None:
                        return self.search.lightened(found, reached)
        return None

    def _starts(self, goal: Goal) -> dict[datetime.date, list[Draft]]:
        """Households to start from, by date: someone entitled, those that were found for other goals, those of the author's own cases."""
        first = self.dates(goal)[0]
        entitled = self._someone_entitled(first)
        found = {first: [*([entitled] if entitled is not None else []), self._draft(first)]}
        others = [*self._found[-12:]]
        for case in self.program.cases:
            if case.document == self.aid.document and case.people:
                others.append(self.search.unveiled(self._draft_of(case)))
        for draft in others:
            date = when(draft.period).start
            if goal.kind not in ("value", "version"):
                found.setdefault(date, []).append(draft)
            if date != first:
                found[first].append(draft.dated(f"{first.year:04}-{first.month:02}"))
        return found

    def _draft(self, date: datetime.date) -> Draft:
        return Draft(self.rulebook.catalog, self.kinds, f"{date.year:04}-{date.month:02}", self.program)

    def _draft_of(self, case: ir.Case) -> Draft:
        """The household of a case, to be changed."""
        kinds = dict(self.kinds)
        people: dict[str, str] = {}
        for person in case.people:
            roles = dict(person.roles)
            people[person.name] = next((kind for kind, held in kinds.items() if dict(held) == roles), person.name)
            kinds.setdefault(people[person.name], roles)
        who = next((value.person for value in case.expected if value.person is not None), case.people[0].name)
        given = {(value.variable, value.person, value.period): value.value for value in case.given}
        entities = {value.variable: value.entity for value in case.given}
        return Draft(self.rulebook.catalog, kinds, case.period, self.program, people, given, entities, who)

    def _someone_entitled(self, date: datetime.date) -> Draft | None:
        if date not in self._entitled:
            self._entitled[date] = self._entitled_on(date)
        return self._entitled[date]

    def _entitled_on(self, date: datetime.date) -> Draft | None:
        goal = Goal("granted", "", None)
        for draft in self._drafts(goal, date):
            return self.search.unveiled(draft)
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

    def noticing(self, mutant: Mutant) -> ir.Case | None:
        """A case whose answer a change of the rules changes; None where none was found."""
        return next((case for case in self._near(mutant) if self._notices(case, mutant)), None) or self._searched_for(mutant)

    def _notices(self, case: ir.Case, mutant: Mutant) -> bool:
        return notices(Reference(self.program, self.rulebook.catalog, case), mutant)

    def _near(self, mutant: Mutant) -> Iterator[ir.Case]:
        """Cases that may notice a change: those already made, where conditions or rows answer otherwise, then at the rules' bounds."""
        yield from (case for case in self._made.values() if case is not None)
        yield from self._apart(mutant)
        for goal in self._goals_near(mutant):
            found = self.suggest(goal, goal.name)
            if found is not None:
                yield found

    def _goals_near(self, mutant: Mutant) -> list[Goal]:
        """The goals of the rule that a change is in, or of what reads it."""
        paths = {mutant.parameter.path} if mutant.parameter is not None else {mutant.scale.path} if mutant.scale is not None else set()
        readers = {
            variable.name
            for variable in self.program.variables
            for formula in variable.formulas
            for item in ir.walk(formula.expression)
            if isinstance(item, ir.ParameterRead | ir.ScaleRead) and item.path in paths
        }
        rows = {table.row for table in self.program.tables for _, name in table.outputs if name == mutant.variable and table.row}
        near = readers | rows | {mutant.variable}
        goals = [goal for goal in goals_of(self.aid, self.program) if goal.kind != "role"]
        return [goal for goal in goals if goal.span == mutant.span or goal.variable in near or goal.path in paths][:20]

    def _searched_for(self, mutant: Mutant) -> ir.Case | None:
        def reached(draft: Draft) -> bool:
            return self._notices(self.case_of(draft), mutant)

        self.search.start()
        for date, starts in self._starts(Goal("granted", "", None)).items():
            for aims, change in ways_to_notice(mutant, self.aid, self.program, date):
                for start in self.search.nearest(starts, aims, change):
                    found = self.search.find(start, aims, change, reached)
                    if found is not None:
                        return self._kept(self.search.lightened(found, reached))
        return None

    def _apart(self, mutant: Mutant) -> Iterator[ir.Case]:
        """Situations in which the aid's conditions, or a row of its tables, say one thing before the change and another after."""
        goal = Goal("true", "", None)
        for date in self.dates(goal):
            moment = self.rulebook.at(date)
            changed = replace(moment, known={}, **_changed(mutant, moment))
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
            box = box_of(apart(before, after), space)
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
        """Households of which all that a goal wants is true, as far as regions say it."""
        for aims, change in ways_to(goal, self.aid, self.program, date):
            space = Space(self.rulebook.at(date))
            formula = joined(Connective.AND, tuple(_formula(aim, change, space) for aim in aims))
            draft = self._draft(date)
            try:
                box = box_of(formula, space.cut())
                if box is None:
                    continue
                realise(box, space, draft, self.aid.entity)
            except (TooHard, Unrealisable):
                continue
            yield draft


def _formula(aim: Aim, change: Mutant | None, space: Space) -> Formula:
    """What must be true, over regions."""
    moment = space.moment
    if aim.is_changed and change is not None:
        space.moment = replace(moment, known={}, **_changed(change, moment))
    found = space.formula(aim.expression)
    space.moment = moment
    return found if aim.wanted else negation(found)


def _changed(change: Mutant, moment: Moment) -> dict[str, Any]:
    """What a change makes of the rules on a date."""
    if change.parameter is not None:
        return {"parameters": {**moment.parameters, change.parameter.path: change.parameter}}
    if change.scale is not None:
        return {"scales": {**moment.scales, change.scale.path: change.scale}}
    variable = replace(moment.variables[change.variable], formulas=change.formulas)
    return {"variables": {**moment.variables, change.variable: variable}}
