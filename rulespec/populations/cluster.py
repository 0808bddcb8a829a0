"""Chunks to answers on a Dask cluster: workers come and go, each is asked first for what it has."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Iterator
from itertools import islice
from typing import Any

from rulespec.compiler.ground import codes
from rulespec.disk.errors import WorldError
from rulespec.populations.computing import Answer, Measure, compute, measure
from rulespec.populations.engines import AHEAD, LostWorkers
from rulespec.populations.inputs import Chunk
from rulespec.populations.job import Job

# Seconds that a scheduler has to answer; that one which was lost has to come back; between two looks at who is there.
PATIENCE, EVERY = 10, 2

# Python has two of the name, and Dask raises both: the work of a worker that ended, or of a scheduler that is gone.
CANCELLED = (asyncio.CancelledError, concurrent.futures.CancelledError)

# Sent as text: a worker without rulespec can run it, and say so.
PROBE = """
def versions(names):
    from importlib.metadata import PackageNotFoundError, version
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found
"""


def _probe() -> Any:
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(PROBE, space)
    return space["versions"]


# On a worker: the job that it was given when it was met. What is scattered goes with the worker that holds it, and what waits for it then
# waits for ever; so a job is given to each worker, and a worker that has none says so.
_KEPT: dict[str, Job] = {}
# How often a chunk may meet a worker that came or was started again since the last look.
MOST_UNKNOWN = 20


class Unprepared(Exception):
    """This worker was not given the job."""


def _keep(job: Job) -> None:
    _KEPT.clear()
    _KEPT[job.digest] = job


def forget() -> None:
    """Let go of the job of this worker."""
    _KEPT.clear()


def _kept(digest: str) -> Job:
    if digest not in _KEPT:
        raise Unprepared
    return _KEPT[digest]


def _compute(digest: str, chunk: Chunk) -> Answer:
    return compute(_kept(digest), chunk)


def _measure(digest: str) -> Measure:
    return measure(_kept(digest))


class Cluster:
    """The workers of a scheduler; a chunk of a worker that ends is computed by another."""

    def __init__(self, address: str) -> None:
        from distributed import Client

        try:
            self._client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError):
            raise WorldError(codes.StoppedRun.NoScheduler(address=address)) from None
        self._asked: set[str] = set()
        self._digest = ""
        self._woken = threading.Event()

    @property
    def workers(self) -> int:
        """How many chunks are computed at a time now: one a process, since core's caches are not made for threads."""
        return max(1, len(self._there()))

    def _there(self) -> set[str]:
        """The addresses of the workers. Raises LostWorkers where the scheduler is gone: what it knew of the work went with it."""
        if self._client.status != "running":
            raise LostWorkers(is_scheduler=True)
        told = self._client.sync(self._client.scheduler.identity, n_workers=-1, callback_timeout=PATIENCE)
        return set(told.get("workers", ()))

    def _shake_hands(self, job: Job) -> None:
        """Ask each worker that came since the last time what it has, and give it the job.

        Raises WorldError where it has not what this machine has.
        """
        if self._digest != job.digest:
            self._asked.clear()
            self._digest = job.digest
        known = self._there()
        new = sorted(known - self._asked)
        if not new:
            return
        found = self._client.run(_probe(), list(job.versions), workers=new, on_error="return")
        for worker, told in found.items():
            if not isinstance(told, dict):
                continue  # it left meanwhile
            for name, wanted in job.versions.items():
                if told[name] == "-":
                    raise WorldError(codes.StoppedRun.NoPackage(worker=worker, name=name))
                if told[name] != wanted:
                    raise WorldError(codes.StoppedRun.Versions(worker=worker, name=name, there=told[name], here=wanted))
        self._client.run(_keep, job, workers=new, on_error="ignore")
        self._asked |= known

    def measure(self, job: Job) -> Measure:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            self._shake_hands(job)
            for _ in range(MOST_UNKNOWN):
                with contextlib.suppress(Unprepared):
                    found: Measure = self._client.submit(_measure, job.digest, pure=False).result()
                    return found
                self._asked.clear()
                self._shake_hands(job)
            raise LostWorkers
        except (OSError, TimeoutError, *CANCELLED):
            raise LostWorkers(is_scheduler=True) from None

    def run(self, job: Job, chunks: Iterator[Chunk]) -> Iterator[Answer]:
        waiting: dict[Any, Chunk] = {}
        tries: dict[int, int] = {}
        unknown: dict[int, int] = {}
        again: list[Chunk] = []
        try:
            while True:
                self._shake_hands(job)
                room = self.workers * (1 + AHEAD) - len(waiting)
                taken = [again.pop() for _ in range(min(room, len(again)))]
                taken += islice(chunks, max(0, room - len(taken)))
                for chunk in taken:
                    future = self._client.submit(_compute, job.digest, chunk, pure=False)
                    future.add_done_callback(lambda _: self._woken.set())
                    waiting[future] = chunk
                if not waiting:
                    return
                # Dask's own `wait` does not always come back when its scheduler is gone.
                self._woken.wait(EVERY)
                self._woken.clear()
                for future in [item for item in waiting if item.done()]:
                    chunk = waiting.pop(future)
                    try:
                        answer = self._answer(future)
                    except Unprepared:
                        # It came, or was started again, since the last look.
                        self._asked.clear()
                        self._try_again(chunk, unknown, MOST_UNKNOWN)
                        again.append(chunk)
                        continue
                    if answer is None:
                        # Its workers ended: it is sent again.
                        self._try_again(chunk, tries, AHEAD + 2)
                        again.append(chunk)
                    else:
                        yield answer
        except (OSError, TimeoutError):
            raise LostWorkers(is_scheduler=True) from None

    def _try_again(self, chunk: Chunk, tries: dict[int, int], most: int) -> None:
        """Count a try of a chunk. Raises LostWorkers where they are too many."""
        tries[chunk.number] = tries.get(chunk.number, 0) + 1
        if tries[chunk.number] >= most:
            raise LostWorkers

    def _answer(self, future: Any) -> Answer | None:
        from distributed.scheduler import KilledWorker

        if future.cancelled():
            return None
        try:
            found: Answer = future.result()
            return found
        except (*CANCELLED, KilledWorker):
            return None
        except ModuleNotFoundError as error:
            raise WorldError(codes.StoppedRun.NoPackage(worker=str(future.key), name=error.name or "rulespec")) from None

    def close(self) -> None:
        with contextlib.suppress(Exception):  # a scheduler that is gone
            self._client.close(timeout=1)
