"""The country's vocabulary as data: entities, roles, variables, parameters with their intervals, choices."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rulespec.compiler.ground.code_lists import Codes
from rulespec.compiler.ground.kinds import (
    CURRENCIES,
    EURO,
    MONTHS,
    NONE,
    UNKNOWN,
    YEARS,
    Flow,
    Kind,
    Period,
    Type,
    Unit,
    money,
)
from rulespec.compiler.ground.operators import ScaleKind
from rulespec.compiler.ground.periods import Interval, intervals_of_values

DAYS = Unit((("day", 1),))
LONGEST_LABEL = 48
DAILY = ("day", "weekday")
Dated = tuple[tuple[datetime.date, Any], ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role or sub-role in a group; `max` is None without a limit; `parent` for a sub-role."""

    entity: str
    key: str
    plural: str | None
    label: str
    max: int | None
    parent: str | None = None

    @property
    def is_unique(self) -> bool:
        return self.max == 1


@dataclass(frozen=True, slots=True)
class Entity:
    key: str
    plural: str
    label: str
    is_person: bool
    roles: tuple[Role, ...] = ()
    python: str = ""
    doc: str = ""

    def role(self, key: str) -> Role | None:
        return next((role for role in self.roles if role.key == key), None)

    @property
    def said(self) -> str:
        """What it is called: its label, but where that is a sentence (« All the people in a family or group who… »)."""
        return self.label if self.label and len(self.label) <= LONGEST_LABEL else self.key.replace("_", " ").capitalize()

    @property
    def places(self) -> tuple[Role, ...]:
        """The roles that a person can take: those that others are not part of."""
        outer = {role.parent for role in self.roles}
        return tuple(role for role in self.roles if role.key not in outer)

    def without_room(self, role: str, held: Collection[str]) -> Role | None:
        """The place, a role or the one it is part of, that takes nobody more beside those held; None where there is room."""
        parents = {item.key: item.parent for item in self.roles}
        for place in self.roles:
            if place.max is None or place.key not in (role, parents.get(role)):
                continue
            if sum(place.key in (other, parents.get(other)) for other in held) >= place.max:
                return place
        return None


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that rules can read, of the country or of the rulebook.

    `within_month` is « day » or « week » where the country has a value of each. Of a day's, rules read that of the first day of a
    month, of which it has the key: `Catalog.period_told` gives OpenFisca the day.
    """

    name: str
    entity: str
    period: Period
    type: Type
    flow: Flow
    label: str = ""
    has_formula: bool = False
    end: datetime.date | None = None
    max_length: int | None = None
    default: Any = None
    own: bool = False
    references: tuple[str, ...] = ()
    within_month: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter or a scale of the country; `values` are (date, value, list of texts or None), in order of dates.

    `brackets` are those of a scale: its thresholds and its amounts or rates, each by date.
    """

    path: str
    label: str
    unit: Unit
    values: Dated = ()
    scale: ScaleKind | None = None
    brackets: tuple[tuple[Dated, Dated], ...] = ()

    @property
    def is_list(self) -> bool:
        """True of a list of codes: countries, départements."""
        return any(isinstance(value, list) for _, value in self.values)

    def listed(self, date: datetime.date) -> tuple[str, ...]:
        """The codes of a list on a date, none where it has none yet."""
        found: tuple[str, ...] = ()
        for start, value in self.values:
            if start <= date:
                found = tuple(str(item) for item in value or ())
        return found

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return intervals_of_values((date, value is not None) for date, value in self.values)


@dataclass(frozen=True, slots=True)
class Extension:
    """A package that adds rules to a country's: its module, the distribution that has it, its version."""

    package: str
    distribution: str
    version: str


@dataclass(frozen=True)
class Catalog:
    """What a country package offers, made from the data that its introspection wrote.

    Variables and parameters are made on demand: France has 3,183 and 2,875 of them.
    """

    package: str
    distribution: str
    version: str
    entities: Mapping[str, Entity]
    raw_variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    raw_parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    enums: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)
    core: str = ""
    raw_reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    currency: str = EURO
    extensions: tuple[Extension, ...] = ()

    @cached_property
    def person(self) -> Entity:
        return next(entity for entity in self.entities.values() if entity.is_person)

    @property
    def groups(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities.values() if not entity.is_person)

    def has_room(self, roles: Mapping[str, str], others: Iterable[Mapping[str, str]]) -> bool:
        """Whether groups take one person more with these roles beside the others: France has one « demandeur » a family."""
        held = [*others]
        return all(
            self.entities[group].without_room(role, [other[group] for other in held if group in other]) is None
            for group, role in roles.items()
        )

    @cached_property
    def _variables(self) -> dict[str, Variable | None]:
        return {}

    @property
    def packages(self) -> tuple[str, ...]:
        """The modules of the country and of its extensions."""
        return (self.package, *(item.package for item in self.extensions))

    def variable(self, name: str) -> Variable | None:
        """The variable of that exact name, None if the country has none."""
        if name not in self._variables:
            raw = self.raw_variables.get(name)
            self._variables[name] = None if raw is None else _variable(name, raw, self.codes.variables.get(name), self.currency)
        return self._variables[name]

    def period_told(self, name: str, period: str) -> str:
        """A period by its key as OpenFisca takes it for a variable: what changes each day is told on the first day of a month.

        >>> Catalog("", "", "", {}, {"age": {"period": "day", "type": "int", "entity": "person"}}).period_told("age", "2026-03")
        '2026-03-01'
        """
        raw = self.raw_variables.get(name)
        return f"{period}-01" if raw is not None and raw["period"] in DAILY and len(period) == len("2026-03") else period

    def reads(self, name: str) -> tuple[str, ...]:
        """The variables that the country's formulas of a variable name, over any period."""
        return tuple(self.raw_reads.get(name, ()))

    def parameter(self, path: str) -> Parameter | None:
        """The parameter or scale at that dotted path, None if the country has none."""
        raw = self.raw_parameters.get(path)
        if raw is None:
            return None
        scale = ScaleKind(raw["scale"]) if raw.get("scale") else None
        brackets = tuple((_dated(threshold), _dated(value)) for threshold, value in raw.get("brackets", ()))
        unit = _unit(raw.get("unit"), None, Flow.UNKNOWN, self.currency)
        return Parameter(path, raw.get("label") or "", unit, _dated(raw["values"]), scale, brackets)


def _dated(values: Sequence[tuple[str, Any]]) -> Dated:
    return tuple((datetime.date.fromisoformat(date), value) for date, value in values)


KINDS = {"bool": Kind.BOOLEAN, "int": Kind.NUMBER, "float": Kind.NUMBER, "str": Kind.TEXT, "date": Kind.DATE, "Enum": Kind.CHOICE}
UNITS = {
    "/1": NONE, "%": NONE, "year": YEARS, "years": YEARS,
    "month": MONTHS, "months": MONTHS, "day": DAYS, "days": DAYS,
}  # fmt: skip


def currency_of(text: str, currency: str) -> str | None:
    """The currency that a unit of the country says: « currency » is its own, « currency-EUR » the euro; None where it is no money.

    >>> currency_of("currency", "XOF"), currency_of("currency-EUR", "XOF"), currency_of("years", "XOF")
    ('XOF', '€', None)
    """
    said, _, code = text.partition("-")
    base = EURO if text == EURO or code == "EUR" else code or currency
    return base if said in ("currency", EURO) and base in CURRENCIES else None


def _unit(text: str | None, period: Period | None, flow: Flow, currency: str) -> Unit:
    if text is None:
        return UNKNOWN
    base = currency_of(text, currency)
    if base is None:
        return UNITS.get(text, UNKNOWN)
    # A parameter (a month's, a year's, once?) or an amount that does not add up (a capital, a rent?): the country does not say.
    return UNKNOWN if flow is Flow.STOCK or period is None else money(base, period)


def _variable(name: str, raw: Mapping[str, Any], code_list: str | None, currency: str) -> Variable:
    kind = KINDS[raw["type"]]
    period = Period(raw["period"]) if raw["period"] in ("month", "year", "eternity") else Period.MONTH
    set_input = raw.get("set_input") or ""
    within_month = "day" if raw["period"] in DAILY else "week" if raw["period"] == "week" else ""
    if kind is not Kind.NUMBER or "dispatch" in set_input or within_month and "divide" not in set_input:
        # What has a value each day, and is not spread over days, is what is so on that day.
        flow = Flow.STOCK
    elif "divide" in set_input:
        flow = Flow.FLOW
    else:
        flow = Flow.UNKNOWN
    unit = _unit(raw.get("unit"), period, flow, currency)
    if flow is Flow.FLOW and raw.get("unit") is None and raw["type"] == "float":
        unit = UNKNOWN if period is Period.ETERNITY or within_month else money(currency, period)
    is_rate = kind is Kind.NUMBER and raw.get("unit") in ("/1", "%")
    type_ = Type(kind, unit if kind is Kind.NUMBER else NONE, raw["type"] == "int", raw.get("enum"), rate=is_rate, codes=code_list)
    return Variable(
        name=name,
        entity=raw["entity"],
        period=period,
        type=type_,
        flow=flow,
        label=raw.get("label") or "",
        has_formula=bool(raw.get("formula")),
        end=datetime.date.fromisoformat(raw["end"]) if raw.get("end") else None,
        max_length=raw.get("max_length"),
        default=raw.get("default"),
        within_month=within_month,
    )


def catalog_of(data: Mapping[str, Any]) -> Catalog:
    """A catalogue from the data of `rulespec.country.catalogue`."""
    entities = {}
    for raw in data["entities"]:
        roles = tuple(Role(raw["key"], r["key"], r["plural"], r["label"], r["max"], r.get("parent")) for r in raw["roles"])
        entities[raw["key"]] = Entity(raw["key"], raw["plural"], raw["label"], raw["is_person"], roles, raw["python"], raw.get("doc", ""))
    return Catalog(
        package=data["package"],
        distribution=data["distribution"],
        version=data["version"],
        entities=entities,
        extensions=tuple(Extension(*item) for item in data.get("extensions", ())),
        raw_variables=data["variables"],
        raw_parameters=data["parameters"],
        enums=data["enums"],
        raw_reads=data["reads"],
        core=data["core"],
    )
