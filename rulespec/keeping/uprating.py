"""New dated values of amounts: « + 1,1 % from 01/04/2026 », in a copy of each document, every line of the others kept."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.documents.values import parse_number
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import When, when
from rulespec.compiler.rules.calculations import ROUNDINGS
from rulespec.formats.registry import PLAIN, format_of
from rulespec.projects.compiling import Checked, source_files


@dataclass(frozen=True, slots=True)
class Untouched:
    """An aid and its amount, where it is written."""

    name: str
    amount: Cell


@dataclass(frozen=True, slots=True)
class Change:
    """The new value of a parameter, and the document that tells it."""

    parameter: ir.Parameter
    document: str
    old: Decimal
    new: Decimal


def rounded(value: Decimal, rounding: str) -> Decimal:
    """To a multiple of the step, ties away from zero: as French law rounds."""
    mode, step = ROUNDINGS[rounding]
    return Decimal(int(mode.of(Fraction(value), Fraction(step)) / Fraction(step))) * step


def changes(
    program: ir.Program,
    rate: Decimal,
    start: datetime.date,
    only: tuple[str, ...],
    rounding: str,
    aids: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> Iterator[Change]:
    """The amounts of money in force the day before, raised; with `only`, the parameters of these names.

    `aids` are those, by name or identifier, of which alone the amounts are raised; `without` the parameters that stay.
    """
    kept = {normalise(name) for name in without}
    read = {path for aid in aids_named(program, aids) for path in paths_of(program, aid)} if aids else None
    wanted = {normalise(name) for name in only}
    for parameter in program.parameters:
        name = normalise(parameter.name or parameter.label)
        if (wanted and name not in wanted) or name in kept or (read is not None and parameter.path not in read):
            continue
        if not wanted and not parameter.type.unit.is_money:
            continue
        past = [item for item in parameter.values if item.date < start and isinstance(item.value, Decimal)]
        if not past or any(item.date >= start for item in parameter.values):
            continue
        old = past[-1].value
        assert isinstance(old, Decimal)
        if parameter.values[-1].value is not None:
            yield Change(parameter, parameter.span.path, old, rounded(old * (1 + rate), rounding))


def documents(checked: Checked, found: list[Change], start: datetime.date, reference: str = "") -> dict[str, bytes]:
    """The documents with their new values, by path: nothing else in them changes."""
    project = checked.loaded.project
    assert project is not None
    made: dict[str, bytes] = {}
    for sheet in project.sheets:
        path = sheet.document.span.path
        own = {normalise(item.parameter.name): item.new for item in found if item.document == path}
        if not own or path in made:
            continue
        source = checked.loaded.folder / path
        uprate = (format_of(source) or PLAIN).uprate
        assert uprate is not None, "a format that can hold parameters can uprate them"
        made[path] = uprate(source, own, start, sheet.words, reference)
    return made


def aids_named(program: ir.Program, names: Collection[str]) -> list[ir.Aid]:
    """The aids of some names or identifiers."""
    wanted = {normalise(name) for name in names}
    return [aid for aid in program.aids if wanted & {normalise(aid.id), normalise(aid.name)}]


def unknown_names(program: ir.Program, aids: Collection[str], parameters: Collection[str]) -> list[str]:
    """The names that no aid, or no parameter, has."""
    known = {normalise(item.name or item.label) for item in program.parameters}
    return [name for name in aids if not aids_named(program, (name,))] + [name for name in parameters if normalise(name) not in known]


def paths_of(program: ir.Program, aid: ir.Aid) -> set[str]:
    """The parameters and scales of the rulebook that an aid reads."""
    formulas = [formula.expression for variable in reachable(program, aid.variable) for formula in variable.formulas]
    read = [item for expression in formulas for item in ir.walk(expression)]
    return {item.path for item in read if isinstance(item, ir.ParameterRead | ir.ScaleRead) and item.own}


def cases_at(before: ir.Program, found: list[Change], start: datetime.date) -> list[ir.Case]:
    """The confirmed cases of the aids that read a raised amount, at the new date: all their periods move with them."""
    raised = {item.parameter.path for item in found}
    touched = {aid.document for aid in before.aids if paths_of(before, aid) & raised}
    made = []
    for case in before.cases:
        at = when(case.period)
        if case.document not in touched or case.to_confirm or at.start >= start or at.month is None:
            continue
        month = When(start.year, start.month)
        moved = (month.year - at.year) * 12 + start.month - at.month

        def shifted(period: str, moved: int = moved, years: int = month.year - at.year) -> str:
            known = when(period) if period != "ETERNITY" else None
            return period if known is None else known.shifted(moved).key if known.month is not None else f"{known.year + years:04}"

        given, expected = (tuple(replace(item, period=shifted(item.period)) for item in items) for items in (case.given, case.expected))
        name = f"{case.name} ({month.month:02}/{month.year})"
        made.append(replace(case, name=name, period=month.key, to_confirm=True, given=given, expected=expected))
    return made


def untouched(checked: Checked) -> list[Untouched]:
    """The aids whose amount of money is written as a figure: no threshold holds it, and nothing raises it."""
    project = checked.loaded.project
    assert project is not None
    found = []
    for sheet in project.sheets:
        aid, amount = sheet.document.aid, sheet.document.amount
        if aid is not None and amount is not None and parse_number(amount.text, sheet.words) is not None:
            found.append(Untouched(aid.text, amount))
    return found


def whole_project(checked: Checked, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """All the files that a project is read from, those that are uprated in their new state."""
    return {path: (checked.loaded.folder / path).read_bytes() for path in source_files(checked)} | dict(made)
