"""Chunks to answers: in this process, or in several on this machine; the function is the same."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol

from rulespec.populations.computing import Answer, Measure, compute, measure
from rulespec.populations.inputs import Chunk
from rulespec.populations.job import Job

# How many chunks wait at each worker, beside the one that it computes.
AHEAD = 1
# How often the workers may all be lost before a chunk is answered.
MOST_LOST = 3


class LostWorkers(Exception):
    """The workers end before they answer, again and again; or nobody who hands out the work answers any more (`is_scheduler`)."""

    def __init__(self, is_scheduler: bool = False) -> None:
        super().__init__()
        self.is_scheduler = is_scheduler


class Engine(Protocol):
    """Who computes.

    Attributes:
        workers: how many chunks are computed at a time, each in a process of its own.
    """

    workers: int

    def measure(self, job: Job) -> Measure:
        """What a worker learned of a job on its sample. Raises OtherVersions, FailedFormula, LostWorkers."""
        ...

    def run(self, job: Job, chunks: Iterator[Chunk]) -> Iterator[Answer]:
        """The answer of each chunk, once, in any order. Raises OtherVersions, FailedFormula, LostWorkers."""
        ...

    def close(self) -> None:
        """End the workers that were started."""
        ...


class Local:
    """This process."""

    workers = 1

    def measure(self, job: Job) -> Measure:
        return measure(job)

    def run(self, job: Job, chunks: Iterator[Chunk]) -> Iterator[Answer]:
        for chunk in chunks:
            yield compute(job, chunk)

    def close(self) -> None:
        pass


# The job of a worker process, given once when it starts.
_JOB: list[Job] = []


def _start(job: Job) -> None:
    _JOB[:] = [job]


def _compute(chunk: Chunk) -> Answer:
    return compute(_JOB[0], chunk)


def _measure() -> Measure:
    return measure(_JOB[0])


class Processes:
    """Processes of this machine; one that is killed is replaced, and its chunk computed again."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._job = ""

    def _ready(self, job: Job) -> ProcessPoolExecutor:
        if self._pool is not None and self._job != job.digest:
            self.close()
        if self._pool is None:
            # A process that is forked would share the locks and threads of this one.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_start, initargs=(job,))
            self._job = job.digest
        return self._pool

    def measure(self, job: Job) -> Measure:
        for _ in range(MOST_LOST):
            try:
                return self._ready(job).submit(_measure).result()
            except BrokenProcessPool:
                self.close()
        raise LostWorkers

    def run(self, job: Job, chunks: Iterator[Chunk]) -> Iterator[Answer]:
        waiting: dict[Future[Answer], Chunk] = {}
        again: list[Chunk] = []
        lost = 0
        while True:
            room = self.workers * (1 + AHEAD) - len(waiting)
            taken = [again.pop() for _ in range(min(room, len(again)))]
            taken += islice(chunks, max(0, room - len(taken)))
            try:
                for chunk in taken:
                    waiting[self._ready(job).submit(_compute, chunk)] = chunk
            except BrokenProcessPool:
                known = {chunk.number for chunk in waiting.values()}
                again += [chunk for chunk in taken if chunk.number not in known]
            if not waiting and not again:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            is_broken = not waiting
            for future in done:
                chunk = waiting.pop(future)
                try:
                    answer = future.result()
                except BrokenProcessPool:
                    again.append(chunk)
                    is_broken = True
                    continue
                lost = 0
                yield answer
            if is_broken:
                again += waiting.values()
                waiting.clear()
                self.close()
                lost += 1
                if lost >= MOST_LOST:
                    raise LostWorkers

    def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def engine_of(name: str, workers: int, scheduler: str) -> Any:
    """The engine of a name of the command line: « local », « processes », « dask »."""
    if name == "processes":
        return Processes(workers)
    if name == "dask":
        from rulespec.populations.cluster import Cluster

        return Cluster(scheduler)
    return Local()
