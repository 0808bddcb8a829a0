"""Identifiers and roles of people to places: the row of each one's group, and the place that they have in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as compute

from rulespec.compiler.ground.catalog import Entity

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Places:
    """The groups of the persons of some rows, for one kind of group.

    Attributes:
        ids: the identifiers of the groups, in the order of their table, or of their first member where they have none.
        of: for each person, the row of the group; NOWHERE where it has none, or one that is not there.
    """

    ids: Any
    of: Any

    @property
    def count(self) -> int:
        return len(self.ids)


def whole(column: Any) -> Any:
    """A column in one piece, texts as texts whatever their Arrow type."""
    array = column.combine_chunks() if isinstance(column, pyarrow.ChunkedArray) else column
    if pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array.cast(pyarrow.string()) if pyarrow.types.is_large_string(array.type) else array


def places_of(named: Any, ids: Any) -> Places:
    """Where persons who name their groups stand among these; `ids` None: the groups are those that are named."""
    named = whole(named)
    if ids is None:
        coded = named.dictionary_encode()
        found = coded.indices.fill_null(NOWHERE).to_numpy(zero_copy_only=False)
        return Places(coded.dictionary, found.astype(numpy.int64))
    ids = whole(ids)
    if not ids.type.equals(named.type):
        # An identifier is what it is written as, in whichever type.
        ids, named = ids.cast(pyarrow.string()), named.cast(pyarrow.string())
    found = compute.index_in(named, value_set=ids, skip_nulls=True).fill_null(NOWHERE).to_numpy(zero_copy_only=False)
    return Places(ids, found.astype(numpy.int64))


def roles_of(column: Any, entity: Entity, places: Places) -> Any:
    """The rank of each person's role among the places of an entity; NOWHERE for what is no role of it.

    A role may be said by its key or its plural; by its rank, as in the frames of openfisca-survey-manager. Those of a role that has
    parts (`parents`: `first_parent`, `second_parent`) take them in the order of rows.
    """
    count = len(places.of)
    if column is None:
        return numpy.zeros(count, numpy.int64)
    column = whole(column)
    if pyarrow.types.is_integer(column.type):
        ranks = column.fill_null(NOWHERE).to_numpy(zero_copy_only=False).astype(numpy.int64)
        return numpy.where((ranks >= 0) & (ranks < len(entity.places)), ranks, NOWHERE)
    coded = column.cast(pyarrow.string()).dictionary_encode()
    texts = coded.dictionary.to_pylist()
    codes = coded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    firsts, parts = _ranks(entity)
    # In a CSV file, a rank is a text too.
    ranks = {str(rank): rank for rank in range(len(entity.places))}
    starts = numpy.array([firsts.get(text, ranks.get(text, NOWHERE)) for text in texts] + [NOWHERE], numpy.int64)
    sizes = numpy.array([parts.get(text, 1) for text in texts] + [1], numpy.int64)
    found = starts[codes]
    divided = (sizes[codes] > 1) & (places.of >= 0)
    if divided.any():
        rows = numpy.nonzero(divided)[0]
        order = rank_in(places.of[rows] * (len(texts) + 1) + codes[rows])
        # One beyond the parts has none left: the last, which the check tells is crowded.
        found[rows] += numpy.minimum(order, sizes[codes[rows]] - 1)
    return found


def _ranks(entity: Entity) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """For each way to say a role, the rank of its first place, and how many places it has."""
    firsts: dict[str, int] = {}
    parts: dict[str, int] = {}
    keys = [role.key for role in entity.places]
    for role in entity.roles:
        own = [key for key in keys if key == role.key or any(item.key == key and item.parent == role.key for item in entity.roles)]
        for name in filter(None, (role.key, role.plural)):
            if own and name not in firsts:
                firsts[name], parts[name] = keys.index(own[0]), len(own)
    return firsts, parts


def rank_in(groups: Any) -> Any:
    """How many come before each in the same group.

    >>> rank_in(numpy.array([5, 3, 5, 5])).tolist()
    [0, 0, 1, 2]
    """
    order = numpy.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = numpy.concatenate([[True], ordered[1:] != ordered[:-1]])
    firsts = numpy.maximum.accumulate(numpy.where(starts, numpy.arange(len(groups)), 0))
    ranks: Any = numpy.empty(len(groups), numpy.int64)
    ranks[order] = numpy.arange(len(groups)) - firsts
    return ranks


def components(places: Mapping[str, Places], count: int) -> Any:
    """For each person, the first row of those tied to them by groups of any kind, of whatever length the chain."""
    labels: Any = numpy.arange(count, dtype=numpy.int64)
    while True:
        before = labels
        for item in places.values():
            lowest: Any = numpy.full(item.count, count, numpy.int64)
            numpy.minimum.at(lowest, item.of, labels)
            labels = lowest[item.of]
        # What a label's own label is: chains are halved each time.
        labels = numpy.minimum(labels, labels[labels])
        if (labels == before).all():
            return labels
