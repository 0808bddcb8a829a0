"""Aide au permis B de PRO BTP.

D'après permis_pro_btp.yaml.
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
    choice_in,
    exact,
    granted,
    inner,
    read,
    snap,
    year_of,
)


class permis_pro_btp_aide_selon_les_ressources(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide selon les ressources"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )
    unit = "currency"

    def formula_2021_01_01(individu, period, parameters):
        """ligne 41."""
        rfr_this_year = exact(read(individu.foyer_fiscal, "rfr", year_of(period)))
        params = parameters(period).prestations_sociales.education.aide_permis_pro_btp
        montant_2 = granted(
            rfr_this_year <= params.plafonds.troisieme_echelon,
            params.montant.troisieme_echelon,
        )
        montant = np.where(
            rfr_this_year <= params.plafonds.deuxieme_echelon,
            params.montant.deuxieme_echelon,
            montant_2,
        )

        return np.where(
            rfr_this_year <= params.plafonds.premier_echelon,
            params.montant.premier_echelon,
            montant,
        )

    def formula_2023_01_01(individu, period, parameters):
        """ligne 45 : montant unique."""
        params = parameters(period).prestations_sociales.education.aide_permis_pro_btp
        return params.montant.montant_unique


class permis_pro_btp_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period, parameters):
        """ligne 29."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.aide_permis_pro_btp

        return (age >= params.age.minimum) & (age <= params.age.maximum)


class permis_pro_btp_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum et âge < âge maximum"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period, parameters):
        """ligne 31."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.aide_permis_pro_btp

        return (age >= params.age.minimum) & (age < params.age.maximum)


class permis_pro_btp_condition_domaine_de_formation(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "domaine de formation = domaine_23"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period):
        """ligne 34."""
        domaine_specialites_formation = read(
            individu, "domaine_specialites_formation", period
        )

        return choice_in(domaine_specialites_formation, "domaine_23")


class permis_pro_btp_condition_revenu_fiscal_de_l_annee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de l'année de cette année ≤ 12 × VALEUR(SMIC mensuel)"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period, parameters):
        """ligne 35."""
        rfr_this_year = exact(read(individu.foyer_fiscal, "rfr", year_of(period)))
        params = parameters(period).marche_travail.salaire_minimum.smic

        return rfr_this_year <= snap(12 * params.smic_b_mensuel)


class permis_pro_btp_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis B de PRO BTP : éligibilité"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period):
        """ligne 1."""
        condition_age = inner(individu, "permis_pro_btp_condition_age", period)
        alternant = read(individu, "alternant", period)
        condition_domaine_de_formation = inner(
            individu, "permis_pro_btp_condition_domaine_de_formation", period
        )

        return condition_age & alternant & condition_domaine_de_formation

    def formula_2023_01_01(individu, period):
        """ligne 1."""
        condition_age_2 = inner(individu, "permis_pro_btp_condition_age_2", period)
        alternant = read(individu, "alternant", period)
        condition_domaine_de_formation = inner(
            individu, "permis_pro_btp_condition_domaine_de_formation", period
        )
        condition_revenu_fiscal_de_l_annee = inner(
            individu, "permis_pro_btp_condition_revenu_fiscal_de_l_annee", period
        )

        return (
            condition_age_2
            & alternant
            & condition_domaine_de_formation
            & condition_revenu_fiscal_de_l_annee
        )


class permis_pro_btp(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis B de PRO BTP"
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )
    unit = "currency"
    documentation = "Une aide au permis de conduire pour les apprentis du bâtiment et des travaux publics aux ressources modestes."

    def formula_2021_01_01(individu, period):
        """ligne 1."""
        eligibilite = inner(individu, "permis_pro_btp_eligibilite", period)
        aide_selon_les_ressources = inner(
            individu, "permis_pro_btp_aide_selon_les_ressources", period
        )

        return np.where(eligibilite, aide_selon_les_ressources, 0)
