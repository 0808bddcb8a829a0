"""What checking an expression needs to know: names in sight, the population, the period, whom to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import Declared, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics, Word
from rulespec.compiler.ground.kinds import Kind, Period, Type, Unit
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.windows import Window
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Services:
    """What all rules of a rulebook share.

    Attributes:
        check: the checker itself, for the modules that it calls.
        resolve: checks another rule of the rulebook first (read in the past or not), and says whether it is right.
        hoist: makes a helper variable on a group out of a formula of that group.
        bases: the unit of what a scale without a unit of thresholds is applied to, by its path.
        missing: the variable that says whether a datum is known, and what stands for it, where the author said so.
        terms: takes what the lexicon says of a term, with the name that the document gives it, so that proofs leave it alone: the expert
            has not written it.
        never_zero: says whether a parameter of the rulebook is different from 0 at all its dates.
        over_one: the first value of a parameter of the rulebook that is over 1, if any.
    """

    catalog: Catalog
    words: Words
    diagnostics: Diagnostics
    check: Callable[[nodes.Node, Context], ir.Expression | None]
    resolve: Callable[[Declared, bool], bool]
    hoist: Callable[[str, str, ir.Expression, Context], Declared]
    choices: dict[str, dict[str, str]]
    never_zero: Callable[[str], bool]
    over_one: Callable[[str], Decimal | None]
    bases: dict[str, Unit]
    missing: Callable[[str, str], tuple[str, ir.Expression] | None]
    terms: dict[ir.Expression, str]


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands.

    Attributes:
        scope: names in sight.
        entity: the key of the entity that the expression is about.
        period: the definition period of the rule.
        rule: the OpenFisca name of the rule, for helpers' names and messages.
        inside: the group whose members are being looked at, None outside of a « pour chaque ».
        in_base: whether a base of resources is being read.
        is_past: whether what is read is of an earlier period than the rule's: of « nombre de mois où … des 12 derniers mois ».
        choice: the enumeration of which a name or a text is a label, where an answer is one of its members.
        answering: the name of what answers with it.
        place: where the author named a term of a lexicon, whose formula is being read in its place.
    """

    services: Services
    scope: Scope
    entity: str
    period: Period
    rule: str
    document: doc.Document
    inside: str | None = None
    in_base: bool = False
    is_past: bool = False
    choice: Type | None = None
    answering: str = ""
    place: Span | None = None

    @property
    def diagnostics(self) -> Diagnostics:
        return self.services.diagnostics

    @property
    def catalog(self) -> Catalog:
        return self.services.catalog

    @property
    def is_person(self) -> bool:
        return self.catalog.entities[self.entity].is_person

    def about(self, entity: str, inside: str | None = None) -> Context:
        return replace(self, entity=entity, inside=inside)

    def within(self, scope: Scope) -> Context:
        return replace(self, scope=scope)

    def entity_name(self, key: str) -> str:
        return self.services.words.labels.get(key, key)

    @property
    def joint(self) -> str:
        """The word before a unit in the document's tongue: « en », `in`."""
        return self.scope.words.marks.into

    def unit_name(self, unit: Unit) -> str:
        return self.scope.words.unit_name(unit)

    def keyword(self, token: str) -> str:
        """The first phrase of the document's tongue that says a token of the grammar: DEFAULT is « à défaut »."""
        return next(text for text, value in self.scope.words.keywords.items() if value == token)

    def window_name(self, window: Window | None) -> str:
        """A window of time in the document's tongue, nothing for none."""
        return "" if window is None else self.scope.words.timing.say(window)

    def members_of(self, type_: Type) -> dict[str, str]:
        """Member name to label, of the enumeration of a choice."""
        name = type_.enum or ""
        return dict(self.services.choices.get(name) or self.catalog.enums.get(name, {}))


def kind_word(kind: Kind) -> Word:
    """The field of a message for a kind: said in the reader's language."""
    return Word(kind.value)
