"""A condition to the quantities that it looked at: each with its value, the threshold it was held to, and how that was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.quantities import Quantities, is_threshold
from rulespec.compiler.analysis.judging.scales import base_of, scale_of
from rulespec.compiler.analysis.space.folding import Plain
from rulespec.compiler.evaluating.interpreter import NoValue
from rulespec.compiler.ground.kinds import NONE, Kind, number
from rulespec.compiler.ground.operators import COMPARED, Aggregation, Comparison, Connective
from rulespec.compiler.ground.windows import SAME

# With which a cell of a table that compares begins.
COMPARED_SIGNS = frozenset("<>≤≥=≠[]")
BELOW, ABOVE = (Comparison.LT, Comparison.LE), (Comparison.GT, Comparison.GE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A quantity that a condition looked at, and its value in the situation.

    Attributes:
        name: as the document calls it, "" for a formula that has no name.
        sign: how the value stands to the threshold: « > » for a ceiling that is passed; "" without a threshold.
        bound: the value of the threshold.
        bound_name: as the document calls it, "" for a figure.
        how: what the threshold was read for: « nombre (ménage) : 1 », for a scale.
    """

    name: str
    value: str
    sign: str = ""
    bound: str = ""
    bound_name: str = ""
    how: str = ""

    def said(self, colon: str, within: str = "") -> str:
        """« quotient familial : 500 € / mois ≤ 900 € / mois »; the threshold's name too where `within`, the condition, has it not."""
        text = f"{self.name}{colon}{self.value}" if self.name else self.value
        if not self.sign:
            return text
        more = [self.bound_name] if self.bound_name and self.bound_name.lower() not in within.lower() else []
        more += [self.how] if self.how else []
        return f"{text} {self.sign} {self.bound}" + (f" ({', '.join(more)})" if more else "")


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at a condition for one situation; `value` raises NoValue where the situation has none."""

    quantities: Quantities
    value: Callable[[ir.Expression], Plain]
    colon: str
    and_: str
    is_unknown: Callable[[ir.Expression], bool] = lambda expression: False

    def at(self, expression: ir.Expression) -> tuple[Looked, ...]:
        return tuple(dict.fromkeys(self._at(expression)))

    def _at(self, expression: ir.Expression) -> Iterator[Looked]:
        match expression:
            case ir.Read(own=True, via=(), window=window) if window == SAME and (inner := self._inner(expression)) is not None:
                yield from self._at(inner)
            case ir.Not(value=value):
                yield from self._at(value)
            case ir.Logic(operator=Connective.AND, items=(ir.Compare(left=left) as low, ir.Compare(left=same) as high)) if left == same:
                yield from self._between(low, high)
            case ir.Logic(items=items):
                for item in items:
                    yield from self._at(item)
            case ir.Compare(operator=operator, left=left, right=right):
                yield from self._compared(operator, left, right)
            case ir.Among(value=value) | ir.StartsWith(value=value):
                yield from self._named(value)
            case ir.Fold(operator=Aggregation.SOME | Aggregation.NO | Aggregation.EVERY, condition=ir.Compare() as condition):
                yield from self._nearest(expression, condition)
            case ir.Read() | ir.Fold():
                yield from self._named(expression)
            case ir.If(condition=condition):
                yield from self._at(condition)
            case (
                ir.Constant()
                | ir.ParameterRead()
                | ir.ScaleRead()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.Extreme()
                | ir.Absolute()
                | ir.Round()
                | ir.Age()
                | ir.Day()
                | ir.Elapsed()
                | ir.Shifted()
                | ir.OverMonths()
                | ir.RowNumber()
                | ir.Select()
                | ir.HasRole()
                | ir.Rank()
                | ir.Listing()
            ):
                return
            case _:
                assert_never(expression)

    def _inner(self, read: ir.Read) -> ir.Expression | None:
        """What a yes / no of the rulebook stands for; one that a document names is a quantity, as a datum is."""
        variable = self.quantities.moment.variables.get(read.variable)
        if variable is None or read.type.kind is not Kind.BOOLEAN or variable.role is ir.Part.AID:
            return None
        return self.quantities.moment.formula(variable)

    def _figure(self, expression: ir.Expression) -> str | None:
        try:
            return self.quantities.figure(self.value(expression), expression.type)
        except NoValue:
            return None

    def _named(self, expression: ir.Expression) -> Iterator[Looked]:
        name, figure = self.quantities.name(expression), self._figure(expression)
        if name and figure is not None:
            yield Looked(name, figure)

    def _compared(self, operator: Comparison, left: ir.Expression, right: ir.Expression) -> Iterator[Looked]:
        """What varies first, then what it is held to, with the sign that is true of the two."""
        if is_threshold(left) and not is_threshold(right):
            operator, left, right = COMPARED[operator].flipped, right, left
        # « âge ≥ 18 »: a bare figure is in the unit of what it is compared with.
        value, bound = self._figure(left), self._figure(replace(right, type=left.type) if isinstance(right, ir.Constant) else right)
        if value is None or bound is None:
            return
        held = operator.holds(self.value(left), self.value(right))
        sign = COMPARED[operator if held else COMPARED[operator].opposite].sign
        how = ""
        scale = scale_of(right)
        if scale is not None:
            how = self.read_for(scale)
        yield Looked(self.quantities.name(left), value, sign, bound, self.quantities.name(right), how)

    def _nearest(self, fold: ir.Fold, condition: ir.Compare) -> Iterator[Looked]:
        """« âge : 4 ans < 6 ans », of the member who decides: the least for « au moins un … < », the greatest for « chacun … < »."""
        operator, left, right = condition.operator, condition.left, condition.right
        if operator not in (*BELOW, *ABOVE) or not is_threshold(right) or is_threshold(left) or left.type.kind is not Kind.NUMBER:
            return
        wants_least = (operator in BELOW) is (fold.operator is not Aggregation.EVERY)
        extreme = Aggregation.MINIMUM if wants_least else Aggregation.MAXIMUM
        one = replace(fold, operator=extreme, value=left, condition=None, type=left.type)
        everybody = replace(fold, operator=Aggregation.COUNT, value=None, condition=None, type=number(NONE))
        if self.is_unknown(one) or not self.value(everybody):
            return
        yield from (replace(item, name=self.quantities.name(left)) for item in self._compared(operator, one, right))

    def _between(self, low: ir.Compare, high: ir.Compare) -> Iterator[Looked]:
        """« 20 ans ≥ 18 ans et ≤ 26 ans »; where one of the two bounds is passed, that one alone."""
        pair = [item for bound in (low, high) for item in self._compared(bound.operator, bound.left, bound.right)]
        wrong = [item for item, bound in zip(pair, (low, high), strict=False) if item.sign != COMPARED[bound.operator].sign]
        if wrong or len(pair) < 2:
            yield from wrong or pair
            return
        first, second = pair
        names = self.and_.join(name for name in (first.bound_name, second.bound_name) if name)
        bound = f"{first.bound}{self.and_}{second.sign} {second.bound}"
        yield replace(first, bound=bound, bound_name=names, how=first.how or second.how)

    def read_for(self, scale: ir.ScaleRead) -> str:
        """What a scale was read for: « pour 2 personnes », « kilomètres : 12 »."""
        base = base_of(scale)
        name, figure = self.quantities.name(base), self._figure(base)
        if isinstance(base, ir.Fold) and base.operator is Aggregation.COUNT and base.role is None and base.condition is None:
            count = self.value(base)
            return self.quantities.words.said("for people", count=int(count)) if isinstance(count, Fraction) else ""
        return f"{name}{self.colon}{figure}" if name and figure is not None else ""
