"""A diagnostic to its sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from rulespec.compiler.ground.diagnostics import Diagnostic
from rulespec.compiler.words import Language

INTERVALS = {
    "fr": {"from": "à partir du {0}", "before": "avant le {0}", "between": "du {0} au {1}", "never": "à aucune date"},
    "en": {"from": "from {0} on", "before": "before {0}", "between": "from {0} to {1}", "never": "on any date"},
}
LABELS = {"fr": {"first": "déclaré ici"}, "en": {"first": "declared here"}}
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
        help_ = words.helps[f"{diagnostic.code.id}?{diagnostic.help}"].format_map(fields)
    return Told(words.titles[diagnostic.code.id], words.messages[key].format_map(fields), help_)


def _field(value: str, words: Language) -> str:
    """A value that fills a sentence; `@word` is a word of the reader's language."""
    if value.startswith("@"):
        head, *rest = value[1:].split(" ")
        pattern = INTERVALS[words.code].get(head)
        return pattern.format(*rest) if pattern else words.terms.get(head, value)
    return value if len(value) <= SHOWN_AT_MOST else value[:SHOWN_AT_MOST] + "…"


def label_text(key: str, words: Language) -> str:
    return LABELS[words.code].get(key, key)
