"""The proof of a rulebook: what cases show, the cases to add, the mutants that none sees, why and what would change it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rulespec.compiler.analysis.explaining.changing import changes
from rulespec.compiler.analysis.explaining.stepping import steps
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.analysis.proving.changing import mutated, survives
from rulespec.compiler.analysis.proving.coverage import aid_coverage
from rulespec.compiler.analysis.proving.goals import goals_of
from rulespec.compiler.analysis.proving.mutating import mutants_of
from rulespec.compiler.analysis.space.realising import Draft
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground import codes
from rulespec.compiler.words import language
from rulespec.projects.compiling import check_folder, write_package
from rulespec.running.proof_reports import excluded_text, goal_text, mutant_text, to_html, to_json, to_junit
from rulespec.running.proving import Wanted, below_threshold, prove, suggestions
from rulespec.running.testing import kept_cases, play

MANIFEST = """\
paquet: regles
langue: fr
couverture: {production: 100 %, brouillon: 10 %}
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes, au plus: 1}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
AID = """\
aide: aide_velo
nom: Aide au vélo
état: production
concerne: personne
unité: €
en vigueur depuis: 01/01/2024
données:
  âge: {nature: nombre entier, unité: ans, identifiant: age}
  étudie: {nature: oui / non, identifiant: etudie}
  revenu: {nature: nombre, unité: € / mois, identifiant: revenu}
paramètres:
  plafond: {unité: € / mois, valeurs: {01/01/2024: 1000, 01/01/2025: "1050,50"}}
tables:
  montant de base:
    lecture: une seule ligne doit s'appliquer
    si: [étudie]
    alors: [base]
    unité: €
    lignes:
      - [oui, 200]
      - [non, 100]
barèmes:
  bonus:
    genre: montant par tranche
    selon: revenu
    unité: €
    unité des seuils: € / mois
    tranches:
      - {seuil: 0, montant: 50}
      - {seuil: 600, montant: 20}
conditions:
  - {condition: âge ≥ 18, référence: art. 2}
  - au moins une:
      - étudie
      - revenu ≤ plafond
montant: base + bonus
cas:
  - nom: Étudiante
    le: 01/2025
    situation: {âge: 18, étudie: oui, revenu: 600}
    attendu: {a droit: oui, montant: 220}
"""


@pytest.fixture
def checked(tmp_path: Path):
    folder = tmp_path / "projet"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(AID, encoding="utf-8")
    found = check_folder(folder)
    assert found.program is not None, found.diagnostics
    write_package(tmp_path / "paquet", found)
    return found


def test_cases_agree_on_both_engines(checked, tmp_path: Path) -> None:
    (played,) = play(checked.program, checked.catalog, tmp_path / "paquet", kept_cases(checked.program))
    assert all(result.passed and result.exact is not None for result in played.results)
    wrong = replace(played.results[1], exact=Fraction(219))
    assert wrong.engines_differ and not wrong.passed


def test_coverage_says_what_is_missing(checked, tmp_path: Path) -> None:
    proof = prove(checked, tmp_path / "paquet", None, Wanted(coverage=True))
    (coverage,) = proof.coverage
    words = language("fr")
    missing = {goal_text(goal, words) for goal in coverage.missing}
    assert "« âge ≥ 18 » n'est jamais décisive en étant fausse" in missing
    assert "« revenu ≤ plafond » n'est jamais décisive en étant vraie" in missing
    assert "table « montant de base » : la ligne 2 ne décide dans aucun cas" in missing
    assert "barème « bonus » : aucun cas juste sous le seuil 600" in missing
    assert "« plafond » : aucun cas pour la valeur du 01/01/2024" in missing
    shown = {goal_text(goal, words) for goal, case in coverage.reached if case is not None}
    assert "« âge ≥ 18 » n'est jamais décisive en étant vraie" in shown
    # « étudie » is true but « revenu ≤ plafond » is too: neither decides alone (MC/DC).
    assert "« étudie » n'est jamais décisive en étant vraie" in missing
    assert [item.aid.id for item, _ in below_threshold(checked, proof)] == ["aide_velo"]


def test_suggested_cases_show_all_that_was_missing(checked, tmp_path: Path) -> None:
    proof = prove(checked, tmp_path / "paquet", None, Wanted(coverage=True))
    made = suggestions(checked, proof, tmp_path / "paquet", language("fr")).cases
    assert all(case.to_confirm for case in made)
    confirmed = tuple(replace(case, to_confirm=False) for case in made)
    program = replace(checked.program, cases=(*checked.program.cases, *confirmed))
    again = prove(replace(checked, program=program), tmp_path / "paquet", None, Wanted(coverage=True))
    assert again.coverage[0].missing == () and not again.failed


def test_cases_to_confirm_are_no_test(checked) -> None:
    program = replace(checked.program, cases=tuple(replace(case, to_confirm=True) for case in checked.program.cases))
    assert kept_cases(program) == []


def test_mutants_that_no_case_sees_come_with_a_case_that_would(checked, tmp_path: Path) -> None:
    proof = prove(checked, tmp_path / "paquet", None, Wanted(mutants=True))
    survivors = {(mutant.kind, mutant.before) for _, mutant, _ in proof.mutants}
    assert ("bound", "LE") in survivors  # no case stands at the ceiling
    assert 0 < len(proof.mutants) < proof.mutant_count
    bound = next(item for item in proof.mutants if item[1].kind == "bound" and item[1].before == "LE")
    assert bound[2] is not None
    original = Reference(checked.program, checked.catalog, bound[2])
    expected = bound[2].expected[0]
    changed = mutated(bound[1], original)
    assert original.answer(expected.variable, expected.period, expected.person) != changed.answer(
        expected.variable, expected.period, expected.person
    )


def test_no_mutant_is_the_rule_itself(checked) -> None:
    (aid,) = checked.program.aids
    for mutant in mutants_of(aid, checked.program):
        variable = checked.program.variable(mutant.variable) if mutant.variable else None
        assert variable is None or variable.formulas != mutant.formulas
    reference = Reference(checked.program, checked.catalog, checked.program.cases[0])
    assert any(not survives(mutant, [reference]) for mutant in mutants_of(aid, checked.program))


def test_a_defect_of_the_interpreter_is_never_an_answer(checked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug must not read as « not covered » or « mutant killed »: only `NoValue` says that a case gives no answer."""
    (aid,) = checked.program.aids
    reference = Reference(checked.program, checked.catalog, checked.program.cases[0])
    mutant = next(mutants_of(aid, checked.program))

    def raising(error: type[Exception]):  # type: ignore[no-untyped-def]
        def broken(*_: object) -> None:
            raise error("broken")

        return broken

    monkeypatch.setattr(Reference, "computed", raising(NoValue))
    assert aid_coverage(aid, checked.program, [reference]).share < 1
    assert survives(mutant, [reference])
    assert steps(explainer(checked)) == ()
    for error in (KeyError, AssertionError, StopIteration, ZeroDivisionError):
        monkeypatch.setattr(Reference, "computed", raising(error))
        # A generator turns StopIteration into a RuntimeError.
        with pytest.raises((error, RuntimeError)):
            aid_coverage(aid, checked.program, [Reference(checked.program, checked.catalog, checked.program.cases[0])])
        with pytest.raises((error, RuntimeError)):
            survives(mutant, [reference])
        with pytest.raises((error, RuntimeError)):
            steps(explainer(checked))


def explainer(checked, **given) -> Explainer:
    case = checked.program.cases[0]
    values = tuple(replace(item, value=given.get(item.variable, item.value)) for item in case.given)
    case = replace(case, given=values)
    reference = Reference(checked.program, checked.catalog, case)
    return Explainer(checked.program.aids[0], checked.program, rulebook_of(checked.program, checked.catalog), reference, language("fr"))


def test_why_not_is_the_smallest_set(checked) -> None:
    from decimal import Decimal

    why = explainer(checked, age=Decimal(17), etudie=False, revenu=Decimal("1050.51"))
    assert tuple(item.text for item in why.missing()) in (("âge ≥ 18", "étudie"), ("âge ≥ 18", "revenu ≤ plafond"))
    assert explainer(checked).missing() == ()
    first = why.reasons()[0]
    assert not first.met and first.reference == "art. 2" and [item.said(" : ") for item in first.looked] == ["âge : 17 ans < 18 ans"]


def test_what_would_change_it_is_exact(checked) -> None:
    from decimal import Decimal

    why = explainer(checked, etudie=False, revenu=Decimal("1050.51"))
    refused = {(item.name, item.after): item.answer for item in changes(why)}
    assert refused["revenu", "1\u202f050,50 € / mois"] == Fraction(120)
    assert refused["étudie", "oui"] == Fraction(220)
    assert ("âge", "17 ans") not in refused  # refused already: being younger changes nothing
    granted = {(item.name, item.after): item.answer for item in changes(explainer(checked))}
    assert granted["revenu", "599,99 € / mois"] == Fraction(250)
    assert granted["âge", "17 ans"] == Fraction(0)


def test_unknown_is_not_zero(checked) -> None:
    case = checked.program.cases[0]
    told = replace(case, given=tuple(item for item in case.given if item.variable != "revenu"))
    reference = Reference(checked.program, checked.catalog, told)
    why = Explainer(checked.program.aids[0], checked.program, rulebook_of(checked.program, checked.catalog), reference, language("fr"))
    assert why.unknown() == ("revenu",)


def test_reports_are_well_formed(checked, tmp_path: Path) -> None:
    from xml.etree.ElementTree import fromstring

    proof = prove(checked, tmp_path / "paquet", None, Wanted(coverage=True, mutants=True))
    words = language("en")
    assert json.loads(to_json(proof, words))["mutants"]["count"] == proof.mutant_count
    suite = fromstring(to_junit(proof, words)).find("testsuite")
    assert suite is not None and suite.get("tests") == "1" and suite.get("failures") == "0"
    assert "<script" not in to_html(proof, words)


def test_goals_name_every_rule(checked) -> None:
    kinds = {goal.kind for goal in goals_of(checked.program.aids[0], checked.program)}
    assert kinds == {"true", "false", "row", "bracket", "at", "below", "value", "edge", "under", "over"}


def test_command_says_all(checked, tmp_path: Path) -> None:
    folder = tmp_path / "projet"
    for arguments, code, said in (
        ((), 0, "1 cas juste,"),
        (("--coverage",), 1, "100 % demandés"),
        (("--suggest",), 0, "à confirmer: oui"),
        (("--mutate",), 0, "remarquées"),
        (("--format", "json"), 0, '"passed": true'),
    ):
        command = [sys.executable, "-m", "rulespec", "--lang", "fr", "test", str(folder), *arguments]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == code, result.stderr
        assert said in result.stdout + result.stderr


PARTLY = """\
aide: aide_maison
concerne: menage
unité: €
données:
  revenu: {nature: nombre, unité: €, concerne: personne, identifiant: revenu}
calculs:
  double: {concerne: personne, identifiant: double, formule: revenu × 2}
montant: somme de double pour les membres
cas:
  - nom: Un seul calcul est donné
    le: 01/2025
    personnes:
      1: {rôle: adulte, double: 1000}
      2: {rôle: enfant, revenu: 10}
    attendu: {montant: 1020}
  - nom: Une autre maison
    le: 01/2025
    personnes:
      1: {rôle: adulte, revenu: 3}
    attendu: {montant: 6}
"""


def test_a_calculation_given_for_some_people_only_is_told(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(PARTLY, encoding="utf-8")
    found = check_folder(tmp_path)
    assert [(item.problem, str(item.span)) for item in found.diagnostics] == [
        (codes.BadCase.Partly(name="double", person="n2"), "aide.yaml, 13:33")
    ]
    (tmp_path / "aide.yaml").write_text(PARTLY.replace("revenu: 10}", "double: 20}"), encoding="utf-8")
    assert check_folder(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("revenu: {2025: 10}", "RS601:period"),
        ("âge annuel: {2025-01: 10}", "RS601:period"),
        ("né à Lyon: {2025: oui}", "RS601:period"),
        ("revenu: dix", "RS109"),
        ("situation: retraitée", "RS306"),
    ],
)
def test_a_value_that_its_variable_does_not_take_is_told(given: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(
        "aide: aide_periode\nconcerne: personne\ndonnées:\n"
        "  revenu: {nature: nombre, unité: €, identifiant: revenu}\n"
        "  âge annuel: {nature: nombre, unité: ans, période: année, identifiant: age_annuel}\n"
        "  né à Lyon: {nature: oui / non, période: toujours, identifiant: ne_a_lyon}\n"
        "  situation: {choix: [actif, retraité], identifiant: situation}\n"
        "conditions: [revenu > 0, âge annuel > 1, né à Lyon, situation = actif]\n"
        f"cas:\n  - nom: Un cas\n    le: 01/2025\n    situation: {{{given}}}\n    attendu: {{a droit: non}}\n",
        encoding="utf-8",
    )
    found = check_folder(tmp_path)
    assert [item.problem.key for item in found.diagnostics] == [key]


SHARED = """\
concerne: menage
données:
  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}
calculs:
  modeste: {identifiant: modeste, formule: loyer ≤ 500}
"""
READS = """\
aide: aide_{name}
concerne: menage
unité: €
conditions: [modeste]
montant: 100 €
cas:
  - {{nom: modeste, le: 01/2025, situation: {{loyer: {loyer}}}, attendu: {{a droit: {wanted}, montant: {amount}}}}}
"""


def test_a_shared_rule_has_mutants_that_the_cases_of_any_aid_show(tmp_path: Path) -> None:
    """A rule of a shared document had none, which read as a proof; what a refused person gets is no rule of its author."""
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "partage.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "un.yaml").write_text(READS.format(name="un", loyer=500, wanted="oui", amount=100), encoding="utf-8")
    (tmp_path / "deux.yaml").write_text(READS.format(name="deux", loyer="'500,01'", wanted="non", amount=0), encoding="utf-8")
    checked = check_folder(tmp_path)
    assert checked.program is not None, checked.diagnostics
    write_package(tmp_path / "paquet", checked)
    proof = prove(checked, tmp_path / "paquet", None, Wanted(False, True))
    # ≤ to <, 500 to 500.01 and 499.99, and the amount of each aid up and down; the second aid has no case that is entitled.
    assert proof.mutant_count == 7
    assert [(aid.id, mutant.kind) for aid, mutant, _ in proof.mutants] == [("aide_deux", "amount"), ("aide_deux", "amount")]


def test_a_failing_case_says_what_decided_and_reports_combine(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "partage.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "un.yaml").write_text(READS.format(name="un", loyer=700, wanted="oui", amount=100), encoding="utf-8")
    command = [sys.executable, "-m", "rulespec", "--lang", "fr", "test", str(tmp_path)]
    run = subprocess.run([*command, "--coverage", "--suggest", "--mutate"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    for said in ("« modeste » n'est pas remplie (loyer : 700 € / mois > 500 € / mois)", "des règles montrées", "remarquée", "à confirmer"):
        assert said in run.stdout, run.stdout
    told = subprocess.run([*command, "--suggest", "--format", "json"], capture_output=True, text=True, check=False)
    data = json.loads(told.stdout)
    assert told.returncode == 1 and data["suggested"]
    assert data["cases"][0]["results"][0]["decided"] == ["« modeste » n'est pas remplie (loyer : 700 € / mois > 500 € / mois)"]


DECIDES = """\
aide: aide_age
nom: Aide selon l'âge
concerne: personne
unité: €
données:
  âge: {nature: nombre entier, unité: ans, identifiant: age}
  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}
  étudie: {nature: oui / non, identifiant: etudie}
  travaille: {nature: oui / non, identifiant: travaille}
calculs:
  charges: {identifiant: charges, formule: "SI(étudie ou travaille ; 30 € ; 10 €)"}
tables:
  tarif:
    lecture: une seule ligne doit s'appliquer
    si: [âge]
    alors: [prix]
    unité: €
    lignes:
      - ["< 20", 5]
      - ["≥ 20", 20]
conditions:
  - âge entre 18 et 25
  - loyer ≤ 500
montant: prix + charges
cas:
  - {nom: Vingt ans, le: 01/2025, situation: {âge: 22, loyer: 100, étudie: oui, travaille: oui}, attendu: {montant: 50}}
  - {nom: Dix ans, le: 01/2025, situation: {âge: 10, loyer: 100, étudie: oui}, attendu: {montant: 0}}
"""


def shown_and_missing(folder: Path, text: str):
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(text, encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    write_package(folder / "paquet", checked)
    proof = prove(checked, folder / "paquet", None, Wanted(coverage=True))
    words = language("fr")
    shown = {goal_text(goal, words) for goal, case in proof.coverage[0].reached if case is not None}
    return checked, proof, shown, {goal_text(goal, words) for goal in proof.coverage[0].missing}


def test_a_bound_a_choice_and_a_row_are_shown_where_they_decide(tmp_path: Path) -> None:
    """Ages 22 and 10 read as « 100 % »; a row taken by someone who is refused, and a choice that two answers make, showed."""
    checked, proof, shown, missing = shown_and_missing(tmp_path, DECIDES)
    assert missing >= {
        "« âge entre 18 et 25 » : aucun cas qui décide à la borne 18",
        "« âge entre 18 et 25 » : aucun cas qui décide juste en dessous de la borne 18",
        "« âge entre 18 et 25 » : aucun cas qui décide à la borne 25",
        "« âge entre 18 et 25 » : aucun cas qui décide juste au-dessus de la borne 25",
        "« loyer ≤ 500 » : aucun cas qui décide à la borne 500",
        "« loyer ≤ 500 » : aucun cas qui décide juste au-dessus de la borne 500",
        "« charges » : « étudie » n'est jamais décisif en étant vrai",
        "« charges » : « travaille » n'est jamais décisif en étant faux",
        "table « tarif » : la ligne 1 ne décide dans aucun cas",
        "table « tarif », ligne 1 : aucun cas qui décide juste en dessous de la borne 20",
        "table « tarif », ligne 2 : aucun cas qui décide à la borne 20",
    }
    assert "« âge entre 18 et 25 » n'est jamais décisive en étant fausse" in shown
    assert "table « tarif » : la ligne 2 ne décide dans aucun cas" in shown
    made = suggestions(checked, proof, tmp_path / "paquet", language("fr")).cases
    answers = [({item.variable: item.value for item in case.given}, case.expected[0].value) for case in made]
    # One just too old, one whose rent is a cent too high, each with a right to the aid but for that.
    assert any(given.get("age") == 26 and given.get("loyer", 0) <= 500 and answer == 0 for given, answer in answers)
    assert any(str(given.get("loyer")) == "500.01" and 18 <= given["age"] <= 25 and answer == 0 for given, answer in answers)
    # It shows row 1 too, which has no case of its own: 5, and 10, the charges of who neither studies nor works.
    assert any(given.get("age") == 18 and answer == 15 for given, answer in answers)
    assert any(given.get("etudie") and not given.get("travaille") and answer - 30 in (5, 20) for given, answer in answers)
    assert [case.name for case in made if "borne" in case.name] and all("aucun" not in case.name for case in made)
    program = replace(checked.program, cases=(*checked.program.cases, *(replace(case, to_confirm=False) for case in made)))
    again = prove(replace(checked, program=program), tmp_path / "paquet", None, Wanted(coverage=True))
    assert again.coverage[0].missing == () and not again.failed


def test_a_shared_rule_is_shown_by_the_cases_of_any_aid(tmp_path: Path) -> None:
    """Two cases made « 100 % » of any rule that a shared document holds."""
    (tmp_path / "partage.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "deux.yaml").write_text(READS.format(name="deux", loyer="'500,01'", wanted="non", amount=0), encoding="utf-8")
    _, _, shown, missing = shown_and_missing(tmp_path, READS.format(name="un", loyer=300, wanted="oui", amount=100))
    assert "« modeste » : aucun cas qui décide à la borne 500" in missing
    assert "« modeste » : aucun cas qui décide juste au-dessus de la borne 500" in shown


def test_what_has_no_proposal_says_why_and_a_workbook_gets_rows(tmp_path: Path) -> None:
    """Everything that is missing has a case or a reason; YAML was proposed for a sheet, with names of other documents."""
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    never = DECIDES.replace("  - loyer ≤ 500\n", "  - loyer ≤ 500\n  - au moins une: [étudie, étudie ou travaille]\n")
    (tmp_path / "aide.yaml").write_text(never, encoding="utf-8")
    command = [sys.executable, "-m", "rulespec", "--lang", "fr"]
    subprocess.run([*command, "convert", tmp_path / "aide.yaml", tmp_path / "aide.xlsx"], check=True, capture_output=True)
    (tmp_path / "aide.yaml").unlink()
    run = subprocess.run([*command, "test", str(tmp_path), "--suggest"], capture_output=True, text=True, check=False)
    assert "# Sans proposition : aide_age : « étudie » n'est jamais décisive en étant vraie" in run.stdout, run.stdout
    titles = next(line for line in run.stdout.splitlines() if line.startswith("Nom du cas\t")).split("\t")
    assert titles[:3] == ["Nom du cas", "Le", "à confirmer"] and titles[-1] == "montant"
    rows = [line.split("\t") for line in run.stdout.splitlines() if "\t" in line and not line.startswith("Nom du cas")]
    assert rows and all(len(row) == len(titles) for row in rows)
    assert any((row[titles.index("âge")], row[-1]) == ("26", "0") for row in rows)


def test_a_rate_is_told_in_percent(checked) -> None:
    from rulespec.running.explaining import amount_text

    (aid,) = checked.program.aids
    assert amount_text(replace(aid, unit="%"), Decimal("0.125"), language("fr")) == "12,5 %"
    assert amount_text(replace(aid, unit="€"), Decimal("1230.5"), language("fr")) == "1\u202f230,50 €"


THROUGH = """\
aide: aide_foyer
nom: Aide du foyer
concerne: menage
unité: €
données:
  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}
  salaire: {nature: nombre, unité: € / mois, concerne: personne, identifiant: salaire}
  logé: {nature: oui / non, identifiant: loge}
barèmes:
  plafond du foyer:
    genre: montant par tranche
    unité: € / mois
    unité des seuils: sans unité
    tranches:
      - {seuil: 0, montant: 500}
      - {seuil: 2, montant: 800}
      - {seuil: 3, montant: 900}
calculs:
  parts: {identifiant: parts, formule: "1 + nombre d'enfants × 0,5"}
  quotient: {identifiant: quotient, unité: € / mois, formule: somme de salaire pour les membres / parts à défaut 0}
conditions:
  - quotient ≤ plafond du foyer(nombre d'enfants)
  - logé
  - au moins une: [logé, loyer > 0]
montant: MIN(loyer × 1 mois × 50 % ; 200 €)
cas:
  - {nom: Seul, le: 01/2025, situation: {loyer: 100, salaire: 0, logé: oui}, attendu: {montant: 50}}
"""


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("calculs")
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(THROUGH, encoding="utf-8")
    found = check_folder(folder)
    assert found.program is not None, found.diagnostics
    write_package(folder / "paquet", found)
    return found, folder / "paquet", prove(found, folder / "paquet", None, Wanted(coverage=True))


def test_cases_are_composed_through_counts_quotients_and_scales(through) -> None:
    """No case was proposed for a bracket of a count of children, nor for what a quotient hides."""
    checked, folder, proof = through
    words = language("fr")
    missing = {goal_text(goal, words) for goal in proof.coverage[0].missing}
    assert missing >= {
        "barème « plafond du foyer » : la tranche 2 n'est jamais prise",
        "barème « plafond du foyer » : aucun cas juste sous le seuil 3",
        "« Aide du foyer » : 200 n'est jamais ce qui est retenu par MIN",
    }
    made = suggestions(checked, proof, folder, words)
    program = replace(checked.program, cases=(*checked.program.cases, *(replace(case, to_confirm=False) for case in made.cases)))
    again = prove(replace(checked, program=program), folder, None, Wanted(coverage=True))
    assert not again.failed and again.coverage[0].missing == ()
    # Three children whose household stands exactly at the ceiling of three, which that of two would refuse.
    assert any(len(case.people) == 4 for case in made.cases)
    assert all(item.value >= 0 for case in made.cases for item in case.given if not isinstance(item.value, bool | str))


def test_what_is_proved_out_of_reach_is_told_and_does_not_count(through) -> None:
    """« logé » is asked already: no alternative of the group ever decides."""
    _, _, proof = through
    words = language("fr")
    (coverage,) = proof.coverage
    told = {goal_text(goal, words): excluded_text(names, words) for goal, names in coverage.excluded}
    assert told["« loyer > 0 » n'est jamais décisive en étant vraie"].endswith("à cause de « logé »")
    goals = {goal_text(goal, words) for goal, _ in coverage.reached}
    assert not any("loyer > 0" in text for text in goals) and "« logé » n'est jamais décisive en étant fausse" in goals
    data = json.loads(to_json(proof, words))["coverage"][0]
    assert data["goals"] == len(coverage.reached) and {item["goal"] for item in data["excluded"]} == set(told)


def test_a_threshold_counts_where_the_answer_hangs_on_it(through) -> None:
    """A household without rent or lodging stood in a bracket, and showed it."""
    checked, _, _ = through
    (aid,) = checked.program.aids
    (case,) = checked.program.cases
    goal = next(goal for goal in goals_of(aid, checked.program) if goal.kind == "bracket" and goal.index == 1)
    shown = {}
    for salary in ("499", "500", "500.01"):
        given = tuple(replace(item, value=Decimal(salary)) if item.variable == "salaire" else item for item in case.given)
        reference = Reference(checked.program, checked.catalog, replace(case, given=given))
        shown[salary] = any(found is not None for at, found in aid_coverage(aid, checked.program, [reference]).reached if at == goal)
    assert shown == {"499": False, "500": False, "500.01": True}


def test_wrong_rules_say_where_they_are(through) -> None:
    checked, _, _ = through
    words = language("fr")
    texts = {mutant_text(mutant, words) for mutant in mutants_of(checked.program.aids[0], checked.program)}
    assert "« quotient ≤ plafond du foyer(nombre d'enfants) » : borne changée (≤ → <)" in texts, texts
    assert "« parts » : montant ou seuil changé (1 → 2)" in texts, texts
    assert not any("« «" in text for text in texts)


CAPPED = """\
aide: aide_grille
nom: Aide selon la grille
concerne: menage
en vigueur depuis: 01/01/2024
données:
  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}
barèmes:
  grille:
    genre: montant par tranche
    unité: € / mois
    unité des seuils: personnes
    tranches:
      - {seuil: 1, montant: 900}
      - {seuil: 2, montant: 1300}
    par personne en plus: 250
    plafonné à: 5
conditions:
  - loyer ≤ grille(nombre de membres du menage)
"""


def test_a_grid_is_covered_in_the_words_of_its_document(tmp_path: Path) -> None:
    """« 5 n'est jamais ce qui est retenu du MIN ou du MAX » was said of a grid whose author wrote neither."""
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(CAPPED, encoding="utf-8")
    found = check_folder(tmp_path)
    assert found.program is not None, found.diagnostics
    goals = goals_of(found.program.aids[0], found.program)
    told = {goal_text(goal, language("fr")).replace("\u00a0", " ") for goal in goals}
    assert told >= {
        "« loyer ≤ grille(nombre de membres du menage) » : aucun cas qui décide à la borne « grille »",
        "barème « grille » : aucun cas en dessous de 5, où le compte s'arrête",
        "barème « grille » : aucun cas au-delà de 5, où le compte s'arrête",
        "barème « grille » : aucun cas au-delà de 2, avec ce qui s'ajoute « en plus »",
        "barème « grille » : aucun cas en dessous de 2, sans rien « en plus »",
    }
    assert not [text for goal in goals for code in ("fr", "en") if "MIN" in (text := goal_text(goal, language(code))) or "MAX" in text]
    # A second « adulte », called « demandeuse », where a household takes one: OpenFisca refused the case that was proposed.
    kinds = {"demandeur": {"menage": "adulte"}, "demandeuse": {"menage": "adulte"}, "enfant": {"menage": "enfant"}}
    draft = Draft(found.catalog, kinds, "2025-01", found.program)
    assert [*draft.doubled(draft.claimant).people.values()] == ["demandeur", "enfant"]
    assert draft.people[draft.add_person("menage", None)] == "enfant"
