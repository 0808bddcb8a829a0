"""Text as the trade writes it, to a form in which case, accents, apostrophes and spaces do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from keyword import iskeyword

from anyascii import anyascii

SPACES = " \t\n\r\u00a0\u202f\u2009\u2007\ufeff\u200b"
APOSTROPHES = "’‘ʼ´`"
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


# What no workbook, page or terminal can hold as text: controls but the tab and the end of a line, halves of a character, and the marks
# that turn the writing direction round, with which a rule would show something else than it says.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the characters that no file or terminal can show.

    >>> printable("loyer\\x1b[2J")
    'loyer[2J'
    """
    return HIDDEN.sub("", text)


class _Pieces(dict[str, str]):
    """What each character becomes, found once."""

    def __missing__(self, char: str) -> str:
        if char in SPACES:
            pieces = " "
        elif char in APOSTROPHES:
            pieces = "'"
        elif char.isascii():
            pieces = char.lower()
        elif char.isalpha():
            lower = LIGATURES.get(char.lower(), char.lower())
            pieces = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
        else:
            pieces = "" if unicodedata.combining(char) else char
        self[char] = pieces
        return pieces


_PIECES = _Pieces()


def folded(text: str) -> tuple[str, list[int]]:
    """The text in normal form, and for each of its characters the offset it comes from."""
    out: list[str] = []
    origin: list[int] = []
    last = ""
    for index, char in enumerate(text):
        pieces = _PIECES[char]
        if len(pieces) == 1:
            if pieces == " " == last:
                continue
            last = pieces
            out.append(pieces)
            origin.append(index)
        elif pieces:
            last = pieces
            out.append(pieces)
            origin.extend([index] * len(pieces))
    return "".join(out), origin


class _Ordinals(dict[int, str]):
    """The same, as `str.translate` asks for it."""

    def __missing__(self, number: int) -> str:
        self[number] = _PIECES[chr(number)]
        return self[number]


_ORDINALS = _Ordinals()


def quick(text: str) -> str:
    """A long text in normal form, its lines one after the other: ten times as fast as `folded`, without the offsets.

    >>> quick("Quotient\\n  Familial d’été")
    "quotient familial d'ete"
    """
    return " ".join(text.translate(_ORDINALS).split())


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """« Quotient  Familial » and « quotient familial » are one name."""
    return folded(text)[0].strip()


@lru_cache(maxsize=20_000)
def slug(text: str, limit: int = 60) -> str:
    """An ASCII snake_case identifier for a name, its letters of other scripts in Latin ones; `variable` for one with no letter or digit.

    >>> slug("Plafond d'été"), slug("子ども手当"), slug("منحة السكن")
    ('plafond_d_ete', 'zitomoshoudang', 'mnhh_lskn')
    """
    plain = normalise(text)
    if not plain.isascii():
        plain = "".join(anyascii(char).lower() if char.isalpha() else char for char in plain)
    base = re.sub(r"[^a-z0-9]+", "_", plain.replace("'", "_")).strip("_")
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


# PEP 440, in its usual spelling: 1.2.3, 1.0a1, 2.0.post1, 1.0.dev2, 1!1.0, 1.0+local.
VERSION = re.compile(
    r"(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?\Z"
)


def is_version(text: str) -> bool:
    """True for a version that every tool of Python reads, and that can stand in the name of a file.

    >>> is_version("1.0rc1"), is_version("1/../x")
    (True, False)
    """
    return bool(VERSION.match(text)) and len(text) <= 60


FILE_NAME = re.compile(r"[\w](?:[\w .,'()&-]*[\w)])?\Z")


def is_file_name(text: str) -> bool:
    """True for what can be the name of a file anywhere: no folder, no sign that a system keeps for itself."""
    return bool(FILE_NAME.match(text)) and len(text) <= 120


def camel(name: str) -> str:
    """`housing_status` to `HousingStatus`."""
    return "".join(part.capitalize() for part in name.split("_") if part)
