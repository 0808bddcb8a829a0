"""What changed between two versions, in words: thresholds with their dates, conditions, cases, whatever the form of the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.keeping.differing import compare_paths, text_lines, to_data
from rulespec.projects.converting import convert

OLD = """\
aide: aide_test
nom: Aide de test
état: brouillon
unité: €
paramètres:
  plafond QF tranche 1: {unité: € / mois, valeurs: {01/09/2024: 525}}
  forfait: {unité: €, valeurs: 100}
  ancien: {unité: €, valeurs: 10}
conditions:
  - âge ≥ 18
  - au moins une: [étudie, travaille]
tables:
  tarif:
    lecture: F
    si: [âge]
    alors: [prix]
    lignes:
      - [< 20, 10]
      - ['-', 20]
montant: forfait
cas:
  - nom: Un cas
    le: 10/2025
    situation: {âge: 18}
    attendu: {a droit: oui}
"""
NEW = (
    OLD.replace("{01/09/2024: 525}", '{01/09/2024: 525, 01/09/2025: "540,50"}')
    .replace("valeurs: 100", "valeurs: 120")
    .replace("  ancien: {unité: €, valeurs: 10}\n", "")
    .replace("âge ≥ 18", "âge ≥ 16")
    .replace("étudie, travaille", "étudie, travaille, cherche un emploi")
    .replace("[< 20, 10]", "[< 21, 10]")
    .replace("état: brouillon", "état: production")
    .replace("situation: {âge: 18}", "situation: {âge: 17}")
)
WANTED = [
    "Aide de test (aide.yaml)",
    "  état : brouillon → production",
    "  paramètres — plafond QF tranche 1 : 525 € / mois → 540,50 € / mois à partir du 01/09/2025",
    "  paramètres — forfait : 100 € → 120 €",
    "  − paramètres — ancien : 10 €",
    "  conditions : âge ≥ 18 → âge ≥ 16",
    "  + conditions : A — au moins une : cherche un emploi",
    "  tables — tarif : < 20 ; 10 → < 21 ; 10",
    "  cas — Un cas — situation — âge : 18 → 17",
]


def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "aide.yaml").write_text(text, encoding="utf-8")
        (tmp_path / name / "autre.yaml").write_text("aide: aide_autre\nconditions: [oui]\n", encoding="utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_changes_are_told_in_words(tmp_path: Path) -> None:
    old, new = folders(tmp_path)
    found = compare_paths(old, new, Diagnostics())
    assert list(text_lines(found, language("fr"))) == WANTED
    markdown = list(text_lines(found, language("en"), markdown=True))
    assert markdown[0] == "### Aide de test (aide.yaml)" and markdown[2].endswith("525 € / mois → 540,50 € / mois from 01/09/2025")
    data = json.loads(json.dumps(to_data(found)))
    assert data[0]["changes"][1] == {
        "kind": "changed", "section": "paramètres", "name": "plafond QF tranche 1", "field": "", "before": "525 € / mois",
        "after": "540,50 € / mois", "since": "01/09/2025",
    }  # fmt: skip


def test_a_document_that_became_a_workbook_is_the_same(tmp_path: Path) -> None:
    old, new = folders(tmp_path)
    made = convert(new / "aide.yaml", new / "aide.xlsx", Diagnostics())
    assert made is not None
    (new / "aide.xlsx").write_bytes(made[new / "aide.xlsx"])
    (new / "aide.yaml").unlink()
    found = compare_paths(old, new, Diagnostics())
    assert list(text_lines(found, language("fr")))[1:] == WANTED[1:]
    again = convert(old / "aide.yaml", old / "aide.xlsx", Diagnostics())
    assert again is not None
    (tmp_path / "same.xlsx").write_bytes(again[old / "aide.xlsx"])
    assert compare_paths(old / "aide.yaml", tmp_path / "same.xlsx", Diagnostics()) == []


@pytest.mark.parametrize(("gone", "kind"), [("old", "added"), ("new", "removed")])
def test_documents_come_and_go(gone: str, kind: str, tmp_path: Path) -> None:
    old, new = folders(tmp_path)
    (new / "aide.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / gone / "autre.yaml").unlink()
    assert [(item.path, item.kind) for item in compare_paths(old, new, Diagnostics())] == [("autre.yaml", kind)]


WAYS = """\
aide: aide_test
nom: Aide de test
unité: €
en vigueur depuis: 01/09/2025
paramètres:
  âge minimum: {unité: ans, valeurs: {01/09/2025: 16}}
  plafond: {unité: € / mois, valeurs: {01/09/2025: 500, 01/01/2026: "1515,50"}}
  part: {unité: "%", valeurs: 50}
conditions:
  - âge ≥ âge minimum
  - quotient familial ≤ plafond
  - âge entre 18 et 25
  - commune parmi 44109 ; 44143
tables:
  tarif: {lecture: F, si: [âge], alors: [prix], lignes: [['≤ 20', 100 €], ['-', 20]]}
montant: 100 €
cas:
  - {nom: Un, le: 10/2025, situation: {âge: 17, apprenti: oui}, attendu: {a droit: oui, montant: 100}}
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("en vigueur depuis: 01/09/2025", "en vigueur depuis: 1er septembre 2025", []),
        ("{01/09/2025: 16}", "16 ans", []),
        ('{01/09/2025: 500, 01/01/2026: "1515,50"}', '{2026-01-01: "1 515,5 € / mois", 1er septembre 2025: 500 €/mois}', []),
        ("valeurs: 50}", "valeurs: 50 %}", []),
        ("âge ≥ âge minimum", "Âge  est au moins  âge  minimum", []),
        ("- quotient familial ≤ plafond", "- {donnée: quotient familial, comparaison: <=, valeur: plafond}", []),
        ("- âge entre 18 et 25", "- {donnée: âge, comparaison: entre, valeur: 18, et: 25}", []),
        ("['≤ 20', 100 €]", "['<= 20', '100,00 €']", []),
        ("apprenti: oui}, attendu: {a droit: oui, montant: 100}", 'Apprenti: Oui}, attendu: {a droit: Oui, montant: "100,00 €"}', []),
        ("situation: {âge: 17, apprenti: oui}", "situation: {apprenti: oui, âge: 17}", []),
        ("01/01/2026:", "01/02/2026:", ["− paramètres — plafond : 1515,50 € / mois à partir du 01/01/2026",
                                        "paramètres — plafond : 500 € / mois → 1515,50 € / mois à partir du 01/02/2026"]),
        ("âge ≥ âge minimum", "âge > âge minimum", ["conditions : âge ≥ âge minimum → âge > âge minimum"]),
        ("18 et 25", "18 et 26", ["conditions : âge entre 18 et 25 → âge entre 18 et 26"]),
        ("valeurs: 50}", "valeurs: 5}", ["paramètres — part : 50 % → 5 %"]),
        ("unité: € / mois", "unité: € / an", ["paramètres — plafond — unité : € / mois → € / an"]),
        ("situation: {âge: 17, apprenti: oui}", "situation: {âge: 17}", ["− cas — Un — situation — apprenti : oui"]),
    ],
)  # fmt: skip
def test_rules_are_compared_never_their_writing(before: str, after: str, told: list[str], tmp_path: Path) -> None:
    assert before in WAYS
    for name, text in (("a.yaml", WAYS), ("b.yaml", WAYS.replace(before, after))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = compare_paths(tmp_path / "a.yaml", tmp_path / "b.yaml", Diagnostics())
    assert [line.strip() for line in text_lines(found, language("fr"))][1:] == told
