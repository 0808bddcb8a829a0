"""Pieces of the rule language in English, joined, opposed and put in brackets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rulespec.importing.feel import Refused

# How tightly a sentence holds together, from « if … » to a name.
LOOSE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, UNARY, ATOM = range(9)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the rule language, and how tightly it holds together; `denied` is what it says the opposite of."""

    text: str
    level: int = ATOM
    denied: Sentence | None = field(default=None, compare=False)

    def within(self, level: int) -> str:
        """The piece where one at least as tight is wanted: in brackets if it is looser."""
        return self.text if self.level >= level else f"({self.text})"


YES, NO = Sentence("true"), Sentence("false")


def all_of(sentences: Iterable[Sentence]) -> Sentence:
    """The sentence that says them all."""
    kept = dict.fromkeys(item for item in sentences if item != YES)
    if NO in kept or any(opposite(item) in kept for item in kept):
        return NO
    if len(kept) < 2:
        return next(iter(kept), YES)
    return Sentence(" and ".join(item.within(NOT) for item in kept), AND)


def any_of(sentences: Iterable[Sentence]) -> Sentence:
    """The sentence that says one of them at least."""
    kept = dict.fromkeys(item for item in sentences if item != NO)
    if YES in kept or any(opposite(item) in kept for item in kept):
        return YES
    if len(kept) < 2:
        return next(iter(kept), NO)
    return Sentence(" or ".join(item.within(AND) for item in kept), OR)


def opposite(sentence: Sentence) -> Sentence:
    if sentence in (YES, NO):
        return NO if sentence == YES else YES
    if sentence.denied is not None:
        return sentence.denied
    return Sentence(f"not ({sentence.text})", NOT, sentence)


def flag(shown: str) -> Sentence:
    """The yes / no that says whether a datum is known, by its name in the document."""
    return Sentence(f"{shown} is known")


def quoted(text: str) -> str:
    """A text between quotes that it does not hold. Raises Refused where it holds all of them."""
    for opening, closing in (('"', '"'), ("“", "”"), ("«", "»")):
        if closing not in text and (opening != "«" or text.strip() == text) and "\n" not in text:
            return f"{opening}{text}{closing}"
    raise Refused("text", text=text[:60])
