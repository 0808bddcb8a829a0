"""Slips that experts make, a file for each: what is said of them, at which words, and what their cases answer.

A file gives `why` (the law, the report or the mistake), `document` (or `documents`, by name; or `classeur`, a workbook as rows of
cells), the remarks `told` (code and the words at which it stands; warnings too), words that they say in French (`says`), and by its own
cases the right values, which both engines must answer. `manifest` is that of tests/projects.py unless told; `country: openfisca_france`
for a rule of France, whose cases run on the exact interpreter alone.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.styles import Font

from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground.source import CellAnchor, Span
from rulespec.compiler.words import language
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.reporting.sentences import tell
from rulespec.running.testing import kept_cases, play
from tests import projects

HERE = Path(__file__).parent
SLIPS = sorted((HERE / "slips").glob("*.yaml"))
FRANCE = "paquet: essais\nlangue: fr\npays: openfisca_france\nlexique: [france]\n"


def checked_slip(told: dict[str, Any], folder: Path) -> Checked:
    folder.mkdir(parents=True)
    is_france = told.get("country") == "openfisca_france"
    (folder / "rulespec.yaml").write_text(told.get("manifest") or (FRANCE if is_france else projects.MANIFEST), encoding="utf-8")
    if "classeur" in told:
        (folder / "aide.xlsx").write_bytes(projects.workbook_file(told))
        return check_folder(folder)
    for name, text in (told.get("documents") or {"aide": told["document"]}).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return check_folder(folder)


def words_at(span: Span) -> str:
    """The words under a remark; in a workbook its cell."""
    return str(span.place) if isinstance(span.place, CellAnchor) else span.source.text[span.start : span.end]


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_slip(path: Path, tmp_path: Path) -> None:
    told = yaml.safe_load(path.read_text("utf-8"))
    checked = checked_slip(told, tmp_path / "project")
    found = [f"{item.code.id} {words_at(item.span)}".strip() for item in checked.diagnostics]
    assert sorted(found) == sorted(told.get("told", []))
    sentences = [
        text for item in checked.diagnostics for text in (tell(item, language("fr")).message, tell(item, language("fr")).help) if text
    ]
    for words in told.get("says", []):
        assert any(words in text for text in sentences), (words, sentences)
    program = checked.program
    if program is None:
        return
    cases = kept_cases(program)
    if told.get("country"):
        for case in cases:
            for wanted in case.expected:
                answer = Reference(program, checked.catalog, case).answer(wanted.variable, wanted.period, wanted.person)
                assert answer == pytest.approx(wanted.value) if not isinstance(wanted.value, str | bool) else answer == wanted.value
        return
    write_package(tmp_path / "package", checked)
    for played in play(program, checked.catalog, tmp_path / "package", cases):
        for result in played.results:
            assert result.passed, (played.case.name, result.expected, result.found, result.exact, result.error)


DWELLING = """\
aide: essai_cheque
nom: Essai
concerne: menage
unité: €
en vigueur depuis: 01/01/2020
calculs:
  revenu du logement:
    identifiant: essai_revenu
    unité: € / an
    formule: somme de revenu fiscal de référence de l'année n-2 pour le déclarant principal
  foyers: {identifiant: essai_foyers, formule: nombre de déclarant principal}
  petits: {identifiant: essai_enfants, formule: nombre d'enfants avec (âge < 18)}
  un jeune enfant: {identifiant: essai_jeune, formule: au moins un enfant avec âge < 10}
montant: si revenu du logement < 15000 € / an alors 200 € sinon 0 €
"""


def test_all_the_tax_homes_of_a_dwelling_count(tmp_path: Path) -> None:
    """The energy cheque (L124-1 code de l'énergie) counts every tax home of a dwelling: one of two was lost, and a family's children."""
    from openfisca_core.simulations import SimulationBuilder

    from rulespec.running.simulating import load_system

    checked = checked_slip({"country": "openfisca_france", "document": DWELLING}, tmp_path / "project")
    assert checked.program is not None, [item.problem for item in checked.diagnostics]
    write_package(tmp_path / "package", checked)
    system = load_system(checked.program, checked.catalog, tmp_path / "package")
    ages = {"ada": 40, "bob": 30, "chloe": 12, "dan": 5}
    simulation = SimulationBuilder().build_from_dict(
        system,
        {
            "individus": {name: {"age": {"2024-10": age}} for name, age in ages.items()},
            "familles": {"fa": {"parents": ["ada"], "enfants": ["chloe"]}, "fb": {"parents": ["bob"], "enfants": ["dan"]}},
            "foyers_fiscaux": {
                "f1": {"declarants": ["ada"], "personnes_a_charge": ["chloe"], "rfr": {"2022": 10000}},
                "f2": {"declarants": ["bob"], "personnes_a_charge": ["dan"], "rfr": {"2022": 10000}},
            },
            "menages": {"m": {"personne_de_reference": ["ada"], "autres": ["bob"], "enfants": ["chloe", "dan"]}},
        },
    )
    wanted = {"essai_revenu": 20000, "essai_foyers": 2, "essai_enfants": 2, "essai_jeune": True, "essai_cheque": 0}
    assert {name: simulation.calculate(name, "2024-10")[0] for name in wanted} == wanted


def test_a_number_in_a_cell_with_a_time_format_is_no_date(tmp_path: Path) -> None:
    """0.5 shown as 12:00 in the column of values was told to be written « comme 31/12/2025 »."""
    rows = {
        "Aide": [["Information", "Votre réponse"], ["aide", "aide_test"], ["concerne", "personne"], ["montant", "forfait"]],
        "Paramètres": [["Nom", "Unité", "À partir du", "Valeur"], ["forfait", "€", datetime.datetime(2025, 1, 1), datetime.time(12)]],
    }
    (tmp_path / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
    (tmp_path / "aide.xlsx").write_bytes(projects.workbook_file({"classeur": rows}))
    (told,) = check_folder(tmp_path).diagnostics
    assert (told.problem.key, str(told.span.place)) == ("RS110:hour", "Paramètres!D2")
    assert "le format « Nombre »" in (tell(told, language("fr")).help or "")


def test_what_a_sheet_hides_or_strikes_out_is_told(tmp_path: Path) -> None:
    """A struck-out condition was exacted, a hidden column and a hidden sheet were read, without a word."""
    rows = {
        "Aide": [["Information", "Votre réponse"], ["aide", "aide_test"], ["concerne", "personne"], ["montant", "10"]],
        "Données": [["Nom", "Nature", "Unité", "Identifiant"], ["âge", "nombre entier", "ans", "age"]],
        "Conditions": [["Donnée", "Comparaison", "Valeur"], ["âge", "≥", 18], ["âge", "<", 26]],
    }
    (tmp_path / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
    (tmp_path / "aide.xlsx").write_bytes(projects.workbook_file({"classeur": rows}))
    book = load_workbook(tmp_path / "aide.xlsx")
    book["Conditions"]["A3"].font = Font(strike=True)
    book["Données"].column_dimensions["C"].hidden = True
    book["Aide"].sheet_state = "hidden"
    book.active = book["Conditions"]
    book.save(tmp_path / "aide.xlsx")
    found = check_folder(tmp_path).diagnostics
    assert sorted((item.problem.key, str(item.span.place)) for item in found) == [
        ("RS117:columns", "Données!A1"),
        ("RS117:sheet", "Aide!A1"),
        ("RS117:struck", "Conditions!A3"),
    ]
