"""Numpy's arithmetic on yes and no to what a person means by it: a product of tests is « and », a test times an amount « if »."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal as OneOf

from rulespec.compiler.ground.kinds import Kind
from rulespec.importing.openfisca.terms import (
    NO,
    ONE,
    YES,
    ZERO,
    Arithmetic,
    Between,
    Choice,
    Compare,
    Divided,
    Extreme,
    Figure,
    Fold,
    If,
    Literal,
    Logic,
    Negative,
    Not,
    OneOfThese,
    Starts,
    Term,
    bare,
    kind_of,
)

Comparison = OneOf["EQ", "NE", "LT", "LE", "GT", "GE"]
OPPOSITES: dict[Comparison, Comparison] = {"EQ": "NE", "NE": "EQ", "LT": "GE", "GE": "LT", "GT": "LE", "LE": "GT"}
MIRRORED: dict[Comparison, Comparison] = {"EQ": "EQ", "NE": "NE", "LT": "GT", "GT": "LT", "LE": "GE", "GE": "LE"}


def is_yes_no(term: Term) -> bool:
    return kind_of(term) is Kind.BOOLEAN


def number_of(term: Term) -> Decimal | None:
    """The number that a term is; None for any other."""
    found = bare(term)
    return found.value if isinstance(found, Literal) and isinstance(found.value, Decimal) else None


def is_positive(term: Term) -> bool:
    """Whether a term is above 0 whatever the people: `max(x, 1)`, the number of members of a group."""
    match bare(term):
        case Literal(value=Decimal() as value):
            return value > 0
        case Fold(operation="count", role=None, such=None):
            return True
        case Extreme(function=function, items=items):
            return (any if function == "max" else all)(is_positive(item) for item in items)
    return False


def truth(term: Term) -> Term:
    """A term where numpy wants a yes / no: a number is one where it is not 0."""
    if is_yes_no(term):
        return term
    found = bare(term)
    number = number_of(found)
    if number is not None:
        return YES if number else NO
    if isinstance(found, If) and kind_of(found) is Kind.NUMBER:
        # 1 where a test holds, 0 elsewhere: the test.
        then, otherwise = truth(found.then), truth(found.otherwise)
        if otherwise == NO:
            return conjunction(found.condition, then)
        if then == NO:
            return conjunction(negation(found.condition), otherwise)
    counted = indicators(found)
    if counted is not None:
        return disjunction(*counted)
    return Compare("NE", term, ZERO)


def indicators(term: Term) -> list[Term] | None:
    """The tests of « 1 for each that holds », added up; None for another sum."""
    found: list[Term] = []
    stack = [bare(term)]
    while stack:
        item = stack.pop()
        match item:
            case Arithmetic(operator="+", left=left, right=right):
                stack += [bare(right), bare(left)]
            case If(condition=condition, then=then, otherwise=otherwise) if number_of(then) == 1 and number_of(otherwise) == 0:
                found.append(condition)
            case _:
                return None
    return found


def as_number(term: Term) -> Term:
    """A term where a number is wanted: yes is 1."""
    return If(term, ONE, ZERO) if is_yes_no(term) else term


def conjunction(*items: Term) -> Term:
    found: dict[Term, None] = {}
    for item in items:
        inner = bare(item)
        if inner == NO:
            return NO
        parts = inner.items if isinstance(inner, Logic) and inner.operator == "and" and inner is item else (item,)
        found.update((part, None) for part in parts if bare(part) != YES)
    if len(found) < 2:
        return next(iter(found), YES)
    return Logic("and", tuple(found))


def bounded(items: tuple[Term, ...]) -> tuple[Term, ...]:
    """Tests of a conjunction with « x ≥ a » and « x ≤ b » said as « x between a and b », where the first of them stands."""
    found: list[Term] = []
    used: set[int] = set()
    for index, item in enumerate(items):
        one = bare(item)
        if index in used:
            continue
        if isinstance(one, Compare) and one.operator in ("GE", "LE"):
            for later in range(index + 1, len(items)):
                other = bare(items[later])
                if (
                    later not in used
                    and isinstance(other, Compare)
                    and bare(other.left) == bare(one.left)
                    and {one.operator, other.operator} == {"GE", "LE"}
                ):
                    low, high = (one.right, other.right) if one.operator == "GE" else (other.right, one.right)
                    item = Between(one.left, low, high)
                    used.add(later)
                    break
        found.append(item)
    return tuple(found)


def disjunction(*items: Term) -> Term:
    found: dict[Term, None] = {}
    for item in items:
        inner = bare(item)
        if inner == YES:
            return YES
        parts = inner.items if isinstance(inner, Logic) and inner.operator == "or" and inner is item else (item,)
        found.update((part, None) for part in parts if bare(part) != NO)
    if len(found) < 2:
        return next(iter(found), NO)
    return _gathered(Logic("or", tuple(found)))


def _gathered(term: Logic) -> Term:
    """« a = x or a = y » as « a among x ; y »."""
    starting = [item for item in map(bare, term.items) if isinstance(item, Starts)]
    if len(starting) == len(term.items) and len({item.value for item in starting}) == 1:
        return Starts(starting[0].value, tuple(text for item in starting for text in item.texts))
    value: Term | None = None
    items: list[Term] = []
    for part in map(bare, term.items):
        match part:
            case Compare(operator="EQ", left=left, right=Choice() | Literal(value=str()) as right) if value in (None, left):
                value, items = left, [*items, right]
            case OneOfThese(value=left, items=more) if value in (None, left):
                value, items = left, [*items, *more]
            case _:
                return term
    assert value is not None
    return OneOfThese(value, tuple(dict.fromkeys(items)))


def negation(term: Term) -> Term:
    inner = bare(truth(term))
    match inner:
        case Literal():
            return NO if inner == YES else YES
        case Not(value=value):
            return value
        case Compare(operator=operator, left=left, right=right) if kind_of(left) is not Kind.CHOICE or operator in ("EQ", "NE"):
            return Compare(OPPOSITES[operator], left, right)
    return Not(truth(term))


def comparison(operator: Comparison, left: Term, right: Term) -> Term:
    """A comparison; a yes / no compared with 0 or 1 is itself or its opposite."""
    if isinstance(bare(left), Literal | Choice | Figure) and not isinstance(bare(right), Literal | Choice | Figure):
        left, right, operator = right, left, MIRRORED[operator]
    figure = number_of(right)
    if bare(right) in (YES, NO) and is_yes_no(left):
        figure = Decimal(bare(right) == YES)
    if is_yes_no(left) and figure is not None:
        holds = {which: _compares(operator, Decimal(which), figure) for which in (0, 1)}
        if holds[0] == holds[1]:
            return YES if holds[0] else NO
        return left if holds[1] else negation(left)
    if is_yes_no(left) and is_yes_no(right) and operator in ("EQ", "NE"):
        same = disjunction(conjunction(left, right), conjunction(negation(left), negation(right)))
        return same if operator == "EQ" else negation(same)
    counted = indicators(bare(left)) if isinstance(bare(left), Arithmetic) else None
    if counted is not None and figure == {"GE": 1, "GT": 0, "NE": 0}.get(operator):
        return disjunction(*counted)
    if counted is not None and figure == {"LT": 1, "LE": 0, "EQ": 0}.get(operator):
        return negation(disjunction(*counted))
    return Compare(operator, as_number(left), as_number(right))


def _compares(operator: Comparison, left: Decimal, right: Decimal) -> bool:
    return {
        "EQ": left == right,
        "NE": left != right,
        "LT": left < right,
        "LE": left <= right,
        "GT": left > right,
        "GE": left >= right,
    }[operator]


def product(left: Term, right: Term) -> Term:
    """A product: « and » of two tests, « if … then … else 0 » of a test and a quantity."""
    if is_yes_no(left) and is_yes_no(right):
        return conjunction(left, right)
    if is_yes_no(right):
        left, right = right, left
    if is_yes_no(left):
        return conditional(left, right, ZERO)
    # A test under a quantity holds for the whole product.
    for one, other in ((left, right), (right, left)):
        inner = bare(one)
        if isinstance(inner, If) and number_of(inner.otherwise) == 0:
            return conditional(inner.condition, product(inner.then, other) if one is left else product(other, inner.then), ZERO)
    first, second = number_of(left), number_of(right)
    if first == 0 or second == 0:
        return ZERO
    if first == 1:
        return right
    if second == 1:
        return left
    if first is not None and second is not None:
        return Literal(first * second)
    return Arithmetic("*", left, right)


def conditional(condition: Term, then: Term, otherwise: Term) -> Term:
    """« if », of one kind on both sides; a test that holds for both is said once."""
    condition = truth(condition)
    if condition == YES or then == otherwise:
        return then
    if condition == NO:
        return otherwise
    if is_yes_no(then) and is_yes_no(otherwise):
        if otherwise == NO:
            return conjunction(condition, then)
        if otherwise == YES:
            return disjunction(negation(condition), then)
        if then == YES:
            return disjunction(condition, otherwise)
        if then == NO:
            return conjunction(negation(condition), otherwise)
        return disjunction(conjunction(condition, then), conjunction(negation(condition), otherwise))
    if Kind.NUMBER in (kind_of(then), kind_of(otherwise)):
        then, otherwise = as_number(then), as_number(otherwise)
    inner = bare(then)
    test = bare(condition)
    if isinstance(inner, Arithmetic) and inner.operator == "/" and isinstance(test, Compare) and number_of(test.right) == 0:
        if test.left == inner.right and test.operator in ("NE", "GT"):
            guarded = Divided(inner.left, inner.right, otherwise)
            return guarded if test.operator == "NE" else If(condition, guarded, otherwise)
    if isinstance(inner, If) and inner.otherwise == otherwise:
        return If(conjunction(condition, inner.condition), inner.then, otherwise)
    return If(condition, then, otherwise)


def addition(left: Term, right: Term) -> Term:
    """A sum; of two tests, « or », as numpy's."""
    if is_yes_no(left) and is_yes_no(right):
        return disjunction(left, right)
    left, right = as_number(left), as_number(right)
    first, second = number_of(left), number_of(right)
    if first is not None and second is not None:
        return Literal(first + second)
    if first == 0:
        return right
    if second == 0:
        return left
    inner = bare(right)
    return Arithmetic("-", left, inner.value) if isinstance(inner, Negative) else Arithmetic("+", left, right)


def subtraction(left: Term, right: Term) -> Term:
    if number_of(left) == 1 and is_yes_no(right):
        # 1 - test: the opposite, which stays a yes / no for what follows.
        return negation(right)
    left, right = as_number(left), as_number(right)
    first, second = number_of(left), number_of(right)
    if first is not None and second is not None:
        return Literal(first - second)
    if second == 0:
        return left
    return Negative(right) if first == 0 else Arithmetic("-", left, right)


def quotient(left: Term, right: Term) -> Term:
    left, right = as_number(left), as_number(right)
    first, second = number_of(left), number_of(right)
    if first is not None and second:
        return Literal(first / second) if _is_short(first / second) else Arithmetic("/", left, right)
    if second == 1:
        return left
    guard = bare(right)
    if isinstance(guard, Arithmetic) and guard.operator == "+":
        # x / (y + (y == 0)): y is taken for 1 where it is 0.
        for value, plus in ((guard.left, bare(guard.right)), (guard.right, bare(guard.left))):
            if plus == If(Compare("EQ", value, ZERO), ONE, ZERO):
                return Divided(left, value, left)
    inner = bare(left)
    if isinstance(inner, If) and number_of(inner.otherwise) == 0 and second is not None:
        return conditional(inner.condition, quotient(inner.then, right), ZERO)
    return Arithmetic("/", left, right)


def _is_short(value: Decimal) -> bool:
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent > -8


def negative(term: Term) -> Term:
    number = number_of(term)
    return Literal(-number) if number is not None else Negative(as_number(term))


def extreme(function: OneOf["min", "max"], left: Term, right: Term) -> Term:
    if is_yes_no(left) and is_yes_no(right):
        return conjunction(left, right) if function == "min" else disjunction(left, right)
    items: list[Term] = []
    for item in (as_number(left), as_number(right)):
        inner = bare(item)
        items += inner.items if isinstance(inner, Extreme) and inner.function == function and inner is item else (item,)
    return Extreme(function, tuple(dict.fromkeys(items)))
