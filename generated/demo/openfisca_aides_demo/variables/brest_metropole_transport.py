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
    Rule,
    code_in,
    divide,
    exact,
    first_true,
    granted,
    group_count,
    inner,
    number,
    of_row,
    read,
    snap,
)
from openfisca_aides_demo.zones import BREST_METROPOLE


class residence_brest_metropole(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Brest métropole"

    def formula(individu, period):
        """Calculs!B5 : commune parmi Brest métropole."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, BREST_METROPOLE)


class quotient_familial_caf_parts(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "parts de la CAF"

    def formula(famille, period):
        """Calculs!B6."""
        en_couple = read(famille, "en_couple", period)
        af_nbenf = read(famille, "af_nbenf", period)
        handicap = read(famille.members, "handicap", period)
        montant = np.where(
            en_couple, np.where(af_nbenf >= 1, 2.5, 2), np.where(af_nbenf >= 1, 2, 1)
        )
        montant_2 = granted(af_nbenf >= 2, 0.5)
        montant_3 = granted(af_nbenf >= 3, 1)
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
            read(famille, "prestations_familiales_base_ressources", period)
        )
        quotient_familial_caf_parts = inner(
            famille, "quotient_familial_caf_parts", period
        )
        quotient = divide(
            prestations_familiales_base_ressources, snap(quotient_familial_caf_parts), 0
        )

        return quotient / 12


class brest_metropole_transport_tarif_selon_le_quotient_ligne(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "tarif selon le quotient (ligne)"

    def formula(famille, period, parameters):
        """Table!B4 : tarif selon le quotient."""
        quotient_familial_caf = inner(famille, "quotient_familial_caf", period)
        quotient_familial_caf_2 = snap(quotient_familial_caf)
        params = parameters(period).aides_demo.brest_metropole_transport
        cmu_c = read(famille, "cmu_c", period)

        return first_true(
            [
                quotient_familial_caf_2 <= params.premier_plafond,
                quotient_familial_caf_2 <= params.deuxieme_plafond,
                cmu_c,
                quotient_familial_caf_2 <= params.troisieme_plafond,
            ],
            otherwise=True,
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
        params = parameters(period).aides_demo.brest_metropole_transport
        tarif_selon_le_quotient_ligne = inner(
            famille, "brest_metropole_transport_tarif_selon_le_quotient_ligne", period
        )

        return of_row(
            tarif_selon_le_quotient_ligne,
            [
                params.tarif_le_plus_bas,
                params.tarif_moyen,
                params.tarif_moyen,
                params.tarif_haut,
            ],
            0,
        )


class brest_metropole_transport_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Brest métropole : éligibilité"

    def formula(individu, period):
        """Aide!B5."""
        residence_brest_metropole = inner(individu, "residence_brest_metropole", period)
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
        eligibilite = inner(individu, "brest_metropole_transport_eligibilite", period)
        montant = read(individu.famille, "brest_metropole_transport_montant", period)

        return np.where(eligibilite, montant, 0)
