"""Allocation de solidarité aux personnes âgées.

D'après aspa.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import Float64, Rule, exact, inner, read


class allocation_solidarite_personnes_agees_droit_a_l_aspa(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit à l'ASPA"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period, parameters):
        """ligne 39."""
        asi_aspa_condition_nationalite = read(
            individu, "asi_aspa_condition_nationalite", period
        )
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        params_2 = parameters(period).prestations_sociales.prestations_etat_de_sante
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        inapte_travail = read(individu, "inapte_travail", period)
        age_au_moins_age_min = age >= params.minimum_vieillesse.aspa.age_min
        age_au_moins_age_legal_retraite = (
            age >= params_2.invalidite.aah.age_legal_retraite
        )
        taux_incapacite_plus_de_taux_incapacite_aspa_anticipe = (
            taux_incapacite
            > params.minimum_vieillesse.aspa.taux_incapacite_aspa_anticipe
        )
        condition_3 = (
            taux_incapacite_plus_de_taux_incapacite_aspa_anticipe | inapte_travail
        )
        condition_2 = age_au_moins_age_legal_retraite & condition_3
        condition = age_au_moins_age_min | condition_2

        return asi_aspa_condition_nationalite & condition


class allocation_solidarite_personnes_agees_un_seul_allocataire(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un seul allocataire"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """ligne 44."""
        asi_aspa_nb_alloc = read(famille, "asi_aspa_nb_alloc", period)
        droit_a_l_aspa = read(famille.demandeur, "aspa_eligibilite", period)
        droit_a_l_aspa_2 = read(famille.conjoint, "aspa_eligibilite", period)

        return (asi_aspa_nb_alloc == 1) & (droit_a_l_aspa | droit_a_l_aspa_2)


class allocation_solidarite_personnes_agees_couple_d_allocataires(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "couple d'allocataires"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """ligne 47 : droit à l'ASPA du demandeur et droit à l'ASPA du conjoint."""
        droit_a_l_aspa = read(famille.demandeur, "aspa_eligibilite", period)
        droit_a_l_aspa_2 = read(famille.conjoint, "aspa_eligibilite", period)

        return droit_a_l_aspa & droit_a_l_aspa_2


class allocation_solidarite_personnes_agees_couple_d_aspa_et_d_asi(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "couple d'ASPA et d'ASI"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """ligne 50."""
        asi_eligibilite = read(famille.demandeur, "asi_eligibilite", period)
        droit_a_l_aspa = read(famille.conjoint, "aspa_eligibilite", period)
        asi_eligibilite_2 = read(famille.conjoint, "asi_eligibilite", period)
        droit_a_l_aspa_2 = read(famille.demandeur, "aspa_eligibilite", period)
        asi_eligibilite_et_droit_a_l_aspa = asi_eligibilite & droit_a_l_aspa
        asi_eligibilite_2_et_droit_a_l_aspa_2 = asi_eligibilite_2 & droit_a_l_aspa_2

        return asi_eligibilite_et_droit_a_l_aspa | asi_eligibilite_2_et_droit_a_l_aspa_2


class allocation_solidarite_personnes_agees_maximum_de_l_annee(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "maximum de l'année"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"

    def formula_2020_04_01(famille, period, parameters):
        """ligne 53."""
        un_seul_allocataire = read(
            famille, "allocation_solidarite_personnes_agees_un_seul_allocataire", period
        )
        params = parameters(period).prestations_sociales.solidarite_insertion
        couple_d_allocataires = read(
            famille,
            "allocation_solidarite_personnes_agees_couple_d_allocataires",
            period,
        )
        couple_d_aspa_et_d_asi = read(
            famille,
            "allocation_solidarite_personnes_agees_couple_d_aspa_et_d_asi",
            period,
        )
        maries = read(famille, "maries", period)
        asi = exact(read(famille.demandeur, "asi", period))
        asi_2 = exact(read(famille.conjoint, "asi", period))
        montant_4 = np.where(maries, asi, asi_2)
        montant_5 = params.minimum_vieillesse.aspa.montant_maximum_annuel.couples / 2
        montant_3 = montant_4 + montant_5
        montant_2 = np.where(couple_d_aspa_et_d_asi, montant_3, 0)
        montant = np.where(
            couple_d_allocataires,
            params.minimum_vieillesse.aspa.montant_maximum_annuel.couples,
            montant_2,
        )

        return np.where(
            un_seul_allocataire,
            params.minimum_vieillesse.aspa.montant_maximum_annuel.personnes_seules,
            montant,
        )


class allocation_solidarite_personnes_agees_plafond_de_l_annee(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond de l'année"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"

    def formula_2020_04_01(famille, period, parameters):
        """ligne 58."""
        un_seul_allocataire = read(
            famille, "allocation_solidarite_personnes_agees_un_seul_allocataire", period
        )
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        un_seul_allocataire_et_sans_en_couple = un_seul_allocataire & ~en_couple

        return np.where(
            un_seul_allocataire_et_sans_en_couple,
            params.minimum_vieillesse.aspa.plafond_ressources.personnes_seules,
            params.minimum_vieillesse.aspa.plafond_ressources.couples,
        )


class allocation_solidarite_personnes_agees_depassement(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "dépassement"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"

    def formula_2020_04_01(famille, period):
        """ligne 63."""
        asi_aspa_base_ressources = exact(
            read(famille, "asi_aspa_base_ressources", period)
        )
        maximum_de_l_annee = read(
            famille, "allocation_solidarite_personnes_agees_maximum_de_l_annee", period
        )
        plafond_de_l_annee = inner(
            famille, "allocation_solidarite_personnes_agees_plafond_de_l_annee", period
        )
        montant = (
            asi_aspa_base_ressources + maximum_de_l_annee / 12 - plafond_de_l_annee / 12
        )

        return np.maximum(0, montant)


class allocation_solidarite_personnes_agees_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de solidarité aux personnes âgées : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """ligne 65."""
        un_seul_allocataire = read(
            famille, "allocation_solidarite_personnes_agees_un_seul_allocataire", period
        )
        couple_d_allocataires = read(
            famille,
            "allocation_solidarite_personnes_agees_couple_d_allocataires",
            period,
        )
        couple_d_aspa_et_d_asi = read(
            famille,
            "allocation_solidarite_personnes_agees_couple_d_aspa_et_d_asi",
            period,
        )

        return un_seul_allocataire | couple_d_allocataires | couple_d_aspa_et_d_asi


class allocation_solidarite_personnes_agees(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de solidarité aux personnes âgées"
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )
    unit = "currency"
    documentation = "Une allocation qui porte les ressources des personnes de 65 ans et plus au minimum vieillesse."

    def formula_2020_04_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(
            famille, "allocation_solidarite_personnes_agees_eligibilite", period
        )
        un_seul_allocataire = read(
            famille, "allocation_solidarite_personnes_agees_un_seul_allocataire", period
        )
        couple_d_allocataires = read(
            famille,
            "allocation_solidarite_personnes_agees_couple_d_allocataires",
            period,
        )
        maximum_de_l_annee = read(
            famille, "allocation_solidarite_personnes_agees_maximum_de_l_annee", period
        )
        depassement = inner(
            famille, "allocation_solidarite_personnes_agees_depassement", period
        )
        params = parameters(period).prestations_sociales.solidarite_insertion
        un_seul_allocataire_ou_couple_d_allocataires = (
            un_seul_allocataire | couple_d_allocataires
        )
        montant_2 = maximum_de_l_annee / 12 - depassement
        montant_4 = params.minimum_vieillesse.aspa.montant_maximum_annuel.couples / 24
        montant_5 = depassement / 2
        montant_3 = montant_4 - montant_5
        montant = np.where(
            un_seul_allocataire_ou_couple_d_allocataires, montant_2, montant_3
        )
        plus_grand = np.maximum(0, montant)

        return np.where(eligibilite, plus_grand, 0)
