"""Aide au permis de conduire de Nouvelle-Aquitaine.

D'après nouvelle_aquitaine_aide_permis.xlsx.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    choice_in,
    divide,
    exact,
    inner,
    read,
    scale_base,
    year_of,
)


class nouvelle_aquitaine_aide_permis_condition_region(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "région = nouvelle_aquitaine"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period):
        """Conditions!D5."""
        region = read(individu.menage, "region", period)
        return choice_in(region, "nouvelle_aquitaine")


class nouvelle_aquitaine_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period, parameters):
        """Conditions!D6."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.nouvelle_aquitaine_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class nouvelle_aquitaine_aide_permis_demandeur_d_emploi_condition_activite(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité = chomeur"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period):
        """Conditions!D9."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "chomeur")


class nouvelle_aquitaine_aide_permis_lyceen_en_fin_de_cycle_condition_scolarite(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "scolarité = lycee"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period):
        """Conditions!D10."""
        scolarite = read(individu, "scolarite", period)
        return choice_in(scolarite, "lycee")


class nouvelle_aquitaine_aide_permis_lyceen_en_fin_de_cycle_condition_annee_d_etude(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "année d'étude parmi cap_2 ; terminale"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period):
        """Conditions!D11."""
        annee_etude = read(individu, "annee_etude", period)
        return choice_in(annee_etude, "cap_2", "terminale")


class nouvelle_aquitaine_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire de Nouvelle-Aquitaine : éligibilité"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )

    def formula_2022_01_01(individu, period):
        """Aide!B5."""
        condition_region = inner(
            individu, "nouvelle_aquitaine_aide_permis_condition_region", period
        )
        condition_age = inner(
            individu, "nouvelle_aquitaine_aide_permis_condition_age", period
        )
        demandeur_d_emploi_condition_activite = inner(
            individu,
            "nouvelle_aquitaine_aide_permis_demandeur_d_emploi_condition_activite",
            period,
        )
        lyceen_en_fin_de_cycle_condition_scolarite = inner(
            individu,
            "nouvelle_aquitaine_aide_permis_lyceen_en_fin_de_cycle_condition_scolarite",
            period,
        )
        lyceen_en_fin_de_cycle_condition_annee_d_etude = inner(
            individu,
            "nouvelle_aquitaine_aide_permis_lyceen_en_fin_de_cycle_condition_annee_d_etude",
            period,
        )
        alternant = read(individu, "alternant", period)
        service_civique = read(individu, "service_civique", period)
        lyceen_en_fin_de_cycle = (
            lyceen_en_fin_de_cycle_condition_scolarite
            & lyceen_en_fin_de_cycle_condition_annee_d_etude
        )
        condition = (
            demandeur_d_emploi_condition_activite
            | lyceen_en_fin_de_cycle
            | alternant
            | service_civique
        )

        return condition_region & condition_age & condition


class nouvelle_aquitaine_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire de Nouvelle-Aquitaine"
    reference = (
        "Aide au passage du permis de conduire B",
        "https://les-aides.nouvelle-aquitaine.fr/amenagement-du-territoire/aide-au-passage-du-permis-de-conduire-b",
    )
    unit = "currency"
    documentation = "Une aide de la région pour le permis B des jeunes de 17 à 25 ans, selon leur quotient familial."

    def formula_2022_01_01(individu, period, parameters):
        """Aide!B5."""
        eligibilite = inner(
            individu, "nouvelle_aquitaine_aide_permis_eligibilite", period
        )
        alternant = read(individu, "alternant", period)
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        quotient = divide(rfr_n_2, nbptr_n_2, rfr_n_2)
        params = parameters(period).aides_locales.nouvelle_aquitaine_aide_permis
        montant_des_alternants = params.montant_des_alternants.calc(
            scale_base(quotient)
        )
        montant_selon_le_quotient_familial = (
            params.montant_selon_le_quotient_familial.calc(scale_base(quotient))
        )
        montant = np.where(
            alternant, montant_des_alternants, montant_selon_le_quotient_familial
        )

        return np.where(eligibilite, montant, 0)
