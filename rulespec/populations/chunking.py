"""A population to chunks: whole households, a given number of persons at a time, read as they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import pyarrow

from rulespec.compiler.ground import codes
from rulespec.disk.errors import WorldError
from rulespec.populations.checking import read_places
from rulespec.populations.inputs import Chunk, write_ipc
from rulespec.populations.places import components
from rulespec.populations.population import People, Population
from rulespec.populations.tables import Table

# Persons tied to each other beyond so many times a chunk: the identifiers are wrong.
MOST_TIED = 20


@dataclass(frozen=True)
class Cut:
    """Where a population can be cut.

    Attributes:
        starts: the places, in the order of households, at which one begins; then the number of persons.
        orders: for each entity with a table, its rows in the order of households; None where they are so on the disk.
        ranks: for each group with a table, the place at which the household of each of its rows begins, in that order.
    """

    starts: Any
    orders: dict[str, Any]
    ranks: dict[str, Any]

    @property
    def persons(self) -> int:
        return int(self.starts[-1])


def cut_of(population: Population) -> Cut:
    """Where the groups of a population, all kinds together, let it be cut; only identifiers are read."""
    places, _ = read_places(population)
    table = population.persons.table
    assert table is not None
    count = table.rows
    tied = components(places, count)
    is_ordered = bool((tied[1:] >= tied[:-1]).all())
    order = None if is_ordered else numpy.argsort(tied, kind="stable")
    tied = tied if order is None else tied[order]
    begins = numpy.nonzero(numpy.concatenate([[True], tied[1:] != tied[:-1]]))[0]
    starts = numpy.append(begins, count)
    # The place at which each person's household begins, by row.
    place: Any = numpy.repeat(begins, numpy.diff(starts))
    if order is not None:
        by_row: Any = numpy.empty(count, numpy.int64)
        by_row[order] = place
        place = by_row
    orders: dict[str, Any] = {population.persons.entity.key: order}
    ranks = {}
    for key, item in places.items():
        if population.groups[key].table is None:
            continue
        rank: Any = numpy.zeros(item.count, numpy.int64)
        rank[item.of] = place
        is_ordered = bool((rank[1:] >= rank[:-1]).all())
        orders[key] = None if is_ordered else numpy.argsort(rank, kind="stable")
        ranks[key] = rank if is_ordered else rank[orders[key]]
    return Cut(starts, orders, ranks)


def bounds_of(cut: Cut, size: int, table: str) -> list[tuple[int, int]]:
    """The places from which to which each chunk goes: at most so many persons, but for a household that is larger.

    Raises WorldError where far more are tied to each other than are computed at a time.
    """
    found = []
    start = 0
    while start < cut.persons:
        index = int(numpy.searchsorted(cut.starts, start + size, side="right")) - 1
        end = int(cut.starts[index])
        if end <= start:
            end = int(cut.starts[index + 1])
            if end - start > MOST_TIED * size:
                raise WorldError(codes.StoppedRun.Chained(table=table, count=end - start, most=MOST_TIED * size))
        found.append((start, end))
        start = end
    return found


class _Rows:
    """The rows of some columns of a table in the order of households, so many at a time."""

    def __init__(self, table: Table, columns: Sequence[str], order: Any, memory: int) -> None:
        self.at = 0
        self.order = order
        self.whole: Any = None
        if order is not None:
            if table.size > memory:
                raise WorldError(codes.StoppedRun.Unordered(table=table.shown, size=size_told(table.size), memory=size_told(memory)))
            self.whole = table.read(columns)
        self.batches = iter(()) if order is not None else table.batches(columns)
        self.left: Any = None

    def take(self, count: int) -> Any:
        """The next rows."""
        if self.order is not None:
            rows = self.order[self.at : self.at + count]
            self.at += count
            return self.whole.take(rows)
        held = [] if self.left is None else [self.left]
        known = sum(item.num_rows for item in held)
        while known < count:
            held.append(next(self.batches))
            known += held[-1].num_rows
        table = pyarrow.concat_tables(held) if len(held) != 1 else held[0]
        self.left = table.slice(count)
        return table.slice(0, count)


def chunks_of(population: Population, cut: Cut, bounds: Sequence[tuple[int, int]], done: frozenset[int], memory: int) -> Iterator[Chunk]:
    """The chunks of these bounds but those that are done; each table is read once, in order. Raises WorldError, UnreadableTable."""
    readers = {
        item.entity.key: _Rows(item.table, _columns(item, population), cut.orders.get(item.entity.key), memory)
        for item in population.tables
        if item.table is not None
    }
    person = population.persons
    for number, (start, end) in enumerate(bounds):
        tables = {person.entity.key: readers[person.entity.key].take(end - start)}
        for key, ranks in cut.ranks.items():
            first, last = (int(numpy.searchsorted(ranks, at)) for at in (start, end))
            tables[key] = readers[key].take(last - first)
        if number in done:
            continue
        if person.id is None:
            order = cut.orders[person.entity.key]
            rows = numpy.arange(start, end) if order is None else order[start:end]
            key = person.entity.key
            tables[key] = tables[key].append_column(f"{key}_id", pyarrow.array(rows + 1))
        yield Chunk(number, start, end - start, {key: write_ipc(table.combine_chunks()) for key, table in tables.items()})


def _columns(people: People, population: Population) -> list[str]:
    """What a worker is sent of a table."""
    names = [column.name for column in people.columns] + [people.id, people.weight]
    if people is population.persons:
        names += [name for pair in population.memberships.values() for name in pair]
        names += [column.name for columns in population.told.values() for column in columns]
    return list(dict.fromkeys(name for name in names if name is not None))


def size_told(count: float) -> str:
    """A number of bytes as people say it: « 1.5 GB »."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
