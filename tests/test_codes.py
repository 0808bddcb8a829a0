"""Every diagnostic that is declared, against the words of each language: a sentence, its suggestions, its fields, its places."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import get_type_hints

import pytest

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem, Severity
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.review.states import RANKS
from rulespec.compiler.words import Language, language, language_codes

ROOT = Path(__file__).parent.parent
SOURCES = [*sorted((ROOT / "compiler").rglob("*.py")), *sorted((ROOT / "rulespec").rglob("*.py"))]
LANGUAGES = pytest.mark.parametrize("words", [language(code) for code in language_codes()], ids=language_codes())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def told(problem: type[Problem], words: Language) -> set[str]:
    """The fields that a sentence and its suggestions say."""
    helps = (words.helps[f"{problem.code.id}?{key}"] for key in problem.advices())
    return placeholders(words.messages[problem.key]).union(*map(placeholders, helps))


@LANGUAGES
def test_the_words_of_a_language_are_those_that_are_declared(words: Language) -> None:
    problems = codes.all_problems()
    assert set(words.titles) == {code.id for code in codes.all_codes()}
    assert set(words.messages) == {problem.key for problem in problems}
    assert set(words.helps) == {f"{problem.code.id}?{key}" for problem in problems for key in problem.advices()}


@LANGUAGES
@pytest.mark.parametrize("problem", codes.all_problems(), ids=lambda problem: problem.key)
def test_sentences_say_only_fields_that_the_record_has(problem: type[Problem], words: Language) -> None:
    assert told(problem, words) <= set(problem._names)


@LANGUAGES
def test_what_a_sentence_counts_is_a_number(words: Language) -> None:
    for problem in codes.all_problems():
        types = get_type_hints(problem)
        helps = [words.helps[f"{problem.code.id}?{key}"] for key in problem.advices()]
        for text in (words.messages[problem.key], *helps):
            counted = {name for _, name, form, _ in string.Formatter().parse(text) if name is not None and "|" in (form or "")}
            assert all(types[name] is int for name in counted), (problem.key, text)


@pytest.mark.parametrize("problem", codes.all_problems(), ids=lambda problem: problem.key)
def test_every_field_is_said_in_some_language(problem: type[Problem]) -> None:
    said = set().union(*(told(problem, language(code)) for code in language_codes()))
    assert set(problem._names) - {"help"} == said


def test_codes_are_declared_once_in_order() -> None:
    ids = [problem.code.id for problem in codes.all_problems()]
    assert ids == sorted(ids)
    assert len({problem.key for problem in codes.all_problems()}) == len(ids)
    assert len({code.slug for code in codes.all_codes()}) == len(codes.all_codes())


@LANGUAGES
def test_words_that_fill_a_sentence_are_known(words: Language) -> None:
    said = {item.value for item in (*Kind, *Period, *Severity)} | set(RANKS)
    assert said <= set(words.terms)


def attributes(tree: ast.AST) -> set[str]:
    return {ast.unparse(node).removeprefix("codes.") for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_every_problem_is_reported_somewhere() -> None:
    named = set().union(*(attributes(ast.parse(path.read_text("utf-8"))) for path in SOURCES))
    assert {problem.__qualname__ for problem in codes.all_problems()} - named == set()
