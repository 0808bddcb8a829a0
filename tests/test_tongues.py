"""A document in the other tongue means the same: the examples, said in English (or in French), answer alike and come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler import ir
from rulespec.compiler.compilation import compile_project
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.diagnostics import Severity
from rulespec.compiler.words import language
from rulespec.projects.compiling import check_folder
from rulespec.projects.tongues import translated

EXAMPLES = Path(__file__).parent.parent / "examples"
MANIFEST = """\
paquet: regles_langues
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
AID = """\
aide: aide_test
nom: Aide si besoin et ou non
concerne: menage
unité: € / mois
versement: mensuelle
en vigueur depuis: 01/01/2020
données:
  âge: {nature: nombre entier, unité: ans, concerne: personne}
  revenu: {nature: nombre, unité: € / mois, concerne: personne, dans le temps: flux}
  locataire: {nature: oui / non}
paramètres:
  plafond: {unité: € / mois, valeurs: {01/01/2020: 500, 01/01/2025: "540,50"}}
calculs:
  revenus: {formule: somme de revenu pour les membres du ménage, unité: € / mois}
conditions:
  - au moins un membre du ménage avec âge < 18
  - condition: revenus ≤ plafond et locataire
    message: Vos revenus sont trop hauts, ou vous n'êtes pas locataire.
  - non modélisée: Habiter ici depuis un an.
montant: si nombre de membres avec âge < 18 ≥ 2 alors ARRONDI(120,50 € / mois) sinon MIN(revenus × 12,5 % ; 60 € / mois)
cas:
  - nom: un enfant
    le: 01/2025
    personnes: {ana: {rôle: adulte, âge: 40, revenu: "540,50"}, leo: {rôle: enfant, âge: 7, revenu: 0}}
    situation: {locataire: oui}
    attendu: {a droit: oui, montant: 60}
"""


def answers(program: ir.Program, checked) -> list[object]:  # type: ignore[no-untyped-def]
    """What the exact interpreter answers for each case, by document and name."""
    found = []
    for case in program.cases:
        reference = Reference(program, checked.catalog, case)
        for item in case.expected:
            if program.variable(item.variable) is None:
                continue
            try:
                value: object = reference.answer(item.variable, item.period, item.person)
            except NoValue as error:
                value = type(error).__name__
            found.append((case.document, case.name, item.variable, item.period, item.value, value))
    return found


@pytest.mark.parametrize("name", ["demo", "paris", "country-template"])
def test_examples_mean_the_same_in_the_other_tongue(name: str) -> None:
    if name != "country-template":
        pytest.importorskip("openfisca_france")
    checked = check_folder(EXAMPLES / name)
    project, program = checked.loaded.project, checked.program
    assert project is not None and program is not None
    sheets = project.sheets
    for _ in range(2):
        # There, and back.
        said = [translated(sheet, project, language("en" if sheet.words.code == "fr" else "fr")) for sheet in sheets]
        assert [cell.text for _, left in said for cell in left] == []
        sheets = tuple(sheet for sheet, _ in said)
        outcome = compile_project(replace(project, sheets=sheets))
        wrong = [(str(item.span), item.code.id, item.span.source.text) for item in outcome.diagnostics if item.severity is Severity.ERROR]
        assert wrong == [] and outcome.value is not None
        assert answers(outcome.value, checked) == answers(program, checked)
    assert [sheet.words for sheet in sheets] == [sheet.words for sheet in project.sheets]


def test_a_document_is_said_in_english(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(AID, encoding="utf-8")
    before = check_folder(tmp_path)
    assert before.program is not None, before.diagnostics
    for target in ("aid.yaml", "aid.xlsx"):
        result = CliRunner().invoke(main, ["convert", str(tmp_path / "aide.yaml"), str(tmp_path / target), "--language", "en"])
        assert result.exit_code == 0, result.output
    text = (tmp_path / "aid.yaml").read_text(encoding="utf-8")
    for wanted in (
        "aid: aide_test", "name: Aide si besoin et ou non", "payment: monthly", "€ / month", "540.50", "revenus ≤ plafond and locataire",
        "if number of", "€120.50 / month", "12.5 %", "is entitled: yes", "amount: 60", "Habiter ici depuis un an.",
    ):  # fmt: skip
        assert wanted in text, (wanted, text)
    (tmp_path / "aide.yaml").unlink()
    for kept, other in (("aid.yaml", "aid.xlsx"), ("aid.xlsx", "")):
        if other:
            (tmp_path / other).rename(tmp_path / f"{other}.plus_tard")
        after = check_folder(tmp_path)
        assert after.program is not None, (kept, after.diagnostics)
        assert [value for *_, value in answers(after.program, after)] == [value for *_, value in answers(before.program, before)]
        if other:
            (tmp_path / f"{other}.plus_tard").rename(tmp_path / other)
            (tmp_path / kept).unlink()


def test_a_sentence_that_can_not_be_said_stops_it(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    # A name that is a word of the other tongue: « if … then » could not be told from it.
    text = AID.replace("locataire", "if")
    (tmp_path / "aide.yaml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(tmp_path / "aide.yaml"), str(tmp_path / "aid.yaml"), "--language", "en"])
    assert result.exit_code == 1 and "si nombre de membres" in result.output and not (tmp_path / "aid.yaml").exists()
