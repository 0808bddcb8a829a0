"""What a check says of a project is the same whether all of it was read, or what changed since the last time alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rulespec.commands.cli import main
from rulespec.projects import recalling
from rulespec.projects.kept import Kept
from rulespec.projects.recalling import Remarks, recalled, remarks_of, whole

MANIFEST = """\
paquet: openfisca_essai
titre: Essai
version: 0.1.0
langue: fr
pays: openfisca_country_template
lexique: [essai.lexique.yaml]
documents: [aides/*]
"""
LEXICON = """\
langue: fr
pays: openfisca_country_template
données:
  âge: {lit: age, unité: ans}
  salaire: {lit: salary, unité: € / mois}
listes de codes:
  Zones: {fichier: zones.csv}
"""
SHARED = """\
concerne: person
données:
  étudiant: {nature: oui / non, identifiant: etudiant, question: Êtes-vous étudiant ?}
  secteur: {nature: texte, identifiant: secteur, question: Quel secteur ?, liste de codes: Zones}
paramètres:
  plafond commun: {unité: € / mois, valeurs: {01/01/2020: 1500}}
"""
AID = """\
aide: aide_{n}
nom: Aide numéro {n}
résumé: Une aide pour l'essai de la mémoire.
état: production
concerne: person
versement: mensuelle
unité: €
paramètres:
  âge minimum: {{unité: ans, valeurs: {{01/01/2020: {age}}}}}
en vigueur depuis: 01/01/2020
conditions:
  - âge ≥ âge minimum
  - salaire < plafond commun
  - étudiant
montant: {amount}
cas:
  - {{nom: Jeune, le: 01/2024, situation: {{âge: 20, salaire: 0, étudiant: oui}}, attendu: {{montant: {amount}}}}}
"""
COUNT = 8


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(recalling, "LEAST", 1)
    monkeypatch.setattr(recalling, "MOST", 1.0)
    folder = tmp_path / "essai"
    (folder / "aides").mkdir(parents=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "essai.lexique.yaml").write_text(LEXICON, encoding="utf-8")
    (folder / "zones.csv").write_text("code;name\nA;Alpha\nB;Beta\n", encoding="utf-8")
    (folder / "aides" / "commun.yaml").write_text(SHARED, encoding="utf-8")
    for n in range(COUNT):
        (folder / "aides" / f"a{n}.yaml").write_text(AID.format(n=n, age=15 + n, amount=100 + n), encoding="utf-8")
    # One that reads another.
    change(folder / "aides" / "a1.yaml", "  - étudiant\n", "  - étudiant\n  - aide_0 > 0\n")
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(remarks: Remarks) -> object:
    return remarks.diagnostics, remarks.counts, remarks.paths, remarks.is_right


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: change(folder / name, old, new)


def add(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


# What changes, and whether it is known without reading all again.
CHANGES: dict[str, tuple[Callable[[Path], None], bool]] = {
    "nothing": (lambda folder: None, True),
    "a figure": (edit("aides/a2.yaml", ": 17}", ": 18}"), True),
    "a figure that another reads": (edit("aides/a0.yaml", "montant: 100", "montant: 90 "), True),
    "a remark comes": (edit("aides/a2.yaml", "depuis: 01/01/2020", "depuis: 17/01/2020"), False),
    "a name that nothing reads": (edit("aides/a2.yaml", "paramètres:", "paramètres:\n  seuil: {unité: €, valeurs: {01/01/2020: 4}}"), True),
    "a condition that can't be met": (edit("aides/a2.yaml", "  - étudiant\n", "  - étudiant\n  - âge < 10\n"), False),
    "a remark of its own": (edit("aides/a2.yaml", "01/01/2020: 17}", "01/01/2020: 17, 13/05/2022: 18}"), True),
    "a state": (edit("aides/a0.yaml", "production", "brouillon"), False),
    "another aid is read": (edit("aides/a3.yaml", "  - étudiant\n", "  - étudiant\n  - aide_4 > 0\n"), True),
    "another aid is read by its name": (edit("aides/a3.yaml", "  - étudiant\n", "  - étudiant\n  - Aide numéro 4 > 0\n"), True),
    "a case is lost": (edit("aides/a2.yaml", "cas:", "glossaire: {mot: sens}\nx-cas:"), False),
    "a shared name is no longer read": (edit("aides/a2.yaml", "  - étudiant\n", ""), False),
    "an unknown name": (edit("aides/a2.yaml", "étudiant\nmontant", "étudient\nmontant"), False),
    "a broken file": (edit("aides/a2.yaml", "conditions:", "conditions: ["), False),
    "another name": (edit("aides/a2.yaml", "nom: Aide numéro 2", "nom: Aide deux"), False),
    "the name of another": (edit("aides/a2.yaml", "aide: aide_2", "aide: aide_3"), False),
    "a variable of another": (edit("aides/a2.yaml", "paramètres:", "variable d'éligibilité: aide_3_eligibilite\nparamètres:"), False),
    "what is shared": (edit("aides/commun.yaml", "1500", "1600"), False),
    "a document more": (add("aides/a9.yaml", AID.format(n=9, age=15, amount=7)), False),
    "a document less": (lambda folder: (folder / "aides" / "a5.yaml").unlink(), False),
    "the manifest": (edit("rulespec.yaml", "titre: Essai", "titre: Essai\nexigences: {production: [organisme]}"), False),
    "the lexicon": (edit("essai.lexique.yaml", "âge: {lit: age", "âges: {lit: age"), False),
    "a list of codes": (edit("zones.csv", "B;Beta\n", ""), False),
}  # fmt: skip


@pytest.fixture
def kept(project: Path) -> Kept:
    remarks, found = whole(project)
    assert found is not None and remarks.is_right, remarks.diagnostics
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_as_if_all_had_been_read(project: Path, kept: Kept, name: str) -> None:
    made, is_known = CHANGES[name]
    made(project)
    found = recalled(kept, project)
    assert (found is not None) == is_known
    if found is not None:
        assert said(found[0]) == said(whole(project)[0])
        # What is kept of the change serves the next.
        assert found[1] is not None
        again = recalled(found[1], project)
        assert again is not None and said(again[0]) == said(found[0])


def test_a_change_that_is_wrong_is_told_at_once(project: Path, kept: Kept) -> None:
    CHANGES["an unknown name"][0](project)
    found = recalled(kept, project, at_once=True)
    assert found is not None and found[1] is None and not found[0].is_right
    here = [item for item in whole(project)[0].diagnostics if item.span.path == "aides/a2.yaml"]
    assert [item for item in found[0].diagnostics if item.span.path == "aides/a2.yaml"] == here


def test_another_country_or_rulespec_is_another_world(project: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "catalogue_path", lambda *packages: Path("another.json.gz"))
    assert recalled(kept, project) is None
    monkeypatch.undo()
    monkeypatch.setattr(recalling, "__version__", "9.9.9")
    assert recalled(kept, project) is None


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, with the country's catalogue that the tests share."""
    from rulespec.country.catalogue import cache_folder

    shared = cache_folder() / "catalogue"
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "catalogue").symlink_to(shared)
    monkeypatch.setenv("RULESPEC_CACHE", str(folder))
    return folder


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"world": 1}', "\x00", "null", '{"files": {"a": []}}'])
def test_what_was_kept_and_is_damaged_is_made_again(project: Path, cache: Path, damage: str) -> None:
    first = remarks_of(project)
    (place,) = (cache / "checks").iterdir()
    whole_text = place.read_text(encoding="utf-8")
    place.write_text(damage, encoding="utf-8")
    assert said(remarks_of(project)) == said(first)
    assert json.loads(place.read_text(encoding="utf-8")) == json.loads(whole_text)


def test_a_cache_that_can_not_be_written_is_only_slower(project: Path, cache: Path) -> None:
    (cache / "checks").write_text("no folder", encoding="utf-8")
    assert said(remarks_of(project)) == said(whole(project)[0])


def test_nothing_of_the_project_is_taken_for_what_was_kept(project: Path, cache: Path) -> None:
    """A stranger's folder may hold anything: what is kept is looked for in the user's cache alone."""
    first = remarks_of(project)
    (kept_file,) = (cache / "checks").iterdir()
    (project / "checks").mkdir()
    (project / "checks" / kept_file.name).write_text("{}", encoding="utf-8")
    CHANGES["a remark of its own"][0](project)
    assert len(remarks_of(project).diagnostics) == len(first.diagnostics) + 1


def test_the_command_says_the_same_the_second_time(project: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        with pytest.raises(SystemExit) as left:
            main(["check", str(project)], standalone_mode=False)
        told.append((left.value.code, *capsys.readouterr()))
    assert told[0] == told[1] and "8 aides" in told[0][1]
