"""A rule that gives something where tests hold to an aid: its card, a condition a row, its amount."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.formulas import Rule
from rulespec.importing.openfisca.saying import Teller
from rulespec.importing.openfisca.terms import If, Literal, Logic, Named, Not, Term, bare

Key = Callable[[str, str], str]


def tests_and_amount(term: Term) -> tuple[tuple[Term, ...], Term | None] | None:
    """The tests that all must hold and what is then given (None of a yes / no); None for a term of another shape."""
    inner = bare(term)
    if isinstance(inner, If) and algebra.number_of(inner.otherwise) == 0:
        # 1 is the yes of a rule that counts.
        return None if algebra.number_of(inner.then) == 1 else (tuple(_conjuncts(inner.condition)), inner.then)
    if algebra.is_yes_no(inner) and not isinstance(inner, Literal):
        tests = tuple(_conjuncts(inner))
        return (tests, None) if len(tests) > 1 else None
    return None


def _conjuncts(term: Term) -> Iterator[Term]:
    """The tests of a conjunction, through the names that its author gave to some of them together."""
    inner = bare(term)
    if isinstance(inner, Logic) and inner.operator == "and":
        for item in inner.items:
            yield from _conjuncts(item)
    else:
        yield term


def condition(test: Term, teller: Teller, key: Key) -> Any:
    """A row: a sentence, or a group of which one, or none, must hold; the name that the author gave it as its label."""
    label = teller.names.worded(test.name) if isinstance(test, Named) else ""
    inner = test
    while isinstance(inner, Named) and inner.value not in teller.own:
        inner = inner.value
    if isinstance(inner, Logic) and inner.operator == "or":
        row: dict[str, Any] = {key("Condition", "any_of"): [_within(item, teller, key) for item in inner.items]}
    else:
        row = {key("Condition", "expression"): teller.say(test).text}
    if label and not isinstance(inner, Named):
        row[key("Condition", "label")] = label[:1].upper() + label[1:]
    return row


def _within(test: Term, teller: Teller, key: Key) -> Any:
    """A test of a group: several that must all hold are a group in their turn."""
    inner = test
    while isinstance(inner, Named) and inner.value not in teller.own:
        inner = inner.value
    if isinstance(inner, Logic):
        name = "any_of" if inner.operator == "or" else "all_of"
        return {key("Condition", name): [_within(item, teller, key) for item in inner.items]}
    return {key("Condition", "expression"): teller.say(test).text}


def is_aid(rule: Rule, read_by_others: bool) -> bool:
    """True of what is given under conditions: a rule of one formula that gives an amount, or that no other reads."""
    if len(rule.formulas) != 1:
        return False
    found = tests_and_amount(rule.formulas[0].term)
    if found is None:
        return False
    tests, amount = found
    return (amount is not None and len(tests) > 1) or not read_by_others


def named_tests(rule: Rule) -> frozenset[Term]:
    """The named tests that are rows of their own: no calculation beside."""
    found = tests_and_amount(rule.formulas[0].term)
    return frozenset(_names(found[0])) if found is not None else frozenset()


def _names(tests: tuple[Term, ...]) -> Iterator[Term]:
    for test in tests:
        inner = test
        while isinstance(inner, Named | Not):
            yield inner
            inner = inner.value
        if isinstance(inner, Logic):
            yield from _names(inner.items)
