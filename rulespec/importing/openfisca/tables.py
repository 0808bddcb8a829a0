"""A chain of cases (`select`) to a decision table, where each case tests the same few things: a row a case, the first that applies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rulespec.compiler.ground.kinds import Kind, Unit
from rulespec.importing.openfisca.saying import SIGNS, Teller
from rulespec.importing.openfisca.terms import (
    ZERO,
    Between,
    Choice,
    Compare,
    Figure,
    If,
    Literal,
    Logic,
    Not,
    OneOfThese,
    Read,
    Term,
    bare,
    kind_of,
)

# Fewer cases read better as a sentence; more things looked at, as several.
LEAST_ROWS, MOST_INPUTS = 3, 4
OPENING, CLOSING = {"GE": "[", "GT": "]"}, {"LE": "]", "LT": "["}


@dataclass(slots=True)
class Row:
    """What a case asks of each thing, and what it answers."""

    tests: dict[Term, list[Term]] = field(default_factory=dict)
    answer: Term = ZERO


def rows_of(term: Term) -> tuple[list[Row], Term] | None:
    """The cases of a chain and what holds in no case; None for a term that is no such chain."""
    rows: list[Row] = []
    inner = bare(term)
    while isinstance(inner, If) and kind_of(inner) is Kind.NUMBER:
        row = Row(answer=inner.then)
        for test in _conjuncts(inner.condition):
            subject = _subject(test)
            if subject is None:
                return None
            row.tests.setdefault(subject, []).append(test)
        rows.append(row)
        inner = bare(inner.otherwise)
    inputs = {subject for row in rows for subject in row.tests}
    if len(rows) < LEAST_ROWS or len(inputs) > MOST_INPUTS or any(isinstance(bare(row.answer), If) for row in rows):
        return None
    return rows, inner


def _conjuncts(term: Term) -> list[Term]:
    inner = bare(term)
    if isinstance(inner, Logic) and inner.operator == "and":
        return [part for item in inner.items for part in _conjuncts(item)]
    return [inner]


def _subject(test: Term) -> Term | None:
    """What a test looks at, where a cell can say the rest."""
    match test:
        case Compare(left=left, right=right) if _is_value(right) and isinstance(bare(left), Read):
            return bare(left)
        case Between(value=value, low=low, high=high) if _is_value(low) and _is_value(high) and isinstance(bare(value), Read):
            return bare(value)
        case OneOfThese(value=value) if isinstance(bare(value), Read):
            return bare(value)
        case Not(value=value) if isinstance(bare(value), Read):
            return bare(value)
        case Read(kind=Kind.BOOLEAN):
            return test
    return None


def _is_value(term: Term) -> bool:
    return isinstance(bare(term), Literal | Choice | Figure)


def table(term: Term, teller: Teller, output: str, unit: Unit) -> dict[str, Any] | None:
    """The record of a table that answers `output`; None where a chain is none, or where units disagree."""
    found = None if teller.is_plain else rows_of(term)
    if found is None:
        return None
    rows, otherwise = found
    inputs = list(dict.fromkeys(subject for row in rows for subject in row.tests))
    told: list[list[str]] = []
    for row in rows:
        cells = [_cell(row.tests.get(subject, []), teller) for subject in inputs]
        answer = _answer(row.answer, teller, unit)
        if answer is None or None in cells:
            return None
        told.append([*(cell for cell in cells if cell is not None), answer])
    last = _answer(otherwise, teller, unit)
    if last is None:
        return None
    key = teller.words.key
    return {
        key("Table", "policy"): teller.words.say("policies", "F"),
        key("Table", "inputs"): [teller.say(subject).text for subject in inputs],
        key("Table", "outputs"): [output],
        key("Table", "rows"): told,
        key("Table", "otherwise"): [last],
        key("Table", "entity"): teller.people.labels[teller.entity],
        key("Table", "unit"): teller.words.unit_name(unit),
    }


def _answer(term: Term, teller: Teller, unit: Unit) -> str | None:
    said = teller.say(term)
    return said.text if said.unit is None or said.unit.any or said.unit.fits(unit) else None


def _cell(tests: list[Term], teller: Teller) -> str | None:
    """The cell that says all the tests of one thing; None where none does."""
    if not tests:
        return "-"
    if len(tests) == 2:
        low = next((item for item in tests if isinstance(item, Compare) and item.operator in OPENING), None)
        high = next((item for item in tests if isinstance(item, Compare) and item.operator in CLOSING), None)
        if low is None or high is None or not _agree(low, teller) or not _agree(high, teller):
            return None
        return f"{OPENING[low.operator]}{teller.say(low.right).text}..{teller.say(high.right).text}{CLOSING[high.operator]}"
    if len(tests) > 2:
        return None
    match tests[0]:
        case Compare(operator=operator, right=right) as test if _agree(test, teller):
            value = teller.say(right).text
            return value if operator == "EQ" else f"{SIGNS[operator]} {value}"
        case Between(low=low_, high=high_):
            return f"[{teller.say(low_).text}..{teller.say(high_).text}]"
        case OneOfThese(items=items):
            return " ; ".join(teller.say(item).text for item in items)
        case Not():
            return teller.words.say("booleans", "false")
        case Read():
            return teller.words.say("booleans", "true")
    return None


def _agree(test: Compare, teller: Teller) -> bool:
    one, other = teller.say(test.left).unit, teller.say(test.right).unit
    return one is None or other is None or one.fits(other)
