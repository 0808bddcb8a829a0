"""Allocation de solidarité spécifique.

D'après ass.yaml.
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
    inner,
    read,
    snap,
)


class allocation_solidarite_specifique_montant_du_jour(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant du jour"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )
    unit = "currency"

    def formula_2017_09_01(individu, period, parameters):
        """ligne 31."""
        residence_mayotte = read(individu.menage, "residence_mayotte", period)
        params = parameters(period).chomage.allocations_assurance_chomage.ass

        return np.where(
            residence_mayotte, params.montant_plein_mayotte, params.montant_plein
        )


class allocation_solidarite_specifique_allocation_differentielle(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation différentielle"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )
    unit = "currency"

    def formula_2017_09_01(individu, period, parameters):
        """ligne 34."""
        montant_du_jour = inner(
            individu, "allocation_solidarite_specifique_montant_du_jour", period
        )
        en_couple = read(individu.famille, "en_couple", period)
        params = parameters(period).chomage.allocations_assurance_chomage.ass
        ass_base_ressources = exact(
            read(individu.famille, "ass_base_ressources", period)
        )
        montant_3 = np.where(en_couple, params.plaf_coup, params.plaf_seul)
        montant_2 = montant_du_jour * montant_3
        montant_4 = ass_base_ressources / 12
        montant = montant_2 - montant_4
        plus_petit = np.minimum(30 * montant_du_jour, montant)

        return np.maximum(0, plus_petit)


class allocation_solidarite_specifique_condition_non_aah_0(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "non (AAH > 0)"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """ligne 38."""
        aah = exact(read(individu, "aah", period))
        return ~(aah > 0)


class allocation_solidarite_specifique_condition_chomage_net(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "chômage net = 0"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """ligne 39."""
        chomage_net = exact(read(individu, "chomage_net", period))
        return chomage_net == 0


class allocation_solidarite_specifique_condition_activite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité = chomeur ou peut cumuler avec une activité"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """ligne 40."""
        activite = read(individu, "activite", period)
        ass_eligibilite_cumul_individu = read(
            individu, "ass_eligibilite_cumul_individu", period
        )

        return choice_in(activite, "chomeur") | ass_eligibilite_cumul_individu


class allocation_solidarite_specifique_condition_age_en_mois(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge en mois ≤ âge maximum"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period, parameters):
        """ligne 42."""
        age_en_mois = read(individu, "age_en_mois", period)
        params = parameters(period).chomage.allocations_assurance_chomage.ass

        return age_en_mois <= params.age_max


class allocation_solidarite_specifique_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de solidarité spécifique : éligibilité"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """ligne 1."""
        condition_non_aah_0 = inner(
            individu, "allocation_solidarite_specifique_condition_non_aah_0", period
        )
        condition_chomage_net = inner(
            individu, "allocation_solidarite_specifique_condition_chomage_net", period
        )
        condition_activite = inner(
            individu, "allocation_solidarite_specifique_condition_activite", period
        )
        ass_precondition_remplie = read(individu, "ass_precondition_remplie", period)
        condition_age_en_mois = inner(
            individu, "allocation_solidarite_specifique_condition_age_en_mois", period
        )

        return (
            condition_non_aah_0
            & condition_chomage_net
            & condition_activite
            & ass_precondition_remplie
            & condition_age_en_mois
        )


class allocation_solidarite_specifique(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de solidarité spécifique"
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )
    unit = "currency"
    documentation = "Une allocation pour les chômeurs qui ont épuisé leurs droits et ont travaillé cinq des dix dernières années, différentielle des ressources du foyer."

    def formula_2017_09_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = read(individu, "ass_eligibilite_individu", period)
        allocation_differentielle = inner(
            individu,
            "allocation_solidarite_specifique_allocation_differentielle",
            period,
        )
        params = parameters(period).chomage.allocations_assurance_chomage.ass
        allocation_differentielle_2 = snap(allocation_differentielle)
        allocation_differentielle_moins_de_montant_plein = (
            allocation_differentielle_2 < params.montant_plein
        )
        montant = np.where(
            allocation_differentielle_moins_de_montant_plein,
            0,
            allocation_differentielle,
        )

        return np.where(eligibilite, montant, 0)
