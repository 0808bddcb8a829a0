"""What binds what: the readings of the language pages are the grammar's, and arithmetic is read as a spreadsheet reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from openpyxl import Workbook

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.operators import COMPARED
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.lexing import Lexicon
from rulespec.compiler.sentences.parsing import parse
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import language

DOCS = Path(__file__).resolve().parent.parent / "docs" / "language"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NAMES = {
    "fr": (("revenu", "loyer", "charges", "parts", "étudie", "boursier", "âge", "commune"), ("enfants", "enfant"), ("du demandeur",)),
    "en": (("income", "rent", "charges", "shares", "studies", "grant", "age", "town"), ("children", "child"), ("of the claimant",)),
}
TITLES = {"fr": "## Ce qui se lit ensemble", "en": "## What is read together"}
REFUSED = {"fr": "refusé", "en": "refused"}
ROW = re.compile(r"^\| `(.+?)` \| (.+) \|$", re.MULTILINE)


def lexicon(code: str) -> Lexicon:
    found = [
        Phrase(normalise(text), token, None)
        for texts, token in zip(NAMES[code], ("NAME", "ROLE", "ROLE_OF"), strict=True)
        for text in texts
    ]
    return Lexicon(language(code), (Phrases(tuple(found)),))


def read(text: str, code: str) -> nodes.Node | None:
    span = Span(Source("", text, LineAnchor(1, 1)), 0, len(text))
    return parse(Cell(text, span), lexicon(code), Diagnostics())


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_page_says_how_each_sentence_is_read(code: str) -> None:
    page = (DOCS / f"{code}.md").read_text("utf-8").split(TITLES[code])[1].split("\n## ")[0]
    rows = ROW.findall(page)
    assert len(rows) > 20 and sum(told.startswith(REFUSED[code]) for _, told in rows) > 3
    for written, told in rows:
        found = read(written, code)
        if told.startswith(REFUSED[code]):
            # What is refused is answered with what to type, which is read.
            whole = re.findall(r"`([^`]+)`", told)[-1]
            assert found is None and read(whole, code) is not None, written
        else:
            assert found is not None and found == read(told.strip("`"), code), written


# Two operators with every sign before their operands: all that arithmetic can leave in doubt.
SIGNS = {"+": "+", "-": "-", "×": "*", "/": "/", "≥": ">=", "=": "=", "≠": "<>"}
VALUES = ("7", "3", "5")


def pairs() -> list[tuple[str, str]]:
    """Each pair as the language writes it, and as a spreadsheet does."""
    found = []
    for first, second in product(SIGNS, repeat=2):
        if first in "≥=≠" and second in "≥=≠":
            continue  # A spreadsheet compares a yes or no with a number there; the language refuses.
        for minus in product(("", "-"), repeat=3):
            a, b, c = (f"{sign}{value}" for sign, value in zip(minus, VALUES, strict=True))
            found.append((f"{a} {first} {b} {second} {c}", f"{a}{SIGNS[first]}{b}{SIGNS[second]}{c}"))
    return found


def value(node: nodes.Node) -> Fraction | bool:
    match node:
        case nodes.Number(value=number):
            return Fraction(number)
        case nodes.Negative(value=inner):
            return -value(inner)
        case nodes.Arithmetic(operator=operator, left=left, right=right):
            found = operator.of(Fraction(value(left)), Fraction(value(right)))
            assert isinstance(found, Fraction)
            return found
        case nodes.Divide(left=left, right=right):
            return Fraction(value(left)) / Fraction(value(right))
        case nodes.Compare(operator=operator, left=left, right=right):
            return bool(COMPARED[operator].holds(value(left), value(right)))
        case _:
            raise AssertionError(node)


def by_a_spreadsheet(formula: str) -> Fraction | bool:
    """What a spreadsheet answers: minus before a value, then * and /, then + and -, then comparisons, from left to right."""
    exact = re.sub(r"\d+", lambda found: f"Fraction({found.group()})", formula)
    told = exact.replace("<>", "!=").replace(">=", "≥").replace("=", "==").replace("≥", ">=").replace("!==", "!=")
    found: Fraction | bool = eval(told, {"Fraction": Fraction})
    return found


def test_arithmetic_is_read_as_a_spreadsheet_reads_it() -> None:
    for text, formula in pairs():
        node = read(text, "fr")
        assert node is not None and value(node) == by_a_spreadsheet(formula), text
    assert all(read(f"7 {first} 3 {second} 5", "fr") is None for first, second in product("≥=≠", repeat=2))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-calc)")
def test_a_spreadsheet_reads_its_formulas_so(tmp_path: Path) -> None:
    book = Workbook()
    for _, formula in pairs():
        book.active.append([f"={formula}"])
    book.save(tmp_path / "pairs.xlsx")
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "pairs.xlsx")], check=True, capture_output=True, timeout=300)
    told = (tmp_path / "pairs.csv").read_text().splitlines()
    for (_, formula), cell in zip(pairs(), told, strict=True):
        wanted = by_a_spreadsheet(formula)
        assert cell == str(wanted).upper() if isinstance(wanted, bool) else abs(float(cell) - float(wanted)) < 1e-6, formula
