"""Two sets of rules and a population to what differs: the runs before and after, and the lines that their difference makes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.costing.counting import Counter, Line
from rulespec.costing.frames import Frame, Side, frames
from rulespec.costing.grouping import Bands, Names, grouping_of, groups_of
from rulespec.costing.marginal import Cliff, Rate, marginal
from rulespec.disk.errors import WorldError
from rulespec.disk.reading import read_text
from rulespec.disk.writing import write_atomically
from rulespec.populations.engines import Engine
from rulespec.populations.job import Job, More, Output, make_job
from rulespec.populations.known import Known
from rulespec.populations.population import Population
from rulespec.populations.results import Manifest, read_manifest
from rulespec.populations.running import Asked, Progress, simulate_population
from rulespec.projects.compiling import Checked

# The units told one by one, on each side.
MOST_TOLD = 5
BEFORE, AFTER, MORE = "before", "after", "more"
FINGERPRINT = "population.txt"
Step = Callable[[str], Progress | None]


@dataclass(frozen=True)
class Rules:
    """A set of rules: a checked project, or the country alone (`checked` None).

    Attributes:
        population: as its variables let the files be read.
        outputs: what its run computes.
    """

    checked: Checked | None
    catalog: Catalog
    known: Mapping[str, Known]
    population: Population
    outputs: tuple[Output, ...]
    asked: Asked

    @property
    def program(self) -> ir.Program | None:
        return self.checked.program if self.checked is not None else None

    @property
    def job(self) -> Job:
        return make_job(self.checked, self.catalog, self.population, self.known, self.outputs)


@dataclass(frozen=True, slots=True)
class Household:
    """A unit that changes much: its place, its weight, what each aid gives it before and after."""

    first: int
    weight: float
    people: int
    before: Mapping[str, float]
    after: Mapping[str, float]

    @property
    def change(self) -> float:
        return sum(self.after.values()) - sum(self.before.values())


@dataclass(frozen=True)
class Question:
    """What is asked of the two runs.

    Attributes:
        unit: the entity that wins or loses.
        ranked: the variable by which units are ranked in tenths, or empty; `traits` those by which lines are made; `ages` which of these
            are ages; `age` the variable of people's age, or empty.
        aids: identifiers, in order; `rights` those that are a yes or no.
        take_up: the share of those entitled who ask, by aid.
        coin: the smallest amount of the currency.
        step: more of an input, a month, for the marginal run; None: it is not done.
    """

    unit: str
    ranked: str
    traits: tuple[str, ...]
    ages: frozenset[str]
    age: str
    aids: tuple[str, ...]
    rights: frozenset[str]
    take_up: Mapping[str, float]
    coin: float
    more: More | None = None

    @property
    def amounts(self) -> tuple[str, ...]:
        """The aids that add up."""
        return tuple(aid for aid in self.aids if aid not in self.rights)


@dataclass(frozen=True)
class Comparison:
    """All that the runs say.

    Attributes:
        lines: see `Line`; `cuts` how each trait was cut.
        told: the units that change most, losses first.
        marginal: the lines of the marginal run against the run after; empty where it was not asked.
        cliffs: what is lost by those who lose more than they were given.
    """

    before: Manifest
    after: Manifest
    question: Question
    lines: tuple[Line, ...]
    cuts: Mapping[str, Bands | Names]
    told: tuple[Household, ...]
    marginal: tuple[Rate, ...] = ()
    cliffs: tuple[Cliff, ...] = ()


def compare_rules(before: Rules, after: Rules, question: Question, work: Path, engine: Engine, memory: int, progress: Step) -> Comparison:
    """Both runs, in `work`, where what an earlier run left whole is taken up; then what differs. Raises WorldError as a run does."""
    new = _run(after, after.job, work / AFTER, engine, memory, progress(AFTER), None)
    old = _run(before, before.job, work / BEFORE, engine, memory, progress(BEFORE), new.manifest.persons)
    person = after.catalog.person.key

    def read(one: Side = old, two: Side = new) -> Iterator[Frame]:
        traits = tuple(dict.fromkeys((*([question.ranked] if question.ranked else []), *question.traits)))
        most = question.more.variable if question.more is not None else ""
        # The income of a household is that of all who live there, its standard of living its own.
        summed = question.ranked if question.ranked not in question.ages else ""
        return frames(one, two, person, question.unit, traits, question.age, most, summed)

    cuts = grouping_of(read(), question.ranked, question.traits, question.ages)
    counter = Counter(question.aids, question.rights, question.coin)
    told: list[Household] = []
    for frame in read():
        counter.add(frame, groups_of(frame, cuts))
        told = _told(told, frame, question)
    found = Comparison(old.manifest, new.manifest, question, tuple(counter.lines(question.take_up)), cuts, tuple(told))
    if question.more is None:
        return found
    job = replace(after.job, more=question.more)
    raised = _run(after, job, work / MORE, engine, memory, progress(MORE), new.manifest.persons)
    given = question.more.amount * (12 if len(new.manifest.period) == 4 else 1)
    rates, cliffs = marginal(read(new, raised), question.amounts, given, question.coin)
    return replace(found, marginal=rates, cliffs=cliffs)


def _run(rules: Rules, job: Job, out: Path, engine: Engine, memory: int, progress: Progress | None, persons: int | None) -> Side:
    # Rewritten files of a population would be another population under the same rules.
    print_ = _fingerprint(rules.population)
    told = out.with_name(f"{out.name}-{FINGERPRINT}")
    try:
        manifest = read_manifest(out)
        if manifest.digest == job.digest and read_text(told) == print_ and persons in (None, manifest.persons):
            return Side(out, manifest)
    except (WorldError, OSError):
        pass
    manifest = simulate_population(job, rules.population, rules.asked, out, engine, memory, progress, persons)
    write_atomically(told, print_)
    return Side(out, manifest)


def _fingerprint(population: Population) -> str:
    files = [path for item in population.tables if item.table is not None for path in item.table.files]
    told = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(told).encode()).hexdigest() + "\n"


def _told(told: list[Household], frame: Frame, question: Question) -> list[Household]:
    """The units that lose or win most so far, in order: the first of equals stays."""
    none = numpy.zeros(frame.count)
    before, after = ({aid: side.get(aid, none) for aid in question.amounts} for side in (frame.before, frame.after))
    change = sum(after.values(), none) - sum(before.values(), none)
    order = numpy.argsort(change, kind="stable")
    worst = [index for index in order[:MOST_TOLD] if change[index] < -question.coin / 2]
    best = [index for index in numpy.argsort(-change, kind="stable")[:MOST_TOLD] if change[index] > question.coin / 2]
    new = [
        Household(
            int(frame.first[index]),
            float(frame.weights[index]),
            int(frame.persons[index]),
            {aid: float(values[index]) for aid, values in before.items()},
            {aid: float(values[index]) for aid, values in after.items()},
        )
        for index in dict.fromkeys([*worst, *best])
    ]
    every = sorted((*told, *new), key=lambda item: (item.change, item.first))
    losers = [item for item in every if item.change < 0][:MOST_TOLD]
    winners = sorted((item for item in every if item.change > 0), key=lambda item: (-item.change, item.first))[:MOST_TOLD]
    return [*losers, *winners]
