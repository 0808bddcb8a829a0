"""A project to the currency in which it counts: what its manifest says, else its country's."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches

from rulespec.compiler.documents.document import Manifest
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, currency_of
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import CURRENCIES, EURO
from rulespec.compiler.rules.assembling import text_of
from rulespec.compiler.words import Language
from rulespec.country.territories import TERRITORIES

# What packages are called that is no name of a territory.
OF_PACKAGES = {"aotearoa": "NZD", "france": EURO, "nsw": "AUD", "uk": "GBP", "us": "USD"}


def of_package(package: str) -> str | None:
    """The currency of the territory that a package is called by; None where it is called by none.

    >>> of_package("openfisca_cote_d_ivoire"), of_package("openfisca_tunisia_pension"), of_package("openfisca_ppdland")
    ('XOF', 'TND', None)
    """
    known: dict[str, str] = {}
    currency = ""
    for text in TERRITORIES.split():
        currency = text[:-1] if text.endswith(":") else currency
        known[text] = currency
    known |= OF_PACKAGES
    words = package.split("_")[1:]
    called = ("_".join(words[:count]) for count in range(len(words), 0, -1))
    found = next((known[name] for name in called if name in known), None)
    return EURO if found == "EUR" else found


def told_by_country(catalog: Catalog) -> str | None:
    """The currency of a country: what most of its units say, else what is known of its package; None where nothing says it."""
    said = Counter(
        currency
        for raw in (*catalog.raw_variables.values(), *catalog.raw_parameters.values())
        if (unit := raw.get("unit")) is not None and (currency := currency_of(unit, "")) is not None
    )
    return said.most_common(1)[0][0] if said else of_package(catalog.package)


def of_country(catalog: Catalog) -> str:
    """The currency of a country, the euro where nothing says it: `init` asks, and writes the answer."""
    return told_by_country(catalog) or EURO


def currency_named(text: str, words: Language) -> str | None:
    """The currency that a code, a sign or a name says; None where it says none, or several.

    >>> from rulespec.compiler.words import language
    >>> currency_named("xof", language("fr")), currency_named("dinar tunisien", language("fr")), currency_named("dinar", language("fr"))
    ('XOF', 'TND', None)
    """
    code = text.strip().upper()
    unit = words.in_currency(EURO).unit(text)
    if code == "EUR" or (unit is not None and unit.currency == EURO):
        return EURO
    if code in CURRENCIES:
        return code
    found = words.currency_of(text)
    return found[0] if len(found) == 1 else None


def of_manifest(manifest: Manifest, catalog: Catalog, words: Language, diagnostics: Diagnostics) -> str:
    """The currency that a manifest says, by its code or its name; its country's where it says none, or after a report."""
    said = text_of(manifest.currency)
    if manifest.currency is None or not said:
        if manifest.country is not None and told_by_country(catalog) is None:
            # Amounts of who knows which money would be read, rounded and told as euros.
            diagnostics.report(codes.MissingField(name=words.key("Manifest", "currency")), manifest.country.span)
        return of_country(catalog)
    named = currency_named(said, words)
    if named is not None:
        return named
    found = words.currency_of(said)
    near = get_close_matches(said.upper(), list(CURRENCIES), 1, 0.6)
    known = " ; ".join(found or ("EUR", *sorted(set(OF_PACKAGES.values()) - {EURO})))
    diagnostics.report(codes.UnknownUnit.Code(name=said, near=near[0] if near and not found else "", known=known), manifest.currency.span)
    return of_country(catalog)
