"""Rules and a population to results on the disk: in chunks, resumed where a run was stopped, whole or not there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Word
from rulespec.disk.errors import WorldError
from rulespec.disk.locking import LOCK, held
from rulespec.disk.reading import read_text
from rulespec.disk.swapping import swap
from rulespec.disk.writing import write_atomically
from rulespec.populations.chunking import Cut, bounds_of, chunks_of, cut_of, size_told
from rulespec.populations.computing import Answer, FailedFormula, OtherVersions
from rulespec.populations.engines import Engine, LostWorkers
from rulespec.populations.job import Job
from rulespec.populations.population import Population
from rulespec.populations.results import MANIFEST, UNFINISHED, Manifest, Told, read_manifest
from rulespec.populations.sums import Exact, exact
from rulespec.populations.tables import PARQUET

PLAN, CHUNKS = "plan.json", "chunks"
# Persons of the sample, and of a chunk: fewer spend their time on calls, more win nothing.
SAMPLE, LEAST, MOST = 400, 250, 50_000
# What a chunk may have more than its share, so that the ends of households make no small one.
SPARE = 50
# What arrays are beside what is counted: the work of formulas, the tables that go in and out, what Python does not give back at once.
MARGIN = 2.5
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a run is: what the manifest tells of it beside the results."""

    project: str
    revision: str
    country: str
    period: str


@dataclass(frozen=True)
class Plan:
    """What a run that was stopped must have in common with the one that goes on, and the persons of a chunk."""

    rules: str
    population: str
    period: str
    variables: str
    versions: str
    persons: int

    def difference(self, other: Plan) -> str:
        """The name of the first thing that is not the same, empty where all is."""
        names = ("versions", "rules", "population", "period", "variables")
        return next((name for name in names if getattr(self, name) != getattr(other, name)), "")


def simulate_population(
    job: Job,
    population: Population,
    asked: Asked,
    out: Path,
    engine: Engine,
    memory: int,
    progress: Progress | None = None,
    persons: int | None = None,
) -> Manifest:
    """Compute a job on a whole population into a folder, and return its manifest.

    The folder is there once all is done: until then `<out>.unfinished` holds what is. A run of the same goes on from there.

    Args:
        memory: bytes that the run may take, all processes together (each worker, on a cluster).
        persons: of a chunk, where the parts must be those of another run; by default as many as the memory does.

    Raises:
        WorldError: results of something else are in the way, the memory does not do, a formula fails, the workers are lost.
        OSError: the disk refuses; what is done is kept.
    """
    _check_free(out)
    cut = cut_of(population)
    job = replace(job, sample=_sample(population, cut))
    work = out.with_name(out.name + UNFINISHED)
    work.mkdir(parents=True, exist_ok=True)
    with held(work):
        wanted = _plan(job, population, asked, 0)
        known = _known_plan(work)
        if known is not None and (name := known.difference(wanted)):
            raise WorldError(codes.StoppedRun.Another(path=str(work), what=Word(f"run {name}")))
        if not (work / MANIFEST).is_file():
            with _told(work):
                if known is None:
                    known = replace(wanted, persons=persons or persons_at_once(job, engine, memory, cut.persons))
                    write_atomically(work / PLAN, json.dumps(asdict(known), indent=1) + "\n")
                table = population.persons.table
                assert table is not None
                bounds = bounds_of(cut, known.persons, table.shown)
                _compute(job, population, cut, bounds, work, engine, memory, progress)
            _finish(job, population, asked, len(bounds), known.persons, work)
        manifest = read_manifest(work)
        _publish(work, out)
    return manifest


def _check_free(out: Path) -> None:
    """Only results of a simulation, or an empty folder, give way to new ones."""
    if os.path.lexists(out) and not (out.is_dir() and (not any(out.iterdir()) or _is_results(out))):
        raise WorldError(codes.StoppedRun.Taken(path=str(out)))


def _is_results(folder: Path) -> bool:
    try:
        read_manifest(folder)
    except WorldError:
        return False
    return True


def _sample(population: Population, cut: Cut) -> Mapping[str, bytes]:
    table = population.persons.table
    assert table is not None
    first = bounds_of(cut, SAMPLE, table.shown)[:1]
    return next(iter(chunks_of(population, cut, first, frozenset(), _HUGE))).tables


_HUGE = 1 << 62


def _plan(job: Job, population: Population, asked: Asked, persons: int) -> Plan:
    files = [
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for item in population.tables if item.table for path in item.table.files
    ]
    variables = [(item.variable, item.period, item.how) for item in job.outputs]
    digest = [f"{zlib.crc32(repr(told).encode()):08x}" for told in (files, variables)]
    return Plan(job.rules, digest[0], asked.period, digest[1], " ".join(f"{name}={item}" for name, item in job.versions.items()), persons)


def _known_plan(work: Path) -> Plan | None:
    try:
        return Plan(**json.loads(read_text(work / PLAN)))
    except (OSError, ValueError, TypeError):
        return None


def persons_at_once(job: Job, engine: Engine, memory: int, total: int) -> int:
    """How many persons a chunk may have: what the processes themselves take is taken off first. Raises WorldError for too few."""
    found = engine.measure(job)
    # This process holds the identifiers, and the chunks that wait.
    processes = engine.workers + (0 if engine.workers == 1 else 1)
    room = memory - processes * found.base
    each = found.bytes_each * MARGIN * engine.workers
    if room < LEAST * each:
        needed = size_told(processes * found.base + LEAST * each)
        raise WorldError(codes.StoppedRun.Memory(memory=size_told(memory), needed=needed))
    # Where they are few, as many chunks as workers: each chunk costs the calls of all the formulas.
    return int(min(MOST, room / max(each, 1.0), max(LEAST, total // engine.workers + SPARE)))


@contextlib.contextmanager
def _told(work: Path) -> Iterator[None]:
    """What stops the workers, as what stands in the way is told."""
    try:
        yield
    except LostWorkers as error:
        problem = codes.StoppedRun.Lost(path=str(work)) if error.is_scheduler else codes.StoppedRun.Dying(path=str(work))
        raise WorldError(problem) from None
    except OtherVersions as error:
        name, there = error.found[0]
        raise WorldError(codes.StoppedRun.Versions(worker="?", name=name, there=there, here="?")) from None
    except FailedFormula as error:
        raise WorldError(codes.StoppedRun(rows="1", reason=f"{error.variable}: {error.reason}")) from None


def _compute(
    job: Job,
    population: Population,
    cut: Cut,
    bounds: list[tuple[int, int]],
    work: Path,
    engine: Engine,
    memory: int,
    progress: Progress | None,
) -> None:
    done = frozenset(number for number in range(len(bounds)) if _is_done(work, number))
    persons = sum(bounds[number][1] - bounds[number][0] for number in done)
    if progress is not None:
        progress(persons, cut.persons)
    plurals = {entity.key: entity.plural for entity in job.entities}
    for answer in engine.run(job, chunks_of(population, cut, bounds, done, memory // 2)):
        if answer.failed is not None:
            start, end = bounds[answer.number]
            raise WorldError(codes.StoppedRun(rows=f"{start + 1}-{end}", reason=": ".join(answer.failed)))
        _keep(work, answer, plurals)
        persons += answer.persons
        if progress is not None:
            progress(persons, cut.persons)


def _part(number: int) -> str:
    return f"part-{number:06d}{PARQUET}"


def _keep(work: Path, answer: Answer, plurals: Mapping[str, str]) -> None:
    """A chunk's tables, then the note that says that they are whole."""
    sizes = {}
    for key, data in answer.tables.items():
        path = work / plurals[key] / _part(answer.number)
        write_atomically(path, data)
        sizes[f"{plurals[key]}/{path.name}"] = [len(data), zlib.crc32(data)]
    told = {"rows": answer.rows, "weights": answer.weights, "totals": answer.totals, "files": sizes, "seconds": round(answer.seconds, 3)}
    write_atomically(work / CHUNKS / f"{answer.number:06d}.json", json.dumps(told))


def _note(work: Path, number: int) -> Any:
    return json.loads(read_text(work / CHUNKS / f"{number:06d}.json"))


def _is_done(work: Path, number: int) -> bool:
    """Whether a chunk is kept whole: its note, and the files that it speaks of as they were written."""
    try:
        files = _note(work, number)["files"]
        return all(len(data := (work / name).read_bytes()) == size and zlib.crc32(data) == check for name, (size, check) in files.items())
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _finish(job: Job, population: Population, asked: Asked, chunks: int, persons: int, work: Path) -> None:
    """The manifest, from the notes of all the chunks."""
    notes = [_note(work, number) for number in range(chunks)]
    entities = {entity.key: entity.plural for entity in job.entities if entity.key in notes[0]["rows"]}
    variables = []
    for index, output in enumerate(job.outputs):
        told = Told(output.variable, output.entity, output.period, output.how, output.aid, output.is_eligibility, output.kind)
        parts = [note["totals"][index] for note in notes]
        if all(part is not None for part in parts):
            total, holders = (sum((exact(part[place]) for part in parts), Exact()) for place in (0, 1))
            told = replace(told, total=total, holders=holders, rows=sum(part[2] for part in parts))
        variables.append(told)
    manifest = Manifest(
        project=asked.project,
        revision=asked.revision,
        digest=job.digest,
        country=asked.country,
        versions=job.versions,
        period=asked.period,
        population=population.path.name,
        is_synthetic=population.is_synthetic,
        weight=job.weight[0] if job.weight is not None else "",
        rows={key: sum(note["rows"][key] for note in notes) for key in entities},
        weights={key: sum((exact(note["weights"][key]) for note in notes), Exact()) for key in entities},
        variables=tuple(variables),
        chunks=chunks,
        persons=persons,
        plurals=entities,
    )
    text = manifest.to_json()
    write_atomically(work / MANIFEST, text)


def _publish(work: Path, out: Path) -> None:
    """The work in the place of the results, in one move; a run that is killed here is published by the next."""
    shutil.rmtree(work / CHUNKS, ignore_errors=True)
    if out.is_dir() and any(out.iterdir()):
        if not swap(work, out):
            shutil.rmtree(out)
            os.rename(work, out)
        else:
            shutil.rmtree(work, ignore_errors=True)
    else:
        with contextlib.suppress(FileNotFoundError):
            out.rmdir()
        os.rename(work, out)
    # Last: with it, a run that is killed above knows its own.
    for name in (PLAN, LOCK):
        (out / name).unlink(missing_ok=True)
