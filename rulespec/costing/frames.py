"""The results of two runs on one population to units: what each gets before and after, and its traits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.parquet

from rulespec.populations.job import MONTHS
from rulespec.populations.places import places_of, whole
from rulespec.populations.results import Manifest, Told, result_table

# The kinds of values that are amounts; a yes or no is a right, counted and not added.
NUMBERS = ("float", "int")
# Who is a child in the make-up of a household that a report tells; the rules have ages of their own.
MAJORITY = 18


@dataclass(frozen=True, slots=True)
class Side:
    """Whole results of a run, and the system that they are of."""

    folder: Path
    manifest: Manifest

    def amounts(self) -> dict[str, Told]:
        """What each aid gives, by its identifier."""
        return {item.aid: item for item in self.manifest.variables if item.aid and not item.is_eligibility}

    def other(self, name: str) -> Told | None:
        """A variable that is no aid's."""
        return next((item for item in self.manifest.variables if item.variable == name and not item.aid), None)


@dataclass(frozen=True)
class Frame:
    """The units of a part of the results, in order.

    Attributes:
        first: the place, among all persons, of the first person of each unit.
        weights, persons: of each unit, its weight and how many people it has.
        before, after: by aid, what the unit gets; 1.0 and 0.0 for an aid that is a right.
        traits: by variable, the value of each unit: numbers as float64, everything else as texts.
        minors: how many people of each unit are under 18, where their age is known.
        most: the greatest value of an input among the people of each unit, where one is asked.
    """

    first: Any
    weights: Any
    persons: Any
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    traits: Mapping[str, Any] = field(default_factory=dict)
    minors: Any = None
    most: Any = None

    @property
    def count(self) -> int:
        return len(self.weights)


def frames(
    before: Side, after: Side, person: str, unit: str, traits: Sequence[str], age: str, most: str, summed: str = ""
) -> Iterator[Frame]:
    """The units of both runs, a part at a time. Both were cut alike.

    Args:
        summed: which of the traits is that of all the people of a unit together.
        age: the variable of people's age; `most` an input of people: empty where none is known, or asked.
    """
    parts = zip(_parts(before, person), _parts(after, person), strict=True)
    start = 0
    for number, _ in enumerate(parts):
        old, new = _Part(before, number, person, unit), _Part(after, number, person, unit)
        yield Frame(
            first=start + new.firsts(unit),
            weights=new.weights,
            persons=new.counts(),
            before=old.amounts(),
            after=new.amounts(),
            traits={
                name: old.trait(told, name == summed) if (told := before.other(name)) else new.trait(_known(after, name), name == summed)
                for name in traits
            },
            most=None if not most else old.most(told) if (told := before.other(most)) else new.most(_known(after, most)),
            minors=None if not age else old.minors(told) if (told := before.other(age)) else new.minors(_known(after, age)),
        )
        start += new.rows


def _known(side: Side, name: str) -> Told:
    told = side.other(name)
    assert told is not None, name
    return told


def _parts(side: Side, entity: str) -> Sequence[Path]:
    return result_table(side.folder, side.manifest, entity).files


class _Part:
    """The tables of one part of a run, brought to units."""

    def __init__(self, side: Side, number: int, person: str, unit: str) -> None:
        self.side, self.person, self.unit = side, person, unit
        self.tables = {key: pyarrow.parquet.read_table(_parts(side, key)[number]) for key in side.manifest.rows}
        self.rows = self.tables[person].num_rows
        self.of = {key: self._places(key) for key in self.tables}
        self.weights = self.tables[unit]["weight"].to_numpy()

    def _places(self, key: str) -> Any:
        """The row, in the table of an entity, of each person."""
        if key == self.person:
            return numpy.arange(self.rows)
        table = self.tables[key]
        return places_of(self.tables[self.person][f"{key}_id"], table[table.column_names[0]]).of

    def counts(self) -> Any:
        return numpy.bincount(self.of[self.unit], minlength=len(self.weights))

    def firsts(self, key: str) -> Any:
        """The first person of each row of an entity."""
        found = numpy.full(self.tables[key].num_rows, self.rows)
        numpy.minimum.at(found, self.of[key], numpy.arange(self.rows))
        return found

    def amounts(self) -> dict[str, Any]:
        found = {}
        for aid, told in self.side.amounts().items():
            values = self._column(told).to_numpy(zero_copy_only=False).astype(numpy.float64)
            if told.kind not in NUMBERS:
                values = (values != 0).astype(numpy.float64)
            summed = self._summed(values, told.entity)
            found[aid] = summed if told.kind in NUMBERS else (summed > 0).astype(numpy.float64)
        return found

    def _summed(self, values: Any, entity: str) -> Any:
        """Amounts of an entity as those of units: what is a group's is its first person's."""
        if entity == self.unit:
            return values
        units = self.of[self.unit][self.firsts(entity)]
        return numpy.bincount(units, weights=values, minlength=len(self.weights))

    def trait(self, told: Told, is_summed: bool) -> Any:
        """The value of each unit: its own, or that of its first person; `is_summed` for the income of all who live there."""
        values = whole(self._column(told))
        if is_summed and told.kind in NUMBERS and told.how != MONTHS and told.entity == self.person != self.unit:
            return self._summed(values.to_numpy(zero_copy_only=False).astype(numpy.float64), told.entity)
        if told.entity != self.unit:
            rows = self.firsts(self.unit)
            values = values.take(pyarrow.array(rows if told.entity == self.person else self.of[told.entity][rows]))
        if told.kind in NUMBERS and told.how != MONTHS:
            return values.to_numpy(zero_copy_only=False).astype(numpy.float64)
        return numpy.array([str(item) for item in values.to_pylist()], dtype=object)

    def minors(self, age: Told) -> Any:
        """How many people of each unit are under 18."""
        ages = self._column(age).to_numpy(zero_copy_only=False)
        return numpy.bincount(self.of[self.unit], weights=ages < MAJORITY, minlength=len(self.weights)).astype(int)

    def most(self, told: Told) -> Any:
        """The greatest value among the people of each unit."""
        values = self._column(told).to_numpy(zero_copy_only=False).astype(numpy.float64)
        found = numpy.full(len(self.weights), -numpy.inf)
        numpy.maximum.at(found, self.of[self.unit], values)
        return found

    def _column(self, told: Told) -> Any:
        table = self.tables[told.entity]
        dated = f"{told.variable}@{told.period}"
        return table[dated if dated in table.column_names else told.variable].combine_chunks()
