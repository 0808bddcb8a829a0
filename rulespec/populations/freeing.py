"""What a computation reads to when each of its arrays can be let go: after the last reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from openfisca_core.tracers import SimpleTracer

Reading = tuple[str, Any]


class Counting(SimpleTracer):  # type: ignore[misc]
    """Counts how often each (variable, period) is read."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: Counter[Reading] = Counter()

    def record_calculation_end(self) -> None:
        frame = self.stack[-1]
        self.readings[frame["name"], frame["period"]] += 1
        super().record_calculation_end()


class Freeing(SimpleTracer):  # type: ignore[misc]
    """Lets go of an array when it has been read as often as in the sample.

    What is given stays. What is read once more, on a way that the sample did not take, is computed again, and then stays: a second
    time at most.

    Attributes:
        peak: the bytes of the arrays that were kept at once, at most.
    """

    def __init__(self, readings: Mapping[Reading, int], given: frozenset[Reading], simulation: Any) -> None:
        super().__init__()
        self.left = dict(readings)
        self.given = given
        self.simulation = simulation
        self.kept: dict[Reading, int] = {}
        self.live = self.peak = 0

    def record_calculation_result(self, value: Any) -> None:
        frame = self.stack[-1]
        key = (frame["name"], frame["period"])
        if key not in self.kept and key not in self.given:
            self.kept[key] = size = int(getattr(value, "nbytes", 0))
            self.live += size
            self.peak = max(self.peak, self.live)
        super().record_calculation_result(value)

    def record_calculation_end(self) -> None:
        frame = self.stack[-1]
        key = (frame["name"], frame["period"])
        super().record_calculation_end()
        left = self.left.get(key, 0) - 1
        self.left[key] = left
        if left == 0 and key not in self.given:
            self._free(key)

    def _free(self, key: Reading) -> None:
        name, period = key
        # `delete_arrays` looks at each period that is kept, slowly; what is given for a longer one is not looked at here.
        self.simulation.get_holder(name)._memory_storage._arrays.pop(period, None)
        self.live -= self.kept.pop(key, 0)
