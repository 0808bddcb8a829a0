"""Accueil du soir en maternelle.

D'après strasbourg_metropole_tarification_solidaire_periscolaire.yaml.
"""

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_locales.rt import (
    Float64,
    divide,
    exact,
    inner,
    read,
    scale_base,
    year_of,
)


class strasbourg_metropole_quotient_familial(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "quotient familial de Strasbourg"
    reference = (
        "Tarifs périscolaires 2024-2025",
        "https://www.strasbourg.eu/documents/976405/1280877/Tarifs-services-periscolaires-2024-2025.pdf",
    )
    unit = "currency"

    def formula_2021_01_01(famille, period):
        """ligne 17 : quotient familial du demandeur."""
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )
        nbptr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "nbptr", year_of(period, -2))
        )

        return divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12


class strasbourg_metropole_tarification_solidaire_periscolaire_tarif_de_l_accueil(
    Float64, Variable
):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "tarif de l'accueil"
    reference = (
        "Tarifs périscolaires 2024-2025",
        "https://www.strasbourg.eu/documents/976405/1280877/Tarifs-services-periscolaires-2024-2025.pdf",
    )
    unit = "currency"

    def formula_2021_01_01(famille, period, parameters):
        """ligne 20 : tarif 2021."""
        strasbourg_metropole_quotient_familial = inner(
            famille, "strasbourg_metropole_quotient_familial", period
        )
        params = parameters(period).aides_locales

        return params.strasbourg_metropole_tarification_solidaire_periscolaire.tarif_2021.calc(
            scale_base(strasbourg_metropole_quotient_familial)
        )

    def formula_2024_09_01(famille, period, parameters):
        """ligne 20 : tarif 2024."""
        strasbourg_metropole_quotient_familial = inner(
            famille, "strasbourg_metropole_quotient_familial", period
        )
        params = parameters(period).aides_locales

        return params.strasbourg_metropole_tarification_solidaire_periscolaire.tarif_2024.calc(
            scale_base(strasbourg_metropole_quotient_familial)
        )


class strasbourg_metropole_tarification_solidaire_periscolaire(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Accueil du soir en maternelle"
    reference = (
        "Tarifs périscolaires 2024-2025",
        "https://www.strasbourg.eu/documents/976405/1280877/Tarifs-services-periscolaires-2024-2025.pdf",
    )
    unit = "currency"
    documentation = "Le tarif mensuel de l'accueil du soir en maternelle, selon le quotient familial."

    def formula_2021_01_01(famille, period):
        """ligne 1."""
        tarif_de_l_accueil = inner(
            famille,
            "strasbourg_metropole_tarification_solidaire_periscolaire_tarif_de_l_accueil",
            period,
        )

        return tarif_de_l_accueil
