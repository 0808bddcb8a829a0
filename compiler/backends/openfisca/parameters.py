"""Parameters and scales of the checked program to OpenFisca's YAML."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import yaml

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.variables import unit_name
from rulespec.compiler.ground.kinds import Kind, Type
from rulespec.compiler.ground.operators import ScaleKind

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key, as OpenFisca's own files are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def dump(data: Any) -> str:
    """Data as YAML text, in the order given."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH)


def plain(value: Decimal | bool | None) -> float | int | bool | None:
    """A value as YAML writes it: a whole number without a point."""
    if isinstance(value, Decimal):
        if value.is_infinite():
            return float(value)
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def parameter_files(program: ir.Program) -> dict[PurePosixPath, str]:
    """A file for each parameter and scale, in the folders of its path."""
    files = {}
    for parameter in program.parameters:
        files[_file(parameter.path)] = dump(_parameter(parameter))
    for scale in program.scales:
        files[_file(scale.path)] = dump(_scale(scale))
    return files


def _file(path: str) -> PurePosixPath:
    return PurePosixPath("parameters", *path.split(".")).with_suffix(".yaml")


def _parameter(parameter: ir.Parameter) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    unit = _unit(parameter.type)
    if unit:
        metadata["unit"] = unit
    reference = _reference(parameter.reference, parameter.link)
    if reference:
        metadata["reference"] = reference
    if parameter.valid_until is not None:
        metadata["last_value_still_valid_on"] = parameter.valid_until.isoformat()
    metadata["source"] = str(parameter.span)
    return {"description": parameter.label, "values": _values(parameter.values), "metadata": metadata}


def _unit(type_: Type) -> str | None:
    if type_.kind is not Kind.NUMBER:
        return None
    return unit_name(type_.unit) or ("/1" if not type_.unit.any and not type_.unit.powers and not type_.integer else None)


def _values(values: tuple[ir.DatedValue, ...]) -> dict[datetime.date, Any]:
    found: dict[datetime.date, Any] = {}
    for item in values:
        entry: dict[str, Any] = {"value": plain(item.value)}
        reference = _reference(item.reference, item.link)
        if reference:
            entry["metadata"] = {"reference": reference}
        found[item.date] = entry
    return found


def _reference(text: str | None, link: str | None) -> Mapping[str, str] | None:
    if not text and not link:
        return None
    return {key: value for key, value in (("title", text), ("href", link)) if value}


def _scale(scale: ir.Scale) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if scale.kind is ScaleKind.SINGLE_AMOUNT:
        metadata["type"] = "single_amount"
    threshold = _unit(scale.base)
    if threshold:
        metadata["threshold_unit"] = threshold
    key = scale.kind.field
    unit = _unit(scale.type)
    if unit:
        metadata["rate_unit" if key != "amount" else "amount_unit"] = unit
    reference = _reference(scale.reference, scale.link)
    if reference:
        metadata["reference"] = reference
    metadata["source"] = str(scale.span)
    brackets = [{"threshold": _values(bracket.threshold), key: _values(bracket.value)} for bracket in scale.brackets]
    return {"description": scale.label, "metadata": metadata, "brackets": brackets}
