"""Parameters, nodes and scales of the country to symbols that rules can read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.context import kind_word
from rulespec.compiler.checking.resolving import BrokenSymbol, ListSymbol, NodeSymbol, ParameterSymbol, ScaleSymbol, Scope, Symbol
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_quantity
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Dated
from rulespec.compiler.ground.catalog import Parameter as National
from rulespec.compiler.ground.kinds import ANY, UNKNOWN, Kind, Type, number
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.rules.assembling import Assembly
from rulespec.compiler.rules.quantities import declare_parameter, number_of, path_for, unit_of
from rulespec.compiler.rules.replacing import modifying


def declare_parameter_or_reading(assembly: Assembly, sheet: Sheet, scope: Scope, parameter: doc.Parameter) -> None:
    """Give a parameter its name, be it the document's own or one of the country that it reads."""
    if parameter.reads is None:
        declare_parameter(assembly, sheet, scope, parameter)
        return
    assert parameter.name is not None
    symbol = _node(assembly, scope, parameter) if "*" in parameter.reads.text else _leaf(assembly, scope, parameter)
    is_named = assembly.name_symbol(scope, parameter.name, symbol or BrokenSymbol(parameter.name.span))
    if is_named and isinstance(symbol, ScaleSymbol) and not symbol.own:
        assembly.national_scales.append(symbol.scale)


def _node(assembly: Assembly, scope: Scope, parameter: doc.Parameter) -> NodeSymbol | None:
    """« par_zone.*.couples », « selon zone APL »: a parameter for each value of a choice."""
    assert parameter.reads is not None and parameter.name is not None
    if parameter.reads.text.count("*") != len(parameter.by):
        assembly.diagnostics.report(codes.MissingField(name=scope.words.key("Parameter", "by")), parameter.reads.span)
        return None
    unit = unit_of(assembly, scope, parameter.unit)
    type_ = number_of(assembly, scope, parameter.unit) if unit is not None else number(UNKNOWN)
    told = read_quantity(parameter.default, type_, scope.words, assembly.diagnostics) if parameter.default is not None else None
    default = None if told is None else ir.Constant(told, type_)
    return NodeSymbol(parameter.reads.text.strip(), parameter.by, type_, scope, parameter.reads.span, parameter.name.text, default)


def _leaf(assembly: Assembly, scope: Scope, parameter: doc.Parameter) -> Symbol | None:
    """A parameter or a scale of the country, None after a report."""
    assert parameter.reads is not None and parameter.name is not None
    for field, told in (("by", parameter.by), ("default", (parameter.default,) if parameter.default is not None else ())):
        if told:
            assembly.diagnostics.report(codes.IdleField(name=scope.words.key("Parameter", field)), told[0].span)
    path = parameter.reads.text.strip()
    national = assembly.project.catalog.parameter(path)
    if national is None:
        near = get_close_matches(path, assembly.project.catalog.raw_parameters, 1, 0.7)
        assembly.diagnostics.report(codes.UnknownVariable.Parameter(name=path, near=near[0] if near else ""), parameter.reads.span)
        return None
    unit = unit_of(assembly, scope, parameter.unit)
    if national.scale is not None:
        told_unit = number_of(assembly, scope, parameter.unit) if unit is not None else number(UNKNOWN)
        return _scale(assembly, scope, parameter.name, national, told_unit, _own_path(assembly, national.path))
    known = [value for _, value in national.values if value is not None]
    if national.is_list:
        if parameter.unit is not None:
            assembly.diagnostics.report(codes.IdleField(name=scope.words.key("Parameter", "unit")), parameter.unit.span)
        return ListSymbol(national.path, parameter.name.span, parameter.name.text)
    if any(isinstance(value, str) for value in known):
        _report_text(assembly, national, parameter.reads)
        return None
    type_ = number_of(assembly, scope, parameter.unit) if unit is not None else number(national.unit)
    type_ = replace(type_, integer=all(value == int(value) for value in known))
    # Where the rulebook gives the country other values, all its rules read these.
    own = _own_path(assembly, national.path)
    return ParameterSymbol(own or national.path, type_, bool(own), parameter.name.span, parameter.name.text)


def _own_path(assembly: Assembly, path: str) -> str:
    """Where the rulebook keeps the values that it gives a parameter or scale of the country, "" where it gives none."""
    other = modifying(assembly, path)
    return path_for(assembly, other[0], other[1].name, other[1].id) if other is not None and other[1].name is not None else ""


def _scale(assembly: Assembly, scope: Scope, name: Cell, national: National, type_: Type, own: str) -> ScaleSymbol | None:
    """A scale to be applied as one's own: `name(quantity)`; thresholds are in the unit of what it is first applied to.

    One that the rulebook modifies is read where the rulebook keeps it.
    """
    assert national.scale is not None
    if any(isinstance(value, str) for bracket in national.brackets for side in bracket for _, value in side):
        _report_text(assembly, national, name)
        return None
    made = ir.Scale(
        path=own or national.path,
        label=national.label or name.text,
        kind=national.scale,
        type=number() if national.scale.is_rate else type_,
        base=number(ANY),
        brackets=tuple(ir.Bracket(_values(threshold), _values(value)) for threshold, value in national.brackets),
        span=name.span,
        name=name.text,
    )
    return ScaleSymbol(made, None, False, scope, name.span, own=bool(own))


def _values(values: Dated) -> tuple[ir.DatedValue, ...]:
    return tuple(ir.DatedValue(date, value if value is None else Decimal(str(value))) for date, value in values)


def _report_text(assembly: Assembly, national: National, cell: Cell) -> None:
    found, wanted = kind_word(Kind.TEXT), kind_word(Kind.NUMBER)
    assembly.diagnostics.report(codes.WrongType.Result(found=found, name=national.path, wanted=wanted), cell.span)
