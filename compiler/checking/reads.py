"""A variable to a read of it: the way through the entities, the window of time, flow or stock."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.checking.context import Context
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Variable
from rulespec.compiler.ground.diagnostics import Word
from rulespec.compiler.ground.kinds import EURO, EURO_PER_MONTH, EURO_PER_YEAR, Flow, Kind, Period, Type, Unit, number
from rulespec.compiler.ground.source import Span

YEAR_WINDOWS = {"this_year", "n_2", "n_3", "last_year"}
SUM_WINDOWS = {"last_3_months", "last_12_months"}


def path_to(entity: str, ctx: Context) -> tuple[str, ...] | None:
    """The way from the rule's entity to another: « demandeur » then « ménage »; None if there is none."""
    if entity == ctx.entity:
        return ()
    person = ctx.catalog.person.key
    if ctx.entity == person:
        return (entity,)
    if entity == person:
        return None
    role = ctx.services.words.reference_roles.get(ctx.entity)
    return (role, entity) if role else None


def read_variable(variable: Variable, shown: str, window: str | None, span: Span, ctx: Context) -> ir.Expression | None:
    """The read of a variable from a rule, aligned in entity and period, None after a report."""
    via = path_to(variable.entity, ctx)
    if via is None:
        entity = ctx.entity_name(ctx.entity)
        if variable.entity == ctx.catalog.person.key:
            role = ctx.services.words.reference_roles.get(ctx.entity, "")
            of = next((text for text, who in ctx.services.words.of_roles.items() if any(w.role == role for w in who)), "…")
            ctx.diagnostics.report(codes.WrongEntity(name=shown, entity=entity, of=of), span)
        else:
            ctx.diagnostics.report(codes.WrongEntity.Path(entity=entity, other=ctx.entity_name(variable.entity), name=shown), span)
        return None
    aligned = _align(variable, shown, window, span, ctx)
    if aligned is None:
        return None
    placed, added, divided = aligned
    type_ = _type_over(variable, placed, added)
    read = ir.Read(variable.name, variable.entity, via, placed, added, type_, variable.own, variable.max_length is not None)
    if not divided:
        return read
    monthly = EURO_PER_MONTH if type_.unit == EURO_PER_YEAR else type_.unit
    return ir.Divide(read, ir.Constant(Decimal(12), number(integer=True)), None, number(monthly))


def _type_over(variable: Variable, window: str, added: bool) -> Type:
    """The type of a read: a sum over months is no longer « a month »."""
    type_ = variable.type
    if not added or type_.unit != EURO_PER_MONTH:
        return replace(type_, integer=type_.integer)
    unit: Unit = EURO if window == "last_3_months" else EURO_PER_YEAR
    return replace(type_, unit=unit)


def _align(variable: Variable, shown: str, window: str | None, span: Span, ctx: Context) -> tuple[str, bool, bool] | None:
    """(window, months added, divided by 12) for a read, None after a report."""
    window = None if window == "this_month" else window
    match ctx.period, variable.period:
        case _, Period.ETERNITY:
            found = ("same", False, False) if window is None else None
        case Period.ETERNITY, _:
            ctx.diagnostics.report(codes.WrongPeriod.Eternity(name=shown), span)
            return None
        case Period.MONTH, Period.MONTH:
            found = _month_in_month(variable, window)
        case Period.MONTH, Period.YEAR:
            if window is None and variable.flow is Flow.UNKNOWN:
                ctx.diagnostics.report(codes.WrongPeriod.Year(name=shown), span)
                return None
            found = _year_in_month(variable, window)
        case Period.YEAR, Period.YEAR:
            found = (window or "same", False, False) if window in (None, *YEAR_WINDOWS) else None
        case Period.YEAR, Period.MONTH:
            if window is None and variable.flow is Flow.UNKNOWN:
                ctx.diagnostics.report(codes.FlowOrStock(name=shown), span)
                return None
            found = _month_in_year(variable, window)
        case _:
            found = None
    if found is None:
        stock = variable.period is Period.MONTH and window in SUM_WINDOWS | YEAR_WINDOWS and variable.flow is Flow.STOCK
        if stock:
            ctx.diagnostics.report(codes.WrongPeriod.Stock(name=shown), span)
        else:
            label = ctx.window_name(window)
            advice: Literal["window", "month"] = "window" if variable.period is Period.YEAR else "month"
            ctx.diagnostics.report(codes.WrongPeriod(name=shown, period=Word(variable.period.value), window=label, help=advice), span)
    return found


def _month_in_month(variable: Variable, window: str | None) -> tuple[str, bool, bool] | None:
    if window is None:
        return "same", False, False
    if window in ("last_month", "first_month"):
        return window, False, False
    # Adding up months is asked for in so many words: only a stock refuses it.
    return (window, True, False) if variable.flow is not Flow.STOCK else None


def _year_in_month(variable: Variable, window: str | None) -> tuple[str, bool, bool] | None:
    if window is None:
        is_flow = variable.flow is Flow.FLOW and variable.type.kind is Kind.NUMBER
        return "this_year", False, is_flow
    return (window, False, False) if window in YEAR_WINDOWS else None


def _month_in_year(variable: Variable, window: str | None) -> tuple[str, bool, bool] | None:
    if window == "first_month":
        return "first_month", False, False
    if window is None and variable.flow is Flow.STOCK:
        return "first_month", False, False
    if window is None:
        return "same", True, False
    if window in YEAR_WINDOWS and variable.flow is not Flow.STOCK:
        return window, True, False
    return None
