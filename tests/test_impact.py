"""Adding or changing an aid leaves the others as they were: told by what reads what, and by computing both."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rulespec.compiler import ir
from rulespec.compiler.words import language
from rulespec.keeping.impact import (
    RevisionError,
    at_revision,
    bases,
    compare,
    graph,
    interactions,
    measure,
    structure,
    watch,
)
from rulespec.keeping.impact_told import interaction_lines, text_lines
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.running.simulating import load_country, load_system

MANIFEST = "paquet: openfisca_essai_{number}\nlangue: fr\npays: openfisca_france\nlexique: [france]\nracine des paramètres: essai\n"
FIRST = """\
aide: essai_premiere
concerne: individu
unité: €
en vigueur depuis: 01/01/2020
paramètres:
  plafond: {unité: € / mois, valeurs: {01/01/2020: 800}}
conditions: [âge ≥ 18, salaire net ≤ plafond]
montant: 100
"""
SECOND = """\
aide: essai_seconde
concerne: individu
en vigueur depuis: 01/01/2020
conditions: [essai_premiere > 0, étudiant]
"""
OTHER = """\
aide: essai_autre
concerne: individu
en vigueur depuis: 01/01/2020
conditions: ['commune = "75056"']
"""


def project(folder: Path, number: int, **documents: str) -> Checked:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST.format(number=number), encoding="utf-8")
    for name, text in documents.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    return checked


def program_of(checked: Checked) -> ir.Program:
    assert checked.program is not None
    return checked.program


def test_a_changed_threshold_reaches_what_reads_it_and_nothing_else(tmp_path: Path) -> None:
    old = project(tmp_path / "old", 1, first=FIRST, second=SECOND, other=OTHER)
    new = project(tmp_path / "new", 2, first=FIRST.replace("800", "801"), second=SECOND, other=OTHER)
    found = compare(program_of(old), program_of(new))
    assert "essai_premiere" in found.through and "essai_seconde" in found.through and "essai_autre" in found.same
    assert found.added == found.removed == ()
    for number, checked in ((1, old), (2, new)):
        write_package(tmp_path / f"package{number}", checked)
    systems = [load_system(program_of(c), c.catalog, tmp_path / f"package{n}") for n, c in ((1, old), (2, new))]
    assert watch(systems[0], systems[1], found, program_of(new), new.catalog) == []
    # The population sees a change: were the changed aid said to be the same, it would be told.
    wrong = compare(program_of(new), program_of(new))
    changed = project(tmp_path / "third", 3, first=FIRST.replace("âge ≥ 18", "âge ≥ 40"), second=SECOND, other=OTHER)
    write_package(tmp_path / "package3", changed)
    third = load_system(program_of(changed), changed.catalog, tmp_path / "package3")
    told = {item.variable for item in watch(systems[0], third, wrong, program_of(new), new.catalog) if item.variable in found.through}
    assert "essai_premiere" in told


def test_new_aids_leave_the_country_alone(tmp_path: Path) -> None:
    checked = project(tmp_path / "projet", 4, first=FIRST, other=OTHER)
    write_package(tmp_path / "package", checked)
    found = compare(None, program_of(checked))
    assert {"essai_premiere", "essai_autre"} <= set(found.added) and found.same == ()
    country = load_country(checked.catalog)
    system = load_system(program_of(checked), checked.catalog, tmp_path / "package")
    assert watch(country, system, found, program_of(checked), checked.catalog) == []


def test_interactions_say_who_reads_what(tmp_path: Path) -> None:
    program = program_of(project(tmp_path / "projet", 5, first=FIRST, second=SECOND, other=OTHER))
    found = interactions(program)
    assert found["essai_seconde"]["aids"] == ("essai_premiere",) and "age" in found["essai_seconde"]["country"]
    assert found["essai_autre"] == {"country": ("depcom",), "aids": ()}
    assert "  essai_premiere ==> essai_seconde" in graph(program, language("fr"))


def test_a_revision_is_a_project_of_before(tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    project(folder / "regles", 6, other=OTHER)

    def git(*arguments: str) -> None:
        settings = ("-c", "user.name=essai", "-c", "user.email=essai@ville.example")
        subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "avant")
    (folder / "regles" / "other.yaml").write_text(OTHER.replace("75056", "69123"), encoding="utf-8")
    was = at_revision(folder / "regles", "HEAD", tmp_path / "was")
    assert "75056" in (was / "other.yaml").read_text(encoding="utf-8")
    with pytest.raises(RevisionError):
        at_revision(folder / "regles", "--output=/tmp/x", tmp_path / "wrong")


COUNTED = """\
aide: essai_ressources
concerne: individu
unité: €
en vigueur depuis: 01/01/2020
ressources:
  revenus du mois: {éléments: [{qui: personne, variables: [essai_premiere, salaire_net]}]}
conditions: [revenus du mois < 500]
montant: 10
"""
CASE = """\
cas:
  - {nom: au seuil, le: 01/2024, situation: {âge: 30, salaire net: 800}, attendu: {essai_premiere: 100}}
"""
UPSTREAM = """\
- {name: au seuil, period: 2024-01, input: {age: 30, salaire_net: 800}, output: {essai_premiere: 100}}
- {name: au pays, period: 2024-01, input: {age: 30}, output: {age: 30}}
"""


def test_declared_interactions_are_shown_and_held(tmp_path: Path) -> None:
    # What comes each month: a base of the month does not add one-off euros to it.
    first = (
        FIRST.replace("unité: €\n", "unité: € / mois\n")
        + "réduit: [essai_seconde]\npris en compte dans les ressources de: [essai_ressources, rsa]\n"
    )
    checked = project(tmp_path / "projet", 7, first=first, second=SECOND, other=OTHER, counted=COUNTED)
    program, words = program_of(checked), language("fr")
    told = list(interaction_lines(program, words))
    assert "essai_premiere : réduit essai_seconde" in told
    assert "essai_premiere : pris en compte dans les ressources de essai_ressources" in told
    assert "essai_premiere : pris en compte dans les ressources de rsa (déclaré, mais rsa ne la lit pas)" in told
    assert [item.problem.key for item in checked.diagnostics] == ["RS513:country"]
    assert "  essai_premiere -. réduit .-> essai_seconde" in graph(program, words)
    base = next(item for item in bases(program))
    assert base.counted == ("essai_premiere",) and "essai_ressources" not in base.left


def test_no_formula_of_the_country_reads_the_rulebook(tmp_path: Path) -> None:
    checked = project(tmp_path / "projet", 8, first=FIRST)
    country = load_country(checked.catalog)
    count, readers = structure(country, program_of(checked), checked.catalog)
    assert count == len(country.variables) and readers == ()


def test_tests_and_cases_that_turn_are_told(tmp_path: Path) -> None:
    old = project(tmp_path / "old", 9, first=FIRST + CASE, other=OTHER)
    new = project(tmp_path / "new", 10, first=FIRST.replace("800", "799") + CASE, other=OTHER)
    tests = tmp_path / "tests.yaml"
    tests.write_text(UPSTREAM, encoding="utf-8")
    (tmp_path / "work").mkdir()
    before, found, different, proofs = measure(new, str(old.loaded.folder), [tests], tmp_path / "work")
    assert before is not None and "essai_premiere" in found.through and different == []
    assert (proofs.tests, [(item.name, item.passed) for item in proofs.turned]) == (2, [("au seuil", False)])
    assert (proofs.cases, [(item.name, item.passed) for item in proofs.turned_cases]) == (1, [("au seuil", False)])
    assert not proofs.are_fine
    told = list(text_lines(found, different, proofs, program_of(new), new.catalog, language("fr"), program_of(before)))
    assert "1 règle changée : essai_premiere (« salaire net ≤ plafond »)" in told, told
    assert "« au seuil » (01/2024), essai_premiere : 100 € → 0 €" in told, told
