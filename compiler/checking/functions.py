"""Calls of functions to typed expressions: Excel's names, each with what it takes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, fits, written
from rulespec.compiler.checking.context import Context
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem, Word
from rulespec.compiler.ground.kinds import ANY, YEARS, Kind, Type, number
from rulespec.compiler.ground.operators import Connective, Extremum, Operation
from rulespec.compiler.sentences import nodes

MANY = 99
# name: least and most arguments, those of an example
SIGNATURES = {
    "if": (3, 3, "a > 0 ; 10 ; 0"),
    "and": (2, MANY, "a ; b"),
    "or": (2, MANY, "a ; b"),
    "not": (1, 1, "a"),
    "min": (2, MANY, "a ; b"),
    "max": (2, MANY, "a ; b"),
    "abs": (1, 1, "a"),
    "sum": (2, MANY, "a ; b"),
    "round": (1, 2, "a ; 2"),
    "round_up": (1, 2, "a ; 2"),
    "round_down": (1, 2, "a ; 2"),
    "ceil_to": (2, 2, "a ; 10"),
    "floor_to": (2, 2, "a ; 10"),
    "age": (1, 2, "a"),
    "value": (1, 1, "a"),
}
MOST_DIGITS = 9
ROUNDINGS = {
    "round": ir.Rounding.HALF_AWAY,
    "round_up": ir.Rounding.AWAY_FROM_ZERO,
    "round_down": ir.Rounding.TOWARDS_ZERO,
    "ceil_to": ir.Rounding.ABOVE,
    "floor_to": ir.Rounding.BELOW,
}


def check_call(node: nodes.Call, ctx: Context) -> ir.Expression | None:
    """The expression of a call, None after a report."""
    least, most, sample = SIGNATURES[node.function]
    found = len(node.arguments)
    example = f"{ctx.scope.words.function_name(node.function)}({sample})"
    if not least <= found <= most:
        ctx.diagnostics.report(_wrong_number(node, least, most, example), node.span)
        return None
    arguments = node.arguments
    match node.function:
        case "if":
            branches = nodes.If(condition=arguments[0], then=arguments[1], otherwise=arguments[2], span=node.span)
            return ctx.services.check(branches, ctx)
        case "and" | "or":
            return check_as(nodes.Logic(operator=Connective(node.function), items=arguments, span=node.span), ctx, Kind.BOOLEAN)
        case "not":
            return check_as(nodes.Not(value=arguments[0], span=node.span), ctx, Kind.BOOLEAN)
        case "min" | "max":
            return _extreme(node, ctx)
        case "sum":
            total: nodes.Node = arguments[0]
            for item in arguments[1:]:
                total = nodes.Arithmetic(operator=Operation.PLUS, left=total, right=item, span=node.span)
            return check_as(total, ctx, Kind.NUMBER)
        case "age":
            birth = check_as(arguments[0], ctx, Kind.DATE)
            at = check_as(arguments[1], ctx, Kind.DATE) if found == 2 else ir.Day()
            return None if birth is None or at is None else ir.Age(birth, number(YEARS, integer=True), at)
    value = check_as(arguments[0], ctx, Kind.NUMBER)
    if value is None:
        return None
    match node.function:
        case "abs":
            return ir.Absolute(value, value.type)
        case "value":
            return replace(value, type=replace(value.type, unit=ANY, unstated=False))
        case "round" | "round_up" | "round_down":
            digits = _literal(arguments[1], ctx) if found == 2 else Decimal(2)
            if digits is None:
                return None
            if digits != int(digits) or abs(digits) > MOST_DIGITS:
                kept = codes.WrongArguments.Digits(function=node.written, found=written(arguments[1]), most=MOST_DIGITS)
                ctx.diagnostics.report(kept, arguments[1].span)
                return None
            step = Decimal(1).scaleb(-int(digits))
            return ir.Round(ROUNDINGS[node.function], value, step, _rounded(value.type, step))
        case "ceil_to" | "floor_to":
            literal = _literal(arguments[1], ctx)
            if literal is None:
                return None
            if literal <= 0:
                step_ = codes.WrongArguments.Step(function=node.written, found=written(arguments[1]), example=example)
                ctx.diagnostics.report(step_, arguments[1].span)
                return None
            return ir.Round(ROUNDINGS[node.function], value, literal, _rounded(value.type, literal))
    raise AssertionError(node.function)


def _wrong_number(node: nodes.Call, least: int, most: int, example: str) -> Problem:
    name, found = node.written, len(node.arguments)
    if least == most:
        return codes.WrongArguments(function=name, wanted=least, found=found, example=example)
    if most == MANY:
        return codes.WrongArguments.AtLeast(function=name, wanted=least, found=found, example=example)
    return codes.WrongArguments.Between(function=name, least=least, most=most, found=found, example=example)


def _rounded(type_: Type, step: Decimal) -> Type:
    return replace(type_, integer=step == step.to_integral_value(), bare=False)


def _literal(node: nodes.Node, ctx: Context) -> Decimal | None:
    """A number that must be written out: digits of a rounding, a step."""
    if isinstance(node, nodes.Number):
        return node.value
    if isinstance(node, nodes.Negative) and isinstance(node.value, nodes.Number):
        return -node.value.value
    ctx.diagnostics.report(codes.WrongType(wanted=Word("number"), found=Word("text"), name=""), node.span)
    return None


def _extreme(node: nodes.Call, ctx: Context) -> ir.Expression | None:
    checked = [check_as(item, ctx, Kind.NUMBER) for item in node.arguments]
    items = [item for item in checked if item is not None]
    if len(items) < len(checked):
        return None
    pairs = list(zip(items, node.arguments, strict=True))
    model, model_node = next(((item, at) for item, at in pairs if not item.type.bare and not item.type.unit.any), pairs[0])
    for item, argument in pairs:
        if item is not model and not fits(model, item, model_node, argument, ctx):
            return None
    integer = all(item.type.integer for item in items)
    return ir.Extreme(Extremum(node.function), tuple(items), replace(model.type, integer=integer))
