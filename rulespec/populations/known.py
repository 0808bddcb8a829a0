"""A country's catalogue and a rulebook to the variables that a column of a population may give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog, currency_of
from rulespec.compiler.ground.kinds import Kind, Period, Type, money

# `variable@2024-03`, and PolicyEngine's `variable__2024`.
DATED = re.compile(r"(?P<name>.+?)(?:@|__)(?P<period>\d{4}(?:-\d{2})?)\Z")
OWN_KINDS = {Kind.BOOLEAN: "bool", Kind.TEXT: "str", Kind.DATE: "date", Kind.CHOICE: "Enum"}


@dataclass(frozen=True, slots=True)
class Known:
    """A variable as its values are written.

    Attributes:
        period: OpenFisca's definition period: « month », « year », « eternity », « day »…
        kind: the type of its values: « float », « int », « bool », « str », « date », « Enum ».
        members: the names that a choice takes.
        spread: what a value of a longer period becomes: « divide », « dispatch », or « » where the variable takes none.
        is_computed: whether a formula gives it where no column does.
        decimals: those of its currency, for an amount.
    """

    name: str
    entity: str
    period: str
    kind: str
    members: tuple[str, ...] = ()
    spread: str = ""
    is_computed: bool = False
    max_length: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that gives a variable; `period` empty where it holds at every period."""

    name: str
    variable: str
    period: str = ""


def known_variables(catalog: Catalog, program: ir.Program | None = None) -> Mapping[str, Known]:
    """The variables of the country and those of a rulebook, by identifier; a rulebook's own by what its documents call them too."""
    found = {name: _of_country(name, catalog) for name in catalog.raw_variables}
    for variable in program.variables if program is not None else ():
        found[variable.name] = Known(
            name=variable.name,
            entity=variable.entity,
            period=variable.period.value,
            kind=OWN_KINDS.get(variable.type.kind) or ("int" if variable.type.integer else "float"),
            members=tuple(name for name, _ in variable.choices.items) if variable.choices is not None else _members(variable.type, catalog),
            spread=_spread(variable.set_input or ""),
            is_computed=bool(variable.formulas),
            max_length=variable.max_length,
            decimals=_decimals(variable.type),
        )
    for alias, name in _aliases(program, set(found)) if program is not None else ():
        found[alias] = found[name]
    return found


def _aliases(program: ir.Program, taken: set[str]) -> Iterator[tuple[str, str]]:
    """The name that the author gave to each variable, where it is that of one only."""
    by_name: dict[str, list[str]] = {}
    for name, called in program.names:
        by_name.setdefault(called, []).append(name)
    for called, names in by_name.items():
        if len(names) == 1 and called not in taken and names[0] in taken:
            yield called, names[0]


def _of_country(name: str, catalog: Catalog) -> Known:
    raw = catalog.raw_variables[name]
    return Known(
        name=name,
        entity=raw["entity"],
        period=raw["period"],
        kind=raw["type"],
        members=tuple(catalog.enums.get(raw.get("enum", ""), ())),
        spread=_spread(raw.get("set_input") or ""),
        is_computed=bool(raw.get("formula")),
        max_length=raw.get("max_length"),
        decimals=_decimals_of_country(raw, catalog),
    )


def _decimals(type_: Type) -> int | None:
    exponent = type_.unit.coin.as_tuple().exponent if type_.unit.is_money else None
    return -exponent if isinstance(exponent, int) else None


def _decimals_of_country(raw: Mapping[str, Any], catalog: Catalog) -> int | None:
    currency = currency_of(str(raw.get("unit") or ""), catalog.currency)
    return None if currency is None or raw["type"] not in ("float", "int") else _decimals(Type(Kind.NUMBER, money(currency, Period.MONTH)))


def _members(type_: Type, catalog: Catalog) -> tuple[str, ...]:
    return tuple(catalog.enums.get(type_.enum or "", ()))


def _spread(set_input: str) -> str:
    return next((way for way in ("divide", "dispatch") if way in set_input), "")


def column_of(name: str, known: Mapping[str, Known]) -> Column | None:
    """What a column gives, None where its name is no variable's.

    >>> rent = Known("rent", "household", "month", "float")
    >>> column_of("rent@2024-03", {"rent": rent})
    Column(name='rent@2024-03', variable='rent', period='2024-03')
    """
    if name in known:
        return Column(name, known[name].name)
    dated = DATED.match(name)
    if dated is not None and dated["name"] in known:
        return Column(name, known[dated["name"]].name, dated["period"])
    return None
