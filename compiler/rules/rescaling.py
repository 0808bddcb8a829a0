"""« modifie » on a scale to the brackets that a scale of the country has from a date on."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Dated, Parameter
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.rules.assembling import Assembly

# What the scale of the rulebook could do, and the country's, which its own formulas apply, can't.
OWN = ("additional", "cap", "bound")


def modified_scale(assembly: Assembly, scope: Scope, scale: doc.Scale, modifies: Cell, made: ir.Scale) -> ir.Scale | None:
    """The scale with the country's brackets of before its first date; None after a report."""
    path, words = modifies.text.strip(), scope.words
    national = assembly.project.catalog.parameter(path)
    if national is None:
        near = get_close_matches(path, assembly.project.catalog.raw_parameters, 1, 0.7)
        assembly.diagnostics.report(codes.UnknownVariable.Parameter(name=path, near=near[0] if near else ""), modifies.span)
        return None
    if national.scale is None:
        assembly.diagnostics.report(codes.BadReplacement.Scale(name=path), modifies.span)
        return None
    if national.scale is not made.kind:
        wanted, found = (words.say("scales", kind.value) for kind in (national.scale, made.kind))
        write = f"{words.key('Scale', 'kind')}: {wanted}"
        assembly.diagnostics.report(codes.BadReplacement.Brackets(name=path, wanted=wanted, found=found, write=write), modifies.span)
        return None
    if any(item.path == path for item in assembly.modified_scales):
        assembly.diagnostics.report(codes.BadReplacement.Twice(name=path), modifies.span)
        return None
    for name in OWN:
        told = getattr(scale, name)
        if told:
            problem = codes.IdleField.Reading(name=words.key("Scale", name), help="remove")
            assembly.diagnostics.report(problem, (told[0] if isinstance(told, tuple) else told).span)
            return None
    start = min(item.date for bracket in made.brackets for item in (*bracket.threshold, *bracket.value))
    assembly.modified_scales.append(ir.ModifiedScale(path, start, made.kind, made.brackets, modifies.span))
    return replace(made, brackets=_with_earlier(national, made.brackets, start))


def _with_earlier(national: Parameter, brackets: tuple[ir.Bracket, ...], start: datetime.date) -> tuple[ir.Bracket, ...]:
    """Brackets after those that the country had before a date: one that it has no more ends there."""
    nothing = (ir.DatedValue(start, None),)
    found = []
    for number in range(max(len(brackets), len(national.brackets))):
        own = brackets[number] if number < len(brackets) else ir.Bracket(nothing, nothing)
        threshold, value = national.brackets[number] if number < len(national.brackets) else ((), ())
        found.append(ir.Bracket((*_before(threshold, start), *own.threshold), (*_before(value, start), *own.value)))
    return tuple(found)


def _before(values: Dated, start: datetime.date) -> tuple[ir.DatedValue, ...]:
    return tuple(ir.DatedValue(date, None if value is None else Decimal(str(value))) for date, value in values if date < start)
