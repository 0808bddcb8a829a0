"""Repas au restaurant universitaire.

D'après repas_crous.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import Float64, Rule, choice_in, inner, read


class repas_crous_repas_a_un_euro(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "repas à un euro"
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """ligne 20."""
        boursier = read(individu, "boursier", period)
        scolarite = read(individu, "scolarite", period)
        detention_carte_des_metiers = read(
            individu, "detention_carte_des_metiers", period
        )
        scolarite_enseignement_superieur = choice_in(
            scolarite, "enseignement_superieur"
        )
        condition = scolarite_enseignement_superieur | detention_carte_des_metiers

        return boursier & condition


class repas_crous_tarif_des_autres_etudiants(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "tarif des autres étudiants"
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """ligne 24 : non boursier et scolarité = enseignement_superieur."""
        boursier = read(individu, "boursier", period)
        scolarite = read(individu, "scolarite", period)

        return ~boursier & choice_in(scolarite, "enseignement_superieur")


class repas_crous_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Repas au restaurant universitaire : éligibilité"
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """ligne 26."""
        repas_a_un_euro = read(individu, "crous_repas_un_euro_eligibilite", period)
        tarif_des_autres_etudiants = read(
            individu, "crous_repas_tarif_non_boursiers_eligibilite", period
        )

        return repas_a_un_euro | tarif_des_autres_etudiants


class repas_crous(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Repas au restaurant universitaire"
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )
    unit = "currency"
    documentation = "Le prix du repas pour un étudiant, un euro pour les boursiers et les titulaires de la carte des métiers qui sont boursiers."

    def formula_2021_07_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(individu, "repas_crous_eligibilite", period)
        repas_a_un_euro = read(individu, "crous_repas_un_euro_eligibilite", period)
        params = parameters(period).prestations_sociales.education.alimentation
        montant = np.where(repas_a_un_euro, 1, params.montant_repas_non_boursier)

        return np.where(eligibilite, montant, 0)
