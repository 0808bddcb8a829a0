"""Aide à la mobilité.

D'après aide_mobilite.yaml.
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
    add_months,
    choice_in,
    days_after,
    exact,
    inner,
    last_months,
    memory,
    months_after,
    number,
    read,
    snap,
)


class aide_a_la_mobilite_categorie_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "catégorie qui ouvre droit"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """ligne 55."""
        pole_emploi_categorie_demandeur_emploi = read(
            individu, "pole_emploi_categorie_demandeur_emploi", period
        )
        stagiaire = read(individu, "stagiaire", period)
        contrat_aide = read(individu, "contrat_aide", period)
        condition = choice_in(
            pole_emploi_categorie_demandeur_emploi,
            "categorie_1",
            "categorie_2",
            "categorie_3",
            "categorie_6",
            "categorie_7",
            "categorie_8",
        )
        pole_emploi_categorie_demandeur_emploi_categorie_4 = choice_in(
            pole_emploi_categorie_demandeur_emploi, "categorie_4"
        )
        condition_2 = pole_emploi_categorie_demandeur_emploi_categorie_4 & stagiaire
        pole_emploi_categorie_demandeur_emploi_categorie_5 = choice_in(
            pole_emploi_categorie_demandeur_emploi, "categorie_5"
        )
        condition_3 = pole_emploi_categorie_demandeur_emploi_categorie_5 & contrat_aide

        return condition | condition_2 | condition_3


class aide_a_la_mobilite_allocation_au_plus_minimale(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocation au plus minimale"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period, parameters):
        """ligne 61."""
        allocation_retour_emploi_journaliere = exact(
            read(individu, "allocation_retour_emploi_journaliere", period)
        )
        residence = read(individu.menage, "residence", period)
        params = parameters(period).chomage.allocations_assurance_chomage.alloc_base
        residence_mayotte = choice_in(residence, "mayotte")
        montant = np.where(
            residence_mayotte,
            params.montant_minimum.apres_1979.mayotte,
            params.montant_minimum.apres_1979.montant_minimum_hors_mayotte,
        )

        return allocation_retour_emploi_journaliere <= montant


class aide_a_la_mobilite_emploi_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "emploi qui ouvre droit"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period, parameters):
        """ligne 64."""
        contrat_de_travail_type = read(individu, "contrat_de_travail_type", period)
        contrat_de_travail_duree = exact(
            read(individu, "contrat_de_travail_duree", period)
        )
        params = parameters(period).prestations_sociales.transport.aide_mobilite
        contrat_de_travail_type_cdi = choice_in(contrat_de_travail_type, "cdi")
        contrat_de_travail_type_parmi_cdd_ctt = choice_in(
            contrat_de_travail_type, "cdd", "ctt"
        )
        au_moins_duree_de_contrat_minimum = (
            contrat_de_travail_duree >= params.duree_de_contrat_minimum
        )
        condition = (
            contrat_de_travail_type_parmi_cdd_ctt & au_moins_duree_de_contrat_minimum
        )

        return contrat_de_travail_type_cdi | condition


class aide_a_la_mobilite_conditions_de_l_aide(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "conditions de l'aide"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period, parameters):
        """ligne 74."""
        contexte_activite_pole_emploi = read(
            individu, "contexte_activite_pole_emploi", period
        )
        aide_mobilite_date_demande = read(
            individu, "aide_mobilite_date_demande", period
        )
        date_debut_recherche_emploi = read(
            individu, "date_debut_recherche_emploi", period
        )
        params = parameters(period).prestations_sociales.transport.aide_mobilite
        contrat_de_travail_debut = read(individu, "contrat_de_travail_debut", period)
        emploi_qui_ouvre_droit = inner(
            individu, "aide_a_la_mobilite_emploi_qui_ouvre_droit", period
        )
        types_activite_en_recherche_emploi = read(
            individu, "types_activite_en_recherche_emploi", period
        )
        contrat_de_travail_type = read(individu, "contrat_de_travail_type", period)
        formation_validee_pole_emploi = read(
            individu, "formation_validee_pole_emploi", period
        )
        formation_financee_ou_cofinancee = read(
            individu, "formation_financee_ou_cofinancee", period
        )
        duree_formation = exact(read(individu, "duree_formation", period))
        categorie_qui_ouvre_droit = read(
            individu, "aide_mobilite_categories_demandeur_emploi_eligibles", period
        )
        allocation_au_plus_minimale = read(
            individu, "aide_mobilite_ressources_eligibles", period
        )
        lieu_emploi_ou_formation = read(individu, "lieu_emploi_ou_formation", period)
        residence = read(individu.menage, "residence", period)
        aide_mobilite_duree_trajet = exact(
            read(individu, "aide_mobilite_duree_trajet", period)
        )
        distance_activite_domicile = exact(
            read(individu, "distance_activite_domicile", period)
        )
        dispositifs_formation = read(individu, "dispositifs_formation", period)
        contexte_activite_pole_emploi_recherche_emploi = choice_in(
            contexte_activite_pole_emploi, "recherche_emploi"
        )
        montant = days_after(
            days_after(date_debut_recherche_emploi, params.delai_max), -1
        )
        condition_3 = aide_mobilite_date_demande <= montant
        condition_2 = contexte_activite_pole_emploi_recherche_emploi & condition_3
        condition_5 = choice_in(
            contexte_activite_pole_emploi, "reprise_emploi", "formation"
        )
        montant_2 = months_after(contrat_de_travail_debut, 1)
        condition_6 = aide_mobilite_date_demande <= montant_2
        condition_4 = condition_5 & condition_6
        condition = condition_2 | condition_4
        contexte_activite_pole_emploi_reprise_emploi = choice_in(
            contexte_activite_pole_emploi, "reprise_emploi"
        )
        types_activite_en_recherche_emploi_entretien_embauche = choice_in(
            types_activite_en_recherche_emploi, "entretien_embauche"
        )
        condition_10 = (
            contexte_activite_pole_emploi_recherche_emploi
            & types_activite_en_recherche_emploi_entretien_embauche
        )
        condition_9 = contexte_activite_pole_emploi_reprise_emploi | condition_10
        condition_8 = emploi_qui_ouvre_droit & condition_9
        contrat_de_travail_type_formation = choice_in(
            contrat_de_travail_type, "formation"
        )
        contexte_activite_pole_emploi_formation = choice_in(
            contexte_activite_pole_emploi, "formation"
        )
        condition_11 = (
            contrat_de_travail_type_formation
            & contexte_activite_pole_emploi_formation
            & formation_validee_pole_emploi
            & formation_financee_ou_cofinancee
            & (duree_formation >= params.duree_de_formation_minimum)
        )
        condition_14 = choice_in(
            types_activite_en_recherche_emploi, "entretien_embauche", "indeterminee"
        )
        condition_13 = ~condition_14
        condition_12 = contexte_activite_pole_emploi_recherche_emploi & condition_13
        condition_7 = condition_8 | condition_11 | condition_12
        lieu_emploi_ou_formation_non_renseigne = choice_in(
            lieu_emploi_ou_formation, "non_renseigne"
        )
        sans_lieu_emploi_ou_formation_non_renseigne = (
            ~lieu_emploi_ou_formation_non_renseigne
        )
        sans_residence_non_renseigne = ~choice_in(residence, "non_renseigne")
        aide_mobilite_duree_trajet_plus_de_duree_trajet_minimum = (
            aide_mobilite_duree_trajet > params.duree_trajet_minimum
        )
        montant_3 = snap(2 * distance_activite_domicile)
        residence_metropole = choice_in(residence, "metropole")
        montant_4 = np.where(
            residence_metropole,
            params.distance_minimum.metropole,
            params.distance_minimum.hors_metropole,
        )
        condition_16 = montant_3 > montant_4
        condition_15 = (
            aide_mobilite_duree_trajet_plus_de_duree_trajet_minimum | condition_16
        )
        dispositifs_formation_autre = choice_in(dispositifs_formation, "autre")

        return (
            condition
            & condition_7
            & categorie_qui_ouvre_droit
            & allocation_au_plus_minimale
            & sans_lieu_emploi_ou_formation_non_renseigne
            & sans_residence_non_renseigne
            & condition_15
            & dispositifs_formation_autre
        )


class aide_a_la_mobilite_frais(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "frais"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"
    unit = "currency"

    def formula_2021_07_01(individu, period, parameters):
        """ligne 70."""
        params = parameters(period).prestations_sociales.transport.aide_mobilite
        distance_activite_domicile = exact(
            read(individu, "distance_activite_domicile", period)
        )
        nombre_allers_retours = exact(read(individu, "nombre_allers_retours", period))
        nuitees = read(individu, "nuitees", period)
        repas = read(individu, "repas", period)
        montant = (
            params.montants.deplacement
            * distance_activite_domicile
            * nombre_allers_retours
        )
        montant_2 = params.montants.hebergement * number(nuitees)
        montant_3 = params.montants.repas * number(repas)

        return montant + montant_2 + montant_3


class aide_a_la_mobilite_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide à la mobilité : éligibilité"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """ligne 1."""
        conditions_de_l_aide = read(individu, "aide_mobilite_eligible", period)
        return conditions_de_l_aide


class aide_a_la_mobilite(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide à la mobilité"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"
    unit = "currency"
    documentation = "Une aide aux frais de déplacement, de repas et d'hébergement des demandeurs d'emploi qui cherchent ou reprennent une activité loin de chez eux."

    def formula_2021_07_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(individu, "aide_a_la_mobilite_eligibilite", period)
        frais = inner(individu, "aide_a_la_mobilite_frais", period)
        params = parameters(period).prestations_sociales.transport.aide_mobilite
        deja_verse_en_douze_mois = memory(individu)(
            "aide_a_la_mobilite_deja_verse_en_douze_mois", period
        )
        plus_petit_2 = np.minimum(params.montants.maximum, deja_verse_en_douze_mois)
        montant = params.montants.maximum - plus_petit_2
        plus_petit = np.minimum(frais, montant)

        return np.where(eligibilite, plus_petit, 0)


class aide_a_la_mobilite_deja_verse_en_douze_mois(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "déjà versé en douze mois"
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"
    unit = "currency"

    def formula_2021_07_01(individu, period):
        """ligne 67 : aide_a_la_mobilite des 12 derniers mois."""
        last_12_months = add_months(
            memory(individu), "aide_mobilite", last_months(period, 12)
        )

        return last_12_months
