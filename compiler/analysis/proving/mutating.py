"""Rules slightly wrong, to see which of them no case would notice: bounds, amounts, and / or, windows, roles, rows, dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import leaves_of
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import COMPARED
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import LAST_3_MONTHS, LAST_12_MONTHS, LAST_YEAR, SAME, YEAR_N_2, Window
from rulespec.compiler.words import Language, language


def mistaken(window: Window) -> Window | None:
    """The window that another is taken for by a slip: the year after, three months for twelve, today for another date."""
    if window == LAST_YEAR:
        return YEAR_N_2
    if window.is_year:
        return replace(window, offset=window.offset + 12) if window.is_past else None
    if window.is_run:
        return LAST_12_MONTHS if window != LAST_12_MONTHS else LAST_3_MONTHS
    return SAME if window != SAME else None


@dataclass(frozen=True, slots=True)
class Untouched:
    """What no author wrote (the questions « is it row 2? », the terms of the lexicon), and how rules are called."""

    rows: frozenset[str | None]
    terms: frozenset[ir.Expression]
    labels: Mapping[str, str]
    words: Language

    def called(self, expression: ir.Expression, index: int) -> str:
        """A condition among several, by its name; by its place where it has none."""
        while isinstance(expression, ir.Not):
            expression = expression.value
        label = self.labels.get(expression.variable) if isinstance(expression, ir.Read) else None
        return self.words.quoted(label) if label else str(index + 1)


def mutants_of(aid: ir.Aid, program: ir.Program) -> Iterator[Mutant]:
    """The mutants of what an aid's authors wrote: its own rules, and the calculations that documents without an aid share."""
    documents = {item.document for item in program.aids} - {aid.document}
    variables = [item for item in reachable(program, aid.variable) if item.document not in documents or item.role is ir.Part.CONDITION]
    untouched = Untouched(
        frozenset(table.row for table in program.tables if table.row is not None),
        program.terms,
        {item.name: item.label for item in program.variables},
        language(program.language),
    )
    tables = {name: table for table in program.tables for name in (table.row, *(output for _, output in table.outputs)) if name is not None}
    paths: set[str] = set()
    scales: set[str] = set()
    for variable in variables:
        yield from _of_formulas(variable, untouched, aid, tables)
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if isinstance(item, ir.ParameterRead) and item.own:
                    paths.add(item.path)
                elif isinstance(item, ir.ScaleRead):
                    scales.add(item.path)
    for parameter in program.parameters:
        if parameter.path in paths and parameter.span.path not in documents:
            yield from _of_parameter(parameter)
    for scale in program.scales:
        if scale.path in scales and scale.span.path not in documents:
            yield from _of_scale(scale)


def _of_formulas(variable: ir.Variable, untouched: Untouched, aid: ir.Aid, tables: Mapping[str, ir.Table]) -> Iterator[Mutant]:
    table = tables.get(variable.name)
    for index, formula in enumerate(variable.formulas):
        for kind, before, after, changed in _aid_changes(formula.expression, untouched, variable.name == aid.variable):
            formulas = (*variable.formulas[:index], replace(formula, expression=changed), *variable.formulas[index + 1 :])
            if table is None:
                name, span = _named(formula, changed, variable, aid)
                yield Mutant(kind, span, before, after, variable.name, formulas, name=name)
                continue
            row = int(before) if kind == "row" else _row_of(formula.expression, changed)
            known = table.rows[row - 1].span if row else table.otherwise.span if row == 0 and table.otherwise is not None else formula.span
            yield Mutant(kind, known, before, after, variable.name, formulas, name=table.name, is_table=True, row=row)


def _named(formula: ir.Formula, changed: ir.Expression, variable: ir.Variable, aid: ir.Aid) -> tuple[str, Span]:
    """The condition in which a rule is changed, and where it is written; else the rule."""
    leaves = list(leaves_of(aid.conditions)) if aid.conditions is not None else []
    # What a shared document says is one rule for all the aids that read it.
    is_own = variable.span.path == aid.span.path
    found = next((leaf for leaf in leaves if leaf.variable == variable.name and is_own), None)
    is_aid = variable.name in (aid.variable, aid.eligibility)
    if found is None and is_aid:
        left, inside = set(ir.walk(changed)), set(ir.walk(formula.expression))
        found = next((leaf for leaf in leaves if leaf.expression in inside and leaf.expression not in left), None)
    if found is not None:
        return found.label, found.span or formula.span
    return ("" if is_aid else variable.label), formula.span


def _row_of(before: ir.Expression, after: ir.Expression) -> int | None:
    """The row of a table in which its rule is changed, 0 for « sinon »; None where it is in no single one."""
    pairs: list[tuple[object, object]] = []
    if isinstance(before, ir.RowNumber) and isinstance(after, ir.RowNumber):
        pairs = list(zip(before.tests, after.tests, strict=False))
    elif isinstance(before, ir.Select) and isinstance(after, ir.Select):
        if before.default != after.default:
            return 0
        pairs = list(zip(before.cases, after.cases, strict=False))
    return next((number for number, (one, two) in enumerate(pairs, start=1) if one != two), None)


def _aid_changes(expression: ir.Expression, untouched: Untouched, is_aid: bool) -> Iterator[tuple[str, str, str, ir.Expression]]:
    """The changes of a formula; of an aid's the amount alone: that the refused get nothing is no rule of its author."""
    if is_aid and isinstance(expression, ir.If) and isinstance(expression.otherwise, ir.Constant):
        for kind, before, after, changed in _changes(expression.then, untouched):
            yield kind, before, after, replace(expression, then=changed)
        return
    yield from _changes(expression, untouched)


def _changes(expression: ir.Expression, untouched: Untouched) -> Iterator[tuple[str, str, str, ir.Expression]]:
    """Each expression that differs from this one by one change, anywhere within it."""
    if isinstance(expression, ir.Compare) and isinstance(expression.left, ir.Read) and expression.left.variable in untouched.rows:
        return  # « is it row 2? » is rulespec's own question: the rows themselves are changed where they are chosen
    if expression in untouched.terms:
        return
    yield from _own_changes(expression, untouched)
    for name in expression.__dataclass_fields__:
        value = getattr(expression, name)
        if isinstance(value, tuple) and value and not isinstance(value[0], str):
            for index, part in enumerate(value):
                for kind, before, after, changed in _part_changes(part, untouched):
                    yield kind, before, after, _with(expression, name, (*value[:index], changed, *value[index + 1 :]))
        elif hasattr(value, "type") and not isinstance(value, Kind):
            for kind, before, after, changed in _changes(value, untouched):
                yield kind, before, after, _with(expression, name, changed)


def _with(expression: ir.Expression, name: str, value: Any) -> ir.Expression:
    changes: dict[str, Any] = {name: value}
    return replace(expression, **changes)


def _part_changes(part: Any, untouched: Untouched) -> Iterator[tuple[str, str, str, Any]]:
    if isinstance(part, tuple):
        for index, inner in enumerate(part):
            for kind, before, after, changed in _part_changes(inner, untouched):
                yield kind, before, after, (*part[:index], changed, *part[index + 1 :])
    elif hasattr(part, "type"):
        yield from _changes(part, untouched)


def _own_changes(expression: ir.Expression, untouched: Untouched) -> Iterator[tuple[str, str, str, ir.Expression]]:
    match expression:
        case ir.Compare(operator=operator, left=left):
            if left.type.kind is not Kind.NUMBER:
                return
            yield "bound", operator, COMPARED[operator].mistaken, replace(expression, operator=COMPARED[operator].mistaken)
        case ir.Constant(value=Decimal() as value, type=type_) if value.is_finite() and not isinstance(value, bool):
            step = type_.step
            for changed in (value + step, value - step):
                yield "amount", f"{value}", f"{changed}", replace(expression, value=changed)
        case ir.Logic(operator=operator, items=items):
            yield "logic", operator, operator.other, replace(expression, operator=operator.other)
            if len(items) > 2:
                for index in range(len(items)):
                    yield (
                        "dropped",
                        untouched.called(items[index], index),
                        "",
                        replace(expression, items=(*items[:index], *items[index + 1 :])),
                    )
        case ir.Read(window=window) | ir.ParameterRead(window=window) if (slip := mistaken(window)) is not None:
            said = untouched.words.timing
            yield "window", said.say(window), said.say(slip), replace(expression, window=slip)
        case ir.Fold(operator=operator, role=role):
            if operator.mistaken is not None and (operator.is_extreme or expression.condition is not None):
                yield "quantifier", operator, operator.mistaken, replace(expression, operator=operator.mistaken)
            if role is not None:
                yield "role", role, "", replace(expression, role=None)
        case ir.Among(items=items) if 1 < len(items) <= 12:
            for index, item in enumerate(items):
                yield "item", str(item), "", replace(expression, items=(*items[:index], *items[index + 1 :]), zone=None)
        case ir.Not(value=value):
            yield "negation", "", "", value
        case ir.RowNumber(tests=tests):
            for index in range(len(tests) - 1):
                never = ir.Constant(False, tests[index].type)
                yield "row", str(index + 1), "", replace(expression, tests=(*tests[:index], never, *tests[index + 1 :]))
        case (
            ir.Constant()
            | ir.Read()
            | ir.ParameterRead()
            | ir.ScaleRead()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Divide()
            | ir.Negative()
            | ir.If()
            | ir.Extreme()
            | ir.Absolute()
            | ir.Round()
            | ir.Age()
            | ir.Select()
            | ir.HasRole()
            | ir.Rank()
            | ir.Listing()
            | ir.Day()
            | ir.Elapsed()
            | ir.Shifted()
            | ir.OverMonths()
        ):
            return
        case _:
            assert_never(expression)


def _of_parameter(parameter: ir.Parameter) -> Iterator[Mutant]:
    for index, dated in enumerate(parameter.values):
        if isinstance(dated.value, Decimal) and not isinstance(dated.value, bool) and dated.value.is_finite():
            step = parameter.type.step
            for value in (dated.value + step, dated.value - step):
                yield _dated("amount", parameter, index, replace(dated, value=value), f"{dated.value}", f"{value}")
        if index:
            moved = (dated.date.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
            yield _dated("date", parameter, index, replace(dated, date=moved), dated.date.isoformat(), moved.isoformat())


def _dated(kind: str, parameter: ir.Parameter, index: int, dated: ir.DatedValue, before: str, after: str) -> Mutant:
    values = (*parameter.values[:index], dated, *parameter.values[index + 1 :])
    return Mutant(kind, parameter.span, f"{parameter.name} {before}", after, parameter=replace(parameter, values=values))


def _of_scale(scale: ir.Scale) -> Iterator[Mutant]:
    for index, bracket in enumerate(scale.brackets):
        for name in ("threshold", "value"):
            values: tuple[ir.DatedValue, ...] = getattr(bracket, name)
            for position, dated in enumerate(values):
                if not isinstance(dated.value, Decimal) or not dated.value.is_finite():
                    continue
                changed = dated.value + (scale.base if name == "threshold" else scale.type).unit.coin
                new = (*values[:position], replace(dated, value=changed), *values[position + 1 :])
                brackets = (*scale.brackets[:index], replace(bracket, **{name: new}), *scale.brackets[index + 1 :])
                before = f"{scale.name} {index + 1}: {dated.value}"
                yield Mutant(
                    "threshold" if name == "threshold" else "amount",
                    scale.span,
                    before,
                    f"{changed}",
                    scale=replace(scale, brackets=brackets),
                )
