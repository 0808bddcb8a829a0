"""The quantities of a rule to the names and figures of its document: « quotient familial », « 1 230,50 € / mois », « 50 % »."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.scales import scale_of
from rulespec.compiler.analysis.space.folding import Line, Moment, Plain, line
from rulespec.compiler.analysis.space.regions import Space
from rulespec.compiler.analysis.space.telling import UNNAMED, name_of
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.code_lists import Entry
from rulespec.compiler.ground.kinds import Kind, Type, Unit, number
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.words import Language

TWELVE = ir.Constant(Decimal(12), number(integer=True))
CENTS, FINE = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Shown:
    """A quantity as its document calls it: `line` gives its figure from that of the quantity that the analysis cuts."""

    name: str
    line: Line
    type: Type
    expression: ir.Expression


@dataclass(eq=False)
class Quantities:
    """Names and figures, at one date, in one tongue.

    Attributes:
        inputs: the texts of the columns of tables, with what they look at.
    """

    program: ir.Program
    moment: Moment
    words: Language
    inputs: tuple[tuple[str, ir.Expression], ...] = ()
    _names: dict[ir.Expression, str] = field(default_factory=dict)

    @cached_property
    def terms(self) -> Mapping[ir.Expression, str]:
        return dict(self.program.term_names)

    def name(self, expression: ir.Expression) -> str:
        """How the document calls an expression, "" where it has no name."""
        if expression not in self._names:
            self._names[expression] = self._name(expression)
        return self._names[expression]

    def _name(self, expression: ir.Expression) -> str:
        if expression in self.terms:
            return self.terms[expression]
        if (text := next((text for text, seen in self.inputs if seen == expression), "")) != "":
            return text
        scale = scale_of(expression)
        if scale is not None:
            return scale.name
        if isinstance(expression, ir.Divide) and isinstance(expression.left, ir.Read) and expression.right == TWELVE:
            # A twelfth of a year's amount.
            return self.name(expression.left)
        if isinstance(expression, ir.Read | ir.ParameterRead) or (isinstance(expression, ir.Fold) and expression.condition is None):
            found = name_of(expression, Space(self.moment), self.words)
            return "" if UNNAMED in found else found
        if isinstance(expression, ir.Divide) or (isinstance(expression, ir.Arithmetic) and expression.operator is Operation.MINUS):
            left, right = self.name(expression.left), self.name(expression.right)
            sign = "/" if isinstance(expression, ir.Divide) else "−"
            return f"{left} {sign} {right}" if left and right else ""
        return ""

    def shown(self, subject: ir.Expression) -> Shown:
        """What a document calls a quantity that the analysis cuts: a lexicon's term, the column of a table, or itself."""
        named = (*((text, seen) for seen, text in self.program.term_names), *self.inputs)
        for text, expression in named:
            if expression.type.kind is Kind.NUMBER and (found := line(expression, self.moment)).subject == subject and found.slope > 0:
                return Shown(text, found, expression.type, expression)
        return Shown(self.name(subject), Line(subject, Fraction(1), Fraction(0)), subject.type, subject)

    def figure(self, value: Plain, type_: Type) -> str:
        """A value with its unit: money with its cents, a rate in %, a count as a whole number, a code with its place."""
        if isinstance(value, bool):
            return self.words.values["booleans"]["true" if value else "false"][0]
        if isinstance(value, datetime.date):
            return write_date(value)
        if isinstance(value, Fraction | float):
            return self._number(value, type_)
        if type_.kind is Kind.CHOICE:
            return self._choices(type_).get(value, value)
        known = self.moment.catalog.codes
        of = known.list_of(type_.codes)
        entry = known.read(value, of) if of is not None else None
        return known.shown(entry, of) if of is not None and isinstance(entry, Entry) else value

    def _number(self, value: Fraction | float, type_: Type) -> str:
        if isinstance(value, float):
            return "∞" if value > 0 else "−∞"
        if type_.rate:
            return f"{self._written(value * 100, CENTS)} %"
        if type_.unit.is_known_money:
            figure = self._written(value, type_.unit.coin, fixed=True)
        else:
            figure = self._written(value, FINE)
        return self.words.amount(figure, self.unit(type_.unit, value))

    def _written(self, value: Fraction, step: Decimal, fixed: bool = False) -> str:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        rounded = exact.quantize(step)
        return write_number(rounded if fixed else rounded.normalize(), self.words)

    def unit(self, unit: Unit, value: Fraction) -> str:
        """A unit as its figure has it: « 1 an », « 17 ans », « 500 € / mois »."""
        if unit.any or unit.unknown or not unit.powers:
            return ""
        (base, power), *others = unit.powers
        one = self.words.terms.get(f"one {base}", "") if power == 1 and not others else ""
        is_one = value.denominator == 1 and self.words.marks.plural(abs(value.numerator)) == 0
        return one if one and is_one else self.words.unit_name(unit)

    def _choices(self, type_: Type) -> Mapping[str, str]:
        for variable in self.moment.variables.values():
            if variable.choices is not None and variable.choices.name == type_.enum:
                return dict(variable.choices.items)
        return self.moment.catalog.enums.get(type_.enum or "", {})


def is_threshold(expression: ir.Expression) -> bool:
    """True of what a quantity is held to: a figure, a parameter, what a scale says; it reads nothing else of anybody."""
    reads = any(isinstance(item, ir.Read | ir.Fold | ir.Age | ir.OverMonths) for item in ir.walk(expression))
    return not reads or scale_of(expression) is not None
