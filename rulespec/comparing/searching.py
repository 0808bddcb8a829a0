"""Situations that were computed to others near the bounds: around what showed something new, and where an answer jumps."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

import numpy as np

from rulespec.comparing.judging import Judge
from rulespec.comparing.sources import Between, Changed, Picked, Source, kind_of
from rulespec.comparing.staging import Answered
from rulespec.comparing.worlds import World

# Halvings from 100,000 euros to a cent.
HALVINGS = 23


def varied(
    world: World, source: Source, rule: Answered, own: Set[str], fresh: Source, count: int, rng: np.random.Generator
) -> tuple[World, Source]:
    """Situations near those that showed something seldom seen, each with a variable or two of another value.

    What a situation shows is which steps of the rule (its conditions, the rows of its tables) are true or not nothing.
    """
    signatures = _signatures(world, rule, own)
    _, which, counts = np.unique(signatures, axis=0, return_inverse=True, return_counts=True)
    weights = 1 / counts[which.ravel()]
    chosen = np.sort(rng.choice(world.count, count, p=weights / weights.sum()))
    made, picks = world.only(chosen)
    names = sorted({name for name, _ in rule.seen.variables})
    changed = rng.random((len(names), count)) < 1.5 / max(1, len(names))
    masks = dict(zip(names, changed, strict=True))
    # `fresh` was drawn for a world of the same size: people are told by their number, whoever they are.
    return made, Changed(made, Picked(source, picks), _Refitted(fresh, made), masks.get)


class _Refitted:
    """Values drawn for other people, in turn for those of a world."""

    def __init__(self, source: Source, world: World) -> None:
        self.source = source
        self.world = world

    def values(self, variable: Any, period: str) -> Any:
        return np.resize(self.source.values(variable, period), self.world.size(variable.entity.key))


def _signatures(world: World, rule: Answered, own: Set[str]) -> Any:
    """For each situation, whether each step of the rule gives anyone something, or everyone."""
    columns = [np.zeros(world.count)]
    for entity, population in rule.simulation.populations.items():
        owners = world.situations(entity)
        for name, holder in population._holders.items():
            if name not in own:
                continue
            for period in holder.get_known_periods():
                values = np.asarray(holder.get_array(period))
                if values.dtype.kind not in "bif":
                    continue
                some = np.bincount(owners, values != 0, world.count) > 0
                every = np.bincount(owners, values == 0, world.count) == 0
                columns += [some, every]
    return np.array(columns, dtype=np.int8).T


def crossings(judge: Judge, world: World, source: Source, other: Source, names: list[str], rng: np.random.Generator) -> Iterator[Source]:
    """Where the original's answer jumps as one number of each situation moves: the last values before the jump, the first after."""
    which = rng.integers(0, len(names), world.count)
    masks = {name: which == number for number, name in enumerate(names)}
    high = Changed(world, source, other, masks.get)
    low_share, high_share = np.zeros(world.count), np.ones(world.count)
    ends = [judge.original(world, item, False).values for item in (source, high)]
    if any(values is None for values in ends):
        return
    low_values, high_values = (_by_situation(judge, world, values) for values in ends)
    moving = low_values != high_values
    if not moving.any():
        return
    for _ in range(HALVINGS):
        middle = (low_share + high_share) / 2
        found = judge.original(world, Between(world, source, high, middle), False).values
        if found is None:
            return
        values = _by_situation(judge, world, found)
        # The jump is in the half where the answer changes more.
        is_low = np.abs(values - low_values) >= np.abs(high_values - values)
        high_share, high_values = np.where(is_low, middle, high_share), np.where(is_low, values, high_values)
        low_share, low_values = np.where(is_low, low_share, middle), np.where(is_low, low_values, values)
    yield Between(world, source, high, low_share)
    yield Between(world, source, high, high_share)


def _by_situation(judge: Judge, world: World, values: Any) -> Any:
    """A number for the answers of each situation: their sum, or that of what they are."""
    owners = world.situations(judge.variable.entity.key)
    if kind_of(judge.variable) in ("float", "int", "bool"):
        numbers = np.clip(np.nan_to_num(np.asarray(values, np.float64)), -1e12, 1e12)
    else:
        _, numbers = np.unique(values, return_inverse=True)
    return np.bincount(owners, numbers, world.count)
