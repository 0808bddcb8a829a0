"""A checked rulebook to the variables that it computes in place of the original's, and the dates on which they are compared."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rulespec.comparing.points import changes_of
from rulespec.comparing.sources import ETERNITY
from rulespec.compiler import ir

# The first days of OpenFisca's calendars that a rule could be asked for.
EARLIEST = datetime.date(1900, 1, 1)
# Where nothing ever changes.
SOME_DAY = datetime.date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """A variable of the original and the one of the rulebook that answers in its place, from a date on (None: since ever)."""

    original: str
    own: str
    start: datetime.date | None = None


def pairs_of(program: ir.Program, country: Any, is_apart: bool) -> tuple[Pair, ...]:
    """What the rulebook replaces; where the original has no variable of the rulebook, what it computes under the original's names too."""
    replaced = {item.variable: Pair(item.country, item.variable, item.start) for item in program.replacements}
    if not is_apart:
        return tuple(replaced.values())
    named = {item.name for item in program.variables if item.formulas and item.name not in replaced}
    same = [Pair(name, name) for name in sorted(named) if (known := country.get_variable(name)) is not None and known.formulas]
    return (*replaced.values(), *same)


def within(name: str, variables: Mapping[str, ir.Variable], stops: Iterable[str]) -> list[ir.Variable]:
    """A variable of the rulebook and those that it is computed from, but not through what stands for the original's."""
    found: dict[str, ir.Variable] = {}
    waiting, barred = [name], set(stops) - {name}
    while waiting:
        current = variables.get(waiting.pop())
        if current is None or current.name in found or current.name in barred:
            continue
        found[current.name] = current
        for formula in current.formulas:
            waiting += [item.variable for item in ir.walk(formula.expression) if isinstance(item, ir.Read)]
    return list(found.values())


def dates_of(pair: Pair, original: Any, own: Iterable[ir.Variable], parameters: Iterable[Any]) -> list[datetime.date]:
    """The dates on which a formula of either, or a parameter that they read, begins, changes or ends."""
    found = {datetime.date.fromisoformat(start) for start in original.formulas}
    for variable in own:
        found |= {formula.start for formula in variable.formulas if formula.start is not None}
        if variable.end is not None:
            found.add(variable.end + datetime.timedelta(days=1))
    for parameter in parameters:
        found |= set(changes_of(parameter))
    first = min((datetime.date.fromisoformat(start) for start in original.formulas), default=EARLIEST)
    last = original.end or datetime.date.max
    return sorted(date for date in found if max(first, pair.start or first, EARLIEST) <= date <= last)


def periods_of(dates: Iterable[datetime.date], unit: str, pair: Pair, end: datetime.date | None) -> list[str]:
    """The periods of a variable that begin on some dates or first after them, and those just before."""
    found: dict[tuple[int, int], None] = {}
    for date in sorted({*dates} or {SOME_DAY}):
        at = _index(date, unit)
        found[at - 1, 0] = None
        found[at, 0] = None
    kept = []
    for at, _ in sorted(found):
        period, start = _period(at, unit)
        if (pair.start is None or start >= pair.start) and (end is None or start <= end) and start >= EARLIEST:
            kept.append(period)
    return list(dict.fromkeys(kept))


def _index(date: datetime.date, unit: str) -> int:
    """The first period that begins on a date or after it, counted in days, months or years."""
    match unit:
        case "year":
            return date.year + ((date.month, date.day) > (1, 1))
        case "month":
            return date.year * 12 + date.month - 1 + (date.day > 1)
        case "eternity":
            return 0
        case _:
            return date.toordinal()


def _period(at: int, unit: str) -> tuple[str, datetime.date]:
    match unit:
        case "year":
            return str(at), datetime.date(at, 1, 1)
        case "month":
            return f"{at // 12}-{at % 12 + 1:02}", datetime.date(at // 12, at % 12 + 1, 1)
        case "eternity":
            return ETERNITY, SOME_DAY
        case _:
            start = datetime.date.fromordinal(at)
            return start.isoformat(), start


def start_of(period: str) -> datetime.date:
    """The first day of a period."""
    if period == ETERNITY:
        return SOME_DAY
    year, month, day = (int(part) for part in (*period.split("-"), "1", "1")[:3])
    return datetime.date(year, month, day)


def expressions_of(variables: Iterable[ir.Variable]) -> Iterator[ir.Expression]:
    for variable in variables:
        for formula in variable.formulas:
            yield formula.expression
