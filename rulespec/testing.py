"""The cases of a rulebook run on the generated package, each failure told at the expert's own cell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.catalog import Catalog
from rulespec.simulating import load_system, simulate, value_of


@dataclass(frozen=True, slots=True)
class Result:
    """One expected value of a case: `found` is what the computation gives, `error` why it gives nothing."""

    case: ir.Case
    expected: ir.CaseValue | None
    found: ir.Scalar | None
    error: str = ""

    @property
    def passed(self) -> bool:
        if self.error or self.expected is None:
            return False
        if isinstance(self.found, Decimal) and isinstance(self.expected.value, Decimal):
            return abs(self.found - self.expected.value) <= self.case.margin
        return self.found == self.expected.value


def run_cases(
    program: ir.Program, catalog: Catalog, folder: Path, only: str | None = None, progress: Callable[[int], None] | None = None
) -> tuple[Result, ...]:
    """Every case of a rulebook on its package written in `folder`; cases to be confirmed are not run."""
    system = load_system(program, catalog, folder)
    documents = {aid.document for aid in program.aids if only in (None, aid.id)}
    results: list[Result] = []
    kept = [case for case in program.cases if not case.to_confirm and (only is None or case.document in documents)]
    for index, case in enumerate(kept):
        if progress is not None:
            progress(index)
        results += _run(system, program, case, catalog)
    return tuple(results)


def _run(system: Any, program: ir.Program, case: ir.Case, catalog: Catalog) -> list[Result]:
    results = []
    try:
        simulation = simulate(system, case, catalog)
    except Exception as error:  # OpenFisca's own errors have no common type (trap 25)
        return [Result(case, None, None, _reason(error))]
    people = [person.name for person in case.people]
    for expected in case.expected:
        own = program.variable(expected.variable)
        country = catalog.variable(expected.variable)
        type_ = own.type if own is not None else country.type if country is not None else None
        assert type_ is not None
        index = people.index(expected.person) if expected.person else 0
        try:
            found = value_of(simulation, expected.variable, expected.period, type_, index)
            results.append(Result(case, expected, found))
        except Exception as error:  # idem
            results.append(Result(case, expected, None, _reason(error)))
    return results


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__} : {lines[0] if lines else ''}"


def run_openfisca_tests(paths: list[Path], program: ir.Program, catalog: Catalog, folder: Path) -> int:
    """OpenFisca's own test command on YAML files as they are, with the generated package; gives its exit code."""
    import os

    country = program.package if not catalog.distribution else catalog.package
    command = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test", *map(str, paths), "-c", country]
    if catalog.distribution:
        command += ["-e", program.package]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}
    return subprocess.run(command, env=environment, check=False).returncode
