"""The surface of the language: a folder for each tongue, found here; adding a tongue is adding its folder."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module
from importlib.resources.abc import Traversable
from typing import TypeVar

from rulespec.compiler.ground.kinds import CURRENCIES, EURO, Unit, unit_of
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words.records import Hints, Marks, Names, Sentence, WorkbookWords
from rulespec.compiler.words.timing import Timing

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, eq=False)
class Language:
    """All the words of one tongue. None has a default: a tongue that lacks one does not load.

    Attributes:
        code: "fr", "en".
        name: what its readers call it: « français ».
        decimal: the decimal sign, "," or ".".
        of: the words that link a thing to who has it (« de la », « du »).
        keywords: phrase to token of the grammar.
        functions: name of a function to its canonical name.
        units: phrase to (numerator, denominator) in canonical base units; its amounts are in euros, or `in_currency`.
        currencies: a code of ISO 4217 to how amounts in it are written, the usual way first.
        timing: phrases of time to windows.
        keys: canonical field name, or `Record.field`, to its surfaces, the first preferred.
        values: category to canonical value to surfaces.
        sheets: canonical sheet to surfaces.
        own_notes: titles of a column of one's own remarks, which nothing reads.
        terms: words that fill messages.
        titles: what each code means, in a few words.
        messages: `code` or `code:variant` to a sentence with {fields}.
        helps: `code?key` to a suggestion with {fields}.
        ui: sentences of the command line and reports.
        help: what `--help` says of each command and option.
        click: the words of the library of the command line, by its English.
        preview, site: what the pages of the preview and of the documentation say.
        descriptions: what each field of a document means, for editors.
        portfolio: the words of a portfolio of candidate aids.
        reasons: what the libraries that read files say, by a part of their English.
        workbook: the words of workbooks.
        names: what identifiers, persons and files are called.
        hints: what names of locals are made of.
        marks: how it punctuates, joins and counts.
        models: the files that `init` and `new` start from.
    """

    code: str
    name: str
    decimal: str
    of: tuple[str, ...]
    keywords: Mapping[str, str]
    functions: Mapping[str, str]
    timing: Timing
    units: Mapping[str, tuple[str, str | None]]
    currencies: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    sheets: Mapping[str, tuple[str, ...]]
    own_notes: tuple[str, ...]
    terms: Mapping[str, str]
    titles: Mapping[str, str]
    messages: Mapping[str, str]
    helps: Mapping[str, str]
    ui: Mapping[str, str]
    help: Mapping[str, str]
    click: Mapping[str, str]
    preview: Mapping[str, str]
    site: Mapping[str, str]
    descriptions: Mapping[str, str]
    portfolio: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, str]
    workbook: WorkbookWords
    names: Names
    hints: Hints
    marks: Marks
    models: Traversable

    def __post_init__(self) -> None:
        for name in ("titles", "messages", "helps", "ui", "terms", "help", "preview", "site"):
            told = {key: Sentence(text, self.marks) for key, text in getattr(self, name).items()}
            object.__setattr__(self, name, told)
        told_in = self.workbook
        hints = {key: self.typeset(text) for key, text in told_in.hints.items()}
        steps = tuple((step, self.typeset(text)) for step, text in told_in.steps)
        advice = {key: self.typeset(text) for key, text in told_in.advice.items()}
        object.__setattr__(self, "workbook", replace(told_in, hints=hints, steps=steps, advice=advice))

    def said(self, key: str, /, **fields: object) -> str:
        """A sentence of the command line with its fields."""
        return self.ui[key].format(**fields)

    def typeset(self, text: str) -> str:
        """A text for a page or a cell, with spaces that do not break where the tongue wants them: before « : » in French."""
        return re.sub(self.marks.bound, "\N{NO-BREAK SPACE}", text)

    def quoted(self, text: str) -> str:
        """A name in a sentence: « nom »."""
        left, right = self.marks.quotes
        return f"{left}{text}{right}"

    def reason(self, text: str) -> str:
        """What a library says of a file that it can't read; as it is, where the tongue does not know it."""
        return next((told for part, told in self.reasons.items() if part in text), text)

    def model(self, name: str) -> str:
        """The text of a file that `init` and `new` start from."""
        return self.models.joinpath(name).read_text(encoding="utf-8")

    def function_name(self, canonical: str) -> str:
        """A function as a workbook would write it: `SI`, `IF`."""
        return next(name for name, known in self.functions.items() if known == canonical).upper()

    def key(self, record: str, canonical: str) -> str:
        """The preferred surface of a field."""
        found = self.keys.get(f"{record}.{canonical}") or self.keys.get(canonical)
        return found[0] if found else canonical

    @cached_property
    def _in_euros(self) -> Language:
        return self

    @cached_property
    def _in_currencies(self) -> dict[str, Language]:
        return {}

    def in_currency(self, currency: str) -> Language:
        """The tongue of a project that counts in a currency: « € / mois » gives place to « DT / mois », « dinars par mois »."""
        euros = self._in_euros
        if currency not in euros.currencies:
            return euros
        if currency not in euros._in_currencies:
            amounts = {
                phrase.replace(EURO, name): (currency, under)
                for name in euros.currencies[currency]
                for phrase, (top, under) in euros.units.items()
                if top == EURO and EURO in phrase
            }
            others = {phrase: parts for phrase, parts in euros.units.items() if parts[0] != EURO}
            made = replace(euros, units=amounts | others)
            made.__dict__["_in_euros"] = euros
            euros._in_currencies[currency] = made
        return euros._in_currencies[currency]

    def is_tongue_of(self, other: Language) -> bool:
        """True of the same tongue, whatever the currency of each."""
        return self._in_euros is other._in_euros

    def currency_of(self, text: str) -> tuple[str, ...]:
        """The currencies, by their codes, in which a unit that the project does not have may count: « dinars / mois »."""
        wanted = normalise(text).replace(" ", "")
        found = tuple(code for code in self.currencies if self.in_currency(code)._units.get(wanted) is not None)
        unit = self._in_euros._units.get(wanted) if self._in_euros is not self else None
        return ("EUR", *found) if unit is not None and unit.is_known_money else found

    @cached_property
    def _surfaces(self) -> dict[tuple[str, tuple[str, ...]], Mapping[str, str]]:
        return {}

    def heading(self, record: str, canonical: str) -> str:
        """A field at the top of a page or a column: « Adresse de contact »."""
        text = self.key(record, canonical)
        return text[:1].upper() + text[1:]

    def keys_of(self, record: str, names: tuple[str, ...]) -> Mapping[str, str]:
        """Every accepted surface of a record's fields, normalised, to the canonical name."""
        # Asked for each record of each document: made once for each kind of record.
        known = self._surfaces.get((record, names))
        if known is not None:
            return known
        surfaces: dict[str, str] = {}
        for name in names:
            for surface in self.keys.get(f"{record}.{name}") or self.keys.get(name, (name,)):
                surfaces.setdefault(normalise(surface), name)
        self._surfaces[record, names] = surfaces
        return surfaces

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        return {
            category: {normalise(s): canonical for canonical, surfaces in words.items() for s in surfaces}
            for category, words in self.values.items()
        }

    def value(self, category: str, text: str) -> str | None:
        """The canonical word of a closed list, None where the text is not in it."""
        return self._values[category].get(normalise(text))

    def choice(self, kind: type[Choice], category: str, text: str) -> Choice | None:
        """The same, as a member of its enumeration."""
        found = self.value(category, text)
        return None if found is None else kind(found)

    def values_of(self, category: str) -> tuple[str, ...]:
        return tuple(surfaces[0] for surfaces in self.values[category].values())

    def say(self, category: str, canonical: str) -> str:
        """The preferred surface of a canonical word."""
        return self.values[category][canonical][0]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {normalise(phrase).replace(" ", ""): unit_of(*parts) for phrase, parts in self.units.items()}

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """How the currency is written before a figure, the longest first: « F CFA », « XOF »; « francs » only follows one.

        A letter is a sign where it is the usual one (R 100 in South Africa): « F2 » is a dwelling where money is in francs.
        """
        alone = [phrase for phrase, (top, under) in self.units.items() if top in CURRENCIES and under is None]
        others = [phrase for phrase in alone[1:] if len(phrase) > 1 or not phrase.isalpha()]
        # « Ksh » and « Kč » begin with a capital, « yen » and « francs CFA » do not.
        short = [
            phrase
            for phrase in others
            if phrase.isupper() or phrase[:1].isupper() and len(phrase) < 4 or not phrase.replace(" ", "").isalpha()
        ]
        return tuple(sorted((*alone[:1], *short), key=len, reverse=True))

    def amount(self, figure: str, unit: str) -> str:
        """A figure with its unit, the sign of money where the tongue puts it.

        >>> language("fr").amount("12,50", "€ / mois"), language("en").amount("-12.50", "€ / month")
        ('12,50 € / mois', '-€12.50 / month')
        >>> language("en").in_currency("XOF").amount("1,000", "F CFA"), language("en").amount("17", "years")
        ('F CFA 1,000', '17 years')
        """
        sign = unit.partition(" /")[0]
        if not self.marks.is_sign_first or sign not in self._first_signs or not figure[-1:].isdigit():
            return f"{figure} {unit}".strip()
        minus, plain = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
        return f"{minus}{sign}{' ' if sign[-1].isalpha() else ''}{plain}{unit.removeprefix(sign)}"

    @cached_property
    def _first_signs(self) -> frozenset[str]:
        """What can stand before a figure, in the project's currency or, where a reader's tongue is not its own, in any."""
        return frozenset((*self.signs, EURO, *(names[0] for names in self.currencies.values()), *self.currencies))

    def sign_at(self, text: str, index: int = 0) -> tuple[str, int] | None:
        """The sign of money that stands before a figure in a text in normal form, and where the figure begins.

        >>> language("en").sign_at("€12.50"), language("en").sign_at("eur 12"), language("en").sign_at("euros 12")
        (('€', 1), ('eur', 4), None)
        """
        for sign in self._plain_signs:
            if text.startswith(sign, index):
                start = index + len(sign) + (text[index + len(sign) : index + len(sign) + 1] == " ")
                if text[start : start + 1].isdigit():
                    return sign, start
        return None

    @cached_property
    def _plain_signs(self) -> tuple[str, ...]:
        return tuple(map(normalise, self.signs))

    def unit(self, text: str) -> Unit | None:
        """The unit that a text says, None where it says none."""
        return self._units.get(normalise(text).replace(" ", ""))

    @cached_property
    def _unit_names(self) -> dict[Unit, str]:
        names: dict[Unit, str] = {}
        for phrase, parts in self.units.items():
            names.setdefault(unit_of(*parts), phrase)
        return names

    def unit_name(self, unit: Unit) -> str:
        """How a unit is said."""
        if unit.any:
            return "?"
        if unit.unknown:
            return self.terms["unknown unit"]
        if not unit.powers:
            return self.terms["no unit"]
        found = self._unit_names.get(unit)
        if found:
            return found
        if unit.currency is not None and (own := self.in_currency(unit.currency)) is not self:
            return own.unit_name(unit)
        singles = {base: self._unit_names.get(unit_of(base), base) for base, _ in unit.powers}
        top = " × ".join(singles[b] + (f"^{e}" if e > 1 else "") for b, e in unit.powers if e > 0) or "1"
        under = " / ".join(singles[b] + (f"^{-e}" if e < -1 else "") for b, e in unit.powers if e < 0)
        return f"{top} / {under}" if under else top


# The first users are French administrations.
DEFAULT = "fr"
# A tongue that another package, or a test, brings.
_REGISTERED: dict[str, Language] = {}


def register(words: Language) -> None:
    """Make a tongue known that has no folder here."""
    _REGISTERED[words.code] = words


@cache
def _folders() -> tuple[str, ...]:
    """The tongues that have a folder here, looked for once: every document asks."""
    return tuple(item.name for item in pkgutil.iter_modules(__path__) if item.ispkg)


def language_codes() -> tuple[str, ...]:
    """The codes of the tongues that are known, a folder here or registered; the default's first."""
    folders = _folders()
    return tuple(sorted({*folders, *_REGISTERED}, key=lambda code: (code != DEFAULT, code)))


def languages() -> tuple[Language, ...]:
    """All the tongues that are known."""
    return tuple(language(code) for code in language_codes())


def language(code: str) -> Language:
    """The words of a tongue by its code."""
    if code in _REGISTERED:
        return _REGISTERED[code]
    words: Language = import_module(f"rulespec.compiler.words.{code}").WORDS
    return words


def default_language() -> Language:
    """The tongue of a text that does not say its own."""
    return language(DEFAULT)
