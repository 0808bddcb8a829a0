"""New dated values of amounts: « + 1,1 % from 01/04/2026 », in a copy of each document, every line of the others kept."""

from __future__ import annotations

import copy
import datetime
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rulespec.compiler import ir
from rulespec.compiler.documents.document import Document, Parameter, specs
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.rules.calculations import ROUNDINGS
from rulespec.compiler.words import Language
from rulespec.formats.workbook.layout import LAYOUTS, header
from rulespec.formats.yaml.write import EVER
from rulespec.projects.compiling import Checked


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
        path = sheet.document.path
        own = {normalise(item.parameter.name): item.new for item in found if item.document == path}
        if not own:
            continue
        source = checked.loaded.folder / path
        made[path] = _workbook(source, own, start, sheet.words) if source.suffix == ".xlsx" else _yaml(source, own, start, sheet.words)
    return made


def _said(value: Decimal, words: Language) -> str:
    return f"{value.normalize():f}".replace(".", words.decimal)


def _yaml(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language) -> bytes:
    """A YAML document through a reader that keeps comments, order and quotes."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(path.read_text(encoding="utf-8"))
    section = _key(data, words.keys_of("Document", tuple(spec.name for spec in specs(Document))), "parameters")
    surface = words.keys_of("Parameter", tuple(spec.name for spec in specs(Parameter)))
    for name, record in data[section].items():
        new = own.get(normalise(str(name)))
        if new is None:
            continue
        key = _key(record, surface, "values")
        held = record[key]
        if not isinstance(held, CommentedMap):
            record[key] = held = CommentedMap({EVER: held})
            held.fa.set_flow_style()
        held[write_date(start)] = _said(new, words)
    buffer = io.StringIO()
    yaml.dump(data, buffer)
    return buffer.getvalue().encode()


def _key(mapping: Any, surface: Mapping[str, str], field: str) -> Any:
    return next(key for key in mapping if surface.get(normalise(str(key))) == field)


def _workbook(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language) -> bytes:
    """A copy of the workbook with a row after the last of each parameter, dressed as that one."""
    book = load_workbook(path)
    layout = next(item for item in LAYOUTS if item.section == "parameters")
    known = {normalise(name) for name in words.sheets["parameters"]}
    sheet = next(item for item in book.worksheets if normalise(item.title) in known)
    wanted = {field: normalise(header(column, layout.record, words)) for column in layout.columns for field in [column.field]}
    top = next(row for row in range(1, 40) if _plain(sheet.cell(row, 1).value) == wanted["name"])
    columns = {
        field: column for field in ("name", "start", "value") for column in range(1, sheet.max_column + 1)
        if _plain(sheet.cell(top, column).value) == wanted[field]
    }  # fmt: skip
    rows: dict[str, int] = {}
    current = ""
    for row in range(top + 1, sheet.max_row + 1):
        current = _plain(sheet.cell(row, columns["name"]).value) or current
        if sheet.cell(row, columns["value"]).value is not None:
            rows[current] = row
    for name, row in sorted(rows.items(), key=lambda item: -item[1]):
        if name not in own:
            continue
        sheet.insert_rows(row + 1)
        for column in range(1, sheet.max_column + 1):
            above, below = sheet.cell(row, column), sheet.cell(row + 1, column)
            for look in ("font", "fill", "border", "alignment", "protection"):
                setattr(below, look, copy.copy(getattr(above, look)))
            below.number_format = above.number_format
        sheet.cell(row + 1, columns["name"]).value = sheet.cell(row, columns["name"]).value or name
        dated = sheet.cell(row + 1, columns["start"])
        dated.value = datetime.datetime(start.year, start.month, start.day)
        dated.number_format = "dd/mm/yyyy"
        sheet.cell(row + 1, columns["value"]).value = float(own[name])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _plain(value: Any) -> str:
    return normalise(str(value).replace("*", " ")) if isinstance(value, str) else ""
