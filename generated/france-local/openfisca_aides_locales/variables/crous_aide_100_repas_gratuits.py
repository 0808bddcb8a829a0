"""Cent repas gratuits."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import choice_in


class crous_aide_100_repas_gratuits_condition_region(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "région = hauts_de_france"

    def formula_2023_09_01(individu, period):
        """aides/crous_aide_100_repas_gratuits.yaml, 16:6."""
        region = individu.menage("region", period)
        return choice_in(region, "hauts_de_france")


class crous_aide_100_repas_gratuits_condition_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "âge ≤ âge maximum"

    def formula_2023_09_01(individu, period, parameters):
        """aides/crous_aide_100_repas_gratuits.yaml, 18:9."""
        age = individu("age", period)
        params = parameters(period).aides_locales.crous_aide_100_repas_gratuits

        return age <= params.age_maximum


class crous_aide_100_repas_gratuits_condition_scolarite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "scolarité = enseignement_superieur"

    def formula_2023_09_01(individu, period):
        """aides/crous_aide_100_repas_gratuits.yaml, 22:9."""
        scolarite = individu("scolarite", period)
        return choice_in(scolarite, "enseignement_superieur")


class crous_aide_100_repas_gratuits_condition_specialite_de_formation(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "spécialité de formation = groupe_330"

    def formula_2023_09_01(individu, period):
        """aides/crous_aide_100_repas_gratuits.yaml, 23:9."""
        groupe_specialites_formation = individu("groupe_specialites_formation", period)
        return choice_in(groupe_specialites_formation, "groupe_330")


class crous_aide_100_repas_gratuits_condition_ni_en_bts_ni_en_classe_preparatoire(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "ni en BTS ni en classe préparatoire"

    def formula_2023_09_01(individu, period):
        """aides/crous_aide_100_repas_gratuits.yaml, 25:5."""
        annee_etude = individu("annee_etude", period)
        return ~choice_in(annee_etude, "cpge_1", "cpge_2", "bts_1", "bts_2")


class crous_aide_100_repas_gratuits_condition_echelon_de_bourse(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "échelon de bourse entre premier échelon et dernier échelon"

    def formula_2023_09_01(individu, period, parameters):
        """aides/crous_aide_100_repas_gratuits.yaml, 28:6."""
        bourse_criteres_sociaux_echelon = individu(
            "bourse_criteres_sociaux_echelon", period
        )
        params = parameters(period).aides_locales.crous_aide_100_repas_gratuits
        condition = bourse_criteres_sociaux_echelon >= params.premier_echelon
        condition_2 = bourse_criteres_sociaux_echelon <= params.dernier_echelon

        return condition & condition_2


class crous_aide_100_repas_gratuits(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Cent repas gratuits"
    reference = (
        "100 repas gratuits aux boursiers",
        "https://www.ij-hdf.fr/actualite/747/100-repas-gratuits-de-nouveau-attribues-aux-etudiants-boursiers-echelon-3-a-7",
    )
    documentation = "Cent repas gratuits en restaurant universitaire pour les boursiers des échelons 3 à 7."

    def formula_2023_09_01(individu, period):
        """aides/crous_aide_100_repas_gratuits.yaml, 1:7."""
        condition_region = individu(
            "crous_aide_100_repas_gratuits_condition_region", period
        )
        condition_age = individu("crous_aide_100_repas_gratuits_condition_age", period)
        handicap = individu("handicap", period)
        condition_scolarite = individu(
            "crous_aide_100_repas_gratuits_condition_scolarite", period
        )
        condition_specialite_de_formation = individu(
            "crous_aide_100_repas_gratuits_condition_specialite_de_formation", period
        )
        condition_ni_en_bts_ni_en_classe = individu(
            "crous_aide_100_repas_gratuits_condition_ni_en_bts_ni_en_classe_preparatoire",
            period,
        )
        condition_echelon_de_bourse = individu(
            "crous_aide_100_repas_gratuits_condition_echelon_de_bourse", period
        )
        condition = condition_age | handicap
        condition_2 = condition_scolarite | condition_specialite_de_formation

        return (
            condition_region
            & condition
            & condition_2
            & condition_ni_en_bts_ni_en_classe
            & condition_echelon_de_bourse
        )
