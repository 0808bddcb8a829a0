"""Two answers for the same situations to those that differ, and to what the difference is: the rule's, or a fault of the original."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from rulespec.comparing.sources import Nudged, Picked, Source, kind_of
from rulespec.comparing.staging import Answered, lacks_a_number
from rulespec.comparing.worlds import World

# Situations that are judged one by one, where many differ.
JUDGED = 24


class Fault(Enum):
    """What the original gets wrong by itself: a rulebook that answers otherwise is not unlike it."""

    STACKED = "stacked"
    NOT_A_NUMBER = "not a number"
    STOPS = "stops"
    THIRTY_TWO_BITS = "32 bits"
    TIE = "tie"


Compute = Callable[[World, Source, bool], Answered]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the answers of an original variable and of a rule; both compute a world from a source, in 64 bits where asked.

    `names` is what the original formula has under its own names, with its answer. `rounds` says that it rounds, `is_guarded` that the
    rule says what a division by 0 gives.
    """

    variable: Any
    original: Compute
    rule: Compute
    names: Callable[[World, Source], tuple[Answered, Mapping[str, Any]]]
    rounds: bool
    is_guarded: bool

    def apart(self, found: Any, other: Any) -> Any:
        """Where two answers differ: by half a cent and what 32 bits lose, or at all for what is no amount."""
        if kind_of(self.variable) not in ("float", "int"):
            return found != other
        # The country keeps a whole number; what comes after the point is cut.
        left, right = (np.trunc(values) if kind_of(self.variable) == "int" else values for values in (found, other))
        with np.errstate(invalid="ignore"):
            near = np.abs(left - right) < 0.005 + np.abs(left) * 2e-7
        return ~(near | (left == right) | (np.isnan(left) & np.isnan(right)))

    def situations(self, world: World, mask: Any) -> Any:
        """The situations of a mask by person or group."""
        return np.unique(world.situations(self.variable.entity.key)[mask])

    def judged(self, world: World, source: Source, found: Any, other: Any) -> tuple[dict[int, Fault], list[int]]:
        """The situations whose difference is a fault of the original; those that differ in truth."""
        faults: dict[int, Fault] = {}
        apart = self.apart(found, other)
        if apart.any() and kind_of(self.variable) in ("float", "int"):
            numbers = np.isfinite(found)
            faults |= dict.fromkeys(self.situations(world, apart & ~numbers).tolist(), Fault.NOT_A_NUMBER)
            apart &= numbers
        if apart.any():
            apart = self._after(Fault.THIRTY_TWO_BITS, apart, self._wide(world, source, other, apart), world, faults)
        if apart.any() and self.rounds and kind_of(self.variable) in ("float", "int"):
            apart = self._after(Fault.TIE, apart, self._tied(world, source, found, other, apart), world, faults)
        real: list[int] = []
        left = [int(index) for index in self.situations(world, apart) if index not in faults]
        for index in left[:JUDGED]:
            small, picks = world.only([index])
            picked = Picked(source, picks)
            several = any(len(held.situation) > 1 for held in small.places.values())
            # Who pools all people pools those of two groups of one situation too.
            if not self.is_alone(small, picked) or (several and self.stacked(world, source, found, [index], self.original)):
                faults[index] = Fault.STACKED
            elif self._lacks_a_guard(small, picked):
                faults[index] = Fault.NOT_A_NUMBER
            else:
                real.append(index)
        if not real:
            # The others are as those that were looked at.
            faults |= dict.fromkeys(left[JUDGED:], faults[left[0]] if left else Fault.STACKED)
        return faults, real

    def _after(self, fault: Fault, apart: Any, still: Any, world: World, faults: dict[int, Fault]) -> Any:
        """What still differs once a fault is told of what does not."""
        for index in self.situations(world, apart & ~still).tolist():
            faults.setdefault(index, fault)
        return still

    def _wide(self, world: World, source: Source, other: Any, apart: Any) -> Any:
        """Where the original still differs when it is given amounts in 64 bits, as they are written."""
        wide = self.original(world, source, True)
        return apart if wide.values is None else apart & self.apart(wide.values, other)

    def _tied(self, world: World, source: Source, found: Any, other: Any, apart: Any) -> Any:
        """Where the original differs otherwise than by rounding half to even what stands between two steps."""
        low, high = (self.original(world, Nudged(source, factor), True).values for factor in (1 - 1e-9, 1 + 1e-9))
        if low is None or high is None:
            return apart
        step = np.abs(high - low)
        is_tie = (step > 0) & (np.abs(np.abs(found - other) - step) < 0.005) & ~(self.apart(low, other) & self.apart(high, other))
        return apart & ~is_tie

    def _lacks_a_guard(self, world: World, source: Source) -> bool:
        """True where the original has named what is no number, or divides by 0 where the rule says what this gives."""
        found, held = self.names(world, source)
        return lacks_a_number(held) or (self.is_guarded and found.divides_by_nothing)

    def is_alone(self, world: World, source: Source) -> bool:
        """True where the original and the rule differ for a situation by itself; False where only beside others."""
        found, other = self.original(world, source, False), self.rule(world, source, False)
        if found.values is None or other.values is None:
            return other.values is None and found.values is not None
        return bool(self.apart(found.values, other.values).any())

    def is_real(self, world: World, source: Source) -> bool:
        """True where one small situation differs, and no fault of the original explains it."""
        found, other = self.original(world, source, False), self.rule(world, source, False)
        if found.values is None:
            return False
        if other.values is None:
            return True
        if not self.apart(found.values, other.values).any():
            return False
        return bool(self.judged(world, source, found.values, other.values)[1])

    def stacked(self, world: World, source: Source, found: Any, indexes: list[int], compute: Compute) -> list[int]:
        """The situations, of some, for which a side answers otherwise alone than among the others."""
        entity = world.situations(self.variable.entity.key)
        wrong = []
        for index in indexes:
            small, picks = world.only([index])
            alone = compute(small, Picked(source, picks), False)
            if alone.values is not None and self.apart(found[entity == index], alone.values).any():
                wrong.append(index)
        return wrong
