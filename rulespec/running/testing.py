"""The cases of a rulebook on its package, in batches, and on the exact interpreter; each failure at the expert's own cell."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.tests import situation_of
from rulespec.compiler.evaluating.interpreter import NoValue, Outside, Reference, Value
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Type
from rulespec.country.isolated import environment, python
from rulespec.disk.temporary import temporary
from rulespec.running.batching import ALIKE, ALONE, TOGETHER, Batch, Group, Situation, batches
from rulespec.running.simulating import load_system, plain_value

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One expected value of a case: `found` is what the computation gives, `error` why it gives nothing.

    `exact` is what the interpreter answers; where the two engines differ, rulespec itself is wrong.
    """

    case: ir.Case
    expected: ir.CaseValue | None
    found: ir.Scalar | None
    error: str = ""
    exact: Value | None = None

    @property
    def passed(self) -> bool:
        if self.error or self.expected is None or self.engines_differ:
            return False
        if isinstance(self.found, Decimal) and isinstance(self.expected.value, Decimal):
            return abs(self.found - self.expected.value) <= self.case.margin
        return self.found == self.expected.value

    @property
    def engines_differ(self) -> bool:
        if self.exact is None or self.found is None:
            return False
        if isinstance(self.found, Decimal) and isinstance(self.exact, Fraction | float):
            if not self.found.is_finite() or isinstance(self.exact, float):
                return float(self.found) != float(self.exact)
            gap = abs(Fraction(self.found) - self.exact)
            return gap > max(Fraction(1, 200), abs(self.exact) / 5_000_000)
        return bool(self.found != self.exact)


@dataclass(eq=False)
class Played:
    """A case once computed: its results, and the exact interpreter with all that OpenFisca computed for it."""

    case: ir.Case
    results: tuple[Result, ...]
    reference: Reference


def kept_cases(program: ir.Program, only: str | None = None) -> list[ir.Case]:
    """The cases to run: not those to be confirmed; those of one aid where `only` says so."""
    documents = {aid.document for aid in program.aids if only in (None, aid.id)}
    return [case for case in program.cases if not case.to_confirm and (only is None or case.document in documents)]


def play(
    program: ir.Program,
    catalog: Catalog,
    folder: Path,
    cases: list[ir.Case],
    progress: Progress | None = None,
    alone: bool = False,
) -> tuple[Played, ...]:
    """Cases on the package written in `folder` and on the interpreter; a case that fails beside others is judged alone."""
    system = load_system(program, catalog, folder)
    found: dict[int, Played] = {}
    doubtful = list(range(len(cases)))
    for how in (ALONE,) if alone else (TOGETHER, ALIKE, ALONE):
        situations = [situation(cases[index], catalog) for index in doubtful]
        for positions, batch in batches(system, catalog, situations, how):
            for place, position in enumerate(positions):
                index = doubtful[position]
                found[index] = _played(program, catalog, cases[index], batch, place)
                if progress is not None:
                    progress(len(found))
        doubtful = [index for index in doubtful if not all(result.passed for result in found[index].results)]
    return tuple(found[index] for index in range(len(cases)))


def run_cases(
    program: ir.Program, catalog: Catalog, folder: Path, only: str | None = None, progress: Progress | None = None
) -> tuple[Result, ...]:
    """Every expected value of a rulebook's cases."""
    played = play(program, catalog, folder, kept_cases(program, only), progress)
    return tuple(result for case in played for result in case.results)


def situation(case: ir.Case, catalog: Catalog) -> Situation:
    """A case as OpenFisca takes it: one group of each kind."""
    told = situation_of(case, catalog)
    groups: dict[str, list[Group]] = {}
    for key, entity in catalog.entities.items():
        if not entity.is_person:
            roles = {role.plural or role.key for role in entity.roles}
            members = {name: names for name, names in told[key].items() if name in roles}
            groups[key] = [Group(members, {name: values for name, values in told[key].items() if name not in roles})]
    told_at = ((value.variable, catalog.period_told(value.variable, value.period)) for value in case.expected)
    asked = tuple(dict.fromkeys(told_at)) or ((case.name, case.period),)
    return Situation(told[catalog.person.plural], groups, asked)


def _played(program: ir.Program, catalog: Catalog, case: ir.Case, batch: Batch, place: int) -> Played:
    reference = Reference(program, catalog, case, outside_of(batch, place, case, catalog))
    results = tuple(_result(program, catalog, case, item, batch, place, reference) for item in case.expected)
    return Played(case, results, reference)


def outside_of(batch: Batch, place: int, case: ir.Case, catalog: Catalog) -> Outside:
    """What OpenFisca computes for one case of a batch, as exact values."""
    people = [person.name for person in case.people]

    def value(name: str, period: str, person: str | None) -> Value:
        country = catalog.variable(name)
        assert country is not None
        when = "eternity" if period == "ETERNITY" else catalog.period_told(name, period)
        try:
            part = batch.part(batch.calculate(name, when), country.entity, place)
        except Exception as error:  # OpenFisca's own errors have no common type (trap 25)
            raise NoValue(_reason(error)) from error
        found = plain_value(part, country.type, people.index(person) if person is not None else 0)
        if isinstance(found, Decimal):
            return Fraction(found) if found.is_finite() else float(found)
        return found

    return value


def _result(
    program: ir.Program, catalog: Catalog, case: ir.Case, expected: ir.CaseValue, batch: Batch, place: int, reference: Reference
) -> Result:
    own = program.variable(expected.variable)
    country = catalog.variable(expected.variable)
    type_: Type | None = own.type if own is not None else country.type if country is not None else None
    entity = own.entity if own is not None else country.entity if country is not None else ""
    assert type_ is not None
    index = [person.name for person in case.people].index(expected.person) if expected.person else 0
    try:
        part = batch.part(batch.calculate(expected.variable, catalog.period_told(expected.variable, expected.period)), entity, place)
        found = plain_value(part, type_, index)
    except Exception as error:  # OpenFisca's own errors have no common type (trap 25)
        return Result(case, expected, None, _reason(error))
    return Result(case, expected, found, exact=_exact(expected, reference) if own is not None else None)


def _exact(expected: ir.CaseValue, reference: Reference) -> Value | None:
    """What the exact interpreter answers, None where the case does not give what the rules read."""
    try:
        return reference.answer(expected.variable, expected.period, expected.person)
    except NoValue:
        return None


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def run_openfisca_tests(paths: list[Path], program: ir.Program, catalog: Catalog, folder: Path) -> int:
    """OpenFisca's own test command on YAML files as they are, with the generated package; gives its exit code."""
    country = program.package if not catalog.distribution else catalog.package
    command = python("-m", "openfisca_core.scripts.openfisca_command", "test", *map(str, paths), "-c", country)
    if catalog.distribution:
        command += ["-e", *(item.package for item in catalog.extensions), program.package]
    # OpenFisca's command is pytest, which would execute a `conftest.py` and a `pytest.ini` that lie beside the tests.
    with temporary() as name:
        settings = Path(name, "pytest.ini")
        settings.write_text("[pytest]\n", encoding="utf-8")
        options = f"--noconftest -c {shlex.quote(str(settings))} -p no:cacheprovider"
        return subprocess.run(command, env=environment(folder, PYTEST_ADDOPTS=options), check=False).returncode
