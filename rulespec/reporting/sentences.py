"""A diagnostic to its sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from rulespec.compiler.ground.diagnostics import Diagnostic, Problem, Said, When, Word
from rulespec.compiler.ground.text import printable
from rulespec.compiler.words import Language

SHOWN_AT_MOST = 300
# What stands between the names of a list.
BETWEEN = " ; "


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic in words."""

    title: str
    message: str
    help: str | None


def tell(diagnostic: Diagnostic, words: Language) -> Told:
    """The title, sentence and suggestion of a diagnostic."""
    problem = diagnostic.problem
    return Told(words.titles[problem.code.id], sentence(problem, words), advice(problem, words))


def sentence(problem: Problem, words: Language) -> str:
    """What is wrong, in the reader's language."""
    return _ended(words.messages[problem.key].format(**_fields(problem, words)))


def advice(problem: Problem, words: Language) -> str | None:
    """What to do about it, in the reader's language; None where nothing is advised."""
    if problem.advice is None:
        return None
    return _ended(words.helps[f"{problem.code.id}?{problem.advice}"].format(**_fields(problem, words)))


def _ended(text: str) -> str:
    """A sentence that ends on what was cut short has no further dot."""
    return text[:-1] if text.endswith("….") else text


def _fields(problem: Problem, words: Language) -> dict[str, str | int]:
    return {name: _said(value, words) for name, value in _with_reason(problem, words).items()}


def _with_reason(problem: Problem, words: Language) -> dict[str, Said]:
    """The fields of a problem; what a library says, in the reader's language."""
    return {name: words.reason(value) if name == "reason" and isinstance(value, str) else value for name, value in problem.fields.items()}


def _said(value: Said, words: Language) -> str | int:
    """A value that fills a sentence, in the reader's language."""
    match value:
        case Word(key):
            return words.terms[key]
        case When(start, end):
            key = "between" if start and end else "from" if start else "before" if end else "never"
            return words.terms[f"interval {key}"].format(start=start, end=end)
        case int():
            return value
        case str():
            text = printable(value)
            if len(text) <= SHOWN_AT_MOST:
                return text
            # A list is cut between two names, never within one.
            whole, between, _ = text[:SHOWN_AT_MOST].rpartition(BETWEEN)
            return f"{whole}{between}…" if between else text[:SHOWN_AT_MOST] + "…"
    assert_never(value)


def label_text(key: str, words: Language) -> str:
    return words.terms[key]
