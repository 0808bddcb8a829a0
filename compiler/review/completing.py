"""A program to the same program with what a country's own files carry: how a value given for a year is spread, references, no relay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from rulespec.compiler import ir
from rulespec.compiler.ground.kinds import NONE, Flow, Kind, Period, flow_of, number
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.ground.windows import SAME

References = tuple[ir.Reference, ...]
T = TypeVar("T", ir.Parameter, ir.Scale)


def completed(program: ir.Program, flows: Mapping[str, Flow], references: Mapping[str, References]) -> ir.Program:
    """The program whose variables spread their inputs and cite the law.

    `flows` says of each variable whether it adds up over time; `references` are those of each document, by its path: what a rule or a
    parameter cites where it has none of its own.
    """
    return replace(
        program,
        variables=tuple(_variable(item, flows.get(item.name, Flow.UNKNOWN), references) for item in program.variables),
        parameters=tuple(_cited(item, references) for item in program.parameters),
        scales=tuple(_cited(item, references) for item in program.scales),
    )


def _variable(variable: ir.Variable, flow: Flow, references: Mapping[str, References]) -> ir.Variable:
    if variable.set_input is None and variable.period in (Period.MONTH, Period.YEAR):
        money = variable.type.unit.is_known_money
        if flow is Flow.UNKNOWN:
            flow = flow_of(variable.type.unit, variable.period)
        is_flow = flow is Flow.FLOW or (flow is Flow.UNKNOWN and money)
        adds_up = is_flow and variable.type.kind is Kind.NUMBER and not variable.type.integer
        variable = replace(variable, set_input="divide" if adds_up else "dispatch")
    if variable.formulas and not variable.references:
        variable = replace(variable, references=references.get(variable.document, ()))
    return variable


def _cited(item: T, references: Mapping[str, References]) -> T:
    found = references.get(item.span.path, ())
    if item.reference or item.link or not found:
        return item
    return replace(item, reference=found[0].text or None, link=found[0].link)


def with_percentages(program: ir.Program, suffix: str) -> ir.Program:
    """The program of a simulator, which shows a figure before « % » as it is: an aid in % has a second variable, times a hundred."""
    if not program.simulator:
        return program
    taken = {variable.name for variable in program.variables}
    own = {variable.name: variable for variable in program.variables}
    made: list[ir.Variable] = []
    aids: list[ir.Aid] = []
    for aid in program.aids:
        variable = own[aid.variable]
        if not variable.type.rate:
            aids.append(aid)
            continue
        name = f"{aid.variable}_{suffix}"
        while name in taken:
            name += "_2"
        type_ = replace(variable.type, rate=False, unit=NONE)
        read = ir.Read(aid.variable, variable.entity, (), SAME, False, variable.type, own=True)
        times = ir.Arithmetic(Operation.TIMES, read, ir.Constant(Decimal(100), number(NONE)), type_)
        start = variable.formulas[0].start
        formulas = (ir.Formula(start, times, variable.span),)
        made.append(replace(variable, name=name, label=f"{variable.label} (%)", type=type_, role=ir.Part.HELPER, formulas=formulas))
        aids.append(replace(aid, shown=name))
    return replace(program, variables=(*program.variables, *made), aids=tuple(aids))


def without_relays(program: ir.Program) -> ir.Program:
    """The program where no yes / no only returns a condition that nothing else reads: the condition bears its name instead."""
    by_name = {variable.name: variable for variable in program.variables}
    readers = Counter(name for variable in program.variables for name in {item.variable for item in _reads(variable) if item.own})
    for table in program.tables:
        tests = [*(test for row in table.rows for test in row.tests), *(expression for _, expression in table.inputs)]
        readers.update({item.variable for test in tests for item in ir.walk(test) if isinstance(item, ir.Read)})
    renamed: dict[str, str] = {}
    for variable in program.variables:
        condition = _relayed(variable, by_name)
        if condition is not None and readers[condition.name] == 1:
            renamed[condition.name] = variable.name
    if not renamed:
        return program
    relays = {relay: by_name[condition] for condition, relay in renamed.items()}
    return replace(
        program,
        variables=tuple(
            _merged(variable, relays[variable.name]) if variable.name in relays else variable
            for variable in program.variables
            if variable.name not in renamed
        ),
        aids=tuple(replace(aid, conditions=_in_group(aid.conditions, renamed)) for aid in program.aids),
    )


def _reads(variable: ir.Variable) -> list[ir.Read]:
    return [item for formula in variable.formulas for item in ir.walk(formula.expression) if isinstance(item, ir.Read)]


def _relayed(variable: ir.Variable, by_name: Mapping[str, ir.Variable]) -> ir.Variable | None:
    """The unnamed condition that a variable returns as it is, over the same dates."""
    if len(variable.formulas) != 1:
        return None
    read = variable.formulas[0].expression
    if not isinstance(read, ir.Read) or not read.own or read.via or read.window != SAME or read.added:
        return None
    found = by_name.get(read.variable)
    if found is None or found.role is not ir.Part.CONDITION or found.is_named or len(found.formulas) != 1:
        return None
    alike = (found.entity, found.period, found.end) == (variable.entity, variable.period, variable.end)
    return found if alike and found.formulas[0].start == variable.formulas[0].start else None


def _merged(relay: ir.Variable, condition: ir.Variable) -> ir.Variable:
    return replace(relay, formulas=condition.formulas, references=condition.references or relay.references, message=condition.message)


def _in_group(group: ir.ConditionGroup | None, renamed: Mapping[str, str]) -> ir.ConditionGroup | None:
    if group is None:
        return None
    items = tuple(found for item in group.items if (found := _in_group(item, renamed)) is not None)
    name = renamed.get(group.variable or "")
    if name is None:
        return replace(group, items=items)
    expression = replace(group.expression, variable=name) if isinstance(group.expression, ir.Read) else group.expression
    return replace(group, items=items, variable=name, expression=expression)
