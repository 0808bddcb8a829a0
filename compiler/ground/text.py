"""Text as the trade writes it, to a form in which case, accents, apostrophes and spaces do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from keyword import iskeyword

SPACES = " \t\n\r\u00a0\u202f\u2009\u2007\ufeff\u200b"
APOSTROPHES = "’‘ʼ´`"
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


def folded(text: str) -> tuple[str, list[int]]:
    """The text in normal form, and for each of its characters the offset it comes from."""
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char in SPACES:
            if out and out[-1] == " ":
                continue
            pieces = " "
        elif char in APOSTROPHES:
            pieces = "'"
        elif char.isascii():
            pieces = char.lower()
        elif char.isalpha():
            lower = LIGATURES.get(char.lower(), char.lower())
            pieces = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
        elif unicodedata.combining(char):
            continue
        else:
            pieces = char
        out.extend(pieces)
        origin.extend([index] * len(pieces))
    return "".join(out), origin


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """« Quotient  Familial » and « quotient familial » are one name."""
    return folded(text)[0].strip()


@lru_cache(maxsize=20_000)
def slug(text: str, limit: int = 60) -> str:
    """An ASCII snake_case identifier for a name; `variable` for a name with no letter or digit."""
    base = re.sub(r"[^a-z0-9]+", "_", normalise(text).replace("'", "_")).strip("_")
    base = base or "variable"
    if len(base) > limit:
        base = base[:limit].rsplit("_", 1)[0] if "_" in base[:limit] else base[:limit]
    if base[0].isdigit():
        base = "n" + base
    return base + "_" if iskeyword(base) else base


IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


def is_identifier(text: str) -> bool:
    """True for what can be an OpenFisca variable name without surprise."""
    return bool(IDENTIFIER.match(text)) and not iskeyword(text) and len(text) <= 120


def camel(name: str) -> str:
    """`housing_status` to `HousingStatus`."""
    return "".join(part.capitalize() for part in name.split("_") if part)
