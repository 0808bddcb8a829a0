"""Products and quotients to what their factors say: a hundred or twelve months that would count twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.ground.kinds import NONE, Unit, conversion
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.sentences import nodes

# Above this, a quotient of two amounts is no number of times: « loyer / ressources ≥ 30 » means 30 %.
MOST_TIMES = 10


def is_hundredfold(value: ir.Expression) -> bool:
    """True of what is multiplied by 100: « loyer × 100 / ressources » is in hundredths already."""
    return hundreds(value) > 0


def is_share(value: ir.Expression) -> bool:
    """True of an amount divided by an amount of its unit, as it is: 0.3 for 30 %."""
    if isinstance(value, ir.Round):
        return is_share(value.value)
    if not isinstance(value, ir.Divide) or isinstance(value.right, ir.Constant):
        return False
    return value.type.unit == NONE and bool(value.left.type.unit.powers) and not is_hundredfold(value)


def unscaled(node: nodes.Node, found: Unit, wanted: Unit) -> nodes.Node:
    """What an author multiplied by 12 to make a year of a month, without it: « salaire en € / an » is that already; or the node."""
    match node, conversion(found, wanted):
        case nodes.Arithmetic(operator=Operation.TIMES, left=left, right=right), (12, 1):
            return left if _is_twelve(right) else right if _is_twelve(left) else node
        case nodes.Divide(left=left, right=right), (1, 12):
            return left if _is_twelve(right) else node
        case _:
            return node


def _is_twelve(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Number) and node.value == 12 and node.unit is None


def factors(value: ir.Expression, is_over: bool = False) -> Iterator[tuple[ir.Expression, bool]]:
    """What an expression multiplies, and what it divides by (True)."""
    if isinstance(value, ir.Arithmetic) and value.operator is Operation.TIMES:
        yield from (*factors(value.left, is_over), *factors(value.right, is_over))
    elif isinstance(value, ir.Divide):
        yield from (*factors(value.left, is_over), *factors(value.right, not is_over))
    elif isinstance(value, ir.Negative):
        yield from factors(value.value, is_over)
    else:
        yield value, is_over


def hundreds(value: ir.Expression) -> int:
    """How many times an expression is multiplied by 100: less than 0 where it is divided by 100."""
    powers = {Decimal(100): 1, Decimal("0.01"): -1}
    found = 0
    for factor, is_over in factors(value):
        if isinstance(factor, ir.Constant) and isinstance(factor.value, Decimal) and not factor.type.rate and not factor.type.unit.powers:
            found += powers.get(factor.value, 0) * (-1 if is_over else 1)
    return found
