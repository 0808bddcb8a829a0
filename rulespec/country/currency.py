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

# The packages of PyPI say « currency », without its name.
OF_PACKAGES = {
    "openfisca_aotearoa": "NZD",
    "openfisca_canada": "CAD",
    "openfisca_cote_d_ivoire": "XOF",
    "openfisca_djibouti": "DJF",
    "openfisca_gambia": "GMD",
    "openfisca_ghana": "GHS",
    "openfisca_japan": "JPY",
    "openfisca_kenya": "KES",
    "openfisca_mali": "XOF",
    "openfisca_nouvelle_caledonie": "XPF",
    "openfisca_senegal": "XOF",
    "openfisca_tunisia": "TND",
    "openfisca_uk": "GBP",
    "openfisca_us": "USD",
    "policyengine_uk": "GBP",
    "policyengine_us": "USD",
}


def of_country(catalog: Catalog) -> str:
    """The currency of a country: what most of its units say, else what is known of its package, else the euro."""
    said = Counter(
        currency
        for raw in (*catalog.raw_variables.values(), *catalog.raw_parameters.values())
        if (unit := raw.get("unit")) is not None and (currency := currency_of(unit, "")) is not None
    )
    return said.most_common(1)[0][0] if said else OF_PACKAGES.get(catalog.package, EURO)


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
        return of_country(catalog)
    named = currency_named(said, words)
    if named is not None:
        return named
    found = words.currency_of(said)
    near = get_close_matches(said.upper(), list(CURRENCIES), 1, 0.6)
    known = " ; ".join(found or ("EUR", *sorted(set(OF_PACKAGES.values()))))
    diagnostics.report(codes.UnknownUnit.Code(name=said, near=near[0] if near and not found else "", known=known), manifest.currency.span)
    return of_country(catalog)
