"""The decisions of an imported model to what they answer for the values of their inputs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.importing.dmn import Model
from rulespec.importing.dmn_built import LISTS, Built
from rulespec.importing.feel_said import FeelType
from rulespec.projects.compiling import Checked

PERIOD = "2024-01"


def evaluate(checked: Checked, model: Model, decision: str, given: Mapping[str, Any]) -> Any:
    """What a decision answers for the values of its inputs: a value, a mapping of outputs, a list of hits, or None.

    Numbers are Decimal, given and found. Structured inputs are given by path (`Applicant.age`) or as
    mappings; one that is not given is not known.
    """
    program = checked.program
    assert program is not None
    found = model.decisions[decision]
    reference = Reference(program, checked.catalog, _case(program, model, given))
    if not found.policy:
        return _answer(reference, program, found, 0)
    table = next(item for item in program.tables if item.name == found.name)
    hits = [row for row in table.rows if reference.evaluate(row.test, table.entity, PERIOD, "person") is True]
    if found.policy in LISTS:
        return [_outputs(row, found, reference, table) for row in hits]
    if found.policy.startswith("C"):
        return _plain(reference.answer(table.outputs[0][1], PERIOD, "person")) if hits or found.policy == "C#" else None
    row = hits[0] if hits else table.otherwise
    return _outputs(row, found, reference, table) if row is not None else None


def _answer(reference: Reference, program: ir.Program, found: Built, index: int) -> Any:
    by_label = {variable.label: variable.name for variable in program.variables}
    known = found.knowing[index]
    if known and reference.answer(by_label[known], PERIOD, "person") is not True:
        return None
    return _plain(reference.answer(by_label[found.outputs[index].shown], PERIOD, "person"))


def _outputs(row: ir.TableRow, decision: Built, reference: Reference, table: ir.Table) -> Any:
    by_name = dict(zip((name for name, _ in table.outputs), row.outputs, strict=True))

    def value(name: str) -> Any:
        item = by_name[name]
        return None if item is None else _plain(reference.evaluate(item, table.entity, PERIOD, "person"))

    told = {}
    for output, known in zip(decision.outputs, decision.knowing, strict=True):
        told[output.own] = None if known and known in by_name and value(known) is not True else value(output.shown)
    if len(told) == 1:
        return next(iter(told.values()))
    return None if all(item is None for item in told.values()) else told


def _case(program: ir.Program, model: Model, given: Mapping[str, Any]) -> ir.Case:
    span = program.variables[0].span
    known = {variable.name for variable in program.variables}
    told = {path: item for path, item in _leaves(given) if item is not None}
    values: list[ir.CaseValue] = []
    for path, declared in model.inputs.items():
        item = told.get(path)
        # A value of another type than the input's is null in FEEL.
        if item is not None and _is_of(item, declared.type):
            values.append(ir.CaseValue(declared.identifier, "person", "person", PERIOD, item, span))
    given_names = {value.variable for value in values}
    for declared in {item.known: item for item in model.inputs.values()}.values():
        if declared.identifier not in given_names and declared.known in known:
            values.append(ir.CaseValue(declared.known, "person", "person", PERIOD, False, span))
    return ir.Case("", PERIOD, (ir.Person("person", (), ()),), tuple(values), (), Decimal(0), False, span)


def _is_of(item: Any, type_: FeelType) -> TypeGuard[bool | str | datetime.date | Decimal]:
    match type_:
        case FeelType.NUMBER:
            return isinstance(item, Decimal)
        case FeelType.TEXT:
            return isinstance(item, str)
        case FeelType.BOOLEAN:
            return isinstance(item, bool)
    return type_ is FeelType.DATE and isinstance(item, datetime.date)


def _leaves(given: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in given.items():
        if isinstance(item, Mapping):
            yield from _leaves(item, f"{prefix}{name}.")
        else:
            yield prefix + " ".join(name.split()), item


def _plain(found: Any) -> Any:
    if isinstance(found, Fraction):
        return Decimal(found.numerator) / Decimal(found.denominator)
    return found
