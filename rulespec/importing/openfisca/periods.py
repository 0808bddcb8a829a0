"""Periods of Python (`period.last_month`, `period.this_year.first_month`) to windows of the rule language."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.windows import SAME, Anchor, Window, last_months, month_of_year, year_before
from rulespec.importing.openfisca.terms import DatePart, Day, Term
from rulespec.importing.openfisca.values import PartOfDay, Span, shifted, year_of


def _year(span: Span, rule: Period) -> Span:
    if rule is Period.YEAR and span.window == SAME:
        return Span(SAME, "year")
    return year_of(span)


def _back(years: int) -> Callable[[Span, Period], Span]:
    def found(span: Span, rule: Period) -> Span:
        year = _year(span, rule)
        if year.window == SAME:
            return Span(year_before(years), "year") if years else year
        return shifted(year, -years, "year")

    return found


def _months(count: int) -> Callable[[Span, Period], Span]:
    def found(span: Span, rule: Period) -> Span:
        first = first_month(span, rule)
        if first.window == SAME:
            return Span(last_months(count), "month", count)
        window = first.window
        return Span(Window(window.anchor, window.offset - count, count, 1, window.first_month), "month", count)

    return found


def first_month(span: Span, rule: Period) -> Span:
    window = span.window
    if window == SAME:
        return Span(month_of_year(1)) if rule is Period.YEAR else Span()
    return Span(Window(window.anchor, window.offset, 1, 1, window.first_month))


def _start(span: Span, rule: Period) -> Span:
    first = first_month(span, rule)
    return Span(first.window, "day", 1, True)


def _stop(span: Span, rule: Period) -> Span:
    window = span.window
    if window == SAME:
        window = Window(Anchor.YEAR, 0, 12) if rule is Period.YEAR else Window(count=1)
    last = Window(window.anchor, window.offset + (window.count or 1) - 1, 1, 31, window.first_month)
    return Span(last, "day", 1, True)


PART_OF_SPAN: dict[str, Callable[[Span, Period], Any]] = {
    "this_year": _back(0),
    "last_year": _back(1),
    "n_2": _back(2),
    "last_month": _months(1),
    "last_3_months": _months(3),
    "first_month": first_month,
    "this_month": first_month,
    "start": _start,
    "stop": _stop,
    "date": lambda span, rule: _start(span, rule),
}


def part_of(part: PartOfDay, node: ast.AST) -> Term:
    """`period.start.month`, as a part of the day on which the period begins."""
    window = SAME if part.span.window == Window(count=1) else part.span.window
    return DatePart(Day(window), part.part)
