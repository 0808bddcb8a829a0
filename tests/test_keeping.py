"""A YAML file brought up to a workbook: comments and order stay, only what changed changes."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.projects.converting import convert
from rulespec.projects.project import read_document

WRITTEN = """\
# Aide votée le 3 mai : voir le procès-verbal.
aide: aide_test   # l'identifiant ne change plus
nom: 'Aide test'

conditions:
  # D'abord l'âge.
  - âge ≥ 16

  - quotient ≤ plafond   # plafond compris
  - au moins une:
      - étudiant
      # ajouté par le conseil
      - chômeur

# Les seuils : une date, une valeur.
paramètres:
  # revu chaque année
  plafond: {unité: €, valeurs: {01/01/2024: 500, 01/01/2025: 525}}
  forfait:
    unité: €
    valeurs: 100   # forfait historique
versement: mensuelle
cas:
  - {nom: un, le: 01/2025, situation: {âge: 20}, attendu: {aide_test: 80}}
  # le cas du recours
  - {nom: deux, le: 01/2025, situation: {âge: 15}, attendu: {aide_test: 0}}
# fin
"""


def changed_lines(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.split("\n"), new.split("\n")) if line[:2] in ("+ ", "- ")]


def through_a_workbook(tmp_path: Path, before: str, after: str) -> str:
    """The text of a file once someone has made the workbook of `before` say `after`, and brought it back."""
    path = tmp_path / "aide.yaml"
    other = tmp_path / "nouveau.yaml"
    path.write_text(before, encoding="utf-8")
    other.write_text(after, encoding="utf-8")
    made = convert(other, tmp_path / "aide.xlsx", Diagnostics())
    assert made is not None
    (tmp_path / "aide.xlsx").write_bytes(made[tmp_path / "aide.xlsx"])
    result = CliRunner().invoke(main, ["convert", str(tmp_path / "aide.xlsx"), str(path), "--update"])
    assert result.exit_code == 0, result.output
    diagnostics = Diagnostics()
    wanted, found = (read_document(item, item.name, language("fr"), diagnostics) for item in (other, path))
    assert wanted is not None and found is not None and found.document == wanted.document
    return path.read_text(encoding="utf-8")


def test_a_workbook_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    assert through_a_workbook(tmp_path, WRITTEN, WRITTEN) == WRITTEN


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("  - âge ≥ 16\n", "  - âge ≥ 18\n", ["-   - âge ≥ 16", "+   - âge ≥ 18"]),
        ("nom: 'Aide test'", "nom: Aide nouvelle", ["- nom: 'Aide test'", "+ nom: Aide nouvelle"]),
        ("01/01/2025: 525}", "01/01/2025: 530}", None),
        ("versement: mensuelle\n", "versement: mensuelle\nunité: €\n", ["+ unité: €"]),
        ("  # le cas du recours\n  - {nom: deux, le: 01/2025, situation: {âge: 15}, attendu: {aide_test: 0}}\n", "", None),
        ("valeurs: 100 ", "valeurs: 110 ", ["-     valeurs: 100   # forfait historique", "+   forfait: {unité: €, valeurs: 110}"]),
    ],
)
def test_only_what_changed_changes(old: str, new: str, lines: list[str] | None, tmp_path: Path) -> None:
    assert old in WRITTEN
    made = through_a_workbook(tmp_path, WRITTEN, WRITTEN.replace(old, new))
    found = changed_lines(WRITTEN, made)
    assert len(found) <= 4, found
    if lines is not None:
        assert set(lines) <= set(found), found
    for comment in ("# Aide votée", "# Les seuils", "# D'abord l'âge.", "# ajouté par le conseil", "# fin", "# revu chaque année"):
        assert comment in made, comment


def test_without_update_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "aide.yaml").write_text(WRITTEN, encoding="utf-8")
    (tmp_path / "autre.yaml").write_text(WRITTEN.replace("16", "17"), encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(tmp_path / "autre.yaml"), str(tmp_path / "aide.yaml")])
    assert result.exit_code == 2 and (tmp_path / "aide.yaml").read_text("utf-8") == WRITTEN
