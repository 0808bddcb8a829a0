"""The words of a tongue to windows of time, and back: « des 6 derniers mois », « au 31 décembre de l'année n-1 »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import Pattern, Window

FIGURE = re.compile(r"\{(\w+)\}")
FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Timing:
    """How a tongue tells windows of time.

    Attributes:
        phrases: a phrase to its window: « du mois dernier ».
        patterns: a phrase that holds figures to what they make: « des {count} derniers mois ».
        days, day_patterns: the same, of a day as a value: « le premier jour du mois », « le {day} {month} ».
        months: the names of months, from January.
        numbers: figures in letters: « six ».
        first: the first of a month: « 1er ».
    """

    phrases: Mapping[str, Window]
    patterns: Mapping[str, Pattern]
    days: Mapping[str, Window]
    day_patterns: Mapping[str, Pattern]
    months: tuple[str, ...]
    numbers: Mapping[str, int]
    first: str

    def read(self, text: str) -> Window | None:
        """The window that a whole text says, None where it says none."""
        plain = normalise(text)
        known = self._normal.get(plain)
        if known is not None:
            return known
        for expression, pattern in self._whole:
            found = expression.fullmatch(plain)
            window = None if found is None else self._window(pattern, found)
            if window is not None:
                return window
        return None

    def at(self, text: str, index: int, days: bool = False) -> tuple[int, Window] | None:
        """The longest window told with figures at a place of a text in normal form, and its length; a day as a value with `days`."""
        start = FIRST_WORD.match(text, index)
        if start is None:
            return None
        best: tuple[int, Window] | None = None
        for expression, pattern in self._by_first[days].get(start.group(), ()):
            found = expression.match(text, index)
            window = None if found is None else self._window(pattern, found)
            if found is not None and window is not None and (best is None or found.end() - index > best[0]):
                best = (found.end() - index, window)
        return best

    def say(self, window: Window) -> str:
        """A window in words; "" where the tongue has none for it."""
        return _said(window, self.phrases) or self._said(window, self.patterns)

    def say_day(self, window: Window) -> str:
        """A day as a value in words; "" where the tongue has none for it."""
        return _said(window, self.days) or self._said(window, self.day_patterns)

    def _said(self, window: Window, patterns: Mapping[str, Pattern]) -> str:
        for text, pattern in patterns.items():
            figures = pattern.figures(window)
            if figures is not None:
                told = {name: str(value) for name, value in figures.items()}
                told["month"] = self.months[figures["month"] - 1]
                told["day"] = self.first if figures["day"] == 1 else told["day"]
                return self._elided(text).format(**told) if told["month"][0] in "aeo" else text.format(**told)
        return ""

    def _elided(self, text: str) -> str:
        """« d'avril », where the tongue has such a pattern beside « de mars »."""
        other = text.replace("de {month}", "d'{month}")
        return other if other in self.patterns else text

    @cached_property
    def _normal(self) -> dict[str, Window]:
        return {normalise(text): window for text, window in self.phrases.items()}

    @cached_property
    def _whole(self) -> list[tuple[re.Pattern[str], Pattern]]:
        return self._expressions(self.patterns)

    @cached_property
    def _by_first(self) -> dict[bool, dict[str, list[tuple[re.Pattern[str], Pattern]]]]:
        found: dict[bool, dict[str, list[tuple[re.Pattern[str], Pattern]]]] = {}
        for days, patterns in ((False, self.patterns), (True, self.day_patterns)):
            group = found.setdefault(days, {})
            for text, (expression, pattern) in zip(patterns, self._expressions(patterns), strict=True):
                first = FIRST_WORD.match(normalise(text))
                if first is not None:
                    group.setdefault(first.group(), []).append((expression, pattern))
        return found

    def _expressions(self, patterns: Mapping[str, Pattern]) -> list[tuple[re.Pattern[str], Pattern]]:
        figures = rf"\d{{1,2}}|{'|'.join(sorted(map(normalise, self.numbers), key=len, reverse=True))}"
        known = {
            "count": figures,
            "years": r"\d{1,2}",
            "month": "|".join(map(normalise, self.months)),
            "day": rf"{normalise(self.first)}|\d{{1,2}}",
        }
        made = []
        for text, pattern in patterns.items():
            parts = FIGURE.split(normalise(text))
            body = "".join(f"(?P<{part}>{known[part]})" if index % 2 else re.escape(part) for index, part in enumerate(parts))
            made.append((re.compile(body + r"(?!\w)"), pattern))
        return made

    def _window(self, pattern: Pattern, found: re.Match[str]) -> Window | None:
        months = [normalise(name) for name in self.months]
        numbers = {normalise(text): value for text, value in self.numbers.items()} | {normalise(self.first): 1}
        figures = {
            name: months.index(text) + 1 if name == "month" else numbers[text] if text in numbers else int(text)
            for name, text in found.groupdict().items()
        }
        return pattern.window(**figures)


def _said(window: Window, phrases: Mapping[str, Window]) -> str:
    return next((text for text, value in phrases.items() if value == window), "")
