"""Money where a tongue writes it: a sign before its figure or after, in the letters of the country."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rulespec.compiler.documents.document import Manifest
from rulespec.compiler.documents.values import parse_number
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.sentences.lexing import Lexicon, scan
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import language
from rulespec.country.currency import of_manifest, of_package


@pytest.mark.parametrize(
    ("tongue", "currency", "text", "unit"),
    [
        ("en", "GBP", "£12.50 / month", "£ / month"),
        ("en", "XOF", "XOF 12.50", "F CFA"),
        ("en", "JPY", "12.50円", "¥"),
        ("en", "CZK", "Kč12.50 per month", "CZK / month"),
        ("en", "ZAR", "R12.50", "R"),
        ("fr", "€", "€ 12,50", "€"),
    ],
)
def test_a_sign_of_money_is_read_before_its_figure_and_after(tongue: str, currency: str, text: str, unit: str) -> None:
    words = language(tongue).in_currency(currency)
    lexicon = Lexicon(words, (Phrases((Phrase("rent", "NAME", None),)),))
    scanned = scan(f"rent > {text}", lexicon)
    assert [token.payload for token in scanned.tokens[2:]] == [(Decimal("12.50"), words.unit(unit))] and not scanned.faults
    found = parse_number(text, words)
    assert found is not None and (found[0], words.unit(found[1])) == (Decimal("12.50"), words.unit(unit))
    # A name of the author's, a dwelling, an amount that is in words: no sign.
    for other in ("F2", "pounds 3", "rent 3"):
        assert all(token.payload is None or token.payload[1] is None for token in scan(other, lexicon).tokens if token.type == "NUMBER")


@pytest.mark.parametrize(
    ("package", "currency"),
    [
        ("openfisca_paraguay", "PYG"),
        ("openfisca_cote_d_ivoire", "XOF"),
        ("openfisca_tunisia_pension", "TND"),
        ("openfisca_new_caledonia", "XPF"),
        ("openfisca_aotearoa", "NZD"),
        ("openfisca_france_local", "€"),
        ("openfisca_ppdland", None),
    ],
)
def test_the_currency_of_a_territory_is_known_by_the_name_of_its_package(package: str, currency: str | None) -> None:
    assert of_package(package) == currency


@pytest.mark.parametrize(("package", "is_told"), [("openfisca_ppdland", True), ("openfisca_senegal", False)])
def test_a_country_whose_money_nothing_says_is_asked_for_it(package: str, is_told: bool) -> None:
    """It counted in euros, without a word."""
    words = language("en")
    place = whole(Source("rulespec.yaml", "", LineAnchor(1, 1)))
    manifest = Manifest(span=place, country=Cell(package, place))
    diagnostics = Diagnostics()
    of_manifest(manifest, Catalog(package, "", "", {}, {}), words, diagnostics)
    assert [item.code.id for item in diagnostics.sorted()] == (["RS201"] if is_told else [])
    said = Manifest(span=place, country=Cell(package, place), currency=Cell("XOF", place))
    quiet = Diagnostics()
    assert of_manifest(said, Catalog(package, "", "", {}, {}), words, quiet) == "XOF" and not quiet.sorted()
