"""Garantie jeunes.

D'après garantie_jeunes.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import Float64, Rule, exact, inner, read


class allocation_garantie_jeunes_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Garantie jeunes : éligibilité"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    end = "2022-02-28"

    def formula_2017_01_01(individu, period):
        """ligne 1."""
        garantie_jeunes_conditions_ni_emploi_ni_etude_ni = read(
            individu, "garantie_jeunes_neet", period
        )
        garantie_jeunes_conditions_age_qui_ouvre_droit = read(
            individu, "garantie_jeunes_eligibilite_age", period
        )
        garantie_jeunes_conditions_ressources_sous_le_plafond = read(
            individu, "garantie_jeunes_eligibilite_ressources", period
        )

        return (
            garantie_jeunes_conditions_ni_emploi_ni_etude_ni
            & garantie_jeunes_conditions_age_qui_ouvre_droit
            & garantie_jeunes_conditions_ressources_sous_le_plafond
        )


class allocation_garantie_jeunes(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Garantie jeunes"
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )
    unit = "currency"
    documentation = "Une allocation pour les jeunes de 16 à 25 ans sans emploi, étude ni formation, jusqu'au contrat d'engagement jeune de mars 2022."
    end = "2022-02-28"

    def formula_2017_01_01(individu, period):
        """ligne 1."""
        eligibilite = inner(individu, "allocation_garantie_jeunes_eligibilite", period)
        garantie_jeunes_conditions_allocation_avant_conditions = exact(
            read(individu, "garantie_jeunes_montant", period)
        )

        return np.where(
            eligibilite, garantie_jeunes_conditions_allocation_avant_conditions, 0
        )
