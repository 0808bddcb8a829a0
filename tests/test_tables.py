"""Tables of decision: what the analysis says of random tables is what trying every value says."""

from __future__ import annotations

import random
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import When
from rulespec.projects.compiling import check_folder

MANIFEST = "paquet: regles\nlangue: fr\nentités:\n  personne: {pluriel: personnes}\n"
DATA = """\
concerne: personne
données:
  âge: {nature: nombre entier, unité: ans, identifiant: age}
  revenu: {nature: nombre, unité: € / mois, identifiant: revenu}
  situation: {choix: [actif, étudiant, retraité], identifiant: situation}
"""
AGES = (10, 18, 25)
INCOMES = (500, 900)
LABELS = ("actif", "étudiant", "retraité")


def cell(chance: random.Random, values: tuple[int, ...]) -> str:
    low, high = sorted(chance.sample(values, 2))
    return chance.choice(
        ["-", f"< {low}", f"≤ {low}", f"> {high}", f"≥ {high}", f"[{low}..{high}]", f"[{low}..{high}[", f"]{low}..{high}]", str(low)]
    )


def label(chance: random.Random) -> str:
    return chance.choice(["-", chance.choice(LABELS), " ; ".join(chance.sample(LABELS, 2)), "sauf " + chance.choice(LABELS)])


def points() -> list[dict[str, object]]:
    """Every age, and incomes at each bound, a cent on either side and in between: nothing else can differ."""
    ages = [0, *(age + step for age in AGES for step in (-1, 0, 1)), 60]
    incomes = [
        Decimal(-1),
        Decimal(0),
        *(Decimal(x) + step for x in INCOMES for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))),
        Decimal(2000),
    ]
    return [
        {"age": Decimal(age), "revenu": income, "situation": choice}
        for age in ages
        for income in incomes
        for choice in ("actif", "etudiant", "retraite")
    ]


def rows_true(table: ir.Table, checked) -> list[tuple[int, ...]]:
    """For each point, the rows that apply."""
    found = []
    span = table.span
    for point in points():
        given_ = tuple(ir.CaseValue(name, "personne", "p", "2024-01", value, span) for name, value in point.items())  # type: ignore[arg-type]
        case = ir.Case("", "2024-01", (ir.Person("p", (), ()),), given_, (), Decimal(0), False, span)
        reference = Reference(checked.program, checked.catalog, case)
        found.append(tuple(i for i, row in enumerate(table.rows, 1) if reference.evaluate(row.test, "personne", "2024-01", "p") is True))
    return found


def document(rows: list[str], policy: str, otherwise: bool) -> str:
    lines = [
        DATA + "tables:",
        "  tarif:",
        f"    lecture: {policy}",
        "    si: [âge, revenu, situation]",
        "    alors: [montant]",
        "    lignes:",
    ]
    lines += [f'      - ["{row[0]}", "{row[1]}", "{row[2]}", {10 * number}]' for number, row in enumerate(rows, 1)]
    return "\n".join(lines + (["    sinon: [0]"] if otherwise else [])) + "\n"


def said(folder: Path, text: str):
    folder.mkdir(exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "table.yaml").write_text(text, encoding="utf-8")
    return check_folder(folder)


@given(st.integers(min_value=0, max_value=2**31))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_analysis_says_what_trying_all_says(seed: int) -> None:
    chance = random.Random(seed)
    rows = [(cell(chance, AGES), cell(chance, INCOMES), label(chance)) for _ in range(chance.randrange(1, 6))]
    with tempfile.TemporaryDirectory() as name:
        # With « sinon » and « first », the table compiles whatever its rows: its truth can be tried point by point.
        tried = said(Path(name), document(rows, "la première ligne qui s'applique", True))
        if tried.program is None:
            assert {item.code for item in tried.diagnostics} <= {codes.ImpossibleRow.code, codes.EmptyInterval.code, codes.ShadowedRow.code}
            return
        true = rows_true(tried.program.tables[0], tried)
        shadowed = {int(item.problem.fields["row"]) for item in tried.diagnostics if item.code is codes.ShadowedRow.code}
        assert shadowed == {i for i in range(1, len(rows) + 1) if not any(hits and hits[0] == i for hits in true)}
        first = said(Path(name), document(rows, "la première ligne qui s'applique", False))
        assert (codes.TableGap.code in {item.code for item in first.diagnostics}) == any(not hits for hits in true)
        unique = said(Path(name), document(rows, "une seule ligne doit s'appliquer", True))
        pairs = {
            (int(i.problem.fields["first"]), int(i.problem.fields["second"]))
            for i in unique.diagnostics
            if i.code is codes.TableOverlap.code
        }
        assert pairs == {(a, b) for hits in true for n, a in enumerate(hits) for b in hits[n + 1 :]}


def test_the_row_to_add_fills_the_gap(tmp_path: Path) -> None:
    rows = [("< 18", "-", "-"), ("≥ 18", "≤ 500", "-"), ("≥ 25", "> 500", "actif")]
    for _ in range(10):
        checked = said(tmp_path, document(rows, "une seule ligne doit s'appliquer", False))
        gap = next((item for item in checked.diagnostics if item.code is codes.TableGap.code), None)
        if gap is None:
            break
        rows.append(tuple(gap.problem.fields["row"].split(" | ")))  # type: ignore[arg-type]
    assert checked.program is not None and not checked.diagnostics


def test_a_gap_only_from_a_date_on_says_when(tmp_path: Path) -> None:
    text = DATA + (
        "en vigueur depuis: 01/01/2020\nparamètres:\n  bas: {unité: € / mois, valeurs: {01/01/2020: 500, 01/01/2024: 400}}\n"
        "tables:\n  tarif:\n    lecture: la première ligne qui s'applique\n    si: [revenu]\n    alors: [montant]\n    lignes:\n"
        '      - ["≤ bas", 10]\n      - ["> 500", 20]\n'
    )
    (gap,) = said(tmp_path, text).diagnostics
    assert gap.code is codes.TableGap.code and gap.problem.fields["interval"] == When(start="01/01/2024")
    assert gap.problem.fields["situation"] == "revenu = 400,01 € / mois" and gap.problem.fields["row"] == "]400..500]"


def test_sixty_six_rows_of_six_inputs(tmp_path: Path) -> None:
    """A grid of six inputs is proved whole; the same without one row shows the very row."""
    data = "concerne: personne\ndonnées:\n" + "".join(f"  d{i}: {{nature: nombre, unité: nombre, identifiant: d{i}}}\n" for i in range(6))
    rows = []
    for level in range(11):
        low = "< 0" if level == 0 else f"≥ {9 * 10}" if level == 10 else f"[{(level - 1) * 10}..{level * 10}["
        low = "[90..100[" if level == 10 else low
        for column in range(1, 6):
            before = ["≥ 5"] * (column - 1)
            rows.append([low, *before, "< 5", *["-"] * (5 - column)])
        rows.append([low, *["≥ 5"] * 5])
    rows.append(["≥ 100", *["-"] * 5])
    head = data + "tables:\n  grille:\n    lecture: une seule ligne doit s'appliquer\n"
    head += "    si: [d0, d1, d2, d3, d4, d5]\n    alors: [sortie]\n    lignes:\n"

    def told(kept):
        return said(
            tmp_path, head + "".join(f"      - {[*row, number]!r}\n".replace("'", '"') for number, row in enumerate(kept))
        ).diagnostics

    assert len(rows) == 67 and told(rows) == ()
    (gap,) = told(rows[:40] + rows[41:])
    assert gap.problem.fields["row"].split(" | ") == [cell_.replace("[50..60[", "[50..60[") for cell_ in rows[40]]


def test_listing_and_priority_answer_as_the_standard(tmp_path: Path) -> None:
    text = document([("≥ 18", "-", "-"), ("-", "≤ 500", "-")], "toutes les lignes, dans l'ordre", False)
    checked = said(tmp_path, text)
    assert checked.program is not None
    name = checked.program.tables[0].outputs[0][1]
    span = checked.program.tables[0].span
    given_ = (
        ir.CaseValue("age", "personne", "p", "2024-01", Decimal(20), span),
        ir.CaseValue("revenu", "personne", "p", "2024-01", Decimal(500), span),
    )
    case = ir.Case("", "2024-01", (ir.Person("p", (), ()),), given_, (), Decimal(0), False, span)
    assert Reference(checked.program, checked.catalog, case).answer(name, "2024-01", "p") == "10 ; 20"
