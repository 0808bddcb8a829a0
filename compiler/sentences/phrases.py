"""Words of the language and of the rulebook, to the longest of them that stands at a place of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

SIGNS = {
    "+": "PLUS", "-": "MINUS", "−": "MINUS", "–": "MINUS", "*": "TIMES", "×": "TIMES", "/": "DIV", "÷": "DIV",
    "(": "LPAR", ")": "RPAR", "[": "LBRACK", "]": "RBRACK", ";": "SEP", "..": "DOTS", "=": "EQ", "≠": "NE", "<>": "NE", "!=": "NE",
    "<": "LT", "<=": "LE", "≤": "LE", ">": "GT", ">=": "GE", "≥": "GE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or words of the language or of the rulebook, in normal form."""

    text: str
    token: str
    value: Any


class Phrases:
    """Phrases by their first word, the longest first."""

    def __init__(self, phrases: Iterator[Phrase] | tuple[Phrase, ...] = ()) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._by_first.setdefault(first_word(phrase.text), []).append(phrase)
        for group in self._by_first.values():
            group.sort(key=lambda phrase: -len(phrase.text))

    def of(self, token: str) -> tuple[str, ...]:
        """The phrases of a kind, in normal form."""
        return tuple(phrase.text for group in self._by_first.values() for phrase in group if phrase.token == token)

    def names(self) -> dict[str, str]:
        """The names of the rulebook as they are written, by their normal form."""
        return {phrase.text: phrase.value or phrase.text for group in self._by_first.values() for phrase in group if phrase.token == "NAME"}

    def at(self, text: str, index: int) -> Phrase | None:
        """The longest phrase that stands at `index` of a text in normal form, None if there is none."""
        for phrase in self._by_first.get(first_word(text, index), ()):
            end = index + len(phrase.text)
            if text.startswith(phrase.text, index) and is_boundary(text, end):
                return phrase
        return None


def first_word(text: str, index: int = 0) -> str:
    """The first word of a folded text: names are looked up by it."""
    match = WORD_START.match(text, index)
    return match.group() if match else text[index : index + 1]


WORD_START = re.compile(r"\w+")


def is_boundary(text: str, end: int) -> bool:
    """True where a word ends at `end`: « aide » does not stand in « aidera »."""
    if end >= len(text):
        return True
    before, after = text[end - 1], text[end]
    return not ((before.isalnum() or before == "_") and (after.isalnum() or after == "_"))


@lru_cache(maxsize=16)
def language_phrases(words: Language) -> Phrases:
    """The keywords and windows of a tongue."""
    found = [Phrase(normalise(text), token, None) for text, token in words.keywords.items() if normalise(text) not in SIGNS]
    found += [Phrase(normalise(text), "WINDOW", window) for text, window in words.timing.phrases.items()]
    found += [Phrase(normalise(text), "DAY", day) for text, day in words.timing.days.items()]
    return Phrases(tuple(found))


@lru_cache(maxsize=16)
def unit_phrases(words: Language) -> Phrases:
    """The units of a tongue, each also without its spaces."""
    found: dict[str, Phrase] = {}
    for text in words.units:
        unit = words.unit(text)
        for form in (normalise(text), normalise(text).replace(" / ", "/")):
            found.setdefault(form, Phrase(form, "UNIT", (unit, text)))
    return Phrases(tuple(found.values()))
