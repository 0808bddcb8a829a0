"""S-FEEL, the expression language of DMN's tables, to the phrases of the rule language in English."""

from __future__ import annotations

import re

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
DATE = re.compile(r'date\s*\(\s*"(\d{4}-\d{2}-\d{2})"\s*\)')
CALL = re.compile(
    r"\b(date and time|time|duration|function|for|some|every|instance of|get value|list contains|contains)\s*[\s(]", re.IGNORECASE
)


class UnsupportedFeel(Exception):
    """An expression beyond S-FEEL: told, with the text."""


def tests(text: str) -> str:
    """A cell of an input column: unary tests, whose lists keep their commas."""
    plain = _plain(text)
    if plain in ("", "-"):
        return "-"
    match = re.fullmatch(r"not\s*\((.*)\)", plain, re.DOTALL)
    if match is not None and _is_closed(match.group(1)):
        return "except " + match.group(1).strip()
    return plain


def expression(text: str) -> str:
    """An expression: names, literals, arithmetic, comparisons."""
    return _plain(text)


def value(text: str) -> str:
    """An output entry; `null` and nothing are no answer."""
    plain = _plain(text)
    return "nothing" if plain in ("", "-", "null") else plain


def values(text: str) -> list[str]:
    """The literals of a list of values, in order."""
    found: list[str] = []
    depth, start = 0, 0
    plain = _plain(text)
    masked = QUOTED.sub(lambda match: "x" * len(match.group()), plain)
    for index, char in enumerate(masked):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            found.append(plain[start:index].strip())
            start = index + 1
    last = plain[start:].strip()
    return [*found, last] if last else found


def _plain(text: str) -> str:
    stripped = DATE.sub(r"\1", text.strip())
    outside = QUOTED.sub("", stripped)
    if CALL.search(outside) or "{" in outside or "?" in outside or "@" in outside:
        raise UnsupportedFeel(text.strip())
    return stripped.replace("**", "^")


def _is_closed(text: str) -> bool:
    depth = 0
    for char in QUOTED.sub("", text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
