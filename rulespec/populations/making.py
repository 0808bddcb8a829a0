"""Stated margins to a synthetic population: the same people for the same seed, and a word everywhere that they do not exist."""

from __future__ import annotations

import datetime
import hashlib
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy
import pyarrow
import pyarrow.csv
import pyarrow.parquet
import yaml

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Entity
from rulespec.disk.errors import WorldError
from rulespec.disk.reading import read_text
from rulespec.disk.writing import create_files
from rulespec.populations.known import Known
from rulespec.populations.population import ARROW, NOTE, SYNTHETIC
from rulespec.populations.tables import CSV, PARQUET

ADULT, CHILD = "adult", "child"
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# The kinds of group in which people live, as countries call them; elsewhere the first one.
HOMES = ("menage", "household")


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the values of a variable are drawn.

    Attributes:
        of: for whom of the persons: « adult », « child », empty for all.
        zero: the share of those who have 0.
        quantiles: values by rank, from 0 to 1, in order; between two, in a straight line.
        choices: values with their shares.
        other: the value of those whom `of` leaves out.
    """

    variable: str
    of: str = ""
    zero: float = 0.0
    quantiles: tuple[tuple[float, float], ...] = ()
    choices: tuple[tuple[Any, float], ...] = ()
    other: Any = 0


@dataclass(frozen=True, slots=True)
class Margins:
    """What a synthetic population must look like.

    Attributes:
        weight: how many households it stands for.
        types: of households: share, and each member, « adult » or « child ».
        ages: for each kind of member, (first, last, share) of whole years; `age` the variables that say it, on the day `on`.
    """

    households: int
    weight: float
    seed: int
    types: tuple[tuple[float, tuple[str, ...]], ...]
    ages: Mapping[str, tuple[tuple[int, int, float], ...]]
    age: tuple[str, ...]
    on: datetime.date
    values: tuple[Drawn, ...]
    digest: str = ""


class _Wrong(Exception):
    """A part of the margins that is not understood."""


def read_margins(path: Path, known: Mapping[str, Known]) -> Margins:
    """The margins that a YAML file states. Raises WorldError for what is not understood, OSError."""
    text = read_text(path)
    try:
        told = yaml.safe_load(text)
        if not isinstance(told, dict):
            raise _Wrong("…")
        return _margins(told, known, hashlib.sha256(text.encode()).hexdigest()[:12])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise WorldError(codes.UnreadablePopulation.Margins(path=path.name, part=f"{mark.line + 1}" if mark is not None else "…")) from None
    except ValueError:
        # A date that the calendar does not have, as YAML reads it: 2024-13-01.
        raise WorldError(codes.UnreadablePopulation.Margins(path=path.name, part=_not_a_date(text))) from None
    except _Wrong as wrong:
        raise WorldError(codes.UnreadablePopulation.Margins(path=path.name, part=str(wrong))) from None


def _not_a_date(text: str) -> str:
    for found in DATE.findall(text):
        try:
            datetime.date.fromisoformat(found)
        except ValueError:
            return str(found)
    return "…"


def _margins(told: Mapping[str, Any], known: Mapping[str, Known], digest: str) -> Margins:
    for key in told:
        if key not in ("households", "weight", "seed", "types", "ages", "values"):
            raise _Wrong(str(key))
    ages = _mapping(told, "ages")
    names = ages.get("variables", [])
    names = [names] if isinstance(names, str) else names
    on = ages.get("on", datetime.date(2024, 1, 1))
    if not isinstance(on, datetime.date) or not isinstance(names, list) or any(name not in known for name in names):
        raise _Wrong("ages")
    types = told.get("types")
    if not isinstance(types, Mapping) or not types:
        raise _Wrong("types")
    drawn = tuple(_type(name, item) for name, item in types.items())
    # Nobody, of a share of nothing.
    if not 0 < sum(share for share, _ in drawn) < math.inf:
        raise _Wrong("types share")
    return Margins(
        households=int(_number(told, "households", 1)),
        weight=_number(told, "weight", 0),
        seed=int(told.get("seed", 1)) if isinstance(told.get("seed", 1), int) else 1,
        types=drawn,
        ages={kind: _brackets(f"ages {kind}", ages.get(kind)) for kind in (ADULT, CHILD)},
        age=tuple(names),
        on=on,
        values=tuple(_drawn(name, item, known) for name, item in _mapping(told, "values").items()),
        digest=digest,
    )


def _mapping(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = told.get(key, {})
    if not isinstance(found, Mapping):
        raise _Wrong(key)
    return found


def _number(told: Mapping[str, Any], key: str, least: float) -> float:
    found = told.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float) or not found >= least:
        raise _Wrong(key)
    return float(found)


def _type(name: Any, told: Any) -> tuple[float, tuple[str, ...]]:
    if not isinstance(told, Mapping) or set(told) - {"share", "adults", "children"}:
        raise _Wrong(f"types {name}")
    adults, children = told.get("adults", 1), told.get("children", 0)
    if not isinstance(adults, int) or not isinstance(children, int) or adults < 1 or children < 0:
        raise _Wrong(f"types {name}")
    return _number(told, "share", 0), (ADULT,) * adults + (CHILD,) * children


def _brackets(name: str, told: Any) -> tuple[tuple[int, int, float], ...]:
    found = []
    for bracket, share in told.items() if isinstance(told, Mapping) else ():
        first, dash, last = str(bracket).partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()) or not isinstance(share, int | float) or not 0 <= share < math.inf:
            raise _Wrong(f"{name} {bracket}")
        if int(last or first) < int(first):
            raise _Wrong(f"{name} {bracket}")
        found.append((int(first), int(last or first), float(share)))
    if not sum(share for _, _, share in found):
        raise _Wrong(name)
    return tuple(found)


def _drawn(name: Any, told: Any, known: Mapping[str, Known]) -> Drawn:
    place = f"values {name}"
    if name not in known or not isinstance(told, Mapping) or set(told) - {"of", "zero", "quantiles", "choices", "else"}:
        raise _Wrong(place)
    variable = known[name]
    choices = _mapping(told, "choices")
    quantiles = _mapping(told, "quantiles")
    if bool(choices) == bool(quantiles) or told.get("of", ADULT) not in (ADULT, CHILD):
        raise _Wrong(place)
    if quantiles and (
        variable.kind not in ("float", "int") or not all(isinstance(item, int | float) for pair in quantiles.items() for item in pair)
    ):
        raise _Wrong(place)
    wrong = [text for text in choices if variable.kind == "Enum" and text not in variable.members]
    if wrong or not all(isinstance(share, int | float) for share in choices.values()):
        raise _Wrong(f"{place} {wrong[0] if wrong else ''}".strip())
    if "of" in told and variable.kind in ("Enum", "str", "date") and "else" not in told:
        raise _Wrong(f"{place} else")
    zero = told.get("zero", 0.0)
    if not isinstance(zero, int | float) or not 0 <= zero <= 1:
        raise _Wrong(f"{place} zero")
    ranked = tuple(sorted((float(rank), float(value)) for rank, value in quantiles.items()))
    # From the least to the greatest, each at least the one before: what is not stated would be made up.
    values = [value for _, value in ranked]
    if ranked and ((ranked[0][0], ranked[-1][0]) != (0, 1) or values != sorted(values) or not all(map(math.isfinite, values))):
        raise _Wrong(f"{place} quantiles")
    if choices and not (0 < sum(choices.values()) < math.inf and min(choices.values()) >= 0):
        raise _Wrong(f"{place} choices")
    return Drawn(variable.name, told.get("of", ""), float(zero), ranked, tuple(choices.items()), told.get("else", 0))


def make_population(margins: Margins, catalog: Catalog, known: Mapping[str, Known]) -> dict[str, Any]:
    """The tables of a population, by entity: one group of each kind a household. The same for the same margins and seed, on any numpy."""
    # The old generator is frozen for good; the new ones may change with a release.
    draw = numpy.random.RandomState(margins.seed % 2**32)
    count = margins.households
    counts = _quotas([share for share, _ in margins.types], count)
    kinds: Any = numpy.repeat(numpy.arange(len(counts)), counts)
    draw.shuffle(kinds)
    shares = numpy.array([share for share, _ in margins.types]) / sum(share for share, _ in margins.types)
    # Each type weighs its share exactly, however few households stand for it; one that none stands for leaves its share to the others.
    each = numpy.divide(shares, counts, out=numpy.zeros(len(counts)), where=counts > 0)
    weights = each[kinds] * margins.weight / float(shares[counts > 0].sum())
    sizes = numpy.array([len(members) for _, members in margins.types])[kinds]
    homes: Any = numpy.repeat(numpy.arange(count), sizes)
    members = numpy.concatenate([margins.types[kind][1] for kind in kinds.tolist()])
    adults = members == ADULT
    firsts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
    ranks = numpy.arange(len(homes)) - firsts[homes]
    person = catalog.person
    tables: dict[str, dict[str, Any]] = {person.key: {f"{person.key}_id": numpy.arange(1, len(homes) + 1)}}
    for key, entity in catalog.entities.items():
        if not entity.is_person:
            tables[person.key][f"{key}_id"] = homes + 1
            tables[person.key][f"{key}_role"] = _roles(entity, ranks, adults)
            tables[key] = {f"{key}_id": numpy.arange(1, count + 1)}
    home = next((key for key in HOMES if key in tables), next(key for key in tables if key != person.key))
    tables[home]["weight"] = weights
    ages = numpy.where(adults, _ages(margins.ages[ADULT], len(homes), draw), _ages(margins.ages[CHILD], len(homes), draw))
    for name in margins.age:
        days = draw.randint(0, 365, len(homes))
        tables[person.key][name] = _births(ages, days, margins.on) if known[name].kind == "date" else ages
    for item in margins.values:
        variable = known[item.variable]
        rows = len(homes) if variable.entity == person.key else count
        concerned: Any = numpy.ones(rows, bool)
        if item.of and variable.entity == person.key:
            concerned = adults if item.of == ADULT else ~adults
        tables[variable.entity][item.variable] = _values(item, variable, concerned, draw)
    told = {SYNTHETIC: "true", "rulespec.seed": str(margins.seed), "rulespec.margins": margins.digest}
    return {key: _table(columns, known, told) for key, columns in tables.items()}


def _quotas(shares: Sequence[float], count: int) -> Any:
    """How many of each, as near to the shares as whole numbers are."""
    exact = numpy.array(shares, float) / sum(shares) * count
    found = numpy.floor(exact).astype(int)
    left = numpy.argsort(-(exact - found), kind="stable")[: count - int(found.sum())]
    found[left] += 1
    return found


def _roles(entity: Entity, ranks: Any, adults: Any) -> Any:
    """The reference person, a partner where the group has a place for one, children and others in the first place that many may have."""
    places = entity.places
    partner = places[1].key if len(places) > 1 and places[1].is_unique else places[0].key
    many = next((role.key for role in places[1:] if not role.is_unique), places[-1].key)
    other = places[0].key if not places[0].is_unique else many
    return numpy.select([ranks == 0, adults & (ranks == 1), adults], [places[0].key, partner, other], many)


def _ages(brackets: Sequence[tuple[int, int, float]], count: int, draw: Any) -> Any:
    kinds: Any = numpy.repeat(numpy.arange(len(brackets)), _quotas([share for _, _, share in brackets], count))
    draw.shuffle(kinds)
    first, last = (numpy.array([bracket[place] for bracket in brackets])[kinds] for place in (0, 1))
    return first + numpy.floor(draw.random_sample(count) * (last - first + 1)).astype(int)


def _births(ages: Any, days: Any, on: datetime.date) -> Any:
    """A day of birth on which somebody has an age in whole years on a day."""
    years = (numpy.datetime64(on, "D").astype("datetime64[Y]").astype(int) - ages).astype("datetime64[Y]")
    return years.astype("datetime64[D]") + (numpy.datetime64(on, "D") - numpy.datetime64(f"{on.year}-01-01")) - days


def _values(item: Drawn, variable: Known, concerned: Any, draw: Any) -> Any:
    count = int(concerned.sum())
    if item.choices:
        kinds: Any = numpy.repeat(numpy.arange(len(item.choices)), _quotas([share for _, share in item.choices], count))
        draw.shuffle(kinds)
        choices: Any = numpy.empty(len(item.choices), object)
        choices[:] = [_cast(value, variable) for value, _ in item.choices]
        drawn = choices[kinds]
    else:
        # One in each of equal ranks, in any order: the margin is kept however few they are.
        ranks = (numpy.arange(count) + draw.random_sample(count)) / max(count, 1)
        draw.shuffle(ranks)
        above = numpy.clip((ranks - item.zero) / max(1 - item.zero, 1e-12), 0, 1)
        drawn = numpy.interp(above, [rank for rank, _ in item.quantiles], [value for _, value in item.quantiles])
        drawn = numpy.where(ranks < item.zero, 0.0, numpy.round(drawn, 0 if variable.kind == "int" else 2))
    found: Any = numpy.empty(len(concerned), object if item.choices else float)
    found[:] = _cast(item.other, variable) if item.choices else float(item.other)
    found[concerned] = drawn
    return found


def _cast(value: Any, variable: Known) -> Any:
    return str(value) if variable.kind in ("str", "Enum") else value


def _table(columns: Mapping[str, Any], known: Mapping[str, Known], told: Mapping[str, str]) -> Any:
    made = {}
    for name, values in columns.items():
        variable = known.get(name)
        array = values.tolist() if values.dtype == object else values
        made[name] = pyarrow.array(array, ARROW[variable.kind] if variable is not None else None, from_pandas=False)
    made[f"{NOTE}synthetic"] = pyarrow.array(numpy.ones(len(next(iter(columns.values()))), bool))
    return pyarrow.table(made).replace_schema_metadata(dict(told))


def write_population(folder: Path, tables: Mapping[str, Any], catalog: Catalog, form: str) -> None:
    """The tables in a new folder, as « parquet » or « csv ». Raises ForeignFileError where something is there, OSError."""
    suffix = CSV if form == "csv" else PARQUET
    files: dict[PurePosixPath, str | bytes] = {}
    for key, table in tables.items():
        written = io.BytesIO()
        if form == "csv":
            pyarrow.csv.write_csv(table, written)
        else:
            pyarrow.parquet.write_table(table, written, compression="zstd")
        files[PurePosixPath(f"{catalog.entities[key].plural}{suffix}")] = written.getvalue()
    create_files(folder, files)
