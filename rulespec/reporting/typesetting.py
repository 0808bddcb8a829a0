"""A page to the same page whose lines break where its tongue lets them."""

from __future__ import annotations

import re

from rulespec.compiler.words import Language

# What is code, or is sent back as it is: an option without a value answers by its text.
KEPT = ("script", "style", "textarea", "pre", "code", "option")
PIECES = re.compile(rf"(<(?P<kept>{'|'.join(KEPT)})\b.*?</(?P=kept)>|<[^>]*>)", re.DOTALL)


def typeset_page(page: str, words: Language) -> str:
    """The texts of a page of HTML typeset; its tags, its code and what its forms send stay as they are."""
    found = []
    end = 0
    for piece in PIECES.finditer(page):
        found += [words.typeset(page[end : piece.start()]), piece.group()]
        end = piece.end()
    return "".join([*found, words.typeset(page[end:])])
