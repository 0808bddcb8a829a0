"""The simulator's files: a declaration for each aid and each organisation, consistent with the variable by construction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.text import slug
from rulespec.compiler.rules.cards import organisation_of

FOLDER = PurePosixPath("simulator")
IMAGES = "img/institutions"
PAYMENTS = {"once": "ponctuelle", "monthly": "mensuelle", "yearly": "annuelle", "other": "autre"}
TYPES = {Kind.NUMBER: "float", Kind.BOOLEAN: "bool"}
PERIODS = {Period.MONTH: "thisMonth", Period.YEAR: "thisYear", Period.ETERNITY: "thisMonth"}
# In the order of the simulator's own files.
ORDER = (
    "label", "institution", "description", "prefix", "type", "unit", "floorAt", "legend", "entity", "openfiscaPeriod", "periodicite",
    "conditions", "link", "teleservice", "form", "instructions",
)  # fmt: skip


def simulator_files(program: ir.Program, catalog: Catalog) -> Mapping[PurePosixPath, str]:
    """The files of a program, by path; none where the project names no simulator."""
    if not program.simulator:
        return {}
    files = {FOLDER / "benefits" / "openfisca" / f"{name}.yml": _yaml(data) for name, data in _benefits(program, catalog)}
    files |= {FOLDER / "institutions" / f"{item.id}.yml": _yaml(_institution(item)) for item in program.organisations}
    return files


def _benefits(program: ir.Program, catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    variables = {variable.name: variable for variable in program.variables}
    for aid in program.aids:
        variable = variables[aid.variable]
        yield aid.shown or aid.variable, benefit(aid, program, catalog, variable.entity, variable.type.kind, variable.period)
    for card in program.cards:
        known = catalog.variable(card.variable)
        if known is None:
            # Another package's variable: what its card says of it is all that is known.
            yield card.variable, benefit(card, program, catalog, None, None, None)
        else:
            yield card.variable, benefit(card, program, catalog, known.entity, known.type.kind, known.period)


def benefit(
    aid: ir.Aid, program: ir.Program, catalog: Catalog, entity: str | None, kind: Kind | None, period: Period | None
) -> dict[str, Any]:
    """One declaration, as the simulator reads it."""
    extra = dict(aid.simulator)
    organisation = organisation_of(aid, program.organisations)
    data: dict[str, Any] = {
        "label": aid.name,
        "institution": organisation.id if organisation is not None else slug(aid.organisation),
        "description": aid.summary,
        "prefix": aid.prefix,
        "unit": aid.unit,
        "legend": aid.legend,
        "periodicite": PAYMENTS[aid.payment],
        "conditions": list(aid.unmodelled),
        **{item.simulator: item.text for item in aid.texts if item.simulator},
    }
    data = {key: value for key, value in data.items() if value not in ("", [])}
    if entity is not None:
        data["entity"] = catalog.entities[entity].plural
    if kind is not None:
        data["type"] = TYPES.get(kind, kind.value)
    if period is not None:
        data["openfiscaPeriod"] = PERIODS[period]
    extra.pop("slug", None)
    # What is computed is true by construction: only how it is asked and shown may be the card's choice.
    chosen = {key: extra[key] for key in ("openfiscaPeriod", *(("type",) if extra.get("type") == "mixed" else ())) if key in extra}
    data = {**extra, **data, **chosen}
    return {key: data[key] for key in (*ORDER, *(key for key in data if key not in ORDER)) if key in data}


def _institution(item: ir.Organisation) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": item.name,
        "imgSrc": item.logo if item.logo.startswith("img/") or not item.logo else f"{IMAGES}/{logo_name(item)}",
        "type": item.kind,
        "code_insee": item.insee,
        "code_siren": item.siren,
        "departments": list(item.departments),
    }
    return {**{key: value for key, value in data.items() if value not in ("", [])}, **dict(item.simulator)}


def logo_name(item: ir.Organisation) -> str:
    """The file of an organisation's logo in the simulator."""
    return f"logo_{item.id}.png"


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=1_000_000)
