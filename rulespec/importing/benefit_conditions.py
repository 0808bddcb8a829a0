"""The conditions and profiles of a simulator's benefit, to sentences of the language.

A benefit is given where ALL its general conditions hold AND, where it has profiles, ANY of them holds with
ALL its own conditions. What the simulator does with missing data is kept: a territory with no code is no condition.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from rulespec.compiler.ground.code_lists import Codes
from rulespec.importing.benefit_files import Finding

SAID: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "≥": operators.ge, "≤": operators.le, ">": operators.gt, "<": operators.lt, "=": operators.eq, "≠": operators.ne,
}  # fmt: skip
OPERATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "==": "=", "===": "=", "!=": "≠"}
# The kinds of places to the lists of the lexicon; all others are EPCI.
LISTS = {"departements": "département", "communes": "commune", "codes_postaux": "code postal"}
# A list longer than this is a zone with a name, not a sentence.
LONG = 4
# What the census knows of the simulator's profiles: its name for people, and its rule.
PROFILES = {
    "enseignement_superieur": ("étudiant de l'enseignement supérieur", "scolarité = enseignement_superieur"),
    "lyceen": ("lycéen", "scolarité = lycee"),
    "collegien": ("collégien", "scolarité = college"),
    "chomeur": ("chômeur", "activité = chomeur"),
    "etudiant": ("étudiant", "activité = etudiant"),
    "inactif": ("inactif", "activité = inactif"),
    "apprenti": ("apprenti", "apprenti"),
    "stagiaire": ("stagiaire", "stagiaire"),
    "professionnalisation": ("en contrat de professionnalisation", "professionnalisation"),
    "service_civique": ("en service civique", "en service civique"),
    "situation_handicap": ("en situation de handicap", "en situation de handicap"),
    # The simulator asks for more than one euro: below, the RSA is not paid.
    "beneficiaire_rsa": ("allocataire du RSA", "RSA > 1"),
    "parent": ("parent", "est parent et nombre d'enfants ≥ 1"),
}
# Questions that OpenFisca-France has no variable for: each is declared once, in a shared document.
STATUS = "situation professionnelle du simulateur"
WORKERS = {"salarie": ("salarié", "salarié selon le simulateur"), "independant": ("indépendant", "indépendant selon le simulateur")}
FLAGS = {
    "difficultes_acces_ou_frais_logement": "difficultés d'accès au logement ou de frais de logement",
    "agence_travail_temporaire": "en mission d'intérim",
}
POSTCODE = "code postal du logement"
ENUMS = {
    "regime_securite_sociale": "régime de sécurité sociale",
    "statut_occupation_logement": "statut d'occupation du logement",
    "annee_etude": "année d'étude",
    "mention_baccalaureat": "mention_baccalaureat",
}
PLAIN = {"formation_sanitaire_social": "spécialité de formation = groupe_330", "boursier": "boursier", "beneficiaire_rsa": "RSA > 1"}


@dataclass(frozen=True, slots=True)
class Territory:
    """What the country knows of places: its regions by INSEE code, the labels of its enumerations, its lists of codes."""

    regions: Mapping[str, str]
    labels: Mapping[str, frozenset[str]]
    codes: Codes

    def has(self, name: str, code: str) -> bool:
        """Whether a list has a code today: of one that has ended, as of one that never was, there is nobody."""
        of = self.codes.list_of(name)
        entry = of.entries.get(code) if of is not None else None
        return entry is not None and not entry.is_former


@dataclass(slots=True)
class Translator:
    """Sentences for one benefit; what they need beside is gathered on the way.

    Attributes:
        zones: lists of codes with a name, for the document.
        inputs: names of the shared questions that the sentences read.
        unmodelled: texts of what has no sentence.
    """

    path: str
    label: str
    institution: Mapping[str, Any]
    territory: Territory
    findings: list[Finding]
    zones: dict[str, Any] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)
    unmodelled: list[str] = field(default_factory=list)

    def tell(self, key: str, /, **fields: str) -> None:
        self.findings.append(Finding(self.path, key, fields))

    def general(self, conditions: Any) -> list[Any]:
        """The sentences of the general conditions."""
        told = self._conditions(conditions)
        return told

    def profiles(self, profiles: Any) -> dict[str, list[Any]]:
        """For each profile a name and its sentences: its own rule, then its conditions."""
        found: dict[str, list[Any]] = {}
        if profiles not in (None, "") and not isinstance(profiles, list):
            self.tell("wrong type", name="profils", value=str(profiles)[:60])
            profiles = [profiles]
        for profile in profiles or []:
            kind = str(profile.get("type") if isinstance(profile, dict) else profile)
            name, rule = self._profile(kind)
            conditions = self._conditions(profile.get("conditions") if isinstance(profile, dict) else None)
            key, number = name, 1
            while key in found:
                number += 1
                key = f"{name} ({number})"
            found[key] = [rule, *conditions]
        return found

    def _profile(self, kind: str) -> tuple[str, str]:
        if kind in PROFILES:
            return PROFILES[kind]
        if kind in WORKERS:
            self.inputs.add(STATUS)
            return WORKERS[kind]
        self.tell("unknown profile", name=kind)
        name = f"profil {kind}".replace("_", " ")
        self.inputs.add(name)
        return name, name

    def _conditions(self, conditions: Any) -> list[Any]:
        if conditions in (None, ""):
            return []
        if not isinstance(conditions, list):
            self.tell("wrong type", name="conditions", value=str(conditions)[:60])
            conditions = [conditions]
        self._check_ages(conditions)
        found: list[Any] = []
        for condition in conditions:
            sentence = self.sentence(condition)
            if sentence is not None and sentence != "":
                found.append(sentence)
        return found

    def sentence(self, condition: Any) -> Any:
        """The sentence of one condition; "" for one that always holds, None (told, kept as text) for one with no sentence."""
        if not isinstance(condition, dict) or "type" not in condition:
            return self._text(condition)
        kind = str(condition["type"])
        match kind:
            case "age":
                return self._bound("âge", condition)
            case "taux_incapacite":
                return self._bound("taux d'incapacité", condition)
            case "quotient_familial":
                return self._quotient(condition)
            case "regions" | "departements" | "communes" | "epcis" | "excluded_epcis" | "codes_postaux":
                return self._place(kind, condition)
            case "attached_to_institution":
                return self._attached(condition)
            case "enfants_eligibles":
                return self._children(condition)
            case "not":
                if "value" not in condition:
                    return self._text(condition)
                inner = self.sentence(condition["value"])
                return None if inner is None else "non" if inner == "" else {"aucune": [inner]}
        if kind in PLAIN or kind in FLAGS:
            sentence = PLAIN.get(kind) or FLAGS[kind]
            if kind in FLAGS:
                self.inputs.add(sentence)
            return sentence if self._is_wanted(kind, condition) else {"aucune": [sentence]}
        if kind in ENUMS:
            return self._labels(kind, condition)
        return self._text(condition)

    def _is_wanted(self, kind: str, condition: Mapping[str, Any]) -> bool:
        """False where the condition is to be one of those who are not: `value: false`."""
        value = condition.get("value", True)
        if isinstance(value, str) and value.strip().lower() in ("true", "false"):
            self.tell("wrong type", name="value", value=value)
            value = value.strip().lower() == "true"
        if value is False and kind in FLAGS:
            self.tell("value false", name=kind)
        elif not isinstance(value, bool):
            self.tell("wrong type", name="value", value=str(value))
        return value is not False

    def _text(self, condition: Any) -> str | None:
        kind = str(condition.get("type", condition)) if isinstance(condition, dict) else str(condition)
        self.tell("unknown condition", name=kind[:60])
        self.unmodelled.append(_told(condition))
        return None

    def _bound(self, name: str, condition: Mapping[str, Any], unit: str = "") -> str | None:
        operator = OPERATORS.get(str(condition.get("operator", "")).strip())
        value = self._number(condition, "value")
        if operator is None or value is None:
            self.tell("bad bound", name=str(condition.get("type")), text=_told(condition))
            self.unmodelled.append(_told(condition))
            return None
        return f"{name} {operator} {value}{unit}"

    def _number(self, condition: Mapping[str, Any], key: str) -> str | None:
        number = number_of(condition.get(key))
        if number is None:
            return None
        told = f"{number:f}".replace(".", ",")
        if isinstance(condition.get(key), str):
            self.tell("number as text", name=key, value=condition[key], kept=told)
        return told

    def _quotient(self, condition: Mapping[str, Any]) -> str | None:
        period = condition.get("period")
        if period not in ("month", "year"):
            # The simulator divides the year's quotient by 12 where the period is "month", and only there.
            self.tell("no period", name="quotient_familial")
        return self._bound("quotient familial mensuel" if period == "month" else "quotient familial annuel", condition)

    def _listed(self, condition: Mapping[str, Any], key: str) -> list[Any]:
        """The items of a list; of what is no list, one item, told."""
        values = condition.get(key)
        if isinstance(values, list):
            return values
        if values in (None, ""):
            if others := [name for name in condition if name not in ("type", key)]:
                self.tell("unread keys", wanted=key, found=", ".join(map(str, others)))
            return []
        self.tell("wrong type", name=key, value=str(values)[:60])
        return [values]

    def _codes(self, kind: str, condition: Mapping[str, Any]) -> list[str]:
        values = self._listed(condition, "values")
        found: list[str] = []
        for value in values:
            text = str(value).strip()
            if not isinstance(value, str):
                # YAML reads an unquoted 01 as 1: the zero is lost.
                width = {"communes": 5, "codes_postaux": 5, "departements": 2, "regions": 2}.get(kind, 9)
                text = text.zfill(width)
                self.tell("unquoted code", code=str(value), kept=text)
            if text in found:
                self.tell("repeated code", code=text)
                continue
            found.append(text)
        return found

    def _place(self, kind: str, condition: Mapping[str, Any]) -> str | None:
        found = self._codes(kind, condition)
        if not found:
            # The simulator takes an empty list for « everywhere ».
            self.tell("empty territory", name=kind)
            return ""
        if kind == "regions":
            found = self._real(kind, found, self.territory.regions.__contains__)
        else:
            found = self._real(kind, found, lambda code: self.territory.has(LISTS.get(kind, "EPCI"), code))
        if not found:
            # The simulator compares with codes that nobody has: « hors de » them is everyone.
            return "" if kind == "excluded_epcis" else "non"
        match kind:
            case "regions":
                return _among("région", [self.territory.regions[code] for code in found])
            case "departements":
                return self._codes_among("département", "départements", found)
            case "communes":
                return self._codes_among("commune", "communes", found)
            case "codes_postaux":
                self.inputs.add(POSTCODE)
                return self._codes_among(POSTCODE, "codes postaux", found)
        zone = self._zone("intercommunalités", {"epci": found})
        return f"commune parmi {zone}" if kind == "epcis" else f"commune n'est pas parmi {zone}"

    def _real(self, kind: str, codes: list[str], right: Callable[[str], Any]) -> list[str]:
        """The codes that exist; the others, which nobody has, are told."""
        wrong = [code for code in codes if not right(code)]
        if wrong:
            self.tell("bad code", name=kind, code=", ".join(wrong))
        return [code for code in codes if code not in wrong]

    def _codes_among(self, name: str, zone: str, found: list[str]) -> str:
        if len(found) > LONG:
            return f"{name} parmi {self._zone(zone, found)}"
        return _among(name, [f'"{code}"' for code in found])

    def _zone(self, name: str, content: Any) -> str:
        key, number = f"{name} éligibles", 1
        while key in self.zones and self.zones[key] != content:
            number += 1
            key = f"{name} éligibles ({number})"
        self.zones[key] = content
        return key

    def _attached(self, condition: Mapping[str, Any]) -> str | None:
        kind, insee = str(self.institution.get("type", "")), str(self.institution.get("code_insee") or "").strip()
        listed = self.institution.get("departments") or []
        departments = [str(code) for code in (listed if isinstance(listed, list) else [listed])]
        match kind:
            case "commune" if insee:
                return self._place("communes", {"type": "communes", "values": [insee]})
            case "departement" if insee:
                return self._place("departements", {"type": "departements", "values": [insee]})
            case "region" if insee:
                return self._place("regions", {"type": "regions", "values": [insee]})
            case "epci" if self.institution.get("code_siren"):
                return self._place("epcis", {"type": "epcis", "values": [str(self.institution["code_siren"])]})
            case "caf" | "msa" if departments:
                # The simulator's own code answers « no » for these two; its institution says where it is competent.
                self.tell("attached by departments", name=kind)
                return self._place("departements", {"type": "departements", "values": departments})
        self.tell("no territory", name=kind or "?")
        self.unmodelled.append("Habiter sur le territoire de l'organisme.")
        return None

    def _children(self, condition: Mapping[str, Any]) -> str | None:
        low, high = self._number(condition, "age_min"), self._number(condition, "age_max")
        # Without a number, or with 0, the simulator takes 99 for the upper age.
        high = "99" if high in (None, "0") else high
        counted = f"nombre d'enfants avec âge entre {low or '0'} et {high}"
        bound = self._bound(counted, condition)
        operator, value = OPERATORS.get(str(condition.get("operator", "")).strip()), number_of(condition.get("value"))
        if bound is not None and operator is not None and value is not None and SAID[operator](Decimal(0), value):
            # Of somebody without any child the simulator answers no before it looks at the number.
            return f"nombre d'enfants ≥ 1 et ({counted}){bound.removeprefix(counted)}"
        return bound

    def _labels(self, kind: str, condition: Mapping[str, Any]) -> str | None:
        sentences: list[str] = []
        for key in ("values", "includes", "excludes"):
            if key not in condition:
                continue
            listed = self._listed(condition, key)
            if not listed:
                # The simulator looks in `values`, where nobody is; an empty `includes` or `excludes` asks for nothing.
                self.tell("empty values" if key == "values" else "empty labels", name=f"{kind}.{key}")
                sentences.append("non" if key == "values" else "oui")
                continue
            labels = self._real(kind, list(dict.fromkeys(str(label) for label in listed)), self.territory.labels[kind].__contains__)
            if not labels:
                # In a list of what nobody has there is nobody; out of it, everyone.
                sentences.append("oui" if key == "excludes" else "non")
            elif key == "excludes":
                sentences.append(f"{ENUMS[kind]} n'est pas parmi {' ; '.join(labels)}")
            else:
                sentences.append(_among(ENUMS[kind], labels))
        if not sentences:
            return self._text(condition)
        if "non" in sentences:
            return "non"
        kept = [text for text in sentences if text != "oui"]
        # What always holds is no condition.
        return " et ".join(f"({text})" for text in kept) if len(kept) > 1 else "".join(kept)

    def _check_ages(self, conditions: list[Any]) -> None:
        """Two lower or two upper bounds, or bounds that leave no age: a slip of the pen that the simulator does not see."""
        bounds: dict[str, list[tuple[Decimal, str]]] = {"lower": [], "upper": []}
        for condition in conditions:
            if not isinstance(condition, dict) or condition.get("type") != "age":
                continue
            side = {">": "lower", ">=": "lower", "<": "upper", "<=": "upper"}.get(str(condition.get("operator")))
            value = number_of(condition.get("value"))
            if side is not None and value is not None:
                bounds[side].append((value, f"{OPERATORS[str(condition['operator'])]} {value:f}"))
        for side, values in bounds.items():
            if len(values) > 1:
                self.tell(f"two {side} ages", values=", ".join(f"{value:f}" for value, _ in values))
        if bounds["lower"] and bounds["upper"]:
            (low, above), (high, below) = max(bounds["lower"]), min(bounds["upper"])
            if low > high or (low == high and not ("≥" in above and "≤" in below)):
                self.tell("contradictory ages", low=above, high=below)


def number_of(value: Any) -> Decimal | None:
    """A number, written as one or in quotes; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _among(name: str, values: list[str]) -> str:
    return f"{name} = {values[0]}" if len(values) == 1 else f"{name} parmi {' ; '.join(values)}"


def _told(condition: Any) -> str:
    """A condition that has no sentence, as a text a person can read."""
    if not isinstance(condition, dict):
        return str(condition)
    rest = ", ".join(f"{key} {value}" for key, value in condition.items() if key != "type")
    told = f"Condition du simulateur non reprise : {condition.get('type', '?')}"
    return f"{told} ({rest})." if rest else f"{told}."
