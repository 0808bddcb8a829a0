"""A goal that no case reaches to the proof that none can, with the conditions that are in the way; nothing is said where it isn't sure."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import formula_of, in_force, leaves_of
from rulespec.compiler.analysis.proving.aiming import altered, forced
from rulespec.compiler.analysis.proving.goals import Goal, reachable
from rulespec.compiler.analysis.space.regions import FALSE, TRUE, Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import TooHard, box_of
from rulespec.compiler.ground.operators import Connective
from rulespec.compiler.ground.periods import ONE_DAY
from rulespec.compiler.ground.windows import SAME

Asked = Callable[[Space, datetime.date, ir.ConditionGroup | None], Formula]


def excluded(goal: Goal, aid: ir.Aid, program: ir.Program, rulebook: Rulebook) -> tuple[str, ...] | None:
    """The conditions without which a goal that no situation reaches could be (none may be named); None where that isn't proved.

    Each quantity is taken for free of the others: what is impossible so is impossible.
    """
    asked = _asked(goal, aid, program)
    if asked is None:
        return None
    try:
        dates = _dates(aid, program, rulebook)
        if any(_is_possible(asked, aid.conditions, rulebook, date) for date in dates):
            return None
        found = []
        for leaf in leaves_of(aid.conditions) if aid.conditions is not None else ():
            if leaf is goal.leaf or leaf.expression is None:
                continue
            assert aid.conditions is not None
            trees = [forced(aid.conditions, leaf, value) for value in (True, False)]
            if any(_is_possible(asked, tree, rulebook, date) for tree in trees for date in dates):
                found.append(leaf.label)
        return tuple(dict.fromkeys(found))
    except TooHard:
        return None


def _is_possible(asked: Asked, tree: ir.ConditionGroup | None, rulebook: Rulebook, date: datetime.date) -> bool:
    space = Space(rulebook.at(date))
    return box_of(asked(space, date, tree), space.cut()) is not None


def _dates(aid: ir.Aid, program: ir.Program, rulebook: Rulebook) -> list[datetime.date]:
    """One date of each period over which the rules of an aid say the same thing."""
    variable = rulebook.variables[aid.variable]
    groups = list(_groups(aid.conditions)) if aid.conditions is not None else []
    turns = [date for group in groups for date in (group.start, group.until and group.until + ONE_DAY) if date is not None]
    expressions = [formula.expression for item in reachable(program, aid.variable) for formula in item.formulas]
    expressions += [group.expression for group in groups if group.expression is not None]
    start = variable.formulas[0].start if variable.formulas else None
    return [segment.start for segment in segments(expressions, start, variable.end, rulebook, turns)]


def _groups(group: ir.ConditionGroup) -> list[ir.ConditionGroup]:
    return [group, *(inner for item in group.items for inner in _groups(item))]


def _asked(goal: Goal, aid: ir.Aid, program: ir.Program) -> Asked | None:
    """What must be true of a situation that reaches a goal; None where regions can't say it."""
    if goal.kind in ("true", "false"):
        return lambda space, date, tree: _decisive(goal, space, date, tree)
    if goal.decision is not None and goal.decision.apart is not None and goal.change is not None:
        name = goal.variable
    elif goal.kind == "row" and goal.table is not None:
        name = goal.table.row or goal.table.outputs[0][1]
    else:
        return None
    if name not in _seen_alike(aid, program):
        return None
    if goal.kind == "row":
        assert goal.table is not None
        outputs = {output for _, output in goal.table.outputs}
        is_amount = aid.eligibility is not None and not outputs & ir.read_by(aid.eligibility, program.by_name)
        return lambda space, date, tree: _row(goal, space, tree if is_amount else None, date)
    is_amount = name in _of_amount(aid, program)
    return lambda space, date, tree: _noticed(goal, space, date, tree, is_amount)


def _decisive(goal: Goal, space: Space, date: datetime.date, tree: ir.ConditionGroup | None) -> Formula:
    """A condition is what is wanted, and the answer would be another if it were not."""
    assert goal.leaf is not None and goal.leaf.expression is not None and tree is not None
    if not in_force(goal.leaf, date):
        return FALSE
    yes, no = (formula_of(forced(tree, goal.leaf, value), space, date) for value in (True, False))
    if yes is None or no is None:
        return FALSE
    leaf = space.formula(goal.leaf.expression)
    return joined(Connective.AND, (apart(yes, no), leaf if goal.kind == "true" else negation(leaf)))


def _row(goal: Goal, space: Space, tree: ir.ConditionGroup | None, date: datetime.date) -> Formula:
    """A row applies, and none above it where one row alone answers, for someone entitled where the right hangs on nothing of it."""
    assert goal.table is not None
    rows = [space.formula(row.test) for row in goal.table.rows]
    own = (rows[goal.index - 1],) if goal.index else ()
    above = rows[: goal.index - 1] if goal.index else rows
    others = above if goal.table.row is not None or not goal.index else []
    right = (formula_of(tree, space, date) or TRUE,) if tree is not None else ()
    return joined(Connective.AND, (*right, *own, *(negation(row) for row in others)))


def _noticed(goal: Goal, space: Space, date: datetime.date, tree: ir.ConditionGroup | None, is_amount: bool) -> Formula:
    """The right to the aid hangs on what a rule says, or someone who has it sees the difference."""
    decision, change = goal.decision, goal.change
    assert decision is not None and decision.apart is not None and change is not None
    local = space.formula(decision.apart)
    if goal.above:
        free = [joined(Connective.AND, tuple(negation(space.formula(tests[side])) for tests in goal.above)) for side in (0, 1)]
        local = joined(Connective.AND, (local, joined(Connective.OR, tuple(free))))
    if tree is None:
        return local
    right = formula_of(tree, space, date) or TRUE
    moment = space.moment
    variable = moment.variables[change.variable]
    space.moment = replace(moment, known={}, variables={**moment.variables, change.variable: replace(variable, formulas=change.formulas)})
    after = formula_of(altered(tree, decision.leaf, decision) if decision.leaf is not None else tree, space, date) or TRUE
    space.moment = moment
    seen = joined(Connective.AND, (right, local)) if is_amount else FALSE
    return joined(Connective.OR, (seen, apart(right, after)))


def _of_amount(aid: ir.Aid, program: ir.Program) -> set[str]:
    """The rules that the amount of an aid hangs on, the right to it left aside."""
    variables = program.by_name
    found = {aid.variable}
    for formula in variables[aid.variable].formulas:
        amount = formula.expression
        if isinstance(amount, ir.If) and isinstance(amount.condition, ir.Read) and amount.condition.variable == aid.eligibility:
            amount = amount.then
        for item in ir.walk(amount):
            if isinstance(item, ir.Read):
                found |= ir.read_by(item.variable, variables)
    return found


def apart(one: Formula, other: Formula) -> Formula:
    """True where two formulas answer differently."""
    return joined(Connective.OR, (joined(Connective.AND, (one, negation(other))), joined(Connective.AND, (other, negation(one)))))


def _seen_alike(aid: ir.Aid, program: ir.Program) -> set[str]:
    """The rules that an aid reads of the person and the period that it is about, and nowhere else: its data are theirs."""
    by_name = program.by_name
    alike: set[str] = set()
    other: set[str] = set()
    todo = [(name, True) for name in (aid.variable, aid.eligibility) if name]
    while todo:
        name, is_alike = todo.pop()
        kept = alike if is_alike else other
        variable = by_name.get(name)
        if variable is None or name in kept:
            continue
        kept.add(name)
        for formula in variable.formulas:
            inside = {id(part) for item in ir.walk(formula.expression) if isinstance(item, ir.Fold) for part in ir.walk(item)}
            for item in ir.walk(formula.expression):
                if isinstance(item, ir.Read) and item.own:
                    read = by_name[item.variable]
                    straight = not item.via and item.window == SAME and not item.added and id(item) not in inside
                    todo.append((read.name, is_alike and straight and read.entity == aid.entity and read.period is variable.period))
    return alike - other
