"""A change of the rules to what hangs on it: the rules that it is made to, the bounds that others put to them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.deciding import has_bound
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Comparison


def bounds_of(formula: ir.Expression, rulebook: Rulebook) -> Iterator[ir.Compare]:
    """The comparisons that a formula makes: its own, those of the thresholds of its scales, of the terms of a MIN or a MAX."""
    for item in ir.walk(formula):
        if has_bound(item):
            assert isinstance(item, ir.Compare)
            if item.left.type.kind is Kind.NUMBER:
                yield item
        elif isinstance(item, ir.ScaleRead) and item.path in rulebook.scales:
            for bracket in rulebook.scales[item.path].brackets:
                bound = bracket.threshold[-1].value if bracket.threshold else None
                if isinstance(bound, Decimal) and bound.is_finite():
                    yield ir.Compare(Comparison.GE, item.base, ir.Constant(bound, item.base.type))
        elif isinstance(item, ir.Extreme):
            yield from (ir.Compare(Comparison.LT, one, other) for one, other in pairwise(item.items))


def touched_by(change: Mutant, program: ir.Program) -> set[str]:
    """The rules that a change is made to: the rule itself, or those that read the parameter or the scale."""
    path = _path(change)
    return (
        {change.variable}
        if change.variable
        else {item.name for item in program.variables if any(_reads(f.expression, path) for f in item.formulas)}
    )


def _path(change: Mutant) -> str:
    return change.parameter.path if change.parameter is not None else change.scale.path if change.scale is not None else ""


def _reads(expression: ir.Expression, path: str) -> bool:
    return any(isinstance(item, ir.ParameterRead | ir.ScaleRead) and item.path == path for item in ir.walk(expression))


def is_touched(compared: ir.Compare, touched: set[str], change: Mutant, rulebook: Rulebook) -> bool:
    """A comparison looks at what is changed, directly or not."""
    if _reads(compared, _path(change)):
        return True
    reads = [item.variable for item in ir.walk(compared) if isinstance(item, ir.Read)]
    return any(touched & ir.read_by(read, rulebook.variables) for read in reads)
