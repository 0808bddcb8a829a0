"""A chunk of a population to its results: the one function that every engine runs, on a country loaded once."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import numpy
import psutil
import pyarrow
import pyarrow.parquet
from openfisca_core.indexed_enums import EnumArray

from rulespec.disk.temporary import Temporary
from rulespec.disk.writing import fill, write_metadata
from rulespec.populations.freeing import Counting, Freeing, Reading
from rulespec.populations.inputs import Chunk, simulation_of, view_of
from rulespec.populations.job import FIRST, MONTHS, SUM, Job, Output, versions_here
from rulespec.populations.places import whole
from rulespec.populations.population import SYNTHETIC
from rulespec.populations.sums import exact_sum
from rulespec.running.simulating import load_modules, load_package

# How many countries a worker keeps: rules, and what they are compared with.
MOST_LOADED = 2
WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a chunk gave.

    Attributes:
        tables: by entity, a Parquet file; `rows` and `weights` (exact) of each.
        totals: for each output its weighted sum, exact, the weights of those where it is not 0, exact, and how many those are; None for
            what does not add up.
        failed: the output that could not be computed, and why; nothing else then stands.
        peak: the bytes of the arrays that were kept at once.
    """

    number: int
    persons: int
    tables: Mapping[str, bytes] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    totals: tuple[tuple[str, str, int] | None, ...] = ()
    failed: tuple[str, str] | None = None
    seconds: float = 0.0
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What a worker learned on the sample: bytes that a person takes, seconds that one takes, bytes of the process before any chunk."""

    bytes_each: float
    seconds_each: float
    base: int


class OtherVersions(Exception):
    """This worker does not have what the job was made with: (distribution, version here) of each."""

    def __init__(self, found: tuple[tuple[str, str], ...]) -> None:
        super().__init__(found)
        self.found = found


class FailedFormula(Exception):
    """An output that could not be computed, and why."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(variable, reason)
        self.variable = variable
        self.reason = reason


@dataclass(eq=False)
class Country:
    """A country and its rules, ready on this worker, with what was learned on the sample.

    Attributes:
        view: the system as the job sees it: what a column gives at every period has no formula of its own. It is made once: core keeps
            the parameters of each date by system.
    """

    system: Any
    view: Any = None
    readings: Mapping[Reading, int] = field(default_factory=dict)
    measure: Measure = Measure(0.0, 0.0, 0)
    learned: str = ""


_LOADED: dict[str, Country] = {}
_TURN = threading.Lock()


def compute(job: Job, chunk: Chunk) -> Answer:
    """The answer of a chunk, the same bits on any worker. Raises OtherVersions."""
    with _TURN:
        country = ready(job)
        started = time.perf_counter()
        try:
            answer, peak = _answer(job, chunk, country)
        except FailedFormula as error:
            return Answer(chunk.number, chunk.persons, failed=(error.variable, error.reason))
        return Answer(chunk.number, chunk.persons, **answer, seconds=time.perf_counter() - started, peak=peak)


def measure(job: Job) -> Measure:
    """What a person of the sample takes on this worker. Raises OtherVersions, FailedFormula."""
    with _TURN:
        return ready(job).measure


def ready(job: Job) -> Country:
    """The country of a job, loaded once, and played twice on the sample. Raises OtherVersions, FailedFormula."""
    found = versions_here([name for name in job.versions if name != "rulespec"])
    wrong = tuple((name, found[name]) for name, wanted in job.versions.items() if found[name] != wanted)
    if wrong:
        raise OtherVersions(wrong)
    country = _LOADED.get(job.rules)
    if country is None:
        while len(_LOADED) >= MOST_LOADED:
            del _LOADED[next(iter(_LOADED))]
        country = _LOADED[job.rules] = Country(_load(job))
    if country.learned != job.digest:
        _learn(job, country)
    return country


def _load(job: Job) -> Any:
    if not job.package:
        return load_modules(job.country)
    made = Temporary()
    try:
        fill(made.path, {PurePosixPath(path): data for path, data in job.files.items()})
        write_metadata(made.path, job.package, job.version)
        return load_package(job.package, made.path, job.country, job.reform)
    finally:
        # All is in memory once it is loaded: formulas and parameters.
        made.close()


def _learn(job: Job, country: Country) -> None:
    chunk = Chunk(-1, 0, 0, job.sample)
    counting = Counting()
    country.view = view_of(job, country.system)
    with _simulated(job, chunk, country) as (simulation, tables):
        simulation.tracer = counting
        persons = len(tables[job.person.key])
        for output in job.outputs:
            _calculate(simulation, output)
    country.readings = dict(counting.readings)
    country.learned = job.digest
    started = time.perf_counter()
    _, peak = _answer(job, chunk, country)
    seconds = time.perf_counter() - started
    own = sum(table.nbytes for table in tables.values())
    country.measure = Measure((peak + 3 * own) / max(persons, 1), seconds / max(persons, 1), psutil.Process().memory_info().rss)


def _answer(job: Job, chunk: Chunk, country: Country) -> tuple[dict[str, Any], int]:
    with _simulated(job, chunk, country) as (simulation, tables):
        return _computed(job, simulation, tables, country)


@contextmanager
def _simulated(job: Job, chunk: Chunk, country: Country) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The simulation of a chunk and its tables; its arrays are dropped at the end.

    Its parts name each other, and what is in a circle waits, chunks long, for Python to look for circles.
    """
    simulation, tables = simulation_of(job, chunk, country.view)
    try:
        yield simulation, tables
    finally:
        for population in simulation.populations.values():
            population._holders.clear()
            population.__dict__.clear()
        simulation.__dict__.clear()


def _computed(job: Job, simulation: Any, tables: Mapping[str, Any], country: Country) -> tuple[dict[str, Any], int]:
    tracer = Freeing(country.readings, _given(simulation), simulation)
    simulation.tracer = tracer
    weights = _weights(job, simulation, tables)
    columns: dict[str, dict[str, Any]] = {key: {job.ids[key]: _ids(job, key, tables, simulation), WEIGHT: weights[key]} for key in weights}
    for group, places in simulation.rulespec_places.items():
        # Who belongs together: results are read without the population that they are of.
        columns[job.person.key][f"{group}_id"] = whole(places.ids).take(pyarrow.array(places.of))
    totals: list[tuple[str, str, int] | None] = []
    for output in job.outputs:
        values = _told(_calculate(simulation, output), output)
        columns[output.entity][_column(output, columns[output.entity])] = values
        totals.append(_total(values, weights[output.entity], output))
    told = {SYNTHETIC: "true"} if job.is_synthetic else None
    found = {key: pyarrow.table({name: _arrow(values) for name, values in held.items()}, metadata=told) for key, held in columns.items()}
    return {
        "tables": {key: _parquet(table) for key, table in found.items()},
        "rows": {key: table.num_rows for key, table in found.items()},
        "weights": {key: str(exact_sum(values)) for key, values in weights.items()},
        "totals": tuple(totals),
    }, tracer.peak


def _column(output: Output, taken: Mapping[str, Any]) -> str:
    return output.variable if output.variable not in taken else f"{output.variable}@{output.period}"


def _given(simulation: Any) -> frozenset[Reading]:
    """What is in the simulation before anything is computed: it is never let go."""
    return frozenset(
        (name, period)
        for population in simulation.populations.values()
        for name, holder in population._holders.items()
        for period in holder.get_known_periods()
    )


def _calculate(simulation: Any, output: Output) -> Any:
    """The values of an output, as numpy or core's own array. Raises FailedFormula."""
    try:
        with numpy.errstate(all="ignore"):
            return _values(simulation, output)
    except Exception as error:  # formulas of a country raise what they like
        raise FailedFormula(output.variable, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}") from error


def _values(simulation: Any, output: Output) -> Any:
    if output.how in (SUM, MONTHS):
        total: Any = 0
        for number in range(1, 13):
            month = simulation.calculate(output.variable, f"{output.period}-{number:02d}")
            total = total + (month.astype(numpy.int64) if output.how == MONTHS else _decimal(month, output))
        return total
    period = f"{output.period}-01" if output.how == FIRST else output.period
    return simulation.calculate(output.variable, period)


def _decimal(array: Any, output: Output) -> Any:
    """Amounts as the decimals that 32 bits stand for; other numbers as they are."""
    if output.kind != "float":
        return array
    values = numpy.asarray(array, numpy.float64)
    return values if output.decimals is None else numpy.round(values, output.decimals)


def _told(array: Any, output: Output) -> Any:
    if isinstance(array, EnumArray):
        return array.decode_to_str()
    values = _decimal(array, output)
    if values.dtype.kind == "f" and not numpy.isfinite(values).all():
        wrong = numpy.nonzero(~numpy.isfinite(values))[0]
        raise FailedFormula(output.variable, f"{len(wrong)} × {values[wrong[0]]}")
    return values


def _total(values: Any, weights: Any, output: Output) -> tuple[str, str, int] | None:
    if output.kind not in ("float", "int", "bool"):
        return None
    numbers = values.astype(numpy.float64)
    held = numbers != 0
    return str(exact_sum(numbers * weights)), str(exact_sum(weights[held])), int(held.sum())


def _weights(job: Job, simulation: Any, tables: Mapping[str, Any]) -> dict[str, Any]:
    """The weight of each row of each entity: that of the table that has one, a person's from the group, a group's from its first person."""
    person = job.person.key
    counts = {key: simulation.populations[key].count for key in (person, *job.memberships)}
    if job.weight is None:
        return {key: numpy.ones(count) for key, count in counts.items()}
    key, column = job.weight
    own = whole(tables[key][column]).cast(pyarrow.float64()).to_numpy(zero_copy_only=False)
    of = simulation.rulespec_places
    persons = own if key == person else own[of[key].of]
    found = {person: persons}
    for group, places in of.items():
        first = numpy.full(places.count, len(persons))
        numpy.minimum.at(first, places.of, numpy.arange(len(persons)))
        found[group] = own if group == key else persons[first]
    return found


def _ids(job: Job, key: str, tables: Mapping[str, Any], simulation: Any) -> Any:
    return tables[key][job.ids[key]] if key in tables else simulation.rulespec_places[key].ids


def _arrow(values: Any) -> Any:
    if isinstance(values, numpy.ndarray) and values.dtype.kind in "SO":
        return pyarrow.array([item.decode() if isinstance(item, bytes) else str(item) for item in values.tolist()])
    return whole(values) if isinstance(values, pyarrow.ChunkedArray) else pyarrow.array(values)


def _parquet(table: Any) -> bytes:
    written = io.BytesIO()
    pyarrow.parquet.write_table(table, written, compression="zstd")
    return written.getvalue()


@contextmanager
def unloaded() -> Iterator[None]:
    """Forget the countries of this process at the end: what a notebook or a test wants."""
    try:
        yield
    finally:
        _LOADED.clear()
