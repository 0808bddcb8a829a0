"""Bourse au permis de conduire de Carcassonne.

D'après carcassonne_aide_permis.xlsx.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu, Menage

from openfisca_aides_demo.rt import (
    Float64,
    Rule,
    code_in,
    divide,
    exact,
    inner,
    read,
    scale_base,
    year_of,
)


class carcassonne_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Carcassonne"
    reference = (
        "Bourse au permis",
        "https://www.carcassonne.org/article-page/bourse-au-permis-0",
    )

    def formula_2006_01_01(menage, period):
        """Calculs!B5 : commune = 11069."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, ["11069"])


class carcassonne_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Bourse au permis",
        "https://www.carcassonne.org/article-page/bourse-au-permis-0",
    )

    def formula_2006_01_01(individu, period, parameters):
        """Conditions!C6."""
        age = read(individu, "age", period)
        params = parameters(period).aides_demo.carcassonne_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class carcassonne_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Bourse au permis de conduire de Carcassonne : éligibilité"
    reference = (
        "Bourse au permis",
        "https://www.carcassonne.org/article-page/bourse-au-permis-0",
    )

    def formula_2006_01_01(individu, period):
        """Aide!B5."""
        carcassonne_eligibilite_residence = read(
            individu.menage, "carcassonne_eligibilite_residence", period
        )
        condition_age = inner(individu, "carcassonne_aide_permis_condition_age", period)

        return carcassonne_eligibilite_residence & condition_age


class carcassonne_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse au permis de conduire de Carcassonne"
    reference = (
        "Bourse au permis",
        "https://www.carcassonne.org/article-page/bourse-au-permis-0",
    )
    unit = "currency"
    documentation = "Une bourse de la ville pour le permis de conduire des jeunes de 16 à 25 ans, selon leur quotient familial."

    def formula_2006_01_01(individu, period, parameters):
        """Aide!B5."""
        eligibilite = inner(individu, "carcassonne_aide_permis_eligibilite", period)
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_demo.carcassonne_aide_permis
        montant_selon_le_quotient = params.montant_selon_le_quotient.calc(
            scale_base(divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12)
        )

        return np.where(eligibilite, montant_selon_le_quotient, 0)
