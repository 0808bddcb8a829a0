"""Conditions that several aids have in common, to one variable that all of them read.

Four hundred aids ask three hundred times « âge entre 18 et 25 »: OpenFisca keeps the answer of a variable, so that a
shared condition is computed once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.text import slug
from rulespec.compiler.words import language

Key = tuple[object, ...]


def shared(program: ir.Program, catalog: Catalog) -> ir.Program:
    """The program with one variable for each condition that two aids or more have in common."""
    groups: dict[Key, list[ir.Variable]] = {}
    for variable in program.variables:
        if variable.role is ir.Part.CONDITION and not variable.is_named:
            groups.setdefault(_key(variable), []).append(variable)
    owner = {name: aid.id for aid in program.aids for name in _names(aid.conditions)}
    kept = [group for group in groups.values() if len({owner.get(item.name, item.name) for item in group}) > 1]
    if not kept:
        return program
    taken = {variable.name for variable in program.variables}
    renamed: dict[str, str] = {}
    made: list[ir.Variable] = []
    for group in kept:
        label = Counter(item.label for item in group).most_common(1)[0][0]
        name = _name(label, program, catalog, taken)
        taken.add(name)
        renamed.update({item.name: name for item in group})
        path = language(program.language).names.shared
        kept_alike = replace(group[0], name=name, label=label, message="", references=(), documentation="", document=path)
        if _is_timeless(group[0]):
            kept_alike = replace(kept_alike, formulas=(replace(group[0].formulas[0], start=None),), end=None)
        made.append(kept_alike)
    variables = [_renamed(item, renamed) for item in program.variables if item.name not in renamed]
    first = min(index for index, item in enumerate(program.variables) if item.name in renamed)
    return replace(
        program,
        variables=(*variables[:first], *made, *variables[first:]),
        aids=tuple(replace(aid, conditions=_in_group(aid.conditions, renamed)) for aid in program.aids),
        tables=tuple(_in_table(table, renamed) for table in program.tables),
    )


def _is_timeless(variable: ir.Variable) -> bool:
    """One formula that reads no parameter: it can be answered on any date, the aid's own dates being its eligibility's."""
    parameters = (ir.ParameterRead, ir.ScaleRead)
    return len(variable.formulas) == 1 and not any(isinstance(item, parameters) for item in ir.walk(variable.formulas[0].expression))


def _key(variable: ir.Variable) -> Key:
    if _is_timeless(variable):
        return variable.entity, variable.period, variable.formulas[0].expression
    return variable.entity, variable.period, tuple((item.start, item.expression) for item in variable.formulas), variable.end


def _names(group: ir.ConditionGroup | None) -> list[str]:
    if group is None:
        return []
    own = [group.variable] if group.variable else []
    return own + [name for item in group.items for name in _names(item)]


def _name(label: str, program: ir.Program, catalog: Catalog, taken: set[str]) -> str:
    """`<root>_condition_<what it says>`: the root keeps two packages loaded together apart."""
    text = label
    for sign, words in language(program.language).names.signs:
        text = text.replace(sign, words)
    root = slug(program.root or program.package).removeprefix("openfisca_")
    said = slug(re.sub(r"[^\w ]", " ", text), 50)
    base = f"{root}_condition_{said}"
    name, number = base, 2
    while name in taken or catalog.variable(name) is not None:
        name, number = f"{base}_{number}", number + 1
    return name


def _read(expression: ir.Expression, renamed: dict[str, str]) -> ir.Expression:
    def change(item: ir.Expression) -> ir.Expression:
        if isinstance(item, ir.Read) and item.own and item.variable in renamed:
            return replace(item, variable=renamed[item.variable])
        return item

    return ir.rewritten(expression, change)


def _renamed(variable: ir.Variable, renamed: dict[str, str]) -> ir.Variable:
    formulas = tuple(replace(item, expression=_read(item.expression, renamed)) for item in variable.formulas)
    return variable if formulas == variable.formulas else replace(variable, formulas=formulas)


def _in_group(group: ir.ConditionGroup | None, renamed: dict[str, str]) -> ir.ConditionGroup | None:
    if group is None:
        return None
    items = tuple(found for item in group.items if (found := _in_group(item, renamed)) is not None)
    expression = _read(group.expression, renamed) if group.expression is not None else None
    return replace(group, items=items, expression=expression, variable=renamed.get(group.variable or "", group.variable))


def _in_table(table: ir.Table, renamed: dict[str, str]) -> ir.Table:
    rows = tuple(replace(row, tests=tuple(_read(test, renamed) for test in row.tests)) for row in table.rows)
    return replace(table, rows=rows, inputs=tuple((text, _read(item, renamed)) for text, item in table.inputs))
