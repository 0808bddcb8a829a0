"""Units before and after to the lines of a report: exact sums by aid and by group, winners, losers, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy

from rulespec.costing.frames import Frame
from rulespec.populations.sums import Exact, exact_sums

# All the aids together, and all the units.
ALL = ""
# A line to which fewer units of the sample contribute says little.
FEW = 30
# Two standard errors on each side hold the true value 19 times of 20.
SURE = 1.96


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up, exactly: of weights (units, people, holders, winners, losers), of weighted amounts, of squares; counts of rows."""

    rows: int = 0
    changed: int = 0
    units: Exact = Exact()
    people: Exact = Exact()
    before: Exact = Exact()
    after: Exact = Exact()
    holders_before: Exact = Exact()
    holders_after: Exact = Exact()
    winners: Exact = Exact()
    losers: Exact = Exact()
    gained: Exact = Exact()
    lost: Exact = Exact()
    squares: Exact = Exact()

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in Sums.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a report: an aid, or all of them (`ALL`), in a group of a dimension, or in the whole population (`ALL`, both empty).

    Amounts are of the period of the runs, weighted; `error` is the standard error of `change`; `is_few`: few units
    of the sample contribute.
    """

    aid: str
    dimension: str
    group: str
    rows: int
    changed: int
    units: float
    people: float
    before: float
    after: float
    change: float
    error: float
    holders_before: float
    holders_after: float
    winners: float
    losers: float
    gained: float
    lost: float
    is_few: bool


class Counter:
    """Lines, as parts come; the order in which they come changes nothing.

    Args:
        aids: their identifiers; `rights` those of which only holders are counted.
        coin: the smallest amount of the currency: a smaller change is none.
    """

    def __init__(self, aids: Sequence[str], rights: frozenset[str], coin: float) -> None:
        self.aids, self.rights, self.least = aids, rights, coin / 2
        self.sums: dict[tuple[str, str, str], Sums] = {}
        self.rows = 0

    def add(self, frame: Frame, groups: Mapping[str, tuple[Any, Sequence[str]]]) -> None:
        """The units of a part, with the group of each by dimension: its index, and the names of the indexes."""
        self.rows += frame.count
        none = numpy.zeros(frame.count)
        before, after = ({aid: side.get(aid, none) for aid in self.aids} for side in (frame.before, frame.after))
        amounts = [aid for aid in self.aids if aid not in self.rights]
        before[ALL], after[ALL] = (sum((side[aid] for aid in amounts), none) for side in (before, after))
        every = {ALL: (numpy.zeros(frame.count, numpy.int64), (ALL,)), **groups}
        for aid in (ALL, *self.aids):
            for dimension, (indexes, names) in every.items():
                for name, sums in zip(names, self._sums(frame, before[aid], after[aid], indexes, len(names)), strict=True):
                    key = (aid, dimension, name)
                    self.sums[key] = self.sums.get(key, Sums()) + sums

    def _sums(self, frame: Frame, before: Any, after: Any, indexes: Any, count: int) -> Iterable[Sums]:
        weights, change = frame.weights, after - before
        up, down = change > self.least, change < -self.least
        moved = up | down
        weighted = weights * numpy.where(moved, change, 0.0)
        masks = (numpy.ones(len(weights)), moved)
        counted = [numpy.bincount(indexes, weights=mask, minlength=count).astype(int).tolist() for mask in masks]
        added = [
            exact_sums(values, indexes, count)
            for values in (
                weights,
                weights * frame.persons,
                weights * before,
                weights * after,
                weights * (before > self.least),
                weights * (after > self.least),
                weights * up,
                weights * down,
                numpy.where(up, weighted, 0.0),
                numpy.where(down, weighted, 0.0),
                weighted * weighted,
            )
        ]
        return [Sums(*(column[index] for column in counted), *(column[index] for column in added)) for index in range(count)]

    def lines(self, take_up: Mapping[str, float]) -> list[Line]:
        """The lines, aids in their order, then dimensions and groups as they were first seen."""
        own = {key: self._line(key, sums, take_up.get(key[0], 1.0)) for key, sums in self.sums.items()}
        if any(share != 1.0 for share in take_up.values()):
            for key in [key for key in own if key[0] == ALL]:
                own[key] = self._taken(own, key)
        order = {aid: rank for rank, aid in enumerate((ALL, *self.aids))}
        return sorted(own.values(), key=lambda line: order[line.aid])

    def _line(self, key: tuple[str, str, str], sums: Sums, share: float) -> Line:
        net = float(sums.gained + sums.lost)
        # Rounding may leave a variance of nothing just below 0.
        variance = max(0.0, float(sums.squares) - net * net / max(self.rows, 1))
        error = math.sqrt(variance * self.rows / (self.rows - 1)) if self.rows > 1 else 0.0
        return Line(
            *key,
            rows=sums.rows,
            changed=sums.changed,
            units=float(sums.units),
            people=float(sums.people),
            before=float(sums.before) * share,
            after=float(sums.after) * share,
            change=float(sums.after - sums.before) * share,
            error=error * share,
            holders_before=float(sums.holders_before) * share,
            holders_after=float(sums.holders_after) * share,
            winners=float(sums.winners),
            losers=float(sums.losers),
            gained=float(sums.gained),
            lost=float(sums.lost),
            is_few=0 < sums.changed < FEW,
        )

    def _taken(self, own: Mapping[tuple[str, str, str], Line], key: tuple[str, str, str]) -> Line:
        """All the aids together under an hypothesis of take-up: the sum of each with its own; who holds one of them is not known then."""
        parts = [own[(aid, *key[1:])] for aid in self.aids if aid not in self.rights]
        before, after, change = (math.fsum(getattr(part, name) for part in parts) for name in ("before", "after", "change"))
        full = own[key]
        # The margin of all is known at full take-up only: it is told in proportion.
        error = full.error * abs(change / full.change) if full.change else full.error
        return replace(full, before=before, after=after, change=change, error=error)
