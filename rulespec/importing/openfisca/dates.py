"""Numpy's arithmetic of dates to the ages and the parts of dates that it computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from rulespec.importing.openfisca.terms import (
    Age,
    Arithmetic,
    Compare,
    DatePart,
    Day,
    If,
    Logic,
    Term,
    bare,
)


@dataclass(frozen=True, slots=True)
class Cut(Term):
    """A date on its way to its year, month or day, through numpy's types."""

    date: Term
    state: str


# `birth.astype("datetime64[M]").astype(int) % 12 + 1` is the month of a date: a state and what is done to it, to the next state.
STEPS: Mapping[tuple[str, str], str] = {
    ("date", "datetime64[Y]"): "years", ("years", "int"): "number of years", ("number of years", "+ 1970"): "year",
    ("date", "datetime64[M]"): "months", ("months", "int"): "number of months",
    ("number of months", "% 12"): "month from 0", ("month from 0", "+ 1"): "month",
    ("since months", "+ 1"): "days", ("days", "int"): "day",
}  # fmt: skip
PARTS = {"year", "month", "day"}


def step(date: Term, state: str, done: str) -> Cut | DatePart | None:
    """What a date is after something more is done to it; None where it is no part of a date."""
    found = STEPS.get((state, done))
    if found is None:
        return None
    return DatePart(date, found) if found in PARTS else Cut(date, found)


def with_ages(term: Term) -> Term:
    """The term with « year - year of birth - (1 before the birthday) » said as an age."""
    found = _age(term)
    if found is not None:
        return found
    changes: dict[str, Any] = {}
    for spec in fields(term):
        value = getattr(term, spec.name)
        if isinstance(value, Term):
            changes[spec.name] = with_ages(value)
        elif isinstance(value, tuple) and any(isinstance(item, Term) for item in value):
            changes[spec.name] = tuple(with_ages(item) for item in value)
    return replace(term, **changes) if changes else term


def _age(term: Term) -> Term | None:
    inner = bare(term)
    if not (isinstance(inner, Arithmetic) and inner.operator == "-"):
        return None
    years, less = bare(inner.left), bare(inner.right)
    match years, less:
        case Arithmetic(operator="-", left=this, right=that), If(condition=condition) if _figures(less):
            now, born = bare(this), bare(that)
            if isinstance(now, DatePart) and isinstance(born, DatePart) and isinstance(now.date, Day):
                if (now.part, born.part) == ("year", "year") and _is_past(bare(condition), born.date, now.date):
                    return Age(born.date, now.date)
    return None


def _figures(less: Term) -> bool:
    """Nothing where the birthday is past, else 1."""
    from rulespec.importing.openfisca.algebra import number_of

    return isinstance(less, If) and number_of(less.then) == 0 and number_of(less.otherwise) == 1


def _is_past(test: Term, born: Term, now: Term) -> bool:
    """An earlier month, or the same one and no later day."""
    month, day = (DatePart(born, "month"), DatePart(now, "month")), (DatePart(born, "day"), DatePart(now, "day"))
    earlier = Compare("LT", *month)
    same = Logic("and", (Compare("EQ", *month), Compare("LE", *day)))
    return _plain(test) == Logic("or", (earlier, same))


def _plain(term: Term) -> Term:
    """A term without the names that its author gave."""
    inner = bare(term)
    changes: dict[str, Any] = {}
    for spec in fields(inner):
        value = getattr(inner, spec.name)
        if isinstance(value, Term):
            changes[spec.name] = _plain(value)
        elif isinstance(value, tuple) and any(isinstance(item, Term) for item in value):
            changes[spec.name] = tuple(_plain(item) for item in value)
    return replace(inner, **changes) if changes else inner
