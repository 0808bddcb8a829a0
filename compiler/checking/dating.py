"""Days, ages, durations and what happens over months, to typed expressions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, written
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.reads import read_variable
from rulespec.compiler.checking.resolving import OwnSymbol, VariableSymbol
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Word
from rulespec.compiler.ground.kinds import MONTHS, YEARS, Kind, Period, Unit, number
from rulespec.compiler.ground.operators import Aggregation, Operation
from rulespec.compiler.ground.periods import Duration, MonthEdge
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import Anchor, Window
from rulespec.compiler.sentences import nodes

DURATIONS = {Unit(((unit.value, 1),)): unit for unit in Duration}


def is_instant(window: Window, name: str, span: Span, ctx: Context) -> bool:
    """Whether a window begins on one day, known from the rule's period; False after a report."""
    if not window.is_run and (window.anchor is not Anchor.PERIOD or ctx.period is Period.MONTH):
        return True
    ctx.diagnostics.report(codes.WrongPeriod.Instant(name=name, window=ctx.window_name(window)), span)
    return False


def check_day(window: Window, span: Span, ctx: Context) -> ir.Expression | None:
    """« le 31 décembre »: a date told from the rule's period."""
    text = span.source.text[span.start : span.end]
    return ir.Day(window) if is_instant(window, text, span, ctx) else None


def check_age_on(birth: nodes.Node, window: Window, span: Span, ctx: Context) -> ir.Expression | None:
    """« ÂGE(date de naissance) au 31 décembre »."""
    found = check_as(birth, ctx, Kind.DATE)
    if found is None or not is_instant(window, span.source.text[span.start : span.end], span, ctx):
        return None
    return ir.Age(found, number(YEARS, integer=True), ir.Day(window))


def check_edge(edge: MonthEdge, value: nodes.Node, ctx: Context) -> ir.Expression | None:
    """« le premier jour du mois de A »."""
    found = check_as(value, ctx, Kind.DATE)
    return None if found is None else ir.Shifted(Duration.DAY, found, ir.Constant(Decimal(0), number(integer=True)), edge=edge)


def check_elapsed(node: nodes.Elapsed, ctx: Context) -> ir.Expression | None:
    """« mois entre A et B »: a whole number of months."""
    start, end = check_as(node.start, ctx, Kind.DATE), check_as(node.end, ctx, Kind.DATE)
    if start is None or end is None:
        return None
    return ir.Elapsed(node.unit, start, end, number(Unit(((node.unit.value, 1),)), integer=True))


def check_shifted(date: ir.Expression, node: nodes.Arithmetic, ctx: Context) -> ir.Expression | None:
    """« date + 6 mois », « date - 18 ans »: another date."""
    amount = ctx.services.check(node.right, ctx)
    if amount is None:
        return None
    unit = DURATIONS.get(amount.type.unit) if amount.type.kind is Kind.NUMBER and amount.type.integer else None
    if unit is None:
        is_date = amount.type.kind is Kind.DATE
        problem = codes.WrongType.Duration(left=written(node.left), right=written(node.right), help="between" if is_date else "whole")
        ctx.diagnostics.report(problem, node.right.span)
        return None
    if node.operator is Operation.MINUS:
        amount = ir.Negative(amount, amount.type)
    return ir.Shifted(unit, date, amount)


def check_over_months(node: nodes.OverMonths, ctx: Context) -> ir.Expression | None:
    """« nombre de mois où (…) des 12 derniers mois », « maximum mensuel de … »: what is so each month becomes a monthly variable."""
    value = node.value
    if not isinstance(value, nodes.Windowed) or not (value.window.is_run or value.window.is_year):
        end = value.value.span.end if isinstance(value, nodes.Windowed) else node.span.end
        ctx.diagnostics.report(codes.WrongPeriod.Run(name=node.span.source.text[node.span.start : end]), node.span)
        return None
    if value.window.anchor is Anchor.PERIOD and ctx.period is not Period.MONTH:
        text = written(value.value)
        problem = codes.WrongPeriod(name=text, period=Word("month"), window=ctx.window_name(value.window), help="window")
        ctx.diagnostics.report(problem, node.span)
        return None
    monthly = replace(ctx, period=Period.MONTH, is_past=ctx.is_past or value.window.is_past)
    found = check_as(value.value, monthly, Kind.BOOLEAN if node.operator is Aggregation.COUNT else Kind.NUMBER)
    if found is None:
        return None
    read = found if isinstance(found, ir.Read) and _is_monthly(value.value, monthly) else None
    if read is None:
        text = written(value.value).strip("() ")
        declared = ctx.services.hoist(text, ctx.entity, found, monthly)
        read_back = read_variable(declared.info, text, None, node.span, monthly)
        assert isinstance(read_back, ir.Read)
        read = read_back
    type_ = number(MONTHS, integer=True) if node.operator is Aggregation.COUNT else replace(found.type, bare=False)
    return ir.OverMonths(node.operator, replace(read, window=value.window, added=True), type_)


def _is_monthly(node: nodes.Node, ctx: Context) -> bool:
    """The plain name of what is known each month: it is read as it is, without a variable of its own."""
    if not isinstance(node, nodes.Name):
        return False
    match ctx.scope.find(node.name):
        case OwnSymbol(declared=declared, window=window):
            return window is None and declared.period is Period.MONTH
        case VariableSymbol(variable=variable, window=window):
            return window is None and variable.period is Period.MONTH and not variable.within_month
        case None:
            variable_ = ctx.catalog.variable(node.name.strip())
            return variable_ is not None and variable_.period is Period.MONTH and not variable_.within_month
        case _:
            return False
