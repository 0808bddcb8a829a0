"""What adding or changing aids does to everything else: nothing, proved by what reads what and by a seeded population.

An extension only adds variables: the country's formulas can't read them, and a taken name is refused (RS206). What can change is
another aid of the rulebook. `compare` says which variables changed, which read them, and which are as they were; `watch` computes
all that must not change, the country's variables that the aids read included, before and after, for people drawn with a seed.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.words import Language
from rulespec.country.country_reads import country_reads
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.projects.project import MANIFEST
from rulespec.running.simulating import load_country, load_system
from rulespec.running.testing import kept_cases, play
from rulespec.running.upstream import openfisca_test_files, read_tests, run_tests

QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.pager=cat")
PEOPLE = 200
SEED = 20240601
MONTH, YEAR, TAX_YEAR = "2024-06", "2024", "2022"
# The month of the question, and those that resources look back to.
MONTHS = ("2024-03", "2024-04", "2024-05", MONTH)


@dataclass(frozen=True, slots=True)
class Impact:
    """Names of variables: new, gone, changed in themselves, changed through what they read, as they were."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    through: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A variable that must not have changed and has, for how many of the people or groups drawn."""

    variable: str
    count: int


class RevisionError(ValueError):
    """A revision or folder to compare with that is not there."""


def at_revision(project: Path, revision: str, into: Path) -> Path:
    """The project as git knew it at a revision, in a folder of ours; with the projects beside it that it may read."""

    def git(*arguments: str) -> bytes:
        try:
            # The settings of a stranger's repository name programs: none of them is run.
            return subprocess.run(["git", *QUIET, "-C", str(project), *arguments], check=True, capture_output=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise RevisionError(revision) from error

    if revision.startswith("-"):
        raise RevisionError(revision)
    top = Path(git("rev-parse", "--show-toplevel").decode().strip())
    inside = project.resolve().relative_to(top.resolve())
    archive = git("-C", str(top), "archive", "--format=tar", f"{revision}^{{commit}}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(into, filter="data")
    # The bounds of what the project may name are those of its repository there too.
    (into / ".git").mkdir(exist_ok=True)
    if not (into / inside / "rulespec.yaml").is_file():
        raise RevisionError(revision)
    return into / inside


def project_at(project: Path, against: str, into: Path) -> Path:
    """The project to compare with: a folder, or a revision of git. Raises RevisionError where there is none."""
    return Path(against) if (Path(against) / MANIFEST).is_file() else at_revision(project, against, into)


def reads(variable: ir.Variable) -> Iterator[ir.Read]:
    for formula in variable.formulas:
        yield from (item for item in ir.walk(formula.expression) if isinstance(item, ir.Read))


def compare(old: ir.Program | None, new: ir.Program) -> Impact:
    """The variables of a rulebook before (None: there was none) and after."""
    before = {} if old is None else {variable.name: variable for variable in old.variables}
    after = {variable.name: variable for variable in new.variables}
    moved = _parameters(old) ^ _parameters(new) if old is not None else set()
    paths = {path for path, _ in moved}
    changed = {name for name in before.keys() & after.keys() if _rule(before[name]) != _rule(after[name]) or _paths(after[name]) & paths}
    touched = set(changed)
    while True:
        more = {name for name, item in after.items() if name not in touched and any(read.variable in touched for read in reads(item))}
        if not more:
            break
        touched |= more
    through = (touched - changed) & before.keys()
    same = before.keys() & after.keys() - touched
    named = (after.keys() - before.keys(), before.keys() - after.keys(), changed, through, same)
    return Impact(*(tuple(sorted(names)) for names in named))


def _rule(variable: ir.Variable) -> tuple[Any, ...]:
    """What a variable computes: not how it is called, nor where it is written."""
    formulas = tuple((formula.start, formula.expression) for formula in variable.formulas)
    return formulas, variable.entity, variable.period, variable.type, variable.end, variable.default, variable.choices


def _parameters(program: ir.Program) -> set[tuple[str, Any]]:
    found: set[tuple[str, Any]] = {(item.path, tuple((dated.date, dated.value) for dated in item.values)) for item in program.parameters}
    return found | {(item.path, (item.kind, item.brackets)) for item in program.scales}


def _paths(variable: ir.Variable) -> set[str]:
    found = (item for formula in variable.formulas for item in ir.walk(formula.expression))
    return {item.path for item in found if isinstance(item, ir.ParameterRead | ir.ScaleRead)}


def interactions(program: ir.Program) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each aid the country's variables that it reads, and the other aids that it reads, directly or not."""
    variables = {variable.name: variable for variable in program.variables}
    aids = {name: aid.id for aid in program.aids for name in (aid.variable, aid.eligibility) if name}
    found = {}
    for aid in program.aids:
        national: set[str] = set()
        others: set[str] = set()
        seen: set[str] = set()
        stack = [aid.variable]
        while stack:
            name = stack.pop()
            if name in seen or name not in variables:
                continue
            seen.add(name)
            if name in aids and aids[name] != aid.id:
                others.add(aids[name])
            for read in reads(variables[name]):
                if read.own:
                    stack.append(read.variable)
                else:
                    national.add(read.variable)
        found[aid.id] = {"country": tuple(sorted(national)), "aids": tuple(sorted(others))}
    return found


def graph(program: ir.Program, words: Language) -> str:
    """The interactions as a Mermaid graph, which GitHub and many editors draw; declared ones are dotted, with their name."""
    lines = ["graph LR"]
    for aid, found in interactions(program).items():
        lines += [f"  {name}([{name}]) --> {aid}" for name in found["country"]]
        lines += [f"  {other} ==> {aid}" for other in found["aids"]]
    lines += [f"  {item.aid} -. {words.key('Document', item.kind)} .-> {item.target}" for item in program.interactions]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Base:
    """A base of resources of the rulebook: the aids that it counts, and those paid in money that it does not."""

    name: str
    label: str
    counted: tuple[str, ...]
    left: tuple[str, ...]


def bases(program: ir.Program) -> list[Base]:
    """Which aids each base of resources counts: those left out are to be thought of, not errors."""
    variables = {variable.name: variable for variable in program.variables}
    paid = {aid.variable: aid.id for aid in program.aids if aid.variable in variables and variables[aid.variable].type.kind is Kind.NUMBER}
    found = []
    for base in program.variables:
        if base.role is ir.Part.RESOURCES:
            seen = ir.read_by(base.name, variables)
            counted = tuple(sorted(aid for name, aid in paid.items() if name in seen))
            # An aid whose own rule reads the base can't count in it.
            left = tuple(sorted(aid for name, aid in paid.items() if name not in seen and base.name not in ir.read_by(name, variables)))
            found.append(Base(base.name, base.label, counted, left))
    return found


@dataclass(frozen=True, slots=True)
class Turned:
    """A test that passed before and fails after, or the reverse."""

    file: str
    name: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer that a case of the rulebook as it is gets before and after, and that is not the same."""

    case: str
    date: str
    variable: str
    before: ir.Scalar
    after: ir.Scalar


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was run before and after: the country's formulas that could be read, those that read the rulebook, tests, cases.

    `moved` is what the change gives to whom: no fault, where `turned_cases` is one.
    """

    formulas: int = 0
    readers: tuple[str, ...] = ()
    tests: int = 0
    turned: tuple[Turned, ...] = ()
    cases: int = 0
    turned_cases: tuple[Turned, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def are_fine(self) -> bool:
        return not self.readers and not self.turned and not self.turned_cases


def structure(country: Any, program: ir.Program, catalog: Catalog) -> tuple[int, tuple[str, ...]]:
    """How many of the country's variables have formulas that can be read, and those that name a variable of the rulebook."""
    # A class of the country that has no variable of the rulebook's name in its source can't read it.
    own = {variable.name for variable in program.variables}
    found = country_reads(country, catalog.packages, own)
    return len(found), tuple(sorted(name for name, read in found.items() if read & own))


def tests_turned(files: list[Path], before: Any, after: Any, catalog: Catalog) -> tuple[int, tuple[Turned, ...]]:
    """OpenFisca tests run on both systems: how many could be, and those whose outcome is not the same."""
    outcomes = []
    for system in (before, after):
        tests = [test for file in files for test in read_tests(file, system, catalog)]
        run_tests(tests, system, catalog)
        outcomes.append({(test.file.as_posix(), test.name): test for test in tests if not test.reason})
    first, second = outcomes
    both = first.keys() & second.keys()
    turned = sorted(key for key in both if first[key].failures != second[key].failures)
    return len(both), tuple(Turned(*key, second[key].passed) for key in turned)


def cases_played(old: ir.Program, new: ir.Program, catalog: Catalog, folders: tuple[Path, Path]) -> Proofs:
    """The cases that both versions have, alike, each played on its own version; what all those of the new one get on both."""
    known = {variable.name for variable in old.variables} | set(catalog.raw_variables)
    cases = [case for case in new.cases if {value.variable for value in (*case.given, *case.expected)} <= known]
    first, second = (play(program, catalog, folder, cases) for program, folder in zip((old, new), folders, strict=True))
    was = {(case.document, case.name): case for case in kept_cases(old, None)}
    turned: list[Turned] = []
    moved: list[Moved] = []
    count = 0
    for before, after in zip(first, second, strict=True):
        key = (after.case.document, after.case.name)
        if was.get(key) == after.case:
            count += 1
            fine = [all(result.passed for result in item.results) for item in (before, after)]
            turned += [Turned(*key, fine[1])] if fine[0] != fine[1] else []
        for left, right in zip(before.results, after.results, strict=True):
            if right.expected is not None and left.found is not None and right.found is not None and left.found != right.found:
                moved.append(Moved(after.case.name, after.case.period, right.expected.variable, left.found, right.found))
    return Proofs(cases=count, turned_cases=tuple(turned), moved=tuple(moved))


def watch(before: Any, after: Any, impact: Impact, program: ir.Program, catalog: Catalog) -> list[Difference]:
    """The variables that must answer as before and do not, for people drawn with a seed."""
    national = sorted({name for found in interactions(program).values() for name in found["country"]})
    wrong = []
    # The country's own answers are computed from its inputs; the aids, for people who differ in all that the aids read.
    for names, given in ((national, _inputs(national, catalog)), (list(impact.same), national)):
        simulations = [_population(system, catalog, given) for system in (before, after)]
        for name in names:
            first, second = (_values(simulation, name) for simulation in simulations)
            count = int((first != second).sum())
            if count:
                wrong.append(Difference(name, count))
    return wrong


def _inputs(names: list[str], catalog: Catalog) -> list[str]:
    return [name for name in names if (variable := catalog.variable(name)) is not None and not variable.has_formula]


def _population(system: Any, catalog: Catalog, inputs: list[str]) -> Any:
    """People each in his household, with the same values of the country's inputs on both sides."""
    import numpy
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system, PEOPLE)
    draw = random.Random(SEED)
    for name in inputs:
        variable = catalog.variable(name)
        if variable is None or variable.type.kind is Kind.DATE:
            continue
        values = [_drawn(draw, variable.type.kind, name, catalog, variable.type.enum or "") for _ in range(PEOPLE)]
        array = numpy.array(values)
        if variable.type.kind is Kind.CHOICE:
            array = system.variables[name].possible_values.encode(array)
        for period in {Period.MONTH: MONTHS, Period.YEAR: (YEAR, TAX_YEAR)}.get(variable.period, ("ETERNITY",)):
            simulation.set_input(name, catalog.period_told(name, period), array)
    return simulation


def _drawn(draw: random.Random, kind: Kind, name: str, catalog: Catalog, enum: str) -> Any:
    match kind:
        case Kind.BOOLEAN:
            return draw.random() < 0.5
        case Kind.CHOICE:
            return draw.choice(sorted(catalog.enums[enum]))
        case Kind.TEXT:
            return draw.choice(["75056", "44109", "2A004", "59350"])
    return draw.randrange(0, 90) if name == "age" else draw.randrange(0, 3000)


def _values(simulation: Any, name: str) -> Any:
    variable = simulation.tax_benefit_system.variables[name]
    defined = str(getattr(variable.definition_period, "value", variable.definition_period))
    return simulation.calculate(name, {"day": f"{MONTH}-01", "year": YEAR}.get(defined, MONTH))


def measure(
    checked: Checked, against: str | None, upstream: list[Path], work: Path
) -> tuple[Checked | None, Impact, list[Difference], Proofs]:
    """All that the command tells: the project it compares with (None without one, alone where it is wrong), and what was found."""
    program, catalog = checked.program, checked.catalog
    assert program is not None
    before: Checked | None = None
    if against is not None:
        folder = project_at(checked.loaded.folder, against, work / "was")
        before = check_folder(folder, catalog if catalog.distribution else None)
        if before.program is None:
            return before, compare(None, program), [], Proofs()
        write_package(work / "old", before)
    old = before.program if before is not None else None
    write_package(work / "new", checked)
    found = compare(old, program)
    country = load_country(catalog)
    formulas, readers = structure(country, program, catalog) if country is not None else (0, ())
    first = load_system(old, catalog, work / "old") if old is not None else country
    if first is None:
        return before, found, [], Proofs()
    second = load_system(program, catalog, work / "new")
    different = watch(first, second, found, program, catalog)
    tests, turned = tests_turned(openfisca_test_files(upstream), first, second, catalog) if upstream else (0, ())
    played = cases_played(old, program, catalog, (work / "old", work / "new")) if old is not None else Proofs()
    return before, found, different, replace(played, formulas=formulas, readers=readers, tests=tests, turned=turned)
