"""Dates and half-open intervals of dates: when a rule or a parameter is in force."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rulespec.compiler.ground.kinds import Period

MIN = datetime.date.min
MAX = datetime.date.max
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """From `start` to the day before `end`; MIN and MAX mean « always »."""

    start: datetime.date = MIN
    end: datetime.date = MAX

    @property
    def is_empty(self) -> bool:
        return self.start >= self.end

    def meet(self, other: Interval) -> Interval:
        return Interval(max(self.start, other.start), min(self.end, other.end))

    @property
    def last_day(self) -> datetime.date | None:
        """The last day included, None if there is no end."""
        return None if self.end == MAX else self.end - ONE_DAY


def intervals_of_values(values: Iterable[tuple[datetime.date, bool]]) -> tuple[Interval, ...]:
    """Intervals with a value, from (date, has a value from there on) pairs in any order."""
    found: list[Interval] = []
    opened: datetime.date | None = None
    for date, has_value in sorted(values):
        if has_value and opened is None:
            opened = date
        elif not has_value and opened is not None:
            found.append(Interval(opened, date))
            opened = None
    if opened is not None:
        found.append(Interval(opened, MAX))
    return tuple(found)


def missing_in(wanted: Interval, covered: Iterable[Interval]) -> tuple[Interval, ...]:
    """The parts of `wanted` that no interval of `covered` holds."""
    missing: list[Interval] = []
    at = wanted.start
    for interval in sorted(covered):
        part = interval.meet(wanted)
        if part.is_empty:
            continue
        if part.start > at:
            missing.append(Interval(at, part.start))
        at = max(at, part.end)
    if at < wanted.end:
        missing.append(Interval(at, wanted.end))
    return tuple(missing)


def first_month_at_or_after(date: datetime.date) -> datetime.date:
    """The first day of the first whole month in force from `date`."""
    if date.day == 1:
        return date
    return (date.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def effective_start(start: datetime.date, period: Period) -> datetime.date:
    """The first day of the first period that begins in force."""
    if period is Period.YEAR:
        return start if (start.month, start.day) == (1, 1) else datetime.date(start.year + 1, 1, 1)
    return first_month_at_or_after(start)


def effective_end(end: datetime.date, period: Period) -> datetime.date:
    """The last day of the last period that begins in force: OpenFisca looks at the first day of each."""
    if period is Period.YEAR:
        return datetime.date(end.year, 12, 31)
    return end.replace(day=calendar.monthrange(end.year, end.month)[1])


class MonthEdge(StrEnum):
    """The first or the last day of the month of a date."""

    START = "start"
    END = "end"

    def of(self, date: datetime.date) -> datetime.date:
        """
        >>> MonthEdge.END.of(datetime.date(2024, 2, 3))
        datetime.date(2024, 2, 29)
        """
        return date.replace(day=1 if self is MonthEdge.START else calendar.monthrange(date.year, date.month)[1])


class Duration(StrEnum):
    """Whole days, months or years, counted from a date as article 641 of the code of civil procedure does.

    A delay ends on the day of the last month that has the number of the first day; on the last day of that month where it has none.
    """

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Duration.DAY: 0, Duration.MONTH: 1, Duration.YEAR: 12}[self]

    def after(self, date: datetime.date, count: int) -> datetime.date:
        """The date so many days, months or years later; raises OverflowError or ValueError past the calendar.

        >>> Duration.MONTH.after(datetime.date(2024, 1, 31), 1)
        datetime.date(2024, 2, 29)
        """
        if self is Duration.DAY:
            return date + datetime.timedelta(days=count)
        year, month = divmod(date.year * 12 + date.month - 1 + count * self.months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(date.day, last))

    def between(self, start: datetime.date, end: datetime.date) -> int:
        """The greatest whole number of them that, counted from a date, does not go past another; below 0 where that one comes before.

        >>> Duration.MONTH.between(datetime.date(2024, 1, 31), datetime.date(2024, 2, 29))
        1
        """
        if self is Duration.DAY:
            return (end - start).days
        months = (end.year - start.year) * 12 + end.month - start.month
        last = calendar.monthrange(end.year, end.month)[1]
        return (months - (min(start.day, last) > end.day)) // self.months
