"""Targets to executions within bounds of time and memory, and to the findings that go out of them.

    python -m tests.fuzzing.running --minutes 10      all targets, a worker that is started again when it dies
    python -m tests.fuzzing.running --replay FILE     one finding, with its traceback

An input that raises, takes more than 2 s of processor or 500 MB, or kills its worker is kept once for each place it comes from, in
`tests/fuzzing/corpus/<target>/`; tests/test_fuzz.py replays all that is there, so that a finding that was mended stays so.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rulespec.disk.errors import WorldError
from rulespec.disk.reading import NotTextError
from tests.fuzzing import mutating
from tests.fuzzing.targets import ROOT, TARGETS, Target

CORPUS = ROOT / "tests" / "fuzzing" / "corpus"
SECONDS = 2.0
MEGABYTES = 500
# One file in so many has a part of it thousands of times over: these cost most of the time.
BIG = 400
# A worker is started again after so many executions: what readers keep in their caches is not counted against an input.
TURN = 100_000


class TooLong(BaseException):
    """Raised by the clock inside what runs: no `except Exception` of a reader takes it for a damaged file."""


@dataclass(frozen=True)
class Seen:
    """What went wrong with an input: in a word, and where."""

    kind: str
    place: str
    detail: str

    @property
    def signature(self) -> str:
        return f"{self.kind} {self.place}"


def _place(error: BaseException) -> str:
    """The last function of rulespec that an error went through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "/rulespec/" in frame.filename or "/compiler/" in frame.filename
    ]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.name}"


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _scratch() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="rulespec-fuzz-", dir=memory if memory.is_dir() else None))


def execute(target: Target, data: bytes, folder: Path) -> Seen | None:
    """One execution; what went wrong, None for a diagnostic or success. `folder` is emptied."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    seen: Seen | None = None
    try:
        with _clock(SECONDS * 2), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target.run(data, folder)
    except TooLong as error:
        return Seen("slow", _place(error), f"over {SECONDS * 2} s")
    except (NotTextError, WorldError):
        return None  # the boundary of the command line tells it (tests/test_boundary.py)
    except Exception as error:
        cause = error.__cause__ if error.__cause__ is not None and type(error).__name__ == "Defect" else error
        seen = Seen(type(cause).__name__, _place(cause), str(error)[:300])
    taken = time.process_time() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    if seen is None and grown > MEGABYTES:
        seen = Seen("memory", target.name, f"{grown} MB")
    if seen is None and taken > SECONDS:
        # Once more: a catalogue that was read, or a collection of garbage, is not this input's.
        begun = time.process_time()
        target.run(data, folder)
        taken = time.process_time() - begun
        if taken > SECONDS:
            seen = Seen("slow", target.name, f"{taken:.1f} s")
    return seen


def inputs(target: Target, rng: random.Random, big: int = BIG) -> Iterator[bytes]:
    """The files of a target, each changed, for ever."""
    seeds = target.seeds()
    kept = CORPUS / target.name
    seeds += [path.read_bytes() for path in sorted(kept.glob(f"*{target.suffix}"))] if kept.is_dir() else []
    can_be_big = mutating.words in target.ways
    while True:
        data = rng.choice(seeds)
        if can_be_big and rng.randrange(big) == 0:
            data = mutating.many(rng, data, seeds)[: mutating.MAX_BYTES]
        yield mutating.mutated(rng, data, seeds, target.ways)


def worker(seed: int, count: int, names: list[str]) -> None:
    """Executions in this process, a line of JSON for each finding and for the counts; each input is left in a file before it runs."""
    rng = random.Random(seed)
    folder = _scratch()
    last = folder.with_suffix(".last")
    targets = [target for target in TARGETS if not names or target.name in names]
    feeds = {target.name: inputs(target, rng) for target in targets}
    for target in targets:  # what is read once and kept, before anything is measured
        for data in target.seeds()[:3]:
            execute(target, data, folder)
    gc.freeze()
    counts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    said = 0.0
    picked = rng.choices(targets, [target.share for target in targets], k=count)
    try:
        for target in picked:
            data = next(feeds[target.name])
            last.write_bytes(target.name.encode() + b"\n" + data)
            begun = time.process_time()
            seen = execute(target, data, folder)
            counts[target.name] += 1
            seconds[target.name] += time.process_time() - begun  # type: ignore[assignment]
            if seen is not None:
                _say({"finding": target.name, "seen": [seen.kind, seen.place, seen.detail], "data": data.hex()})
                if seen.kind == "memory":
                    break
            if time.monotonic() - said > 5:
                said = time.monotonic()
                _say({"counts": counts, "seconds": seconds})
        _say({"counts": counts, "seconds": seconds})
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        last.unlink(missing_ok=True)


def _say(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


def keep(target: str, data: bytes, seen: Seen) -> Path:
    """A finding as a file of the corpus."""
    suffix = next(item.suffix for item in TARGETS if item.name == target)
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    place = "".join(char if char.isalnum() else "-" for char in seen.signature.lower())
    path = folder / f"{place}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    path.write_bytes(data)
    return path


def fuzz(minutes: float, seed: int, names: list[str]) -> int:
    """Workers one after the other; the number of distinct findings."""
    end = time.monotonic() + minutes * 60
    counts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    found: dict[tuple[str, str], Path] = {}
    turn = 0
    while time.monotonic() < end:
        turn += 1
        command = [sys.executable, "-m", "tests.fuzzing.running", "--worker", str(seed + turn), "--count", str(TURN), *names]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None and process.stderr is not None
        told: dict[str, dict[str, float]] = {"counts": {}, "seconds": {}}
        for line in process.stdout:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if "counts" in message:
                told = message
            else:
                seen, target, data = Seen(*message["seen"]), message["finding"], bytes.fromhex(message["data"])
                if (target, seen.signature) not in found:
                    found[target, seen.signature] = keep(target, data, seen)
                    print(
                        f"{target}: {seen.signature}: {seen.detail[:120]}\n    {found[target, seen.signature].relative_to(ROOT)}",
                        flush=True,
                    )
            if time.monotonic() > end:
                process.terminate()
        error = process.stderr.read()
        counts.update({name: int(number) for name, number in told["counts"].items()})
        seconds.update(told["seconds"])  # type: ignore[arg-type]
        process.wait()
        if process.returncode not in (0, -signal.SIGTERM):
            print(f"a worker died ({process.returncode}): {error[-1500:]}", flush=True)
    for name in sorted(counts):
        print(f"{name:16} {counts[name]:>9} executions  {seconds[name]:8.1f} s  {1000 * seconds[name] / max(counts[name], 1):7.2f} ms each")
    print(f"{sum(counts.values())} executions, {len(found)} findings (seed {seed})")
    return len(found)


def replay(path: Path) -> Seen | None:
    """A file of the corpus, run again."""
    target = next(item for item in TARGETS if item.name == path.parent.name)
    folder = _scratch()
    try:
        execute(target, target.seeds()[0], folder)
        return execute(target, path.read_bytes(), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--worker", type=int)
    parser.add_argument("--count", type=int, default=TURN)
    parser.add_argument("targets", nargs="*", help="names of targets; all without")
    told = parser.parse_args()
    gc.set_threshold(50_000)
    if told.worker is not None:
        worker(told.worker, told.count, told.targets)
    elif told.replay is not None:
        path = told.replay.resolve()
        seen = replay(path)
        print(seen or "fine")
        if seen is not None and seen.kind not in ("slow", "memory"):
            target = next(item for item in TARGETS if item.name == path.parent.name)
            target.run(path.read_bytes(), _scratch())
    else:
        sys.exit(1 if fuzz(told.minutes, told.seed, told.targets) else 0)


if __name__ == "__main__":
    main()
