"""A goal to what must be true of a household that reaches it: of the rule that it shows, and of who has a right to the aid."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.deciding import Decision, substituted
from rulespec.compiler.analysis.proving.goals import Goal, step_at
from rulespec.compiler.analysis.proving.searching import Aim
from rulespec.compiler.ground.kinds import BOOLEAN, Kind
from rulespec.compiler.ground.operators import Aggregation, Comparison

Way = tuple[tuple[Aim, ...], Mutant | None]


def ways_to(goal: Goal, aid: ir.Aid, program: ir.Program, date: datetime.date) -> Iterator[Way]:
    """What must be true together, in the rules as they are and as a change makes them: one way after another."""
    for aims, change in _ways(goal, aid, program, date):
        if _may_differ(aims, change, aid, program):
            yield aims, change


def _may_differ(aims: tuple[Aim, ...], change: Mutant | None, aid: ir.Aid, program: ir.Program) -> bool:
    """An aid without an amount answers otherwise only where the right to it is another."""
    variable = program.variable(aid.variable)
    assert variable is not None
    has_amount = variable.type.kind is not Kind.BOOLEAN
    return has_amount or change is None or aid.conditions is None or any(aim.is_changed for aim in aims)


def _ways(goal: Goal, aid: ir.Aid, program: ir.Program, date: datetime.date) -> Iterator[Way]:
    match goal.kind:
        case "true" | "false":
            yield from _conditions(goal, aid, date)
        case "row":
            assert goal.table is not None
            yield from _with_effect(_row(goal, goal.table), _flipped(goal.table, program), aid, None, date)
        case "bracket" | "at" | "below":
            yield from _with_effect(
                (*_where_read(goal, program, date, aid), *_base(goal, program, date, aid)), goal.change, aid, None, date
            )
        case "role":
            yield from _with_effect(_member(goal, program, aid), goal.change, aid, None, date)
        case "value":
            yield from _with_effect(_where_read(goal, program, date, aid), goal.change, aid, None, date)
        case "version" | "granted":
            yield from _with_effect((), None, aid, None, date)
        case _:
            assert goal.decision is not None
            yield from _decision(goal, goal.decision, aid, program, date)


def ways_to_notice(change: Mutant, aid: ir.Aid, program: ir.Program, date: datetime.date) -> Iterator[Way]:
    """What must be true of a household whose answer a change of the rules changes."""
    yield from (way for way in _with_effect((), change, aid, None, date) if _may_differ(*way, aid, program))


def _with_effect(
    local: tuple[Aim, ...], change: Mutant | None, aid: ir.Aid, decision: Decision | None, date: datetime.date
) -> Iterator[Way]:
    """Something true of a rule, for someone whose amount or whose right hangs on it."""
    right = aid.conditions.at(date) if aid.conditions is not None else None
    if right is None:
        yield local, change
        return
    yield (*local, Aim(right, aid.entity)), change
    if change is None:
        return
    after = right
    if decision is not None and decision.leaf is not None and aid.conditions is not None:
        after = altered(aid.conditions, decision.leaf, decision).at(date) or right
    for wanted in (True, False):
        sides = (Aim(right, aid.entity, wanted=wanted), Aim(after, aid.entity, wanted=not wanted, is_changed=True))
        yield (*local, *sides), change


def _conditions(goal: Goal, aid: ir.Aid, date: datetime.date) -> Iterator[Way]:
    """A condition that is what is wanted, where the answer would be another if it were not."""
    assert goal.leaf is not None and goal.leaf.expression is not None and aid.conditions is not None
    yes, no = (forced(aid.conditions, goal.leaf, value).at(date) for value in (True, False))
    if yes is None or no is None:
        return
    leaf = Aim(goal.leaf.expression, aid.entity, wanted=goal.kind == "true")
    for wanted in (True, False):
        yield (leaf, Aim(yes, aid.entity, wanted=wanted), Aim(no, aid.entity, wanted=not wanted)), None


def _decision(goal: Goal, decision: Decision, aid: ir.Aid, program: ir.Program, date: datetime.date) -> Iterator[Way]:
    if decision.apart is None:
        yield from _with_effect((), goal.change, aid, decision, date)
        return
    rule = _of_rule(goal.variable, aid, program)
    # A case stands at the bound itself, to the cent, where it can.
    for exact in (True, False) if decision.stands is not None else (False,):
        local = Aim(decision.apart, *rule)
        stands = (Aim(decision.stands, *rule),) if exact and decision.stands is not None else ()
        # One row alone answers: none of those above, before the bound is moved or after.
        for side in (0, 1) if goal.above else (0,):
            above = tuple(Aim(tests[side], *rule, wanted=False) for tests in goal.above)
            yield from _with_effect((*stands, local, *above), goal.change, aid, decision, date)


def _of_rule(name: str, aid: ir.Aid, program: ir.Program) -> tuple[str, str]:
    """Whom a rule is about, and the rule; the aid's own is asked of the person who asks alone."""
    if name in (aid.variable, aid.eligibility):
        return aid.entity, ""
    variable = program.variable(name)
    assert variable is not None
    return variable.entity, name


def _row(goal: Goal, table: ir.Table) -> tuple[Aim, ...]:
    """A row that applies, and none above it where one row alone answers."""
    name = table.row or table.outputs[0][1]
    rows = [row.test for row in table.rows]
    own = (Aim(rows[goal.index - 1], table.entity, name),) if goal.index else ()
    above = rows[: goal.index - 1] if goal.index else rows
    others = above if table.row is not None or not goal.index else []
    return (*own, *(Aim(test, table.entity, name, wanted=False) for test in others))


def _flipped(table: ir.Table, program: ir.Program) -> Mutant | None:
    """The rules where a table says the opposite, of a table of yes and no."""
    for _, name in table.outputs:
        variable = program.variable(name)
        if variable is not None and variable.type.kind is Kind.BOOLEAN:
            formulas = tuple(replace(item, expression=ir.Not(item.expression)) for item in variable.formulas)
            return Mutant("row", table.span, "", "", name, formulas)
    return None


def _base(goal: Goal, program: ir.Program, date: datetime.date, aid: ir.Aid) -> tuple[Aim, ...]:
    """The figure to which a scale is applied, in a bracket or at a threshold."""
    scale = next(item for item in program.scales if item.path == goal.path)
    variable = program.variable(goal.variable)
    assert variable is not None
    read = None
    for formula in variable.formulas:
        if formula.start is None or formula.start <= date:
            read = next((item for item in ir.walk(formula.expression) if isinstance(item, ir.ScaleRead) and item.path == goal.path), read)
    starts = [_at(bracket.threshold, date) for bracket in scale.brackets]
    start = starts[goal.index - 1]
    if read is None or start is None:
        return ()

    def compared(operator: Comparison, bound: Decimal) -> Aim:
        assert read is not None
        return Aim(ir.Compare(operator, read.base, ir.Constant(bound, read.base.type)), *_of_rule(goal.variable, aid, program))

    after, before = (Comparison.GT, Comparison.LE) if read.above else (Comparison.GE, Comparison.LT)
    step = step_at(scale)
    match goal.kind:
        case "at":
            return compared(after, start), compared(before, start + step)
        case "below":
            return compared(after, start - step), compared(before, start)
        case _:
            following = next((bound for bound in starts[goal.index :] if bound is not None and bound.is_finite()), None)
            # Of rates nothing is due at the threshold itself.
            inside = start + 1 if scale.kind.is_rate and start.is_finite() else start
            low = (compared(after, inside),) if start.is_finite() else ()
            return (*low, compared(before, following)) if following is not None else low


def _where_read(goal: Goal, program: ir.Program, date: datetime.date, aid: ir.Aid) -> tuple[Aim, ...]:
    """The choices of a rule that lead to where it reads a parameter or a scale."""
    variable = program.variable(goal.variable)
    assert variable is not None
    found: tuple[ir.Expression, ...] | None = None
    for formula in variable.formulas:
        if formula.start is None or formula.start <= date:
            found = _leading(formula.expression, goal.path) or found
    return tuple(Aim(item, *_of_rule(goal.variable, aid, program)) for item in found or ())


def _leading(expression: ir.Expression, path: str) -> tuple[ir.Expression, ...] | None:
    """The choices that lead to what reads a path, () where there is none; None where nothing reads it, or members do."""
    if isinstance(expression, ir.ParameterRead | ir.ScaleRead) and expression.path == path:
        return ()
    if isinstance(expression, ir.Fold):
        return None
    if isinstance(expression, ir.If):
        no = ir.negated(expression.condition)
        for part, way in ((expression.then, (expression.condition,)), (expression.otherwise, (no,)), (expression.condition, ())):
            found = _leading(part, path)
            if found is not None:
                return (*way, *found)
        return None
    return next((found for child in ir.children(expression) if (found := _leading(child, path)) is not None), None)


def _at(values: tuple[ir.DatedValue, ...], date: datetime.date) -> Decimal | None:
    found = None
    for item in values:
        if item.date <= date:
            found = item.value
    return found if isinstance(found, Decimal) else None


def _member(goal: Goal, program: ir.Program, aid: ir.Aid) -> tuple[Aim, ...]:
    """Someone with a role, of whom what a rule asks is true."""
    variable = program.variable(goal.variable)
    assert variable is not None
    for formula in variable.formulas:
        for item in ir.walk(formula.expression):
            if isinstance(item, ir.Fold) and item.role == goal.role:
                someone = replace(item, operator=Aggregation.SOME, value=None, type=BOOLEAN)
                return (Aim(someone, *_of_rule(goal.variable, aid, program)),)
    return ()


def forced(group: ir.ConditionGroup, leaf: ir.ConditionGroup, value: bool) -> ir.ConditionGroup:
    """The conditions of an aid with one of them taken for true or false."""
    if group is leaf:
        return replace(group, expression=ir.Constant(value, BOOLEAN))
    # A condition stays the very one: goals know theirs by identity.
    return replace(group, items=tuple(forced(item, leaf, value) for item in group.items)) if group.items else group


def altered(group: ir.ConditionGroup, leaf: ir.ConditionGroup, decision: Decision) -> ir.ConditionGroup:
    """The conditions of an aid with a part of one of them changed."""
    if group is leaf and group.expression is not None:
        return replace(group, expression=substituted(group.expression, decision.part, decision.altered))
    return replace(group, items=tuple(altered(item, leaf, decision) for item in group.items)) if group.items else group
