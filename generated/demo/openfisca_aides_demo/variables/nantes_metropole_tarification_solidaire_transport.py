"""Tarification solidaire des transports de Nantes Métropole.

D'après nantes_metropole_tarification_solidaire_transport.yaml.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Menage

from openfisca_aides_demo.rt import (
    Float64,
    Rule,
    code_in,
    divide,
    exact,
    first_true,
    group_sum,
    inner,
    of_row,
    read,
    snap,
    year_of,
)
from openfisca_aides_demo.zones import NANTES_METROPOLE


class nantes_metropole_tarification_solidaire_transport_eligibilite_geographique(
    Rule, Variable
):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Nantes Métropole"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )

    def formula(menage, period):
        """ligne 19 : commune parmi Nantes Métropole."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, NANTES_METROPOLE)


class nantes_metropole_tarification_solidaire_transport_quotient_familial(
    Float64, Variable
):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "quotient familial du foyer"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )
    unit = "currency"

    def formula(foyer_fiscal, period):
        """ligne 25."""
        rfr = exact(read(foyer_fiscal, "rfr", period))
        nbptr = exact(read(foyer_fiscal, "nbptr", period))

        return divide(rfr, nbptr, rfr) / 12


class nantes_metropole_tarification_solidaire_transport_reduction_selon_le_quotient_ligne(
    Rule, Variable
):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction selon le quotient (ligne)"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )

    def formula(menage, period):
        """ligne 28 : réduction selon le quotient."""
        quotient_familial_n_2 = read(
            menage.personne_de_reference.foyer_fiscal,
            "nantes_metropole_tarification_solidaire_transport_quotient_familial",
            year_of(period, -2),
        )
        quotient_familial_n_2_2 = snap(quotient_familial_n_2)
        aah = exact(read(menage.members, "aah", period))

        return first_true(
            [
                quotient_familial_n_2_2 <= 350,
                snap(group_sum(menage, aah)) > 0,
                quotient_familial_n_2_2 <= 500,
                quotient_familial_n_2_2 <= 600,
            ],
            otherwise=True,
        )


class nantes_metropole_tarification_solidaire_transport_montant(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )

    def formula(menage, period):
        """ligne 28 : réduction selon le quotient."""
        reduction_selon_le_quotient_ligne = inner(
            menage,
            "nantes_metropole_tarification_solidaire_transport_reduction_selon_le_quotient_ligne",
            period,
        )

        return of_row(reduction_selon_le_quotient_ligne, [100, 100, 90, 70], 0)


class nantes_metropole_tarification_solidaire_transport_eligibilite(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Nantes Métropole : éligibilité"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )

    def formula(menage, period):
        """ligne 1."""
        eligibilite_geographique = inner(
            menage,
            "nantes_metropole_tarification_solidaire_transport_eligibilite_geographique",
            period,
        )

        return eligibilite_geographique


class nantes_metropole_tarification_solidaire_transport(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Nantes Métropole"
    reference = (
        "Algorithmes de Nantes Métropole",
        "https://data.nantesmetropole.fr/pages/algorithmes_nantes_metropole/",
    )
    documentation = "Une réduction sur l'abonnement de transport selon le quotient familial du foyer."

    def formula(menage, period):
        """ligne 1."""
        eligibilite = inner(
            menage,
            "nantes_metropole_tarification_solidaire_transport_eligibilite",
            period,
        )
        montant = inner(
            menage, "nantes_metropole_tarification_solidaire_transport_montant", period
        )

        return np.where(eligibilite, montant, 0)
