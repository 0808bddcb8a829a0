"""aides/garantie jeunes conditions.

D'après garantie_jeunes_conditions.yaml.
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
    add_months,
    choice_in,
    divide,
    exact,
    inner,
    read,
    snap,
)


class garantie_jeunes_conditions_ni_emploi_ni_etude_ni_formation(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ni emploi ni étude ni formation"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """ligne 43."""
        salaire_net = exact(read(individu, "salaire_net", period))
        activite = read(individu, "activite", period)
        indemnites_stage = exact(read(individu, "indemnites_stage", period))
        revenus_stage_formation_pro = exact(
            read(individu, "revenus_stage_formation_pro", period)
        )
        sans_activite_parmi_etudiant_actif = ~choice_in(activite, "etudiant", "actif")

        return (
            (salaire_net == 0)
            & sans_activite_parmi_etudiant_actif
            & (indemnites_stage == 0)
            & (revenus_stage_formation_pro == 0)
        )


class garantie_jeunes_conditions_age_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge qui ouvre droit"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period, parameters):
        """ligne 39 : âge entre âge minimum et âge maximum."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.garantie_jeunes

        return (age >= params.critere_age.minimum) & (age <= params.critere_age.maximum)


class garantie_jeunes_conditions_revenus_des_trois_derniers_mois(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenus des trois derniers mois"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    unit = "currency"

    def formula_2017_01_01(individu, period):
        """ligne 23."""
        revenus_stage_formation_pro_last_3_months = add_months(
            individu, "revenus_stage_formation_pro", period.last_3_months
        )
        indemnites_chomage_partiel_last_3_months = add_months(
            individu, "indemnites_chomage_partiel", period.last_3_months
        )
        indemnites_volontariat_last_3_months = add_months(
            individu, "indemnites_volontariat", period.last_3_months
        )
        asi_last_3_months = add_months(individu, "asi", period.last_3_months)
        pensions_alimentaires_percues_last_3_months = add_months(
            individu, "pensions_alimentaires_percues", period.last_3_months
        )
        stage_gratification_last_3_months = add_months(
            individu, "stage_gratification", period.last_3_months
        )
        bourse_enseignement_sup_last_3_months = add_months(
            individu, "bourse_enseignement_sup", period.last_3_months
        )
        salaire_net_last_3_months = add_months(
            individu, "salaire_net", period.last_3_months
        )
        indemnites_journalieres_last_3_months = add_months(
            individu, "indemnites_journalieres", period.last_3_months
        )
        prestation_compensatoire_last_3_months = add_months(
            individu, "prestation_compensatoire", period.last_3_months
        )
        rente_accident_travail_last_3_months = add_months(
            individu, "rente_accident_travail", period.last_3_months
        )
        pensions_invalidite_last_3_months = add_months(
            individu, "pensions_invalidite", period.last_3_months
        )
        aah_last_3_months = add_months(individu, "aah", period.last_3_months)
        remuneration_apprenti_last_3_months = add_months(
            individu, "remuneration_apprenti", period.last_3_months
        )
        chomage_net_last_3_months = add_months(
            individu, "chomage_net", period.last_3_months
        )
        montant = (
            revenus_stage_formation_pro_last_3_months
            + indemnites_chomage_partiel_last_3_months
            + indemnites_volontariat_last_3_months
            + asi_last_3_months
            + pensions_alimentaires_percues_last_3_months
            + stage_gratification_last_3_months
            + bourse_enseignement_sup_last_3_months
            + salaire_net_last_3_months
            + indemnites_journalieres_last_3_months
            + prestation_compensatoire_last_3_months
            + rente_accident_travail_last_3_months
            + pensions_invalidite_last_3_months
            + aah_last_3_months
            + remuneration_apprenti_last_3_months
            + chomage_net_last_3_months
        )

        return montant / 3


class garantie_jeunes_conditions_montant_maximal(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant maximal"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    unit = "currency"

    def formula_2017_01_01(individu, period, parameters):
        """ligne 47 : montant du RSA × (100 % - forfait logement)."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        montant_2 = (
            1 - params.minima_sociaux.rsa.rsa_fl.forfait_logement.taux_1_personne
        )
        montant = params.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa * montant_2

        return np.full(individu.count, montant)


class garantie_jeunes_conditions_ressources_sous_le_plafond(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources sous le plafond"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """ligne 51."""
        garantie_jeunes_conditions_revenus_des_trois_derniers = inner(
            individu,
            "garantie_jeunes_conditions_revenus_des_trois_derniers_mois",
            period,
        )
        demandeur = individu.has_role(Famille.DEMANDEUR)
        conjoint = individu.has_role(Famille.CONJOINT)
        rsa_last_3_months = add_months(individu.famille, "rsa", period.last_3_months)
        ppa_last_3_months = add_months(individu.famille, "ppa", period.last_3_months)
        garantie_jeunes_conditions_montant_maximal = read(
            individu, "garantie_jeunes_conditions_montant_maximal", period
        )
        montant_3 = np.where(
            demandeur | conjoint, (rsa_last_3_months + ppa_last_3_months) / 3, 0
        )
        montant_2 = garantie_jeunes_conditions_revenus_des_trois_derniers + montant_3
        montant = snap(montant_2)
        garantie_jeunes_conditions_montant_maximal_2 = snap(
            garantie_jeunes_conditions_montant_maximal
        )

        return montant <= garantie_jeunes_conditions_montant_maximal_2


class garantie_jeunes_conditions_revenus_du_mois(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "revenus du mois"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    unit = "currency"

    def formula_2017_01_01(individu, period):
        """ligne 15."""
        revenus_stage_formation_pro = exact(
            read(individu, "revenus_stage_formation_pro", period)
        )
        indemnites_journalieres = exact(
            read(individu, "indemnites_journalieres", period)
        )
        chomage_net = exact(read(individu, "chomage_net", period))
        indemnites_volontariat = exact(read(individu, "indemnites_volontariat", period))
        asi = exact(read(individu, "asi", period))
        pensions_alimentaires_percues = exact(
            read(individu, "pensions_alimentaires_percues", period)
        )
        rente_accident_travail = exact(read(individu, "rente_accident_travail", period))
        stage_gratification = exact(read(individu, "stage_gratification", period))
        bourse_enseignement_sup = exact(
            read(individu, "bourse_enseignement_sup", period)
        )
        salaire_net = exact(read(individu, "salaire_net", period))
        bourse_recherche = exact(read(individu, "bourse_recherche", period))
        rpns_auto_entrepreneur_benefice = exact(
            read(individu, "rpns_auto_entrepreneur_benefice", period)
        )

        return (
            revenus_stage_formation_pro
            + indemnites_journalieres
            + chomage_net
            + indemnites_volontariat
            + asi
            + pensions_alimentaires_percues
            + rente_accident_travail
            + stage_gratification
            + bourse_enseignement_sup
            + salaire_net
            + bourse_recherche
            + rpns_auto_entrepreneur_benefice
        )


class garantie_jeunes_conditions_allocation_avant_conditions(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation avant conditions"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    unit = "currency"

    def formula_2017_01_01(individu, period, parameters):
        """ligne 58."""
        garantie_jeunes_conditions_montant_maximal = read(
            individu, "garantie_jeunes_conditions_montant_maximal", period
        )
        garantie_jeunes_conditions_revenus_du_mois = inner(
            individu, "garantie_jeunes_conditions_revenus_du_mois", period
        )
        params = parameters(period).prestations_sociales.education.garantie_jeunes
        params_2 = parameters(period).marche_travail.salaire_minimum.smic
        montant = params_2.smic_b_horaire * params_2.nb_heures_travail_mensuel
        montant_2 = params.degressivite.plafond * montant
        montant_3 = snap(params.degressivite.seuil - montant_2)
        quotient = divide(
            garantie_jeunes_conditions_revenus_du_mois - montant_2, montant_3, 0
        )
        plus_grand = np.maximum(0, quotient)
        plus_petit = np.minimum(1, plus_grand)

        return garantie_jeunes_conditions_montant_maximal * plus_petit
