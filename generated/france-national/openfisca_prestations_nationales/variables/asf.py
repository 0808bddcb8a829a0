"""Allocation de soutien familial.

D'après asf.yaml.
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
    Rule,
    exact,
    group_count,
    group_sum,
    inner,
    read,
    snap,
)


class allocation_soutien_familial_enfant_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant qui ouvre droit"
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(individu, period, parameters):
        """ligne 29."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        autonomie_financiere = read(individu, "autonomie_financiere", period)

        return (
            (age >= params.prestations_generales.af.af_cm.age1)
            & (age < params.prestations_generales.af.af_cm.age3)
            & ~autonomie_financiere
        )


class allocation_soutien_familial_allocation_differentielle(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation différentielle"
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )
    unit = "currency"

    def formula_2003_07_01(famille, period, parameters):
        """ligne 33."""
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        enfant_qui_ouvre_droit = read(famille.members, "asf_elig_enfant", period)
        pensions_alimentaires_percues = exact(
            read(famille.members, "pensions_alimentaires_percues", period)
        )
        nombre = group_count(famille, role=Famille.ENFANT, where=enfant_qui_ouvre_droit)
        montant_2 = (
            params.bmaf
            * params_2.education_presence_parentale.asf.montant_asf.orphelin_assimile_seul_parent
            * nombre
        )
        total = group_sum(famille, pensions_alimentaires_percues)
        montant = montant_2 - total

        return np.maximum(0, montant)


class allocation_soutien_familial_condition_elever_seul_son_enfant_l523_2(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "élever seul son enfant (L523-2)"
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(famille, period):
        """ligne 37 : non en couple."""
        en_couple = read(famille, "en_couple", period)
        return ~en_couple


class allocation_soutien_familial_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de soutien familial : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(famille, period):
        """ligne 1."""
        condition_elever_seul_son_enfant_l523_2 = inner(
            famille,
            "allocation_soutien_familial_condition_elever_seul_son_enfant_l523_2",
            period,
        )
        prestations_nationales_condition_non_reside_a_mayotte = read(
            famille,
            "prestations_nationales_condition_non_reside_a_mayotte_du_demandeur",
            period,
        )

        return (
            condition_elever_seul_son_enfant_l523_2
            & prestations_nationales_condition_non_reside_a_mayotte
        )


class allocation_soutien_familial(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de soutien familial"
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )
    unit = "currency"
    documentation = "Une allocation pour le parent qui élève seul un enfant privé de l'aide de l'autre parent, différentielle de la pension reçue."

    def formula_2003_07_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = read(famille, "asf_elig", period)
        allocation_differentielle = exact(read(famille, "asf_montant", period))
        params = parameters(period).prestations_sociales.prestations_familiales
        allocation_differentielle_2 = snap(allocation_differentielle)
        allocation_differentielle_plus_de_seuil = (
            allocation_differentielle_2 > params.education_presence_parentale.asf.seuil
        )
        montant = np.where(
            allocation_differentielle_plus_de_seuil, allocation_differentielle, 0
        )

        return np.where(eligibilite, montant, 0)
