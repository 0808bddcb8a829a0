"""Aide au permis de conduire de la Haute-Vienne.

D'après haute_vienne_aide_permis.xlsx.
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
    code_starts,
    divide,
    exact,
    inner,
    read,
    scale_base,
    year_of,
)


class haute_vienne_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département = 87"
    reference = (
        "Aide au permis",
        "https://www.haute-vienne.fr/nos-actions/jeunesse/besoin-dun-coup-de-pouce/aide-au-permis-de-conduire",
    )

    def formula_2023_01_01(individu, period):
        """Conditions!C5."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, ["87"])


class haute_vienne_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"
    reference = (
        "Aide au permis",
        "https://www.haute-vienne.fr/nos-actions/jeunesse/besoin-dun-coup-de-pouce/aide-au-permis-de-conduire",
    )

    def formula_2023_01_01(individu, period, parameters):
        """Conditions!C6."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.haute_vienne_aide_permis

        return age >= params.age_minimum


class haute_vienne_aide_permis_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge maximum exclu"
    reference = (
        "Aide au permis",
        "https://www.haute-vienne.fr/nos-actions/jeunesse/besoin-dun-coup-de-pouce/aide-au-permis-de-conduire",
    )

    def formula_2023_01_01(individu, period, parameters):
        """Conditions!C7."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.haute_vienne_aide_permis

        return age < params.age_maximum_exclu


class haute_vienne_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire de la Haute-Vienne : éligibilité"
    reference = (
        "Aide au permis",
        "https://www.haute-vienne.fr/nos-actions/jeunesse/besoin-dun-coup-de-pouce/aide-au-permis-de-conduire",
    )

    def formula_2023_01_01(individu, period):
        """Aide!B5."""
        condition_departement = inner(
            individu, "haute_vienne_aide_permis_condition_departement", period
        )
        condition_age = inner(
            individu, "haute_vienne_aide_permis_condition_age", period
        )
        condition_age_2 = inner(
            individu, "haute_vienne_aide_permis_condition_age_2", period
        )

        return condition_departement & condition_age & condition_age_2


class haute_vienne_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire de la Haute-Vienne"
    reference = (
        "Aide au permis",
        "https://www.haute-vienne.fr/nos-actions/jeunesse/besoin-dun-coup-de-pouce/aide-au-permis-de-conduire",
    )
    unit = "currency"
    documentation = "Une aide de 150 € à 500 € au permis de conduire des jeunes de quinze à vingt-quatre ans, selon le quotient familial."

    def formula_2023_01_01(individu, period, parameters):
        """Aide!B5."""
        eligibilite = inner(individu, "haute_vienne_aide_permis_eligibilite", period)
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_locales.haute_vienne_aide_permis
        aide_selon_le_quotient = params.aide_selon_le_quotient.calc(
            scale_base(divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12)
        )

        return np.where(eligibilite, aide_selon_le_quotient, 0)
