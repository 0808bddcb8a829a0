"""The tables of a chunk to an OpenFisca simulation that holds all that they give, as arrays."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy
import pyarrow
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import period as period_of
from openfisca_core.simulations import Simulation

from rulespec.compiler.ground.catalog import Entity
from rulespec.populations.job import Job, More
from rulespec.populations.known import Column
from rulespec.populations.places import places_of, roles_of, whole


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a population: whole households.

    Attributes:
        first: the place of its first person among all, counted from 0.
        tables: as Arrow writes them, by entity.
    """

    number: int
    first: int
    persons: int
    tables: Mapping[str, bytes]


def simulation_of(job: Job, chunk: Chunk, system: Any) -> tuple[Any, dict[str, Any]]:
    """A simulation of a chunk with all that it is given, and its tables."""
    tables = {key: read_ipc(data) for key, data in chunk.tables.items()}
    persons = tables[job.person.key]
    populations = system.instantiate_entities()
    count = persons.num_rows
    populations[job.person.key].count = count
    populations[job.person.key].ids = numpy.arange(count)
    of: dict[str, Any] = {}
    for key, (named, role) in job.memberships.items():
        entity = next(item for item in job.entities if item.key == key)
        ids = tables[key][job.ids[key]] if key in tables else None
        places = places_of(persons[named], ids)
        of[key] = places
        population = populations[key]
        population.count = places.count
        population.ids = numpy.arange(places.count)
        population.members_entity_id = places.of
        population.members_role = _roles(population.entity, entity, roles_of(persons[role] if role is not None else None, entity, places))
    simulation = Simulation(system, populations)
    simulation.rulespec_places = of
    simulation.rulespec_lasting = {}
    for column, kind, values in _inputs(job, tables, of):
        variable = system.variables[column.variable]
        array = _numpy(values, kind, variable)
        if job.more is not None and column.variable == job.more.variable:
            array = _with_more(array, job.more, column, variable, of.get(job.more.unit))
        if column.period:
            simulation.set_input(column.variable, column.period, array)
        else:
            simulation.rulespec_lasting[column.variable] = array
    return simulation, tables


def _inputs(job: Job, tables: Mapping[str, Any], of: Mapping[str, Any]) -> Iterator[tuple[Column, str, Any]]:
    """Each column that gives a variable, with its values in the order of its entity."""
    for key, columns in job.columns.items():
        for column, kind in columns:
            yield column, kind, tables[key][column.name]
    persons = tables[job.person.key]
    for key, columns in job.told.items():
        places = of[key]
        first = numpy.full(places.count, persons.num_rows)
        numpy.minimum.at(first, places.of, numpy.arange(persons.num_rows))
        for column, kind in columns:
            yield column, kind, persons[column.name].take(first)


def _with_more(array: Any, more: More, column: Column, variable: Any, places: Any) -> Any:
    """A column of persons, with more for the person of each unit who has most."""
    units = numpy.arange(len(array)) if places is None else places.of
    # By unit, then from the most, then in order: the first of each unit is who is given more.
    order = numpy.lexsort((numpy.arange(len(array)), -array, units))
    chosen = order[numpy.concatenate([[True], units[order][1:] != units[order][:-1]])] if len(order) else order
    found = array.copy()
    # A column of a year, or of a yearly variable, holds twelve months.
    months = 12 if len(column.period) == 4 or (not column.period and variable.definition_period == "year") else 1
    found[chosen] += more.amount * months
    return found


def _roles(core: Any, entity: Entity, ranks: Any) -> Any:
    """OpenFisca's own roles, by the rank of those of the catalogue."""
    by_key = {role.key: role for role in core.flattened_roles}
    roles: Any = numpy.empty(len(entity.places), dtype=object)
    for rank, role in enumerate(entity.places):
        roles[rank] = by_key[role.key]
    return roles[ranks]


def _numpy(values: Any, kind: str, variable: Any) -> Any:
    """A column as OpenFisca keeps the values of a variable."""
    column = whole(values)
    if kind == "Enum":
        coded = column.cast(pyarrow.string()).dictionary_encode()
        indexes = numpy.array([variable.possible_values[name].index for name in coded.dictionary.to_pylist()], dtype=numpy.int16)
        return EnumArray(indexes[coded.indices.to_numpy(zero_copy_only=False)], variable.possible_values)
    if kind == "date":
        return column.cast(pyarrow.date32()).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    if kind == "str":
        texts = column.to_numpy(zero_copy_only=False)
        return texts.astype(variable.dtype) if variable.dtype != numpy.dtype(object) else texts
    array = column.to_numpy(zero_copy_only=False)
    return array if array.dtype == variable.dtype else array.astype(variable.dtype)


def view_of(job: Job, system: Any) -> Any:
    """The system as a job sees it: what a column gives at every period has no formula of its own."""
    names = {column.variable for held in (job.columns, job.told) for columns in held.values() for column, _ in columns if not column.period}
    view = copy.copy(system)
    view.variables = {**system.variables, **{name: _lasting(system.variables[name]) for name in sorted(names)}}
    return view


def _lasting(variable: Any) -> Any:
    """A variable that has the values of its column at every period until it ends."""

    def given(population: Any, period: Any) -> Any:
        return population.simulation.rulespec_lasting[variable.name]

    def formula(period: Any = None) -> Any:
        if variable.end is not None and period is not None and period_of(period).start.date > variable.end:
            return None
        return given

    made = copy.copy(variable)
    made.get_formula = formula
    return made


def read_ipc(data: bytes) -> Any:
    """A table from the bytes that `write_ipc` made."""
    with pyarrow.ipc.open_stream(pyarrow.BufferReader(data)) as reader:
        return reader.read_all()


def write_ipc(table: Any) -> bytes:
    """A table as bytes that any process reads without a copy."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
