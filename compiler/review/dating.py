"""Every parameter that a rule reads has a value on every date on which the rule reads it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics, When, Word
from rulespec.compiler.ground.periods import (
    MAX,
    MIN,
    ONE_DAY,
    Interval,
    effective_end,
    effective_start,
    intervals_of_values,
    missing_in,
)
from rulespec.compiler.ground.windows import SAME, Window
from rulespec.compiler.ground.windows import When as Month

DATED = (ir.Part.AID, ir.Part.CALCULATION, ir.Part.RESOURCES)


def check_dates(
    variables: tuple[ir.Variable, ...],
    parameters: Mapping[str, ir.Parameter],
    scales: Mapping[str, ir.Scale],
    catalog: Catalog,
    diagnostics: Diagnostics,
) -> None:
    """Tell the parameters that a formula reads on a date on which they have no value."""
    told: set[str] = set()
    helpers: dict[str, list[Interval]] = {variable.name: [] for variable in variables if variable.role is ir.Part.HELPER}
    # What reads comes after what is read: a helper, made of a part of a rule, runs on the dates on which that rule reads it.
    for variable in reversed(variables):
        if variable.name in helpers and not helpers[variable.name]:
            continue  # what would read it has an error of its own, which has been told
        for index, formula in enumerate(variable.formulas):
            following = variable.formulas[index + 1].start if index + 1 < len(variable.formulas) else None
            wanted = _hull(helpers.get(variable.name, [])) or _interval(variable, formula, following)
            for expression in ir.walk(formula.expression):
                if isinstance(expression, ir.Read) and expression.variable in helpers:
                    helpers[expression.variable].append(_read_over(expression.window, wanted))
                if isinstance(expression, ir.ParameterRead | ir.ScaleRead):
                    _check_read(variable, formula, expression, wanted, parameters, scales, catalog, diagnostics)
                if isinstance(expression, ir.ParameterRead) and expression.own and expression.window == SAME:
                    _check_values(parameters[expression.path], variable, wanted, told, diagnostics)
            _check_start(variable, formula, diagnostics)
        _check_end(variable, diagnostics)


def _interval(variable: ir.Variable, formula: ir.Formula, following: datetime.date | None) -> Interval:
    """The dates on which OpenFisca may run a formula: it looks at the first day of the period."""
    start = formula.start or MIN
    if start > MIN:
        start = effective_start(start, variable.period)
    end = following or MAX
    if variable.end is not None:
        end = min(end, variable.end + ONE_DAY)
    return Interval(start, end)


def _read_over(window: Window, interval: Interval) -> Interval:
    """The dates that a window reaches from those of an interval."""
    start, end = interval.start, interval.end
    if start != MIN:
        start = window.months(Month(start.year, start.month))[0].start
    if end != MAX:
        last = end - ONE_DAY
        end = window.months(Month(last.year, last.month))[-1].shifted(1).start
    return Interval(start, end)


def _hull(intervals: list[Interval]) -> Interval | None:
    """From the first to the last date of some intervals."""
    return Interval(min(item.start for item in intervals), max(item.end for item in intervals)) if intervals else None


def covered(
    expression: ir.ParameterRead | ir.ScaleRead,
    parameters: Mapping[str, ir.Parameter],
    scales: Mapping[str, ir.Scale],
    catalog: Catalog,
) -> tuple[Interval, ...]:
    """When a parameter, or all the brackets that a scale starts with, have a value."""
    window = expression.window if isinstance(expression, ir.ParameterRead) else SAME
    if not expression.own:
        national = catalog.parameter(expression.path)
        return _through(window, national.intervals) if national is not None else ()
    if isinstance(expression, ir.ScaleRead):
        first = scales[expression.path].brackets[0]
        return intervals_of_values((item.date, item.value is not None) for item in first.threshold)
    return _through(window, intervals_of_values((item.date, item.value is not None) for item in parameters[expression.path].values))


def _through(window: Window, intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The dates from which a window begins within some intervals."""
    return tuple(Interval(window.seen_from(item.start), window.seen_from(item.end)) for item in intervals)


def _check_read(
    variable: ir.Variable,
    formula: ir.Formula,
    expression: ir.ParameterRead | ir.ScaleRead,
    wanted: Interval,
    parameters: Mapping[str, ir.Parameter],
    scales: Mapping[str, ir.Scale],
    catalog: Catalog,
    diagnostics: Diagnostics,
) -> None:
    for hole in missing_in(wanted, covered(expression, parameters, scales, catalog)):
        advice: Literal["start", "end"] | None
        at_start = hole.start == wanted.start
        if hole.end == MAX and hole.start == MIN:
            when, advice, date = When(), None, ""
        elif hole.end == MAX:
            when, advice, date = When(start=write_date(hole.start)), "end", write_date(hole.start)
        elif hole.start == MIN:
            when, advice, date = When(end=write_date(hole.end)), "start", write_date(hole.end)
        else:
            when = When(write_date(hole.start), write_date(hole.end - ONE_DAY))
            advice, date = ("start", write_date(hole.end)) if at_start else ("end", write_date(hole.start))
        diagnostics.report(
            codes.UndefinedParameter(name=expression.name, interval=when, rule=variable.label, date=date, help=advice), formula.span
        )


def _check_start(variable: ir.Variable, formula: ir.Formula, diagnostics: Diagnostics) -> None:
    if formula.start is None or variable.role not in DATED:
        return
    effective = effective_start(formula.start, variable.period)
    if effective != formula.start:
        diagnostics.report(
            codes.MidPeriodStart(period=Word(variable.period.value), date=write_date(formula.start), effective=write_date(effective)),
            formula.span,
        )


def _check_end(variable: ir.Variable, diagnostics: Diagnostics) -> None:
    """A rule that ends within a month holds for all of it: OpenFisca looks at its first day."""
    if variable.end is None or variable.role not in DATED or not variable.formulas:
        return
    effective = effective_end(variable.end, variable.period)
    if effective != variable.end:
        problem = codes.MidPeriodStart.End(
            period=Word(variable.period.value), date=write_date(variable.end), effective=write_date(effective)
        )
        diagnostics.report(problem, variable.formulas[-1].span)


def _check_values(parameter: ir.Parameter, variable: ir.Variable, wanted: Interval, told: set[str], diagnostics: Diagnostics) -> None:
    """A value from the 10th on is read from the next month on; the first one of all starts with the rule, which says so."""
    if parameter.path in told:
        return
    for item in parameter.values:
        effective = effective_start(item.date, variable.period)
        if wanted.start < effective < wanted.end and effective != item.date and item.date != MIN:
            told.add(parameter.path)
            problem = codes.MidPeriodStart.Value(
                period=Word(variable.period.value), name=parameter.name, date=write_date(item.date), effective=write_date(effective)
            )
            diagnostics.report(problem, parameter.span)
            return
