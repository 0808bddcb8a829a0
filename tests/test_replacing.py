"""A rule of the rulebook in the place of the country's: from its date on, for all that reads it, in every way to run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rulespec.compiler.backends.openfisca.reform import reform_path
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.running.simulating import load_system
from rulespec.running.testing import kept_cases, play

RULES = """\
aide: revenu_de_base
nom: Revenu de base
remplace: [basic_income]
concerne: person
unité: €
en vigueur depuis: 01/01/2020
données:
  salaire: {lit: salary, unité: € / mois}
paramètres:
  taux: {modifie: taxes.income_tax_rate, unité: "%", valeurs: {01/01/2021: "20 %"}}
barèmes:
  cotisations:
    modifie: taxes.social_security_contribution
    genre: taux marginal
    unité des seuils: € / mois
    tranches:
      - {seuil: {01/01/2021: 0}, taux: {01/01/2021: "5 %"}}
      - {seuil: {01/01/2021: 1000}, taux: {01/01/2021: "10 %", 01/01/2022: "20 %"}}
calculs:
  cotisation: {unité: € / mois, formule: cotisations(salaire)}
  revenu du foyer:
    concerne: household
    unité: € / mois
    formule: somme de salaire pour les membres + 1 € / mois
    remplace: household_income
conditions:
  - revenu du foyer ≤ 2001
montant: 700 €
cas:
  - {nom: sous le plafond, le: 10/2020, situation: {salaire: 2000}, attendu: {basic_income: 700, revenu_de_base: 700}}
  - {nom: au-dessus, le: 10/2020, situation: {salaire: "2000,01"}, attendu: {basic_income: 0}}
  - {nom: le taux du pays, le: 10/2020, situation: {salaire: 1000}, attendu: {income_tax: 150}}
  - {nom: les tranches du pays, le: 12/2020, situation: {salaire: 20000}, attendu: {social_security_contribution: 1416, cotisation: 1416}}
  - {nom: deux tranches, le: 01/2021, situation: {salaire: 20000}, attendu: {social_security_contribution: 1950, cotisation: 1950}}
  - {nom: l'an d'après, le: 01/2022, situation: {salaire: 20000}, attendu: {social_security_contribution: 3850, cotisation: 3850}}
  - {nom: le taux modifié, le: 01/2021, situation: {salaire: 1000}, attendu: {income_tax: 200}}
"""


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, Path]:
    folder = tmp_path_factory.mktemp("replaced")
    (folder / "rulespec.yaml").write_text("paquet: revenus\nlangue: fr\npays: openfisca_country_template\n", encoding="utf-8")
    (folder / "revenu.yaml").write_text(RULES, encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    write_package(folder / "package", checked)
    return checked, folder / "package"


def test_the_rule_takes_the_place_of_the_countrys_from_its_date(replaced: tuple[Checked, Path]) -> None:
    checked, folder = replaced
    assert checked.program is not None
    system = load_system(checked.program, checked.catalog, folder)
    found: dict[str, float] = {}
    from openfisca_core.simulations import SimulationBuilder

    people = {"a": {"age": {"2019-12": 30, "2020-01": 30}, "salary": {"2019-12": 3000, "2020-01": 1000}}}
    simulation = SimulationBuilder().build_from_entities(system, {"persons": people, "households": {"h": {"adults": ["a"]}}})
    for month in ("2019-12", "2020-01"):
        found[month] = float(simulation.calculate("basic_income", month)[0])
    # The country gives 600 to any adult; the rule 700 to a household under a ceiling.
    assert found == {"2019-12": 600, "2020-01": 700}


def test_what_is_given_for_a_replaced_variable_counts(replaced: tuple[Checked, Path]) -> None:
    """The country's tests give its intermediate variables: the rules that read the one in its place must see them."""
    checked, folder = replaced
    assert checked.program is not None
    from openfisca_core.simulations import SimulationBuilder

    system = load_system(checked.program, checked.catalog, folder)
    household: dict[str, Any] = {"adults": ["a"], "household_income": {"2020-01": 5000}}
    told = {"persons": {"a": {"salary": {"2020-01": 1000}}}, "households": {"h": household}}
    simulation = SimulationBuilder().build_from_entities(system, told)
    assert float(simulation.calculate("basic_income", "2020-01")[0]) == 0


def test_cases_and_generated_tests_pass_with_the_reform(replaced: tuple[Checked, Path]) -> None:
    checked, folder = replaced
    assert checked.program is not None
    for played in play(checked.program, checked.catalog, folder, kept_cases(checked.program)):
        assert all(result.passed for result in played.results), played.results
    command_line = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test", "tests"]
    loaded = ["--country-package", "openfisca_country_template", "--extensions", "revenus"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run([*command_line, *loaded], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "7 passed" in done.stdout


MORE = """\
aide: cotisation_lue
nom: Cotisation lue
concerne: person
unité: € / mois
en vigueur depuis: 01/01/2020
données:
  salaire: {lit: salary, unité: € / mois}
paramètres:
  lu par son chemin: {lit: taxes.social_security_contribution}
barèmes:
  cotisations:
    modifie: taxes.social_security_contribution
    genre: taux marginal
    unité des seuils: € / mois
    tranches:
      - {seuil: {01/01/2021: 0}, taux: {01/01/2021: "1 %"}}
      - {seuil: {01/01/2021: 1000}, taux: {01/01/2021: "2 %"}}
      - {seuil: {01/01/2021: 2000}, taux: {01/01/2021: "3 %"}}
      - {seuil: {01/01/2021: 3000}, taux: {01/01/2021: "4 %"}}
montant: lu par son chemin(salaire)
cas:
  - {nom: trois tranches, le: 12/2020, situation: {salaire: 20000}, attendu: {montant: 1416, social_security_contribution: 1416}}
  - {nom: quatre, le: 01/2021, situation: {salaire: 4000}, attendu: {montant: 100, social_security_contribution: 100}}
"""


def test_a_scale_of_the_country_has_more_brackets_and_all_rules_read_them(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text("paquet: cotisations\nlangue: fr\npays: openfisca_country_template\n", encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(MORE, encoding="utf-8")
    checked = check_folder(tmp_path)
    assert checked.program is not None, checked.diagnostics
    write_package(tmp_path / "package", checked)
    for played in play(checked.program, checked.catalog, tmp_path / "package", kept_cases(checked.program)):
        assert all(result.passed for result in played.results), played.results
    exact = [Reference(checked.program, checked.catalog, case) for case in checked.program.cases]
    assert [item.answer("cotisation_lue", item.case.period, item.case.people[0].name) for item in exact] == [1416, 100]


def test_the_country_shows_the_formula_of_the_rule(replaced: tuple[Checked, Path]) -> None:
    """What is served, previewed and tested is one system: the country's variable has the rule's formula after its own."""
    checked, folder = replaced
    assert checked.program is not None
    system = load_system(checked.program, checked.catalog, folder)
    assert list(system.variables["basic_income"].formulas) == ["2015-12-01", "2016-12-01", "2020-01-01"]
    assert reform_path("revenus") == "revenus_reform.reform"
