"""Tarification solidaire des transports de Brest métropole.

D'après brest_metropole_transport.xlsx.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_aides_demo.rt import (
    Float64,
    code_in,
    divide,
    exact,
    group_count,
    number,
    snap,
)
from openfisca_aides_demo.zones import BREST_METROPOLE


class residence_brest_metropole(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Brest métropole"

    def formula(individu, period):
        """Calculs!B5 : commune parmi Brest métropole."""
        depcom = individu.menage("depcom", period)
        return code_in(depcom, BREST_METROPOLE)


class quotient_familial_caf_parts(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "parts de la CAF"

    def formula(famille, period):
        """Calculs!B6."""
        en_couple = famille("en_couple", period)
        af_nbenf = famille("af_nbenf", period)
        handicap = famille.members("handicap", period)
        montant = np.where(
            en_couple, np.where(af_nbenf >= 1, 2.5, 2), np.where(af_nbenf >= 1, 2, 1)
        )
        montant_2 = np.where(af_nbenf >= 2, 0.5, 0)
        montant_3 = np.where(af_nbenf >= 3, 1, 0)
        montant_4 = np.where(af_nbenf >= 4, 0.5 * (number(af_nbenf) - 3), 0)
        montant_5 = 0.5 * group_count(famille, role=Famille.ENFANT, where=handicap)

        return montant + montant_2 + montant_3 + montant_4 + montant_5


class quotient_familial_caf(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "quotient familial de la CAF"
    unit = "currency"

    def formula(famille, period):
        """Calculs!B7."""
        prestations_familiales_base_ressources = exact(
            famille("prestations_familiales_base_ressources", period)
        )
        quotient_familial_caf_parts = famille("quotient_familial_caf_parts", period)
        quotient = divide(
            prestations_familiales_base_ressources, snap(quotient_familial_caf_parts), 0
        )

        return quotient / 12


class brest_metropole_transport_tarif_selon_le_quotient_ligne(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "tarif selon le quotient (ligne)"

    def formula(famille, period, parameters):
        """Table!B4 : tarif selon le quotient."""
        quotient_familial_caf = famille("quotient_familial_caf", period)
        params = parameters(period).aides_demo.brest_metropole_transport
        cmu_c = famille("cmu_c", period)

        return np.select(
            [
                snap(quotient_familial_caf) <= params.premier_plafond,
                snap(quotient_familial_caf) <= params.deuxieme_plafond,
                cmu_c,
                snap(quotient_familial_caf) <= params.troisieme_plafond,
            ],
            [1, 2, 3, 4],
            default=5,
        )


class brest_metropole_transport_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "tarif"
    unit = "currency"

    def formula(famille, period, parameters):
        """Table!B4 : tarif selon le quotient."""
        tarif_selon_le_quotient_ligne = famille(
            "brest_metropole_transport_tarif_selon_le_quotient_ligne", period
        )
        params = parameters(period).aides_demo.brest_metropole_transport

        return np.select(
            [
                tarif_selon_le_quotient_ligne == 1,
                tarif_selon_le_quotient_ligne == 2,
                tarif_selon_le_quotient_ligne == 3,
                tarif_selon_le_quotient_ligne == 4,
            ],
            [
                params.tarif_le_plus_bas,
                params.tarif_moyen,
                params.tarif_moyen,
                params.tarif_haut,
            ],
            default=0,
        )


class brest_metropole_transport_eligibilite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Brest métropole : éligibilité"

    def formula(individu, period):
        """Aide!B5."""
        residence_brest_metropole = individu("residence_brest_metropole", period)
        return residence_brest_metropole


class brest_metropole_transport(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Tarification solidaire des transports de Brest métropole"
    unit = "currency"
    documentation = (
        "Un abonnement mensuel à tarif réduit selon le quotient familial de la CAF."
    )

    def formula(individu, period):
        """Aide!B5."""
        eligibilite = individu("brest_metropole_transport_eligibilite", period)
        montant = individu.famille("brest_metropole_transport_montant", period)

        return np.where(eligibilite, montant, 0)
