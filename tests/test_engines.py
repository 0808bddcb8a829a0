"""The generated code against the exact interpreter: random rulebooks, random situations, alone and stacked.

RULESPEC_PAIRS says how many rule × situation pairs to hold to account (5,000 by default, 100,000 at night).
"""

from __future__ import annotations

import datetime
import os
import random
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground.kinds import Kind
from rulespec.projects.compiling import check_folder, write_package
from rulespec.running.simulating import load_system, simulate

PAIRS = int(os.environ.get("RULESPEC_PAIRS", "5000"))
RULES, SITUATIONS = 30, 25
SENTENCES = 7
CHAINS = 4
PAST = ("2022-12", "2023-09", "2023-10", "2023-11", "2023-12")
ROUNDS = -(-PAIRS // (RULES * SITUATIONS))
MANIFEST = """\
paquet: regles_{number}
langue: fr
entités:
  menage: {{pluriel: menages, rôle de référence: adulte, rôles: {{adulte: {{pluriel: adultes}}, enfant: {{pluriel: enfants}}}}}}
  personne: {{pluriel: personnes}}
"""
DATA = """\
concerne: menage
données:
  revenu: {nature: nombre, unité: € / mois, concerne: personne, identifiant: revenu}
  âge: {nature: nombre entier, unité: ans, concerne: personne, identifiant: age}
  étudie: {nature: oui / non, concerne: personne, identifiant: etudie}
  naissance: {nature: date, concerne: personne, période: toujours, identifiant: naissance}
  situation: {choix: [actif, étudiant, retraité], concerne: personne, identifiant: situation}
  loyer: {nature: nombre, unité: € / mois, identifiant: loyer}
  propriétaire: {nature: oui / non, identifiant: proprietaire}
  commune: {nature: code, identifiant: commune}
paramètres:
  plafond: {unité: € / mois, valeurs: {01/01/1990: '%(low)s', 15/12/2023: '%(top)s', 01/01/2024: '%(high)s'}}
  taux: {unité: "%%", valeurs: {01/01/2000: '%(rate)s %%'}}
  âge limite: {unité: ans, valeurs: {01/01/2000: %(age)s}}
barèmes:
  tranches:
    genre: montant par tranche
    unité des seuils: € / mois
    unité: €
    borne: %(bound)s
    tranches:
      - {seuil: 0, montant: {01/01/2000: 10}}
      - {seuil: {01/01/2000: '%(low)s'}, montant: {01/01/2000: 20}}
      - {seuil: {01/01/2000: '%(top)s'}, montant: {01/01/2000: "30,5"}}
  impôt:
    genre: taux marginal
    unité des seuils: € / mois
    tranches:
      - {seuil: 0, taux: {01/01/2000: 0 %%}}
      - {seuil: {01/01/2000: '%(low)s'}, taux: {01/01/2000: 10 %%}}
      - {seuil: {01/01/2000: '%(top)s'}, taux: {01/01/2000: 25 %%}}
  par personne:
    genre: montant par tranche
    unité: €
    tranches:
      - {seuil: 0, montant: {01/01/2000: 5}}
      - {seuil: 2, montant: {01/01/2000: '%(low)s', 01/01/2024: '%(high)s'}}
    par personne en plus: {01/01/2000: "7,25"}
    plafonné à: 3
en vigueur depuis: 01/01/2000
"""


def cents(value: int) -> str:
    return f"{value // 100},{value % 100:02}"


class Writer:
    """Random sentences of the language that are well typed, about a group or its members."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def truth(self, depth: int, group: bool) -> str:
        pick = self.random.choice
        if depth == 0:
            return pick(
                ["propriétaire", "loyer > plafond", "commune parmi 01004 ; 2A004", "au moins un enfant avec (étudie)", "loyer ≤ plafond"]
                if group
                else ["étudie", "âge ≥ âge limite", "situation parmi étudiant ; retraité", "revenu < plafond", "âge entre 3 et 18"]
            )
        kind = self.random.randrange(8)
        if kind == 7:
            return f"{self.rank()} {pick(['=', '>', '≤'])} {self.random.randrange(3)}" if not group else self.ranked()
        if kind == 6:
            return self.dated() if not group else f"au moins un membre avec ({self.dated()})"
        if kind == 0:
            return f"({self.truth(depth - 1, group)} et {self.truth(depth - 1, group)})"
        if kind == 1:
            return f"({self.truth(depth - 1, group)} ou {self.truth(depth - 1, group)})"
        if kind == 2:
            return f"non ({self.truth(depth - 1, group)})"
        if kind == 3 and group:
            quantifier = pick(["au moins un membre avec", "chaque enfant avec", "aucun adulte avec"])
            return f"{quantifier} ({self.truth(depth - 1, False)})"
        if kind == 4 and group:
            return f"nombre d'enfants avec ({self.truth(depth - 1, False)}) {pick(['≥', '=', '<'])} {self.random.randrange(3)}"
        bound = pick(["plafond", cents(self.random.randrange(300000)) + " € / mois"])
        return f"({self.amount(depth - 1, group)}) {pick(['≤', '<', '≥', '>', '='])} {bound}"

    def amount(self, depth: int, group: bool) -> str:
        pick = self.random.choice
        if depth == 0:
            own = ["loyer", "somme de revenu pour les membres"] if group else ["revenu"]
            return pick([*own, "plafond", cents(self.random.randrange(200000)) + " € / mois"])
        kind = self.random.randrange(10)
        if kind == 9:
            return self.told(group)
        a, b = self.amount(depth - 1, group), self.amount(depth - 1, group)
        if kind == 0:
            return f"({a} + {b})"
        if kind == 1:
            return f"({a} - {b})"
        if kind == 2:
            return f"({a}) × taux"
        if kind == 3:
            return f"MIN({a} ; {b})"
        if kind == 4:
            return f"MAX({a} ; {b})"
        if kind == 5:
            return f"(si {self.truth(depth - 1, group)} alors {a} sinon {b})"
        if kind == 6:
            return f"{pick(['ARRONDI', 'ARRONDI.SUP', 'ARRONDI.INF'])}({a} ; {self.random.randrange(3)})"
        if kind == 7 and group:
            return f"(loyer / VALEUR(nombre d'enfants) à défaut {a})"
        if kind == 8 and group:
            role = pick(["enfants", "adultes", "membres"])
            operator = pick(["somme", "maximum", "minimum"])
            default = "" if operator == "somme" or role == "membres" else f" à défaut ({b})"
            return f"({operator} de ({self.amount(depth - 1, False)}) pour les {role}{default})"
        return f"({a}) / {self.random.randrange(2, 5)}"

    def rank(self) -> str:
        pick = self.random.choice
        filtered = pick(["", " avec (étudie)", " avec (âge < 18)"])
        by, who = pick(["âge", "naissance", "revenu"]), pick(["enfants", "membres"])
        return f"{pick(['rang', 'rang croissant'])} par {by} parmi les {who}{filtered}"

    def ranked(self) -> str:
        """A yes / no of a group about those of its members who come first."""
        who = self.random.choice(["enfants", "membres"])
        return f"(somme de revenu pour les {who} avec ({self.rank()} = {self.random.randrange(3)})) > plafond"

    def day(self) -> str:
        pick = self.random.choice
        day = pick(["28 février", "31 décembre", "15 septembre", "1er janvier"])
        return pick(
            ["le premier jour du mois", "le dernier jour du mois précédent", f"le {day}", f"le {day} n-{self.random.randrange(1, 20)}"]
        )

    def dated(self) -> str:
        """A yes / no about a date of birth, whose days are the ends of months."""
        pick, count = self.random.choice, self.random.randrange(-40, 240)
        unit = pick(["jours", "mois", "ans"])
        between = {"jours": "jours entre", "mois": "mois entre", "ans": "années entre"}[unit]
        return pick(
            [
                f"naissance {'+' if count >= 0 else '-'} {abs(count)} {unit} {pick(['≤', '<', '≥', '>'])} {self.day()}",
                f"{self.edge()} {pick(['+', '-'])} {abs(count)} {unit} {pick(['≤', '>', '='])} {self.day()}",
                f"{between} naissance et {self.day()} {pick(['≥', '<', '='])} {abs(count)} {unit}",
                f"ÂGE(naissance ; {self.day()}) ≥ {abs(count) % 20}",
                f"ÂGE(naissance) {self.window()} < {abs(count) % 20}",
            ]
        )

    def edge(self) -> str:
        """The first or last day of the month of a date of birth, or of a birthday."""
        whom = self.random.choice(["de naissance", f"de (naissance + {self.random.randrange(30)} ans)", "de (naissance + 1 mois)"])
        return f"le {self.random.choice(['premier', 'dernier'])} jour du mois {whom}"

    def window(self) -> str:
        return self.random.choice(
            ["au 31 décembre", "au 29 février", "au 15 septembre n-1", "au dernier jour du mois", "au 1er juillet le plus récent"]
        )

    def told(self, group: bool) -> str:
        """An amount of other months than the rule's own."""
        pick, own = self.random.choice, "loyer" if group else "revenu"
        run = pick(["des 2 derniers mois", "des trois derniers mois", "de l'année n-1", "du trimestre précédent", "de l'année scolaire"])
        return pick(
            [
                f"(plafond {self.window()})",
                f"(plafond d'il y a {self.random.randrange(1, 3)} mois)",
                f"({own} {pick(['du mois précédent', 'd’il y a 2 mois', 'de décembre n-1', 'de novembre'])})",
                f"(maximum mensuel de {own} {run})",
                f"(minimum mensuel de ({own} - plafond) {run})",
                f"(taux × VALEUR(nombre de mois où ({own} < plafond) {run}) × plafond)",
                f"(moyenne mensuelle de {own} {run})",
            ]
        )

    def rules(self) -> str:
        lines = ["calculs:"]
        for index in range(SENTENCES):
            group = self.random.random() < 0.6
            is_truth = self.random.random() < 0.4
            text = self.truth(2, group) if is_truth else f"ARRONDI({self.amount(2, group)} ; 2)"
            entity = "menage" if group else "personne"
            lines.append(
                f"  règle {index}: {{identifiant: regle_{index}, concerne: {entity}, formule: '{text.replace(chr(39), chr(39) * 2)}'}}"
            )
        for index in range(CHAINS):
            lines += self.chain(index)
        lines += self.memory("menage", True) + self.memory("personne", False)
        lines.append("  par tranche: {identifiant: par_tranche, formule: tranches(loyer)}")
        chosen = f"si {self.truth(1, False)} alors étudiant sinon si {self.truth(1, False)} alors actif sinon situation"
        lines.append(f"  choisi: {{identifiant: choisi, concerne: personne, choix: situation, formule: '{chosen}'}}")
        lines.append("  bien choisi: {identifiant: bien_choisi, concerne: personne, formule: choisi parmi étudiant ; retraité}")
        lines.append("  taxe: {identifiant: taxe, formule: ARRONDI(impôt(loyer) ; 2)}")
        lines.append("  projection: {identifiant: projection, concerne: personne, formule: loyer > plafond et nombre d'enfants > 0}")
        lines.append("  grille: {identifiant: grille, formule: par personne(nombre de membres)}")
        lines.append("  un adulte: {identifiant: est_adulte, concerne: personne, formule: est adulte}")
        return "\n".join([*lines, *self.tables()])

    def memory(self, entity: str, group: bool) -> list[str]:
        """Rules that read their own past, from a date on: a running total, a right that stays open, two that read each other."""
        head, pick = f"concerne: {entity}, depuis: 01/{self.random.randrange(1, 13):02}/2023", self.random.choice
        run = pick(["du mois précédent", "des 2 derniers mois", "d'il y a 3 mois"])
        money, answer = "unité: € / mois", "nature: oui / non"
        rules = {
            "cumul": (money, f"ARRONDI(({self.amount(1, group)}) + VALEUR(cumul {entity} {run}) / 2 ; 2)"),
            "ouvert": (answer, f"{self.truth(1, group)} ou nombre de mois où (ouvert {entity}) des 3 derniers mois ≥ 2"),
            "un": (money, f"MAX(deux {entity} ; {self.amount(1, group)}) - (maximum mensuel de un {entity} des 2 derniers mois)"),
            "deux": (money, f"un {entity} du mois précédent × taux"),
        }
        return [
            f"  {name} {entity}: {{identifiant: {name}_{entity}, {head}, {gives}, formule: '{text.replace(chr(39), chr(39) * 2)}'}}"
            for name, (gives, text) in rules.items()
        ]

    def chain(self, index: int) -> list[str]:
        """Rules that read rules, three deep: quotients of quotients, differences that are zero but for their noise, negatives rounded."""
        pick = self.random.choice
        part = self.random.randrange(2, 13)
        bottom = pick(
            [f"loyer / {part}", "loyer × taux", "loyer - plafond", f"(loyer + {cents(self.random.randrange(1, 99))} € / mois) / {part}"]
        )
        divisor = pick(
            [
                "VALEUR(loyer) + VALEUR(plafond) - VALEUR(plafond) - VALEUR(loyer)",
                "VALEUR(loyer) - VALEUR(plafond)",
                "VALEUR(somme de revenu pour les membres) - VALEUR(loyer)",
                f"VALEUR(bas {index}) × {part} - VALEUR(loyer)",
            ]
        )
        rounding = pick(["ARRONDI", "ARRONDI.SUP", "ARRONDI.INF"])
        top = pick(
            [
                f"moyen {index} × {part} ≤ loyer",
                f"moyen {index} × {part} ≥ loyer",
                f"{rounding}(moyen {index} - loyer ; 1)",
                f"{pick(['PLAFOND', 'PLANCHER'])}(moyen {index} - plafond ; {pick(['0,5', '10', '0,05'])})",
                f"moyen {index} / ({divisor}) à défaut plafond",
            ]
        )
        middle = pick(
            [f"bas {index}", f"bas {index} / 3", f"bas {index} / ({divisor}) à défaut bas {index}", f"MAX(bas {index} ; bas {index} / 7)"]
        )
        names = (("bas", bottom), ("moyen", middle), ("haut", top))
        # VALEUR takes the unit away: a name gives it back.
        units = {"bas": "unité: € / mois, ", "moyen": "unité: € / mois, ", "haut": ""}
        return [
            f"  {name} {index}: {{identifiant: {name}_{index}, concerne: menage, {units[name]}formule: '{text}'}}" for name, text in names
        ]

    def tables(self) -> list[str]:
        """A decision table for each hit policy; the rows of « unique » and « concordantes » cover all, once."""
        lines = ["tables:"]
        bound = cents(self.random.randrange(1, 200000))
        for number, policy in enumerate(("U", "A", "F", "C+", "C>", "C<", "C#", "P")):
            lines.append(f"  table {number}:")
            lines.append(f"    lecture: {policy}")
            lines.append("    unité: €")
            lines.append("    si: [loyer, propriétaire]")
            lines.append(f"    alors: [résultat {number}]")
            if policy in ("U", "A"):
                rows = [(f"< {bound}", "-"), (f"≥ {bound}", "oui"), (f"≥ {bound}", "non")]
            else:
                rows = [(self.test(), self.random.choice(["-", "oui", "non"])) for _ in range(self.random.randrange(1, 5))]
            values = [self.random.choice(["10", "20", "30,5"]) for _ in rows]
            lines.append("    lignes:")
            lines += [f"      - ['{left}', '{right}', '{value}']" for (left, right), value in zip(rows, values, strict=True)]
            if policy == "P":
                lines.append("    ordre des sorties: ['30,5', '20', '10', '0']")
            if policy not in ("U", "A", "C#", "C+"):
                lines.append("    sinon: ['0']")
        return lines + self.choices()

    def choices(self) -> list[str]:
        """Tables that answer choices, of a datum and of their own: one reads the other."""
        pick = self.random.choice
        answers = ["étudiant", "actif", "retraité", "situation", "rien"]
        rows = [(f"{pick(['<', '≥'])} {self.random.randrange(3, 70)}", pick(["oui", "non", "-"]), pick(answers)) for _ in range(3)]
        policy = pick(["F", "P"])
        return [
            "  table de choix:",
            f"    lecture: {policy}",
            "    concerne: personne",
            "    choix: situation",
            "    si: [âge, étudie]",
            "    alors: [retenue]",
            "    lignes:",
            # What is not known beforehand has no place in an order of outputs.
            *(
                f"      - ['{age}', '{studies}', '{'actif' if policy == 'P' and answer in ('situation', 'rien') else answer}']"
                for age, studies, answer in rows
            ),
            *(["    ordre des sorties: [retraité, étudiant, actif]"] if policy == "P" else []),
            f"    sinon: ['{pick(answers)}']",
            "  table de tarifs:",
            "    lecture: F",
            "    concerne: personne",
            "    choix: [plein tarif, réduit, gratuit]",
            "    si: [retenue, étudie]",
            "    alors: [tarif, points]",
            f"    lignes: [['étudiant ; retraité', '-', gratuit, 3], ['-', oui, {pick(['réduit', 'plein tarif', 'rien'])}, 5]]",
            "    sinon: [plein tarif, 1]",
        ]

    def test(self) -> str:
        low, high = sorted(self.random.sample(range(1, 200000), 2))
        return self.random.choice(
            ["-", f"< {cents(low)}", f"≥ {cents(high)}", f"[{cents(low)}..{cents(high)}[", f"]{cents(low)}..{cents(high)}]"]
        )


def rulebook(seed: int, folder: Path) -> Any:
    chance = random.Random(seed)
    low = chance.randrange(100, 90000)
    values = {
        "low": cents(low),
        "high": cents(low + chance.randrange(1, 5000)),
        "top": cents(low + chance.randrange(5000, 90000)),
        "rate": str(chance.choice([5, "12,5", 33, 70])),
        "age": str(chance.randrange(3, 70)),
        "bound": chance.choice(["à partir du seuil", "au-dessus du seuil"]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST.format(number=seed), encoding="utf-8")
    (folder / "regles.yaml").write_text(DATA % values + Writer(seed).rules() + "\n", encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None, [(item.problem, str(item.span)) for item in checked.diagnostics]
    return checked, low


def situation(seed: int, low: int, program: ir.Program) -> ir.Case:
    """A household; amounts stand at a bound, a cent below or above, one time out of two."""
    chance = random.Random(seed)
    given: list[ir.CaseValue] = []
    people = []
    span = program.variables[0].span

    def money() -> Decimal:
        if chance.random() < 0.5:
            return Decimal(max(0, low + chance.choice([-1, 0, 1]))) / 100
        return Decimal(chance.randrange(0, 300000)) / 100

    month = chance.choice(["2023-12", "2024-01"])
    for index in range(chance.randrange(1, 5)):
        name = f"p{index}"
        people.append(ir.Person(name, (), (("menage", "adulte" if index < chance.randrange(1, 3) else "enfant"),)))
        values: dict[str, ir.Scalar] = {
            "revenu": money(),
            "age": Decimal(chance.choice([2, 3, 17, 18, 19, 69, 70])),
            "etudie": chance.random() < 0.5,
            "situation": chance.choice(["actif", "etudiant", "retraite"]),
        }
        given += [ir.CaseValue(key, "personne", name, month, value, span) for key, value in values.items()]
        given += [ir.CaseValue("revenu", "personne", name, past, money(), span) for past in PAST if past != month]
        born = chance.choice(
            [datetime.date(2004, 2, 29), datetime.date(2008, 1, 31), datetime.date(2005, 12, 31), datetime.date(2010, 9, 15)]
        )
        given.append(ir.CaseValue("naissance", "personne", name, "ETERNITY", born, span))
    group: dict[str, ir.Scalar] = {
        "loyer": money(),
        "proprietaire": chance.random() < 0.5,
        "commune": chance.choice(["01004", "2A004", "75056"]),
    }
    given += [ir.CaseValue(key, "menage", None, month, value, span) for key, value in group.items()]
    given += [ir.CaseValue("loyer", "menage", None, past, money(), span) for past in PAST if past != month]
    return ir.Case(str(seed), month, tuple(people), tuple(given), (), Decimal("0.005"), False, span)


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, bool):
        return bool(found) == wanted
    # 64 bits from end to end: what differs is the last binary digits, never a ten-thousandth of a cent.
    return abs(Fraction(float(found)) - Fraction(wanted)) <= max(Fraction(1, 10**6), abs(Fraction(wanted)) / 10**11)


def stacked(system: Any, cases: list[ir.Case], catalog: Any) -> Any:
    """All the cases of a month in one simulation, each in a household of its own."""
    from openfisca_core.simulations import SimulationBuilder

    people: dict[str, Any] = {}
    groups: dict[str, Any] = {}
    for case in cases:
        group: dict[str, Any] = {}
        for person in case.people:
            people[f"c{case.name}_{person.name}"] = {}
            group.setdefault("adultes" if person.roles[0][1] == "adulte" else "enfants", []).append(f"c{case.name}_{person.name}")
        for value in case.given:
            into = people[f"c{case.name}_{value.person}"] if value.person else group
            scalar = float(value.value) if isinstance(value.value, Decimal) else value.value
            into.setdefault(value.variable, {})[value.period] = int(scalar) if value.variable == "age" else scalar
        groups[f"g{case.name}"] = group
    return SimulationBuilder().build_from_entities(system, {"personnes": people, "menages": groups})


@pytest.mark.filterwarnings("error::RuntimeWarning")
@given(st.integers(min_value=0, max_value=2**31))
@settings(max_examples=ROUNDS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_generated_code_answers_as_the_interpreter(seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        checked, low = rulebook(seed, Path(name) / "projet")
        write_package(Path(name) / "paquet", checked)
        system = load_system(checked.program, checked.catalog, Path(name) / "paquet")
        cases = [situation(seed * 1000 + index, low, checked.program) for index in range(SITUATIONS)]
        rules = [item for item in checked.program.variables if item.formulas and item.type.kind is not Kind.CHOICE]
        references = {case.name: Reference(checked.program, checked.catalog, case) for case in cases}
        for month in ("2023-12", "2024-01"):
            kept = [case for case in cases if case.period == month]
            if not kept:
                continue
            together = stacked(system, kept, checked.catalog)
            alone = simulate(system, kept[0], checked.catalog)
            for variable in rules:
                array = together.calculate(variable.name, month)
                assert np.all(np.isfinite(np.asarray(array, dtype=float)))
                at = 0
                for case in kept:
                    owners = [p.name for p in case.people] if variable.entity == "personne" else [None]
                    for owner in owners:
                        wanted = references[case.name].answer(variable.name, month, owner)
                        assert same(array[at], wanted), (variable.label, case, array[at], wanted, str(variable.span))
                        at += 1
                if variable.entity == "menage":
                    assert alone.calculate(variable.name, month)[0] == array[0]
