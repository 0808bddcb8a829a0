"""An expression to what its shape lets its formula do at less cost."""

from __future__ import annotations

from collections import Counter

from rulespec.compiler import ir
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Comparison


def varies(expression: ir.Expression) -> bool:
    """True for what differs from one person to another: an array, not a scalar."""
    return any(isinstance(item, ir.Read | ir.Fold | ir.HasRole | ir.Rank | ir.Listing) for item in ir.walk(expression))


def row_of(cases: tuple[tuple[ir.Expression, ir.Expression], ...]) -> ir.Expression | None:
    """The row of a table of which each case is the next, from the first."""
    found: set[ir.Expression] = set()
    for number, (test, _) in enumerate(cases, 1):
        if not isinstance(test, ir.Compare) or test.operator is not Comparison.EQ or not isinstance(test.left, ir.Read):
            return None
        if not isinstance(test.right, ir.Constant) or test.right.value != number:
            return None
        found.add(test.left)
    return found.pop() if len(found) == 1 else None


def is_amount(expression: ir.Expression) -> bool:
    """True for a number that is the same for all."""
    return expression.type.kind is Kind.NUMBER and isinstance(expression, ir.Constant | ir.ParameterRead)


def repeated(expression: ir.Expression) -> frozenset[ir.Expression]:
    """What a formula computes, or compares, more than once: computed once, in a local."""
    seen: Counter[ir.Expression] = Counter()
    for item in ir.walk(expression):
        if isinstance(item, ir.Fold | ir.Divide | ir.Arithmetic | ir.Extreme | ir.Round | ir.ScaleRead | ir.Age | ir.Elapsed):
            seen[item] += 1
        elif isinstance(item, ir.Compare):
            seen.update({side for side in (item.left, item.right) if isinstance(side, ir.Read)})
    return frozenset(item for item, count in seen.items() if count > 1)
