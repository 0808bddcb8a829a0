"""Dates and durations that are written out, added up."""

from __future__ import annotations

import datetime

from rulespec.importing import feel
from rulespec.importing.feel import Refused

Constant = feel.Literal | feel.Duration | None


def fold_dates(operator: str, first: Constant, second: Constant) -> Constant:
    """A date and a duration, both written out, added up; None for anything else."""
    if isinstance(first, feel.Duration) and operator == "+":
        first, second = second, first
    if operator not in ("+", "-") or not isinstance(second, feel.Duration):
        return None
    sign = 1 if operator == "+" else -1
    if isinstance(first, feel.Duration):
        return feel.Duration(first.months + sign * second.months, first.days + sign * second.days)
    if not isinstance(first, feel.Literal) or not isinstance(first.value, datetime.date):
        return None
    return feel.Literal(shifted(first.value, sign * second.months) + datetime.timedelta(days=sign * second.days))


def shifted(date: datetime.date, months: int) -> datetime.date:
    """A date some months later: on the last day of a shorter month."""
    count = date.year * 12 + date.month - 1 + months
    year, month = divmod(count, 12)
    for day in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            if day == 28:
                break
    raise Refused("no such date", text=f"{date.isoformat()} {months:+d}")
