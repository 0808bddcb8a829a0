"""Aide à la garde des enfants de parents isolés.

D'après agepi.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    choice_in,
    exact,
    group_count,
    scale_base,
)


class aide_garde_enfants_parents_isoles_enfants_a_garder(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à garder"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2014_02_01(famille, period, parameters):
        """ligne 34 : nombre d'enfants avec (âge > 0 et âge < âge limite)."""
        age = famille.members("age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        age_plus_de_0 = age > 0
        age_moins_de_age_enfant_maximum = (
            age < params.education_presence_parentale.agepi.age_enfant_maximum
        )
        concernes = age_plus_de_0 & age_moins_de_age_enfant_maximum

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class aide_garde_enfants_parents_isoles_activite_soutenue(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité soutenue"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2014_02_01(individu, period, parameters):
        """ligne 37."""
        type_intensite_activite = individu("type_intensite_activite", period)
        agepi_temps_travail_en_heure = exact(
            individu("agepi_temps_travail_en_heure", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        type_intensite_activite_hebdomadaire = choice_in(
            type_intensite_activite, "hebdomadaire"
        )
        au_moins_intensite_hebdomadaire_seuil = (
            agepi_temps_travail_en_heure
            >= params.education_presence_parentale.agepi.intensite_hebdomadaire_seuil
        )
        condition = (
            type_intensite_activite_hebdomadaire & au_moins_intensite_hebdomadaire_seuil
        )
        type_intensite_activite_mensuelle = choice_in(
            type_intensite_activite, "mensuelle"
        )
        au_moins_intensite_mensuelle_seuil = (
            agepi_temps_travail_en_heure
            >= params.education_presence_parentale.agepi.intensite_mensuelle_seuil
        )
        condition_2 = (
            type_intensite_activite_mensuelle & au_moins_intensite_mensuelle_seuil
        )

        return condition | condition_2


class aide_garde_enfants_parents_isoles_condition_est_un_parent(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "est un parent"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2014_02_01(individu, period):
        """ligne 42."""
        parent = individu.has_role(Famille.PARENT)
        return parent


class aide_garde_enfants_parents_isoles_condition_intensite_de_l_activite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "intensité de l'activité parmi hebdomadaire ; mensuelle"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2014_02_01(individu, period):
        """ligne 43."""
        type_intensite_activite = individu("type_intensite_activite", period)
        return choice_in(type_intensite_activite, "hebdomadaire", "mensuelle")


class aide_garde_enfants_parents_isoles_eligibilite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide à la garde des enfants de parents isolés : éligibilité"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2014_02_01(individu, period):
        """ligne 1."""
        agepi_eligible = individu("agepi_eligible", period)
        condition_est_un_parent = individu(
            "aide_garde_enfants_parents_isoles_condition_est_un_parent", period
        )
        condition_intensite_de_l_activite = individu(
            "aide_garde_enfants_parents_isoles_condition_intensite_de_l_activite",
            period,
        )

        return (
            agepi_eligible & condition_est_un_parent & condition_intensite_de_l_activite
        )


class aide_garde_enfants_parents_isoles(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide à la garde des enfants de parents isolés"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )
    unit = "currency"
    documentation = "Une aide forfaitaire au parent isolé qui reprend un emploi ou une formation et fait garder ses enfants de moins de dix ans."

    def formula_2014_02_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = individu("aide_garde_enfants_parents_isoles_eligibilite", period)
        residence_mayotte = individu.menage("residence_mayotte", period)
        activite_soutenue = individu(
            "aide_garde_enfants_parents_isoles_activite_soutenue", period
        )
        enfants_a_garder = exact(individu.famille("agepi_nbenf", period))
        params = parameters(period).prestations_sociales.prestations_familiales
        maximum = (
            params.education_presence_parentale.agepi.montants.mayotte.maximum.calc(
                scale_base(enfants_a_garder)
            )
        )
        minimum = (
            params.education_presence_parentale.agepi.montants.mayotte.minimum.calc(
                scale_base(enfants_a_garder)
            )
        )
        montant_2 = np.where(activite_soutenue, maximum, minimum)
        maximum_2 = params.education_presence_parentale.agepi.montants.hors_mayotte.maximum.calc(
            scale_base(enfants_a_garder)
        )
        minimum_2 = params.education_presence_parentale.agepi.montants.hors_mayotte.minimum.calc(
            scale_base(enfants_a_garder)
        )
        montant_3 = np.where(activite_soutenue, maximum_2, minimum_2)
        montant = np.where(residence_mayotte, montant_2, montant_3)

        return np.where(eligibilite, montant, 0)
