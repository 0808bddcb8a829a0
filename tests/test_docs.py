"""The documentation site: what each page says, that every link leads somewhere, that drawings say what the rules do."""

from __future__ import annotations

import datetime
import html
import json
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.disk.writing import write_files
from rulespec.documenting import drawing
from rulespec.documenting.content import number
from rulespec.documenting.making import make_site
from rulespec.keeping.differing import compare_paths
from rulespec.projects.compiling import check_folder
from tests.test_preview import project
from tests.test_triage import PORTFOLIO

FRENCH = language("fr").site
EXTRA = """\
aide: aide_transport
nom: Aide au transport
concerne: personne
organisme: Région
versement: annuelle
unité: €
en vigueur depuis: 01/01/2023
données:
  quotient: {nature: nombre, unité: € / mois}
paramètres:
  plafond du quotient:
    unité: € / mois
    référence: Délibération 12
    lien: https://region.example/12
    valeurs: {01/01/2023: 500, 01/09/2024: {valeur: 600, référence: Délibération 15}}
tables:
  réduction:
    lecture: la première ligne qui s'applique
    si: [quotient]
    alors: [réduction]
    unité: €
    lignes:
      - [≤ 300, 100]
      - [≤ 600, 50]
    sinon: [0]
montant: réduction
conditions:
  - {condition: quotient ≤ plafond du quotient, référence: Article 3}
  - au moins une:
      - âge ≤ 25
      - aide_jeune
hypothèses:
  bornes: Le plafond est compris.
questions au juriste:
  revenus: {texte: Nets ou bruts ?, réponse: Nets.}
glossaire:
  quotient: Ressources par part.
cas:
  - nom: pile au premier seuil
    le: 10/2024
    situation: {âge: 20, quotient: 300}
    attendu: {aide_transport: 100}
  - nom: faux
    le: 10/2024
    situation: {âge: 20, quotient: 300,01}
    attendu: {aide_transport: 100}
""".replace("quotient: 300,01", 'quotient: "300,01"')


class Page(HTMLParser):
    """The links and the identifiers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        for name in ("href", "src"):
            if told.get(name):
                self.links.append(str(told[name]))
        if told.get("id"):
            self.ids.append(str(told["id"]))


def folder_of(tmp_path: Path) -> Path:
    folder = project(tmp_path / "projet")
    (folder / "transport.yaml").write_text(EXTRA, encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Mapping[PurePosixPath, str | bytes]:
    checked = check_folder(folder_of(tmp_path))
    assert checked.program is not None, checked.diagnostics
    return make_site(checked, None, None, lambda *_: None)


def page(site: Mapping[PurePosixPath, str | bytes], name: str) -> str:
    # Spaces as they are typed: those that do not break are tested where they are made.
    return (html.unescape(str(site[PurePosixPath(name)]))).replace("\N{NO-BREAK SPACE}", " ")


def test_every_link_leads_somewhere(site: Mapping[PurePosixPath, str | bytes]) -> None:
    pages = {path: Page(str(text)) for path, text in site.items() if path.suffix == ".html"}
    assert len(pages) > 10
    for path, found in pages.items():
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links:
            if "://" in link:
                assert link.startswith("https://"), link
                continue
            target, _, anchor = link.partition("#")
            reached = path if not target else PurePosixPath(*_resolved(path.parent / target))
            assert reached in site, (path, link)
            if anchor and reached.suffix == ".html":
                assert anchor in pages[reached].ids, (path, link)


def _resolved(path: PurePosixPath) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_page_says_all_of_an_aid(lang: str, site: Mapping[PurePosixPath, str | bytes]) -> None:
    text = page(site, f"{lang}/aide_transport.html")
    words = language(lang).site
    said = (
        "Aide au transport", "Région", "Article 3", "Le plafond est compris.", "Nets ou bruts ?", "Nets.", "Ressources par part.",
        "Délibération 15", "pile au premier seuil", words["any"], words["passed"], words["failed"], "transport.yaml, 1:1", "≤ 300",
        words["otherwise"], "regles_apercu/variables/transport.py",
    )  # fmt: skip
    for wanted in said:
        assert wanted in text, wanted
    assert {"fr": "600 € / mois", "en": "€600 / month"}[lang] in text and text.count("<svg") == 3
    other = page(site, f"{lang}/aide_loyer.html")
    assert (
        "Habiter la commune depuis un an." in other
        and "javascript:alert(1)</li>" in other.replace(" ", "")
        or "javascript:alert(1)" in other
    )
    assert 'href="javascript' not in other
    assert "<b>communale" not in str(site[PurePosixPath(lang, "aide_loyer.html")])


def test_a_page_says_the_whole_rule(tmp_path: Path) -> None:
    """What the aid gives, the scale with its cap and its extra person, rates in %, the unit of the quotient that the document names."""
    from rulespec.documenting.making import make_site
    from rulespec.projects.compiling import check_folder

    (tmp_path / "rulespec.yaml").write_text("paquet: essai\nlangue: fr\nentités:\n  personne: {pluriel: personnes}\n", encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(WHOLE, encoding="utf-8")
    checked = check_folder(tmp_path)
    assert checked.program is not None, checked.diagnostics
    text = page(make_site(checked, None, None, lambda *_: None), "fr/aide_seuil.html")
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    for said in (
        "Ce qu'elle donne 200 € × part réduite + bonus", "Arrondi au centime", "part réduite", "50 %", "Selon kilomètres",
        "Compté jusqu'à 30 parts", "Par unité au-delà de la dernière tranche 2,50 €", "À partir de (parts)", "1 230,50 € / mois",
        "a droit = oui ; montant = 130 €", "10/2025", "selon revenus",
    ):  # fmt: skip
        assert said in told, said
    # The fall at the ceiling is a step: entitled at 1 230,50, not a cent above.
    assert "1230,5 130 1230,51 0" in told
    order = [text.index(f'id="{name}"') for name in ("what", "who", "gives", "scales", "parameters", "curves", "cases")]
    assert order == sorted(order)


WHOLE = """\
aide: aide_seuil
nom: Aide sous plafond
concerne: personne
unité: €
arrondi: au centime
en vigueur depuis: 01/01/2020
données:
  kilomètres: {nature: nombre entier, unité: sans unité}
  revenus: {nature: nombre, unité: € / mois}
barèmes:
  bonus:
    genre: montant par tranche
    selon: kilomètres
    unité: €
    unité des seuils: parts
    tranches: [{seuil: 0, montant: 0}, {seuil: 10, montant: 30}]
    par personne en plus: "2,50"
    plafonné à: 30
paramètres:
  part réduite: {unité: "%", valeurs: {01/01/2020: "50 %"}}
  plafond: {unité: € / mois, valeurs: {01/01/2020: "1230,50"}}
conditions: [revenus ≤ plafond]
montant: 200 € × part réduite + bonus
cas:
  - nom: Juste au plafond
    le: 10/2025
    situation: {revenus: "1230,50", kilomètres: 10}
    attendu: {a droit: oui, montant: 130}
"""


def test_the_curve_is_the_rule_at_its_bounds(site: Mapping[PurePosixPath, str | bytes]) -> None:
    text = page(site, "fr/aide_transport.html")
    rows = re.findall(r'<tr><td class="number">([\d,]+)</td><td class="number">([\d,]+)</td></tr>', text)
    found = dict(rows)
    assert (found["299,99"], found["300"], found["300,01"], found["600"], found["600,01"]) == ("100", "100", "50", "50", "0")


def test_a_step_chart_has_a_step_for_each_value() -> None:
    values = [(datetime.date(2023, 1, 1), 500.0), (datetime.date(2024, 9, 1), 600.0), (datetime.date(2025, 9, 1), None)]
    drawn = drawing.steps(values, "Plafond <&>", "€", str)
    assert drawn.count('class="curve"') == 2 and drawn.count('class="jump"') == 1 and "Plafond &lt;&amp;&gt;" in drawn
    heights = [float(y) for y in re.findall(r'class="curve" d="M[\d.]+ ([\d.]+)H', drawn)]
    assert heights[1] < heights[0]


def test_a_graph_goes_from_what_is_read_to_who_reads() -> None:
    nodes = {name: drawing.Node(name, name, "data", f"#{name}") for name in "abcd"}
    drawn = drawing.graph(nodes, [("a", "c"), ("b", "c"), ("c", "d"), ("a", "d")], "lit")
    left = {name: int(x) for name, x in re.findall(r'<title>(\w)</title><rect x="(\d+)"', drawn)}
    assert left["a"] == left["b"] < left["c"] < left["d"] and drawn.count('class="edge"') == 4 and 'href="#c"' in drawn


def test_the_search_index_has_every_aid_and_its_conditions(site: Mapping[PurePosixPath, str | bytes]) -> None:
    text = str(site[PurePosixPath("fr/search.js")])
    index = json.loads(text.removeprefix("window.RULESPEC_INDEX = ").removesuffix(";\n"))
    assert {item["u"] for item in index} == {"aide_loyer.html", "aide_jeune.html", "aide_transport.html"}
    assert any("plafond du quotient" in item["t"] for item in index)


def test_changes_since_another_version_and_a_portfolio_have_their_pages(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    shutil.copytree(folder, tmp_path / "avant")
    path = tmp_path / "avant" / "transport.yaml"
    path.write_text(path.read_text("utf-8").replace("01/01/2023: 500", "01/01/2023: 450"), encoding="utf-8")
    portfolio = tmp_path / "portefeuille.yaml"
    portfolio.write_text(PORTFOLIO, encoding="utf-8")
    checked = check_folder(folder)
    made = make_site(checked, str(tmp_path / "avant"), portfolio, lambda *_: None)
    assert "450 € / mois → 500 € / mois" in page(made, "fr/changes.html") and "450 € / mois → 500 € / mois" in page(
        made, "fr/aide_transport.html"
    )
    assert FRENCH["no change"] in page(made, "fr/aide_loyer.html")
    assert PurePosixPath("en/portfolio.html") in made


def test_a_site_in_the_project_is_no_part_of_the_rules(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    shutil.copytree(folder, tmp_path / "avant")
    checked = check_folder(folder)
    write_files(folder / "site", make_site(checked, None, None, lambda *_: None))
    again = check_folder(folder)
    assert again.program is not None and checked.program is not None and len(again.program.aids) == len(checked.program.aids)
    assert compare_paths(tmp_path / "avant", folder, Diagnostics()) == []


def test_the_site_is_the_same_each_time_and_is_written_once(tmp_path: Path) -> None:
    checked = check_folder(folder_of(tmp_path))
    one, two = (make_site(checked, None, None, lambda *_: None) for _ in range(2))
    assert one == two
    written = write_files(tmp_path / "site", one)
    assert written.count == len(one) and write_files(tmp_path / "site", two).changed == ()


def test_both_tongues_say_the_same_things() -> None:
    assert language("fr").site.keys() == language("en").site.keys()
    for key, text in language("fr").site.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", language("en").site[key])), key


@pytest.mark.parametrize(("value", "coin", "said"), [(Fraction(1, 3), "0.001", "0,333"), (1234.0, "1", "1234"), (12.5, "0.01", "12,5")])
def test_numbers_go_to_the_smallest_amount_of_the_currency(value: Any, coin: str, said: str) -> None:
    assert number(value, language("fr"), Decimal(coin)) == said
