"""What the variables of a world are worth: drawn at the bounds of the rules, picked out of another's, changed, or told one by one."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from rulespec.comparing.points import Points
from rulespec.comparing.worlds import World

# Values are kept as people write them: numbers in 64 bits, choices by their number, texts as texts, dates by day.
Key = tuple[str, str]
ETERNITY = "ETERNITY"


class Source(Protocol):
    """Gives the values of a variable (an OpenFisca variable) over a period, one for each person or group."""

    def values(self, variable: Any, period: str) -> Any: ...


def kind_of(variable: Any) -> str:
    """« bool », « int », « float », « str », « date » or « Enum »."""
    return str(variable.value_type.__name__)


def default_of(variable: Any, size: int) -> Any:
    """The values of a variable that nobody gave."""
    default = variable.default_value
    match kind_of(variable):
        case "Enum":
            return np.full(size, default.index, np.int64)
        case "date":
            return np.full(size, np.datetime64(default, "D"))
        case "str":
            return np.full(size, default or "", dtype=object)
        case "bool":
            return np.full(size, bool(default))
        case "int":
            return np.full(size, int(default or 0), np.int64)
        case _:
            return np.full(size, float(default or 0))


@dataclass(eq=False)
class Drawn:
    """Values drawn from a seed: half of them at the points of the rules, the others anywhere.

    A third of the situations are quiet: most of what they hold is at its default. In some, values change from a period to the next.
    """

    world: World
    points: Points
    seed: int
    kept: dict[Key, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rng = np.random.default_rng([self.seed, 1])
        self.quiet = np.where(rng.random(self.world.count) < 0.35, 0.8, 0.1)
        self.moving = np.where(rng.random(self.world.count) < 0.4, 0.4, 0)

    def values(self, variable: Any, period: str) -> Any:
        key = (variable.name, period)
        if key not in self.kept:
            self.kept[key] = self.drawn(variable, period)
        return self.kept[key]

    def drawn(self, variable: Any, period: str) -> Any:
        owners = self.world.situations(variable.entity.key)
        if period == ETERNITY:
            return self.draw(variable, owners, variable.name)
        lasting = self.values(variable, ETERNITY)
        other = self.draw(variable, owners, f"{variable.name} {period}")
        moves = self.rng(f"{variable.name} {period} moves").random(len(owners)) < self.moving[owners]
        return np.where(moves, other, lasting)

    def draw(self, variable: Any, owners: Any, name: str) -> Any:
        rng = self.rng(name)
        values = self.points.draw(variable, len(owners), rng)
        is_default = rng.random(len(owners)) < self.quiet[owners]
        return np.where(is_default, default_of(variable, len(owners)), values)

    def rng(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])


@dataclass(frozen=True, slots=True)
class Picked:
    """The values of another source, at the places where its people and groups stood."""

    source: Source
    picks: Mapping[str, Any]

    def values(self, variable: Any, period: str) -> Any:
        return self.source.values(variable, period)[self.picks[variable.entity.key]]


@dataclass(frozen=True, slots=True)
class Changed:
    """The values of a source, and of another in the situations that `where` (a yes / no for each, None: nowhere) names for a variable."""

    world: World
    source: Source
    other: Source
    where: Callable[[str], Any | None]

    def values(self, variable: Any, period: str) -> Any:
        values = self.source.values(variable, period)
        chosen = self.where(variable.name)
        if chosen is None:
            return values
        return np.where(chosen[self.world.situations(variable.entity.key)], self.other.values(variable, period), values)


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers on the way from a source to another: `share` of it in each situation, to the cent or to the whole."""

    world: World
    low: Source
    high: Source
    share: Any

    def values(self, variable: Any, period: str) -> Any:
        low, high = self.low.values(variable, period), self.high.values(variable, period)
        kind = kind_of(variable)
        if kind not in ("int", "float"):
            return low
        share = self.share[self.world.situations(variable.entity.key)]
        way = low + share * (high - low)
        # Both ends are kept as they are: a rate of 0.055 is not 0.06.
        way = np.where(share <= 0, low, np.where(share >= 1, high, np.round(way, 2)))
        return np.rint(way).astype(np.int64) if kind == "int" else way


@dataclass(frozen=True, slots=True)
class Nudged:
    """Amounts a hair above or below those of a source."""

    source: Source
    factor: float

    def values(self, variable: Any, period: str) -> Any:
        values = self.source.values(variable, period)
        return values * self.factor if kind_of(variable) == "float" else values


@dataclass(frozen=True, slots=True)
class Told:
    """The values of a small situation, one by one; what is not told is at its default."""

    world: World
    known: Mapping[Key, Any]

    def values(self, variable: Any, period: str) -> Any:
        found = self.known.get((variable.name, period))
        return default_of(variable, self.world.size(variable.entity.key)) if found is None else found


@dataclass(eq=False)
class Noted:
    """A source that remembers what was asked of it, under OpenFisca's variables."""

    source: Source
    known: dict[Key, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    def values(self, variable: Any, period: str) -> Any:
        found = self.source.values(variable, period)
        self.known[variable.name, period] = found
        self.variables[variable.name] = variable
        return found
