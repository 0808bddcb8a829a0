"""Keeping a rulebook up to date: what is to be reviewed, and new values of amounts in both forms of a document."""

from __future__ import annotations

import datetime
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from odfdo import Document
from openpyxl import load_workbook

from rulespec.compiler import ir
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.keeping.maintaining import dead_links, due
from rulespec.keeping.uprating import changes, documents, rounded
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.converting import convert

MANIFEST = "paquet: regles\nlangue: fr\nentités:\n  personne: {pluriel: personnes}\n"
AID = """\
# La règle de la ville.
aide: aide_test
nom: Aide de test
démarche en ligne: https://ville.example/demarche
en vigueur depuis: 01/04/2024
unité: €
données:
  revenu: {nature: nombre, unité: € / mois, identifiant: revenu}
paramètres:
  plafond:  # revu chaque printemps
    unité: € / mois
    valeurs: {01/04/2024: 500, 01/04/2025: "512,35"}
    à revoir le: 31/03/2026
  forfait: {unité: €, valeurs: 100}
  âge: {unité: ans, valeurs: 18}
  ancien: {unité: €, valeurs: {01/01/2020: 10, 01/01/2022: }}
conditions: [revenu ≤ plafond]
montant: forfait
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(AID, encoding="utf-8")
    return tmp_path


def checked_program(folder: Path) -> tuple[Checked, ir.Program]:
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    return checked, checked.program


@pytest.mark.parametrize(
    ("today", "late", "keys"),
    [
        (datetime.date(2026, 4, 10), True, ["review past", "review nobody"]),
        (datetime.date(2026, 3, 31), True, ["review past", "review nobody"]),
        (datetime.date(2026, 3, 1), False, ["review near", "review nobody"]),
        (datetime.date(2025, 9, 1), False, ["review nobody"]),
    ],
)
def test_what_is_due_is_told(project: Path, today: datetime.date, late: bool, keys: list[str]) -> None:
    _, program = checked_program(project)
    found = list(due(program, today))
    assert [item.key for item in found] == keys and any(item.is_late for item in found) is late
    assert "aide.yaml, 10" in found[0].text(language("fr")) or keys == ["review nobody"]


def test_dead_links_are_told_with_who_looks_after_them(project: Path) -> None:
    _, program = checked_program(project)
    assert [item.fields["reason"] for item in dead_links(program, lambda link: "404")] == ["404"]
    assert list(dead_links(program, lambda link: "")) == []


def test_formulas_of_an_ods_follow_too(project: Path) -> None:
    data = convert(project / "aide.yaml", project / "aide.ods", Diagnostics())
    assert data is not None
    (project / "aide.yaml").unlink()
    (project / "aide.ods").write_bytes(data[project / "aide.ods"])
    checked, program = checked_program(project)
    start = datetime.date(2026, 4, 1)
    found = list(changes(program, Decimal("0.02"), start, ("plafond",), "euro_up"))
    book = Document(io.BytesIO(documents(checked, found, start)["aide.ods"]))
    (table,) = (table for table in book.body.get_tables() if table.name == "Paramètres")
    told = {row.y + 1: str(cell.formula) for row in table.traverse() for cell in row.traverse() if cell.formula}
    assert len(told) > 3 and sorted(told) == [*range(min(told), max(told) + 1)]
    assert all(f"[.A{row}]=" in text and f"[.$A$5:.$A$205];[.A{row}];" in text for row, text in told.items()), told


def test_uprating_raises_money_and_keeps_the_rest(project: Path) -> None:
    checked, program = checked_program(project)
    start = datetime.date(2026, 4, 1)
    found = list(changes(program, Decimal("0.011"), start, (), "cent"))
    assert {item.parameter.name: item.new for item in found} == {"plafond": Decimal("517.99"), "forfait": Decimal("101.10")}
    text = documents(checked, found, start)["aide.yaml"].decode()
    kept = [line for line in AID.splitlines() if "valeurs" not in line]
    assert [line for line in text.splitlines() if "valeurs" not in line and line in kept] == [line for line in kept if line in text]
    assert "# La règle de la ville." in text and "# revu chaque printemps" in text
    (project / "aide.yaml").write_text(text, encoding="utf-8")
    _, after = checked_program(project)
    values = {item.name: [(dated.date, dated.value) for dated in item.values] for item in after.parameters}
    assert values["plafond"][-1] == (start, Decimal("517.99")) and values["plafond"][0][1] == Decimal(500)
    assert [value for _, value in values["forfait"]] == [Decimal(100), Decimal("101.10")]
    assert list(changes(after, Decimal("0.011"), start, (), "cent")) == []


def test_uprating_a_workbook_adds_a_row(project: Path) -> None:
    data = convert(project / "aide.yaml", project / "aide.xlsx", Diagnostics())
    assert data is not None
    (project / "aide.yaml").unlink()
    (project / "aide.xlsx").write_bytes(data[project / "aide.xlsx"])
    checked, program = checked_program(project)
    start = datetime.date(2026, 4, 1)
    found = list(changes(program, Decimal("0.02"), start, ("plafond",), "euro_up"))
    assert [(item.parameter.name, item.new) for item in found] == [("plafond", Decimal(523))]
    shutil.copy(project / "aide.xlsx", project / "avant.bak")
    (project / "aide.xlsx").write_bytes(documents(checked, found, start)["aide.xlsx"])
    _, after = checked_program(project)
    plafond = next(item for item in after.parameters if item.name == "plafond")
    assert [dated.value for dated in plafond.values] == [Decimal(500), Decimal("512.35"), Decimal(523)]
    assert {item.name for item in after.parameters} == {item.name for item in program.parameters}


def test_formulas_follow_the_rows_that_an_uprating_lowers(project: Path) -> None:
    """The row « Contrôle » of a workbook checked the row above its own; a scratch sheet read another amount."""
    data = convert(project / "aide.yaml", project / "aide.xlsx", Diagnostics())
    assert data is not None
    (project / "aide.yaml").unlink()
    (project / "aide.xlsx").write_bytes(data[project / "aide.xlsx"])
    book = load_workbook(project / "aide.xlsx")
    sheet = book["Paramètres"]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    book.create_sheet("Brouillon")["A1"] = f"=Paramètres!$E${rows['forfait']} + SUM(Paramètres!E5:E{rows['forfait']}) + B12"
    sheet.row_dimensions[rows["forfait"]].height = 44
    book.save(project / "aide.xlsx")
    checked, program = checked_program(project)
    start = datetime.date(2026, 4, 1)
    found = list(changes(program, Decimal("0.02"), start, ("plafond",), "euro_up"))
    (project / "apres.xlsx").write_bytes(documents(checked, found, start)["aide.xlsx"])
    after = load_workbook(project / "apres.xlsx")
    moved = rows["forfait"] + 1
    assert after["Brouillon"]["A1"].value == f"=Paramètres!$E${moved} + SUM(Paramètres!E5:E{moved}) + B12"
    assert after["Paramètres"].cell(moved, 1).value == "forfait" and after["Paramètres"].row_dimensions[moved].height == 44
    told = {
        cell.row: cell.value for cells in after["Paramètres"].iter_rows(min_row=5) for cell in cells if str(cell.value).startswith("=IF(A")
    }
    assert len(told) > 3 and all(f"=IF(A{row}=" in text and f",A{row}," in text for row, text in told.items())


CASES = "cas:\n  - {nom: Un, le: 05/2025, situation: {revenu: 400}, attendu: {montant: 100}}\n"


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".ods"])
def test_a_yearly_revaluation_is_chosen_referenced_and_has_its_cases(suffix: str, project: Path, tmp_path: Path) -> None:
    from tests.test_cli import rulespec

    path = project / "aide.yaml"
    path.write_text(AID + CASES, encoding="utf-8")
    if suffix != ".yaml":
        made = convert(path, project / f"aide{suffix}", Diagnostics())
        assert made is not None
        (project / f"aide{suffix}").write_bytes(made[project / f"aide{suffix}"])
        path.unlink()
    out = tmp_path.parent / f"{tmp_path.name}-out"
    told = rulespec(
        "uprate", "2 %", project, "--from", "01/04/2026", "--aid", "Aide de test", "--except", "plafond", "--reference", "Délib. 12",
        "--cases", "--out", out, lang="fr",
    )  # fmt: skip
    assert told.returncode == 0 and "forfait : 100 € → 102 €" in told.stdout, told.stderr
    checked, after = checked_program(out)
    values = {item.name: item.values for item in after.parameters}
    assert values["forfait"][-1].value == 102 and values["forfait"][-1].reference == "Délib. 12" and len(values["plafond"]) == 2
    case = after.cases[-1]
    assert case.name == "Un (04/2026)" and case.period == "2026-04" and case.to_confirm and [str(i.value) for i in case.expected] == ["102"]
    assert "zz" in rulespec("uprate", "2 %", project, "--from", "01/04/2026", "--only", "zz", lang="fr").stderr


@pytest.mark.parametrize(
    ("value", "rounding", "wanted"),
    [
        ("10.005", "cent", "10.01"),
        ("10.001", "cent_up", "10.01"),
        ("10.5", "euro", "11"),
        ("14.99", "ten", "10"),
        ("10.01", "ten_up", "20"),
    ],
)
def test_rounding(value: str, rounding: str, wanted: str) -> None:
    assert rounded(Decimal(value), rounding) == Decimal(wanted)


def test_figures_without_a_name_are_told(tmp_path: Path) -> None:
    """0,5 in a formula has no date and no law; months and halves are arithmetic, and the lexicon's own figures are its own."""
    from rulespec.keeping.maintaining import due

    text = (
        "aide: aide_test\nconcerne: personne\nresponsable: Léa\ndonnées:\n  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}\n"
    )
    text += "montant: loyer × 0,35 + 12 € - loyer / 12\n"
    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(text.replace("0,35 + 12 €", "0,35 + 45 € / mois"), encoding="utf-8")
    program = check_folder(tmp_path).program
    assert program is not None
    found = [item.text(language("fr")) for item in due(program, datetime.date(2026, 1, 1))]
    assert [text.split(" — ")[1].split(" : ")[0] for text in found] == ["« aide_test » compte avec 45 ; 0,35"]
