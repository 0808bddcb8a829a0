"""aides/aide mobilite cambresis.

D'après aide_mobilite_cambresis.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Float64, Rule, code_in, granted, inner, read
from openfisca_aides_locales.zones import COMMUNE_DE_L_AIDE, COMMUNE_DE_L_AIDE_2


class iwuy_aide_mobilite_permis_condition_commune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "commune dans commune de l'aide"

    def formula_2019_01_01(individu, period):
        """ligne 17."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, COMMUNE_DE_L_AIDE)


class iwuy_aide_mobilite_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 18."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.iwuy_aide_mobilite_permis

        return age >= params.age_minimum


class iwuy_aide_mobilite_permis_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge maximum exclu"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 19."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.iwuy_aide_mobilite_permis

        return age < params.age_maximum_exclu


class iwuy_aide_mobilite_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire – Ville d'Iwuy : éligibilité"

    def formula_2019_01_01(individu, period):
        """ligne 23."""
        iwuy_aide_mobilite_permis_condition_commune = inner(
            individu, "iwuy_aide_mobilite_permis_condition_commune", period
        )
        iwuy_aide_mobilite_permis_condition_age = inner(
            individu, "iwuy_aide_mobilite_permis_condition_age", period
        )
        iwuy_aide_mobilite_permis_condition_age_2 = inner(
            individu, "iwuy_aide_mobilite_permis_condition_age_2", period
        )

        return (
            iwuy_aide_mobilite_permis_condition_commune
            & iwuy_aide_mobilite_permis_condition_age
            & iwuy_aide_mobilite_permis_condition_age_2
        )


class iwuy_aide_mobilite_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire – Ville d'Iwuy"
    unit = "currency"
    documentation = "Une aide de la commune pour financer le permis de conduire d'un jeune habitant."

    def formula_2019_01_01(individu, period, parameters):
        """ligne 23."""
        iwuy_aide_mobilite_permis_eligibilite = inner(
            individu, "iwuy_aide_mobilite_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.iwuy_aide_mobilite_permis

        return granted(iwuy_aide_mobilite_permis_eligibilite, params.montant_de_l_aide)


class les_rues_des_vignes_aide_mobilite_permis_condition_commune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "commune dans commune de l'aide"

    def formula_2019_01_01(individu, period):
        """ligne 17."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, COMMUNE_DE_L_AIDE_2)


class les_rues_des_vignes_aide_mobilite_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 18."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age >= params.les_rues_des_vignes_aide_mobilite_permis.age_minimum


class les_rues_des_vignes_aide_mobilite_permis_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge maximum exclu"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 19."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age < params.les_rues_des_vignes_aide_mobilite_permis.age_maximum_exclu


class les_rues_des_vignes_aide_mobilite_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire – Ville des Rues-des-Vignes : éligibilité"

    def formula_2019_01_01(individu, period):
        """ligne 24."""
        les_rues_des_vignes_aide_mobilite_permis_condition = inner(
            individu,
            "les_rues_des_vignes_aide_mobilite_permis_condition_commune",
            period,
        )
        les_rues_des_vignes_aide_mobilite_permis_condition_age = inner(
            individu, "les_rues_des_vignes_aide_mobilite_permis_condition_age", period
        )
        les_rues_des_vignes_aide_mobilite_permis_condition_age_2 = inner(
            individu, "les_rues_des_vignes_aide_mobilite_permis_condition_age_2", period
        )

        return (
            les_rues_des_vignes_aide_mobilite_permis_condition
            & les_rues_des_vignes_aide_mobilite_permis_condition_age
            & les_rues_des_vignes_aide_mobilite_permis_condition_age_2
        )


class les_rues_des_vignes_aide_mobilite_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire – Ville des Rues-des-Vignes"
    unit = "currency"
    documentation = "Une aide de la commune pour financer le permis de conduire d'un jeune habitant."

    def formula_2019_01_01(individu, period, parameters):
        """ligne 24."""
        les_rues_des_vignes_aide_mobilite_permis_eligibilite = inner(
            individu, "les_rues_des_vignes_aide_mobilite_permis_eligibilite", period
        )
        params = parameters(period).aides_locales

        return granted(
            les_rues_des_vignes_aide_mobilite_permis_eligibilite,
            params.les_rues_des_vignes_aide_mobilite_permis.montant_de_l_aide,
        )
