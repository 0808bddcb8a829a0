"""A checked project to what is found of its variables, on as many processors as there are."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any

from rulespec.comparing.comparing import Compared, Comparison, Wanted
from rulespec.compiler.words import Language
from rulespec.projects.compiling import Checked, write_package
from rulespec.running.simulating import load_system

Progress = Callable[[str, int, int], None]
# What a worker that was forked finds in place.
_comparison: Comparison | None = None


def compare(
    checked: Checked, folder: Path, wanted: Wanted, words: Language, pattern: str = "*", against: str = "", progress: Progress | None = None
) -> list[Compared]:
    """Compare the rules of a project, whose package is written in `folder`, with the formulas that they stand for.

    `against` is the package of the original, for a rulebook that is a country of its own.
    """
    assert checked.program is not None
    write_package(folder, checked)
    with _quiet():
        system = load_system(checked.program, checked.catalog, folder)
        country = import_module(against).CountryTaxBenefitSystem() if against else getattr(system, "baseline", None) or system
    comparison = Comparison(checked.program, checked.catalog, country, system, wanted, words)
    names = [pair.original for pair in comparison.pairs if any(fnmatchcase(pair.original, part.strip()) for part in pattern.split(","))]
    found: dict[str, Compared] = {}
    for item in _found(comparison, names):
        found[item.pair.original] = item
        if progress is not None:
            progress(item.pair.original, len(found), len(names))
    return [found[name] for name in names]


def _found(comparison: Comparison, names: list[str]) -> Iterator[Compared]:
    global _comparison
    workers = min(len(names) // 8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    _comparison = comparison
    try:
        if workers < 2:
            for name in names:
                yield _one(name)
            return
        # The systems are loaded once: a fork has them.
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            yield from pool.imap_unordered(_one, names)
    finally:
        _comparison = None


def _one(name: str) -> Compared:
    assert _comparison is not None
    with _quiet():
        return _comparison.of(name)


@contextmanager
def _quiet() -> Iterator[Any]:
    """Formulas that print: what they say is of no situation in particular."""
    said = sys.stdout
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = nowhere
        try:
            yield
        finally:
            sys.stdout = said
