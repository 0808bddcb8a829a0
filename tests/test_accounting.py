"""No part of a rulebook is lost without an error: documents of every kind, slipped anywhere, are told or compiled, whole."""

from __future__ import annotations

import copy
import importlib.util
import random
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulespec.commands.cli import run
from rulespec.compiler.ground.diagnostics import Defect
from rulespec.compiler.words import language, language_codes
from rulespec.projects.compiling import check_folder
from rulespec.reporting.sentences import tell

HERE = Path(__file__).parent
ROUNDS = 400
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


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


projects = load("projects")


def projects_of_the_tests() -> list[dict[str, Any]]:
    """The right projects of the tests, by file: one that holds a part of every kind, the correction of each diagnostic, the slips."""
    folders = [HERE / "accounting"] * 10
    found = [{path.name: parsed(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))} for folder in folders]
    for path in sorted(HERE.glob("errors/*/after.yaml")):
        files = {"aide.yaml": path, "autre.yaml": path.parent / "other.yaml", "rulespec.yaml": path.parent / "rulespec.yaml"}
        found.append({name: parsed(file.read_text("utf-8")) for name, file in files.items() if file.exists()})
    for path in sorted(HERE.glob("slips/*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        if "document" in told and "country" not in told and "manifest" not in told:
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
    assert f"Défaut de rulespec, pas du vôtre : {said} Merci" in " ".join(capsys.readouterr().err.split())
