"""A program to its rules by name, found once for all the situations that meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rulespec.compiler import ir
from rulespec.compiler.ir.chains import chains

Rules = tuple[Mapping[str, ir.Variable], frozenset[str], Mapping[str, ir.Parameter], Mapping[str, ir.Scale]]


def rules_of(program: ir.Program) -> Rules:
    """The variables by name, those of chains that start on a date, the parameters and the scales by path."""
    return _rules_of(_Same(program))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A program by its identity: what is found in it once is found for all the situations that meet it."""

    program: ir.Program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.program is other.program

    def __hash__(self) -> int:
        return id(self.program)


@lru_cache(maxsize=8)
def _rules_of(same: _Same) -> Rules:
    program = same.program
    variables = {variable.name: variable for variable in program.variables}
    started = {name for name, variable in variables.items() if all(formula.start is not None for formula in variable.formulas)}
    parameters = {parameter.path: parameter for parameter in program.parameters}
    scales = {scale.path: scale for scale in (*program.scales, *program.national_scales)}
    return variables, frozenset(started & chains(variables).keys()), parameters, scales
