"""Three hundred aids of the simulator: the generated extension against the published dynamic reform, in one process each.

`python simulator.py import FOLDER OUT` imports and compiles; `published FOLDER` and `generated FOLDER OUT` load the
aids that both can, then compute them all for some persons. Each prints a line of JSON, in seconds of CPU.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import yaml

PERIOD = "2024-06"
# What the aids read of the country.
READ = (
    "region", "boursier", "apprenti", "stagiaire", "professionnalisation", "etudiant", "handicap", "activite", "scolarite", "annee_etude",
    "mention_baccalaureat", "groupe_specialites_formation", "taux_incapacite", "service_civique", "regime_securite_sociale",
)  # fmt: skip
# How many persons, and how many times: the least time is told.
COUNTS = {1: 40, 100_000: 5}
# What the published reform can't load: one such file stops it.
UNKNOWN = {
    "parent", "collegien", "agence_travail_temporaire", "difficultes_acces_ou_frais_logement", "codes_postaux", "epcis",
    # Who has a scholarship is computed by the country, for a second, on both sides: it would hide what is measured.
    "boursier",
    "attached_to_institution", "enfants_eligibles", "statut_occupation_logement", "excluded_epcis",
}  # fmt: skip


def both_can_load(path: Path) -> bool:
    """True for a file of plain conditions, each type once: the reform overwrites or refuses the others."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError:
        return False
    general = [item["type"] for item in data.get("conditions_generales") or []]
    profiles = data.get("profils") or []
    inner = [item["type"] for profile in profiles for item in profile.get("conditions") or []]
    names = [profile["type"] for profile in profiles]
    return path.stem.isascii() and not UNKNOWN & {*general, *inner, *names} and len(set(names)) == len(names)


def kept(folder: Path, scratch: Path) -> Path:
    """A folder with only those files, as both sides read them."""
    target = scratch / "benefits" / "javascript"
    target.mkdir(parents=True, exist_ok=True)
    for path in (folder / "benefits" / "javascript").iterdir():
        if both_can_load(path):
            (target / path.name).write_bytes(path.read_bytes())
    if not (scratch / "institutions").exists():
        (scratch / "institutions").symlink_to((folder / "institutions").resolve())
    return scratch


def spent(work: object, *arguments: object) -> float:
    start = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return time.process_time() - start


def simulation_of(system: Any, count: int) -> Any:
    """Some persons, each alone in his household, with all that the aids read given: what the country computes is not measured."""
    import numpy
    from openfisca_core.simulation_builder import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system, count)
    draw = numpy.random.default_rng(1)
    simulation.set_input("age", PERIOD, draw.integers(14, 70, count))
    simulation.set_input("depcom", PERIOD, draw.choice([b"53130", b"54395", b"75056", b"35238"], count))
    for name in ("rfr", "nbptr"):
        simulation.set_input(name, "2022", draw.integers(1, 30_000, count).astype(float))
    simulation.set_input("rsa", PERIOD, draw.integers(0, 2, count).astype(float))
    for name in READ:
        variable = system.get_variable(name)
        if variable.value_type is bool:
            values: Any = draw.random(count) < 0.5
        elif variable.value_type.__name__ == "Enum":
            values = variable.possible_values.encode(draw.integers(0, len(list(variable.possible_values)), count))
        else:
            values = draw.integers(0, 2, count).astype(variable.dtype)
        simulation.set_input(name, PERIOD if variable.definition_period.value == "month" else PERIOD[:4], values)
    # The parameters of the day are there before.
    system.get_parameters_at_instant(f"{PERIOD}-01")
    return simulation


def held(simulation: Any) -> int:
    """Bytes of the values that a simulation keeps."""
    holders = [holder for population in simulation.populations.values() for holder in population._holders.values()]
    return sum(holder.get_memory_usage()["total_nb_bytes"] for holder in holders)


def computed(system: Any, names: list[str]) -> dict[str, float]:
    """The least seconds to compute all the aids for some persons, and the bytes that this keeps a person an aid."""
    found = {}
    for count, times in COUNTS.items():
        best = float("inf")
        for _ in range(times):
            simulation = simulation_of(system, count)
            before = held(simulation)
            best = min(best, spent(lambda s=simulation: [s.calculate(name, PERIOD) for name in names]))
        found[str(count)] = best
        found["bytes"] = (held(simulation) - before) / count / len(names)
    return found


def main() -> None:
    side, folder = sys.argv[1], Path(sys.argv[2])
    if side == "import":
        from rulespec.compiler.words import language
        from rulespec.importing.simulator_commands import import_simulator
        from rulespec.projects.compiling import check_folder, files_of

        import_simulator(folder, Path(sys.argv[3]), language("fr"), False, "xlsx", lambda *_: None)
        files_of(check_folder(Path(sys.argv[3])))
        print(json.dumps({"cpu": time.process_time()}))
        return
    from openfisca_france import FranceTaxBenefitSystem

    system = FranceTaxBenefitSystem()
    names = sorted(path.stem.replace("-", "_") for path in (folder / "benefits" / "javascript").iterdir())
    if side == "published":
        os.environ["DYNAMIC_BENEFIT_FOLDER"] = str(folder / "benefits" / "javascript")
        os.environ["DYNAMIC_INSTITUTION_FOLDER"] = str(folder / "institutions")
        from openfisca_france_local.aides_jeunes_reform import aides_jeunes_reform_dynamic

        load = spent(lambda: globals().update(system=aides_jeunes_reform_dynamic(system)))
        print(json.dumps({"load": load, "aids": len(names), **computed(globals()["system"], names)}))
    else:
        sys.path.insert(0, sys.argv[3])
        load = spent(system.load_extension, "openfisca_aides_importees")
        names = [name for name in names if system.get_variable(name) is not None]
        print(json.dumps({"load": load, "aids": len(names), **computed(system, names)}))


if __name__ == "__main__":
    main()
