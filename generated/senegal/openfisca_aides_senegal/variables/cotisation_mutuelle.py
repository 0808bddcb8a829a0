"""Prise en charge de la cotisation à la mutuelle de santé.

D'après cotisation_mutuelle.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_senegal.entities import Household

from openfisca_aides_senegal.rt import Float64, Rule, group_count, half_up, inner, read


class cotisation_mutuelle_a_droit_a_la_bourse(Rule, Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "a droit à la bourse"
    reference = "Couverture maladie universelle, mutuelles de santé communautaires"

    def formula_2014_01_01(household, period):
        """ligne 21 : bourse de sécurité familiale > 0 F CFA."""
        bourse_securite_familiale = read(household, "bourse_securite_familiale", period)
        return bourse_securite_familiale > 0


class cotisation_mutuelle_part_prise_en_charge(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "part prise en charge"
    reference = "Couverture maladie universelle, mutuelles de santé communautaires"

    def formula_2014_01_01(household, period, parameters):
        """ligne 20 : si a droit à la bourse alors 100 % sinon part de l'État."""
        a_droit_a_la_bourse = inner(
            household, "cotisation_mutuelle_a_droit_a_la_bourse", period
        )
        params = parameters(period).openfisca_aides_senegal.cotisation_mutuelle

        return np.where(a_droit_a_la_bourse, 1, params.part_de_l_etat)


class cotisation_mutuelle_eligibilite(Rule, Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Prise en charge de la cotisation à la mutuelle de santé : éligibilité"
    reference = "Couverture maladie universelle, mutuelles de santé communautaires"

    def formula_2014_01_01(household, period):
        """ligne 1."""
        menage_adherent_a_une_mutuelle_de_sante = read(
            household, "menage_adherent_a_une_mutuelle_de_sante", period
        )

        return menage_adherent_a_une_mutuelle_de_sante


class cotisation_mutuelle(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prise en charge de la cotisation à la mutuelle de santé"
    reference = "Couverture maladie universelle, mutuelles de santé communautaires"
    unit = "currency"
    documentation = "L'État paie la moitié de la cotisation de chaque personne du ménage à une mutuelle de santé communautaire, et toute celle des boursiers."

    def formula_2014_01_01(household, period, parameters):
        """ligne 1."""
        eligibilite = inner(household, "cotisation_mutuelle_eligibilite", period)
        params = parameters(period).openfisca_aides_senegal.cotisation_mutuelle
        part_prise_en_charge = inner(
            household, "cotisation_mutuelle_part_prise_en_charge", period
        )
        nombre = group_count(household)
        montant = params.cotisation_d_une_personne * nombre * part_prise_en_charge
        arrondi = half_up(montant, 1)

        return np.where(eligibilite, arrondi, 0)
