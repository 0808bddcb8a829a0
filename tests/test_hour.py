"""A caseworker's path, without a look at YAML: the workbook of `new` is filled cell by cell, checked, played, and the preview answers."""

from __future__ import annotations

import datetime
import html
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.commands.cli import main
from rulespec.previewing.engine import Engine
from tests.test_preview import FRENCH, Visitor

NEW_YEAR = datetime.datetime(2026, 1, 1)
BEGIN = datetime.datetime(2025, 1, 1)


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The last row whose cell says a text: below an example that says it too."""
    return max(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, column).value or "").rstrip(" *").lower() == text.lower())


def first_row(sheet: Worksheet, text: str) -> int:
    return min(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value or "").lower() == text.lower())


def columns(sheet: Worksheet, row: int) -> dict[str, int]:
    return {str(cell.value).rstrip(" *").lower(): cell.column for cell in sheet[row] if cell.value}


def fill(sheet: Worksheet, top: int, rows: list[dict[str, Any]]) -> None:
    """Values typed under the titles of a row."""
    titles = columns(sheet, top)
    for row, values in enumerate(rows, start=top + 1):
        for title, value in values.items():
            sheet.cell(row, titles[title]).value = value


def fill_card(book: Workbook) -> None:
    sheet = book["Aide"]
    answers = {
        "organisme": "Ville de Val-sur-Loire", "concerne": "individu", "versement": "ponctuelle", "unité": "€",
        "en vigueur depuis": BEGIN, "montant": "MIN(part du prix(prix du vélo) ; aide maximale)",
    }  # fmt: skip
    for name, answer in answers.items():
        sheet.cell(row_of(sheet, name), 2).value = answer


def fill_rules(book: Workbook) -> None:
    fill(book["Données"], 4, [
        {"nom": "type de vélo", "question": "Quel vélo achetez-vous ?", "nature": "choix", "choix": "classique ; électrique"},
        {"nom": "prix du vélo", "question": "Quel est son prix ?", "nature": "montant", "unité": "€"},
        {"nom": "va au travail à vélo", "question": "Irez-vous au travail à vélo ?", "nature": "oui / non"},
    ])  # fmt: skip
    fill(book["Paramètres"], 4, [
        {"nom": "âge minimum", "unité": "ans", "à partir du": BEGIN, "valeur": 18, "référence": "art. 2"},
        {"nom": "âge minimum", "unité": "ans", "à partir du": NEW_YEAR, "valeur": 16, "référence": "art. 2"},
    ])  # fmt: skip
    fill(book["Zones"], 4, [{"nom": "ville", "codes": "37261"}, {"codes": "37122"}])
    fill(book["Ressources"], 4, [
        {"nom": "ressources du foyer", "concerne": "ménage", "lecture": "moyenne mensuelle", "fenêtre": "12 derniers mois",
         "qui": "membres", "variables": "salaire net ; chômage net"},
    ])  # fmt: skip
    fill(book["Conditions"], 4, [
        {"groupe": "toutes", "donnée": "commune", "comparaison": "parmi", "valeur": "ville", "message": "Réservé à la ville."},
        {"groupe": "toutes", "condition": "ressources du foyer ≤ plafond de ressources(nombre de membres du ménage)"},
        {"groupe": "toutes", "profil": "Jeune", "donnée": "âge", "comparaison": "entre", "valeur": "âge minimum", "et": 25},
        {"groupe": "toutes", "profil": "Au travail à vélo", "donnée": "âge", "comparaison": ">", "valeur": 25},
        {"groupe": "toutes", "profil": "Au travail à vélo", "donnée": "va au travail à vélo", "comparaison": "est vrai"},
        {"groupe": "toutes", "non modélisée": "Acheter le vélo dans la ville."},
    ])  # fmt: skip


def fill_blocks(book: Workbook) -> None:
    """The block that is ready is filled; another is copied under the example, as the hint says."""
    table = book["Table"]
    top = first_row(table, "table")
    table.cell(top, 2).value = "aide selon le vélo"
    table.cell(top + 2, 2).value = "€"
    for offset, cells in enumerate((
        ("type de vélo", "nombre de membres du ménage", "aide maximale"),
        ("classique", "-", 150), ("électrique", "≤ 2", 300), ("électrique", "> 2", 350),
    )):  # fmt: skip
        for column, text in enumerate(cells, start=1):
            table.cell(top + 4 + offset, column).value = text
    scale = book["Barème"]
    top = first_row(scale, "barème")
    for offset, text in enumerate(("plafond de ressources", "montant par tranche", None, "personnes", "€ / mois", 6)):
        scale.cell(top + offset, 2).value = text
    for row, (threshold, value) in zip((top + 7, top + 8, top + 11), ((1, 1500), (2, 2100), (None, 500)), strict=True):
        scale.cell(row, 3).value, scale.cell(row, 4).value = threshold, value
    last = scale.max_row + 2
    lines = [
        ("Barème", "part du prix"), ("genre", "taux marginal"), ("unité des seuils", "€"),
        ("Tranche", "À partir du", "Seuil", "Valeur"), (1, None, 0, "40 %"), (2, None, 500, "20 %"),
    ]  # fmt: skip
    for offset, values in enumerate(lines):
        for column, value in enumerate(values, start=1):
            scale.cell(last + offset, column).value = value


def fill_cases(book: Workbook) -> None:
    sheet = book["Cas"]
    top = row_of(sheet, "nom du cas")
    empty = [column for column in range(5, 30) if sheet.cell(top, column).value is None and sheet.cell(top, column).has_style]
    data = ["âge", "commune", "type de vélo", "prix du vélo", "va au travail à vélo", "salaire net [2025]"]
    for column, name in zip(empty, data, strict=False):
        sheet.cell(top, column).value = name
    young = {"âge": 16, "commune": "37261", "type de vélo": "classique", "prix du vélo": 300, "va au travail à vélo": "non"}
    fill(sheet, top, [
        {"nom du cas": "Une jeune, en 2026", "le": datetime.datetime(2026, 1, 15), **young, "a droit": "oui", "montant": 120},
        {"nom du cas": "La même, la veille", "le": datetime.datetime(2025, 12, 31), **young, "a droit": "non", "montant": 0},
        {"nom du cas": "Une famille au plafond", "le": datetime.datetime(2026, 2, 1), "commune": "37261"},
        {"personne": "Ada", "rôle": "demandeur", "âge": 40, "type de vélo": "électrique", "prix du vélo": 2000,
         "va au travail à vélo": "oui", "salaire net [2025]": 31200, "a droit": "oui", "montant": 350},
        {"personne": "Max", "rôle": "conjoint", "âge": 41, "salaire net [2025]": 0, "notes": "sans emploi"},
        {"personne": "Zoé", "rôle": "enfant", "âge": 5, "salaire net [2025]": 0},
    ])  # fmt: skip


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(item) for item in arguments])
    return result.exit_code, result.output


def test_from_an_empty_workbook_to_a_preview_that_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openfisca_france")
    project = tmp_path / "mes-aides"
    monkeypatch.setenv("RULESPEC_LANG", "fr")
    assert run("init", project)[0] == 0
    (project / "aides" / "coup_de_pouce_permis.yaml").unlink()
    assert run("new", "Aide au vélo", "--project", project)[0] == 0
    path = project / "aides" / "aide_au_velo.xlsx"
    book = load_workbook(path)
    for step in (fill_card, fill_rules, fill_blocks, fill_cases):
        step(book)
    book.create_sheet("Brouillon")["A1"] = "à revoir avec Sylvie"
    book.save(path)
    assert run("check", path) == (0, "Tout est en ordre : 1 document, 1 aide, 5 conditions, 3 cas lus.\n")
    code, text = run("test", project)
    assert code == 0 and "3 cas justes, 0 en échec" in text, text
    engine = Engine(project)
    try:
        visitor = Visitor(engine)
        visitor.get("/fr/simulation?aid=aide_au_velo")
        answers = {
            "q.age.demandeur.m": "16", "q.depcom..m": "37261", "q.aide_au_velo_type_de_velo.demandeur.m": "classique",
            "q.aide_au_velo_prix_du_velo.demandeur.m": "300", "q.aide_au_velo_va_au_travail_a_velo.demandeur.m": "no",
            "q.chomage_net.demandeur.m": "0", "q.salaire_net.demandeur.m": "1500",
        }  # fmt: skip
        asked = {"aid": ["aide_au_velo"], "member": ["demandeur:demandeur"], "action": "results", **answers}
        said = {month: html.unescape(visitor.ask(**asked, month=month)) for month in ("12/2025", "01/2026")}
        assert FRENCH["refused"] in said["12/2025"] and FRENCH["entitled"] in said["01/2026"] and "120 €" in said["01/2026"]
        # A cent above the ceiling of one person.
        asked["q.salaire_net.demandeur.m"] = "1500,01"
        assert FRENCH["refused"] in html.unescape(visitor.ask(**asked, month="01/2026"))
    finally:
        engine.close()
