"""What the cases of an aid must show of its rules: what decides in conditions and calculations, rows, brackets, dates, roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import leaves_of
from rulespec.compiler.analysis.judging.scales import base_of, scale_of
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.deciding import Decider, Decision, differing, has_bound, shifted, sides_of, standing, substituted
from rulespec.compiler.ground.kinds import BOOLEAN
from rulespec.compiler.ground.periods import MIN
from rulespec.compiler.ground.source import Span


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to show.

    `kind` is "true" or "false" (a condition, with effect), "row", "bracket", "at", "below" (of a scale), "version", "value", "role",
    the kind of a decision within a rule or a row ("edge", "under", "over", "holds", "fails", "term"), or "granted": a case of
    someone entitled, for an aid of which nothing else decides.

    Attributes:
        name: the condition, the table, the scale, the parameter or the rule, as the expert calls it.
        index: the row or bracket, from 1; 0 for « sinon », and for what is in neither.
        value: the bound or the date, where there is one.
        variable: the variable of the rulebook that the goal is about.
        path: of the parameter or the scale; the document of the table.
        part: the yes / no, or the bound that is not a figure, as the expert calls it.
        end: of a scale that is the term of no MIN or MAX of its author: "capped", "uncapped", "extended" or "unextended".
        change: the rule wrong in this alone, that a case notices where it reaches the goal.
        table: the table of a row, or of a bound of one of its cells.
        above: the tests of the rows above, as they are and as the bound moves them, where one row alone answers.
    """

    kind: str
    name: str
    span: Span | None
    index: int = 0
    value: Decimal | datetime.date | None = None
    variable: str = ""
    leaf: ir.ConditionGroup | None = None
    path: str = ""
    role: str = ""
    part: str = ""
    end: str = ""
    decision: Decision | None = None
    change: Mutant | None = None
    table: ir.Table | None = None
    above: tuple[tuple[ir.Expression, ir.Expression], ...] = ()

    def is_shared(self, aid: ir.Aid) -> bool:
        """Whether the cases of any aid show it: it stands in a document without an aid."""
        return self.span is not None and self.change is not None and self.change.span.path != aid.span.path


def reachable(program: ir.Program, name: str) -> list[ir.Variable]:
    """A variable of the rulebook and all those that it reads, itself first."""
    by_name = program.by_name
    found: dict[str, ir.Variable] = {}
    stack = [name]
    while stack:
        variable = by_name.get(stack.pop())
        if variable is None or variable.name in found:
            continue
        found[variable.name] = variable
        for formula in variable.formulas:
            stack += [item.variable for item in ir.walk(formula.expression) if isinstance(item, ir.Read) and item.own]
    return list(found.values())


def goals_of(aid: ir.Aid, program: ir.Program) -> tuple[Goal, ...]:
    """The goals of an aid: of its own document, and of the calculations that documents without an aid share."""
    others = {item.document for item in program.aids} - {aid.document}
    variables = [item for item in reachable(program, aid.variable) if item.document not in others or item.role is ir.Part.CONDITION]
    found: dict[tuple[object, ...], Goal] = {}
    for goal in (
        *_conditions(aid),
        *_decisions(aid, program, variables),
        *_tables(program, variables),
        *_cells(program, variables),
        *_scales(program, variables),
        *_versions(program, variables),
    ):
        part = (goal.variable, goal.decision.part, goal.decision.altered) if goal.decision is not None else None
        key = (goal.kind, goal.name, goal.index, goal.value, goal.path, goal.role, part, id(goal.leaf) if goal.leaf else 0)
        found.setdefault(key, goal)
    return tuple(found.values()) or (Goal("granted", aid.name, aid.span, variable=aid.variable),)


def _conditions(aid: ir.Aid) -> Iterator[Goal]:
    if aid.conditions is None:
        return
    for leaf in leaves_of(aid.conditions):
        if isinstance(leaf.expression, ir.Constant):
            continue
        for kind in ("true", "false"):
            yield Goal(kind, leaf.label, leaf.span, leaf=leaf, variable=leaf.variable or "")


def _decisions(aid: ir.Aid, program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    conditions = list(leaves_of(aid.conditions)) if aid.conditions is not None else []
    leaves = {leaf.expression: leaf for leaf in conditions if leaf.expression is not None}
    called = {leaf.variable: leaf for leaf in conditions if leaf.variable}
    rows = frozenset(table.row for table in program.tables if table.row is not None)
    names = {variable.name: variable.label for variable in program.variables} | dict(program.names)
    parameters = {parameter.path: parameter.name for parameter in program.parameters}
    outputs = {name for table in program.tables for _, name in table.outputs} | rows
    for variable in variables:
        if variable.name in outputs:
            continue  # the rows of a table are goals of their own
        decider = Decider(program.terms, rows, leaves if variable.name in (aid.variable, aid.eligibility) else {})
        for formula in variable.formulas:
            expression = formula.expression
            ends = _ends(expression)
            if variable.name == aid.variable and isinstance(expression, ir.If) and isinstance(expression.otherwise, ir.Constant):
                # That the refused get nothing is no rule of its author.
                expression = expression.then
            for found in decider.decisions(expression):
                changed = tuple(
                    replace(item, expression=substituted(item.expression, found.part, found.altered)) for item in variable.formulas
                )
                leaf = found.leaf or called.get(variable.name)
                end = ends.get(found.part) if found.term is not None else None
                name = leaf.label if leaf is not None else variable.label
                yield Goal(
                    found.kind,
                    name if end is None else end.scale,
                    (leaf.span if leaf is not None else None) or formula.span,
                    value=_bound(found.term or found.part) if end is None else end.value,
                    variable=variable.name,
                    part=_part(found.term or found.part, names, parameters),
                    end="" if end is None else end.kinds[found.term == end.figure],
                    decision=found,
                    change=Mutant(found.kind, formula.span, "", "", variable.name, changed),
                )


@dataclass(frozen=True, slots=True)
class _End:
    """Where a scale ends: the figure up to which it counts, or beyond which it adds; no MIN nor MAX that its author wrote."""

    scale: str
    kinds: tuple[str, str]
    figure: ir.Expression
    value: Decimal | datetime.date | None


def _ends(expression: ir.Expression) -> dict[ir.Expression, _End]:
    """The MIN of a base that is capped, and the MAX of what is beyond the last threshold, in each scale of a rule."""
    found: dict[ir.Expression, _End] = {}
    for item in ir.walk(expression):
        scale = scale_of(item)
        if scale is None:
            continue
        base = scale.base
        if isinstance(base, ir.Extreme) and base is not base_of(scale):
            found[base] = _end(scale, ("uncapped", "capped"), base.items[1], base.items[1])
        added = item.right if isinstance(item, ir.Arithmetic) else None
        beyond = added.right if isinstance(added, ir.Arithmetic) else None
        if isinstance(beyond, ir.Extreme) and isinstance(over := beyond.items[0], ir.Arithmetic):
            found[beyond] = _end(scale, ("extended", "unextended"), beyond.items[1], over.right)
    return found


def _end(scale: ir.ScaleRead, kinds: tuple[str, str], figure: ir.Expression, value: ir.Expression) -> _End:
    return _End(scale.name, kinds, figure, _bound(value))


def _bound(part: ir.Expression) -> Decimal | datetime.date | None:
    """The figure or the date that is a bound, or a term."""
    for item in (part.right, part.left) if isinstance(part, ir.Compare) else (part,):
        if isinstance(item, ir.Constant) and isinstance(item.value, Decimal | datetime.date):
            return item.value
    return None


def _part(part: ir.Expression, names: dict[str, str], parameters: dict[str, str]) -> str:
    """What the expert calls a bound or a yes / no: the parameter of the bound, else the first thing that is looked at."""
    if isinstance(part, ir.Compare) and part.operator.is_order:
        found = next((parameters.get(item.path, "") for item in (part.right, part.left) if isinstance(item, ir.ParameterRead)), "")
        found = found or next((scale.name for item in (part.right, part.left) if (scale := scale_of(item)) is not None), "")
        if found:
            return found
    if isinstance(part, ir.ParameterRead):
        return parameters.get(part.path, part.name)
    return next((names.get(item.variable, item.variable) for item in ir.walk(part) if isinstance(item, ir.Read)), "")


def _tables(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    for table in _read_tables(program, variables):
        for number, row in enumerate(table.rows, start=1):
            yield Goal("row", table.name, row.span, number, path=table.document, table=table)
        if table.otherwise is not None:
            yield Goal("row", table.name, table.otherwise.span, 0, path=table.document, table=table)


def _read_tables(program: ir.Program, variables: list[ir.Variable]) -> list[ir.Table]:
    names = {variable.name for variable in variables}
    return [table for table in program.tables if any(name in names for _, name in table.outputs)]


def _cells(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    """The bounds of the cells of tables: a bound that is moved moves in all the rows that name it."""
    parameters = {parameter.path: parameter.name for parameter in program.parameters}
    names = {variable.name: variable.label for variable in program.variables} | dict(program.names)
    by_name = program.by_name
    for table in _read_tables(program, variables):
        holder = by_name[table.row or table.outputs[0][1]]
        for number, row in enumerate(table.rows, start=1):
            for part in dict.fromkeys(item for test in row.tests for item in ir.walk(test) if has_bound(item)):
                assert isinstance(part, ir.Compare)
                for kind, direction in sides_of(part):
                    moved = Moved(part, direction)
                    after = moved.of(row.test)
                    stands = standing(kind, part, shifted(part, direction))
                    decision = Decision(kind, row.test, after, differing(row.test, after), None, stands)
                    changed = tuple(replace(item, expression=moved.of(item.expression)) for item in holder.formulas)
                    above = [item.test for item in table.rows[: number - 1]] if table.row is not None else []
                    yield Goal(
                        kind,
                        table.name,
                        row.span,
                        number,
                        _bound(part),
                        holder.name,
                        path=table.document,
                        part=_part(part, names, parameters),
                        decision=decision,
                        change=Mutant(kind, row.span, "", "", holder.name, changed),
                        table=table,
                        above=tuple((test, moved.of(test)) for test in above),
                    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A bound that is one step away wherever a quantity is compared with it."""

    part: ir.Compare
    direction: int

    def of(self, expression: ir.Expression) -> ir.Expression:
        return ir.rewritten(expression, self._of)

    def _of(self, item: ir.Expression) -> ir.Expression:
        is_it = isinstance(item, ir.Compare) and has_bound(item) and (item.left, item.right) == (self.part.left, self.part.right)
        return shifted(item, self.direction) if is_it and isinstance(item, ir.Compare) else item


def _scales(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    scales = {scale.path: scale for scale in program.scales}
    for variable in variables:
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if not isinstance(item, ir.ScaleRead) or item.path not in scales:
                    continue
                scale = scales[item.path]
                for number, bracket in enumerate(scale.brackets, start=1):
                    yield Goal(
                        "bracket",
                        scale.name,
                        scale.span,
                        number,
                        variable=variable.name,
                        path=scale.path,
                        change=_rescaled(scale, number, "value", Decimal(1), None),
                    )
                    if not scale.kind.has_steps or number == 1:
                        continue
                    step = step_at(scale)
                    for threshold in sorted({value.value for value in bracket.threshold if isinstance(value.value, Decimal)}):
                        if threshold.is_finite():
                            for kind, way in (("at", step), ("below", -step)):
                                change = _rescaled(scale, number, "threshold", way, threshold)
                                yield Goal(kind, scale.name, scale.span, number, threshold, variable.name, path=scale.path, change=change)


def step_at(scale: ir.Scale) -> Decimal:
    """How far beside a threshold a case stands: a coin, one of what is counted or measured."""
    return Decimal(1) if scale.base.integer or not scale.base.unit.is_money else scale.base.unit.coin


def _rescaled(scale: ir.Scale, number: int, name: str, step: Decimal, only: Decimal | None) -> Mutant:
    """A scale with the threshold or the value of a bracket moved (`only` where it is a figure, where one is told)."""
    bracket = scale.brackets[number - 1]
    values: tuple[ir.DatedValue, ...] = bracket.threshold if name == "threshold" else bracket.value
    moved = tuple(
        replace(item, value=item.value + step)
        if isinstance(item.value, Decimal) and item.value.is_finite() and only in (None, item.value)
        else item
        for item in values
    )
    changed = replace(bracket, threshold=moved) if name == "threshold" else replace(bracket, value=moved)
    brackets = (*scale.brackets[: number - 1], changed, *scale.brackets[number:])
    return Mutant(name, scale.span, "", "", scale=replace(scale, brackets=brackets))


def _versions(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    parameters = {parameter.path: parameter for parameter in program.parameters}
    for variable in variables:
        if len(variable.formulas) > 1:
            for formula in variable.formulas:
                yield Goal("version", variable.label, formula.span, value=formula.start or MIN, variable=variable.name)
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if isinstance(item, ir.ParameterRead) and item.own:
                    parameter = parameters[item.path]
                    for dated in parameter.values if len(parameter.values) > 1 else ():
                        if dated.value is not None and _is_read_then(parameter, dated.date, variable):
                            yield Goal(
                                "value",
                                parameter.name,
                                parameter.span,
                                value=dated.date,
                                path=parameter.path,
                                variable=variable.name,
                                change=revalued(parameter, dated)[-1],
                            )
                if isinstance(item, ir.Fold) and item.role is not None:
                    change = Mutant("role", variable.span, "", "", variable.name, _without_role(variable, item.role))
                    yield Goal("role", variable.label, variable.span, variable=variable.name, role=item.role, change=change)


def revalued(parameter: ir.Parameter, dated: ir.DatedValue) -> tuple[Mutant, ...]:
    """A parameter with something else than one of its values: the opposite, nothing, twice as much."""
    assert dated.value is not None
    others = (not dated.value,) if isinstance(dated.value, bool) else (Decimal(0), dated.value * 2 + 1)
    return tuple(
        Mutant(
            "value",
            parameter.span,
            "",
            "",
            parameter=replace(parameter, values=tuple(replace(item, value=other) if item is dated else item for item in parameter.values)),
        )
        for other in others
    )


def _without_role(variable: ir.Variable, role: str) -> tuple[ir.Formula, ...]:
    """The formulas of a rule that counts nobody who holds a role."""

    def emptied(item: ir.Expression) -> ir.Expression:
        return replace(item, condition=ir.Constant(False, BOOLEAN)) if isinstance(item, ir.Fold) and item.role == role else item

    return tuple(replace(formula, expression=ir.rewritten(formula.expression, emptied)) for formula in variable.formulas)


def _is_read_then(parameter: ir.Parameter, date: datetime.date, variable: ir.Variable) -> bool:
    """Whether a rule can read the value that a parameter takes on a date: it is in force before the next one."""
    start = variable.formulas[0].start
    following = min((item.date for item in parameter.values if item.date > date), default=datetime.date.max)
    return (start is None or following > start) and (variable.end is None or date <= variable.end)
