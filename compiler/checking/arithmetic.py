"""Sums, products, quotients and conversions of nodes to typed expressions, with their units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, fits, is_converted_once, is_scaled_once, of_kind, report_unsaid, written
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.dating import check_shifted
from rulespec.compiler.checking.scaling import is_hundredfold
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Severity, Word
from rulespec.compiler.ground.kinds import NONE, YEARS, Kind, Period, Type, conversion, money, number
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.ground.source import Span
from rulespec.compiler.sentences import nodes


def check_arithmetic(node: nodes.Arithmetic, ctx: Context) -> ir.Expression | None:
    """A sum, a difference or a product, with its unit; None after a report."""
    first = ctx.services.check(node.left, ctx)
    if first is not None and first.type.kind is Kind.DATE and node.operator is not Operation.TIMES:
        return check_shifted(first, node, ctx)
    left = None if first is None else of_kind(first, node.left, ctx, Kind.NUMBER)
    right = check_as(node.right, ctx, Kind.NUMBER)
    if left is None or right is None:
        return None
    integer = left.type.integer and right.type.integer
    bare = left.type.bare and right.type.bare
    if node.operator is Operation.TIMES:
        unit = left.type.unit.times(right.type.unit)
        rate = left.type.rate and right.type.rate
        product = ir.Arithmetic(Operation.TIMES, left, right, Type(Kind.NUMBER, unit, integer, bare=bare, rate=rate))
        return product if is_scaled_once(product, node, ctx) else None
    if not fits(left, right, node.left, node.right, ctx):
        return None
    unit = right.type.unit if left.type.bare or left.type.unit.any else left.type.unit
    rate = left.type.rate or right.type.rate
    return ir.Arithmetic(node.operator, left, right, Type(Kind.NUMBER, unit, integer, bare=bare, rate=rate))


def check_divide(node: nodes.Divide, ctx: Context) -> ir.Expression | None:
    """A quotient, with what it answers when one divides by 0; None after a report."""
    left, right = check_as(node.left, ctx, Kind.NUMBER), check_as(node.right, ctx, Kind.NUMBER)
    default = check_as(node.default, ctx, Kind.NUMBER) if node.default is not None else None
    if left is None or right is None or (node.default is not None and default is None):
        return None
    is_safe = isinstance(right, ir.Constant) and right.value != 0
    if isinstance(right, ir.ParameterRead) and right.own:
        is_safe = ctx.services.never_zero(right.path)
    if default is None and not is_safe:
        ctx.diagnostics.report(codes.UnstatedDivision(divisor=written(node.right), word=ctx.keyword("DEFAULT")), node.span)
        return None
    unit = left.type.unit.over(right.type.unit)
    found = ir.Divide(left, right, default, Type(Kind.NUMBER, unit, bare=left.type.bare and right.type.bare))
    if not is_scaled_once(found, node, ctx):
        return None
    if default is None or node.default is None:
        return found
    # An amount over an amount of its unit is a rate: « à défaut 100 » would be 10 000 %.
    is_rate = unit == NONE and bool(left.type.unit.powers) and not is_hundredfold(left)
    quotient = replace(found, default=None, type=replace(found.type, rate=is_rate))
    is_apart = isinstance(node.default, nodes.Convert) and not default.type.unit.fits(unit)
    if is_apart and isinstance(node.default, nodes.Convert) and conversion(unit, node.default.unit):
        _report_conversion(node, node.default, quotient, ctx)
        return None
    return found if fits(quotient, default, replace(node, default=None), node.default, ctx) else None


def _report_conversion(node: nodes.Divide, default: nodes.Convert, quotient: ir.Divide, ctx: Context) -> None:
    """« A / B à défaut C en € / mois » converts C alone: the brackets that convert the whole are told."""
    problem = codes.WrongUnit(
        left=ctx.unit_name(quotient.type.unit),
        right=ctx.unit_name(default.unit),
        text=f"({node.span.source.text[node.span.start : default.value.span.end]})",
        unit=ctx.unit_name(default.unit),
        joint=ctx.joint,
        help="convert",
    )
    ctx.diagnostics.report(problem, node.span)


def check_convert(node: nodes.Convert, ctx: Context) -> ir.Expression | None:
    """« X en € / mois »: exact, between months and years; None after a report."""
    inner = check_as(node.value, ctx, Kind.NUMBER)
    if inner is None:
        return None
    if inner.type.bare or inner.type.unit.any:
        return replace(inner, type=replace(inner.type, unit=node.unit, bare=False))
    if report_unsaid(inner, node.value, node.unit, ctx) or not is_converted_once(node, inner.type.unit, ctx):
        return None
    factor = conversion(inner.type.unit, node.unit)
    if factor is None:
        ctx.diagnostics.report(
            codes.WrongUnit.Convert(left=ctx.unit_name(inner.type.unit), right=ctx.unit_name(node.unit), bare=written(node.value)),
            node.span,
        )
        return None
    multiply, divide = factor
    if (multiply, divide) == (12, 1) and inner.type.unit == YEARS and _is_elapsed(inner):
        _tell_whole_years(inner, node, ctx)
        return None
    type_ = number(node.unit)
    if divide > 1:
        return ir.Divide(inner, ir.Constant(Decimal(divide), number(integer=True)), None, type_)
    if multiply > 1:
        return ir.Arithmetic(Operation.TIMES, inner, ir.Constant(Decimal(multiply), number(integer=True)), type_)
    return inner


def _is_elapsed(value: ir.Expression) -> bool:
    """True of whole years that have passed: an age, of the country or of a date of birth; a duration that one declares is exact."""
    return isinstance(value, ir.Age | ir.Elapsed) or (isinstance(value, ir.Read) and not value.own and value.type.integer)


def _tell_whole_years(value: ir.Expression, node: nodes.Convert, ctx: Context) -> None:
    name = written(node.value)
    found = next(
        (
            key
            for key, raw in ctx.catalog.raw_variables.items()
            if isinstance(value, ir.Read) and key.startswith(value.variable) and raw.get("unit") in ("month", "months")
        ),
        "",
    )
    problem = codes.BetweenWholes.Months(name=name, id=found, help="months" if found else "between")
    ctx.diagnostics.report(problem, node.span, level=Severity.ERROR)


def check_monthly_mean(value: nodes.Node, span: Span, ctx: Context) -> ir.Expression | None:
    """« moyenne mensuelle de X des 3 derniers mois »; None after a report."""
    found = check_as(value, ctx, Kind.NUMBER)
    if found is None:
        return None
    months = found.window.count if isinstance(found, ir.Read) else None
    if months is None or months == 1:
        ctx.diagnostics.report(codes.WrongPeriod(name=written(value), period=Word("month"), window="…", help="month"), span)
        return None
    unit = money(found.type.unit.currency, Period.MONTH) if found.type.unit.currency else found.type.unit
    divisor = ir.Constant(Decimal(months), number(NONE, integer=True))
    return ir.Divide(found, divisor, None, number(unit))
