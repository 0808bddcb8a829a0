"""A folder or a file to a population: a table a kind of entity, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Entity
from rulespec.disk.errors import WorldError
from rulespec.populations.known import Column, Known, column_of
from rulespec.populations.tables import CSV, PARQUET, Table, UnreadableTable

# The column of weights, on the table of what was drawn.
WEIGHTS = ("weight", "poids")
# What a Parquet file of people who do not exist says in its metadata, under this key.
SYNTHETIC = "rulespec.synthetic"
# A column that begins so is a note for people.
NOTE = "_"
ARROW = {
    "float": pyarrow.float64(),
    "int": pyarrow.int64(),
    "bool": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "str": pyarrow.string(),
    "Enum": pyarrow.string(),
}


@dataclass(frozen=True, slots=True)
class People:
    """The table of one kind of entity.

    Attributes:
        entity: of the country.
        table: None for a group whose identifiers are only those that persons name.
        id: the column of its identifiers; for persons it may be missing: then they are numbered.
        columns: those that give variables of this entity.
        weight: the column of its weights, if it has one.
        unknown: the columns that are none of this.
    """

    entity: Entity
    table: Table | None
    id: str | None
    columns: tuple[Column, ...] = ()
    weight: str | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Population:
    """A population as it lies on the disk, nothing of its rows being read.

    Attributes:
        persons, groups: the tables, groups by the key of their entity, in the country's order.
        memberships: for each kind of group, the column of persons that names their group, and the one of their role (None: there is none).
        told: columns of groups that the table of persons gives, by the key of the group.
        is_synthetic: whether its files say that its people do not exist.
    """

    path: Path
    persons: People
    groups: Mapping[str, People]
    memberships: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    told: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[People, ...]:
        """The table of persons, then those of groups."""
        return (self.persons, *self.groups.values())

    @property
    def columns(self) -> tuple[tuple[str, Column], ...]:
        """Each column that gives a variable, with the key of the entity that it is of."""
        own = [(item.entity.key, column) for item in self.tables for column in item.columns]
        return (*own, *((key, column) for key, columns in self.told.items() for column in columns))

    @property
    def weighted(self) -> People | None:
        """The table that holds the weights; None where each counts for one."""
        return next((item for item in self.tables if item.weight is not None), None)

    @property
    def is_synthetic(self) -> bool:
        tables = [item.table for item in self.tables if item.table is not None]
        return any(SYNTHETIC in table.metadata or f"{NOTE}synthetic" in table.schema.names for table in tables)


def open_population(path: Path, catalog: Catalog, known: Mapping[str, Known]) -> Population:
    """The population of a folder or a file. Raises WorldError where there is no table of persons or a file is no table."""
    try:
        return _opened(path, catalog, known)
    except UnreadableTable as error:
        raise WorldError(error.problem) from None


def _opened(path: Path, catalog: Catalog, known: Mapping[str, Known]) -> Population:
    found = {key: _table(path, entity, known, catalog) for key, entity in catalog.entities.items()}
    person = catalog.person
    table = found[person.key]
    if table is None and path.is_file():
        table = _typed(Table((path,)), person, known, catalog)
    if table is None:
        raise WorldError(codes.UnreadablePopulation.NoPersons(path=str(path), name=f"{person.plural}{PARQUET}"))
    names = table.schema.names
    memberships = {}
    for key, entity in catalog.entities.items():
        if not entity.is_person:
            group = next((name for name in (f"{key}_id", f"{person.key}_{key}_id") if name in names), None)
            role = next((name for name in (f"{key}_role", f"{person.key}_{key}_role") if name in names), None)
            if group is not None:
                memberships[key] = (group, role)
    taken = {name for pair in memberships.values() for name in pair if name is not None}
    persons = _people(person, table, known, taken)
    # The column of a group's variable on the table of persons is the group's.
    told: dict[str, list[Column]] = {}
    for column in persons.columns:
        told.setdefault(known[column.variable].entity, []).append(column)
    own = tuple(told.pop(person.key, ()))
    groups = {key: _people(entity, found[key], known, frozenset()) for key, entity in catalog.entities.items() if not entity.is_person}
    return Population(path, replace(persons, columns=own), groups, memberships, {key: tuple(columns) for key, columns in told.items()})


def _table(path: Path, entity: Entity, known: Mapping[str, Known], catalog: Catalog) -> Table | None:
    """The table of an entity in a folder: `menages.parquet`, `menages.csv`, or a folder `menages` of Parquet files."""
    if not path.is_dir():
        return None
    for name in (entity.plural, entity.key):
        for suffix in (PARQUET, CSV):
            if (path / f"{name}{suffix}").is_file():
                return _typed(Table((path / f"{name}{suffix}",)), entity, known, catalog)
        files = tuple(sorted((path / name).glob(f"*{PARQUET}")))
        if files:
            return Table(files)
    return None


def _typed(table: Table, entity: Entity, known: Mapping[str, Known], catalog: Catalog) -> Table:
    """A CSV file says no types: those of the variables that its columns are, text for what identifies."""
    if table.is_parquet:
        return table
    types: dict[str, Any] = {name: pyarrow.float64() for name in WEIGHTS}
    for name in table.schema.names:
        column = column_of(name, known)
        if column is not None:
            types[name] = ARROW[known[column.variable].kind]
    return Table(table.files, tuple(types.items()))


def _people(entity: Entity, table: Table | None, known: Mapping[str, Known], taken: frozenset[str] | set[str]) -> People:
    if table is None:
        return People(entity, None, None)
    names = table.schema.names
    id = f"{entity.key}_id" if f"{entity.key}_id" in names else None
    weight = next((name for name in (*WEIGHTS, f"{entity.key}_weight") if name in names and name not in known), None)
    columns, unknown = [], []
    for name in names:
        if name in taken or name in (id, weight) or name.startswith(NOTE):
            continue
        column = column_of(name, known)
        if column is None:
            unknown.append(name)
        else:
            columns.append(column)
    return People(entity, table, id, tuple(columns), weight, tuple(unknown))
