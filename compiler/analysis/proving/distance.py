"""A yes / no of a rule, in the situation of a case, to how far it is from what is wanted, and to the parts that keep it there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Evaluation, NoValue, times_of
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective
from rulespec.compiler.ground.windows import ALWAYS

# How deep rules that read rules are opened: a rule that reads itself of another year ends too.
DEPTH = 30


@dataclass(frozen=True, slots=True)
class Atom:
    """An elementary yes / no that is not what is wanted, and where it is evaluated."""

    expression: ir.Expression
    wanted: bool
    at: Evaluation


@dataclass(eq=False)
class Measure:
    """How far a yes / no is from what is wanted (0: it is so), as tests are searched: McMinn, 2004, « branch distance »."""

    atoms: list[Atom] = field(default_factory=list)

    def of(self, expression: ir.Expression, wanted: bool, at: Evaluation, depth: int = 0) -> float:
        """The distance of an expression; its parts that are not what is wanted are kept, the nearest first."""
        try:
            return self._of(expression, wanted, at, depth)
        except NoValue:
            self.atoms.append(Atom(expression, wanted, at))
            return 1.0

    def _of(self, expression: ir.Expression, wanted: bool, at: Evaluation, depth: int) -> float:
        match expression:
            case ir.Not(value=value):
                return self.of(value, not wanted, at, depth)
            case ir.Logic(operator=operator, items=items):
                parts = [(item, wanted, at) for item in items]
                return self._all(parts, depth) if (operator is Connective.AND) is wanted else self._one(parts, depth)
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                yes, no = Measure(), Measure()
                ways = (
                    (yes.of(condition, True, at, depth) + yes.of(then, wanted, at, depth), yes),
                    (no.of(condition, False, at, depth) + no.of(otherwise, wanted, at, depth), no),
                )
                return self._nearest(ways)
            case ir.Fold(operator=operator, condition=condition) if operator in (Aggregation.SOME, Aggregation.NO, Aggregation.EVERY):
                return self._fold(expression, condition, wanted, at, depth)
            case ir.Read(own=True) if depth < DEPTH and (opened := _opened(expression, at)) is not None:
                return self.of(opened[0], wanted, opened[1], depth + 1)
            case ir.Compare(left=left, right=right) if left.type.kind is Kind.BOOLEAN and not expression.operator.is_order:
                same = (expression.operator is Comparison.EQ) is wanted
                either = []
                for sought in (True, False):
                    measure = Measure()
                    far = measure.of(left, sought, at, depth) + measure.of(right, sought is same, at, depth)
                    either.append((far, measure))
                return self._nearest(tuple(either))
            case (
                ir.Constant()
                | ir.Read()
                | ir.ParameterRead()
                | ir.ScaleRead()
                | ir.Compare()
                | ir.Among()
                | ir.StartsWith()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.Extreme()
                | ir.Absolute()
                | ir.Round()
                | ir.Fold()
                | ir.Age()
                | ir.RowNumber()
                | ir.Select()
                | ir.HasRole()
                | ir.Listing()
                | ir.Day()
                | ir.Elapsed()
                | ir.Shifted()
                | ir.OverMonths()
                | ir.Rank()
            ):
                if at.truth(expression) is wanted:
                    return 0.0
                self.atoms.append(Atom(expression, wanted, at))
                return _apart(expression, at)
            case _:
                assert_never(expression)

    def _all(self, parts: list[tuple[ir.Expression, bool, Evaluation]], depth: int) -> float:
        return sum(self.of(*part, depth) for part in parts)

    def _one(self, parts: list[tuple[ir.Expression, bool, Evaluation]], depth: int) -> float:
        ways = []
        for part in parts:
            measure = Measure()
            ways.append((measure.of(*part, depth), measure))
        return self._nearest(tuple(ways))

    def _nearest(self, ways: tuple[tuple[float, Measure], ...]) -> float:
        if not ways:
            return 1.0
        ranked = sorted(ways, key=lambda way: way[0])
        for distance, measure in ranked if ranked[0][0] else ():
            del distance
            self.atoms += measure.atoms
        return ranked[0][0]

    def _fold(self, fold: ir.Fold, condition: ir.Expression | None, wanted: bool, at: Evaluation, depth: int) -> float:
        members = at.members(fold)
        if at.truth(fold) is wanted:
            return 0.0
        # Someone more, or someone less, may be what is needed.
        self.atoms.append(Atom(fold, wanted, at))
        if condition is None or not members:
            return 1.0
        sought = not wanted if fold.operator is Aggregation.NO else wanted
        of_all = not wanted if fold.operator is Aggregation.SOME else wanted
        parts = [(condition, sought, member) for member in members]
        return self._all(parts, depth) if of_all else self._one(parts, depth)


def _opened(read: ir.Read, at: Evaluation) -> tuple[ir.Expression, Evaluation] | None:
    """The formula of a yes / no of the rulebook, and where it is evaluated; None where the case gives it, or it has none."""
    reference = at.reference
    variable = reference.variables.get(read.variable)
    if variable is None or not variable.formulas or read.added:
        return None
    _, person = at.reached(read)
    moment = times_of(read, variable.period, at.at)[0] if variable.period.value != "eternity" else ALWAYS
    if (variable.name, person, moment.key) in {(item.variable, item.person, item.period) for item in reference.case.given}:
        return None
    if variable.end is not None and moment.start > variable.end:
        return None
    formula = None
    for item in reference.formulas.get(variable.name, variable.formulas):
        if item.start is None or item.start <= moment.start:
            formula = item
    return (formula.expression, Evaluation(reference, variable.entity, variable.period, moment, person)) if formula is not None else None


def _apart(expression: ir.Expression, at: Evaluation) -> float:
    """1 and a little more: how far the two sides of a comparison are counts less than how many are not what is wanted."""
    if not isinstance(expression, ir.Compare):
        return 1.0
    left, right = at.run(expression.left), at.run(expression.right)
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        gap = float(abs((left - right).days))
    elif isinstance(left, Fraction | float) and isinstance(right, Fraction | float):
        gap = abs(float(left - right))
    else:
        return 1.0
    return 1.0 if gap == float("inf") else 1 + gap / (gap + 1000) / 10
