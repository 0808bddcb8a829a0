"""Which rules of the package are computed within the one rule that reads them, so that nothing is kept that nobody asked for."""

from __future__ import annotations

from collections.abc import Mapping

from rulespec.compiler import ir
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.ir.chains import reads_of


def inner_rules(program: ir.Program, past: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The rules that one rule alone reads, of the same people or groups and for the same period.

    An aid is none: it is asked for. Nor is a rule that the country reads in the place of its own, or that reads its own past.
    """
    variables = {variable.name: variable for variable in program.variables}
    readers: dict[str, set[str]] = {}
    apart = {item.variable for item in program.replacements} | set(past)
    for reader in program.variables:
        for read in reads_of(reader):
            rule = variables.get(read.variable)
            if (
                rule is None
                or (rule.entity, rule.period) != (reader.entity, reader.period)
                or read.via
                or read.window != SAME
                or read.added
            ):
                apart.add(read.variable)
            readers.setdefault(read.variable, set()).add(reader.name)
        apart |= _of_members(reader)
    return frozenset(
        name
        for name, found in readers.items()
        if len(found) == 1 and name not in apart and variables[name].formulas and variables[name].role is not ir.Part.AID
    )


def _of_members(reader: ir.Variable) -> set[str]:
    """What a rule reads of each member of a group, or of each month."""
    return {
        read.variable
        for formula in reader.formulas
        for item in ir.walk(formula.expression)
        if isinstance(item, ir.Fold | ir.Rank | ir.OverMonths)
        for read in ir.walk(item)
        if isinstance(read, ir.Read)
    }
