"""An installed OpenFisca country package to the JSON of a catalogue: run in a process of its own."""

from __future__ import annotations

import datetime
import importlib
import json
import sys
from importlib.metadata import packages_distributions, version
from typing import Any

from rulespec.country.country_reads import country_reads


def describe(package: str, *extensions: str) -> dict[str, Any]:
    """All that rules can name in a country package and its extensions: entities, variables, parameters, enumerations."""
    module = importlib.import_module(package)
    system = module.CountryTaxBenefitSystem()
    for extension in extensions:
        system.load_extension(extension)
    entities_module = importlib.import_module(f"{package}.entities")
    names = {value.key: name for name, value in vars(entities_module).items() if hasattr(value, "key") and hasattr(value, "plural")}
    enums: dict[str, dict[str, str]] = {}
    variables = {name: _variable(variable, enums) for name, variable in sorted(system.variables.items())}
    parameters: dict[str, Any] = {}
    _parameters(system.parameters, "", parameters)
    installed = packages_distributions()
    distributions = installed.get(package.split(".")[0], [package])
    beside = [(name, installed.get(name.split(".")[0], [name])[0]) for name in extensions]
    return {
        "package": package,
        "distribution": distributions[0],
        "version": version(distributions[0]),
        "extensions": [[name, distribution, version(distribution)] for name, distribution in beside],
        "core": version("openfisca-core"),
        "entities": [_entity(entity, names) for entity in system.entities],
        "variables": variables,
        "parameters": parameters,
        "enums": dict(sorted(enums.items())),
        "reads": {name: sorted(read) for name, read in sorted(country_reads(system, (package, *extensions)).items()) if read},
    }


def _entity(entity: Any, names: dict[str, str]) -> dict[str, Any]:
    roles = []
    for role in getattr(entity, "roles", ()):
        roles.append({"key": role.key, "plural": role.plural, "label": role.label or "", "max": role.max})
        for sub in role.subroles or ():
            roles.append({"key": sub.key, "plural": None, "label": sub.label or "", "max": sub.max, "parent": role.key})
    return {
        "key": entity.key,
        "plural": entity.plural,
        "label": entity.label or "",
        "is_person": bool(entity.is_person),
        "python": names.get(entity.key, entity.key.title().replace("_", "")),
        "roles": roles,
    }


def _variable(variable: Any, enums: dict[str, dict[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "entity": variable.entity.key,
        "type": variable.value_type.__name__,
        "period": getattr(variable.definition_period, "value", str(variable.definition_period)),
        "label": variable.label,
    }
    if variable.unit:
        found["unit"] = variable.unit
    if variable.set_input:
        found["set_input"] = variable.set_input.__name__
    if variable.formulas:
        found["formula"] = True
    if variable.end:
        found["end"] = variable.end.isoformat()
    if variable.value_type is str and variable.max_length:
        found["max_length"] = variable.max_length
    if variable.value_type.__name__ == "Enum":
        name = variable.possible_values.__name__
        found["enum"] = name
        found["default"] = variable.default_value.name
        enums[name] = {member.name: str(member.value) for member in variable.possible_values}
    elif isinstance(variable.default_value, bool | int | float | str):
        found["default"] = variable.default_value
    elif isinstance(variable.default_value, datetime.date):
        found["default"] = variable.default_value.isoformat()
    return found


def _parameters(node: Any, prefix: str, found: dict[str, Any]) -> None:
    for name, child in node.children.items():
        path = f"{prefix}.{name}" if prefix else name
        if hasattr(child, "values_list"):
            values = [[item.instant_str, _plain(item.value)] for item in reversed(child.values_list)]
            found[path] = {"label": child.description, "unit": (child.metadata or {}).get("unit"), "values": _valid(values)}
        elif hasattr(child, "brackets"):
            dates = sorted({item.instant_str for b in child.brackets for leaf in b.children.values() for item in leaf.values_list})
            kind = _scale_kind(child)
            found[path] = {
                "label": child.description,
                "unit": None,
                "scale": kind,
                "values": _valid([[date, True] for date in dates[:1]]),
                "brackets": [[_leaf(b, "threshold"), _leaf(b, VALUES[kind])] for b in child.brackets],
            }
        elif hasattr(child, "children"):
            _parameters(child, path, found)


# What each kind of scale gives, as OpenFisca's parameter files call it.
VALUES = {"single_amount": "amount", "marginal_amount": "amount", "linear_average": "average_rate", "marginal_rate": "rate"}


def _scale_kind(scale: Any) -> str:
    """The kind of a scale, by the rules of OpenFisca's core."""
    if (scale.metadata or {}).get("type") == "single_amount":
        return "single_amount"
    for kind in ("marginal_amount", "linear_average"):
        if any(VALUES[kind] in bracket.children for bracket in scale.brackets):
            return kind
    return "marginal_rate"


def _leaf(bracket: Any, name: str) -> list[list[Any]]:
    """The dated values of a bracket's threshold, rate or amount; none where it has none."""
    leaf = bracket.children.get(name)
    return _valid([[item.instant_str, _plain(item.value)] for item in reversed(leaf.values_list)]) if leaf is not None else []


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)


def _valid(values: list[list[Any]]) -> list[list[Any]]:
    """Full ISO dates: OpenFisca takes « 2024 », « 2024-01 », and the 30th of February."""
    found = []
    for date, value in values:
        parts = [*str(date).split("-"), "01", "01"][:3]
        try:
            found.append([datetime.date(*(int(part) for part in parts)).isoformat(), value])
        except ValueError:
            continue
    return found


if __name__ == "__main__":
    json.dump(describe(*sys.argv[1:]), sys.stdout, ensure_ascii=False, separators=(",", ":"))
