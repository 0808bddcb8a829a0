"""What is asked of a population to what a worker needs: the rules, the columns that it is given, the variables that it gives back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version

from rulespec import __version__
from rulespec.compiler.backends.openfisca.reform import reform_path
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Entity
from rulespec.disk.errors import WorldError
from rulespec.populations.known import Column, Known
from rulespec.populations.population import Population
from rulespec.projects.compiling import Checked, files_of

VALUE, SUM, MONTHS, FIRST = "value", "sum", "months", "first"


@dataclass(frozen=True, slots=True)
class Output:
    """A variable to compute.

    Attributes:
        period: that it is computed for; a year where `how` is about its months.
        how: as in the results: « value », « sum », « months », « first ».
        decimals: of its currency: amounts are given back as the decimals that OpenFisca's 32 bits stand for.
    """

    variable: str
    entity: str
    period: str
    how: str
    kind: str
    aid: str = ""
    is_eligibility: bool = False
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class More:
    """A little more of an input: `amount` a month, to the person of each unit (an entity) who has most of it, the first of equals."""

    variable: str
    amount: float
    unit: str


@dataclass(frozen=True)
class Job:
    """All that a worker must have to compute any chunk of a run; it is the same for all.

    Attributes:
        package, version: of the rules, and `files` its files by path; empty for the country alone.
        country: the modules of the country and its extensions, none for rules that are a country of their own.
        reform: the path of what the rules change of the country, empty where they change nothing.
        versions: that the worker must have too, by distribution.
        columns: of each entity's table, with the kind of its values; `told` those of groups on the table of persons.
        ids: the column of the identifiers of each table; `memberships` the group and the role of persons.
        weight: the entity and the column of the weights; None where each counts for one.
        more: what each unit is given beside what its columns say; None: nothing.
        is_synthetic: of people who do not exist, as the files of the results say too.
        sample: the tables of a few households, by entity, as Arrow writes them: what a worker learns on.
    """

    package: str
    version: str
    files: Mapping[str, bytes]
    country: tuple[str, ...]
    reform: str
    versions: Mapping[str, str]
    entities: tuple[Entity, ...]
    columns: Mapping[str, tuple[tuple[Column, str], ...]]
    told: Mapping[str, tuple[tuple[Column, str], ...]]
    ids: Mapping[str, str]
    memberships: Mapping[str, tuple[str, str | None]]
    weight: tuple[str, str] | None
    outputs: tuple[Output, ...]
    more: More | None = None
    is_synthetic: bool = False
    sample: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What makes two jobs the same, whatever their sample."""
        told = (self.rules, repr(self.outputs), repr(self.columns), repr(self.told), repr(self.more))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]

    @property
    def rules(self) -> str:
        """A digest of the rules alone, with what they stand on."""
        told = hashlib.sha256(json.dumps([self.package, self.country, self.reform, dict(self.versions)], sort_keys=True).encode())
        for path, data in sorted(self.files.items()):
            told.update(path.encode() + b"\0" + data + b"\0")
        return told.hexdigest()[:24]

    @property
    def person(self) -> Entity:
        return next(entity for entity in self.entities if entity.is_person)


def versions_here(distributions: Sequence[str]) -> dict[str, str]:
    """What this process has of some distributions; « - » for what is not there."""
    found = {"rulespec": __version__}
    for name in distributions:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found


def make_job(
    checked: Checked | None, catalog: Catalog, population: Population, known: Mapping[str, Known], outputs: Sequence[Output]
) -> Job:
    """The job of a checked project, or of the country alone (`checked` None), on a population."""
    program = checked.program if checked is not None else None
    files = (
        {}
        if checked is None
        else {path.as_posix(): data.encode() if isinstance(data, str) else data for path, data in files_of(checked).items()}
    )
    # Of the package, only what a simulation reads.
    own = program.package if program is not None else ""
    packages = [catalog.distribution, *(item.distribution for item in catalog.extensions)] if catalog.distribution else []
    distributions = ["openfisca-core", "numpy", *packages]
    weighted = population.weighted
    return Job(
        package=own,
        version=program.version if program is not None else "",
        files={path: data for path, data in files.items() if path.split("/")[0].startswith(own)},
        country=catalog.packages if catalog.distribution else (),
        reform=reform_path(program.package) if program is not None and program.has_reform else "",
        versions=versions_here(distributions),
        entities=tuple(catalog.entities.values()),
        columns={item.entity.key: tuple((column, known[column.variable].kind) for column in item.columns) for item in population.tables},
        told={key: tuple((column, known[column.variable].kind) for column in columns) for key, columns in population.told.items()},
        ids={item.entity.key: item.id or f"{item.entity.key}_id" for item in population.tables},
        memberships=population.memberships,
        weight=(weighted.entity.key, weighted.weight) if weighted is not None and weighted.weight is not None else None,
        outputs=tuple(outputs),
        is_synthetic=population.is_synthetic,
    )


def outputs_of(
    checked: Checked | None, known: Mapping[str, Known], period: str, aids: Sequence[str] = (), variables: Sequence[str] = ()
) -> list[Output]:
    """The aids of a project (all of them where none is named) and other variables, for a month or a year.

    Raises WorldError for an unknown name.
    """
    program = checked.program if checked is not None else None
    by_name: dict[str, str] = {}
    cards = {aid.id: aid for aid in (program.aids if program is not None else ()) if aid.variable in known}
    for aid in cards.values():
        by_name |= {aid.id: aid.id, aid.name: aid.id}
    found: dict[tuple[str, str], Output] = {}
    wanted = list(aids) or ([] if variables else list(cards))
    for name in wanted:
        if name not in by_name:
            raise WorldError(codes.StoppedRun.NoAid(name=name, near=_near(name, by_name)))
        aid = cards[by_name[name]]
        for variable in filter(None, (aid.variable, aid.eligibility)):
            made = _output(known[variable], period, aid.id, variable != aid.variable)
            found.setdefault((variable, made.period), made)
    for name in variables:
        if name not in known:
            raise WorldError(codes.StoppedRun.NoAid(name=name, near=_near(name, known)))
        made = _output(known[name], period, "", False)
        found.setdefault((known[name].name, made.period), made)
    return list(found.values())


def _near(name: str, names: Mapping[str, object]) -> str:
    return next(iter(get_close_matches(name, list(names), 1, 0.6)), "")


def _output(variable: Known, period: str, aid: str, is_eligibility: bool) -> Output:
    year, is_year = period[:4], len(period) == 4
    how, when = VALUE, period
    if variable.period == "year":
        when = year
    elif variable.period == "month" and is_year:
        how = {"float": SUM, "int": SUM, "bool": MONTHS}.get(variable.kind, FIRST)
        # What does not add up over months, as an age or a number of rooms, is that of the first.
        is_count = variable.kind == "int" and variable.decimals is None and variable.spread != "divide"
        if how == SUM and (variable.spread == "dispatch" or is_count):
            how = FIRST
    elif variable.period == "eternity":
        when = f"{year}-01" if is_year else period
    elif variable.period not in ("month", "year"):
        when = f"{period}-01-01" if is_year else f"{period}-01"
    return Output(variable.name, variable.entity, when, how, variable.kind, aid, is_eligibility, variable.decimals)
