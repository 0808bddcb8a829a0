"""The period of a rule to the months, or to the day, that it reads at: the one place where a window of time is counted."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from rulespec.compiler.ground.periods import MAX, MIN


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A month, a year (`month` None), or always (`year` 0)."""

    year: int
    month: int | None = None

    @property
    def start(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, 1)

    @property
    def key(self) -> str:
        return _key(self.year, self.month)

    def shifted(self, months: int) -> When:
        """A month, counted from this one or from January of this year."""
        count = self.year * 12 + (self.month or 1) - 1 + months
        return When(count // 12, count % 12 + 1)

    @property
    def before(self) -> When:
        """The month, or the year, just before."""
        return When(self.year - 1) if self.month is None else self.shifted(-1)

    def months(self) -> tuple[When, ...]:
        return (self,) if self.month is not None else tuple(When(self.year, month) for month in range(1, 13))


@lru_cache(maxsize=4096)
def _key(year: int, month: int | None) -> str:
    if year == 0:
        return "ETERNITY"
    return f"{year:04}" if month is None else f"{year:04}-{month:02}"


ALWAYS = When(0)


def when(text: str) -> When:
    """The period that a case writes: 2025-10, 2025."""
    parts = text.split("-")
    return When(int(parts[0]), int(parts[1]) if len(parts) > 1 else None)


class Anchor(StrEnum):
    """What the months of a window are counted from, around the period of the rule that reads."""

    PERIOD = "period"
    QUARTER = "quarter"
    YEAR = "year"

    def month(self, at: When, first_month: int = 1) -> When:
        """The first month of the rule's period, of its quarter, of its year; that of schools begins with September."""
        first = When(at.year, at.month or 1)
        match self:
            case Anchor.PERIOD:
                return first
            case Anchor.QUARTER:
                return first.shifted(-(((first.month or 1) - 1) % 3))
            case Anchor.YEAR:
                return first.shifted(-(((first.month or 1) - first_month) % 12))


@dataclass(frozen=True, slots=True)
class Window:
    """Months in a row, told from the period of the rule that reads: any window of the law is one.

    Attributes:
        anchor: where months are counted from.
        offset: how many months after the anchor the window starts (before it, where negative).
        count: how many months; None: the rule's own period, whole.
        day: of the first month, for what is read on a day (a parameter « au 31 décembre »); a month that is shorter gives its last day.
        first_month: with which the years of the anchor begin: 9 for school years, 7 for « au 1er juillet le plus récent ».
    """

    anchor: Anchor = Anchor.PERIOD
    offset: int = 0
    count: int | None = None
    day: int = 1
    first_month: int = 1

    @property
    def is_year(self) -> bool:
        """A whole calendar year, which a yearly variable can be read over."""
        return self.anchor is Anchor.YEAR and self.count == 12 and self.offset % 12 == 0 and self.first_month == 1

    @property
    def is_day(self) -> bool:
        """A day that is not the first of its month: a parameter has a value on it, a monthly variable has not."""
        return self.day != 1

    @property
    def is_month(self) -> bool:
        return self.count == 1

    @property
    def is_past(self) -> bool:
        """Ends before the rule's period begins, wherever that period stands in its year."""
        return self.count is not None and self.offset + self.count <= 0

    @property
    def is_run(self) -> bool:
        """Several months that are no calendar year: a monthly variable is added up over them."""
        return self.count is not None and self.count > 1 and not self.is_year

    @property
    def name(self) -> str:
        """What the window is called in code and in data: last_3_months, n_2, this_year."""
        if self.count is None:
            return "same"
        if self.is_year:
            back = -self.offset // 12
            return {0: "this_year", 1: "last_year"}.get(back, f"n_{back}" if back > 0 else f"in_{-back}_years")
        day = f"_day_{self.day}" if self.is_day else ""
        if self.anchor is Anchor.PERIOD and self.offset == -self.count:
            return f"last_month{day}" if self.count == 1 else f"last_{self.count}_months"
        if replace(self, day=1) == THIS_MONTH:
            return f"this_month{day}"
        if self.anchor is Anchor.YEAR and self.count == 1 and self.first_month == 1:
            years, month = divmod(self.offset, 12)
            return ("first_month" if month == 0 else f"month_{month + 1}") + (f"_n_{-years}" if years else "") + day
        if self.first_month != 1 and self.count == 1:
            return f"latest_{'day' if self.is_day else 'month'}_{(self.offset + self.first_month - 1) % 12 + 1}{day}"
        year = f"_from_{self.first_month}" if self.first_month != 1 else ""
        return f"{self.anchor}{year}_{self.offset}_{self.count}{day}".replace("-", "minus_")

    def months(self, at: When) -> tuple[When, ...]:
        """The months of the window, seen from a rule's period, in order."""
        if self.count is None:
            return at.months()
        first = self.anchor.month(at, self.first_month).shifted(self.offset)
        return tuple(first.shifted(number) for number in range(self.count))

    def date(self, at: When) -> datetime.date:
        """The day on which a parameter is read."""
        first = self.anchor.month(at, self.first_month).shifted(self.offset)
        if not MIN.year <= first.year <= MAX.year or first.month is None:
            return MIN if first.year < MIN.year else MAX
        return datetime.date(first.year, first.month, min(self.day, calendar.monthrange(first.year, first.month)[1]))

    def seen_from(self, date: datetime.date) -> datetime.date:
        """The first day of the first month whose rules see what changes on a date; the date itself where they read at their own."""
        if self == SAME or date in (MIN, MAX):
            return date
        # The months of an anchor are those of a year at most: the first is near the date less the offset.
        near = max(When(date.year, date.month).shifted(-self.offset - 13), When(MIN.year, 1))
        return next(at.start for at in (near.shifted(number) for number in range(40)) if self.date(at) >= date)


def last_months(count: int) -> Window:
    """The months just before the rule's period."""
    return Window(Anchor.PERIOD, -count, count)


def months_ago(months: int) -> Window:
    """The one month that came so many months before."""
    return Window(Anchor.PERIOD, -months, 1)


def year_before(years: int) -> Window:
    """A calendar year: the rule's own for 0, N-2 for 2."""
    return Window(Anchor.YEAR, -12 * years, 12)


def month_of_year(month: int, years: int = 0, day: int = 1) -> Window:
    """A month of the rule's year, or of one before it; a day of it, for what is read on a day."""
    return Window(Anchor.YEAR, month - 1 - 12 * years, 1, day)


def latest_day(day: int, month: int) -> Window:
    """The last such day that has come when the rule's period begins: « au 1er juillet le plus récent »."""
    # On the first of July, it is today; the fifteenth is still last year's.
    return Window(Anchor.YEAR, 0, 1, 1, month) if day == 1 else Window(Anchor.YEAR, -1, 1, day, month % 12 + 1)


SAME = Window()
THIS_MONTH = Window(count=1)
LAST_MONTH, LAST_3_MONTHS, LAST_12_MONTHS = last_months(1), last_months(3), last_months(12)
THIS_YEAR, LAST_YEAR, YEAR_N_2, YEAR_N_3 = year_before(0), year_before(1), year_before(2), year_before(3)
JANUARY = month_of_year(1)
LAST_DAY = Window(count=1, day=31)
LAST_DAY_BEFORE = Window(Anchor.PERIOD, -1, 1, 31)
THIS_QUARTER, LAST_QUARTER = Window(Anchor.QUARTER, 0, 3), Window(Anchor.QUARTER, -3, 3)
SCHOOL_YEAR, LAST_SCHOOL_YEAR = Window(Anchor.YEAR, 0, 12, 1, 9), Window(Anchor.YEAR, -12, 12, 1, 9)


class Pattern(StrEnum):
    """A window that is said with figures: « des {count} derniers mois », « au {day} {month} de l'année n-{years} »."""

    LAST_MONTHS = "last months"
    MONTHS_TO_NOW = "months to now"
    MONTH_AGO = "month ago"
    YEAR_BEFORE = "year before"
    MONTH = "month"
    MONTH_BEFORE = "month of a year before"
    DAY = "day"
    DAY_BEFORE = "day of a year before"
    LATEST_DAY = "latest day"

    def window(self, count: int = 0, years: int = 0, month: int = 1, day: int = 1) -> Window | None:
        """The window of some figures; None where they make none (« des 1 derniers mois », « au 31 avril »)."""
        match self:
            case Pattern.LAST_MONTHS:
                return last_months(count) if count > 1 else None
            case Pattern.MONTHS_TO_NOW:
                return Window(Anchor.PERIOD, 1 - count, count) if count > 1 else None
            case Pattern.MONTH_AGO:
                return months_ago(count) if count > 0 else None
            case Pattern.YEAR_BEFORE:
                return year_before(years) if years > 0 else None
            case Pattern.MONTH:
                return month_of_year(month)
            case Pattern.MONTH_BEFORE:
                return month_of_year(month, years) if years > 0 else None
        # 29 February is a day of the law; a year without it gives the 28th.
        if not 1 <= day <= calendar.monthrange(2000, month)[1]:
            return None
        match self:
            case Pattern.DAY:
                return month_of_year(month, 0, day)
            case Pattern.DAY_BEFORE:
                return month_of_year(month, years, day) if years > 0 else None
            case Pattern.LATEST_DAY:
                return latest_day(day, month)
        assert_never(self)

    def figures(self, window: Window) -> dict[str, int] | None:
        """The figures of which a window is made so; None where it is another's."""
        years, month = divmod(window.offset + window.first_month - 1, 12)
        found = {"count": -window.offset, "years": -years, "month": month + 1, "day": window.day}
        if self is Pattern.MONTHS_TO_NOW:
            found["count"] += 1
        return found if self.window(**found) == window else None
