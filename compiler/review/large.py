"""Rules to the bounds that stand above what the country keeps to the unit: 20 000 001 F passes a ceiling of 20 000 000 there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.documents.values import write_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.rules.assembling import Assembly

# From here on 32 bits no longer tell one unit from the next.
LIMIT = 2**24


def check_large(assembly: Assembly) -> None:
    """Tell, once a rule and a datum, each comparison of a datum of the country with more than 16 777 216."""
    values = {item.path: item.values for item in assembly.parameters}
    tongues = {sheet.document.path: sheet.words for sheet in assembly.project.sheets}
    catalog = assembly.project.catalog
    for variable in assembly.done:
        told: set[str] = set()
        for formula in variable.formulas:
            for part in ir.walk(formula.expression):
                if not isinstance(part, ir.Compare):
                    continue
                for left, right in ((part.left, part.right), (part.right, part.left)):
                    names = _kept_short(left) - told
                    bound = max((abs(value) for value in _bounds(right, values, catalog)), default=Decimal(0)) if names else Decimal(0)
                    for name in sorted(names) if bound >= LIMIT else ():
                        told.add(name)
                        words = tongues.get(variable.document, assembly.project.words)
                        problem = codes.LargeAmount.Bound(value=write_number(bound, words), name=_named(name, catalog))
                        assembly.diagnostics.report(problem, formula.span)


def _bounds(expression: ir.Expression, values: dict[str, tuple[ir.DatedValue, ...]], catalog: Catalog) -> Iterator[Decimal]:
    for part in ir.walk(expression):
        if isinstance(part, ir.Constant) and isinstance(part.value, Decimal) and part.value.is_finite():
            yield part.value
        elif isinstance(part, ir.ParameterRead) and part.own:
            yield from (item.value for item in values.get(part.path, ()) if isinstance(item.value, Decimal) and item.value.is_finite())
        elif isinstance(part, ir.ParameterRead) and (national := catalog.parameter(part.path)) is not None:
            yield from (Decimal(str(value)) for _, value in national.values if isinstance(value, int | float))


def _kept_short(expression: ir.Expression) -> set[str]:
    """The amounts of the country, which it keeps in 32 bits, that an expression reads."""
    reads = (part for part in ir.walk(expression) if isinstance(part, ir.Read) and not part.own)
    return {part.variable for part in reads if part.type.kind is Kind.NUMBER and not part.type.integer}


def _named(name: str, catalog: Catalog) -> str:
    found = catalog.variable(name)
    return (found.label if found is not None else "") or name
