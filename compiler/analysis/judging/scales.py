"""Applications of scales to remarks, where the base may be under the first threshold: there a scale answers 0 without a word."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Extremum, Operation, ScaleKind

# What is known of quantities where a rule stands: « si nombre d'enfants > 0 alors grille(nombre d'enfants) ».
Floors = Mapping[ir.Expression, Decimal]


def check_scales(variable: ir.Variable, rulebook: Rulebook, diagnostics: Diagnostics) -> None:
    """Tell the grids that begin at one unit and may be asked of none."""
    for formula in variable.formulas:
        for read, floors in _applied(formula.expression, {}, rulebook):
            scale = rulebook.scales.get(read.path)
            if scale is None or not read.own or scale.kind is not ScaleKind.SINGLE_AMOUNT:
                continue
            lowest = max((Decimal(item.value) for item in scale.brackets[0].threshold if item.value is not None), default=Decimal(0))
            if _least(read.base, floors, rulebook, formula.start) < lowest:
                diagnostics.report(codes.BadScale.Below(name=scale.name, threshold=f"{lowest:f}"), formula.span)


def _applied(expression: ir.Expression, floors: Floors, rulebook: Rulebook) -> Iterator[tuple[ir.ScaleRead, Floors]]:
    """Each scale that an expression applies, with what is known where it does."""
    if isinstance(expression, ir.If):
        yield from _applied(expression.condition, floors, rulebook)
        yield from _applied(expression.then, {**floors, **_floors(expression.condition, rulebook, 8)}, rulebook)
        yield from _applied(expression.otherwise, floors, rulebook)
        return
    if isinstance(expression, ir.Select):
        for test, value in expression.cases:
            yield from _applied(value, {**floors, **_floors(test, rulebook, 8)}, rulebook)
        yield from _applied(expression.default, floors, rulebook)
        return
    if isinstance(expression, ir.ScaleRead):
        yield expression, floors
    for child in ir.children(expression):
        yield from _applied(child, floors, rulebook)


def _floors(condition: ir.Expression, rulebook: Rulebook, depth: int) -> dict[ir.Expression, Decimal]:
    """The least values that a condition leaves to quantities; a condition of the rulebook says what its formula says."""
    if isinstance(condition, ir.Logic) and condition.operator is Connective.AND:
        return {key: value for item in condition.items for key, value in _floors(item, rulebook, depth).items()}
    if isinstance(condition, ir.Compare) and isinstance(condition.right, ir.Constant) and isinstance(condition.right.value, Decimal):
        value = condition.right.value
        if condition.operator in (Comparison.GE, Comparison.EQ):
            return {condition.left: value}
        if condition.operator is Comparison.GT:
            return {condition.left: value + 1 if condition.left.type.integer else value}
    if isinstance(condition, ir.Read) and condition.own and depth:
        variable = rulebook.variables.get(condition.variable)
        if variable is not None and len(variable.formulas) == 1:
            return _floors(variable.formulas[0].expression, rulebook, depth - 1)
    return {}


def _least(base: ir.Expression, floors: Floors, rulebook: Rulebook, since: datetime.date | None, depth: int = 8) -> Decimal:
    """The least that a base can be, as far as its form tells: a group has somebody, an amount may be 0."""
    known = floors.get(base)
    if known is not None:
        return known
    if isinstance(base, ir.Constant) and isinstance(base.value, Decimal):
        return base.value
    if isinstance(base, ir.Fold) and base.operator is Aggregation.COUNT and base.role is None and base.condition is None:
        return Decimal(1)
    if isinstance(base, ir.Extreme):
        found = [_least(item, floors, rulebook, since, depth) for item in base.items]
        return max(found) if base.function is Extremum.MAX else min(found)
    if isinstance(base, ir.Arithmetic) and base.operator is Operation.PLUS:
        return _least(base.left, floors, rulebook, since, depth) + _least(base.right, floors, rulebook, since, depth)
    if isinstance(base, ir.Read) and base.own and depth:
        # A person's rule reads the number of members of its household in a variable of the household.
        variable = rulebook.variables.get(base.variable)
        start = variable.formulas[0].start if variable is not None and variable.formulas else datetime.date.max
        if variable is not None and (start is None or (since is not None and start <= since)):
            return min(_least(formula.expression, {}, rulebook, since, depth - 1) for formula in variable.formulas)
    return Decimal(0)


def scale_of(expression: ir.Expression) -> ir.ScaleRead | None:
    """The scale of which an expression is the answer, with what it adds beyond its last threshold; None for another."""
    if isinstance(expression, ir.ScaleRead):
        return expression
    if not isinstance(expression, ir.Arithmetic) or not isinstance(expression.left, ir.ScaleRead):
        return None
    scale, beyond = expression.left, expression.right
    extra = beyond.left if isinstance(beyond, ir.Arithmetic) and expression.operator is Operation.PLUS else None
    return scale if isinstance(extra, ir.ParameterRead) and extra.path.startswith(f"{scale.path}_") else None


def base_of(scale: ir.ScaleRead) -> ir.Expression:
    """What a scale looks at, its cap aside."""
    is_capped = isinstance(scale.base, ir.Extreme) and len(scale.base.items) == 2 and isinstance(scale.base.items[1], ir.Constant)
    return scale.base.items[0] if is_capped and isinstance(scale.base, ir.Extreme) else scale.base
