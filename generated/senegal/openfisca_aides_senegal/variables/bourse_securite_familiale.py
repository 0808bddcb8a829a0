"""Bourse de sécurité familiale.

D'après bourse_securite_familiale.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_senegal.entities import Household

from openfisca_aides_senegal.rt import Float64, Rule, granted, group_count, inner, read


class bourse_securite_familiale_condition_nombre_d_enfants_avec_age_13_1(
    Rule, Variable
):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants avec âge < 13 ≥ 1"
    reference = "Programme national de bourses de sécurité familiale"

    def formula_2014_01_01(household, period):
        """ligne 20."""
        age = read(household.members, "age", period)
        concernes = age < 13

        return group_count(household, role=Household.ENFANT, where=concernes) >= 1


class bourse_securite_familiale_condition_nombre_d_enfants_avec_age(Rule, Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants avec (âge entre 6 et 12 et non fréquente l'école) = 0"
    reference = "Programme national de bourses de sécurité familiale"

    def formula_2014_01_01(household, period):
        """ligne 22."""
        age = read(household.members, "age", period)
        menage_frequente_l_ecole = read(
            household.members, "menage_frequente_l_ecole", period
        )
        concernes = (age >= 6) & (age <= 12) & ~menage_frequente_l_ecole

        return group_count(household, role=Household.ENFANT, where=concernes) == 0


class bourse_securite_familiale_condition_nombre_d_enfants_avec_age_6(Rule, Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants avec (âge < 6 et non vaccins à jour) = 0"
    reference = "Programme national de bourses de sécurité familiale"

    def formula_2014_01_01(household, period):
        """ligne 24."""
        age = read(household.members, "age", period)
        menage_vaccins_a_jour = read(household.members, "menage_vaccins_a_jour", period)
        concernes = (age < 6) & ~menage_vaccins_a_jour

        return group_count(household, role=Household.ENFANT, where=concernes) == 0


class bourse_securite_familiale_eligibilite(Rule, Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Bourse de sécurité familiale : éligibilité"
    reference = "Programme national de bourses de sécurité familiale"

    def formula_2014_01_01(household, period):
        """ligne 1."""
        menage_inscrit_au_registre_national_unique = read(
            household, "menage_inscrit_au_registre_national_unique", period
        )
        condition_nombre_d_enfants_avec_age_13_1 = inner(
            household,
            "bourse_securite_familiale_condition_nombre_d_enfants_avec_age_13_1",
            period,
        )
        condition_nombre_d_enfants_avec_age = inner(
            household,
            "bourse_securite_familiale_condition_nombre_d_enfants_avec_age",
            period,
        )
        condition_nombre_d_enfants_avec_age_6 = inner(
            household,
            "bourse_securite_familiale_condition_nombre_d_enfants_avec_age_6",
            period,
        )

        return (
            menage_inscrit_au_registre_national_unique
            & condition_nombre_d_enfants_avec_age_13_1
            & condition_nombre_d_enfants_avec_age
            & condition_nombre_d_enfants_avec_age_6
        )


class bourse_securite_familiale(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse de sécurité familiale"
    reference = "Programme national de bourses de sécurité familiale"
    unit = "currency"
    documentation = "Un versement par trimestre aux ménages les plus pauvres, dont les enfants vont à l'école et sont vaccinés."

    def formula_2014_01_01(household, period, parameters):
        """ligne 1."""
        eligibilite = inner(household, "bourse_securite_familiale_eligibilite", period)
        params = parameters(period).openfisca_aides_senegal.bourse_securite_familiale

        return granted(eligibilite, params.montant_du_trimestre)
