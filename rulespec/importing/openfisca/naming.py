"""Identifiers and labels to names of the trade, each once in a rulebook, that a sentence can hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rulespec.compiler.documents.document import Calculation, Parameter, Scale, Vocabulary, Zone
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

LONGEST = 60
MOST_WORDS = 8
NAME = re.compile(r"[^\W\d_][\w '’-]*\Z")
WORD = re.compile(r"[^\W\d_]+")
BETWEEN_WORDS = re.compile(r"[^\w]+")
# What would make two sentences of a name.
JOINING = {"IF", "THEN", "ELSE", "AND", "OR", "NOT", "BETWEEN", "DEFAULT"}
# Articles that a label begins with and that a name in a sentence has not.
LEADING = re.compile(r"^(the|a|an|la|le|les|l'|l’|un|une|des)\s+|^(l'|l’)", re.IGNORECASE)


@dataclass(eq=False)
class Names:
    """Names given so far: by variable, by path of a parameter; `taken` in normal form."""

    catalog: Catalog
    words: Language
    reserved: frozenset[str]
    joining: frozenset[str]
    variables: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, str, str, int], str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @cached_property
    def accents(self) -> Mapping[str, str]:
        """Words of identifiers as the country's labels write them: « eligibilite » is « éligibilité »."""
        found: dict[str, Counter[str]] = {}
        labels = [raw.get("label") or "" for group in (self.catalog.raw_variables, self.catalog.raw_parameters) for raw in group.values()]
        for word in WORD.findall(" ".join(labels)):
            plain = normalise(word)
            if len(plain) > 3:
                found.setdefault(plain, Counter())[word.lower() if not word.isupper() else word] += 1
        return {plain: counted.most_common(1)[0][0] for plain, counted in found.items()}

    def worded(self, identifier: str) -> str:
        """An identifier as words."""
        return " ".join(self.accents.get(word, word) if word.islower() else word for word in identifier.split("_") if word)

    def variable(self, name: str) -> str:
        if name not in self.variables:
            raw = self.catalog.raw_variables[name]
            texts = [raw.get("label") or "", self.worded(name)]
            # A label that is a sentence is no name.
            self.variables[name] = self._choose(texts if len(texts[0].split()) <= MOST_WORDS else texts[::-1], name)
        return self.variables[name]

    def figure(self, path: str) -> str:
        if path not in self.figures:
            parts = [self.worded(part) for part in path.replace("*", "").split(".") if part]
            raw = self.catalog.raw_parameters.get(path) or {}
            longer = [" ".join(parts[-count:]) for count in range(1, len(parts) + 1)]
            chosen = [raw.get("label") or "", *longer]
            self.figures[path] = self._choose(chosen, path.replace(".", "_").replace("*", "each"))
        return self.figures[path]

    def by_case(self, name: str, variable: str, key: str) -> str:
        """A name for the table of a value, or for what it answers, by the sentence of `key`."""
        found = (self.words.said(key, name=name), variable, key, 0)
        if found not in self.parts:
            self.parts[found] = self._choose([found[0]], f"{variable}_{key.split()[-1]}")
        return self.parts[found]

    def part(self, name: str, variable: str, start: str, line: int) -> str:
        """A name for a part of a formula, which its author called `name`; the same each time that it is asked."""
        key = (name, variable, start, line)
        if key not in self.parts:
            texts = [self.worded(name), self.worded(f"{name}_{variable}")]
            self.parts[key] = self._choose(texts, f"{name}_{variable}"[:LONGEST].lower())
        return self.parts[key]

    def _choose(self, texts: list[str], fallback: str) -> str:
        for text in texts:
            said = self.sayable(text)
            if said and normalise(said) not in self.taken:
                break
        else:
            said, number = fallback, 1
            while normalise(said) in self.taken:
                number += 1
                said = f"{fallback}_{number}"
        self.taken.add(normalise(said))
        return said

    def sayable(self, text: str) -> str:
        """A text as a name that a sentence can hold; "" where it can't be one."""
        said = LEADING.sub("", " ".join(text.split("(")[0].split()).strip(" ."))
        said = said[:1].lower() + said[1:] if said[1:2].islower() else said
        inner = normalise(said)
        if not NAME.match(said) or len(said) > LONGEST or inner in self.reserved:
            return ""
        padded = f" {BETWEEN_WORDS.sub(' ', inner)} "
        return "" if any(f" {word} " in padded for word in self.joining) else said


def names_of(catalog: Catalog, words: Language, vocabularies: tuple[Vocabulary, ...], roles: frozenset[str]) -> Names:
    """Names that start from those of the lexicons; a word that joins sentences is no part of a name."""
    windows = {normalise(text) for text in (*words.timing.phrases, *words.timing.days)}
    keywords = frozenset(normalise(text) for text in words.keywords if text[:1].isalpha())
    joining = frozenset(normalise(text) for text, token in words.keywords.items() if token in JOINING and text[:1].isalpha())
    found = Names(catalog, words, keywords | windows | roles, joining)
    for vocabulary in vocabularies:
        for datum in vocabulary.data:
            if datum.name is None:
                continue
            found.taken.add(normalise(datum.name.text))
            if datum.reads is not None and datum.compared_by is None and datum.window is None:
                found.variables.setdefault(datum.reads.text.strip(), datum.name.text)
        named = (vocabulary.parameters, vocabulary.calculations, vocabulary.scales, vocabulary.zones)
        found.taken |= {normalise(entry.text) for group in named for entry in _names(group)}
    return found


def _names(records: Iterable[Parameter | Calculation | Scale | Zone]) -> Iterator[Cell]:
    for record in records:
        if record.name is not None:
            yield record.name


def lexicon_units(vocabularies: tuple[Vocabulary, ...]) -> Mapping[str, str]:
    """The units that lexicons say of the country's variables."""
    return {
        datum.reads.text.strip(): datum.unit.text
        for vocabulary in vocabularies
        for datum in vocabulary.data
        if datum.reads is not None and datum.unit is not None
    }
