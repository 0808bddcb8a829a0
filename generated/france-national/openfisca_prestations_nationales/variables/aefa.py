"""Aide exceptionnelle de fin d'année (prime de Noël).

D'après aefa.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    add_months,
    granted,
    group_any,
    inner,
    number,
    read,
    snap,
)


class aide_exceptionnelle_fin_annee_a_eu_le_rsa_dans_l_annee(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "a eu le RSA dans l'année"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """ligne 29 : revenu de solidarité active > 0."""
        rsa = add_months(famille, "rsa", period)
        return snap(rsa) > 0


class aide_exceptionnelle_fin_annee_majoration(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "majoration"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period, parameters):
        """ligne 32."""
        a_eu_le_rsa_dans_l_annee = read(
            famille, "aide_exceptionnelle_fin_annee_a_eu_le_rsa_dans_l_annee", period
        )
        nb_parents_first_month = read(famille, "nb_parents", period.first_month)
        af_nbenf_first_month = read(famille, "af_nbenf", period.first_month)
        params = parameters(period).prestations_sociales.solidarite_insertion
        condition = (nb_parents_first_month >= 2) | (af_nbenf_first_month >= 1)
        montant_2 = granted(
            condition, params.autre_solidarite.aefa.taux_majoration.tx_2p
        )
        plus_petit = np.minimum(number(af_nbenf_first_month), 2)
        montant_4 = plus_petit * params.autre_solidarite.aefa.taux_majoration.tx_supp
        montant_3 = np.where(nb_parents_first_month == 2, montant_4, 0)
        condition_2 = (nb_parents_first_month == 1) & (af_nbenf_first_month >= 2)
        montant_5 = granted(
            condition_2, params.autre_solidarite.aefa.taux_majoration.tx_supp
        )
        plus_grand = np.maximum(number(af_nbenf_first_month) - 2, 0)
        montant_6 = plus_grand * params.autre_solidarite.aefa.taux_majoration.tx_3pac
        montant = montant_2 + montant_3 + montant_5 + montant_6

        return np.where(~a_eu_le_rsa_dans_l_annee, 0, montant)


class aide_exceptionnelle_fin_annee_avec_ass(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = (
        "au moins un membre de la famille avec allocation de solidarité spécifique > 0"
    )
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """ligne 43."""
        ass = add_months(famille.members, "ass", period)
        concernes = snap(ass) > 0

        return group_any(famille, where=concernes)


class aide_exceptionnelle_fin_annee_avec_aer(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "au moins un membre de la famille avec allocation équivalent retraite > 0"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """ligne 47."""
        aer = add_months(famille.members, "aer", period)
        concernes = snap(aer) > 0

        return group_any(famille, where=concernes)


class aide_exceptionnelle_fin_annee_allocation_de_parent_condition_allocation_de_parent_isole(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "allocation de parent isolé > 0"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """ligne 50."""
        api = add_months(famille, "api", period)
        return snap(api) > 0


class aide_exceptionnelle_fin_annee_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "Aide exceptionnelle de fin d'année (prime de Noël) : éligibilité"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """ligne 1."""
        a_eu_le_rsa_dans_l_annee = read(
            famille, "aide_exceptionnelle_fin_annee_a_eu_le_rsa_dans_l_annee", period
        )
        avec_ass = inner(famille, "aide_exceptionnelle_fin_annee_avec_ass", period)
        avec_aer = inner(famille, "aide_exceptionnelle_fin_annee_avec_aer", period)
        allocation_de_parent_condition_allocation_de_parent = inner(
            famille,
            "aide_exceptionnelle_fin_annee_allocation_de_parent_condition_allocation_de_parent_isole",
            period,
        )

        return (
            a_eu_le_rsa_dans_l_annee
            | avec_ass
            | avec_aer
            | allocation_de_parent_condition_allocation_de_parent
        )


class aide_exceptionnelle_fin_annee(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "Aide exceptionnelle de fin d'année (prime de Noël)"
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )
    unit = "currency"
    documentation = "Une prime versée en décembre aux foyers qui ont un minimum social, plus haute avec des enfants pour les bénéficiaires du RSA."

    def formula_2009_01_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(
            famille, "aide_exceptionnelle_fin_annee_eligibilite", period
        )
        params = parameters(period).prestations_sociales.solidarite_insertion
        majoration = inner(famille, "aide_exceptionnelle_fin_annee_majoration", period)
        montant = params.autre_solidarite.aefa.montant_prime * (1 + majoration)

        return np.where(eligibilite, montant, 0)
