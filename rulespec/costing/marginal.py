"""A run and the same with a little more of an input, to what is lost of it, and where more is lost than was given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from rulespec.costing.frames import Frame
from rulespec.populations.sums import Exact, exact_sum

# Shares of what was given that are lost again: the bounds of the lines.
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units (weighted, and rows) lose a share of one more: over `low`, up to `high` included; None: no such bound."""

    low: float | None
    high: float | None
    units: float
    rows: int


@dataclass(frozen=True, slots=True)
class Cliff:
    """An aid that falls by more than was given: for how many units, by how much in the mean, between which values of the input."""

    aid: str
    units: float
    rows: int
    loss: float
    low: float
    high: float


@dataclass
class _Fall:
    units: Exact = Exact()
    rows: int = 0
    lost: Exact = Exact()
    low: float = math.inf
    high: float = -math.inf


def marginal(parts: Iterable[Frame], aids: Sequence[str], given: float, coin: float) -> tuple[tuple[Rate, ...], tuple[Cliff, ...]]:
    """Of `given`, the share that is lost in aids; and each aid that falls by more. `before` of the parts is the run without more."""
    units = [Exact()] * (len(SHARES) + 1)
    rows = [0] * (len(SHARES) + 1)
    falls = {aid: _Fall() for aid in aids}
    for frame in parts:
        none = numpy.zeros(frame.count)
        lost = {aid: frame.before.get(aid, none) - frame.after.get(aid, none) for aid in aids}
        total = sum(lost.values(), none)
        # Less than half a coin is the rounding of 32 bits.
        share = numpy.where(numpy.abs(total) < coin / 2, 0.0, numpy.round(total / given, 9))
        places = numpy.searchsorted(numpy.array(SHARES), share, side="left")
        for place in range(len(SHARES) + 1):
            here = places == place
            units[place] += exact_sum(frame.weights[here])
            rows[place] += int(here.sum())
        for aid, amount in lost.items():
            _add(falls[aid], frame, amount, amount > given + coin / 2)
    edges: Sequence[float | None] = (None, *SHARES, None)
    rates = tuple(Rate(low, high, float(count), number) for low, high, count, number in zip(edges, edges[1:], units, rows, strict=False))
    cliffs = tuple(
        Cliff(aid, float(fall.units), fall.rows, float(fall.lost) / float(fall.units) if fall.units.units else 0.0, fall.low, fall.high)
        for aid, fall in falls.items()
        if fall.rows
    )
    return rates, cliffs


def _add(fall: _Fall, frame: Frame, amount: Any, here: Any) -> None:
    if not here.any():
        return
    fall.units += exact_sum(frame.weights[here])
    fall.lost += exact_sum(frame.weights[here] * amount[here])
    fall.rows += int(here.sum())
    fall.low = min(fall.low, float(frame.most[here].min()))
    fall.high = max(fall.high, float(frame.most[here].max()))
