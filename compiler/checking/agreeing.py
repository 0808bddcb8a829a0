"""Whether a checked expression is of the kind and unit that is wanted where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Literal, assert_never

from rulespec.compiler import ir
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.resolving import NodeSymbol, OwnSymbol, ParameterSymbol, ScaleSymbol, VariableSymbol
from rulespec.compiler.checking.scaling import MOST_TIMES, factors, hundreds, is_share, unscaled
from rulespec.compiler.documents.values import plain_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem
from rulespec.compiler.ground.kinds import NONE, Kind, Period, Type, Unit, conversion, money
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.ground.source import Span
from rulespec.compiler.sentences import nodes

# Where a name gets its unit: where the document declares it, or in a declaration to add.
Place = Literal["unit", "say", "datum", "parameter"]
# What « … en € / mois » takes as it is; anything else goes between parentheses.
ATOMS = (nodes.Name, nodes.Windowed, nodes.OfRole, nodes.Number, nodes.Call, nodes.Apply)


def check_as(node: nodes.Node, ctx: Context, wanted: Kind | None) -> ir.Expression | None:
    """The typed expression of a node, of the kind wanted if one is; None after a report (RS303)."""
    found = ctx.services.check(node, ctx)
    return None if found is None else of_kind(found, node, ctx, wanted)


def of_kind(found: ir.Expression, node: nodes.Node, ctx: Context, wanted: Kind | None) -> ir.Expression | None:
    """What a node says, where it is of the kind wanted; None after a report (RS303)."""
    if wanted is None or found.type.kind is wanted:
        return found
    help_: Literal["boolean"] | None = "boolean" if wanted is Kind.BOOLEAN and found.type.kind is Kind.NUMBER else None
    problem = codes.WrongType(wanted=kind_word(wanted), found=kind_word(found.type.kind), name=written(node), help=help_)
    ctx.diagnostics.report(problem, node.span)
    return None


def written(node: nodes.Node) -> str:
    """The text of a node as the expert wrote it."""
    return node.span.source.text[node.span.start : node.span.end].strip()


def grouped(node: nodes.Node) -> str:
    """The text of a node that « en € / mois » can follow: « (A / B à défaut C) » where it is more than a name."""
    if isinstance(node, nodes.Convert):
        return grouped(node.value)
    return written(node) if isinstance(node, ATOMS) else f"({written(node)})"


def fits(left: ir.Expression, right: ir.Expression, left_node: nodes.Node, right_node: nodes.Node, ctx: Context) -> bool:
    """Whether two numbers have the same unit; a literal without a unit takes the other's, and is no 80 for 80 %."""
    if left.type.kind is not Kind.NUMBER:
        return True
    if left.type.bare or right.type.bare or left.type.unit.fits(right.type.unit):
        are_rates = fits_rate(left.type, right, right_node, ctx) and fits_rate(right.type, left, left_node, ctx)
        are_named = are_rates and _names_no_figure(left.type, right_node, ctx) and _names_no_figure(right.type, left_node, ctx)
        return are_named and _is_times(left, left_node, right, right_node, ctx) and _is_times(right, right_node, left, left_node, ctx)
    if report_unsaid(right, right_node, left.type.unit, ctx) or report_unsaid(left, left_node, right.type.unit, ctx):
        return False
    if unscaled(left_node, left.type.unit, right.type.unit) is not left_node:
        # What is to be converted is the side that its author multiplied by 12.
        left, right, left_node, right_node = right, left, right_node, left_node
    unit, mean = left.type.unit, _mean(right, right_node, left.type.unit, ctx)
    problem = codes.WrongUnit(
        left=ctx.unit_name(unit),
        right=ctx.unit_name(right.type.unit),
        text=grouped(unscaled(right_node, right.type.unit, unit)),
        bare=written(right_node),
        unit=ctx.unit_name(unit),
        joint=ctx.joint,
        average=mean,
        write=written(left_node),
        help=_advice(left, right, mean),
    )
    ctx.diagnostics.report(problem, right_node.span)
    return False


def _advice(left: ir.Expression, right: ir.Expression, mean: str) -> Literal["convert", "value", "average", "finer"]:
    """What to do of two units: an age in whole years is held against no year and a half."""
    factor = conversion(right.type.unit, left.type.unit)
    if factor is None:
        return "average" if mean else "value"
    value = right.value if isinstance(right, ir.Constant) and isinstance(right.value, Decimal) else None
    is_between = value is not None and left.type.integer and value * factor[0] % factor[1] != 0
    return "finer" if is_between else "convert"


def _mean(value: ir.Expression, node: nodes.Node, wanted: Unit, ctx: Context) -> str:
    """« moyenne mensuelle de X des 3 derniers mois », where a month's amount is wanted of three months'; "" elsewhere."""
    if wanted != money(ctx.catalog.currency, Period.MONTH) or not isinstance(value, ir.Read) or not value.window.is_run:
        return ""
    phrase = next(text for text, token in ctx.scope.words.keywords.items() if token == "MONTHLY_MEAN")
    return f"{phrase} {written(node)}"


def fits_rate(wanted: Type, value: ir.Expression, node: nodes.Node, ctx: Context) -> bool:
    """Whether no figure over 1 stands for a rate: 80 would be 8 000 %."""
    if not wanted.rate:
        return True
    fine = True
    for literal in _literals(value):
        assert isinstance(literal.value, Decimal)
        if not literal.type.rate and abs(literal.value) > 1 and literal.value.is_finite():
            numbers = (item.span for item in _numbers_in(node) if item.value == abs(literal.value) and not written(item).endswith("%"))
            ctx.diagnostics.report(
                codes.BadPercent(text=plain_number(abs(literal.value), ctx.scope.words), help="rate"), next(numbers, node.span)
            )
            fine = False
    return fine


def is_scaled_once(found: ir.Expression, node: nodes.Node, ctx: Context) -> bool:
    """Whether no rate of a product is divided by 100, as it is already: « 100 € × taux / 100 »; False after a report (RS113)."""
    rate = next((factor for factor, is_over in factors(found) if not is_over and factor.type.rate), None)
    if rate is None or hundreds(found) >= 0:
        return True
    ctx.diagnostics.report(codes.BadPercent.Twice(text=written(node), help="over"), node.span)
    return False


def is_converted_once(node: nodes.Convert, found: Unit, ctx: Context) -> bool:
    """Whether « (salaire × 12) en € / an » is not converted twice; False after a report (RS304)."""
    inner = unscaled(node.value, found, node.unit)
    if inner is node.value:
        return True
    ctx.diagnostics.report(
        codes.WrongUnit.Twice(bare=written(node.value), text=grouped(inner), unit=ctx.unit_name(node.unit), joint=ctx.joint), node.span
    )
    return False


def _is_times(share: ir.Expression, node: nodes.Node, value: ir.Expression, value_node: nodes.Node, ctx: Context) -> bool:
    """Whether what a quotient of two amounts is held against is a rate or a few times, no 30 for 30 %; False after a report (RS113)."""
    if not isinstance(value, ir.Constant) or value.type.rate or not isinstance(value.value, Decimal) or not value.value.is_finite():
        return True
    if value.value < MOST_TIMES or not is_share(_meant(share, node, ctx)):
        return True
    ctx.diagnostics.report(codes.BadPercent.Share(text=plain_number(value.value, ctx.scope.words), name=written(node)), value_node.span)
    return False


def _meant(value: ir.Expression, node: nodes.Node, ctx: Context) -> ir.Expression:
    """What a calculation is, where a node is its name."""
    symbol = ctx.scope.find(node.name.strip()) if isinstance(node, nodes.Name) else None
    made = symbol.declared.variable if isinstance(symbol, OwnSymbol) else None
    return made.formulas[-1].expression if made is not None and made.formulas else value


def _names_no_figure(wanted: Type, node: nodes.Node, ctx: Context) -> bool:
    """Whether what stands beside a rate is no name for a figure over 1; an amount may be such a name, its aid says 100 for 100 %."""
    named = _named_figure(node, ctx) if wanted.rate else None
    if named is not None:
        ctx.diagnostics.report(codes.BadPercent(text=plain_number(named, ctx.scope.words), help="rate"), node.span)
    return named is None


def _named_figure(node: nodes.Node, ctx: Context) -> Decimal | None:
    """The figure over 1 that a name without unit stands for, a parameter's or that of a calculation."""
    symbol = ctx.scope.find(node.name.strip()) if isinstance(node, nodes.Name) else None
    match symbol:
        case ParameterSymbol(type=type_, path=path, own=True) if type_.unstated:
            return ctx.services.over_one(path)
        case OwnSymbol(declared=declared) if declared.variable is not None and declared.variable.type.unstated:
            found = (literal.value for formula in declared.variable.formulas for literal in _literals(formula.expression))
            return next((value for value in found if isinstance(value, Decimal) and value.is_finite() and abs(value) > 1), None)
        case _:
            return None


def _literals(value: ir.Expression) -> Iterator[ir.Constant]:
    """The literals that an expression can have for value, or adds up."""
    match value:
        case ir.Constant():
            if isinstance(value.value, Decimal):
                yield value
        case ir.If(then=then, otherwise=otherwise):
            yield from (*_literals(then), *_literals(otherwise))
        case ir.Select(cases=cases, default=default):
            for item in (*(answer for _, answer in cases), default):
                yield from _literals(item)
        case ir.Extreme(items=items):
            for item in items:
                yield from _literals(item)
        case ir.Arithmetic(operator=Operation.PLUS | Operation.MINUS, left=left, right=right):
            yield from (*_literals(left), *_literals(right))
        case ir.Divide(default=default):
            if default is not None:
                yield from _literals(default)
        case ir.Negative(value=inner) | ir.Absolute(value=inner) | ir.Round(value=inner):
            yield from _literals(inner)
        case (
            ir.Read()
            | ir.ParameterRead()
            | ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Fold()
            | ir.Age()
            | ir.RowNumber()
            | ir.HasRole()
            | ir.Rank()
            | ir.Listing()
            | ir.Day()
            | ir.Elapsed()
            | ir.Shifted()
            | ir.OverMonths()
        ):
            return
        case _:
            assert_never(value)


def report_unsaid(value: ir.Expression, node: nodes.Node | None, other: Unit, ctx: Context) -> bool:
    """Tell which name has no unit, and where to give it one; False where all have theirs."""
    if not value.type.unit.unknown and not value.type.unstated:
        return False
    found = next(_unsaid(node, ctx), None) if node is not None else None
    if found is None or node is None:
        return False
    name, help_, identifier, period = found
    unit = _unit_over(_unit_missing(value, other), period, ctx)
    told, said = written(name), ctx.unit_name(unit)
    problem: Problem = codes.WrongUnit.Unsaid(name=told, id=identifier, unit=said, other=ctx.unit_name(other), help=help_)
    if other.unknown:
        problem = codes.WrongUnit.Neither(name=told, id=identifier, unit=said, help=help_)
    ctx.diagnostics.report(problem, name.span)
    return True


def _unit_missing(value: ir.Expression, other: Unit) -> Unit:
    """What the one factor without a unit has to be for the whole to be in the unit of the other side: of « 100 € × quotité », nothing."""
    known, missing = NONE, []
    for factor, is_over in factors(value):
        if factor.type.unit.unknown or factor.type.unstated:
            missing.append(is_over)
        else:
            known = known.times(factor.type.unit, -1 if is_over else 1)
    if len(missing) != 1 or other.any or other.unknown or known.any:
        return other
    return known.over(other) if missing[0] else other.over(known)


def _unit_over(wanted: Unit, period: Period | None, ctx: Context) -> Unit:
    """The unit wanted on the other side, over the time of the datum: a yearly one is not made « a month »."""
    if wanted.any or wanted.unknown:
        return money(ctx.catalog.currency, Period.MONTH if period is Period.MONTH else Period.YEAR)
    base = {Period.MONTH: "month", Period.YEAR: "year"}.get(period) if period is not None else None
    if base is None or not wanted.is_over_time:
        return wanted
    powers = {("month" if key == "year" else key): power for key, power in wanted.powers if power < 0 or key not in ("year", "month")}
    powers[base] = powers.pop("month")
    return Unit(tuple(sorted(powers.items())))


def _unsaid(node: nodes.Node, ctx: Context) -> Iterator[tuple[nodes.Name, Place, str, Period | None]]:
    """The names in a node that have no unit: (name, where its unit goes, its name in the country, the time it is counted over)."""
    for name in names_in(node):
        key = name.name.strip()
        symbol = ctx.scope.find(key)
        match symbol:
            case VariableSymbol(variable=variable) if variable.type.unit.unknown:
                here = symbol.span.path == node.span.path
                yield name, "say" if here else "datum", variable.name, variable.period
            case OwnSymbol(declared=declared) if declared.type is not None and (declared.type.unit.unknown or declared.type.unstated):
                # What VALEUR took away, the author alone knows: the unit of the other side is no more than likely.
                yield name, "say" if declared.type.unit.unknown else "unit", declared.name, None
            case ParameterSymbol(type=type_, path=path, own=own) if type_.unit.unknown or type_.unstated:
                yield name, "unit" if own else "say", path, None
            case ScaleSymbol(scale=scale) if scale.type.unit.unknown:
                yield name, "say", scale.path, None
            case NodeSymbol(type=type_, path=path) if type_.unit.unknown:
                yield name, "say", path, None
            case None:
                country = ctx.catalog.variable(key)
                if country is not None and country.type.unit.unknown:
                    yield name, "datum", key, country.period
                elif country is None and (parameter := ctx.catalog.parameter(key)) is not None and parameter.unit.unknown:
                    yield name, "parameter", key, None


def names_in(node: nodes.Node) -> Iterator[nodes.Name]:
    """The names that a node reads, in order."""
    return (item for item in _within(node) if isinstance(item, nodes.Name))


def _numbers_in(node: nodes.Node) -> Iterator[nodes.Number]:
    return (item for item in _within(node) if isinstance(item, nodes.Number))


def _within(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all those within it, in order."""
    yield node
    for field in fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if is_dataclass(item) and not isinstance(item, Span | Unit | type):
                yield from _within(item)  # type: ignore[arg-type]
