"""The simulator's own reading of a benefit file, written anew for the tests: one person, plain Python, no rulespec.

Where the simulator's code has a known slip (the social security scheme compared with an object, a CAF that is
nowhere), what its files mean is taken: docs/decisions/0011 says which.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
Person = Mapping[str, Any]


def entitled(benefit: Mapping[str, Any], person: Person, institution: Mapping[str, Any]) -> bool:
    """ALL the general conditions, AND no profile or ANY profile with ALL its conditions."""
    if not all(holds(item, person, institution) for item in benefit.get("conditions_generales") or []):
        return False
    profiles = benefit.get("profils") or []
    return not profiles or any(
        profile(item["type"], person) and all(holds(each, person, institution) for each in item.get("conditions") or [])
        for item in profiles
    )


def profile(kind: str, person: Person) -> bool:
    match kind:
        case "enseignement_superieur" | "lyceen" | "collegien":
            return person["scolarite"] == {"lyceen": "lycee", "collegien": "college"}.get(kind, kind)
        case "chomeur" | "etudiant" | "inactif":
            return person["activite"] == kind
        case "salarie" | "independant":
            return person["activite"] == "actif"
        case "beneficiaire_rsa":
            return person["rsa"] > 1
        case "parent":
            return bool(person["enfants"])
        case "situation_handicap":
            return bool(person["handicap"])
    return bool(person.get(kind, False))


def holds(condition: Mapping[str, Any], person: Person, institution: Mapping[str, Any]) -> bool:
    kind = condition["type"]
    values = [str(value) for value in condition.get("values") or []]
    match kind:
        case "age" | "taux_incapacite":
            return OPERATORS[condition["operator"]](person[kind], float(condition["value"]))
        case "quotient_familial":
            quotient = person["rfr"] / (person["nbptr"] or 1) / (12 if condition.get("period") == "month" else 1)
            return OPERATORS[condition["operator"]](quotient, condition["value"])
        case "regions":
            return not values or person["region"] in values
        case "departements":
            # The code of a département, not the beginning of one: 97 is nobody's.
            own = person["depcom"][: 3 if person["depcom"].startswith("97") else 2]
            return not values or own in values
        case "communes":
            return not values or person["depcom"] in values
        case "codes_postaux":
            return not values or person["code_postal"] in values
        case "epcis":
            return not values or person["epci"] in values
        case "excluded_epcis":
            return person["epci"] not in values
        case "attached_to_institution":
            return _attached(person, institution)
        case "formation_sanitaire_social":
            return person["groupe_specialites_formation"] == "groupe_330"
        case "beneficiaire_rsa":
            return person["rsa"] > 1
        case "boursier":
            return bool(person["boursier"])
        case "enfants_eligibles":
            if not person["enfants"]:
                return False
            count = sum(condition["age_min"] <= age <= condition["age_max"] for age in person["enfants"])
            return OPERATORS[condition["operator"]](count, condition["value"])
        case "not":
            return not holds(condition["value"], person, institution)
        case "regime_securite_sociale" | "statut_occupation_logement" | "annee_etude" | "mention_baccalaureat":
            found = person[kind]
            wanted = condition.get("includes")
            if "values" in condition and found not in condition["values"]:
                return False
            return (not wanted or found in wanted) and found not in (condition.get("excludes") or [])
    if kind in ("agence_travail_temporaire", "difficultes_acces_ou_frais_logement"):
        return bool(person[kind]) is (condition.get("value", True) is True)
    # A condition that nothing models holds for everyone, and is told.
    return True


def _attached(person: Person, institution: Mapping[str, Any]) -> bool:
    match institution.get("type"):
        case "commune":
            return bool(person["depcom"] == institution["code_insee"])
        case "departement":
            return bool(person["depcom"].startswith(institution["code_insee"]))
        case "region":
            return bool(person["region"] == institution["code_insee"])
        case "epci":
            return bool(person["epci"] == institution["code_siren"])
        case "caf" | "msa":
            return bool(person["depcom"].startswith(tuple(institution["departments"])))
    return True
