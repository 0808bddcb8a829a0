"""Allocation supplémentaire d'invalidité.

D'après asi.yaml.
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
    inner,
    read,
    snap,
)


class allocation_supplementaire_invalidite_droit_a_l_asi(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit à l'ASI"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """ligne 25."""
        aspa_eligibilite = read(individu, "aspa_eligibilite", period)
        asi_aspa_condition_nationalite = read(
            individu, "asi_aspa_condition_nationalite", period
        )
        pensions_invalidite = exact(read(individu, "pensions_invalidite", period))
        handicap = read(individu, "handicap", period)
        retraite_nette_last_month = exact(
            read(individu, "retraite_nette", period.last_month)
        )
        pensions_invalidite_plus_de_0 = pensions_invalidite > 0
        retraite_nette_last_month_plus_de_0 = retraite_nette_last_month > 0
        handicap_et_retraite_nette_last_month_plus_de_0 = (
            handicap & retraite_nette_last_month_plus_de_0
        )
        condition = (
            pensions_invalidite_plus_de_0
            | handicap_et_retraite_nette_last_month_plus_de_0
        )

        return ~aspa_eligibilite & asi_aspa_condition_nationalite & condition


class allocation_supplementaire_invalidite_allocataires_du_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocataires du foyer"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """ligne 32."""
        aspa_eligibilite = read(famille.members, "aspa_eligibilite", period)
        droit_a_l_asi = read(famille.members, "asi_eligibilite", period)
        nombre = group_count(famille, role=Famille.PARENT, where=aspa_eligibilite)
        nombre_2 = group_count(famille, role=Famille.PARENT, where=droit_a_l_asi)

        return nombre + nombre_2


class allocation_supplementaire_invalidite_allocation_du_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation du foyer"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"

    def formula_2020_04_01(famille, period, parameters):
        """ligne 36."""
        allocataires_du_foyer = exact(read(famille, "asi_aspa_nb_alloc", period))
        droit_a_l_asi = read(famille.demandeur, "asi_eligibilite", period)
        droit_a_l_asi_2 = read(famille.conjoint, "asi_eligibilite", period)
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).prestations_sociales.prestations_etat_de_sante
        asi_aspa_base_ressources = exact(
            read(famille, "asi_aspa_base_ressources", period)
        )
        allocataires_du_foyer_egal_a_1 = snap(allocataires_du_foyer) == 1
        droit_a_l_asi_ou_droit_a_l_asi_2 = droit_a_l_asi | droit_a_l_asi_2
        condition = allocataires_du_foyer_egal_a_1 & droit_a_l_asi_ou_droit_a_l_asi_2
        montant_3 = np.where(
            en_couple,
            params.invalidite.asi.plafond_ressource_couple,
            params.invalidite.asi.plafond_ressource_seul,
        )
        montant_2 = montant_3 / 12
        montant = montant_2 - asi_aspa_base_ressources
        plus_grand = np.maximum(0, montant)
        droit_a_l_asi_et_droit_a_l_asi_2 = droit_a_l_asi & droit_a_l_asi_2
        montant_7 = params.invalidite.asi.plafond_ressource_couple / 12
        montant_6 = montant_7 - asi_aspa_base_ressources
        plus_grand_2 = np.maximum(0, montant_6)
        montant_5 = plus_grand_2 / 2
        montant_4 = np.where(droit_a_l_asi_et_droit_a_l_asi_2, montant_5, 0)

        return np.where(condition, plus_grand, montant_4)


class allocation_supplementaire_invalidite_condition_est_demandeur_ou_est_conjoint(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "est demandeur ou est conjoint de la famille"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """ligne 43."""
        demandeur = individu.has_role(Famille.DEMANDEUR)
        conjoint = individu.has_role(Famille.CONJOINT)

        return demandeur | conjoint


class allocation_supplementaire_invalidite_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation supplémentaire d'invalidité : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """ligne 1."""
        droit_a_l_asi = read(individu, "asi_eligibilite", period)
        condition_est_demandeur_ou_est_conjoint = inner(
            individu,
            "allocation_supplementaire_invalidite_condition_est_demandeur_ou_est_conjoint",
            period,
        )

        return droit_a_l_asi & condition_est_demandeur_ou_est_conjoint


class allocation_supplementaire_invalidite(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation supplémentaire d'invalidité"
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"
    documentation = "Une allocation qui complète une pension d'invalidité ou de retraite anticipée, jusqu'à un plafond de ressources."

    def formula_2020_04_01(individu, period):
        """ligne 1."""
        eligibilite = inner(
            individu, "allocation_supplementaire_invalidite_eligibilite", period
        )
        allocation_du_foyer = read(
            individu.famille,
            "allocation_supplementaire_invalidite_allocation_du_foyer",
            period,
        )

        return np.where(eligibilite, allocation_du_foyer, 0)
