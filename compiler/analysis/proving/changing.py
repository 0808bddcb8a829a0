"""A change of the rules, to the cases whose answer it changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.source import Span


@dataclass(frozen=True)
class Mutant:
    """A rulebook with one thing changed: the formulas of a variable, or the values of a parameter or a scale.

    `kind` names the change (words of the reports), `before` and `after` what it changed, `name` the condition, the calculation or the table
    (`is_table`) in which; `row` of a table, from 1, is 0 for « sinon », None for the whole.
    """

    kind: str
    span: Span
    before: str
    after: str
    variable: str = ""
    formulas: tuple[ir.Formula, ...] = ()
    parameter: ir.Parameter | None = None
    scale: ir.Scale | None = None
    name: str = ""
    is_table: bool = False
    row: int | None = None


def survives(mutant: Mutant, references: list[Reference]) -> bool:
    """True where no case sees the difference."""
    return not any(notices(reference, mutant) for reference in references)


def notices(reference: Reference, mutant: Mutant, among: Collection[str | None] | None = None) -> bool:
    """Whether something that a case expects changes with the rules; `among` are the variables to look at (None: all)."""
    return differs(reference, mutated(mutant, reference), among)


def differs(original: Reference, changed: Reference, among: Collection[str | None] | None = None) -> bool:
    """Whether something that a case expects is not the same in two computations of it."""
    for value in original.case.expected:
        if value.variable not in original.variables or (among is not None and value.variable not in among):
            continue
        found, wanted = _answer(changed, value), _answer(original, value)
        if isinstance(found, Fraction) and isinstance(wanted, Fraction) and not isinstance(found, bool):
            if abs(found - wanted) > Fraction(original.case.margin):
                return True
        elif found != wanted:
            return True
    return False


def _answer(reference: Reference, asked: ir.CaseValue) -> Value | None:
    """What a case gets, None where the rules have no answer for it."""
    try:
        return reference.answer(asked.variable, asked.period, asked.person)
    except NoValue:
        return None


def mutated(mutant: Mutant, reference: Reference) -> Reference:
    """The same case before the changed rules; what OpenFisca computed for it is kept."""
    changed = afresh(reference)
    if mutant.formulas:
        changed.formulas[mutant.variable] = mutant.formulas
    if mutant.parameter is not None:
        changed.parameters = {**reference.parameters, mutant.parameter.path: mutant.parameter}
    if mutant.scale is not None:
        changed.scales = {**reference.scales, mutant.scale.path: mutant.scale}
    return changed


def afresh(reference: Reference) -> Reference:
    """The same case, nothing of the rulebook computed yet; what OpenFisca computed for it is kept."""
    again = Reference(reference.program, reference.catalog, reference.case, reference.outside)
    own = set(reference.variables)
    for key, value in reference.known.items():
        if key[0] not in own:
            again.known[key] = value
    return again
