"""What an expression of FEEL says in the rule language: its type, its value, and when it is known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import assert_never

from rulespec.importing import feel
from rulespec.importing.feel_pieces import ATOM, COMPARISON, NO, SUM, UNARY, YES, Sentence, opposite, quoted


class FeelType(Enum):
    """The type of an expression, named as FEEL names it."""

    NUMBER = "number"
    TEXT = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    DURATION = "duration"
    LIST = "list"
    NULL = "null"
    OTHER = "other"


ORDERED = {FeelType.NUMBER, FeelType.DATE}
SIGNS = {"EQ": "=", "NE": "≠", "LT": "<", "LE": "≤", "GT": ">", "GE": "≥"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a name of the model means.

    Attributes:
        shown: its name in the document.
        datum: True for a datum, of which a yes / no says whether it is known.
        also: when it is known, for what a decision answers.
        reason: the key of the sentence that says why it can't be read; empty where it can.
    """

    shown: str
    type: FeelType
    datum: bool = False
    also: Sentence = YES
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An expression in sentences.

    Attributes:
        value: its value where it is known; of a yes / no, the sentence that is true where all that it reads is known and it is true.
        data: the data that must be known.
        also: what else must hold for it to be known.
        truths: of a yes / no whose null does not follow from `data` and `also` alone: when it is true, and when it is false.
        constant: the literal that it is.
        items: of a list.
    """

    type: FeelType
    value: Sentence
    data: frozenset[str] = frozenset()
    also: Sentence = YES
    truths: tuple[Sentence, Sentence] | None = None
    constant: feel.Literal | feel.Duration | None = None
    items: tuple[Said, ...] = ()


def literal(node: feel.Literal | feel.Duration) -> Said:
    if isinstance(node, feel.Duration):
        return Said(FeelType.DURATION, Sentence("?"), constant=node)
    match node.value:
        case None:
            return Said(FeelType.NULL, Sentence("null"), also=NO)
        case bool():
            return Said(FeelType.BOOLEAN, YES if node.value else NO, constant=node)
        case Decimal():
            return Said(FeelType.NUMBER, Sentence(f"{node.value:f}", ATOM if node.value >= 0 else UNARY), constant=node)
        case datetime.date():
            return Said(FeelType.DATE, Sentence(node.value.isoformat()), constant=node)
        case str():
            return Said(FeelType.TEXT, Sentence(quoted(node.value)), constant=node)
    assert_never(node.value)


NEUTRAL: Mapping[FeelType, Sentence] = {
    FeelType.NUMBER: Sentence("0"),
    FeelType.TEXT: Sentence('""'),
    FeelType.BOOLEAN: NO,
    FeelType.DATE: Sentence("1970-01-01"),
}


def null_of(type_: FeelType) -> Said:
    """Null, where a value of a type is wanted."""
    if type_ not in NEUTRAL:
        return Said(type_, Sentence("?"), also=NO)
    return Said(type_, NEUTRAL[type_], also=NO, truths=(NO, NO) if type_ is FeelType.BOOLEAN else None)


def two_valued(yes: Sentence) -> Said:
    """A yes / no that is never null."""
    return Said(FeelType.BOOLEAN, yes, truths=(yes, opposite(yes)))


def comparison(operator: str, left: Said, right: Said) -> Sentence:
    return Sentence(f"{left.value.within(SUM)} {SIGNS[operator]} {right.value.within(SUM)}", COMPARISON)


def number_of(said: Said) -> Decimal | None:
    """The number that is written, None for any other expression."""
    value = said.constant.value if isinstance(said.constant, feel.Literal) else None
    return value if isinstance(value, Decimal) else None


def text_of(said: Said) -> str | None:
    """The text that is written, None for any other expression."""
    value = said.constant.value if isinstance(said.constant, feel.Literal) else None
    return value if isinstance(value, str) else None
