"""Which numbers are the nearest float of their decimal, so that a comparison needs no care."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.ground.operators import ScaleKind


def exact_numbers(program: ir.Program) -> frozenset[str]:
    """The variables of the package that hold the nearest float of their decimal: what is given, what is rounded or chosen."""
    found: set[str] = set()
    for variable in program.variables:
        if all(is_exact(formula.expression, frozenset(found)) for formula in variable.formulas):
            found.add(variable.name)
    return frozenset(found)


def is_exact(expression: ir.Expression, exact: frozenset[str]) -> bool:
    """True for a number that is the nearest float of its decimal already: nothing to snap."""
    match expression:
        case ir.Constant() | ir.ParameterRead() | ir.Round() | ir.RowNumber() | ir.Age() | ir.Elapsed() | ir.Rank():
            return True
        case ir.Read(added=added, own=own, variable=variable):
            return not added and (not own or variable in exact)
        case ir.Fold(operator=operator):
            return not operator.has_value
        case ir.OverMonths(operator=operator, read=read):
            return not operator.has_value or is_exact(replace(read, added=False), exact)
        case ir.ScaleRead(kind=kind):
            return kind is ScaleKind.SINGLE_AMOUNT
        case ir.If(then=then, otherwise=otherwise):
            return is_exact(then, exact) and is_exact(otherwise, exact)
        case ir.Extreme(items=items):
            return all(is_exact(item, exact) for item in items)
        case ir.Negative(value=value) | ir.Absolute(value=value):
            return is_exact(value, exact)
        case ir.Select(cases=cases, default=default):
            return is_exact(default, exact) and all(is_exact(value, exact) for _, value in cases)
        case (
            ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Divide()
            | ir.HasRole()
            | ir.Listing()
            | ir.Day()
            | ir.Shifted()
        ):
            return False
    assert_never(expression)
