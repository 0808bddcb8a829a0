"""What is kept of a check: what each file was, what was said of it and what ties it to others, to a text of the user's cache and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rulespec.compiler.ground.diagnostics import Diagnostic
from rulespec.compiler.review.counting import Counts
from rulespec.compiler.review.ties import Spoken
from rulespec.country.catalogue import cache_folder
from rulespec.disk.reading import read_bytes
from rulespec.disk.writing import write_atomically
from rulespec.reporting.kept import from_data, to_data

# Projects whose last check is kept.
MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class File:
    """What is kept of a document's file: what ties it to the others, by names, and what was said of it."""

    digest: str
    is_shared: bool
    spoken: frozenset[str]
    names: frozenset[str]
    reads: frozenset[str]
    mentions: frozenset[str]
    counts: Counts
    paths: tuple[str, ...]
    remarks: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A project without an error as it was last checked: its documents in their order, and the other files that were read."""

    world: str
    others: Mapping[str, str]
    files: Mapping[str, File]
    elsewhere: tuple[Diagnostic, ...]
    choices: Mapping[str, Mapping[str, str]]
    # By which a text is searched for the names of all, made once for who checks again and again.
    spoken: Spoken = field(compare=False)


def spoken_of(files: Mapping[str, File]) -> Spoken:
    return Spoken({name: (file.spoken, file.names) for name, file in files.items() if not file.is_shared})


def figures(counts: Counts) -> tuple[int, int, int, int]:
    return counts.documents, counts.aids, counts.conditions, counts.cases


def place_of(folder: Path) -> Path:
    """Where a project's check is kept: in the user's cache, never beside what a stranger may have written."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache_folder() / "checks" / f"{name}.json"


def read_kept(place: Path) -> Kept | None:
    """What was kept; None where there is nothing, or nothing that can be read."""
    try:
        data = json.loads(read_bytes(place))
        files = {name: _file_of(item) for name, item in data["files"].items()}
        elsewhere = tuple(map(from_data, data["elsewhere"]))
        # A name that is nobody's would be looked for.
        if any(not file.mentions <= files.keys() for file in files.values()):
            return None
        return Kept(str(data["world"]), dict(data["others"]), files, elsewhere, dict(data["choices"]), spoken_of(files))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _file_of(item: list[Any]) -> File:
    content, is_shared, spoken, names, reads, mentions, counts, paths, remarks = item
    return File(
        str(content),
        bool(is_shared),
        frozenset(spoken),
        frozenset(names),
        frozenset(reads),
        frozenset(mentions),
        Counts(*map(int, counts)),
        tuple(paths),
        tuple(map(from_data, remarks)),
    )


def write_kept(place: Path, kept: Kept) -> None:
    """Keep in one move; where that can't be written, the next check is only slower."""
    data = {
        "world": kept.world,
        "others": dict(kept.others),
        "files": {name: _data_of(file) for name, file in kept.files.items()},
        "elsewhere": [to_data(item) for item in kept.elsewhere],
        "choices": kept.choices,
    }
    try:
        write_atomically(place, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        old = sorted(place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        for path in old[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _data_of(file: File) -> list[Any]:
    sets = [sorted(part) for part in (file.spoken, file.names, file.reads, file.mentions)]
    return [file.digest, file.is_shared, *sets, figures(file.counts), file.paths, [to_data(item) for item in file.remarks]]
