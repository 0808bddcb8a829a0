"""Yes / no expressions to a space cut at their bounds: in one region, each elementary test has one answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.dimensions import Belonging, Dimension, Region, Scale, Test, grouped, ordered
from rulespec.compiler.analysis.space.folding import Moment, line
from rulespec.compiler.ground.kinds import Kind, number
from rulespec.compiler.ground.operators import COMPARED, Comparison, Connective, Operation
from rulespec.compiler.ground.windows import SAME

# Of two opposite tests one is kept, and the other is its denial: they are never both true.
OPPOSED = (Comparison.GE, Comparison.GT, Comparison.NE)


class Shape(StrEnum):
    """What a formula is made of."""

    TRUE = "true"
    FALSE = "false"
    TEST = "test"
    NOT = "not"
    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Formula:
    """`and` / `or` / `not` of others, a test by its number, or `true` / `false`."""

    operator: Shape
    items: tuple[Formula, ...] = ()
    test: int = -1


TRUE, FALSE = Formula(Shape.TRUE), Formula(Shape.FALSE)


@dataclass(eq=False)
class Space:
    """The quantities and tests of some expressions on a date. Add formulas, then `cut`, then ask `solving`.

    `effort` counts what the searches looked at, for `solving` to give up.
    """

    moment: Moment
    dimensions: list[Dimension] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    masks: list[int] = field(default_factory=list)
    _numbers: dict[ir.Expression, int] = field(default_factory=dict)
    _known: dict[Test, int] = field(default_factory=dict)
    _depth: int = 0
    effort: int = 0

    def formula(self, expression: ir.Expression) -> Formula:
        """The formula of a yes / no; the rulebook's own yes / no variables are opened up."""
        folded = self.moment.value(expression)
        if isinstance(folded, bool):
            return TRUE if folded else FALSE
        match expression:
            case ir.Not(value=value):
                return negation(self.formula(value))
            case ir.Logic(operator=operator, items=items):
                return joined(operator, tuple(self.formula(item) for item in items))
            case ir.If(condition=condition, then=then, otherwise=otherwise) if expression.type.kind is Kind.BOOLEAN:
                test = self.formula(condition)
                yes = joined(Connective.AND, (test, self.formula(then)))
                return joined(Connective.OR, (yes, joined(Connective.AND, (negation(test), self.formula(otherwise)))))
            case ir.Select(cases=cases, default=default) if expression.type.kind is Kind.BOOLEAN:
                found = self.formula(default)
                for condition, value in reversed(cases):
                    test = self.formula(condition)
                    yes = joined(Connective.AND, (test, self.formula(value)))
                    found = joined(Connective.OR, (yes, joined(Connective.AND, (negation(test), found))))
                return found
            case ir.Compare(operator=operator, left=left, right=right):
                row = self._row(expression)
                return row if row is not None else self._compare(operator, left, right)
            case ir.Among(value=value, items=items, listed=listed):
                told = tuple(str(item) for item in items) if listed is None else self.moment.listed(listed)
                return self._test(Test(self.dimension(value), Belonging.IN, items=told)) if told else FALSE
            case ir.StartsWith(value=value, prefixes=prefixes, listed=listed):
                told = prefixes if listed is None else self.moment.listed(listed)
                return self._test(Test(self.dimension(value), Belonging.STARTS, items=told)) if told else FALSE
            case ir.Read(own=True) if self._depth < 20:
                opened = self.opened(expression)
                if opened is not None:
                    self._depth += 1
                    found = self.formula(opened)
                    self._depth -= 1
                    return found
            case (
                ir.Constant()
                | ir.Read()
                | ir.ParameterRead()
                | ir.ScaleRead()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.If()
                | ir.Extreme()
                | ir.Absolute()
                | ir.Round()
                | ir.Fold()
                | ir.Age()
                | ir.RowNumber()
                | ir.Select()
                | ir.HasRole()
                | ir.Rank()
                | ir.Listing()
                | ir.Day()
                | ir.Elapsed()
                | ir.Shifted()
                | ir.OverMonths()
            ):
                pass
            case _:
                assert_never(expression)
        return self._test(Test(self.dimension(expression), Belonging.TRUE))

    def _row(self, asked: ir.Compare) -> Formula | None:
        """« Is it row 2? » of a table: its test, and not those of the rows above; None for another comparison."""
        if asked.operator is not Comparison.EQ or not isinstance(asked.left, ir.Read) or not isinstance(asked.right, ir.Constant):
            return None
        numbers = self.opened(asked.left, Kind.NUMBER)
        if not isinstance(numbers, ir.RowNumber) or not isinstance(asked.right.value, Decimal):
            return None
        wanted = int(asked.right.value)
        tests = [self.formula(test) for test in numbers.tests[: wanted or None]]
        above = tests[:-1] if wanted else tests
        return joined(Connective.AND, (*(negation(test) for test in above), *(tests[-1:] if wanted else ())))

    def opened(self, read: ir.Read, kind: Kind = Kind.BOOLEAN) -> ir.Expression | None:
        """The formula of a yes / no variable of the rulebook, seen from where it is read; None where it must stay closed."""
        variable = self.moment.variables.get(read.variable)
        if variable is None or not variable.formulas or read.window != SAME or read.added or variable.type.kind is not kind:
            return None
        formula = self.moment.formula(variable)
        if formula is None:
            return None
        if not read.via:
            return formula
        return seen_from(formula, read.via)

    def dimension(self, subject: ir.Expression) -> int:
        if isinstance(subject, ir.Read) and subject.type.prefix:
            # « département » and « commune » are one code, looked at in two ways.
            subject = replace(subject, type=replace(subject.type, prefix=False))
        found = self._numbers.get(subject)
        if found is None:
            found = self._numbers[subject] = len(self.dimensions)
            self.dimensions.append(Dimension(subject, self.moment.is_declared(subject)))
        return found

    def _compare(self, operator: Comparison, left: ir.Expression, right: ir.Expression) -> Formula:
        if left.type.kind is Kind.BOOLEAN:
            a_true, b_true = self.formula(left), self.formula(right)
            neither = joined(Connective.AND, (negation(a_true), negation(b_true)))
            same = joined(Connective.OR, (joined(Connective.AND, (a_true, b_true)), neither))
            return same if operator is Comparison.EQ else negation(same)
        if left.type.kind is Kind.DATE:
            return self._compare_dates(operator, left, right)
        if left.type.kind in (Kind.TEXT, Kind.CHOICE):
            return self._compare_read(operator, left, right)
        a, b = self.moment.number(left), self.moment.number(right)
        if a is not None and b is not None:
            return TRUE if operator.holds(a, b) else FALSE
        if a is not None:
            left, right, operator, b = right, left, COMPARED[operator].flipped, a
        if b is None:
            if repr(right) < repr(left):
                left, right, operator = right, left, COMPARED[operator].flipped
            left, b = ir.Arithmetic(Operation.MINUS, left, right, number(left.type.unit)), Fraction(0)
        straight = line(left, self.moment)
        bound = straight.at(b)
        if straight.slope < 0:
            operator = COMPARED[operator].flipped
        dimension = self.dimension(straight.subject)
        if isinstance(bound, float):
            above = bound > 0
            return TRUE if (operator.is_below or operator is Comparison.NE) == above and operator is not Comparison.EQ else FALSE
        return self._test(Test(dimension, operator, bound))

    def _compare_dates(self, operator: Comparison, left: ir.Expression, right: ir.Expression) -> Formula:
        a, b = self.moment.value(left), self.moment.value(right)
        if isinstance(a, datetime.date):
            left, operator, b = right, COMPARED[operator].flipped, a
        if not isinstance(b, datetime.date):
            return self._compare_read(operator, left, right)
        return self._test(Test(self.dimension(left), operator, Fraction(b.toordinal())))

    def _compare_read(self, operator: Comparison, left: ir.Expression, right: ir.Expression) -> Formula:
        """Two values that are both read: the one is less, or else they are equal, or else it is greater."""
        if repr(right) < repr(left):
            left, right, operator = right, left, COMPARED[operator].flipped
        less = FALSE
        if left.type.kind is Kind.DATE:
            less = self._test(Test(self.dimension(ir.Compare(Comparison.LT, left, right)), Belonging.TRUE))
        equal = self._test(Test(self.dimension(ir.Compare(Comparison.EQ, left, right)), Belonging.TRUE))
        same = joined(Connective.AND, (negation(less), equal))
        match operator:
            case Comparison.EQ | Comparison.NE:
                found = same
            case Comparison.LT | Comparison.GE:
                found = less
            case Comparison.LE | Comparison.GT:
                found = joined(Connective.OR, (less, same))
            case _:
                assert_never(operator)
        return negation(found) if operator in (Comparison.NE, Comparison.GE, Comparison.GT) else found

    def _test(self, test: Test) -> Formula:
        """A formula for a test; opposites share one test, so that they are never both true."""
        opposite = COMPARED[test.operator].opposite if isinstance(test.operator, Comparison) and test.operator in OPPOSED else None
        kept = replace(test, operator=opposite) if opposite else test
        known = self._known.get(kept)
        if known is None:
            known = self._known[kept] = len(self.tests)
            self.tests.append(kept)
        found = Formula(Shape.TEST, test=known)
        return negation(found) if opposite else found

    def cut(self) -> Space:
        """Cut each quantity at the bounds of its tests, and note for each test the regions where it is true."""
        by_dimension: dict[int, list[Test]] = {}
        for test in self.tests:
            by_dimension.setdefault(test.dimension, []).append(test)
        for number_, dimension in enumerate(self.dimensions):
            dimension.regions = tuple(self._regions(dimension, by_dimension.get(number_, [])))
        scales = [Scale(dimension.regions) for dimension in self.dimensions]
        self.masks = [scales[test.dimension].mask(test) for test in self.tests]
        return self

    def _regions(self, dimension: Dimension, tests: list[Test]) -> Iterator[Region]:
        match dimension.kind:
            case Kind.BOOLEAN:
                yield Region(False)
                yield Region(True)
            case Kind.NUMBER | Kind.DATE:
                yield from ordered(dimension, sorted({test.bound for test in tests}))
            case Kind.CHOICE:
                members = tuple(self.members(dimension.subject.type.enum or "")) or tuple(item for test in tests for item in test.items)
                yield from grouped(members, tests)
            case Kind.TEXT:
                codes = dict.fromkeys(code for test in tests for code in test.items)
                yield from grouped((*codes, *(f"{code}…" for code in codes if len(code) < 5), ""), tests)

    def members(self, enum: str) -> tuple[str, ...]:
        """The members of an enumeration, of the rulebook or of the country."""
        return self.moment.members.get(enum) or tuple(self.moment.catalog.enums.get(enum, {}))


def negation(formula: Formula) -> Formula:
    """The opposite of a formula, with `not` pushed down to its tests."""
    match formula.operator:
        case Shape.TRUE:
            return FALSE
        case Shape.FALSE:
            return TRUE
        case Shape.NOT:
            return formula.items[0]
        case _:
            return Formula(Shape.NOT, (formula,))


def joined(operator: Connective, items: tuple[Formula, ...]) -> Formula:
    """`and` / `or`, what is always true or false taken away, its own kind opened up: each part looks at few quantities."""
    absorbing, neutral = (FALSE, TRUE) if operator is Connective.AND else (TRUE, FALSE)
    shape = Shape(operator.value)
    kept = tuple(part for item in items if item is not neutral for part in (item.items if item.operator is shape else (item,)))
    if any(item is absorbing for item in kept):
        return absorbing
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else Formula(shape, kept)


def seen_from(expression: ir.Expression, via: tuple[str, ...]) -> ir.Expression | None:
    """A formula of another entity, as it is read through a way; None where a part can only be said where it stands."""
    if not all(ir.is_pointwise(item) for item in ir.walk(expression)):
        return None
    return ir.rewritten(expression, lambda item: replace(item, via=via + item.via) if isinstance(item, ir.Read) else item)
