"""Candidates ranked with visible weights; what can't be simulated is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rulespec.compiler.words import language
from rulespec.keeping.portfolio import PortfolioError, read_portfolio
from rulespec.keeping.triage import lines, model, page, rank, sheet_bytes

KNOWN = frozenset({"age", "commune"})
PORTFOLIO = """\
poids: {bénéficiaires: 5}
aides:
  Bourse: {nature: argent, procédure: en ligne, décision: critères, données: [âge, commune], bénéficiaires: 1000, non-recours: 40 %,
    facteurs: [ignorance], pièces: 2, expert: oui, responsable: oui}
  Secours: {nature: urgence, procédure: guichet, décision: humaine, données: [âge, patrimoine], bénéficiaires: 100, non-recours: "12,5 %",
    pièces: 8, expert: oui, responsable: non}
  Fonds: {nature: argent, décision: commission, bénéficiaires: 5000}
  Dette: {nature: effacement de dette}
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    path = tmp_path / "portefeuille.yaml"
    path.write_text(PORTFOLIO, encoding="utf-8")
    return path


def test_candidates_are_ranked_and_refused(portfolio: Path) -> None:
    weights, candidates = read_portfolio(portfolio)
    ranked = rank(weights, candidates, KNOWN)
    assert [item.name for item in ranked] == ["Bourse", "Secours", "Dette", "Fonds"]
    assert [item.refused for item in ranked[2:]] == [("nature", "effacement de dette"), ("decision", "commission")]
    # 5000 beneficiaries are the most: a thousand bring a fifth of the weight of 5 out of 20.
    assert (
        weights["beneficiaries"] == 5
        and ranked[0].parts["beneficiaries"] == 5
        and ranked[1].unknown == (("factors", "portefeuille.yaml, 5"),)
    )
    assert ranked[1].parts["data"] == 5 and ranked[0].parts["data"] == 10
    text = "\n".join(lines(ranked, weights, language("fr")))
    assert (
        "bénéficiaires 5" in text
        and "ne se simule pas (décision : commission)" in text
        and "à renseigner : facteurs (portefeuille.yaml, 5)" in text
        and " 77,0 / 100" not in text
    )


def test_a_heavier_weight_changes_the_ranking(portfolio: Path) -> None:
    text = PORTFOLIO.replace("{bénéficiaires: 5}", "{bénéficiaires: 0, nature: 0, expert: 100}").replace(
        "expert: oui, responsable: oui", "expert: non"
    )
    portfolio.write_text(text, encoding="utf-8")
    weights, candidates = read_portfolio(portfolio)
    assert rank(weights, candidates, KNOWN)[0].name == "Secours"


def test_ranking_as_a_sheet_and_a_page(portfolio: Path, tmp_path: Path) -> None:
    weights, candidates = read_portfolio(portfolio)
    ranked = rank(weights, candidates, KNOWN)
    path = tmp_path / "triage.xlsx"
    path.write_bytes(sheet_bytes(ranked, language("fr")))
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Bourse", "Secours", "Dette", "Fonds"] and rows[3][-1] == "nature : effacement de dette"
    assert page(ranked, weights, language("en")).count("<tr>") == 5


def test_a_sheet_is_a_portfolio_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Aide", "nature", "données", "bénéficiaires"], ["Bourse", "argent", "âge ; commune", 10], ["Dette", "dette", None, None]):
        sheet.append(row)
    path = tmp_path / "portefeuille.xlsx"
    book.save(path)
    weights, candidates = read_portfolio(path)
    assert [(item.name, bool(item.refused)) for item in rank(weights, candidates, KNOWN)] == [("Bourse", False), ("Dette", True)]


SHEET = (
    ["Portefeuille 2026"],
    [],
    ["Aide", "nature", "Non-recours", "bénéficiaires", "Notes", "couleur"],
    ["Bourse", "argent", 40, "environ 1200", "voir Léa", None],
    ["Dette", "dette effacée", 0.4, 1200, None, "bleu"],
    ["Secours", "dons", None, 10, None, None],
)


def test_all_that_is_wrong_is_told_at_its_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in SHEET:
        sheet.append(row)
    path = tmp_path / "p.xlsx"
    book.save(path)
    with pytest.raises(PortfolioError) as caught:
        read_portfolio(path)
    told = caught.value.lines(language("fr"))
    assert told[:2] == [
        "p.xlsx C4 : « Bourse », non-recours : « 40 » ferait plus de 100 % ; écrivez « 40 % ».",
        "p.xlsx D4 : « Bourse », bénéficiaires : « environ 1200 » n'est pas un nombre ; écrivez par exemple 1200.",
    ]
    assert told[2].startswith("p.xlsx F5 : « Dette » : « couleur » n'est pas un critère")
    assert told[3].startswith("p.xlsx B6 : « Secours », nature : « dons » n'est pas une réponse possible ; écrivez argent ; ")
    for place, value in (("C4", 0.4), ("D4", "1 200"), ("F5", None), ("B6", "urgence")):
        sheet[place].value = value
    book.save(path)
    weights, candidates = read_portfolio(path)
    ranked = rank(weights, candidates, KNOWN)
    assert [(item.name, bool(item.refused)) for item in ranked] == [("Bourse", False), ("Secours", False), ("Dette", True)]
    assert ("non_take_up", "p.xlsx C6") in ranked[1].unknown and float(ranked[0].parts["non_take_up"]) == pytest.approx(100 * 3 * 0.4 / 18)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_models_are_portfolios_that_rank(lang: str, tmp_path: Path) -> None:
    for form in ("yaml", "xlsx"):
        path = tmp_path / f"modele.{form}"
        path.write_bytes(model(form, language(lang)))
        weights, candidates = read_portfolio(path)
        ranked = rank(weights, candidates, KNOWN)
        assert [bool(item.refused) for item in ranked] == [False, True] and not ranked[0].unknown


@pytest.mark.parametrize(
    "text",
    ["- a", "aides: [a]", "aides: {a: [b]}", "aides: {a: {couleur: bleu}}", "poids: {couleur: 1}\naides: {}", "aides: {a: {nature: or}}",
     "aides: {a: {bénéficiaires: beaucoup}}"],
)  # fmt: skip
def test_unreadable_portfolio_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "portefeuille.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PortfolioError):
        weights, candidates = read_portfolio(path)
        rank(weights, candidates, KNOWN)
