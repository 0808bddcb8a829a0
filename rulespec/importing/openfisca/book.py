"""What documents are made of: rules, names, units, and what was told on the way."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.sentences.vocabulary import Words
from rulespec.compiler.words import Language
from rulespec.importing.openfisca.formulas import Left, Rule
from rulespec.importing.openfisca.measuring import Measures
from rulespec.importing.openfisca.naming import Names

# A calculation, and those of its parts by name.
Told = tuple[dict[str, Any], dict[str, dict[str, Any]]]
LONGEST = 100
# What a card's summary may be, in characters.
LEAST_SUMMARY, MOST_SUMMARY = 10, 420
# Dates have no day before: what holds since then holds for ever.
EARLIEST = datetime.date(1800, 1, 1)
# A part of a formula is a thought of its own from this many words on, where the whole is long; sooner where it is said twice.
SMALLEST_PART, SMALLEST_TWICE, LONG = 6, 4, 20


@dataclass(eq=False)
class Rulebook:
    """What documents are made of.

    Attributes:
        plain: rules that are said without units, since theirs disagree.
        lexicon: variables that a lexicon has a name for already.
    """

    catalog: Catalog
    words: Language
    people: Words
    names: Names
    measures: Measures
    rules: dict[str, Rule]
    lexicon: frozenset[str]
    plain: set[str] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)
    divisions: dict[str, list[str]] = field(default_factory=dict)
    # What each rule reads: by rule, its variables and figures.
    read: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    # Rules that are documents of their own; those that are calculations, since as an aid they do not compile.
    aids: set[str] = field(default_factory=set)
    shapeless: set[str] = field(default_factory=set)
    # The variables that rules read.
    read_variables: set[str] = field(default_factory=set)
    # The tables of each rule, by their names.
    tables: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def key(self, record: str, name: str) -> str:
        return self.words.key(record, name)


def read_by_others(book: Rulebook) -> set[str]:
    """The variables that rules read."""
    return {read.variable for rule in book.rules.values() for read in rule.reads if read.variable != rule.name}
