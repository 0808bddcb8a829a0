"""Complémentaire santé solidaire sans participation.

D'après css_gratuite.yaml.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    exact,
    granted,
    group_sum,
    half_up,
    inner,
    rank_among,
    read,
    snap,
)


class complementaire_sante_gratuite_rang_de_l_enfant(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "rang de l'enfant"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(individu, period):
        """ligne 33 : rang par âge en mois parmi les enfants."""
        age_en_mois = read(individu, "age_en_mois", period)
        rang = rank_among(individu.famille, age_en_mois, role=Famille.ENFANT)

        return rang


class complementaire_sante_gratuite_rang_dans_le_foyer(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "rang dans le foyer"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(individu, period):
        """ligne 37."""
        rang_de_l_enfant = inner(
            individu, "complementaire_sante_gratuite_rang_de_l_enfant", period
        )
        nb_parents = read(individu.famille, "nb_parents", period)

        return rang_de_l_enfant + np.where(nb_parents == 2, 2, 1)


class complementaire_sante_gratuite_part_de_l_enfant(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "part de l'enfant"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(individu, period, parameters):
        """ligne 41."""
        rang_dans_le_foyer = inner(
            individu, "complementaire_sante_gratuite_rang_dans_le_foyer", period
        )
        rang_dans_le_foyer_2 = snap(rang_dans_le_foyer)
        params = parameters(period).prestations_sociales.solidarite_insertion
        garde_alternee = read(individu, "garde_alternee", period)
        montant_2 = np.where(
            rang_dans_le_foyer_2 <= 4,
            params.minima_sociaux.cs.cmu.coeff_p3_p4,
            params.minima_sociaux.cs.cmu.coeff_p5_plus,
        )
        montant = np.where(
            rang_dans_le_foyer_2 == 2, params.minima_sociaux.cs.cmu.coeff_p2, montant_2
        )
        montant_3 = np.where(garde_alternee, 0.5, 1)

        return montant * montant_3


class complementaire_sante_gratuite_parts_du_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "parts du foyer"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period, parameters):
        """ligne 46."""
        nb_parents = read(famille, "nb_parents", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        part_de_l_enfant = read(
            famille.members, "complementaire_sante_gratuite_part_de_l_enfant", period
        )
        montant = granted(nb_parents == 2, params.minima_sociaux.cs.cmu.coeff_p2)
        total = group_sum(famille, part_de_l_enfant, role=Famille.ENFANT)

        return 1 + montant + total


class complementaire_sante_gratuite_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )
    unit = "currency"

    def formula_2016_01_01(famille, period, parameters):
        """ligne 51."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        cmu_eligible_majoration_dom = read(
            famille, "cmu_eligible_majoration_dom", period
        )
        parts_du_foyer = inner(
            famille, "complementaire_sante_gratuite_parts_du_foyer", period
        )
        montant_2 = np.where(
            cmu_eligible_majoration_dom,
            1 + params.minima_sociaux.cs.cmu.majoration_dom,
            1,
        )
        montant = params.minima_sociaux.cs.cmu.plafond_base * montant_2 * parts_du_foyer

        return half_up(montant, 1)


class complementaire_sante_gratuite_plafond_avec_participation(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond avec participation"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )
    unit = "currency"

    def formula_2016_01_01(famille, period, parameters):
        """ligne 55 : plafond × (1 + majoration avec participation)."""
        plafond = exact(read(famille, "cmu_c_plafond", period))
        params = parameters(period).prestations_sociales.solidarite_insertion

        return plafond * (1 + params.minima_sociaux.cs.acs.majoration_plafond_acs)


class complementaire_sante_gratuite_condition_ressources(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources ≤ plafond"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period):
        """ligne 60."""
        css_cmu_base_ressources = exact(
            read(famille, "css_cmu_base_ressources", period)
        )
        plafond = exact(read(famille, "cmu_c_plafond", period))

        return css_cmu_base_ressources <= plafond


class complementaire_sante_gratuite_condition_rsa(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "RSA > 0"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period):
        """ligne 61."""
        rsa = exact(read(famille, "rsa", period))
        return rsa > 0


class complementaire_sante_gratuite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complémentaire santé solidaire sans participation"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )
    documentation = "Une complémentaire santé gratuite pour les foyers sous le plafond de ressources, et pour ceux qui ont le RSA."

    def formula_2016_01_01(famille, period):
        """ligne 1."""
        css_cmu_acs_eligibilite = read(famille, "css_cmu_acs_eligibilite", period)
        prestations_nationales_condition_non_reside_a_mayotte = read(
            famille,
            "prestations_nationales_condition_non_reside_a_mayotte_du_demandeur",
            period,
        )
        condition_ressources = inner(
            famille, "complementaire_sante_gratuite_condition_ressources", period
        )
        condition_rsa = inner(
            famille, "complementaire_sante_gratuite_condition_rsa", period
        )
        condition_ressources_ou_condition_rsa = condition_ressources | condition_rsa

        return (
            css_cmu_acs_eligibilite
            & prestations_nationales_condition_non_reside_a_mayotte
            & condition_ressources_ou_condition_rsa
        )
