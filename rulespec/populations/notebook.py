"""Rules and a population to arrays and Arrow tables, for a notebook or a script of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostic, Diagnostics, Severity
from rulespec.compiler.words import default_language
from rulespec.disk.errors import WorldError
from rulespec.populations.checking import PERIOD, check_population
from rulespec.populations.covering import check_covered
from rulespec.populations.engines import Engine, Local
from rulespec.populations.job import make_job, outputs_of
from rulespec.populations.known import Known, known_variables
from rulespec.populations.places import places_of
from rulespec.populations.population import Population, open_population
from rulespec.populations.results import Manifest, Told, read_manifest, result_table
from rulespec.populations.running import Asked, simulate_population
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.project import place
from rulespec.projects.revision import revision_of
from rulespec.reporting.text import render

# Bytes that a run takes where nothing else is said.
MEMORY = 2_000_000_000


class Refused(Exception):
    """What stops a project or a population from being computed.

    Attributes:
        remarks: as `check` tells them, all of them; the text of the exception says the same.
    """

    def __init__(self, remarks: Sequence[Diagnostic]) -> None:
        words = default_language()
        super().__init__("\n\n".join(render(item, words).plain.strip() for item in remarks))
        self.remarks = tuple(remarks)


@contextmanager
def in_words() -> Iterator[None]:
    """What stands in the way is told as `check` tells it, rather than as the name of a problem."""
    try:
        yield
    except WorldError as error:
        diagnostics = Diagnostics()
        diagnostics.report(error.problem, place(""))
        raise Refused(diagnostics.sorted()) from None


def check_period(period: str) -> None:
    """Raises ValueError for what is neither a month nor a year."""
    if not PERIOD.match(period):
        raise ValueError(default_language().said("simulate period", text=period))


@dataclass(frozen=True)
class Rules:
    """A project that is right: what it was checked to, the country's catalogue, and the variables that either knows."""

    folder: Path
    checked: Checked
    catalog: Catalog
    known: Mapping[str, Known]


@dataclass(frozen=True)
class Results:
    """What a run found, on the disk.

    Attributes:
        folder: of the results, which other tools may read: a Parquet table an entity.
        manifest: what the run says of itself: versions, revision, totals.
    """

    folder: Path
    manifest: Manifest

    @property
    def totals(self) -> dict[str, float]:
        """The weighted total of each variable that adds up; of a yes or no, how many."""
        return {item.variable: float(item.total) for item in self.manifest.variables if item.total is not None}

    def table(self, entity: str) -> Any:
        """The results of an entity (`menage`) as a `pyarrow.Table`: identifiers, `weight`, a column a variable."""
        found = result_table(self.folder, self.manifest, entity)
        return found.read(found.schema.names).combine_chunks()

    def array(self, variable: str) -> Any:
        """The values of a variable as a numpy array, in the order of the rows of its entity. Raises KeyError."""
        return self.table(self._told(variable).entity)[variable].to_numpy()

    def weights(self, entity: str) -> Any:
        """The weight of each row of an entity, as float64."""
        return self.table(entity)["weight"].to_numpy()

    def rows_of(self, group: str) -> Any:
        """For each person, the row of their group: `results.array("rent")[results.rows_of("household")]` is each one's rent."""
        person = next(
            key
            for key in self.manifest.rows
            if key != group and f"{group}_id" in result_table(self.folder, self.manifest, key).schema.names
        )
        table = self.table(group)
        return places_of(self.table(person)[f"{group}_id"], table[table.column_names[0]]).of

    def _told(self, variable: str) -> Told:
        for item in self.manifest.variables:
            if item.variable == variable:
                return item
        raise KeyError(variable)


@in_words()
def read_rules(folder: Path | str) -> Rules:
    """The rules of a project. Raises Refused where they have errors."""
    checked = check_folder(Path(folder))
    _refuse(checked.diagnostics)
    return Rules(Path(folder), checked, checked.catalog, known_variables(checked.catalog, checked.program))


@in_words()
def read_population(path: Path | str, rules: Rules, period: str = "") -> Population:
    """The population of a folder or a file, for some rules.

    Raises Refused where `rulespec population check` finds errors, and for what is no table.
    """
    found = open_population(Path(path), rules.catalog, rules.known)
    diagnostics = Diagnostics()
    check_population(found, rules.catalog, rules.known, diagnostics, period)
    _refuse(diagnostics.sorted())
    return found


@in_words()
def simulate(
    rules: Rules,
    population: Population,
    period: str,
    out: Path | str,
    aids: Sequence[str] = (),
    variables: Sequence[str] = (),
    memory: int = MEMORY,
    engine: Engine | None = None,
) -> Results:
    """Compute aids (all of them where nothing is named) and other variables for a month (« 2024-06 ») or a year, into a folder.

    Args:
        memory: bytes that the run may take.
        engine: `Local()` of `rulespec.populations.engines` by default, `Processes(2)`, or a cluster's.

    Raises:
        Refused: an aid has no rule in the period; an unknown name, a formula that fails, something else in the folder.
        ValueError: a period that is none.
    """
    check_period(period)
    outputs = outputs_of(rules.checked, rules.known, period, aids, variables)
    if rules.checked.program is not None:
        _refuse(check_covered(rules.checked.program, outputs))
    job = make_job(rules.checked, rules.catalog, population, rules.known, outputs)
    asked = Asked(rules.folder.resolve().name, revision_of(rules.folder), rules.catalog.package, period)
    return Results(Path(out), simulate_population(job, population, asked, Path(out), engine or Local(), memory))


@in_words()
def read_results(folder: Path | str) -> Results:
    """The results of a run that is whole. Raises Refused for anything else."""
    return Results(Path(folder), read_manifest(Path(folder)))


def _refuse(remarks: Sequence[Diagnostic]) -> None:
    wrong = [item for item in remarks if item.severity is Severity.ERROR]
    if wrong:
        raise Refused(wrong)
