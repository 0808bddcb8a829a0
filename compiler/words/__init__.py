"""The surface of the language: a file of words for each tongue; adding a tongue is adding one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module

from rulespec.compiler.ground.kinds import Unit, unit_of
from rulespec.compiler.ground.text import normalise

CODES = ("fr", "en")


@dataclass(frozen=True, eq=False)
class Language:
    """All the words of one tongue.

    Attributes:
        code: "fr", "en".
        decimal: the decimal sign, "," or ".".
        keywords: phrase to token of the grammar.
        functions: name of a function to its canonical name.
        windows: phrase to window of time.
        units: phrase to (numerator, denominator) in canonical base units.
        of: the words that link a thing to who has it (« de la », « du »).
        keys: canonical field name, or `Record.field`, to its surfaces, the first preferred.
        values: category to canonical value to surfaces.
        sheets: canonical sheet to surfaces.
        terms: words that fill messages.
        titles: what each code means, in a few words.
        messages: `code` or `code:variant` to a sentence with {fields}.
        helps: `code?key` to a suggestion with {fields}.
        ui: sentences of the command line and reports.
        singular: the numbers that the singular goes with: 0 and 1 in French.
    """

    code: str
    name: str
    decimal: str
    keywords: Mapping[str, str]
    functions: Mapping[str, str]
    windows: Mapping[str, str]
    units: Mapping[str, tuple[str, str | None]]
    keys: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    sheets: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, str]
    titles: Mapping[str, str]
    messages: Mapping[str, str]
    helps: Mapping[str, str]
    ui: Mapping[str, str]
    of: tuple[str, ...] = field(default=())
    singular: tuple[int, ...] = (1,)

    def counted(self, key: str, count: int) -> str:
        """« 1 test », « 2 tests »: a sentence of `ui` that holds both forms, the singular before the bar."""
        one, many = self.ui[key].split("|")
        return (one if count in self.singular else many).format(count=count)

    def key(self, record: str, canonical: str) -> str:
        """The preferred surface of a field."""
        found = self.keys.get(f"{record}.{canonical}") or self.keys.get(canonical)
        return found[0] if found else canonical

    @cached_property
    def _surfaces(self) -> dict[tuple[str, tuple[str, ...]], Mapping[str, str]]:
        return {}

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

    def values_of(self, category: str) -> tuple[str, ...]:
        return tuple(surfaces[0] for surfaces in self.values[category].values())

    def say(self, category: str, canonical: str) -> str:
        """The preferred surface of a canonical word."""
        return self.values[category][canonical][0]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {normalise(phrase).replace(" ", ""): unit_of(*parts) for phrase, parts in self.units.items()}

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
        if not unit.powers:
            return self.terms["no unit"]
        found = self._unit_names.get(unit)
        if found:
            return found
        singles = {base: self._unit_names.get(unit_of(base), base) for base, _ in unit.powers}
        top = " × ".join(singles[b] + (f"^{e}" if e > 1 else "") for b, e in unit.powers if e > 0) or "1"
        under = " / ".join(singles[b] + (f"^{-e}" if e < -1 else "") for b, e in unit.powers if e < 0)
        return f"{top} / {under}" if under else top


@cache
def language(code: str) -> Language:
    """The words of a tongue by its code."""
    module = import_module(f"rulespec.compiler.words.{code}")
    words: Language = module.WORDS
    return words
