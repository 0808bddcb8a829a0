"""Aide au permis de conduire des Hauts-de-France."""

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import choice_in, code_starts, divide, exact, snap
from openfisca_aides_locales.zones import HAUTS_DE_FRANCE


class hauts_de_france_aide_permis_condition_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "âge entre âge minimum et âge maximum"

    def formula_2020_01_20(individu, period, parameters):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 26:5."""
        age = individu("age", period)
        params = parameters(period).aides_locales.hauts_de_france_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class hauts_de_france_aide_permis_condition_departement(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "département parmi Hauts-de-France"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 28:5."""
        depcom = individu.menage("depcom", period)
        return code_starts(depcom, HAUTS_DE_FRANCE)


class hauts_de_france_aide_permis_condition_activite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "activité parmi chomeur ; inactif ; etudiant"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 32:9."""
        activite = individu("activite", period)
        return choice_in(activite, "chomeur", "inactif", "etudiant")


class hauts_de_france_aide_permis_condition_type_de_contrat_de_travail(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "type de contrat de travail parmi cdd"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 33:9."""
        contrat_de_travail_type = individu("contrat_de_travail_type", period)
        return choice_in(contrat_de_travail_type, "cdd")


class hauts_de_france_aide_permis_condition_activite_2(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "activité parmi chomeur ; inactif"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 39:9."""
        activite = individu("activite", period)
        return choice_in(activite, "chomeur", "inactif")


class hauts_de_france_aide_permis_condition_marie_ou_pacse(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "marié ou pacsé"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 46:13."""
        statut_marital = individu("statut_marital", period)
        return choice_in(statut_marital, "marie", "pacse")


class hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "revenus du couple sous le plafond"

    def formula_2020_01_20(individu, period, parameters):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 48:13."""
        rfr_n_2 = exact(individu.foyer_fiscal("rfr", period.n_2))
        params = parameters(period).aides_locales.hauts_de_france_aide_permis

        return rfr_n_2 <= params.plafond_d_un_couple


class hauts_de_france_aide_permis_condition_celibataire(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "célibataire"

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 51:13."""
        statut_marital = individu("statut_marital", period)
        return choice_in(statut_marital, "celibataire")


class hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "revenus par part sous le plafond"

    def formula_2020_01_20(individu, period, parameters):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 53:13."""
        rfr_n_2 = exact(individu.foyer_fiscal("rfr", period.n_2))
        nbptr_n_2 = exact(individu.foyer_fiscal("nbptr", period.n_2))
        params = parameters(period).aides_locales.hauts_de_france_aide_permis
        montant = snap(np.maximum(0, divide(rfr_n_2, nbptr_n_2, rfr_n_2)))

        return montant <= params.plafond_d_une_personne_autonome


class hauts_de_france_aide_permis_eligibilite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Aide au permis de conduire des Hauts-de-France : éligibilité"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 1:7."""
        condition_age = individu("hauts_de_france_aide_permis_condition_age", period)
        condition_departement = individu(
            "hauts_de_france_aide_permis_condition_departement", period
        )
        condition_activite = individu(
            "hauts_de_france_aide_permis_condition_activite", period
        )
        condition_type_de_contrat_de_travail = individu(
            "hauts_de_france_aide_permis_condition_type_de_contrat_de_travail", period
        )
        stagiaire = individu("stagiaire", period)
        condition_marie_ou_pacse = individu(
            "hauts_de_france_aide_permis_condition_marie_ou_pacse", period
        )
        condition_revenus_du_couple_sous_le = individu(
            "hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond",
            period,
        )
        condition_celibataire = individu(
            "hauts_de_france_aide_permis_condition_celibataire", period
        )
        condition_revenus_par_part_sous_le = individu(
            "hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond",
            period,
        )
        condition = (
            condition_activite | condition_type_de_contrat_de_travail | stagiaire
        )
        condition_3 = condition_marie_ou_pacse & condition_revenus_du_couple_sous_le
        condition_4 = condition_celibataire & condition_revenus_par_part_sous_le
        condition_2 = condition_3 | condition_4

        return condition_age & condition_departement & condition & condition_2

    def formula_2021_07_21(individu, period):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 1:7."""
        condition_age = individu("hauts_de_france_aide_permis_condition_age", period)
        condition_departement = individu(
            "hauts_de_france_aide_permis_condition_departement", period
        )
        condition_activite_2 = individu(
            "hauts_de_france_aide_permis_condition_activite_2", period
        )
        stagiaire = individu("stagiaire", period)
        apprenti = individu("apprenti", period)
        condition_marie_ou_pacse = individu(
            "hauts_de_france_aide_permis_condition_marie_ou_pacse", period
        )
        condition_revenus_du_couple_sous_le = individu(
            "hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond",
            period,
        )
        condition_celibataire = individu(
            "hauts_de_france_aide_permis_condition_celibataire", period
        )
        condition_revenus_par_part_sous_le = individu(
            "hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond",
            period,
        )
        condition = condition_activite_2 | stagiaire | apprenti
        condition_3 = condition_marie_ou_pacse & condition_revenus_du_couple_sous_le
        condition_4 = condition_celibataire & condition_revenus_par_part_sous_le
        condition_2 = condition_3 | condition_4

        return condition_age & condition_departement & condition & condition_2


class hauts_de_france_aide_permis(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Aide au permis de conduire des Hauts-de-France"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )
    unit = "currency"
    documentation = "Une aide de la région pour financer le permis de conduire des jeunes qui cherchent un emploi ou se forment."

    def formula_2020_01_20(individu, period, parameters):
        """../demo/aides/hauts_de_france_aide_permis.yaml, 1:7."""
        eligibilite = individu("hauts_de_france_aide_permis_eligibilite", period)
        params = parameters(period).aides_locales.hauts_de_france_aide_permis

        return np.where(eligibilite, params.montant, 0)
