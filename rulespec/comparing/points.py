"""What the rules and the original formulas compare with, to values that stand on it, a step below and a step above."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from rulespec.compiler import ir

# A code list of France has 35,000 communes: some of them stand for all.
CODES = 40
NUMBERS = 300
LIBRARIES = ("numpy", "openfisca_core")
# How far from a threshold a date of birth stands.
SHIFTS = (-31, -1, 0, 1, 31)


@dataclass(eq=False)
class Points:
    """The numbers, texts, dates and names of choices of the rules on a date."""

    on: datetime.date
    numbers: set[float] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    dates: set[datetime.date] = field(default_factory=set)

    def add(self, value: Any) -> None:
        """A constant of a rule, a value of a parameter, or what a list of them holds."""
        match value:
            case bool() | None:
                return
            case int() | float() | Decimal() | np.integer() | np.floating():
                number = float(value)
                if np.isfinite(number) and abs(number) < 1e8 and len(self.numbers) < NUMBERS:
                    self.numbers.add(number)
            case str():
                if len(self.texts) < CODES:
                    self.texts.add(value)
            case datetime.date():
                self.dates.add(value)
            case list() | tuple() | set() | frozenset():
                items = sorted(value, key=str)
                for item in items[:: max(1, len(items) // CODES)]:
                    self.add(item)
            case np.ndarray():
                self.add(value.ravel().tolist())

    def draw(self, variable: Any, size: int, rng: np.random.Generator) -> Any:
        """Values of an OpenFisca variable."""
        match variable.value_type.__name__:
            case "bool":
                return rng.random(size) < 0.6
            case "Enum":
                return self.choices(variable, size, rng)
            case "date":
                return self.days(size, rng)
            case "str":
                return self.codes(variable, size, rng)
            case "int":
                values = self.whole(size, rng)
                # Of people and of years there are none below nothing; of amounts there may be.
                return values if "currency" in (variable.unit or "") else np.maximum(values, 0)
            case _:
                return self.amounts(variable, size, rng)

    def choices(self, variable: Any, size: int, rng: np.random.Generator) -> Any:
        members = list(variable.possible_values)
        named = [member.index for member in members if member.name in self.texts]
        anyone = rng.integers(0, len(members), size)
        return np.where(rng.random(size) < 0.4, rng.choice(named, size), anyone) if named else anyone

    def days(self, size: int, rng: np.random.Generator) -> Any:
        """Dates of birth at an age of the rules, more or less a day or a month; dates of the rules; others, near and far."""
        today = np.datetime64(self.on, "D")
        ages = np.array(sorted(number for number in self.numbers if 0 <= number <= 110 and number % 1 == 0) or [18], int)
        first = self.on.replace(day=1)
        births = [np.datetime64(first.replace(year=max(1, first.year - int(age))), "D") for age in rng.choice(ages, size)]
        at_age = np.array(births) + rng.choice(SHIFTS, size).astype("timedelta64[D]")
        told = np.array(sorted(self.dates) or [self.on], "datetime64[D]")
        at_date = rng.choice(told, size) + rng.choice(SHIFTS, size).astype("timedelta64[D]")
        near = today - rng.integers(-90, 800, size).astype("timedelta64[D]")
        far = today - rng.integers(0, 90 * 365, size).astype("timedelta64[D]")
        return _mixed(rng, size, (at_age, 0.45), (at_date, 0.15), (near, 0.15), (far, 0.25))

    def codes(self, variable: Any, size: int, rng: np.random.Generator) -> Any:
        length = variable.max_length
        fitting = sorted(text for text in self.texts if not length or len(text) <= length)
        longer = [text + "056123"[: length - len(text)] for text in fitting if length and len(text) < length]
        known = np.array([*fitting, *longer] or ["75056"], dtype=object)
        others = np.array(["75056", "97411", "2A004", "13055", "59350", "FR", "DE"], dtype=object)
        others = np.array([text[:length] if length else text for text in others], dtype=object)
        return np.where(rng.random(size) < 0.75, rng.choice(known, size), rng.choice(others, size))

    def whole(self, size: int, rng: np.random.Generator) -> Any:
        points = np.array(sorted(number for number in self.numbers if abs(number) < 2**31) or [18])
        at = np.rint(rng.choice(points, size)) + rng.choice((-1, 0, 1), size)
        return _mixed(rng, size, (at, 0.5), (rng.integers(0, 9, size), 0.25), (rng.integers(0, 90, size), 0.25)).astype(np.int64)

    def amounts(self, variable: Any, size: int, rng: np.random.Generator) -> Any:
        points = np.array(sorted(self.numbers) or [1000.0])
        factors = rng.choice((1, 1, 1, 12, 1 / 12, 0.5, 2, 1 / 3), size)
        at = np.round(rng.choice(points, size) * factors, 2) + rng.choice((-1, -0.01, 0, 0, 0.01, 1), size)
        top = np.log(rng.choice((300, 3000, 60_000), size))
        anything = np.round(np.exp(rng.uniform(0, top)), 2)
        shares = np.round(rng.random(size), 2)
        is_share = variable.unit in ("/1", "%") or "taux" in variable.name
        below = -np.round(np.exp(rng.uniform(0, np.log(3000), size)), 2)
        found = _mixed(rng, size, (at, 0.4), (anything, 0.3), (shares, 0.5 if is_share else 0.02), (np.zeros(size), 0.15), (below, 0.03))
        # Beyond it OpenFisca's 32 bits lose cents.
        return np.clip(np.round(found, 4), -130_000, 130_000)


def _mixed(rng: np.random.Generator, size: int, *parts: tuple[Any, float]) -> Any:
    """Values of several kinds, each with its share."""
    shares = np.array([share for _, share in parts])
    which = rng.choice(len(parts), size, p=shares / shares.sum())
    return np.choose(which, [values for values, _ in parts]) if len(parts) else np.zeros(size)


def constants(expressions: Iterable[ir.Expression]) -> Iterator[Any]:
    """What the expressions of a rulebook name: numbers, texts, dates, codes."""
    for expression in expressions:
        for item in ir.walk(expression):
            if isinstance(item, ir.Constant):
                yield item.value
            elif isinstance(item, ir.Among):
                yield item.items
            elif isinstance(item, ir.StartsWith):
                yield item.prefixes


def constants_of(formula: Any) -> Iterator[Any]:
    """What an OpenFisca formula names, and what it takes from its own module: lists of codes, thresholds, functions."""
    seen: set[int] = set()
    waiting: list[Any] = [formula]
    while waiting:
        item = waiting.pop()
        code = item.__code__ if isinstance(item, FunctionType) else item
        if not isinstance(code, CodeType) or id(code) in seen:
            continue
        seen.add(id(code))
        scope = getattr(item, "__globals__", {})
        for constant in code.co_consts[0 if not code.co_consts or not isinstance(code.co_consts[0], str) else 1 :]:
            if isinstance(constant, CodeType):
                waiting.append(FunctionType(constant, scope) if not constant.co_freevars else constant)
            else:
                yield constant
        for name in code.co_names:
            value = scope.get(name)
            if isinstance(value, FunctionType) and not value.__module__.startswith(LIBRARIES):
                waiting.append(value)
            elif isinstance(value, list | tuple | set | frozenset | int | float | str):
                yield value


def values_of(parameter: Any, on: datetime.date) -> Iterator[Any]:
    """The values of an OpenFisca parameter, scale or node on a date."""
    instant = on.isoformat()
    if hasattr(parameter, "values_list"):
        yield parameter.get_at_instant(instant)
    elif hasattr(parameter, "brackets"):
        for bracket in parameter.brackets:
            for leaf in bracket.children.values():
                yield leaf.get_at_instant(instant)
    else:
        # A node from which one is picked for each person: its names are values too.
        for name, child in getattr(parameter, "children", {}).items():
            yield name
            yield from values_of(child, on)


def changes_of(parameter: Any) -> Iterator[datetime.date]:
    """The dates on which an OpenFisca parameter, scale, or what a node holds has another value."""
    if hasattr(parameter, "values_list"):
        values = sorted(parameter.values_list, key=lambda item: str(item.instant_str))
        known = object()
        for item in values:
            if item.value != known:
                yield _date(item.instant_str)
            known = item.value
        return
    inner = [leaf for bracket in parameter.brackets for leaf in bracket.children.values()] if hasattr(parameter, "brackets") else None
    for child in inner if inner is not None else getattr(parameter, "children", {}).values():
        yield from changes_of(child)


def _date(text: str) -> datetime.date:
    """A date of OpenFisca's files, which take « 2024 » and the 30th of February."""
    parts = [int(part) for part in (*str(text).split("-"), "1", "1")[:3]]
    while True:
        try:
            return datetime.date(*parts)
        except ValueError:
            parts[2] -= 1
