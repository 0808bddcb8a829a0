"""Rows a second and memory on a synthetic population: rulespec in one process and two, the loop an analyst would write, survey-manager.

    python benchmarks/populations.py [--project examples/france-local] [--households 10000] [--survey-manager]
    python benchmarks/populations.py --cost 30000000 --aids 400

The first measures, each side in a process of its own, and keeps it in build/populations.json; the second computes from it what a country
costs. CPU seconds are those of the process and its children; the memory is the highest that one process had. survey-manager has an
environment of its own (build/survey-manager), since it asks for an older pyarrow.
"""

from __future__ import annotations

import argparse
import datetime
import json
import resource
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
KEPT = BUILD / "populations.json"
PERIOD = "2024-06"
SURVEY_MANAGER = ["openfisca-survey-manager==6.6.0", "openfisca-france==176.1.8"]
TABLES = ("individus", "familles", "foyers_fiscaux", "menages")
# What a core-hour costs on rented machines, in euros: a round figure, to be replaced by one's own.
EUROS = 0.04


def rulespec_side(project: Path, people: Path, workers: int) -> int:
    """Persons computed by `rulespec simulate`."""
    out = BUILD / f"results-{workers}"
    engine = ["--engine", "processes", "--workers", str(workers)] if workers > 1 else []
    command = [sys.executable, "-m", "rulespec", "simulate", str(project), str(people), "--period", PERIOD, "--out", str(out), *engine]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return persons_of(people)


def persons_of(people: Path) -> int:
    import pyarrow.parquet

    return int(pyarrow.parquet.ParquetFile(people / "individus.parquet").metadata.num_rows)


def loop_side(people: Path) -> int:
    """One simulation of all, each column given for the months that rules look back to, each aid computed: the plain loop."""
    import pyarrow.parquet
    from openfisca_core.simulations import SimulationBuilder

    system, outputs = loaded()
    tables = {
        name: pyarrow.parquet.read_table(people / f"{name}.parquet") for name in ("individus", "familles", "foyers_fiscaux", "menages")
    }
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("individu", range(len(tables["individus"])))
    for key, plural in (("famille", "familles"), ("foyer_fiscal", "foyers_fiscaux"), ("menage", "menages")):
        instance = builder.declare_entity(key, tables[plural][f"{key}_id"].to_numpy())
        builder.join_with_persons(instance, tables["individus"][f"{key}_id"].to_numpy(), tables["individus"][f"{key}_role"].to_numpy())
    simulation = builder.build(system)
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    for table in tables.values():
        for name in table.column_names:
            variable = system.variables.get(name)
            if variable is None:
                continue
            values = table[name].to_numpy()
            values = values.astype(str) if values.dtype == object and variable.value_type is not datetime.date else values
            unit = str(variable.definition_period.value)
            for period in {"month": months, "year": ["2022", "2023", "2024"]}.get(unit, ["2024-06"]):
                simulation.set_input(name, period, values)
    for name in outputs:
        simulation.calculate(name, PERIOD)
    return len(tables["individus"])


def survey_manager_side(people: Path) -> int:
    """The same aids by a scenario of survey-manager, which is given the year of the question."""
    import pandas
    from openfisca_survey_manager.policy.scenarios.abstract_scenario import AbstractSurveyScenario

    system, outputs = loaded()
    frame = pandas.read_parquet(people / "individus.parquet")
    for key, plural in (("famille", "familles"), ("foyer_fiscal", "foyers_fiscaux"), ("menage", "menages")):
        entity = next(item for item in system.entities if item.key == key)
        ranks = {role.key: rank for rank, role in enumerate(entity.flattened_roles)}
        frame[f"{key}_role"] = frame[f"{key}_role"].map(ranks)
        group = pandas.read_parquet(people / f"{plural}.parquet")
        frame = frame.merge(group[[name for name in group.columns if name not in ("weight", "_synthetic")]], on=f"{key}_id")
    names = [name for name in frame.columns if name in system.variables and name not in ("age", "activite", "statut_occupation_logement")]
    kept = names + [f"{key}_{part}" for key in ("famille", "foyer_fiscal", "menage") for part in ("id", "role")]
    scenario = AbstractSurveyScenario()
    scenario.id_variable_by_entity_key = {key: f"{key}_id" for key in ("famille", "foyer_fiscal", "menage")}
    scenario.role_variable_by_entity_key = {key: f"{key}_role" for key in ("famille", "foyer_fiscal", "menage")}
    scenario.used_as_input_variables = names
    scenario.period = 2024
    scenario.set_tax_benefit_systems({"baseline": system})
    scenario.init_from_data(data={"input_data_frame": frame[kept].copy()})
    for name in outputs:
        scenario.simulations["baseline"].calculate(name, PERIOD)
    return len(frame)


def loaded() -> tuple[Any, list[str]]:
    """France with the package of the project, and the variables of its aids."""
    import openfisca_france

    told = json.loads((BUILD / "package.json").read_text())
    sys.path.append(str(BUILD / "package"))
    system = openfisca_france.FranceTaxBenefitSystem()
    system.load_extension(told["package"])
    return system, told["outputs"]


def prepare(project: Path, households: int) -> Path:
    """The population, and the package of the rules with the names of what is computed."""
    from rulespec.populations.job import outputs_of
    from rulespec.populations.known import known_variables
    from rulespec.projects.compiling import check_folder, write_package

    people = BUILD / f"people-{households}"
    if not people.exists():
        margins = ROOT / "examples/populations/france.yaml"
        command = [sys.executable, "-m", "rulespec", "population", "make", str(people), "--margins", str(margins)]
        subprocess.run([*command, "--project", str(project), "--households", str(households)], check=True)
    checked = check_folder(project)
    assert checked.program is not None
    write_package(BUILD / "package", checked)
    outputs = [item.variable for item in outputs_of(checked, known_variables(checked.catalog, checked.program), PERIOD)]
    (BUILD / "package.json").write_text(
        json.dumps({"package": checked.program.package, "outputs": outputs, "aids": len(checked.program.aids)})
    )
    return people


def measured(side: str, project: Path, people: Path, python: str = sys.executable) -> dict[str, float] | None:
    command = [python, __file__, "--side", side, "--project", str(project), "--people", str(people)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{side}: {(done.stderr.strip().splitlines() or ['?'])[-1]}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run_side(side: str, project: Path, people: Path) -> None:
    started = time.perf_counter()
    if side.startswith("rulespec"):
        persons = rulespec_side(project, people, int(side.removeprefix("rulespec") or 1))
    else:
        persons = {"loop": loop_side, "survey-manager": survey_manager_side}[side](people)
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(item.ru_utime + item.ru_stime for item in used)
    print(json.dumps({"persons": persons, "seconds": seconds, "cpu": cpu, "memory": max(item.ru_maxrss for item in used) * 1024}))


def run(project: Path, households: int, with_survey_manager: bool) -> None:
    BUILD.mkdir(exist_ok=True)
    few, many = prepare(project, max(200, households // 10)), prepare(project, households)
    told = json.loads((BUILD / "package.json").read_text())
    sides = [("rulespec", sys.executable), ("rulespec2", sys.executable), ("loop", sys.executable)]
    if with_survey_manager:
        folder = BUILD / "survey-manager"
        if not folder.exists():
            venv.create(folder, with_pip=True)
            subprocess.run([folder / "bin/pip", "install", "--quiet", *SURVEY_MANAGER], check=True)
        sides.append(("survey-manager", str(folder / "bin/python")))
    kept: dict[str, Any] = {"aids": told["aids"], "households": households, "sides": {}}
    print(f"{'':16}{'persons':>10}{'seconds':>10}{'CPU s':>10}{'memory MB':>12}{'CPU ms each':>14}")
    for side, python in sides:
        pair = [measured(side, project, people, python) for people in (few, many)]
        if pair[0] is None or pair[1] is None:
            continue
        small, large = pair
        # What starting takes is the same for both: the difference is what persons take.
        each = (large["cpu"] - small["cpu"]) / (large["persons"] - small["persons"])
        kept["sides"][side] = {**large, "cpu_each": each, "start": max(0.0, small["cpu"] - each * small["persons"])}
        row = f"{large['persons']:>10.0f}{large['seconds']:>10.1f}{large['cpu']:>10.1f}{large['memory'] / 1e6:>12.0f}{1000 * each:>14.2f}"
        print(f"{side:16}{row}", flush=True)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")


def cost(households: int, aids: int) -> None:
    """What a country costs, from what was measured: persons in proportion, aids too, which is too much: they share the country."""
    kept = json.loads(KEPT.read_text())
    side = kept["sides"]["rulespec"]
    persons = households * side["persons"] / kept["households"]
    hours = persons * side["cpu_each"] * aids / kept["aids"] / 3600
    print(f"{households:,} households, {persons:,.0f} persons, {aids} aids:")
    print(f"at most {hours:,.0f} core-hours, {hours * EUROS:,.0f} EUR at {EUROS} a core-hour")
    least = persons * side["cpu_each"] / 3600
    print(f"at least {least:,.0f} core-hours: that of {kept['aids']} aids, the country's own rules included")
    for cores in (2, 16, 64, 256, 1024):
        print(f"  {cores:>5} cores: {hours / cores + side['start'] / 3600:,.1f} h at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT / "examples/france-local")
    parser.add_argument("--households", type=int, default=10_000)
    parser.add_argument("--survey-manager", action="store_true")
    parser.add_argument("--side")
    parser.add_argument("--people", type=Path)
    parser.add_argument("--cost", type=int)
    parser.add_argument("--aids", type=int, default=400)
    told = parser.parse_args()
    if told.cost:
        cost(told.cost, told.aids)
    elif told.side:
        run_side(told.side, told.project, told.people)
    else:
        run(told.project, told.households, told.survey_manager)


if __name__ == "__main__":
    main()
