"""A diagnostic to its sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from rulespec.compiler.ground.diagnostics import Diagnostic
from rulespec.compiler.words import Language

SHOWN_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic in words."""

    title: str
    message: str
    help: str | None


def tell(diagnostic: Diagnostic, words: Language) -> Told:
    """The title, sentence and suggestion of a diagnostic."""
    fields = {name: _field(value, words) for name, value in diagnostic.fields.items()}
    key = diagnostic.code.id + (f":{diagnostic.variant}" if diagnostic.variant else "")
    help_ = None
    if diagnostic.help is not None:
        help_ = words.fill(words.helps[f"{diagnostic.code.id}?{diagnostic.help}"], **fields)
    return Told(words.titles[diagnostic.code.id], words.fill(words.messages[key], **fields), help_)


def _field(value: str, words: Language) -> str:
    """A value that fills a sentence; `@word` is a word of the reader's language."""
    if value.startswith("@"):
        head, *rest = value[1:].split(" ")
        pattern = words.terms.get(f"interval {head}")
        return pattern.format(*rest) if pattern else words.terms.get(head, value)
    return value if len(value) <= SHOWN_AT_MOST else value[:SHOWN_AT_MOST] + "…"


def label_text(key: str, words: Language) -> str:
    return words.terms[key]
