"""A workbook where each row is an aid: read, written, and told at the cell; the others keep their files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rulespec.compiler.ground.diagnostics import Diagnostics, Severity
from rulespec.compiler.words import language
from rulespec.keeping.differing import compare_paths
from rulespec.projects.compiling import Checked, check_folder, files_of, keep_right
from rulespec.projects.converting import convert
from rulespec.projects.project import read_documents
from tests.projects import workbook_file

MANIFEST = """\
paquet: regles
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
HEADS = ["Aide *", "Nom", "Concerne", "Versement", "Unité", "Montant", "âge minimum", "âge maximum", "commune est", "Profils", "Conditions",
         "Non modélisée", "Simulateur"]  # fmt: skip
ROWS = [
    ["bafa", "BAFA", "personne", "ponctuelle", "€", 200, 16, 25, None, None, None, "Suivre la formation.", "interestFlag : _bafa"],
    ["permis", "Permis", "personne", "ponctuelle", "€", 150.5, 18, None, "35238", "étudiant : étudiant\nchômeur :\n- chômeur\n- âge < 30",
     "étudiant ou chômeur", None, None],
]  # fmt: skip
SHARED = [["Nom", "Nature", "Concerne", "Unité"], ["âge", "nombre", "personne", "an"], ["commune", "code", "personne", None],
          ["étudiant", "oui / non", "personne", None], ["chômeur", "oui / non", "personne", None]]  # fmt: skip
CASES = [
    ["Le cas", None, None, "Situation", None, None, "Résultat attendu"],
    ["Nom du cas", "Le", "Pour", "âge", "commune", "étudiant", "l'aide"],
    ["pile 16 ans", "01/2025", "bafa", 16, None, None, 200],
    ["26 ans", "01/2025", "bafa", 26, None, None, 0],
    ["étudiante à Rennes", "01/2025", "permis", 20, "35238", "oui", 150.5],
]


def project(folder: Path, rows: list[list[object]] = ROWS, cases: list[list[object]] = CASES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    book = {"Liste des aides": [["Une aide par ligne"], HEADS, *rows], "Données": SHARED, "Cas": cases}
    (folder / "aides.xlsx").write_bytes(workbook_file({"classeur": book}))
    return folder


def errors(checked: Checked) -> list[tuple[str, str]]:
    return [(item.code.id, str(item.span)) for item in checked.diagnostics if item.severity is Severity.ERROR]


def test_rows_are_aids_with_their_cases(tmp_path: Path) -> None:
    checked = check_folder(project(tmp_path))
    assert checked.program is not None, checked.diagnostics
    assert [aid.id for aid in checked.program.aids] == ["bafa", "permis"]
    assert [(case.document, case.name) for case in checked.program.cases] == [
        ("aides.xlsx#bafa", "pile 16 ans"), ("aides.xlsx#bafa", "26 ans"), ("aides.xlsx#permis", "étudiante à Rennes"),
    ]  # fmt: skip
    text = str(files_of(checked)[next(path for path in files_of(checked) if path.name == "permis.py")])
    assert "Liste des aides!G4" in text and "150.5" in text


def test_rows_compute_what_they_say(tmp_path: Path) -> None:
    from rulespec.projects.compiling import write_package
    from rulespec.running.testing import kept_cases, play

    checked = check_folder(project(tmp_path))
    assert checked.program is not None
    write_package(tmp_path / "out", checked)
    played = play(checked.program, checked.catalog, tmp_path / "out", kept_cases(checked.program, None), None, False)
    assert [result.passed for item in played for result in item.results] == [True, True, True]


def test_a_wrong_row_is_told_at_its_cell_and_leaves_the_others(tmp_path: Path) -> None:
    rows = [ROWS[0], [*ROWS[1][:10], "étudiant ou retraité", None, None]]
    checked = check_folder(project(tmp_path, rows))
    assert errors(checked) == [("RS302", "aides.xlsx, Liste des aides!K4")]
    kept, left_out = keep_right(checked)
    assert left_out == ("aides.xlsx#permis",)
    assert kept.program is not None and [aid.id for aid in kept.program.aids] == ["bafa"]


@pytest.mark.parametrize("whose", ["inconnue", None])
def test_a_case_of_no_aid_is_told(whose: str | None, tmp_path: Path) -> None:
    checked = check_folder(project(tmp_path, cases=[*CASES[:2], ["perdu", "01/2025", whose, 16, None, None, 200]]))
    assert [(item.code.id, str(item.span)) for item in checked.diagnostics if item.severity.value == "error"] == [
        ("RS512", "aides.xlsx, Cas!A3")
    ]


def test_a_row_without_an_identifier_is_told(tmp_path: Path) -> None:
    checked = check_folder(project(tmp_path, [*ROWS, [None, "Sans nom", "personne"]]))
    assert errors(checked) == [("RS201", "aides.xlsx, Liste des aides!A5")]


def test_there_and_back(tmp_path: Path) -> None:
    """Rows to a file for each aid, and these to rows: the same documents, in the same order of what they say."""
    source = project(tmp_path / "a") / "aides.xlsx"
    diagnostics = Diagnostics()
    made = convert(source, tmp_path / "yaml", diagnostics)
    assert made is not None and {path.name for path in made} == {"bafa.yaml", "permis.yaml", "aides.yaml"}
    (tmp_path / "yaml").mkdir()
    for path, data in made.items():
        path.write_bytes(data)
    again = convert(tmp_path / "yaml", tmp_path / "again.xlsx", diagnostics)
    # What the aids share stands in the same workbook, on its own sheets.
    assert again is not None and {path.name for path in again} == {"again.xlsx"}
    (tmp_path / "again.xlsx").write_bytes(again[tmp_path / "again.xlsx"])
    before = {s.document.aid.text: s.document for s in read_documents(source, "a", language("fr"), diagnostics) if s.document.aid}
    after = {
        s.document.aid.text: s.document for s in read_documents(tmp_path / "again.xlsx", "b", language("fr"), diagnostics) if s.document.aid
    }
    assert not diagnostics.has_errors
    assert after == before and all(item.cases for item in after.values())
    shared = [
        [s.document for s in read_documents(path, "c", language("fr"), diagnostics) if s.document.aid is None]
        for path in (source, tmp_path / "again.xlsx")
    ]
    assert shared[0] == shared[1] and len(shared[0][0].data) == 4


def test_what_a_row_can_not_say_keeps_its_file(tmp_path: Path) -> None:
    from rulespec.formats.workbook.write_bulk import gather

    diagnostics = Diagnostics()
    sheets = [s for s in read_documents(project(tmp_path) / "aides.xlsx", "a", language("fr"), diagnostics) if s.document.aid]
    path = tmp_path / "table.yaml"
    path.write_text(
        "aide: table\nnom: Table\nconcerne: personne\nparamètres: {plafond: {unité: €, valeurs: 500}}\nconditions: [étudiant]\n",
        encoding="utf-8",
    )
    rich = read_documents(path, "table.yaml", language("fr"), diagnostics)
    late = replace(sheets[0], document=replace(sheets[0].document, conditions=tuple(reversed(sheets[0].document.conditions))))
    bulk = gather([*sheets, *rich, late])
    assert [sheet.document.aid.text for sheet in bulk.others if sheet.document.aid] == ["table", "bafa"]


def test_a_row_that_changed_is_one_change(tmp_path: Path) -> None:
    old, new = project(tmp_path / "old"), project(tmp_path / "new", [ROWS[0], [*ROWS[1][:5], 160, *ROWS[1][6:]]])
    found = compare_paths(old, new, Diagnostics())
    assert [(item.path, [(c.name, c.before, c.after) for c in item.changes]) for item in found] == [
        ("aides.xlsx#permis", [("montant", "150,5", "160")])
    ]
