"""Formulas to the units of what they read: known from the country, else that of what it is compared with or added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rulespec.compiler.ground.catalog import Catalog, currency_of
from rulespec.compiler.ground.kinds import NONE, YEARS, Flow, Kind, Period, Unit, money
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.terms import (
    Absolute,
    Age,
    Arithmetic,
    Between,
    Compare,
    Divided,
    Extreme,
    Figure,
    Fold,
    If,
    Literal,
    Negative,
    Read,
    Rounded,
    Scaled,
    Term,
    bare,
    kind_of,
    parts_of,
)


@dataclass(eq=False)
class Measures:
    """Units by what has them: `variable:name` or `figure:path`; things joined have the same."""

    catalog: Catalog
    told: Mapping[str, Unit] = field(default_factory=dict)
    known: dict[str, Unit] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)

    def variable(self, name: str) -> Unit:
        return self._unit(f"variable:{name}", self._of_variable(name))

    def figure(self, path: str) -> Unit:
        return self._unit(f"figure:{path}", self._of_figure(path))

    def _unit(self, key: str, own: Unit | None) -> Unit:
        if own is not None:
            return own
        found = self.known.get(self._root(key))
        if found is not None:
            return found
        monthly = self.known.get(self._root(f"twelfth:{key}"))
        if monthly is not None and dict(monthly.powers).get("month") == -1:
            return conversion_to_years(monthly)
        kind, _, name = key.partition(":")
        raw = (self.catalog.raw_parameters if kind == "figure" else self.catalog.raw_variables).get(name) or {}
        if currency_of(raw.get("unit") or "", self.catalog.currency) is not None:
            return money(self.catalog.currency)
        return NONE

    def _of_variable(self, name: str) -> Unit | None:
        variable = self.catalog.variable(name)
        if variable is None or variable.type.kind is not Kind.NUMBER:
            return NONE
        if not variable.type.unit.unknown:
            return variable.type.unit
        if name in self.told:
            return self.told[name]
        return YEARS if name == "age" else None

    def _of_figure(self, path: str) -> Unit | None:
        parameter = self.catalog.parameter(path)
        return None if parameter is None or parameter.unit.unknown else parameter.unit

    def _root(self, key: str) -> str:
        while key in self.joined:
            key = self.joined[key]
        return key

    def learn(self, variable: str, term: Term) -> None:
        """Take in a formula: what it answers has the unit of its variable."""
        self._join(f"variable:{variable}", self._token(term))

    def _join(self, one: str | None, other: str | None) -> str | None:
        if one is None or other is None:
            return one or other
        first, second = self._root(one), self._root(other)
        if first == second:
            return first
        left, right = self._seed(one, first), self._seed(other, second)
        if left is not None and right is not None and not left.fits(right):
            return None
        self.joined[second] = first
        unit = left if left is not None else right
        if unit is not None:
            self.known[first] = unit
        return first

    def _seed(self, key: str, root: str) -> Unit | None:
        if root in self.known:
            return self.known[root]
        kind, _, name = key.partition(":")
        if kind == "twelfth":
            return None
        return self._of_figure(name) if kind == "figure" else self._of_variable(name)

    def _token(self, term: Term) -> str | None:
        inner = bare(term)
        match inner:
            case Read(variable=variable, window=window):
                return f"variable:{variable}" if kind_of(inner) is Kind.NUMBER and not window.is_run else None
            case Figure(path=path, kind=Kind.NUMBER):
                return f"figure:{path}"
            case Compare(left=left, right=right):
                self._join(self._token(left), self._token(right))
                return None
            case Between(value=value, low=low, high=high):
                self._all((value, low, high))
                return None
            case Arithmetic(operator="+" | "-", left=left, right=right):
                return self._join(self._token(left), self._token(right))
            case Arithmetic(operator=operator, left=left, right=right):
                first, second = self._token(left), self._token(right)
                number = algebra.number_of(right)
                if operator == "/" and number == 12 and isinstance(bare(left), Read) and first is not None:
                    return f"twelfth:{first}"
                if operator == "*" and (self._is_rate(left) or self._is_rate(right)):
                    return second if self._is_rate(left) else first
                if number is not None and number % 12:
                    return first
                return second if operator == "*" and algebra.number_of(left) is not None and algebra.number_of(left) % 12 else None  # type: ignore[operator]
            case Divided(left=left, right=right, otherwise=otherwise):
                for part in (left, right, otherwise):
                    self._token(part)
                return None
            case Extreme(items=items):
                return self._all(items)
            case If(condition=condition, then=then, otherwise=otherwise):
                self._token(condition)
                return self._join(self._token(then), self._token(otherwise))
            case Negative(value=value) | Absolute(value=value) | Rounded(value=value):
                return self._token(value)
            case Fold(operation="sum" | "max" | "min", what=Term() as what, such=such):
                if such is not None:
                    self._token(such)
                return self._token(what)
            case Scaled(path=path, value=value):
                self._token(value)
                return f"figure:{path}"
            case Age() | Literal():
                return None
        for part in parts_of(inner):
            self._token(part)
        return None

    def _is_rate(self, term: Term) -> bool:
        """A figure that the country says has no unit: what it multiplies keeps its own."""
        inner = bare(term)
        return isinstance(inner, Figure) and self._of_figure(inner.path) == NONE

    def _all(self, items: Iterable[Term]) -> str | None:
        found: str | None = None
        for item in items:
            found = self._join(found, self._token(item))
        return found


def conversion_to_years(unit: Unit) -> Unit:
    """The unit « a year » of what is « a month »."""
    powers = dict(unit.powers)
    powers["year"] = powers.pop("month")
    return Unit(tuple(sorted(powers.items())))


def flow_of(catalog: Catalog, name: str) -> Flow:
    variable = catalog.variable(name)
    return variable.flow if variable is not None else Flow.UNKNOWN


def period_of(raw: Mapping[str, object]) -> Period:
    return Period.YEAR if raw["period"] == "year" else Period.ETERNITY if raw["period"] == "eternity" else Period.MONTH
