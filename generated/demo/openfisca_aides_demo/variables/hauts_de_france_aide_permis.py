"""Aide au permis de conduire des Hauts-de-France.

D'après hauts_de_france_aide_permis.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_demo.rt import (
    Float64,
    Rule,
    choice_in,
    code_starts,
    divide,
    exact,
    granted,
    inner,
    read,
    snap,
    year_of,
)
from openfisca_aides_demo.zones import HAUTS_DE_FRANCE


class hauts_de_france_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period, parameters):
        """ligne 26."""
        age = read(individu, "age", period)
        params = parameters(period).aides_demo.hauts_de_france_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class hauts_de_france_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département parmi Hauts-de-France"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 28."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, HAUTS_DE_FRANCE)


class hauts_de_france_aide_permis_condition_activite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité parmi chomeur ; inactif ; etudiant"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 32."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "chomeur", "inactif", "etudiant")


class hauts_de_france_aide_permis_condition_type_de_contrat_de_travail(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "type de contrat de travail parmi cdd"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 33."""
        contrat_de_travail_type = read(individu, "contrat_de_travail_type", period)
        return choice_in(contrat_de_travail_type, "cdd")


class hauts_de_france_aide_permis_condition_activite_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité parmi chomeur ; inactif"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 39."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "chomeur", "inactif")


class hauts_de_france_aide_permis_condition_marie_ou_pacse(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "marié ou pacsé"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 46 : statut marital parmi marie ; pacse."""
        statut_marital = read(individu, "statut_marital", period)
        return choice_in(statut_marital, "marie", "pacse")


class hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenus du couple sous le plafond"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period, parameters):
        """ligne 48."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        params = parameters(period).aides_demo.hauts_de_france_aide_permis

        return rfr_n_2 <= params.plafond_d_un_couple


class hauts_de_france_aide_permis_condition_celibataire(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "célibataire"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 51 : statut marital = celibataire."""
        statut_marital = read(individu, "statut_marital", period)
        return choice_in(statut_marital, "celibataire")


class hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenus par part sous le plafond"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period, parameters):
        """ligne 53."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_demo.hauts_de_france_aide_permis
        plus_grand = snap(np.maximum(0, divide(rfr_n_2, nbptr_n_2, rfr_n_2)))

        return plus_grand <= params.plafond_d_une_personne_autonome


class hauts_de_france_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire des Hauts-de-France : éligibilité"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )

    def formula_2020_01_20(individu, period):
        """ligne 1."""
        condition_age = inner(
            individu, "hauts_de_france_aide_permis_condition_age", period
        )
        condition_departement = inner(
            individu, "hauts_de_france_aide_permis_condition_departement", period
        )
        condition_activite = inner(
            individu, "hauts_de_france_aide_permis_condition_activite", period
        )
        condition_type_de_contrat_de_travail = inner(
            individu,
            "hauts_de_france_aide_permis_condition_type_de_contrat_de_travail",
            period,
        )
        stagiaire = read(individu, "stagiaire", period)
        condition_marie_ou_pacse = inner(
            individu, "hauts_de_france_aide_permis_condition_marie_ou_pacse", period
        )
        condition_revenus_du_couple_sous_le_plafond = inner(
            individu,
            "hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond",
            period,
        )
        condition_celibataire = inner(
            individu, "hauts_de_france_aide_permis_condition_celibataire", period
        )
        condition_revenus_par_part_sous_le_plafond = inner(
            individu,
            "hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond",
            period,
        )
        situation_ouvrant_droit_jusqu_au_20_juillet_2021 = (
            condition_activite | condition_type_de_contrat_de_travail | stagiaire
        )
        condition_2 = (
            condition_marie_ou_pacse & condition_revenus_du_couple_sous_le_plafond
        )
        condition_3 = condition_celibataire & condition_revenus_par_part_sous_le_plafond
        condition = condition_2 | condition_3

        return (
            condition_age
            & condition_departement
            & situation_ouvrant_droit_jusqu_au_20_juillet_2021
            & condition
        )

    def formula_2021_07_21(individu, period):
        """ligne 1."""
        condition_age = inner(
            individu, "hauts_de_france_aide_permis_condition_age", period
        )
        condition_departement = inner(
            individu, "hauts_de_france_aide_permis_condition_departement", period
        )
        condition_activite_2 = inner(
            individu, "hauts_de_france_aide_permis_condition_activite_2", period
        )
        stagiaire = read(individu, "stagiaire", period)
        apprenti = read(individu, "apprenti", period)
        condition_marie_ou_pacse = inner(
            individu, "hauts_de_france_aide_permis_condition_marie_ou_pacse", period
        )
        condition_revenus_du_couple_sous_le_plafond = inner(
            individu,
            "hauts_de_france_aide_permis_condition_revenus_du_couple_sous_le_plafond",
            period,
        )
        condition_celibataire = inner(
            individu, "hauts_de_france_aide_permis_condition_celibataire", period
        )
        condition_revenus_par_part_sous_le_plafond = inner(
            individu,
            "hauts_de_france_aide_permis_condition_revenus_par_part_sous_le_plafond",
            period,
        )
        situation_ouvrant_droit_depuis_le_21_juillet_2021 = (
            condition_activite_2 | stagiaire | apprenti
        )
        condition_2 = (
            condition_marie_ou_pacse & condition_revenus_du_couple_sous_le_plafond
        )
        condition_3 = condition_celibataire & condition_revenus_par_part_sous_le_plafond
        condition = condition_2 | condition_3

        return (
            condition_age
            & condition_departement
            & situation_ouvrant_droit_depuis_le_21_juillet_2021
            & condition
        )


class hauts_de_france_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire des Hauts-de-France"
    reference = (
        "Aide au permis de conduire",
        "https://www.hautsdefrance.fr/permis-de-conduire-aide-2/",
    )
    unit = "currency"
    documentation = "Une aide de la région pour financer le permis de conduire des jeunes qui cherchent un emploi ou se forment."

    def formula_2020_01_20(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(individu, "hauts_de_france_aide_permis_eligibilite", period)
        params = parameters(period).aides_demo.hauts_de_france_aide_permis

        return granted(eligibilite, params.montant)
