"""The rules of examples/france-national against the country's own formulas, on random families: equal to the cent, or told.

`make national` (FAMILIES=1000, three dates); `tests/test_national.py` runs a short form. Each variable that is replaced is asked of the
country alone and of the country with the reform, on the same inputs: what the rule reads of the country, and what the country's own formula
reads down to the same, each at random. A value that a formula of the country computes is given too, so that all its cases are met.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.running.simulating import load_country, load_system

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "examples" / "france-national"
DATES = ("2023-01", "2024-10", "2025-12")
# A benefit that has ended since is compared while it lasted.
EARLIER = ("2019-03", "2020-09", "2022-01")
# What the places in the groups and the dates of birth make by themselves.
MADE = {"age", "age_en_mois", "nb_parents", "en_couple", "date_naissance", "est_enfant_dans_famille", "nb_enfants", "nbenf"}
# What the country draws from data of the same rule: given at random, they would contradict it (two allocataires, of whom one).
DRAWN = {"asi_aspa_nb_alloc", "asi_eligibilite"}
# What a rule gave before is given: the country does not compute it (OpenFisca cuts a variable that reads itself).
REMEMBERED = {"agepi", "aide_mobilite"}
# Rounded to the euro: a half goes up, in the country to the even one; all that may differ is that euro, here counted 1.35 times.
HALVES = {"cmu_c_plafond": 1.0, "acs_plafond": 1.35}
MONTHS, YEARS, BATCH = 26, 4, 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A family for which the rule and the country do not agree."""

    variable: str
    period: str
    index: int
    country: Any
    rule: Any


def checked_project() -> Checked:
    checked = check_folder(PROJECT)
    assert checked.program is not None, [item.code.id for item in checked.diagnostics]
    return checked


def inputs_of(program: ir.Program, catalog: Catalog, replacement: ir.Replacement) -> list[str]:
    """The variables of the country to give: what the rule reads, and the data that the country's own formula comes from beside."""
    variables = {item.name: item for item in program.variables}
    own = {name for name in ir.read_by(replacement.variable, variables) if name not in variables} - DRAWN
    # A rule that reads another replaced one reads it as the country's: it is given like the rest.
    found, seen = set(own), set()
    stack = list(catalog.reads(replacement.country))
    while stack:
        name = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        variable = catalog.variable(name)
        if variable is None:
            continue
        if name in own or name in REMEMBERED or not variable.has_formula or name in MADE:
            found.add(name)
        else:
            stack += catalog.reads(name)
    return sorted(name for name in found - MADE - DRAWN - ({replacement.country} - REMEMBERED) if catalog.variable(name) is not None)


def families(count: int, rng: np.random.Generator) -> tuple[dict[str, Any], np.ndarray]:
    """People in families that are tax households and households too, as OpenFisca takes them; who is a child."""
    people: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {"familles": {}, "foyers_fiscaux": {}, "menages": {}}
    children = []
    for number in range(count):
        parents = [f"p{number}_{index}" for index in range(rng.choice([1, 2]))]
        young = [f"e{number}_{index}" for index in range(rng.choice([0, 0, 1, 1, 2, 2, 3, 4, 6]))]
        people |= dict.fromkeys([*parents, *young], {})
        children += [False] * len(parents) + [True] * len(young)
        groups["familles"][f"f{number}"] = {"parents": parents, "enfants": young}
        groups["foyers_fiscaux"][f"t{number}"] = {"declarants": parents, "personnes_a_charge": young}
        groups["menages"][f"m{number}"] = {"personne_de_reference": parents[:1], "conjoint": parents[1:], "enfants": young}
    return {"individus": people, **groups}, np.array(children)


def dates_of(catalog: Catalog, replacement: ir.Replacement) -> tuple[str, ...]:
    """The months on which a replaced variable is compared."""
    country = catalog.variable(replacement.country)
    return DATES if country is None or country.end is None or country.end.isoformat() > DATES[-1] else EARLIER


def values_of(catalog: Catalog, name: str, size: int, rng: np.random.Generator, on: datetime.date) -> np.ndarray:
    """Random values of a variable; of amounts some are nothing, the others from a euro to some tens of thousands."""
    variable = catalog.variable(name)
    assert variable is not None
    raw = catalog.raw_variables[name]
    match variable.type.kind:
        case Kind.BOOLEAN:
            return rng.random(size) < rng.choice([0.05, 0.5, 0.95])
        case Kind.CHOICE:
            # The country has no parameter for a zone that is not known.
            first = 1 if name == "zone_apl" else 0
            return rng.integers(first, len(catalog.enums[raw["enum"]]), size).astype(np.int16)
        case Kind.DATE:
            start = np.datetime64(on) - rng.integers(-30, rng.choice([60, 1500]), size).astype("timedelta64[D]")
            return start.astype("datetime64[D]")
        case Kind.TEXT:
            known = np.array(["FR", "DE", "CH", "DZ", "BR"] if name == "nationalite" else ["75056", "97411", "97608", "59350"])
            return rng.choice(known, size).astype(f"|S{variable.max_length}") if variable.max_length else rng.choice(known, size)
        case Kind.NUMBER:
            if variable.type.integer:
                return rng.integers(0, 8, size).astype(np.int32)
            if variable.type.rate or "taux" in name:
                return rng.choice([0, 0.3, 0.5, 0.6, 0.79, 0.8, 0.9, 1], size)
            top = rng.choice([300, 2000, 12000, 60000])
            amounts = np.round(np.exp(rng.uniform(0, np.log(top), size)), 2)
            return np.where(rng.random(size) < rng.choice([0.1, 0.5, 0.95]), 0, amounts)


def periods_of(period: Period, month: str) -> list[str]:
    year, number = int(month[:4]), int(month[5:])
    if period is Period.YEAR:
        return [str(year - back) for back in range(YEARS)]
    if period is Period.ETERNITY:
        return ["eternity"]
    found = []
    # To the end of the year of the month asked, for rules of the year.
    for back in range(number - 12, MONTHS):
        at = year * 12 + number - 1 - back
        found.append(f"{at // 12}-{at % 12 + 1:02}")
    return found


def simulations(systems: tuple[Any, Any], catalog: Catalog, names: list[str], month: str, count: int, seed: int) -> Iterator[Any]:
    """The same families with the same data, on each system."""
    from openfisca_core.periods import period as period_of
    from openfisca_core.simulations import SimulationBuilder

    for system in systems:
        rng = np.random.default_rng([seed, int(month[:4]), int(month[5:])])
        told, children = families(count, rng)
        simulation = SimulationBuilder().build_from_entities(system, told)
        on = datetime.date.fromisoformat(f"{month}-01")
        ages = np.where(children, rng.integers(0, 25 * 365, len(children)), rng.integers(17 * 365, 85 * 365, len(children)))
        # Some children are to be born, or just were.
        ages = np.where(children & (rng.random(len(children)) < 0.1), rng.integers(-120, 120, len(children)), ages)
        births = (np.datetime64(on) - ages.astype("timedelta64[D]")).astype("datetime64[D]")
        simulation.set_input(
            "date_naissance", "eternity" if catalog.raw_variables["date_naissance"]["period"] == "eternity" else month, births
        )
        for name in names:
            variable = catalog.variable(name)
            assert variable is not None
            size = simulation.get_variable_population(name).count
            values = values_of(catalog, name, size, rng, on)
            for number, at in enumerate(periods_of(variable.period, month)):
                if name in REMEMBERED and at >= month:
                    continue
                if name in REMEMBERED:
                    # Seldom: who had it lately has no right to it.
                    values = np.where(rng.random(size) < 0.97, 0, values)
                if number and number % 5 == 0:
                    values = values_of(catalog, name, size, rng, on)
                simulation.set_input(name, period_of(at), values)
        yield simulation


def differences(
    checked: Checked, systems: tuple[Any, Any], replacement: ir.Replacement, month: str, count: int, seed: int
) -> tuple[list[Difference], int]:
    """The families for which the rule and the country differ by half a cent or more, and how many have something from the country.

    A hundred at a time: how often each datum is nothing, or true, changes from one hundred to the next.
    """
    found: list[Difference] = []
    given = 0
    for number in range(0, count, BATCH):
        batch, some = _differences(checked, systems, replacement, month, min(BATCH, count - number), seed * 1000 + number)
        found += batch
        given += some
    return found, given


def _differences(
    checked: Checked, systems: tuple[Any, Any], replacement: ir.Replacement, month: str, count: int, seed: int
) -> tuple[list[Difference], int]:
    assert checked.program is not None
    catalog = checked.catalog
    variable = catalog.variable(replacement.country)
    assert variable is not None
    names = inputs_of(checked.program, catalog, replacement)
    period = month[:4] if variable.period is Period.YEAR else month
    country, rule = (
        np.asarray(simulation.calculate(replacement.country, period))
        for simulation in simulations(systems, catalog, names, month, count, seed)
    )
    if country.dtype.kind in "fi":
        # Half a cent, or what the country's 32 bits have lost of it.
        gap = rule.astype(float) - country.astype(float)
        apart = ~(np.abs(gap) < 0.005 + np.abs(country.astype(float)) * 2e-7)
        if (euro := HALVES.get(replacement.country)) is not None:
            apart &= ~((np.abs(gap - euro) < 0.005) & (np.rint(country / euro) % 2 == 0))
    else:
        apart = country != rule
    found = [Difference(replacement.country, period, int(index), country[index], rule[index]) for index in np.flatnonzero(apart)]
    return found, int(np.count_nonzero(country))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=1000)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    checked = checked_project()
    assert checked.program is not None
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name), checked)
        systems = (load_country(checked.catalog), load_system(checked.program, checked.catalog, Path(name)))
        for replacement in checked.program.replacements:
            if told.only and replacement.country not in told.only:
                continue
            for month in dates_of(checked.catalog, replacement):
                found, count = differences(checked, systems, replacement, month, told.families, told.seed)
                failed += bool(found)
                print(f"{replacement.country} {month}: {len(found)} ≠, {count} > 0", *(f"\n    {item}" for item in found[:3]), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
