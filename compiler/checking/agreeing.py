"""Whether a checked expression is of the kind and unit that is wanted where it stands."""

from __future__ import annotations

from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import Kind, conversion
from rulespec.compiler.ground.source import Span
from rulespec.compiler.sentences import nodes


def check_as(node: nodes.Node, ctx: Context, wanted: Kind | None) -> ir.Expression | None:
    found = ctx.services.check(node, ctx)
    if found is None or wanted is None or found.type.kind is wanted:
        return found
    advice: Literal["boolean"] | None = "boolean" if wanted is Kind.BOOLEAN and found.type.kind is Kind.NUMBER else None
    ctx.diagnostics.report(
        codes.WrongType(wanted=kind_word(wanted), found=kind_word(found.type.kind), name=written(node), help=advice), node.span
    )
    return None


def written(node: nodes.Node) -> str:
    """The text of a node as the expert wrote it."""
    return node.span.source.text[node.span.start : node.span.end].strip()


def fits(left: ir.Expression, right: ir.Expression, span: Span, ctx: Context, text: str) -> bool:
    """Whether two numbers have the same unit; a literal without a unit takes the other's."""
    if left.type.kind is not Kind.NUMBER:
        return True
    if left.type.bare or right.type.bare or left.type.unit.fits(right.type.unit):
        return True
    factor = conversion(right.type.unit, left.type.unit)
    ctx.diagnostics.report(
        codes.WrongUnit(
            left=ctx.unit_name(left.type.unit),
            right=ctx.unit_name(right.type.unit),
            text=text,
            unit=ctx.unit_name(left.type.unit),
            joint=ctx.joint,
            help="convert" if factor else "value",
        ),
        span,
    )
    return False
