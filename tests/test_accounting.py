"""No part of a rulebook is lost without an error: documents of every kind, slipped anywhere, are told or compiled, whole."""

from __future__ import annotations

import copy
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulespec.commands.cli import run
from rulespec.compiler.checking.checking import check_cell
from rulespec.compiler.compilation import _assembly, _check_rules
from rulespec.compiler.ground.diagnostics import Defect, Diagnostics
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.words import language, language_codes
from rulespec.projects.compiling import check_folder
from rulespec.reporting.sentences import tell
from tests import projects

HERE = Path(__file__).parent
ROUNDS = 250
TOKEN = re.compile(r"\w+(?:[,.]\w+)*|[^\w\s]+|\s+")
TEXTS = ("", "0", "-1", "1,5", "oui", "-", "rien", "infini", "revenu", "inconnu", "montant", "01/01/2025", "31/02/2025", "€ / mois", "%")
TOKENS = (*TEXTS, "+", "/", "*", "(", ")", ";", "et", "ou", "non", "parmi", "≥", "entre", "nombre de", "de l'année N-2", "«", "ans")
CALLS = (
    "PLAFOND({} ; 0)",
    "PLANCHER({} ; -5)",
    "ARRONDI({} ; 1,5)",
    "SI({} ; 1 ; 0)",
    "MIN({})",
    "VALEUR({})",
    "ÂGE({})",
    "NON({})",
    "{} / 0",
)
SHAPES: tuple[Any, ...] = ([], {}, [[]], {"a": "b"}, ["1", "2"], [{"nom": "x"}], {"01/01/2024": "1", "01/01/2024 ": "2"}, None)


def projects_of_the_tests() -> list[dict[str, Any]]:
    """The right projects of the tests, by file: one that holds a part of every kind, the correction of each diagnostic, the slips."""
    folders = [HERE / "accounting"] * 10
    found = [{path.name: parsed(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))} for folder in folders]
    for path in sorted(HERE.glob("errors/*/after.yaml")):
        files = {"aide.yaml": path, "autre.yaml": path.parent / "other.yaml", "rulespec.yaml": path.parent / "rulespec.yaml"}
        found.append({name: parsed(file.read_text("utf-8")) for name, file in files.items() if file.exists()})
    for path in sorted(HERE.glob("slips/*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        # A conflict that git left is no tree.
        if "document" in told and "country" not in told and "manifest" not in told and "<<<<<<<" not in told["document"]:
            found.append({"aide.yaml": parsed(told["document"])})
    return [files for files in found if isinstance(files["aide.yaml"], dict) and "classeur" not in files["aide.yaml"]]


def parsed(text: str) -> Any:
    """A tree of texts: nothing is converted."""
    return yaml.load(text, yaml.BaseLoader)


PROJECTS = projects_of_the_tests()


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a tree."""
    keys: list[Any] = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    return [(tree, key) for key in keys] + [place for key in keys for place in places(tree[key])]


def slipped_text(text: str, dice: random.Random) -> str:
    """A sentence with one token lost, doubled, exchanged or wrapped in a call."""
    tokens = TOKEN.findall(text) or [""]
    at = dice.randrange(len(tokens))
    match dice.randrange(5):
        case 0:
            tokens[at] = ""
        case 1:
            tokens[at] += f" {tokens[at]}"
        case 2:
            return dice.choice(CALLS).format(text)
        case 3:
            tokens[at] = dice.choice(CALLS).format(tokens[at])
        case _:
            tokens[at] = dice.choice(TOKENS)
    return "".join(tokens)


def slip(tree: Any, dice: random.Random) -> None:
    """One slip somewhere: a field lost, renamed, moved, emptied or of another shape, a word of a sentence wrong."""
    found = places(tree)
    if not found:
        return
    container, key = dice.choice(found)
    other, other_key = dice.choice(found)
    value = container[key]
    match dice.randrange(8):
        case 0:
            del container[key]
        case 1 if isinstance(container, dict):
            container[dice.choice([str(key) + "x", *(str(name) for place, name in found if isinstance(place, dict))])] = container.pop(key)
        case 2:
            container[key] = copy.deepcopy(other[other_key])
        case 3:
            container[key] = copy.deepcopy(dice.choice(SHAPES))
        case 4:
            container[key] = dice.choice(TEXTS)
        case _ if isinstance(value, str):
            container[key] = slipped_text(value, dice)
        case _:
            container[key] = [value] if not isinstance(value, list) else {str(index): item for index, item in enumerate(value)}


def check_slipped(seed: int) -> None:
    dice = random.Random(seed)
    files = copy.deepcopy(dice.choice(PROJECTS))
    for _ in range(dice.choice((1, 1, 1, 2))):
        slip(files[dice.choice(list(files))], dice)
    check_files(files)


ATOMS = (
    "0", "-5", "1,5", "10", "100 €", "10 %", "12 ans", "infini", "rien", "-", "oui", "non", "revenu", "âge", "étudie", "ville", "logement",
    "locataire", "naissance", "forfait", "tarif", "tarif(âge)", "centre", "inconnu", "01/01/2025", '"49007"', "", "< 5", "[0..5]", "a ; b",
)  # fmt: skip
# Each with operands that suit it.
SENTENCES = (
    ("PLAFOND({} ; {})", "revenu", "10"), ("PLANCHER({} ; {})", "revenu", "10"), ("ARRONDI({} ; {})", "revenu", "2"),
    ("SI({} ; {} ; {})", "revenu > 0", "1", "2"), ("MIN({} ; {})", "revenu", "forfait"), ("SOMME({} ; {})", "revenu", "forfait"),
    ("ET({} ; {})", "revenu > 0", "oui"), ("NON({})", "revenu > 0"), ("ABS({})", "revenu"), ("VALEUR({})", "revenu"),
    ("tarif({})", "3"), ("{} + {}", "revenu", "forfait"), ("{} × {}", "revenu", "2"), ("{} / {}", "revenu", "2"),
    ("{} / {} à défaut {}", "revenu", "forfait", "0"), ("{} ≥ {}", "revenu", "forfait"), ("{} = {}", "logement", "locataire"),
    ("{} entre {} et {}", "revenu", "0 €", "forfait"), ("{} parmi {} ; {}", "logement", "locataire", "propriétaire"),
    ("{} parmi {}", "ville", "centre"), ("{} commence par {}", "ville", '"49"'), ("{} et {}", "revenu > 0", "oui"),
    ("non {}", "(revenu > 0)"), ("-{}", "revenu"), ("({})", "revenu"), ("somme de {} pour les membres avec ({})", "âge", "étudie"),
    ("nombre de membres avec ({})", "étudie"), ("maximum de {} pour les enfants à défaut {}", "âge", "0 ans"),
    ("nombre de membres avec (ÂGE({}) > {})", "naissance", "18 ans"), ("{} de l'année N-2", "revenu"), ("{} en {}", "revenu", "€"),
    ("si {} alors {} sinon {}", "revenu > 0", "1", "2"),
)  # fmt: skip
SKELETON = """
aide: aide_test
concerne: menage
en vigueur depuis: 01/01/2020
données:
  revenu: {nature: nombre, unité: €}
  âge: {nature: nombre entier, unité: ans, concerne: personne}
  étudie: {nature: oui / non, concerne: personne}
  ville: {nature: texte}
  logement: {choix: [locataire, propriétaire]}
  naissance: {nature: date, période: toujours, concerne: personne}
paramètres: {forfait: {unité: €, valeurs: {01/01/2020: 10, 01/01/2024: 20}}}
zones: {centre: ['49007']}
barèmes:
  tarif: {genre: montant par tranche, unité: €, tranches: [{seuil: 0, montant: 10}, {seuil: 10, montant: 20}]}
calculs: {double: {formule: {01/01/2020: revenu × 2, 01/01/2024: revenu}, unité: €}}
tables:
  prime:
    lecture: la première ligne qui s'applique
    si: [revenu]
    alors: [prime versée]
    unité: €
    lignes: [['< 5', 10], ['-', 20]]
conditions:
  - revenu ≥ 1 €
  - {donnée: revenu, comparaison: compris entre, valeur: 0 €, et: 5 €}
  - {donnée: logement, comparaison: parmi, valeur: locataire}
  - {donnée: ville, comparaison: parmi, valeur: centre}
  - {toutes: [revenu ≥ 2 €, {aucune: [revenu ≥ 3 €]}]}
montant: forfait
cas:
  - {nom: seul, le: 10/2025, situation: {revenu: 4, ville: '49007', logement: locataire}, attendu: {montant: 20}, marge: 0}
"""


@pytest.fixture(scope="module")
def check_one(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Kind | None], bool]:
    """Whether a sentence is an expression in the rule of SKELETON; where it is none, an error must have been told."""
    folder = tmp_path_factory.mktemp("sentences")
    (folder / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(SKELETON, encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None and checked.loaded.project is not None
    assembly = _assembly(checked.loaded.project, Diagnostics())
    (scope,) = _check_rules(assembly)

    def check(text: str, kind: Kind | None) -> bool:
        assembly.diagnostics = Diagnostics()
        ctx = assembly.context(checked.loaded.project.sheets[0], scope, "menage", Period.MONTH, "aide_test")
        found = check_cell(Cell(text, whole(Source("aide.yaml", text, LineAnchor(1, 1)))), ctx, kind)
        assert (found is None) == assembly.diagnostics.has_errors, text
        return found is not None

    return check


@pytest.mark.parametrize("form", SENTENCES, ids=lambda form: form[0])
def test_a_sentence_is_an_expression_or_an_error(form: tuple[str, ...], check_one: Callable[[str, Kind | None], bool]) -> None:
    template, *operands = form
    assert check_one(template.format(*operands), None)
    for index in range(len(operands)):
        for atom in ATOMS:
            text = template.format(*operands[:index], atom, *operands[index + 1 :])
            for kind in (None, Kind.NUMBER, Kind.BOOLEAN):
                check_one(text, kind)


def sentence(dice: random.Random, depth: int) -> str:
    """A sentence of the language, well formed more often than right."""
    if depth == 0:
        return dice.choice(ATOMS)
    template, *operands = dice.choice(SENTENCES)
    return template.format(*(sentence(dice, depth - 1) if dice.random() < 0.3 else operand for operand in operands))


@given(st.integers(min_value=0, max_value=2**31))
@settings(max_examples=4 * ROUNDS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_sentences_within_sentences_too(check_one: Callable[[str, Kind | None], bool], seed: int) -> None:
    dice = random.Random(seed)
    check_one(sentence(dice, 3), None)


@pytest.mark.parametrize("value", ["-", "0", []], ids=str)
def test_a_value_anywhere_is_told_or_compiled_whole(value: Any) -> None:
    for index in range(len(places(parsed(SKELETON)))):
        tree = parsed(SKELETON)
        container, key = places(tree)[index]
        container[key] = value
        check_files({"aide.yaml": tree})


def check_files(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
        for path, tree in files.items():
            (folder / path).write_text(yaml.dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
        for item in check_folder(folder).diagnostics:
            for code in language_codes():
                assert tell(item, language(code)).message


@given(st.integers(min_value=0, max_value=2**31))
@settings(max_examples=ROUNDS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_slipped_document_is_told_or_compiled_whole(seed: int) -> None:
    check_slipped(seed)


AID = "aide: aide_test\nnom: Aide de test\nparamètres:\n  forfait: {unité: €, valeurs: 3}\nmontant: forfait\n"


def project(folder: Path) -> Path:
    (folder / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(AID, encoding="utf-8")
    return folder


def test_a_part_that_is_gone_without_an_error_is_a_defect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rulespec.compiler.rules.aids._aid_variable", lambda *_: None)
    with pytest.raises(Defect) as caught:
        check_folder(project(tmp_path))
    assert (caught.value.name, str(caught.value.span)) == ("Aide de test", "aide.yaml, 1:7")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (None, "« Aide de test » (aide.yaml, 1:7) n'est plus dans le résultat, et aucune erreur ne dit pourquoi."),
        (KeyError("clé"), "KeyError: 'clé' (en vérifiant « Aide de test », aide.yaml, 1:7)."),
    ],
)
def test_a_defect_says_what_was_being_checked(
    broken: Exception | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> None:
        if broken is not None:
            raise broken

    monkeypatch.setattr("rulespec.compiler.rules.aids._aid_variable", fail)
    monkeypatch.setattr("sys.argv", ["rulespec", "--lang", "fr", "check", str(project(tmp_path))])
    with pytest.raises(SystemExit) as stopped:
        run()
    assert stopped.value.code == 3
    assert f"Défaut de rulespec, qui ne vient pas de vos règles : {said} Merci" in " ".join(capsys.readouterr().err.split())
