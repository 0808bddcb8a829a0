"""FEEL's nodes to sentences of the rule language in English, with the sentence that says when they are not null.

OpenFisca has no null: a datum that is not given is at its default value, and a yes / no says whether it is known. FEEL's null is
followed with sentences: of each expression when it is known, of each yes / no when it is true and when it is false.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol, assert_never

from rulespec.importing import feel
from rulespec.importing.feel import Refused
from rulespec.importing.feel_dates import fold_dates
from rulespec.importing.feel_pieces import (
    ATOM,
    COMPARISON,
    LOOSE,
    NO,
    OR,
    PRODUCT,
    SUM,
    UNARY,
    YES,
    Sentence,
    all_of,
    any_of,
    flag,
    opposite,
)
from rulespec.importing.feel_said import ORDERED, FeelType, Said, Symbol, comparison, literal, null_of, number_of, text_of, two_valued


class Symbols(Protocol):
    """The names of a model."""

    def get(self, name: str) -> Symbol | None:
        """What a name means; None where it means nothing."""
        ...


@dataclass(eq=False)
class Teller:
    """Sentences for the expressions of one decision; what they need beside is gathered on the way.

    Attributes:
        symbols: what the names of the model mean.
        functions: the sentences of a call.
        decision: the name that auxiliary calculations start with.
        flags: the data whose « is known » the sentences read, by their name in the document.
        parts: auxiliary calculations: name to formula.
        reads: the names that were read.
    """

    symbols: Symbols
    decision: str
    functions: Callable[[Teller, str, tuple[Said, ...]], Said]
    flags: set[str] = field(default_factory=set)
    parts: dict[str, Sentence] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    subject: Said | None = None

    def part(self, sentence: Sentence) -> Sentence:
        """A name for a sentence that is to be read more than once: an auxiliary calculation."""
        if sentence.level == ATOM:
            return sentence
        known = next((name for name, formula in self.parts.items() if formula.text == sentence.text), None)
        name = known or f"{self.decision} part {len(self.parts) + 1}"
        self.parts.setdefault(name, sentence)
        return Sentence(name)

    def known(self, said: Said) -> Sentence:
        """When an expression is not null."""
        if said.truths is not None:
            return any_of(said.truths) if said.truths[1] != opposite(said.truths[0]) else YES
        self.flags |= said.data
        return all_of([*(flag(name) for name in sorted(said.data)), said.also])

    def yes(self, said: Said) -> Sentence:
        """When a yes / no is true."""
        return said.truths[0] if said.truths is not None else all_of([self.known(said), said.value])

    def no(self, said: Said) -> Sentence:
        """When a yes / no is false, and not null."""
        return said.truths[1] if said.truths is not None else all_of([self.known(said), opposite(said.value)])

    def say(self, node: feel.Node) -> Said:
        """The sentences of a node. Raises Refused."""
        match node:
            case feel.Literal() | feel.Duration():
                return literal(node)
            case feel.Name(name=name):
                return self.name(name)
            case feel.Input():
                if self.subject is None:
                    raise Refused("no input")
                return self.subject
            case feel.Negative(value=value):
                said = self.wanted(value, FeelType.NUMBER)
                return replace(said, value=Sentence(f"-{said.value.within(UNARY)}", UNARY), constant=None)
            case feel.Arithmetic():
                return self.arithmetic(node)
            case feel.Compare(operator=operator, left=left, right=right):
                return self.compared(operator, self.say(left), self.say(right))
            case feel.Logic(operator=operator, items=items):
                return self.logic(operator, [self.wanted(item, FeelType.BOOLEAN) for item in items])
            case feel.If():
                return self.conditional(node)
            case feel.Inside(value=value, tests=tests):
                return self.passes(self.say(value), tests)
            case feel.Listed(items=items):
                said_items = tuple(self.say(item) for item in items)
                return Said(FeelType.LIST, Sentence("?"), items=said_items)
            case feel.Call(function=function, arguments=arguments):
                return self.call(function, arguments)
            case feel.Property(value=value, name=name):
                return self.property(self.say(value), name)
            case feel.Bound() | feel.Interval() | feel.Tests():
                raise Refused("no input")
        assert_never(node)

    def wanted(self, node: feel.Node, type_: FeelType) -> Said:
        """The sentences of a node of a type; null is of all types. Raises Refused for another."""
        return self.of_type(self.say(node), type_)

    def of_type(self, said: Said, type_: FeelType) -> Said:
        if said.type is FeelType.NULL:
            return null_of(type_)
        if said.type is not type_:
            raise Refused("type", wanted=f"@dmn {type_.value}", found=f"@dmn {said.type.value}", text=said.value.text)
        return said

    def name(self, name: str) -> Said:
        symbol = self.symbols.get(name)
        if symbol is None:
            raise Refused("unknown name", name=name)
        if symbol.reason:
            raise Refused(symbol.reason, name=name)
        self.reads.add(name)
        data = frozenset([symbol.shown]) if symbol.datum else frozenset()
        return Said(symbol.type, Sentence(symbol.shown), data, symbol.also)

    def arithmetic(self, node: feel.Arithmetic) -> Said:
        left, right = self.say(node.left), self.say(node.right)
        folded = fold_dates(node.operator, left.constant, right.constant)
        if folded is not None:
            return literal(folded)
        if FeelType.TEXT in (left.type, right.type) and node.operator == "+":
            first, second = text_of(left), text_of(right)
            if first is None or second is None:
                raise Refused("joining")
            return literal(feel.Literal(first + second))
        if FeelType.DATE in (left.type, right.type) or FeelType.DURATION in (left.type, right.type):
            raise Refused("date arithmetic")
        left, right = self.of_type(left, FeelType.NUMBER), self.of_type(right, FeelType.NUMBER)
        data, also = left.data | right.data, all_of([left.also, right.also])
        match node.operator:
            case "+" | "-":
                text = f"{left.value.within(SUM)} {node.operator} {right.value.within(PRODUCT)}"
                return Said(FeelType.NUMBER, Sentence(text, SUM), data, also)
            case "*":
                text = f"{left.value.within(PRODUCT)} * {right.value.within(UNARY)}"
                return Said(FeelType.NUMBER, Sentence(text, PRODUCT), data, also)
            case "/":
                return self.divided(left, right)
        return self.power(left, right)

    def divided(self, left: Said, right: Said) -> Said:
        """A division: null where the divisor is 0."""
        data, also = left.data | right.data, all_of([left.also, right.also])
        quotient = f"{left.value.within(PRODUCT)} / "
        divisor = number_of(right)
        if divisor is not None:
            if divisor == 0:
                return null_of(FeelType.NUMBER)
            return Said(FeelType.NUMBER, Sentence(quotient + right.value.within(UNARY), PRODUCT), data, also)
        under = self.part(right.value)
        also = all_of([also, Sentence(f"{under.text} ≠ 0", COMPARISON)])
        return Said(FeelType.NUMBER, Sentence(f"{quotient}{under.text} or else 0", PRODUCT), data, also)

    def power(self, base: Said, exponent: Said) -> Said:
        """A whole power, as a product."""
        count = number_of(exponent)
        if count is None or count != count.to_integral_value() or abs(count) > 12:
            raise Refused("power", text=exponent.value.text)
        if count == 0:
            return literal(feel.Literal(Decimal(1)))
        factor = self.part(base.value)
        product = Sentence(" * ".join([factor.within(UNARY)] * abs(int(count))), PRODUCT if abs(count) > 1 else factor.level)
        found = Said(FeelType.NUMBER, product, base.data, base.also)
        return found if count > 0 else self.divided(literal(feel.Literal(Decimal(1))), found)

    def compared(self, operator: str, left: Said, right: Said) -> Said:
        if FeelType.NULL in (left.type, right.type):
            return self.compared_with_null(operator, left, right)
        if left.type is not right.type:
            raise Refused("compare", left=f"@dmn {left.type.value}", right=f"@dmn {right.type.value}")
        if operator in ("LT", "LE", "GT", "GE"):
            if left.type not in ORDERED:
                raise Refused("order", found=f"@dmn {left.type.value}")
            return Said(FeelType.BOOLEAN, comparison(operator, left, right), left.data | right.data, all_of([left.also, right.also]))
        same = self.same(left, right)
        return two_valued(same if operator == "EQ" else opposite(same))

    def compared_with_null(self, operator: str, left: Said, right: Said) -> Said:
        if operator not in ("EQ", "NE"):
            return null_of(FeelType.BOOLEAN)
        other = right if left.type is FeelType.NULL else left
        known = NO if other.type is FeelType.NULL else self.known(other)
        return two_valued(known if operator == "NE" else opposite(known))

    def same(self, left: Said, right: Said) -> Sentence:
        """When two values are equal: FEEL's equality is never null."""
        both_null = all_of([opposite(self.known(left)), opposite(self.known(right))])
        match left.type:
            case FeelType.BOOLEAN:
                return any_of(
                    [all_of([self.yes(left), self.yes(right)]), all_of([self.no(left), self.no(right)]), both_null],
                )
            case FeelType.NUMBER | FeelType.DATE | FeelType.TEXT:
                if left.constant is not None and right.constant is not None:
                    return YES if left.constant == right.constant else NO
                if left.constant is not None:
                    left, right = right, left
                return any_of([all_of([self.known(left), self.known(right), comparison("EQ", left, right)]), both_null])
        raise Refused("compare", left=f"@dmn {left.type.value}", right=f"@dmn {right.type.value}")

    def logic(self, operator: str, items: list[Said]) -> Said:
        """Three values: « false and null » is false."""
        yes, no = [self.yes(item) for item in items], [self.no(item) for item in items]
        truths = (all_of(yes), any_of(no)) if operator == "and" else (any_of(yes), all_of(no))
        return Said(FeelType.BOOLEAN, truths[0], truths=truths)

    def conditional(self, node: feel.If) -> Said:
        """The second answer where the condition is false, and where it is null."""
        condition = self.yes(self.wanted(node.condition, FeelType.BOOLEAN))
        then, otherwise = self.say(node.then), self.say(node.otherwise)
        type_ = otherwise.type if then.type is FeelType.NULL else then.type
        then, otherwise = self.of_type(then, type_), self.of_type(otherwise, type_)
        if type_ is FeelType.LIST or type_ is FeelType.DURATION:
            raise Refused("type", wanted="@dmn number", found=f"@dmn {type_.value}", text="if")
        if condition in (YES, NO):
            return then if condition == YES else otherwise
        if type_ is FeelType.BOOLEAN:
            truths = (
                self.either(condition, self.yes(then), self.yes(otherwise)),
                self.either(condition, self.no(then), self.no(otherwise)),
            )
            return Said(type_, truths[0], truths=truths)
        if type_ is FeelType.NULL:
            return then
        text = f"if {condition.text} then {then.value.within(OR)} else {otherwise.value.text}"
        if (then.data, then.also) == (otherwise.data, otherwise.also):
            return Said(type_, Sentence(text, LOOSE), then.data, then.also)
        return Said(type_, Sentence(text, LOOSE), also=self.either(condition, self.known(then), self.known(otherwise)))

    def either(self, condition: Sentence, then: Sentence, otherwise: Sentence) -> Sentence:
        if then == otherwise:
            return then
        return any_of([all_of([condition, then]), all_of([opposite(condition), otherwise])])

    def passes(self, value: Said, tests: feel.Tests) -> Said:
        """Whether a value passes any of some tests (or none, where they are negated)."""
        items = [self.passes_one(value, test) for test in tests.tests]
        found = items[0] if len(items) == 1 else self.logic("or", items)
        return self.negation(found) if tests.negated else found

    def negation(self, said: Said) -> Said:
        truths = (self.no(said), self.yes(said))
        return Said(FeelType.BOOLEAN, truths[0], truths=truths)

    def passes_one(self, value: Said, test: feel.Node) -> Said:
        match test:
            case feel.Bound(operator=operator, value=bound):
                return self.compared(operator, value, self.say(bound))
            case feel.Interval(low=low, high=high, low_included=low_in, high_included=high_in):
                above = self.compared("GE" if low_in else "GT", value, self.say(low))
                below = self.compared("LE" if high_in else "LT", value, self.say(high))
                return self.logic("and", [above, below])
            case feel.Tests():
                return self.passes(value, test)
        outer, self.subject = self.subject, value
        said = self.say(test)
        self.subject = outer
        if said.type is FeelType.LIST:
            return self.logic("or", [self.compared("EQ", value, item) for item in said.items]) if said.items else two_valued(NO)
        if said.type is FeelType.BOOLEAN and (value.type is not FeelType.BOOLEAN or feel.reads_input(test)):
            return said
        return self.compared("EQ", value, said)

    def property(self, value: Said, name: str) -> Said:
        constant = value.constant.value if isinstance(value.constant, feel.Literal) else None
        if isinstance(constant, datetime.date) and name in ("year", "month", "day", "weekday"):
            found = constant.isoweekday() if name == "weekday" else getattr(constant, name)
            return literal(feel.Literal(Decimal(found)))
        raise Refused("property", name=name, text=value.value.text)

    def call(self, function: str, arguments: tuple[feel.Node, ...]) -> Said:
        symbol = self.symbols.get(function)
        if symbol is not None and symbol.reason:
            raise Refused(symbol.reason, name=function)
        return self.functions(self, function, tuple(self.say(item) for item in arguments))
