"""Montant forfaitaire du revenu de solidarité active.

D'après rsa_socle.yaml.
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
    choice_in,
    exact,
    granted,
    inner,
    number,
    read,
    snap,
)


class montant_forfaitaire_rsa_taille_du_foyer_rsa(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taille du foyer RSA"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )

    def formula_2009_06_01(famille, period):
        """ligne 30 : nombre de parents + enfants et personnes à charge."""
        nb_parents = read(famille, "nb_parents", period)
        rsa_nb_enfants = read(famille, "rsa_nb_enfants", period)

        return number(nb_parents) + number(rsa_nb_enfants)


class montant_forfaitaire_rsa_taux_du_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux du foyer"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )

    def formula_2009_06_01(famille, period, parameters):
        """ligne 33."""
        taille_du_foyer_rsa = read(
            famille, "montant_forfaitaire_rsa_taille_du_foyer_rsa", period
        )
        taille_du_foyer_rsa_2 = snap(taille_du_foyer_rsa)
        params = parameters(period).prestations_sociales.solidarite_insertion
        nb_parents = read(famille, "nb_parents", period)
        montant = granted(
            taille_du_foyer_rsa_2 >= 2,
            params.minima_sociaux.rsa.rsa_maj.maj_montant_max.couples_celibataire_avec_enfant,
        )
        montant_2 = granted(
            taille_du_foyer_rsa_2 >= 3,
            params.minima_sociaux.rsa.rsa_maj.maj_montant_max.couple_1_enfant_ou_2e_enfant,
        )
        montant_4 = np.where(
            nb_parents == 1,
            params.minima_sociaux.rsa.rsa_maj.maj_montant_max.par_enfant_supplementaire,
            params.minima_sociaux.rsa.rsa_maj.maj_montant_max.couple_1_enfant_ou_2e_enfant,
        )
        montant_3 = np.where(taille_du_foyer_rsa_2 >= 4, montant_4, 0)
        plus_grand = np.maximum(taille_du_foyer_rsa - 4, 0)
        montant_5 = (
            plus_grand
            * params.minima_sociaux.rsa.rsa_maj.maj_montant_max.par_enfant_supplementaire
        )

        return 1 + montant + montant_2 + montant_3 + montant_5


class montant_forfaitaire_rsa_forfait_pour_le_logement(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "forfait pour le logement"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )
    unit = "currency"

    def formula_2009_06_01(famille, period, parameters):
        """ligne 40."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        taille_du_foyer_rsa = read(
            famille, "montant_forfaitaire_rsa_taille_du_foyer_rsa", period
        )
        taille_du_foyer_rsa_2 = snap(taille_du_foyer_rsa)
        montant = (
            1
            + params.minima_sociaux.rsa.rsa_maj.maj_montant_max.couples_celibataire_avec_enfant
        )
        montant_4 = (
            params.minima_sociaux.rsa.rsa_fl.forfait_logement.taux_2_personnes * montant
        )
        montant_7 = (
            montant
            + params.minima_sociaux.rsa.rsa_maj.maj_montant_max.couple_1_enfant_ou_2e_enfant
        )
        montant_6 = (
            params.minima_sociaux.rsa.rsa_fl.forfait_logement.taux_3_personnes_ou_plus
            * montant_7
        )
        montant_5 = np.where(taille_du_foyer_rsa_2 >= 3, montant_6, 0)
        montant_3 = np.where(taille_du_foyer_rsa_2 == 2, montant_4, montant_5)
        montant_2 = np.where(
            taille_du_foyer_rsa_2 == 1,
            params.minima_sociaux.rsa.rsa_fl.forfait_logement.taux_1_personne,
            montant_3,
        )

        return params.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa * montant_2


class montant_forfaitaire_rsa_forfait_deduit(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "forfait déduit"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )
    unit = "currency"

    def formula_2009_06_01(famille, period):
        """ligne 47."""
        statut_occupation_logement = read(
            famille.demandeur.menage, "statut_occupation_logement", period
        )
        loyer = exact(read(famille.demandeur.menage, "loyer", period))
        participation_frais = read(
            famille.demandeur.menage, "participation_frais", period
        )
        forfait_pour_le_logement = inner(
            famille, "montant_forfaitaire_rsa_forfait_pour_le_logement", period
        )
        aide_logement = exact(read(famille, "aide_logement", period))
        condition_3 = choice_in(
            statut_occupation_logement, "primo_accedant", "proprietaire"
        )
        loyer_egal_a_0 = loyer == 0
        condition_2 = condition_3 & loyer_egal_a_0
        statut_occupation_logement_loge_gratuitement = choice_in(
            statut_occupation_logement, "loge_gratuitement"
        )
        sans_participation_frais = ~participation_frais
        condition_4 = (
            statut_occupation_logement_loge_gratuitement & sans_participation_frais
        )
        condition = condition_2 | condition_4
        plus_grand = np.maximum(0, np.minimum(aide_logement, forfait_pour_le_logement))

        return np.where(condition, forfait_pour_le_logement, plus_grand)


class montant_forfaitaire_rsa_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Montant forfaitaire du revenu de solidarité active : éligibilité"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )

    def formula_2009_06_01(famille, period):
        """ligne 1."""
        rsa_eligibilite = read(famille, "rsa_eligibilite", period)
        return rsa_eligibilite


class montant_forfaitaire_rsa(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Montant forfaitaire du revenu de solidarité active"
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )
    unit = "currency"
    documentation = "Le montant du RSA avant les ressources, selon le nombre de taille du foyer RSA, et le forfait qui en est ôté quand le foyer a un logement ou une aide."

    def formula_2009_06_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(famille, "montant_forfaitaire_rsa_eligibilite", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        taux_du_foyer = inner(famille, "montant_forfaitaire_rsa_taux_du_foyer", period)
        montant = params.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa * taux_du_foyer

        return np.where(eligibilite, montant, 0)
