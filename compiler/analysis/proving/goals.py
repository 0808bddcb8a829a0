"""What the cases of an aid must show of its rules: what decides in conditions and calculations, rows, brackets, dates, roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import leaves_of
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.deciding import Decider, Decision, substituted
from rulespec.compiler.ground.periods import MIN
from rulespec.compiler.ground.source import Span


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to show.

    `kind` is "true" or "false" (a condition, with effect), "row", "bracket", "at", "below" (of a scale), "version", "value", "role",
    or the kind of a decision within a rule: "edge", "under", "over", "holds", "fails".

    Attributes:
        name: the condition, the table, the scale, the parameter or the rule, as the expert calls it.
        index: the row or bracket, from 1; 0 for « sinon ».
        value: the bound or the date, where there is one.
        variable: the variable of the rulebook that the goal is about.
        path: of the parameter or the scale; the document of the table.
        part: the yes / no, or the bound that is not a figure, as the expert calls it.
        change: the rule slightly wrong, that a case notices where it reaches the goal.
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
    decision: Decision | None = None
    change: Mutant | None = None

    def is_shared(self, aid: ir.Aid) -> bool:
        """Whether the cases of any aid show it: it stands in a document without an aid."""
        return self.span is not None and self.change is not None and self.change.span.path != aid.span.path


def reachable(program: ir.Program, name: str) -> list[ir.Variable]:
    """A variable of the rulebook and all those that it reads, itself first."""
    by_name = {variable.name: variable for variable in program.variables}
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
        *_scales(program, variables),
        *_versions(program, variables),
    ):
        part = (goal.variable, goal.decision.part) if goal.decision is not None else None
        key = (goal.kind, goal.name, goal.index, goal.value, goal.path, goal.role, part, id(goal.leaf) if goal.leaf else 0)
        found.setdefault(key, goal)
    return tuple(found.values())


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
            if variable.name == aid.variable and isinstance(expression, ir.If) and isinstance(expression.otherwise, ir.Constant):
                # That the refused get nothing is no rule of its author.
                expression = expression.then
            for found in decider.decisions(expression):
                changed = tuple(
                    replace(item, expression=substituted(item.expression, found.part, found.altered)) for item in variable.formulas
                )
                leaf = found.leaf or called.get(variable.name)
                yield Goal(
                    found.kind,
                    leaf.label if leaf is not None else variable.label,
                    (leaf.span if leaf is not None else None) or formula.span,
                    value=_bound(found.part),
                    variable=variable.name,
                    part=_part(found.part, names, parameters),
                    decision=found,
                    change=Mutant(found.kind, formula.span, "", "", variable.name, changed),
                )


def _bound(part: ir.Expression) -> Decimal | None:
    """The figure that is a bound."""
    for item in (part.right, part.left) if isinstance(part, ir.Compare) else ():
        if isinstance(item, ir.Constant) and isinstance(item.value, Decimal):
            return item.value
    return None


def _part(part: ir.Expression, names: dict[str, str], parameters: dict[str, str]) -> str:
    """What the expert calls a bound or a yes / no: the parameter of the bound, else the first thing that is looked at."""
    if isinstance(part, ir.Compare) and part.operator.is_order:
        found = next((parameters.get(item.path, "") for item in (part.right, part.left) if isinstance(item, ir.ParameterRead)), "")
        if found:
            return found
    return next((names.get(item.variable, item.variable) for item in ir.walk(part) if isinstance(item, ir.Read)), "")


def _tables(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    names = {variable.name for variable in variables}
    for table in program.tables:
        if not any(name in names for _, name in table.outputs):
            continue
        for number, row in enumerate(table.rows, start=1):
            yield Goal("row", table.name, row.span, number, path=table.document)
        if table.otherwise is not None:
            yield Goal("row", table.name, table.otherwise.span, 0, path=table.document)


def _scales(program: ir.Program, variables: list[ir.Variable]) -> Iterator[Goal]:
    scales = {scale.path: scale for scale in program.scales}
    for variable in variables:
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if not isinstance(item, ir.ScaleRead) or item.path not in scales:
                    continue
                scale = scales[item.path]
                for number, bracket in enumerate(scale.brackets, start=1):
                    yield Goal("bracket", scale.name, scale.span, number, variable=variable.name, path=scale.path)
                    for threshold in {value.value for value in bracket.threshold if isinstance(value.value, Decimal)}:
                        if number > 1 and threshold.is_finite():
                            yield Goal("at", scale.name, scale.span, number, threshold, variable.name, path=scale.path)
                            yield Goal("below", scale.name, scale.span, number, threshold, variable.name, path=scale.path)


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
                                "value", parameter.name, parameter.span, value=dated.date, path=parameter.path, variable=variable.name
                            )
                if isinstance(item, ir.Fold) and item.role is not None:
                    yield Goal("role", variable.label, variable.span, variable=variable.name, role=item.role)


def _is_read_then(parameter: ir.Parameter, date: datetime.date, variable: ir.Variable) -> bool:
    """Whether a rule can read the value that a parameter takes on a date: it is in force before the next one."""
    start = variable.formulas[0].start
    following = min((item.date for item in parameter.values if item.date > date), default=datetime.date.max)
    return (start is None or following > start) and (variable.end is None or date <= variable.end)
