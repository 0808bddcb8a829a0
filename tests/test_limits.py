"""Rulebooks as large as the limits allow are right; one more of anything is told where it goes over, and nothing else is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground import limits
from rulespec.compiler.words import language
from rulespec.projects.compiling import Checked, check_folder, files_of
from rulespec.reporting.text import print_diagnostics
from rulespec.running.testing import kept_cases
from tests.projects import MANIFEST

HEAD = """\
aide: essai_aide
nom: Essai
concerne: personne
unité: €
en vigueur depuis: 01/01/2020
données:
  revenu: {unité: €, nature: montant, question: "Quel revenu ?"}
  commune: {nature: texte, question: "Quelle commune ?"}
"""
CASE = """\
cas:
  - {{nom: un cas, le: 01/06/2024, situation: {{revenu: 20, commune: "000007"}}, attendu: {{montant: {amount}}}}}
"""


def terms(count: int) -> str:
    """1 - 2 + 3 - 4 … of the datum, and the datum once more so that none is left over."""
    signs = "".join(f" {'-' if index % 2 else '+'} revenu" for index in range(1, count))
    return f"conditions: [revenu > 1]\nmontant: revenu{signs}\n"


def chain(count: int) -> str:
    rules = [f"  c{index}: {{unité: €, formule: c{index - 1} + 1 €}}\n" for index in range(count - 1, 0, -1)]
    return f"calculs:\n{''.join(rules)}  c0: {{unité: €, formule: revenu}}\nconditions: [commune commence par «0»]\nmontant: c{count - 1}\n"


def nested(count: int) -> str:
    return f"conditions: [revenu > 1]\nmontant: {'(1 + ' * count}revenu{')' * count}\n"


def codes_of(count: int) -> str:
    listed = ", ".join(f'"{index:06d}"' for index in range(count))
    return f"zones:\n  loin: {{codes: [{listed}]}}\nconditions: [commune parmi loin, revenu > 1]\nmontant: 10 €\n"


def conditions(count: int) -> str:
    lines = "".join(f"  - revenu ≠ {index} €\n" for index in range(100, 99 + count))
    return f"conditions:\n  - commune commence par «0»\n{lines}montant: 10 €\n"


def rows(count: int) -> str:
    lines = "".join(f'      - ["≤ {index}", {index}]\n' for index in range(1, count + 1))
    return (
        "tables:\n  barème à lire:\n    lecture: la première ligne qui s'applique\n    si: [revenu]\n    alors: [part]\n"
        f"    unité: €\n    lignes:\n{lines}    sinon: [0]\nconditions: [commune commence par «0»]\nmontant: part\n"
    )


def checked_of(text: str, folder: Path) -> Checked:
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(HEAD + text, encoding="utf-8")
    return check_folder(folder)


LARGE = {
    "terms": (terms, limits.TERMS, 0),
    "chain": (chain, limits.CHAIN - 1, 20 + limits.CHAIN - 2),
    "nesting": (nested, limits.NESTING, 20 + limits.NESTING),
    "codes": (codes_of, limits.CODES // 3, 10),
    "conditions": (conditions, limits.CONDITIONS, 10),
    "rows": (rows, limits.ROWS, 20),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_within_the_limits_is_right(name: str, tmp_path: Path) -> None:
    make, count, amount = LARGE[name]
    checked = checked_of(make(count) + CASE.format(amount=amount), tmp_path)
    program = checked.program
    assert program is not None, checked.diagnostics[:3]
    assert {item.code.id for item in checked.diagnostics} <= {"RS212", "RS514"}
    (case,) = kept_cases(program)
    (wanted,) = case.expected
    assert Reference(program, checked.catalog, case).answer(wanted.variable, wanted.period, wanted.person) == amount
    for path, content in files_of(checked).items():
        if path.suffix == ".py":
            compile(content, str(path), "exec")


OVER = {
    "terms": (terms(limits.TERMS + 1), "RS120:terms"),
    "chain": (chain(limits.CHAIN), "RS120:chain"),
    "long chain": (chain(4 * limits.CHAIN), "RS120:chain"),
    "nesting": (nested(limits.NESTING + 1), "RS120:nesting"),
    "parentheses": (f"conditions: [revenu > 1]\nmontant: {'(' * 99}revenu{')' * 99}\n", "RS120:nesting"),
    "not": (f"conditions:\n  - {'non ' * 99}(revenu > 1)\nmontant: 10 €\n", "RS120:nesting"),
    "characters": (f"conditions: [revenu > 1]\nmontant: revenu{' ' * limits.CHARACTERS}+ 1\n", "RS120"),
    "document": ("conditions:\n" + f"  - revenu > 1{' + 0' * 800}\n" * 50 + "montant: 10 €\n", "RS120:document"),
    "codes": (codes_of(limits.CODES + 1), "RS120:codes"),
    "conditions": (conditions(limits.CONDITIONS + 1), "RS120:conditions"),
    "rows": (rows(limits.ROWS + 1), "RS120:rows"),
    "values": (f"références: [{'a, ' * limits.VALUES}b]\n", "RS120:values"),
}


@pytest.mark.parametrize("name", OVER)
def test_what_is_over_is_told_once(name: str, tmp_path: Path) -> None:
    text, key = OVER[name]
    found = checked_of(text, tmp_path).diagnostics
    assert [item.problem.key for item in found if item.code.id != "RS212"] == [key]


def test_a_terminal_shows_some_remarks_and_counts_the_others(tmp_path: Path) -> None:
    wrong = "".join(f"  - revenuu{index} > 1\n" for index in range(limits.SHOWN + 50))
    found = checked_of(f"conditions:\n{wrong}montant: 10 €\n", tmp_path).diagnostics
    shown = io.StringIO()
    print_diagnostics(found, language("fr"), Console(file=shown, width=200))
    assert shown.getvalue().count("RS302") == limits.SHOWN
    assert f"… et {len(found) - limits.SHOWN} autres remarques" in shown.getvalue()
