"""A package's name to what its rules stand among: its source, its country, the lexicon that says whose they are."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from importlib.util import find_spec

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import EURO
from rulespec.compiler.words import Language
from rulespec.country.catalogue import CountryError, is_module_name, load_catalog, module_name
from rulespec.country.currency import of_country
from rulespec.formats.registry import PLAIN
from rulespec.formats.yaml.read import read_yaml
from rulespec.importing.openfisca.sources import Package, read_package
from rulespec.projects.project import SHIPPED, lexicon_of, shipped_lexicon
from rulespec.vocabulary.drafting import lexicon_text

SYSTEM = "CountryTaxBenefitSystem"


@dataclass(frozen=True, eq=False)
class Setting:
    """What is imported, and among what.

    Attributes:
        lexicon: what the manifest calls the lexicon: one that is shipped, or a file of `files`.
        tongue: what the lexicon is written in, which its units are read with: a rulebook in English may cite a French one.
    """

    package: Package
    catalog: Catalog
    words: Language
    vocabulary: Vocabulary
    lexicon: str
    tongue: Language
    files: dict[str, str]

    @property
    def extensions(self) -> tuple[str, ...]:
        return self.catalog.packages[1:]


def setting_of(name: str, words: Language) -> Setting:
    """The setting of an installed package. Raises CountryError where it is not there, or where nothing says of which country it is."""
    name = module_name(name)
    # A module within a package that is not there (« rules.py ») is not found by finding its parent.
    if not is_module_name(name) or find_spec(name.split(".")[0]) is None or find_spec(name) is None:
        raise CountryError(name)
    package = read_package(name)
    if package is None:
        raise CountryError(name)
    country = country_of(package)
    if country != name:
        package = read_package(name, (country,)) or package
    catalog = load_catalog(country, () if country == name else (name,))
    catalog = replace(catalog, currency=of_country(catalog))
    words = words.in_currency(catalog.currency)
    shipped = lexicon_of(catalog)
    for title in SHIPPED:
        lexique = shipped_lexicon(title)
        if lexique.vocabulary is shipped:
            return Setting(package, catalog, words, shipped, title, lexique.words, {})
    path = f"{country.removeprefix('openfisca_')}.{words.names.lexicon}{PLAIN.extension}"
    text = lexicon_text(catalog, words, with_data=False)
    diagnostics = Diagnostics()
    tree = read_yaml(path, text, diagnostics)
    vocabulary = build(Vocabulary, tree, words, diagnostics) if tree is not None else None
    assert vocabulary is not None, [item.problem for item in diagnostics.sorted()]
    return Setting(package, catalog, words, vocabulary, path, words, {path: text})


def country_of(package: Package) -> str:
    """The package itself where it makes a country's system, else the one that its files import most."""
    top = package.modules.get(package.name)
    if top is not None and SYSTEM in top.text:
        return package.name
    found: Counter[str] = Counter()
    for module in package.modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found[node.module.split(".")[0]] += 1
    for name, _ in found.most_common():
        if name not in (package.name, "openfisca_core") and name.startswith("openfisca") and find_spec(name) is not None:
            return name
    return package.name


def currency_code(catalog: Catalog) -> str:
    """The currency as a manifest says it."""
    return "EUR" if catalog.currency == EURO else catalog.currency
