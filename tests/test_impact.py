"""Adding or changing an aid leaves the others as they were: told by what reads what, and by computing both."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rulespec.compiler import ir
from rulespec.compiling import Checked, check_folder, write_package
from rulespec.impact import RevisionError, at_revision, compare, graph, interactions, watch
from rulespec.simulating import load_country, load_system

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
    assert "  essai_premiere ==> essai_seconde" in graph(program)


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
