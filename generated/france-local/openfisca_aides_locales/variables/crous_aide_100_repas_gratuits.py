"""Cent repas gratuits.

D'après crous_aide_100_repas_gratuits.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, choice_in, inner, read


class crous_aide_100_repas_gratuits_condition_region(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "région = hauts_de_france"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period):
        """ligne 16."""
        region = read(individu.menage, "region", period)
        return choice_in(region, "hauts_de_france")


class crous_aide_100_repas_gratuits_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period, parameters):
        """ligne 18."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.crous_aide_100_repas_gratuits

        return age <= params.age_maximum


class crous_aide_100_repas_gratuits_condition_scolarite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "scolarité = enseignement_superieur"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period):
        """ligne 22."""
        scolarite = read(individu, "scolarite", period)
        return choice_in(scolarite, "enseignement_superieur")


class crous_aide_100_repas_gratuits_condition_specialite_de_formation(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "spécialité de formation = groupe_330"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period):
        """ligne 23."""
        groupe_specialites_formation = read(
            individu, "groupe_specialites_formation", period
        )

        return choice_in(groupe_specialites_formation, "groupe_330")


class crous_aide_100_repas_gratuits_condition_ni_en_bts_ni_en_classe_preparatoire(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ni en BTS ni en classe préparatoire"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period):
        """ligne 25 : année d'étude hors cpge_1 ; cpge_2 ; bts_1 ; bts_2."""
        annee_etude = read(individu, "annee_etude", period)
        return ~choice_in(annee_etude, "cpge_1", "cpge_2", "bts_1", "bts_2")


class crous_aide_100_repas_gratuits_condition_echelon_de_bourse(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "échelon de bourse entre premier échelon et dernier échelon"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )

    def formula_2023_09_01(individu, period, parameters):
        """ligne 28."""
        bourse_criteres_sociaux_echelon = read(
            individu, "bourse_criteres_sociaux_echelon", period
        )
        params = parameters(period).aides_locales.crous_aide_100_repas_gratuits
        bourse_criteres_sociaux_echelon_au_moins_premier_echelon = (
            bourse_criteres_sociaux_echelon >= params.premier_echelon
        )
        bourse_criteres_sociaux_echelon_au_plus_dernier_echelon = (
            bourse_criteres_sociaux_echelon <= params.dernier_echelon
        )

        return (
            bourse_criteres_sociaux_echelon_au_moins_premier_echelon
            & bourse_criteres_sociaux_echelon_au_plus_dernier_echelon
        )


class crous_aide_100_repas_gratuits(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Cent repas gratuits"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )
    documentation = "Cent repas gratuits en restaurant universitaire pour les boursiers des échelons 3 à 7."

    def formula_2023_09_01(individu, period):
        """ligne 1."""
        condition_region = inner(
            individu, "crous_aide_100_repas_gratuits_condition_region", period
        )
        condition_age = inner(
            individu, "crous_aide_100_repas_gratuits_condition_age", period
        )
        handicap = read(individu, "handicap", period)
        condition_scolarite = inner(
            individu, "crous_aide_100_repas_gratuits_condition_scolarite", period
        )
        condition_specialite_de_formation = inner(
            individu,
            "crous_aide_100_repas_gratuits_condition_specialite_de_formation",
            period,
        )
        condition_ni_en_bts_ni_en_classe_preparatoire = inner(
            individu,
            "crous_aide_100_repas_gratuits_condition_ni_en_bts_ni_en_classe_preparatoire",
            period,
        )
        condition_echelon_de_bourse = inner(
            individu,
            "crous_aide_100_repas_gratuits_condition_echelon_de_bourse",
            period,
        )
        condition_age_ou_handicap = condition_age | handicap
        condition_scolarite_ou_condition_specialite_de_formation = (
            condition_scolarite | condition_specialite_de_formation
        )

        return (
            condition_region
            & condition_age_ou_handicap
            & condition_scolarite_ou_condition_specialite_de_formation
            & condition_ni_en_bts_ni_en_classe_preparatoire
            & condition_echelon_de_bourse
        )
