"""New dated values of amounts: « + 1,1 % from 01/04/2026 », in a copy of each document, every line of the others kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.documents.values import parse_number
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
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


def changes(program: ir.Program, rate: Decimal, start: datetime.date, only: tuple[str, ...], rounding: str) -> Iterator[Change]:
    """The amounts of money in force the day before, raised; with `only`, the parameters of these names."""
    wanted = {normalise(name) for name in only}
    for parameter in program.parameters:
        if wanted and normalise(parameter.name or parameter.label) not in wanted:
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


def documents(checked: Checked, found: list[Change], start: datetime.date) -> dict[str, bytes]:
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
        made[path] = uprate(source, own, start, sheet.words)
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
