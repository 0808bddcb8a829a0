"""The tables of the grammar that are kept are those that the grammar makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulespec.compiler.sentences import grammar
from tests.conftest import Golden

KEPT = Path(grammar.__file__).with_name("expression.json")
SENTENCES = (
    "âge ≥ 18 ans et (revenu < 1 000 € ou non étudiant)",
    "au moins un enfant avec âge entre 3 et 6",
    "SI(a ; b ; MIN(c ; d)) * 12 - -e",
    "si a > 1 alors b sinon c de l'année dernière",
)


def test_the_tables_are_of_the_grammar(golden: Golden, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        KEPT.write_text(grammar.tables(), encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))["of"]
    made = json.loads(grammar.tables())["of"]
    # Another lark makes its own: only the grammar must be the same.
    assert kept.split()[1] == made.split()[1]


@pytest.mark.parametrize("start", ["expression", "cell"])
def test_what_is_kept_reads_as_what_is_made(start: str) -> None:
    from rulespec.compiler.sentences.filtering import bracketed
    from rulespec.compiler.sentences.lexing import Lexicon, scan
    from rulespec.compiler.words import language

    made = grammar._made(grammar.ROOM.joinpath("expression.lark").read_text(encoding="utf-8"))
    for text in SENTENCES:
        tokens, _ = bracketed(scan(text, Lexicon(language("fr"), ())).tokens)
        trees = []
        for parser in (grammar.parser(), made):
            try:
                trees.append(parser.parse(tokens, start=start))  # type: ignore[arg-type]
            except Exception as error:
                trees.append((type(error), getattr(error, "column", None)))  # type: ignore[arg-type]
        assert trees[0] == trees[1]
