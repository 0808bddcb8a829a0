"""What is read is what is written: each construct with each qualifier that the grammar takes after it.

A qualifier (« du mois dernier », « du demandeur », « avec (…) », « à défaut … », « en € / an ») is refused, or dropping it changes the
program; both engines answer the same for all that is accepted. The few that say only what is so already are listed, with why.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.diagnostics import Severity
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.running.simulating import load_system, simulate, value_of

MANIFEST = """\
paquet: regles
langue: fr
entités:
  menage:
    pluriel: menages
    libellé: Ménage
    rôle de référence: demandeur
    rôles: {demandeur: {pluriel: demandeurs, au plus: 1}, enfant: {pluriel: enfants}}
  personne: {pluriel: personnes, libellé: Personne}
documents: [donnees.yaml, essais.yaml]
"""
DATA = """\
données:
  revenu: {nature: nombre, unité: € / mois, concerne: personne, dans le temps: flux, identifiant: revenu}
  loyer: {nature: nombre, unité: € / mois, concerne: menage, dans le temps: flux, identifiant: loyer}
  épargne: {nature: nombre, unité: €, concerne: menage, dans le temps: stock, identifiant: epargne}
  impôt: {nature: nombre, unité: € / an, concerne: menage, période: année, dans le temps: flux, identifiant: impot}
  âge: {nature: nombre entier, unité: ans, concerne: personne, dans le temps: stock, identifiant: age}
  naissance: {nature: date, concerne: personne, période: toujours, identifiant: naissance}
  étudie: {nature: oui / non, concerne: personne, identifiant: etudie}
  commune: {nature: texte, concerne: menage, identifiant: commune}
paramètres:
  forfait: {unité: € / mois, valeurs: {01/01/2010: 5, 15/04/2024: 20, 01/01/2025: 30, 01/03/2025: 40}}
barèmes:
  grille:
    genre: montant par tranche
    selon: loyer
    unité: €
    unité des seuils: € / mois
    tranches: [{seuil: 0, valeur: 1}, {seuil: 500, valeur: 2}]
"""
# A qualifier comes last, or where `{}` stands.
CONSTRUCTS = (
    "3", "3 €", "3 € / mois", "infini", '"75056"', "01/01/2024", "vrai", "loyer", "revenu", "épargne", "impôt", "âge", "naissance",
    "étudie", "commune", "forfait", "grille(loyer)", "grille(loyer{})", "grille", "double", "(loyer)", "(loyer + 10 € / mois)", "(2 + 3)",
    "MIN(2 ; 3)", "MIN(loyer{} ; 5 € / mois)", "ARRONDI(loyer ; 0)", "PLAFOND(loyer{} ; 10)", "SOMME(loyer ; loyer)", "ÂGE(naissance)",
    "ABS(loyer)", "VALEUR(loyer)", "SI(étudie ; 1 € ; 2 €)", "nombre d'enfants", "nombre d'enfants{} ≥ 2",
    "nombre d'enfants avec (étudie{})", "nombre d'enfants avec (âge{} ≥ 18)", "somme de revenu pour les enfants",
    "somme de revenu{} pour les enfants", "somme de (revenu{} + 10) pour les enfants", "maximum de âge pour les enfants",
    "maximum de âge pour les enfants à défaut 0", "maximum de revenu{} pour les enfants à défaut 0",
    "minimum de âge pour les enfants avec (étudie)", "au moins un enfant", "au moins un enfant avec (étudie)",
    "chaque enfant avec (étudie{})", "aucun enfant{} et vrai", "loyer / 2", "loyer{} / 2", "loyer / loyer", "loyer + 10",
    "loyer{} + 10 €", "2 × loyer", "2 * 3", "-loyer", "loyer ≥ 3", "loyer{} ≥ forfait{}", "loyer entre 3 et 4",
    "commune parmi 75056 ; 75057", "commune commence par 75", "commune{} commence par 75", "est un enfant", "non étudie",
    "étudie et étudie", "étudie{} est vrai", "si étudie{} alors 1 sinon 2", "moyenne mensuelle de loyer", "loyer du mois dernier",
    "revenu du demandeur", "revenu{} du demandeur", "loyer en € / an", "moyenne mensuelle de loyer des 3 derniers mois",
    "ÂGE(naissance ; le 31 décembre)", "le 31 décembre", "naissance{} + 18 ans", "mois entre naissance et le 1er mars n-1",
    "rang par âge parmi les enfants", "nombre d'enfants avec (rang par revenu{} parmi les enfants = 1)",
    "nombre de mois où étudie", "nombre de mois où (étudie{})", "maximum mensuel de revenu", "minimum mensuel de (loyer + 10 € / mois)",
)  # fmt: skip
QUALIFIERS = (
    "du mois dernier", "des 3 derniers mois", "des 12 derniers mois", "de l'année n-2", "de l'année n-3", "de l'année n-1",
    "de cette année", "en janvier", "du mois", "du demandeur", "en € / an", "en € / mois", "en €", "en ans", "à défaut 7", "avec (étudie)",
    "avec étudie", "avec âge ≥ 18", "au 31 décembre", "au 1er juillet le plus récent", "des 6 derniers mois", "du trimestre",
    "d'il y a 2 mois", "de mars n-1",
)  # fmt: skip
PLACES = [("menage", "mois"), ("menage", "année"), ("personne", "mois"), ("personne", "année")]


def essays(pairs: dict[str, str], entity: str, period: str) -> str:
    own = "loyer" if entity == "menage" else "revenu"
    lines = [f"concerne: {entity}", f"période: {period}", "calculs:", f"  double: {{identifiant: double_x, formule: 2 × {own}}}"]
    lines += [f"  {name}: {{identifiant: {name}, formule: {json.dumps(text, ensure_ascii=False)}}}" for name, text in pairs.items()]
    return "\n".join(lines) + "\n"


def checked_pairs(folder: Path, entity: str, period: str) -> tuple[Checked, dict[str, str]]:
    """The rulebook of all that is accepted alone, with each pair that is accepted too."""
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "donnees.yaml").write_text(DATA, encoding="utf-8")
    pairs = {}
    for number, text in enumerate(CONSTRUCTS):
        alone = text.replace("{}", "")
        pairs |= {f"c{number}": alone, f"c{number}_mean": f"moyenne mensuelle de {alone}"}
        for index, qualifier in enumerate(QUALIFIERS):
            pairs[f"c{number}_q{index}"] = text.replace("{}", f" {qualifier}") if "{}" in text else f"{text} {qualifier}"
    path = folder / "essais.yaml"
    path.write_text(essays(pairs, entity, period), encoding="utf-8")
    names = list(pairs)
    refused = set()
    for item in check_folder(folder).diagnostics:
        if item.severity is Severity.ERROR and item.span.path == "donnees.yaml":
            # A scale in a rule of another period is told where the scale says by what it goes.
            refused |= {name for name in names if name.split("_")[0] == f"c{CONSTRUCTS.index('grille')}"}
        elif item.severity is Severity.ERROR:
            # Four lines stand before the first pair.
            refused.add(names[item.span.source.anchor.line - 5])
    kept = {name: text for name, text in pairs.items() if name not in refused}
    path.write_text(essays(kept, entity, period), encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    return checked, kept


def says_what_is_so(qualifier: str, construct: str, alone: ir.Variable) -> bool:
    """The unit or the period that the construct, or the word before the qualifier, has already: said again."""
    is_monthly = alone.period is Period.MONTH
    if "{}" in construct:
        word = construct.split("{}")[0].split("(")[-1].split()[-1]
        flow = "en € / mois" if is_monthly else "en € / an"
        if qualifier == {"loyer": flow, "revenu": flow, "âge": "en ans"}.get(word):
            return True
    unit = {"en € / an": (("year", -1), ("€", 1)), "en € / mois": (("month", -1), ("€", 1)), "en €": (("€", 1),), "en ans": (("year", 1),)}
    if qualifier in unit:
        return alone.type.kind is Kind.NUMBER and alone.formulas[0].expression.type.unit.powers == unit[qualifier]
    # In a rule of the month « du mois », and in a rule of the year, of what does not add up, « en janvier ».
    return qualifier == ("du mois" if is_monthly else "en janvier")


@pytest.mark.parametrize(("entity", "period"), PLACES)
def test_a_qualifier_changes_the_program_or_is_refused(entity: str, period: str, tmp_path: Path) -> None:
    checked, kept = checked_pairs(tmp_path, entity, period)
    assert checked.program is not None
    variables = {item.name: item for item in checked.program.variables}
    compared = 0
    for name, text in kept.items():
        alone = variables.get(name.split("_")[0])
        if "_" not in name or alone is None:
            continue
        compared += 1
        if variables[name].formulas[0].expression == alone.formulas[0].expression:
            number, qualifier = name[1:].split("_")
            assert variables[name].type == alone.type and qualifier != "mean", text
            assert says_what_is_so(QUALIFIERS[int(qualifier[1:])], CONSTRUCTS[int(number)], alone), text
    assert compared > 20
    engines_agree(checked, kept, tmp_path / "paquet", period)


def engines_agree(checked: Checked, kept: dict[str, str], folder: Path, period: str) -> None:
    """Both engines answer the same for a household whose data differ from one month to the next."""
    program, catalog = checked.program, checked.catalog
    assert program is not None
    write_package(folder, checked)
    system = load_system(program, catalog, folder)
    case = household(program)
    simulation = simulate(system, case, catalog)
    reference = Reference(program, catalog, case)
    at = "2025-03" if period == "mois" else "2025"
    variables = {item.name: item for item in program.variables}
    for name, text in kept.items():
        variable = variables[name]
        owners = [person.name for person in case.people] if variable.entity == "personne" else [None]
        for index, owner in enumerate(owners):
            try:
                wanted = reference.answer(name, at, owner)
            except NoValue:
                continue
            found = value_of(simulation, name, at, variable.type, index)
            if isinstance(found, Decimal):
                assert float(found) == pytest.approx(float(wanted), abs=1e-4), text  # type: ignore[arg-type]
            else:
                assert found == wanted, text


def household(program: ir.Program) -> ir.Case:
    span = program.variables[0].span
    months = [f"{year}-{month:02}" for year in range(2022, 2026) for month in range(1, 13)]
    given = []
    people = (("a", "demandeur", 40, True), ("b", "enfant", 17, True), ("c", "enfant", 19, False))
    for rank, (name, _, age, studies) in enumerate(people, start=1):
        given.append(ir.CaseValue("naissance", "personne", name, "ETERNITY", date(2025 - age, 2, 2), span))
        for number, month in enumerate(months, start=1):
            turn = number % 2 == 0
            given.append(ir.CaseValue("revenu", "personne", name, month, Decimal(100 * rank + number), span))
            given.append(ir.CaseValue("age", "personne", name, month, Decimal(age - (48 - number) // 12), span))
            given.append(ir.CaseValue("etudie", "personne", name, month, studies is turn, span))
    for number, month in enumerate(months, start=1):
        given.append(ir.CaseValue("loyer", "menage", None, month, Decimal(480 + number), span))
        given.append(ir.CaseValue("epargne", "menage", None, month, Decimal(7 * number), span))
        given.append(ir.CaseValue("commune", "menage", None, month, "75056" if number % 2 else "13055", span))
    given += [ir.CaseValue("impot", "menage", None, str(year), Decimal(year * 12), span) for year in range(2022, 2026)]
    persons = tuple(ir.Person(name, (), (("menage", role),)) for name, role, _, _ in people)
    return ir.Case("", "2025-03", persons, tuple(given), (), Decimal(0), False, span)
