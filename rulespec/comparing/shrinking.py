"""A situation that differs to the least one that still does: fewer people, fewer values told, rounder numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from rulespec.comparing.judging import Judge
from rulespec.comparing.pairs import Pair
from rulespec.comparing.sources import Key, Noted, Picked, Source, Told, default_of, kind_of
from rulespec.comparing.worlds import World
from rulespec.compiler.ground.catalog import Catalog

# A situation that can't be made smaller in so many tries is small enough.
TRIES = 400


@dataclass(frozen=True, slots=True)
class Small:
    """One situation that differs: its people, what is told of them, and the two answers; `index` is whose are shown.

    `error` is why the rule gives nothing, where it stops.
    """

    pair: Pair
    period: str
    world: World
    known: dict[Key, Any]
    variables: dict[str, Any]
    original: Any = None
    rule: Any = None
    index: int = 0
    error: str = ""

    @property
    def source(self) -> Source:
        return Told(self.world, self.known)


def shrunk(judge: Judge, world: World, source: Source, pair: Pair, period: str, catalog: Catalog) -> Small:
    """The least situation that still differs in truth."""
    noted = Noted(source)
    judge.original(world, noted, False)
    judge.rule(world, noted, False)
    small = Small(pair, period, world, dict(noted.known), dict(noted.variables))
    left = TRIES
    improved = judge.is_real(small.world, small.source)
    while improved and left > 0:
        improved = False
        for moves in (_people(small, catalog), _names(small), _values(small), _members(small), _rounder(small)):
            for move in moves:
                candidate = move(small)
                if candidate is None or left <= 0:
                    continue
                left -= 1
                if judge.is_real(candidate.world, candidate.source):
                    small, improved = candidate, True
    found, other = judge.original(small.world, small.source, False), judge.rule(small.world, small.source, False)
    if found.values is None or other.values is None:
        first = found.values[0] if found.values is not None else None
        return replace(small, original=first, error=other.error)
    apart = np.flatnonzero(judge.apart(found.values, other.values))
    index = int(apart[0]) if len(apart) else 0
    return replace(small, original=found.values[index], rule=other.values[index], index=index)


Move = Callable[[Small], Small | None]


def _people(small: Small, catalog: Catalog) -> Iterator[Move]:
    """Fewer groups, then fewer people, from the last on."""
    for entity in small.world.places:
        yield partial(_joined, entity, catalog)
    for index in reversed(range(len(small.world.people))):
        yield partial(_without_person, index)


def _joined(entity: str, catalog: Catalog, small: Small) -> Small | None:
    return _picked(small, small.world.together(entity, catalog))


def _without_person(index: int, small: Small) -> Small | None:
    return _picked(small, small.world.without_person(index)) if index < len(small.world.people) else None


def _names(small: Small) -> Iterator[Move]:
    """A variable at its default over all periods."""
    for name in dict.fromkeys(name for name, _ in small.known):
        yield partial(_without, name, "")


def _values(small: Small) -> Iterator[Move]:
    """A variable at its default over one period."""
    for key in small.known:
        yield partial(_without, *key)


def _without(name: str, period: str, small: Small) -> Small | None:
    known = {key: values for key, values in small.known.items() if key[0] != name or period not in ("", key[1])}
    return None if len(known) == len(small.known) else replace(small, known=known)


def _members(small: Small) -> Iterator[Move]:
    """A value of one person or group at its default."""
    for key, values in small.known.items():
        for number in range(len(values)) if len(values) > 1 else ():
            yield partial(_without_member, key, number)


def _without_member(key: Key, number: int, small: Small) -> Small | None:
    values = small.known.get(key)
    if values is None or number >= len(values):
        return None
    default = default_of(small.variables[key[0]], len(values))
    return None if values[number] == default[number] else _with(small, key, np.where(np.arange(len(values)) == number, default, values))


def _rounder(small: Small) -> Iterator[Move]:
    """Numbers of thousands, of hundreds, of tens, of units."""
    for key in small.known:
        if kind_of(small.variables[key[0]]) in ("float", "int"):
            for step in (1000, 100, 10, 1):
                yield partial(_rounded, key, step)


def _rounded(key: Key, step: int, small: Small) -> Small | None:
    values = small.known.get(key)
    if values is None:
        return None
    rounder = (np.rint(values / step) * step).astype(values.dtype)
    return _with(small, key, rounder) if (rounder != values).any() else None


def _with(small: Small, key: Key, values: Any) -> Small:
    return replace(small, known={**small.known, key: values})


def _picked(small: Small, kept: tuple[World, dict[str, Any]] | None) -> Small | None:
    """The same values for the people and groups that are left."""
    if kept is None:
        return None
    world, picks = kept
    source = Picked(small.source, picks)
    known = {key: source.values(small.variables[key[0]], key[1]) for key in small.known}
    return replace(small, world=world, known=known)
