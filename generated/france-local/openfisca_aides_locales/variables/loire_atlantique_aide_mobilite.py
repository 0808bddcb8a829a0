"""aides/loire atlantique aide mobilite.

D'après loire_atlantique_aide_mobilite.yaml.
"""

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
    granted,
    inner,
    read,
    snap,
    year_of,
)


class loire_atlantique_aide_mobilite_permis_am_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 23."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age >= params.loire_atlantique_aide_mobilite_permis_am.age_minimum


class loire_atlantique_aide_mobilite_permis_am_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge maximum exclu"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 24."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age < params.loire_atlantique_aide_mobilite_permis_am.age_maximum_exclu


class loire_atlantique_aide_mobilite_permis_am_condition_quotient_du_foyer(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "quotient du foyer < quotient maximum exclu"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 25."""
        loire_atlantique_quotient_familial_n_2 = read(
            individu.foyer_fiscal,
            "loire_atlantique_quotient_familial",
            year_of(period, -2),
        )
        params = parameters(period).aides_locales
        loire_atlantique_quotient_familial_n_2_2 = snap(
            loire_atlantique_quotient_familial_n_2
        )

        return (
            loire_atlantique_quotient_familial_n_2_2
            < params.loire_atlantique_aide_mobilite_permis_am.quotient_maximum_exclu
        )


class loire_atlantique_aide_mobilite_permis_am_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis AM : éligibilité"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period):
        """ligne 28."""
        aides_locales_condition_departement_44 = read(
            individu, "aides_locales_condition_departement_44", period
        )
        loire_atlantique_aide_mobilite_permis_am_condition_age = inner(
            individu, "loire_atlantique_aide_mobilite_permis_am_condition_age", period
        )
        loire_atlantique_aide_mobilite_permis_am_condition_age_2 = inner(
            individu, "loire_atlantique_aide_mobilite_permis_am_condition_age_2", period
        )
        loire_atlantique_aide_mobilite_permis_am_condition = inner(
            individu,
            "loire_atlantique_aide_mobilite_permis_am_condition_quotient_du_foyer",
            period,
        )

        return (
            aides_locales_condition_departement_44
            & loire_atlantique_aide_mobilite_permis_am_condition_age
            & loire_atlantique_aide_mobilite_permis_am_condition_age_2
            & loire_atlantique_aide_mobilite_permis_am_condition
        )


class loire_atlantique_aide_mobilite_permis_am(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis AM"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )
    unit = "currency"
    documentation = "Une aide au permis des jeunes de Loire-Atlantique, selon le quotient familial de leur foyer."

    def formula_2018_01_01(individu, period, parameters):
        """ligne 28."""
        loire_atlantique_aide_mobilite_permis_am_eligibilite = inner(
            individu, "loire_atlantique_aide_mobilite_permis_am_eligibilite", period
        )
        params = parameters(period).aides_locales

        return granted(
            loire_atlantique_aide_mobilite_permis_am_eligibilite,
            params.loire_atlantique_aide_mobilite_permis_am.montant_selon_le_permis,
        )


class loire_atlantique_aide_mobilite_permis_b_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 23."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age >= params.loire_atlantique_aide_mobilite_permis_b.age_minimum


class loire_atlantique_aide_mobilite_permis_b_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge maximum exclu"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 24."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age < params.loire_atlantique_aide_mobilite_permis_b.age_maximum_exclu


class loire_atlantique_aide_mobilite_permis_b_condition_quotient_du_foyer(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "quotient du foyer < quotient maximum exclu"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period, parameters):
        """ligne 25."""
        loire_atlantique_quotient_familial_n_2 = read(
            individu.foyer_fiscal,
            "loire_atlantique_quotient_familial",
            year_of(period, -2),
        )
        params = parameters(period).aides_locales
        loire_atlantique_quotient_familial_n_2_2 = snap(
            loire_atlantique_quotient_familial_n_2
        )

        return (
            loire_atlantique_quotient_familial_n_2_2
            < params.loire_atlantique_aide_mobilite_permis_b.quotient_maximum_exclu
        )


class loire_atlantique_aide_mobilite_permis_b_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis B : éligibilité"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )

    def formula_2018_01_01(individu, period):
        """ligne 29."""
        aides_locales_condition_departement_44 = read(
            individu, "aides_locales_condition_departement_44", period
        )
        loire_atlantique_aide_mobilite_permis_b_condition_age = inner(
            individu, "loire_atlantique_aide_mobilite_permis_b_condition_age", period
        )
        loire_atlantique_aide_mobilite_permis_b_condition_age_2 = inner(
            individu, "loire_atlantique_aide_mobilite_permis_b_condition_age_2", period
        )
        loire_atlantique_aide_mobilite_permis_b_condition = inner(
            individu,
            "loire_atlantique_aide_mobilite_permis_b_condition_quotient_du_foyer",
            period,
        )

        return (
            aides_locales_condition_departement_44
            & loire_atlantique_aide_mobilite_permis_b_condition_age
            & loire_atlantique_aide_mobilite_permis_b_condition_age_2
            & loire_atlantique_aide_mobilite_permis_b_condition
        )


class loire_atlantique_aide_mobilite_permis_b(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis B"
    reference = (
        "Règlement de l'aide départementale à la mobilité",
        "https://www.loire-atlantique.fr/upload/docs/application/pdf/2024-04/reglement_aide_a_la_mobilite_2024.pdf",
    )
    unit = "currency"
    documentation = "Une aide au permis des jeunes de Loire-Atlantique, selon le quotient familial de leur foyer."

    def formula_2018_01_01(individu, period, parameters):
        """ligne 29."""
        loire_atlantique_aide_mobilite_permis_b_eligibilite = inner(
            individu, "loire_atlantique_aide_mobilite_permis_b_eligibilite", period
        )
        params = parameters(period).aides_locales

        return granted(
            loire_atlantique_aide_mobilite_permis_b_eligibilite,
            params.loire_atlantique_aide_mobilite_permis_b.montant_selon_le_permis,
        )
