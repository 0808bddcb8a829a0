"""The traits of units to the groups of a report: ten of equal weight, ages, choices, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from rulespec.costing.frames import Frame
from rulespec.populations.sums import Exact, exact_sum

DECILES = 10
# The years in which an age band of a report begins.
AGES = (18.0, 25.0, 30.0, 40.0, 50.0, 60.0, 65.0, 75.0)
# A trait of at most so many texts or whole numbers has a line each; the rarer texts of more share one.
MOST_GROUPS = 40
OTHERS = "…"
# The dimensions that every report has, beside those that are asked: how many people, and who.
SIZE, MAKE_UP = "@size", "@make-up"
MOST_PEOPLE, MOST_CHILDREN = 5, 3


@dataclass(frozen=True, slots=True)
class Bands:
    """A number cut in bands: what is over a bound, up to the next included; with `is_from`, from a bound on, under the next."""

    bounds: tuple[float, ...]
    is_from: bool = False
    is_share: bool = False

    @property
    def names(self) -> list[str]:
        """What tells a band: its lower and upper bound, « rank: » before for tenths, empty where there is none."""
        edges = ["", *(f"{bound:g}" for bound in self.bounds), ""]
        mark = "]" if not self.is_from else "["
        pairs = zip(edges, edges[1:], strict=False)
        return [f"{index + 1 if self.is_share else ''}{mark}{low}:{high}" for index, (low, high) in enumerate(pairs)]

    def places(self, values: Any) -> tuple[Any, list[str]]:
        return numpy.searchsorted(numpy.array(self.bounds), values, side="right" if self.is_from else "left"), self.names


@dataclass(frozen=True, slots=True)
class Names:
    """A trait of few values: a group each, the rest together."""

    kept: tuple[str, ...]

    def places(self, values: Any) -> tuple[Any, list[str]]:
        texts = [_text(item) for item in values.tolist()]
        rank = {name: index for index, name in enumerate(self.kept)}
        found = numpy.array([rank.get(text, len(rank)) for text in texts], dtype=numpy.int64)
        return found, [*self.kept, OTHERS] if (found == len(rank)).any() else list(self.kept)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def grouping_of(frames: Iterable[Frame], ranked: str, traits: Sequence[str], ages: frozenset[str]) -> dict[str, Bands | Names]:
    """How each trait is cut: by tenths for the one by which units are ranked; read once over all the parts.

    Args:
        ages: the traits that are ages in years.
    """
    names = list(dict.fromkeys([*([ranked] if ranked else []), *traits]))
    values: dict[str, list[Any]] = {name: [] for name in names}
    weights: list[Any] = []
    texts: dict[str, dict[str, Exact]] = {name: {} for name in names}
    for frame in frames:
        weights.append(frame.weights)
        for name in names:
            trait = frame.traits[name]
            if trait.dtype == object:
                for text in sorted(set(trait.tolist())):
                    texts[name][text] = texts[name].get(text, Exact()) + exact_sum(frame.weights[trait == text])
            elif name not in ages:
                values[name].append(trait)
    return {name: _cut(name == ranked, values[name], weights, texts[name], name in ages) for name in names}


def _cut(is_ranked: bool, values: list[Any], weights: list[Any], texts: Mapping[str, Exact], is_age: bool) -> Bands | Names:
    if is_age:
        return Bands(AGES, is_from=True)
    if texts:
        kept = sorted(texts, key=lambda text: (-texts[text].units, text))
        return Names(tuple(sorted(kept if len(kept) <= MOST_GROUPS else kept[:MOST_GROUPS])))
    every = numpy.concatenate(values) if values else numpy.zeros(0)
    if not is_ranked and len(known := numpy.unique(every)) <= MOST_GROUPS:
        return Names(tuple(f"{value:g}" for value in known.tolist()))
    return tenths(every, numpy.concatenate(weights) if weights else numpy.zeros(0))


def tenths(values: Any, weights: Any) -> Bands:
    """Ten bands of equal weight; equal values are in the same one, so that a band may be empty.

    The order of units is that of the population, whatever its chunks: so are the bounds.
    """
    order = numpy.argsort(values, kind="stable")
    cumulated = numpy.cumsum(weights[order])
    if not len(order) or cumulated[-1] <= 0:
        return Bands((), is_share=True)
    marks = [int(numpy.searchsorted(cumulated, cumulated[-1] * tenth / DECILES, side="left")) for tenth in range(1, DECILES)]
    return Bands(tuple(float(values[order[min(mark, len(order) - 1)]]) for mark in marks), is_share=True)


def groups_of(frame: Frame, cuts: Mapping[str, Bands | Names]) -> dict[str, tuple[Any, Sequence[str]]]:
    """The group of each unit of a part, by dimension."""
    found = {name: cut.places(frame.traits[name]) for name, cut in cuts.items()}
    people = numpy.minimum(frame.persons, MOST_PEOPLE)
    if frame.minors is None:
        return {**found, SIZE: (people - 1, [str(count + 1) for count in range(MOST_PEOPLE)])}
    adults = numpy.minimum(frame.persons - frame.minors, 3)
    children = numpy.minimum(frame.minors, MOST_CHILDREN)
    kinds = [f"{older}+{younger}" for older in range(4) for younger in range(MOST_CHILDREN + 1)]
    return {**found, MAKE_UP: (adults * (MOST_CHILDREN + 1) + children, kinds)}
