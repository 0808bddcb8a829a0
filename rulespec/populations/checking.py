"""A population to what is wrong with it: all faults at once, each with its count and its first rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as compute

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Entity
from rulespec.compiler.ground.diagnostics import Diagnostics, Problem, Severity, Word
from rulespec.populations.known import DATED, Column, Known
from rulespec.populations.places import NOWHERE, Places, places_of, roles_of, whole
from rulespec.populations.population import People, Population
from rulespec.populations.tables import UnreadableTable, is_written
from rulespec.projects.project import place

# How many rows, and how many texts that are in no list, are told.
FEW = 3
WORDS = {"float": "number", "int": "integer", "bool": "boolean", "str": "text", "date": "date", "Enum": "choice"}
LARGEST_INT = 2**31
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?\Z")


def check_population(
    population: Population, catalog: Catalog, known: Mapping[str, Known], diagnostics: Diagnostics, period: str = ""
) -> None:
    """Tell all that is wrong with a population; with a period, the columns that are of after it too."""
    try:
        for people in population.tables:
            _check_columns(people, catalog, known, diagnostics)
        _check_dated(population, known, diagnostics, period)
        if period:
            _check_given(population, known, diagnostics, period)
        _check_groups(population, catalog, diagnostics)
        for people in population.tables:
            _check_values(people, population, known, diagnostics)
    except UnreadableTable as error:
        _tell(diagnostics, error.path.name, error.problem)


def _tell(diagnostics: Diagnostics, table: str, problem: Problem, level: Severity | None = None) -> None:
    diagnostics.report(problem, place(table), level=level)


def _rows(rows: Any) -> str:
    """The first rows, counted from 1 as people do."""
    told = ", ".join(str(int(row) + 1) for row in rows[:FEW])
    return f"{told}…" if len(rows) > FEW else told


def _check_columns(people: People, catalog: Catalog, known: Mapping[str, Known], diagnostics: Diagnostics) -> None:
    if people.table is None:
        return
    table = people.table.shown
    if people.table.rows == 0:
        _tell(diagnostics, table, codes.UnreadablePopulation.Empty(table=table))
    names = [*known, "weight", *(f"{key}_id" for key in catalog.entities), *(f"{key}_role" for key in catalog.entities)]
    for name in people.unknown:
        near = get_close_matches(name, names, 1, 0.75)
        _tell(diagnostics, table, codes.BadColumn(table=table, name=name, near=near[0] if near else ""))


def _check_dated(population: Population, known: Mapping[str, Known], diagnostics: Diagnostics, period: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for table, column, entity in _placed(population):
        variable = known[column.variable]
        if variable.entity != entity:
            _tell(diagnostics, table, codes.BadColumn.OtherEntity(table=table, name=column.name, entity=variable.entity))
        elif not _is_taken(variable, column.period):
            _tell(diagnostics, table, codes.BadColumn.Period(table=table, name=column.name, period=Word(variable.period)))
        elif period and column.period[: len(period)] > period:
            _tell(diagnostics, table, codes.PeriodNotCovered.Never(table=table, column=column.name, period=period))
        other = seen.setdefault((column.variable, column.period), column.name)
        if other != column.name:
            _tell(diagnostics, table, codes.BadColumn.Twice(table=table, name=column.name, other=other))
        if variable.is_computed:
            _tell(diagnostics, table, codes.BadColumn.Computed(table=table, name=column.name), Severity.WARNING)


def _check_given(population: Population, known: Mapping[str, Known], diagnostics: Diagnostics, period: str) -> None:
    """Tell what is given by the month, but not for the months that are meant: OpenFisca would take its default there."""
    given: dict[tuple[str, str], list[str]] = {}
    names: dict[str, str] = {}
    for table, column, _ in _placed(population):
        variable = known[column.variable]
        if variable.period == "month" and not variable.is_computed and _is_taken(variable, column.period):
            given.setdefault((table, variable.name), []).append(column.period)
            dated = DATED.match(column.name) if column.period else None
            names[variable.name] = dated["name"] if dated is not None else column.name
    months = [period] if len(period) == 7 else [f"{period}-{month:02}" for month in range(1, 13)]
    for (table, name), periods in given.items():
        if "" not in periods:
            missing = [month for month in months if month not in periods and month[:4] not in periods]
            if missing:
                told = codes.PeriodNotCovered.Missing(table=table, column=names[name], period=missing[0], count=len(missing))
                _tell(diagnostics, table, told)


def _placed(population: Population) -> Iterator[tuple[str, Column, str]]:
    """Each column with its table's name, and the entity that it is of; a group's on the table of persons is the group's."""
    for people in population.tables:
        for column in people.columns:
            assert people.table is not None
            yield people.table.shown, column, people.entity.key
    assert population.persons.table is not None
    for key, columns in population.told.items():
        for column in columns:
            yield population.persons.table.shown, column, key


def _is_taken(variable: Known, period: str) -> bool:
    """Whether a variable takes a value for a period: its own kind, or a year that the country spreads over its months."""
    if not period:
        return True
    if not PERIOD.match(period) or variable.period == "eternity":
        return False
    own = {"month": 7, "year": 4}.get(variable.period)
    return len(period) == own or (len(period) == 4 and own == 7 and bool(variable.spread))


def read_places(population: Population) -> tuple[dict[str, Places], Any]:
    """Where each person stands in each kind of group, and the columns of persons that say it. Raises UnreadableTable."""
    assert population.persons.table is not None
    names = [name for pair in population.memberships.values() for name in pair if name is not None]
    read = population.persons.table.read(names)
    found = {}
    for key, (named, _) in population.memberships.items():
        group = population.groups[key]
        ids = group.table.read([group.id])[group.id] if group.table is not None and group.id is not None else None
        found[key] = places_of(read[named], ids)
    return found, read


def _check_groups(population: Population, catalog: Catalog, diagnostics: Diagnostics) -> None:
    persons = population.persons
    assert persons.table is not None
    table = persons.table.shown
    for people in population.tables:
        if people.table is not None and people.id is None and not people.entity.is_person:
            name = f"{people.entity.key}_id"
            _tell(diagnostics, people.table.shown, codes.UnreadablePopulation.NoIdentifier(table=people.table.shown, column=name))
        elif people.table is not None and people.id is not None:
            _check_identifiers(people, diagnostics)
    places, read = read_places(population)
    for key, group in population.groups.items():
        if key not in places:
            missing = codes.UnreadablePopulation.NoGroup(table=table, column=f"{key}_id", entity=group.entity.label or key)
            _tell(diagnostics, table, missing)
            continue
        named, role = population.memberships[key]
        nulls = numpy.asarray(whole(read[named]).is_null())
        if nulls.any():
            _tell(
                diagnostics, table, codes.BadMembership(table=table, column=named, count=int(nulls.sum()), rows=_rows(nulls.nonzero()[0]))
            )
        lost = (places[key].of == NOWHERE) & ~nulls
        if lost.any():
            other = group.table.shown if group.table is not None else ""
            rows = _rows(lost.nonzero()[0])
            _tell(
                diagnostics,
                table,
                codes.BadMembership.Unknown(table=table, column=named, count=int(lost.sum()), rows=rows, other=other),
            )
        _check_roles(table, group, places[key], None if role is None else read[role], role or f"{key}_role", diagnostics)
        for column in population.told.get(key, ()):
            _check_alike(table, group.entity, column, places[key], persons.table.read([column.name])[column.name], diagnostics)


def _check_identifiers(people: People, diagnostics: Diagnostics) -> None:
    assert people.table is not None and people.id is not None
    column = whole(people.table.read([people.id])[people.id])
    table = people.table.shown
    nulls = numpy.asarray(column.is_null())
    if nulls.any():
        missing = codes.BadValue(table=table, column=people.id, count=int(nulls.sum()), rows=_rows(nulls.nonzero()[0]))
        _tell(diagnostics, table, missing)
    coded = column.dictionary_encode().indices.fill_null(NOWHERE).to_numpy(zero_copy_only=False)
    firsts = numpy.full(int(coded.max(initial=0)) + 1, len(coded))
    numpy.minimum.at(firsts, coded[coded >= 0], numpy.nonzero(coded >= 0)[0])
    again = (coded >= 0) & (firsts[coded] != numpy.arange(len(coded)))
    if again.any():
        _tell(
            diagnostics,
            table,
            codes.BadMembership.Duplicate(table=table, column=people.id, count=int(again.sum()), rows=_rows(again.nonzero()[0])),
        )


def _check_roles(table: str, group: People, places: Places, column: Any, name: str, diagnostics: Diagnostics) -> None:
    entity, of = group.entity, places.of
    known = " ; ".join(role.key for role in entity.places)
    if column is None and len(entity.places) > 1:
        _tell(diagnostics, table, codes.BadMembership.NoRole(table=table, column=name, roles=known))
        return
    roles = roles_of(column, entity, places)
    wrong = roles == NOWHERE
    if wrong.any():
        rows = wrong.nonzero()[0]
        text = str(whole(column)[int(rows[0])].as_py())
        told = codes.BadMembership.Role(table=table, column=name, text=text, count=int(wrong.sum()), rows=_rows(rows), roles=known)
        _tell(diagnostics, table, told)
    members = numpy.bincount(of[of >= 0], minlength=places.count)
    empty = members == 0
    if empty.any() and group.table is not None:
        shown = group.table.shown
        _tell(diagnostics, shown, codes.BadMembership.Nobody(table=shown, count=int(empty.sum()), rows=_rows(empty.nonzero()[0])))
    firsts = numpy.full(places.count, len(of))
    numpy.minimum.at(firsts, of[of >= 0], numpy.nonzero(of >= 0)[0])
    for rank, role in enumerate(entity.places):
        held = numpy.bincount(of[(roles == rank) & (of >= 0)], minlength=places.count)
        # The first place of a group, where only one can have it, is the reference person's.
        none = (held == 0) & ~empty
        if rank == 0 and role.is_unique and none.any():
            rows = _rows(firsts[none])
            label = entity.label or entity.key
            _tell(diagnostics, table, codes.BadMembership.NoReference(entity=label, role=role.key, count=int(none.sum()), rows=rows))
        if role.max is not None and (held > role.max).any():
            over = held > role.max
            rows = _rows(firsts[over])
            label = entity.label or entity.key
            crowded = codes.BadMembership.Crowded(entity=label, role=role.key, most=role.max, count=int(over.sum()), rows=rows)
            _tell(diagnostics, table, crowded)


def _check_alike(table: str, entity: Entity, column: Column, places: Places, values: Any, diagnostics: Diagnostics) -> None:
    """Members of a group say the same of it."""
    coded = whole(values).dictionary_encode().indices.fill_null(NOWHERE).to_numpy(zero_copy_only=False)
    known = places.of >= 0
    lowest = numpy.full(places.count, len(coded))
    highest = numpy.full(places.count, NOWHERE - 1)
    numpy.minimum.at(lowest, places.of[known], coded[known])
    numpy.maximum.at(highest, places.of[known], coded[known])
    differs = (lowest != highest) & (highest >= NOWHERE)
    if differs.any():
        rows = numpy.nonzero(known & differs[places.of])[0]
        label = entity.label or entity.key
        told = codes.BadMembership.Differs(table=table, column=column.name, entity=label, count=int(differs.sum()), rows=_rows(rows))
        _tell(diagnostics, table, told)


@dataclass
class _Fault:
    """A kind of fault of a column: how often, the first rows, the first value."""

    count: int = 0
    rows: list[int] = field(default_factory=list)
    first: str = ""

    def add(self, mask: Any, start: int, column: Any) -> None:
        found = numpy.nonzero(mask)[0]
        if len(found):
            if not self.count:
                self.first = str(column[int(found[0])].as_py())
            self.count += len(found)
            self.rows += [start + int(row) for row in found[: FEW + 1 - len(self.rows)]] if len(self.rows) <= FEW else []


Judge = Callable[[Any], Iterator[tuple[str, Any]]]


def _check_values(people: People, population: Population, known: Mapping[str, Known], diagnostics: Diagnostics) -> None:
    """Look at each value once, some rows at a time."""
    if people.table is None:
        return
    table = people.table.shown
    columns = [*people.columns, *(column for told in population.told.values() for column in told if people is population.persons)]
    judged: dict[str, Known | None] = {column.name: known[column.variable] for column in columns}
    if people.weight is not None:
        judged[people.weight] = None
    if not judged:
        return
    faults: dict[tuple[str, str, str], _Fault] = {}
    start = 0
    for batch in people.table.batches(list(judged)):
        for name, variable in judged.items():
            column = whole(batch[name])
            for kind, text, mask in _faults(column, variable, not people.table.is_parquet):
                faults.setdefault((name, kind, text), _Fault()).add(mask, start, column)
        start += batch.num_rows
    told: dict[tuple[str, str], int] = {}
    for (name, kind, text), fault in faults.items():
        told[name, kind] = told.get((name, kind), 0) + 1
        if fault.count and told[name, kind] <= FEW:
            _tell(diagnostics, table, _problem(table, name, kind, text, fault, judged[name]))


def _problem(table: str, column: str, kind: str, text: str, fault: _Fault, variable: Known | None) -> Problem:
    rows, count = _rows(fault.rows), fault.count
    if kind == "infinite":
        return codes.BadValue.Infinite(table=table, column=column, count=count, rows=rows)
    if kind == "negative":
        return codes.BadValue.Negative(table=table, column=column, count=count, rows=rows)
    if kind == "large":
        return codes.BadValue.Large(table=table, column=column, count=count, rows=rows)
    if kind == "kind":
        wanted = Word(WORDS[variable.kind] if variable is not None else "number")
        return codes.BadValue.Kind(table=table, column=column, wanted=wanted, found=fault.first[:60], count=count, rows=rows)
    if kind == "long":
        assert variable is not None and variable.max_length is not None
        return codes.BadValue.Long(table=table, column=column, most=variable.max_length, count=count, rows=rows)
    if kind == "label":
        assert variable is not None
        near = get_close_matches(text, variable.members, 1, 0.6)
        shown = " ; ".join(variable.members[:25])
        return codes.BadValue.Label(
            table=table,
            column=column,
            text=text[:60],
            count=count,
            rows=rows,
            known=shown,
            near=near[0] if near else "",
            help="near" if near else "list",
        )
    return codes.BadValue(table=table, column=column, count=count, rows=rows)


def _faults(column: Any, variable: Known | None, is_text: bool) -> Iterator[tuple[str, str, Any]]:
    """What is wrong with some values of a column, as (kind, text, which); a weight has no variable.

    `is_text` of a CSV file, whose column is text where a value of it is not of its kind.
    """
    nulls = numpy.asarray(column.is_null())
    yield "missing", "", nulls
    kind = variable.kind if variable is not None else "float"
    types, type_ = pyarrow.types, column.type
    if types.is_null(type_):
        return
    if kind in ("float", "int"):
        if not (types.is_integer(type_) or types.is_floating(type_) or types.is_decimal(type_)):
            yield "kind", "", _not_read(column, nulls, pyarrow.int64() if kind == "int" else pyarrow.float64())
            return
        values = column.cast(pyarrow.float64(), safe=False).fill_null(0.0).to_numpy(zero_copy_only=False)
        finite = numpy.isfinite(values)
        yield "infinite", "", ~finite
        if variable is None:
            yield "negative", "", finite & (values < 0)
        elif kind == "int":
            yield "kind", "", finite & (values != numpy.trunc(values))
            yield "large", "", finite & (numpy.abs(values) >= LARGEST_INT)
        else:
            yield "large", "", finite & (numpy.abs(values) > float(numpy.finfo(numpy.float32).max))
    elif kind == "bool":
        if types.is_integer(type_) or types.is_floating(type_):
            values = column.cast(pyarrow.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
            yield "kind", "", ~numpy.isin(values, (0.0, 1.0))
        elif not types.is_boolean(type_):
            yield "kind", "", _not_read(column, nulls, pyarrow.bool_() if is_text else None)
    elif kind == "date":
        if not (types.is_date(type_) or types.is_timestamp(type_)):
            yield "kind", "", _not_read(column, nulls, pyarrow.date32())
    elif not types.is_string(type_):
        yield "kind", "", ~nulls
    elif variable is not None and kind == "Enum":
        outside = compute.and_(compute.is_valid(column), compute.invert(compute.is_in(column, value_set=pyarrow.array(variable.members))))
        for text in compute.unique(column.filter(outside)).to_pylist()[: FEW * FEW]:
            yield "label", text, numpy.asarray(compute.equal(column, text).fill_null(False))
    elif variable is not None and variable.max_length is not None:
        plain = compute.and_(compute.string_is_ascii(column), compute.less_equal(compute.binary_length(column), variable.max_length))
        yield "long", "", ~numpy.asarray(plain.fill_null(True))


def _not_read(column: Any, nulls: Any, kind: Any) -> Any:
    """Which texts of a column are not of a kind; all of what is no text."""
    if kind is None or not pyarrow.types.is_string(column.type):
        return ~nulls
    coded = column.dictionary_encode()
    wrong = [not is_written(text, kind) for text in coded.dictionary.to_pylist()] + [False]
    return numpy.array(wrong)[coded.indices.fill_null(len(wrong) - 1).to_numpy(zero_copy_only=False)]
