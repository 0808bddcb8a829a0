"""Tarification solidaire des transports de Nantes Métropole.

D'après nantes_metropole_tarification_solidaire_transport.yaml.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Menage

from openfisca_aides_demo.rt import Float64, code_in, divide, exact, group_sum, snap
from openfisca_aides_demo.zones import NANTES_METROPOLE


class nantes_metropole_tarification_solidaire_transport_eligibilite_geographique(
    Variable
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
        depcom = menage("depcom", period)
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
        rfr = exact(foyer_fiscal("rfr", period))
        nbptr = exact(foyer_fiscal("nbptr", period))

        return divide(rfr, nbptr, rfr) / 12


class nantes_metropole_tarification_solidaire_transport_reduction_selon_le_quotient_ligne(
    Variable
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
        quotient_familial_n_2 = menage.personne_de_reference.foyer_fiscal(
            "nantes_metropole_tarification_solidaire_transport_quotient_familial",
            period.n_2,
        )
        aah = exact(menage.members("aah", period))

        return np.select(
            [
                snap(quotient_familial_n_2) <= 350,
                snap(group_sum(menage, aah)) > 0,
                snap(quotient_familial_n_2) <= 500,
                snap(quotient_familial_n_2) <= 600,
            ],
            [1, 2, 3, 4],
            default=5,
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
        reduction_selon_le_quotient_ligne = menage(
            "nantes_metropole_tarification_solidaire_transport_reduction_selon_le_quotient_ligne",
            period,
        )

        return np.select(
            [
                reduction_selon_le_quotient_ligne == 1,
                reduction_selon_le_quotient_ligne == 2,
                reduction_selon_le_quotient_ligne == 3,
                reduction_selon_le_quotient_ligne == 4,
            ],
            [100, 100, 90, 70],
            default=0,
        )


class nantes_metropole_tarification_solidaire_transport_eligibilite(Variable):
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
        eligibilite_geographique = menage(
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
        eligibilite = menage(
            "nantes_metropole_tarification_solidaire_transport_eligibilite", period
        )
        montant = menage(
            "nantes_metropole_tarification_solidaire_transport_montant", period
        )

        return np.where(eligibilite, montant, 0)
