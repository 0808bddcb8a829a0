"""Times each aid of the demo in one system: the published packages' (`published`) or the generated one's."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np

COUNTS = (1, 100_000)
# What each aid reads, given to both sides, so that the aid alone is measured and not France behind it.
AIDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "hauts_de_france_aide_permis": ("2021-03", "individu", {"age": "age", "depcom": "depcom", "rfr": 2019, "nbptr": 2019, "activite": 0}),
    "carcassonne_aide_permis": ("2023-02", "individu", {"age": "age", "depcom": "depcom", "rfr": 2021, "nbptr": 2021}),
    "nouvelle_aquitaine_aide_permis": ("2023-08", "individu", {"age": "age", "region": 0, "rfr": 2021, "nbptr": 2021, "activite": 0}),
    "brest_metropole_transport": ("2018-01", "individu", {"depcom": "depcom", "quotient_familial_caf": 1, "cmu_c": 0}),
    "paris_energie_familles": ("2019-04", "famille", {"paris_nb_enfants": 1, "paris_base_ressources_couple": 1}),
    "nantes_metropole_tarification_solidaire_transport_montant": ("2020-10", "menage", {"aah": 0, "rfr": 2018, "nbptr": 2018}),
    "antony_eligibilite_ressources": ("2021-11", "famille", {"antony_base_ressources": 1, "en_couple": 0}),
}


def system_of(side: str) -> Any:
    import openfisca_france

    system = openfisca_france.FranceTaxBenefitSystem()
    for name in ("openfisca_france_local", "openfisca_paris") if side == "published" else ("openfisca_aides_demo",):
        system.load_extension(name)
    return system


def simulation_of(system: Any, count: int, period: str, given: dict[str, Any]) -> Any:
    from openfisca_core.simulations import SimulationBuilder

    chance = np.random.default_rng(7)
    simulation = SimulationBuilder().build_default_simulation(system, count)
    previous = str(np.datetime64(period) - np.timedelta64(1, "M"))
    for name, kind in given.items():
        variable = system.get_variable(name)
        if name == "depcom":
            values: Any = chance.choice(np.array([b"60057", b"11069", b"29019", b"75056"], dtype="S5"), count)
        elif name == "age":
            values = chance.integers(10, 80, count)
        elif variable.value_type is bool:
            values = chance.random(count) < 0.5
        elif variable.value_type.__name__ == "Enum":
            values = chance.integers(0, len(list(variable.possible_values)), count)
            values = variable.possible_values.encode(np.array([item.name for item in variable.possible_values])[values])
        elif name == "nbptr":
            values = chance.integers(2, 8, count) / 2
        else:
            values = np.round(chance.random(count) * 40_000, 2)
        when = str(kind) if isinstance(kind, int) and kind > 1900 else period
        for at in {when, previous} if when == period and name.startswith("paris_base") else {when}:
            simulation.set_input(name, at, values)
    return simulation


def main() -> None:
    system = system_of(sys.argv[1])
    found = {}
    for aid, (period, _, given) in AIDS.items():
        for count in COUNTS:
            best = float("inf")
            for _ in range(60 if count == 1 else 8):
                simulation = simulation_of(system, count, period, given)
                start = time.process_time_ns()
                simulation.calculate(aid, period)
                best = min(best, (time.process_time_ns() - start) / 1e9)
            found[f"{aid} {count}"] = best
    print(json.dumps(found))


if __name__ == "__main__":
    main()
