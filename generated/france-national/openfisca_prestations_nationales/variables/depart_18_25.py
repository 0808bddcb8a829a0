"""Départ 18:25.

D'après depart_18_25.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    choice_in,
    exact,
    granted,
    inner,
    read,
    snap,
    year_of,
)


class depart_18_25_plafond_de_ressources(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de ressources"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )
    unit = "currency"

    def formula_2014_10_01(individu, period, parameters):
        """ligne 27."""
        params = parameters(period).prestations_sociales.education.depart1825
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        plus_grand = np.maximum(0, nbptr_n_2 - 1)
        montant = (
            2 * plus_grand * params.plafond_ressources.par_demi_part_supplementaire
        )

        return params.plafond_ressources.base + montant


class depart_18_25_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period, parameters):
        """ligne 30."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.depart1825.age

        return (age >= params.minimum) & (age <= params.maximum)


class depart_18_25_condition_activite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité = etudiant"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """ligne 32."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "etudiant")


class depart_18_25_condition_garantie_jeunes(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "garantie jeunes > 0"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """ligne 34."""
        garantie_jeunes = exact(read(individu, "garantie_jeunes", period))
        return garantie_jeunes > 0


class depart_18_25_condition_revenu_fiscal_de_reference(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de l'année N-2 ≤ plafond de ressources"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """ligne 37."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        plafond_de_ressources = inner(
            individu, "depart_18_25_plafond_de_ressources", period
        )

        return rfr_n_2 <= snap(plafond_de_ressources)


class depart_18_25_ouvert(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Départ 18:25 : éligibilité"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """ligne 2."""
        condition_age = inner(individu, "depart_18_25_condition_age", period)
        condition_activite = inner(individu, "depart_18_25_condition_activite", period)
        boursier = read(individu, "boursier", period)
        alternant = read(individu, "alternant", period)
        condition_garantie_jeunes = inner(
            individu, "depart_18_25_condition_garantie_jeunes", period
        )
        service_civique = read(individu, "service_civique", period)
        service_civique_last_month = read(
            individu, "service_civique", period.last_month
        )
        condition_revenu_fiscal_de_reference = inner(
            individu, "depart_18_25_condition_revenu_fiscal_de_reference", period
        )
        condition_activite_et_boursier = condition_activite & boursier
        condition = (
            condition_activite_et_boursier
            | alternant
            | condition_garantie_jeunes
            | service_civique
            | service_civique_last_month
            | condition_revenu_fiscal_de_reference
        )

        return condition_age & condition


class depart_18_25(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Départ 18:25"
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )
    unit = "currency"
    documentation = "Une aide au départ en vacances pour les jeunes de 18 à 25 ans aux ressources modestes, ou dans certaines situations."

    def formula_2014_10_01(individu, period, parameters):
        """ligne 2."""
        ouvert = read(individu, "depart1825_eligibilite", period)
        params = parameters(period).prestations_sociales.education.depart1825

        return granted(ouvert, params.montant_maximum)
