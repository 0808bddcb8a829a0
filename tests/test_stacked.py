"""The demo's aids alone and stacked: the cases of a rulebook give the same in one simulation of all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulespec.compiler.backends.openfisca.tests import situation_of
from rulespec.projects.compiling import check_folder, write_package
from rulespec.running.simulating import load_system, simulate

ROOT = Path(__file__).resolve().parent.parent


def together(system: Any, cases: list[Any], catalog: Any) -> Any:
    """One simulation of several cases, whose people and groups take the case's number in their name."""
    from openfisca_core.simulations import SimulationBuilder

    found: dict[str, dict[str, Any]] = {entity.plural: {} for entity in catalog.entities.values()}
    for number, case in enumerate(cases):
        situation = situation_of(case, catalog)
        for entity in catalog.entities.values():
            if entity.is_person:
                found[entity.plural] |= {f"{name}_{number}": values for name, values in situation[entity.plural].items()}
                continue
            roles = {role.plural or role.key for role in entity.roles}
            group = {key: [f"{name}_{number}" for name in value] if key in roles else value for key, value in situation[entity.key].items()}
            found[entity.plural][f"{entity.key}_{number}"] = group
    return SimulationBuilder().build_from_entities(system, found)


@pytest.mark.parametrize("name", ["demo", "country-template"])
def test_alone_and_stacked(name: str, tmp_path: Path) -> None:
    if name == "demo":
        pytest.importorskip("openfisca_france")
    checked = check_folder(ROOT / "examples" / name)
    write_package(tmp_path, checked)
    system = load_system(checked.program, checked.catalog, tmp_path)
    # France computes much for one household: the first case of each of its aids is enough here.
    first = {case.document: case for case in reversed(checked.program.cases)}
    kept = list(first.values()) if name == "demo" else list(checked.program.cases)
    given = {value.variable for case in kept for value in case.given}
    compared = 0
    for period in sorted({case.period for case in kept}):
        # A variable given in one case only would be an input of all (trap 9): cases that give the same data stand together.
        by_data: dict[frozenset[str], list[Any]] = {}
        for case in kept:
            if case.period == period:
                by_data.setdefault(frozenset(value.variable for value in case.given), []).append(case)
        for cases in by_data.values():
            stacked = together(system, [*cases, *reversed(cases)], checked.catalog)
            alone_by_case = {id(case): simulate(system, case, checked.catalog) for case in cases}
            for variable in checked.program.variables:
                if variable.period.value != "month" or variable.name in given:
                    continue
                array = stacked.calculate(variable.name, period)
                at = 0
                for case in [*cases, *reversed(cases)]:
                    alone = alone_by_case[id(case)].calculate(variable.name, period)
                    assert list(alone) == list(array[at : at + len(alone)]), (variable.name, case.name)
                    at += len(alone)
                    compared += 1
    assert compared > 20
