"""A variable to a read of it: the way through the entities, the window of time, flow or stock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.checking.context import Context
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Variable
from rulespec.compiler.ground.diagnostics import Severity, Word
from rulespec.compiler.ground.kinds import Flow, Kind, Period, Type, number
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import JANUARY, SAME, THIS_MONTH, THIS_YEAR, Anchor, Window


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a variable is read from a rule of another period: over which window, its months added up, a twelfth of the year."""

    window: Window
    added: bool = False
    is_twelfth: bool = False


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


def read_variable(variable: Variable, shown: str, window: Window | None, span: Span, ctx: Context) -> ir.Expression | None:
    """The read of a variable from a rule, aligned in entity and period, None after a report."""
    if variable.within_month and (variable.within_month != "day" or variable.flow is not Flow.STOCK):
        advice: Literal["stock", "own"] = "stock" if variable.within_month == "day" else "own"
        ctx.diagnostics.report(codes.WrongPeriod.Daily(name=shown, period=Word(variable.within_month), help=advice), span)
        return None
    via = path_to(variable.entity, ctx)
    if via is None:
        entity = ctx.entity_name(ctx.entity)
        if variable.entity == ctx.catalog.person.key:
            role = ctx.services.words.reference_roles.get(ctx.entity, "")
            of = ctx.services.words.of_words.get((ctx.entity, role), "…")
            ctx.diagnostics.report(
                codes.WrongEntity(name=shown, entity=entity, of=of, help="aggregate" if variable.type.kind is Kind.NUMBER else "quantify"),
                span,
            )
        else:
            ctx.diagnostics.report(codes.WrongEntity.Path(entity=entity, other=ctx.entity_name(variable.entity), name=shown), span)
        return None
    if not ctx.is_person and via and ctx.entity not in ctx.services.words.contains.get(variable.entity, ()):
        _tell_whose(variable, shown, span, ctx)
    aligned = _align(variable, shown, window, span, ctx)
    if aligned is None:
        return None
    type_ = _type_over(variable, aligned)
    read = ir.Read(variable.name, variable.entity, via, aligned.window, aligned.added, type_, variable.own, variable.max_length is not None)
    if not aligned.is_twelfth:
        return read
    return ir.Divide(
        read, ir.Constant(Decimal(12), number(integer=True)), None, replace(type_, unit=type_.unit.shared_out(), integer=False)
    )


def role_name(group: str, ctx: Context) -> str:
    """What the one person who stands for a group is called: « déclarant principal »."""
    role = ctx.services.words.reference_roles.get(group, "")
    return ctx.services.words.role_words.get((group, role)) or role.replace("_", " ")


def _tell_whose(variable: Variable, shown: str, span: Span, ctx: Context) -> None:
    """A household may have several families, a family two tax homes: a rule on it that names theirs reads one, and is told which."""
    words = ctx.services.words
    role = words.reference_roles.get(ctx.entity, "")
    of = words.of_words.get((ctx.entity, role), "")
    name = shown if ctx.place is None else ctx.place.source.text[ctx.place.start : ctx.place.end]
    problem = codes.WrongEntity.Whose(
        name=name,
        entity=ctx.entity_name(ctx.entity),
        other=ctx.entity_name(variable.entity),
        of=of or f"({role})",
        role=role_name(variable.entity, ctx),
        help=None if not of else "whose" if variable.type.kind is Kind.NUMBER else "said",
    )
    ctx.diagnostics.report(problem, ctx.place or span, level=Severity.WARNING)


def _type_over(variable: Variable, aligned: Alignment) -> Type:
    """The type of a read: a sum over months is no longer « a month »."""
    type_ = variable.type
    return replace(type_, unit=type_.unit.summed(aligned.window.count or 12)) if aligned.added else type_


def _align(variable: Variable, shown: str, window: Window | None, span: Span, ctx: Context) -> Alignment | None:
    """How a read goes from one period to another, None after a report."""
    if window is not None and window.is_day:
        problem = codes.WrongPeriod.FirstDay if variable.within_month else codes.WrongPeriod.Day
        ctx.diagnostics.report(problem(name=shown, window=ctx.window_name(window)), span)
        return None
    if window == THIS_MONTH and ctx.period is Period.MONTH and variable.period is Period.MONTH:
        window = None
    match ctx.period, variable.period:
        case _, Period.ETERNITY:
            found = Alignment(SAME) if window is None else None
        case Period.ETERNITY, _:
            ctx.diagnostics.report(codes.WrongPeriod.Eternity(name=shown), span)
            return None
        case Period.MONTH, Period.MONTH:
            found = _month_in_month(variable, window)
        case Period.MONTH, Period.YEAR:
            if window is None and variable.flow is Flow.UNKNOWN:
                ctx.diagnostics.report(codes.WrongPeriod.Year(name=shown, help="base" if ctx.in_base else "window"), span)
                return None
            found = _year_in_month(variable, window)
        case Period.YEAR, Period.YEAR:
            found = Alignment(window or SAME) if window is None or window.is_year else None
        case Period.YEAR, Period.MONTH:
            if window is None and variable.flow is Flow.UNKNOWN:
                ctx.diagnostics.report(codes.FlowOrStock(name=shown), span)
                return None
            found = _month_in_year(variable, window)
        case _:
            found = None
    if found is None:
        several = window is not None and (window.is_run or window.is_year)
        if several and variable.period is Period.MONTH and variable.flow is Flow.STOCK:
            ctx.diagnostics.report(codes.WrongPeriod.Stock(name=shown), span)
        else:
            label = ctx.window_name(window)
            advice: Literal["window", "month"] = "window" if variable.period is Period.YEAR else "month"
            ctx.diagnostics.report(codes.WrongPeriod(name=shown, period=Word(variable.period.value), window=label, help=advice), span)
    return found


def _month_in_month(variable: Variable, window: Window | None) -> Alignment | None:
    if window is None:
        return Alignment(SAME)
    if window.is_month:
        return Alignment(window)
    # Adding up months is asked for in so many words: only a stock refuses it.
    return Alignment(window, added=True) if variable.flow is not Flow.STOCK else None


def _year_in_month(variable: Variable, window: Window | None) -> Alignment | None:
    if window is None:
        return Alignment(THIS_YEAR, is_twelfth=variable.flow is Flow.FLOW and variable.type.kind is Kind.NUMBER)
    return Alignment(window) if window.is_year else None


def _month_in_year(variable: Variable, window: Window | None) -> Alignment | None:
    """Windows that are told from the rule's own month mean nothing in a rule of the year."""
    if window is None:
        return Alignment(JANUARY) if variable.flow is Flow.STOCK else Alignment(SAME, added=True)
    if window.anchor is Anchor.PERIOD:
        return None
    if window.is_month:
        return Alignment(window)
    return Alignment(window, added=True) if variable.flow is not Flow.STOCK else None
