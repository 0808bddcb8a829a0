"""Aide à la garde des enfants de parents isolés.

D'après agepi.yaml.
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
    exact,
    group_count,
    inner,
    last_months,
    memory,
    months_after,
    read,
    scale_base,
    snap,
)


class aide_garde_enfants_parents_isoles_enfants_a_garder(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à garder"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(famille, period, parameters):
        """ligne 49 : nombre d'enfants avec (âge > 0 et âge < âge limite)."""
        age = read(famille.members, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        age_plus_de_0 = age > 0
        age_moins_de_age_enfant_maximum = (
            age < params.education_presence_parentale.agepi.age_enfant_maximum
        )
        concernes = age_plus_de_0 & age_moins_de_age_enfant_maximum

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class aide_garde_enfants_parents_isoles_activite_soutenue(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité soutenue"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period, parameters):
        """ligne 52."""
        type_intensite_activite = read(individu, "type_intensite_activite", period)
        agepi_temps_travail_en_heure = exact(
            read(individu, "agepi_temps_travail_en_heure", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        type_intensite_activite_hebdomadaire = choice_in(
            type_intensite_activite, "hebdomadaire"
        )
        au_moins_intensite_hebdomadaire_seuil = (
            agepi_temps_travail_en_heure
            >= params.education_presence_parentale.agepi.intensite_hebdomadaire_seuil
        )
        condition = (
            type_intensite_activite_hebdomadaire & au_moins_intensite_hebdomadaire_seuil
        )
        type_intensite_activite_mensuelle = choice_in(
            type_intensite_activite, "mensuelle"
        )
        au_moins_intensite_mensuelle_seuil = (
            agepi_temps_travail_en_heure
            >= params.education_presence_parentale.agepi.intensite_mensuelle_seuil
        )
        condition_2 = (
            type_intensite_activite_mensuelle & au_moins_intensite_mensuelle_seuil
        )

        return condition | condition_2


class aide_garde_enfants_parents_isoles_condition_est_un_parent(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "est un parent"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period):
        """ligne 70."""
        parent = individu.has_role(Famille.PARENT)
        return parent


class aide_garde_enfants_parents_isoles_condition_intensite_de_l_activite(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "intensité de l'activité parmi hebdomadaire ; mensuelle"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period):
        """ligne 71."""
        type_intensite_activite = read(individu, "type_intensite_activite", period)
        return choice_in(type_intensite_activite, "hebdomadaire", "mensuelle")


class aide_garde_enfants_parents_isoles_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide à la garde des enfants de parents isolés : éligibilité"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period):
        """ligne 1."""
        remplit_les_conditions = memory(individu)("agepi_eligible", period)
        condition_est_un_parent = inner(
            individu,
            "aide_garde_enfants_parents_isoles_condition_est_un_parent",
            period,
        )
        condition_intensite_de_l_activite = inner(
            individu,
            "aide_garde_enfants_parents_isoles_condition_intensite_de_l_activite",
            period,
        )

        return (
            remplit_les_conditions
            & condition_est_un_parent
            & condition_intensite_de_l_activite
        )


class aide_garde_enfants_parents_isoles(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide à la garde des enfants de parents isolés"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )
    unit = "currency"
    documentation = "Une aide forfaitaire au parent isolé qui reprend un emploi ou une formation et fait garder ses enfants de moins de dix ans."

    def formula_2021_09_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = memory(individu)(
            "aide_garde_enfants_parents_isoles_eligibilite", period
        )
        residence_mayotte = read(individu.menage, "residence_mayotte", period)
        activite_soutenue = inner(
            individu, "aide_garde_enfants_parents_isoles_activite_soutenue", period
        )
        enfants_a_garder = exact(read(individu.famille, "agepi_nbenf", period))
        params = parameters(period).prestations_sociales.prestations_familiales
        maximum = (
            params.education_presence_parentale.agepi.montants.mayotte.maximum.calc(
                scale_base(enfants_a_garder)
            )
        )
        minimum = (
            params.education_presence_parentale.agepi.montants.mayotte.minimum.calc(
                scale_base(enfants_a_garder)
            )
        )
        montant_2 = np.where(activite_soutenue, maximum, minimum)
        maximum_2 = params.education_presence_parentale.agepi.montants.hors_mayotte.maximum.calc(
            scale_base(enfants_a_garder)
        )
        minimum_2 = params.education_presence_parentale.agepi.montants.hors_mayotte.minimum.calc(
            scale_base(enfants_a_garder)
        )
        montant_3 = np.where(activite_soutenue, maximum_2, minimum_2)
        montant = np.where(residence_mayotte, montant_2, montant_3)

        return np.where(eligibilite, montant, 0)


class aide_garde_enfants_parents_isoles_remplit_les_conditions(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "remplit les conditions"
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period, parameters):
        """ligne 58."""
        nb_parents = read(individu.famille, "nb_parents", period)
        enfants_a_garder = exact(read(individu.famille, "agepi_nbenf", period))
        last_13_months = add_months(memory(individu), "agepi", last_months(period, 13))
        last_month = exact(memory(individu)("agepi", period.last_month))
        pole_emploi_categorie_demandeur_emploi = read(
            individu, "pole_emploi_categorie_demandeur_emploi", period
        )
        stagiaire = read(individu, "stagiaire", period)
        contrat_aide = read(individu, "contrat_aide", period)
        lieu_emploi_ou_formation = read(individu, "lieu_emploi_ou_formation", period)
        agepi_date_demande = read(individu, "agepi_date_demande", period)
        contrat_de_travail_debut = read(individu, "contrat_de_travail_debut", period)
        allocation_retour_emploi_journaliere = exact(
            read(individu, "allocation_retour_emploi_journaliere", period)
        )
        residence_mayotte = read(individu.menage, "residence_mayotte", period)
        params = parameters(period).chomage.allocations_assurance_chomage.alloc_base
        contrat_de_travail_type = read(individu, "contrat_de_travail_type", period)
        contrat_de_travail_duree = exact(
            read(individu, "contrat_de_travail_duree", period)
        )
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        duree_formation = exact(read(individu, "duree_formation", period))
        condition = snap(last_13_months - last_month) == 0
        condition_3 = choice_in(
            pole_emploi_categorie_demandeur_emploi,
            "categorie_1",
            "categorie_2",
            "categorie_3",
        )
        pole_emploi_categorie_demandeur_emploi_categorie_4 = choice_in(
            pole_emploi_categorie_demandeur_emploi, "categorie_4"
        )
        condition_4 = pole_emploi_categorie_demandeur_emploi_categorie_4 & stagiaire
        pole_emploi_categorie_demandeur_emploi_categorie_5 = choice_in(
            pole_emploi_categorie_demandeur_emploi, "categorie_5"
        )
        condition_5 = pole_emploi_categorie_demandeur_emploi_categorie_5 & contrat_aide
        condition_2 = condition_3 | condition_4 | condition_5
        lieu_emploi_ou_formation_non_renseigne = choice_in(
            lieu_emploi_ou_formation, "non_renseigne"
        )
        sans_lieu_emploi_ou_formation_non_renseigne = (
            ~lieu_emploi_ou_formation_non_renseigne
        )
        condition_6 = agepi_date_demande <= months_after(contrat_de_travail_debut, 1)
        montant = np.where(
            residence_mayotte,
            params.montant_minimum.apres_1979.mayotte,
            params.montant_minimum.apres_1979.montant_minimum_hors_mayotte,
        )
        condition_7 = allocation_retour_emploi_journaliere <= montant
        contrat_de_travail_type_cdi = choice_in(contrat_de_travail_type, "cdi")
        contrat_de_travail_type_parmi_cdd_ctt = choice_in(
            contrat_de_travail_type, "cdd", "ctt"
        )
        contrat_de_travail_duree_au_moins_duree_cdd_ctt_minimum = (
            contrat_de_travail_duree
            >= params_2.education_presence_parentale.agepi.duree_cdd_ctt_minimum
        )
        condition_9 = (
            contrat_de_travail_type_parmi_cdd_ctt
            & contrat_de_travail_duree_au_moins_duree_cdd_ctt_minimum
        )
        contrat_de_travail_type_formation = choice_in(
            contrat_de_travail_type, "formation"
        )
        duree_formation_au_moins_duree_de_formation_minimum = (
            duree_formation
            >= params_2.education_presence_parentale.agepi.duree_de_formation_minimum
        )
        condition_10 = (
            contrat_de_travail_type_formation
            & duree_formation_au_moins_duree_de_formation_minimum
        )
        condition_8 = contrat_de_travail_type_cdi | condition_9 | condition_10

        return (
            (nb_parents == 1)
            & (enfants_a_garder > 0)
            & condition
            & condition_2
            & sans_lieu_emploi_ou_formation_non_renseigne
            & condition_6
            & condition_7
            & condition_8
        )
