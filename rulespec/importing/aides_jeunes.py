"""The files of a simulator of the Aides Jeunes family to a rulebook: one document for each benefit, none dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rulespec.compiler.documents.document import card_fields
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.text import slug
from rulespec.compiler.rules.cards import plain_scalar
from rulespec.compiler.words import language
from rulespec.formats.registry import PLAIN
from rulespec.importing.benefit_conditions import ENUMS, POSTCODE, STATUS, Territory, Translator, number_of
from rulespec.importing.benefit_files import Finding, SimulatorFile
from rulespec.importing.plain import text_of_document
from rulespec.projects.project import country_codes

FRENCH = language("fr")
PAYMENTS = {"ponctuelle": "ponctuelle", "mensuelle": "mensuelle", "annuelle": "annuelle", "autre": "autre"}
# No database or file system in use refuses an identifier of this length.
LONGEST = 120
# The simulator's fields that have a field of their own on the card; the others are kept under « simulateur ».
CARD = {card.simulator: FRENCH.key("Document", spec.name) for spec, card in card_fields() if card.simulator}
OWN = {"conditions", "conditions_generales", "profils", "montant", "periodicite", "unit", "slug", "id"}
INSTITUTION = {
    "name": "libellé",
    "type": "genre",
    "code_siren": "siren",
    "code_insee": "code insee",
    "departments": "départements",
    "imgSrc": "logo",
}
CARD_ONLY = ("entity", "openfiscaPeriod", "type")
MANIFEST = """paquet: openfisca_aides_importees
titre: Aides importées du simulateur
version: 0.1.0
langue: fr
pays: openfisca_france
lexique: [france]
simulateur: aides-jeunes
"""


@dataclass(slots=True)
class Imported:
    """A rulebook: the text of each file by its path, and what was told on the way.

    Attributes:
        sources: the simulator's file of each aid, by the path of its document.
    """

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, SimulatorFile] = field(default_factory=dict)


def territory_of(catalog: Catalog) -> Territory:
    """The places and labels that conditions may name."""
    region = catalog.enums[catalog.raw_variables["region"]["enum"]]
    labels = {kind: frozenset(catalog.enums[catalog.raw_variables[kind]["enum"]]) for kind in ENUMS}
    known = country_codes(catalog).codes
    return Territory({code: name for name, code in region.items()}, labels, known)


def import_files(files: list[SimulatorFile], catalog: Catalog, findings: list[Finding]) -> Imported:
    """A document for each benefit, one for the organisations, one for the questions that the country has no variable for."""
    done = Imported(findings=findings)
    institutions = {item.stem: item for item in files if item.kind == "institution"}
    territory = territory_of(catalog)
    taken: dict[str, str] = {}
    inputs: set[str] = set()
    for item in files:
        if item.kind == "institution":
            continue
        identifier = _identifier(item, taken, catalog, done.findings)
        institution = institutions.get(str(item.data.get("institution")))
        if institution is None:
            done.findings.append(Finding(item.path, "no institution", {"name": str(item.data.get("institution"))}))
        translator = Translator(item.path, identifier, institution.data if institution else {}, territory, done.findings)
        document = _benefit(item, identifier, translator, catalog)
        inputs |= translator.inputs
        path = f"aides/{identifier}{PLAIN.extension}"
        done.files[path] = text_of_document(path, document, FRENCH)
        done.sources[path] = item
    if institutions:
        told = {stem: _institution(item, findings) for stem, item in sorted(institutions.items())}
        done.files["organismes.yaml"] = text_of_document("organismes.yaml", {"organismes": told}, FRENCH)
    if inputs:
        done.files["questions.yaml"] = text_of_document("questions.yaml", _questions(inputs), FRENCH)
        done.findings += [Finding("questions.yaml", "new question", {"name": name}) for name in sorted(inputs)]
    done.files["rulespec.yaml"] = MANIFEST
    return done


def _identifier(item: SimulatorFile, taken: dict[str, str], catalog: Catalog, findings: list[Finding]) -> str:
    """An identifier for a benefit, told where it is not the name of its file."""
    wanted = slug(item.stem, LONGEST) or "aide"
    if wanted[0].isdigit():
        wanted = f"aide_{wanted}"
    found, number = wanted, 1
    # What the simulator computes itself becomes a variable: its name must be free in the country too.
    while found in taken or (item.kind == "javascript" and found in catalog.raw_variables):
        number += 1
        found = f"{wanted}_{number}"
    taken[found] = item.path
    if not item.stem.isascii() or found != slug(item.stem, LONGEST):
        findings.append(Finding(item.path, "renamed", {"name": item.stem, "id": found}))
    return found


def _benefit(item: SimulatorFile, identifier: str, translator: Translator, catalog: Catalog) -> dict[str, Any]:
    data = item.data
    document: dict[str, Any] = {"aide": identifier}
    for key, name in CARD.items():
        if data.get(key) not in (None, ""):
            document[name] = _plain(data[key], key, translator)
    document.setdefault("nom", identifier)
    document["état"] = "brouillon" if data.get("private") is True else "à relire"
    payment = PAYMENTS.get(str(data.get("periodicite")))
    if payment is None:
        translator.tell("wrong type", name="periodicite", value=str(data.get("periodicite")))
    document["versement"] = payment or "autre"
    extra: dict[str, Any] = {}
    # The simulator shows 75 beside « % »: a rule whose unit is % would answer 0.75.
    if data.get("unit") == "€" or (data.get("unit") == "%" and item.kind == "openfisca"):
        document["unité"] = data["unit"]
    elif data.get("unit") not in (None, ""):
        extra["unit"] = data["unit"]
    if item.stem != identifier:
        extra["slug"] = item.stem
    if item.kind == "openfisca":
        _computed(item, document, extra, translator, catalog)
    else:
        document["concerne"] = "individu"
        _rules(data, document, translator)
    extra |= {
        key: value
        for key, value in data.items()
        if key not in CARD and key not in OWN and not (item.kind == "javascript" and key == "type") and key not in CARD_ONLY
    }
    extra = {key: _kept(value) for key, value in extra.items() if value is not None}
    if extra:
        document["simulateur"] = extra
    if document.get("unité") and "montant" not in document and item.kind == "javascript":
        document.pop("unité")
        extra["unit"] = data["unit"]
        document["simulateur"] = extra
    return document


def _computed(item: SimulatorFile, document: dict[str, Any], extra: dict[str, Any], translator: Translator, catalog: Catalog) -> None:
    """A card whose amount a variable computes that is not of this rulebook."""
    document["calculée par"] = item.stem
    variable = catalog.variable(item.stem)
    if variable is None:
        translator.tell("variable elsewhere", name=item.stem)
        extra |= {key: item.data[key] for key in CARD_ONLY if key in item.data}
    else:
        kept = {"bool": "boolean", "float": "number"}.get(str(item.data.get("type")))
        if kept is not None and kept != variable.type.kind.value:
            translator.tell("other type", name=item.stem, said=str(item.data.get("type")), found=variable.type.kind.value)
        entity = catalog.entities[variable.entity]
        if item.data.get("entity") not in (entity.plural, entity.key):
            translator.tell("other entity", name=item.stem, said=str(item.data.get("entity")), found=entity.plural)
        if item.data.get("type") == "mixed":
            # The simulator's word for an amount that may also be a yes: only its display knows it.
            extra["type"] = "mixed"
        if item.data.get("openfiscaPeriod") is not None:
            extra["openfiscaPeriod"] = item.data["openfiscaPeriod"]
    texts = _sentences(item.data.get("conditions"), translator)
    if texts:
        document["conditions"] = [{"non modélisée": text} for text in texts]


def _rules(data: Mapping[str, Any], document: dict[str, Any], translator: Translator) -> None:
    general = translator.general(data.get("conditions_generales"))
    profiles = translator.profiles(data.get("profils"))
    texts = [*_sentences(data.get("conditions"), translator), *translator.unmodelled]
    conditions: list[Any] = list(general)
    if not conditions and not profiles:
        # Nothing modelled: the simulator gives the aid to everyone.
        conditions = ["oui"]
        translator.tell("everyone")
    conditions += [{"non modélisée": text} for text in texts]
    if translator.zones:
        document["zones"] = translator.zones
    if conditions:
        document["conditions"] = conditions
    if profiles:
        document["profils"] = profiles
    amount = data.get("montant")
    if data.get("type") == "float":
        number = number_of(amount)
        if number is not None and number > 0:
            document["montant"] = f"{number:f}".replace(".", ",")
            if isinstance(amount, str):
                translator.tell("number as text", name="montant", value=amount, kept=document["montant"])
            return
        translator.tell("no amount", value=str(amount))
    elif amount is not None:
        translator.tell("amount of a yes", value=str(amount))


def _sentences(conditions: Any, translator: Translator) -> list[str]:
    found = conditions if isinstance(conditions, list) else [] if conditions in (None, "") else [conditions]
    if conditions is not None and not isinstance(conditions, list):
        translator.tell("wrong type", name="conditions", value=str(conditions)[:60])
    return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in found]


def _plain(value: Any, key: str, translator: Translator) -> str:
    if not isinstance(value, str):
        translator.tell("wrong type", name=key, value=str(value)[:60])
    # The line break that ends a block of YAML is no part of the text.
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _kept(value: Any) -> Any:
    """A value such that YAML gives it back with its type from the text alone."""
    if isinstance(value, dict):
        return {str(key): _kept(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_kept(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if value and value.strip() == value and plain_scalar(value) == value else json.dumps(value, ensure_ascii=False)
    return str(value)


def _institution(item: SimulatorFile, findings: list[Finding]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, name in INSTITUTION.items():
        value = item.data.get(key)
        if value in (None, "", []):
            continue
        if key == "departments":
            told[name] = [str(part) for part in (value if isinstance(value, list) else [value])]
        elif isinstance(value, list | dict):
            findings.append(Finding(item.path, "wrong type", {"name": key, "value": str(value)[:60]}))
        else:
            told[name] = str(value)
    told.setdefault("libellé", item.stem)
    extra = {key: _kept(value) for key, value in item.data.items() if key not in INSTITUTION and value is not None}
    if extra:
        told["simulateur"] = extra
    return told


def _questions(inputs: set[str]) -> dict[str, Any]:
    """What the simulator asks and the country has no variable for: declared, so that the simulator can fill it."""
    data: dict[str, Any] = {}
    calculations: dict[str, Any] = {}
    for name in sorted(inputs):
        if name == POSTCODE:
            data[name] = {"identifiant": "code_postal_logement", "nature": "texte", "longueur": "5", "concerne": "ménage"}
        elif name == STATUS:
            data[name] = {
                "identifiant": "situation_professionnelle_simulateur",
                "nature": "choix",
                "choix": ["inconnue", "salarie", "independant"],
                "concerne": "individu",
                "note": "La France ne distingue pas les salariés des indépendants : sans réponse, tout actif occupé est les deux.",
            }
            for worker, label in (("salarié", "salarie"), ("indépendant", "independant")):
                calculations[f"{worker} selon le simulateur"] = {
                    "concerne": "individu",
                    "formule": f"{STATUS} = {label} ou ({STATUS} = inconnue et activité = actif)",
                }
        else:
            data[name] = {"identifiant": slug(name), "nature": "oui / non", "concerne": "individu"}
    found: dict[str, Any] = {"données": data}
    if calculations:
        found["calculs"] = calculations
    return found
