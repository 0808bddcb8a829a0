"""A code or a name as typed to the code of a list: communes, départements, EPCI, post codes (ADR 0018)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem
from rulespec.compiler.ground.text import normalise

SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d{1,2})\Z", re.IGNORECASE)
WHOLE = re.compile(r"(\d+)[.,]0+\Z")
QUALIFIED = re.compile(r"(.+?)\s*\(([^()]+)\)\s*\Z")
SHORT = {"st": "saint", "ste": "sainte"}
# More candidates than this are no help in a sentence.
MOST = 12


class Entry(NamedTuple):  # which is made four times as fast as a frozen dataclass: France has 40,000
    """A code of a list.

    Attributes:
        name: "" where the list has none (post codes).
        within: the code of the list of which this one is a part: a commune's département.
        holds: codes that it holds, of the same list (the districts of Paris) or of another (the communes of an EPCI).
        now: what the code became; until: the first day without it (2019-01-01), "" where it exists or where that is not known.
    """

    code: str
    name: str
    within: str = ""
    holds: tuple[str, ...] = ()
    now: str = ""
    until: str = ""

    @property
    def is_former(self) -> bool:
        return bool(self.now or self.until)

    def existed(self, date: str) -> bool:
        """Whether the code existed at an ISO date, or in a year; of a name merged at an unknown date nothing is said."""
        return not self.is_former or date[: len(self.until)] < self.until[: len(date)]


# `normalise` would take a second for 40,000 names.
ACCENTS = dict(zip("àâäáãéèêëíîïóôöúùûüçñÿ", "aaaaaeeeeiiiooouuuucny", strict=True))
LETTERS = str.maketrans({**ACCENTS, "œ": "oe", "æ": "ae", **dict.fromkeys("-'’.,/", " ")})


def name_key(text: str) -> str:
    """« St-Étienne » and « Saint Etienne » are one name."""
    key = text.lower().translate(LETTERS)
    if not key.isascii():
        key = normalise(key).translate(LETTERS)
    words = key.split()
    return " ".join([SHORT.get(word, word) for word in words])


@dataclass(frozen=True)
class CodeList:
    """One list, read when it is needed first: France has 35,000 communes, and most rules name none of them.

    Attributes:
        within: the name of the list of which these codes are parts, "" without.
        load: gives the entries, in order of code.
    """

    name: str
    within: str
    load: Callable[[], Iterable[Entry]] = field(repr=False, compare=False)

    @cached_property
    def _all(self) -> tuple[Entry, ...]:
        return tuple(self.load())

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """By code; today's where a former name has it too."""
        found = {entry.code: entry for entry in self._all if entry.now or entry.until}
        return found | {entry.code: entry for entry in self._all if not (entry.now or entry.until)}

    @cached_property
    def named(self) -> dict[str, tuple[Entry, ...]]:
        """By name, today's before former ones: a former name counts only where no code of today has it."""
        found: dict[str, list[Entry]] = {}
        for entry in self._all:
            if entry.name:
                found.setdefault(name_key(entry.name), []).append(entry)
        return {key: tuple([e for e in group if not e.is_former] or group) for key, group in found.items()}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(code) for code in self.entries}))

    def padded(self, text: str) -> Entry | None:
        """The code of today that a number is without its zeros."""
        forms = (text.zfill(length) for length in self.lengths if length > len(text))
        return next((found for form in forms if (found := self.entries.get(form)) is not None and not found.is_former), None)

    def begins(self, text: str) -> bool:
        return any(code.startswith(text) for code in self.entries)

    def near(self, text: str) -> tuple[Entry, ...]:
        """The entries of today whose names are most like an unknown one, at most four: none of them is certain."""
        key = name_key(text)
        begun = [known for known in self.named if known.startswith(f"{key} ") or (any(map(str.isdigit, key)) and known.startswith(key))]
        likely = [known for known in self.named if known[:1] == key[:1] and abs(len(known) - len(key)) < 4]
        names = begun if 0 < len(begun) <= 4 else get_close_matches(key, likely, 3, 0.75)
        return tuple(entry for name in names for entry in self.named[name] if not entry.is_former)[:4]


@dataclass(frozen=True)
class Codes:
    """The lists of a country, and what is of which list.

    Attributes:
        lists: by their name in normal form.
        variables: a variable of the country whose values are codes to the name of its list.
        starts: a variable compared by its start to the list of these starts: a département is the start of a commune.
        choices: of an enumeration whose labels are codes, each member's code.
    """

    lists: Mapping[str, CodeList] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def list_of(self, name: str | None) -> CodeList | None:
        return self.lists.get(normalise(name)) if name else None

    def read(self, text: str, of: CodeList, at: str = "") -> Entry | Problem:
        """The code that a text says, by its code or by a name that only one has; else what is wrong with it.

        `at` is the ISO date, or the beginning of one, at which it is read: a code that has ended since is right in its time.
        """
        typed = " ".join(text.split())
        found = of.entries.get(typed.upper())
        if found is None and (match := WHOLE.match(typed)):
            typed = match.group(1)
            found = of.entries.get(typed)
        if found is not None:
            return self._dated(typed, found, of, at)
        if match := SCIENTIFIC.match(typed):
            return codes.NumberForCode.Scientific(text=typed)
        if typed[:1].isdigit():
            return self._not_a_code(typed, of)
        return self._named(typed, of, at)

    def _dated(self, text: str, entry: Entry, of: CodeList, at: str) -> Entry | Problem:
        if not entry.is_former or (at and entry.until and entry.existed(at)):
            return entry
        elsewhere = self._elsewhere(text, of)
        if elsewhere is not None:  # 75001, a post code of Paris, was Alfortville's code until 1968
            return elsewhere
        now = of.entries.get(entry.now)
        name = f"{text} ({entry.name})" if entry.name and name_key(entry.name) != name_key(text) else text
        if now is None:
            return codes.UnknownCode.Ended(text=name, list=of.name)
        return codes.UnknownCode.Former(text=name, list=of.name, write=now.code, name=now.name)

    def _not_a_code(self, text: str, of: CodeList) -> Problem:
        joined = text.replace(" ", "")
        if joined != text and joined in of.entries:
            return codes.UnknownCode(text=text, list=of.name, near=joined)
        padded = of.padded(joined) if joined.isdigit() else None
        if padded is not None:
            return codes.NumberForCode.Lost(text=text, write=padded.code, name=padded.name or of.name)
        told = self._elsewhere(joined, of)
        begun = [entry for code, entry in of.entries.items() if code.startswith(joined) and not entry.is_former] if told is None else []
        if 0 < len(begun) <= MOST:  # 97 begins nine départements
            return codes.UnknownCode.Several(text=text, list=of.name, known=self._listed(begun, of))
        return told or codes.UnknownCode(text=text, list=of.name)

    def _elsewhere(self, text: str, of: CodeList) -> Problem | None:
        """What is said of a code of another list: a post code where a commune is asked."""
        for other in self.lists.values():
            entry = other.entries.get(text.upper()) or (other.padded(text) if text.isdigit() else None)
            if other is not of and entry is not None and not entry.is_former:
                known = [of.entries[code] for code in entry.holds if code in of.entries]
                if not known:
                    return codes.UnknownCode.Other(text=self.shown(entry, other), list=of.name, other=other.name)
                return codes.UnknownCode.Holds(text=self.shown(entry, other), list=of.name, other=other.name, known=self._listed(known, of))
        return None

    def _named(self, text: str, of: CodeList, at: str) -> Entry | Problem:
        found = of.named.get(name_key(text), ())
        if not found and (match := QUALIFIED.match(text)):
            found = self.parts(of.named.get(name_key(match.group(1)), ()), match.group(2), of)
        if len(found) == 1:
            return self._dated(text, found[0], of, at)
        if found:
            return codes.UnknownCode.Several(text=text, list=of.name, known=self._listed(found, of))
        near = of.near(text)
        if len(near) > 1:
            return codes.UnknownCode.Likely(text=text, list=of.name, known=self._listed(near, of))
        return codes.UnknownCode(text=text, list=of.name, near=near[0].name if near else "")

    def parts(self, entries: Iterable[Entry], whole: str, of: CodeList) -> tuple[Entry, ...]:
        """Those of the entries that are in a whole, by its code or its name."""
        outer = self.list_of(of.within)
        return tuple(
            entry
            for entry in entries
            if entry.within == whole.upper() or (outer is not None and self._name_within(entry, outer) == name_key(whole))
        )

    def _name_within(self, entry: Entry, outer: CodeList) -> str:
        whole = outer.entries.get(entry.within)
        return name_key(whole.name) if whole is not None else ""

    def shown(self, entry: Entry, of: CodeList) -> str:
        """« 93066 (Saint-Denis, Seine-Saint-Denis) »."""
        outer = self.list_of(of.within)
        whole = outer.entries.get(entry.within) if outer is not None else None
        names = ", ".join(dict.fromkeys(name for name in (entry.name, whole.name if whole is not None else "") if name))
        return f"{entry.code} ({names})" if names else entry.code

    def _listed(self, entries: Iterable[Entry], of: CodeList) -> str:
        found = [self.shown(entry, of) for entry in entries]
        return " ; ".join(found[:MOST]) + (" ; …" if len(found) > MOST else "")

    def candidates(self, text: str, of: CodeList) -> tuple[Entry, ...]:
        """What a text that is no code and no unique name may mean: those of a post code, those of a name."""
        typed = " ".join(text.split())
        held = [entry for other in self.lists.values() if other is not of and (entry := other.entries.get(typed)) is not None]
        found = [of.entries[code] for entry in held for code in entry.holds if code in of.entries]
        return tuple(found) or of.named.get(name_key(typed), ())

    def begun(self, text: str, of: CodeList, most: int) -> tuple[Entry, ...]:
        """Those of today whose name begins as the text does, at most that many; none for less than three letters."""
        key = name_key(text)
        found = (entry for name, group in of.named.items() if name.startswith(key) for entry in group if not entry.is_former)
        return tuple(entry for entry, _ in zip(found, range(most), strict=False)) if len(key) > 2 else ()
