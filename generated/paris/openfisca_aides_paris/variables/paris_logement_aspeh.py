"""Allocation de soutien aux parents d'enfants handicapés.

D'après paris_logement_aspeh.xlsx.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_paris.rt import Float64, Rule, exact, inner, read, snap


class paris_logement_aspeh_base_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources de l'ASPEH"
    reference = (
        "ASPEH",
        "https://www.paris.fr/pages/allocation-de-soutien-aux-parents-d-enfants-handicapes-aspeh-2437",
    )
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """Calculs!B5."""
        paris_base_ressources_couple_last_month = read(
            famille, "paris_base_ressources_couple", period.last_month
        )
        paje_clca_last_month = exact(read(famille, "paje_clca", period.last_month))

        return paris_base_ressources_couple_last_month + paje_clca_last_month


class paris_logement_aspeh_condition_ressources_de_l_aspeh(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources de l'ASPEH ≤ plafond"
    reference = (
        "ASPEH",
        "https://www.paris.fr/pages/allocation-de-soutien-aux-parents-d-enfants-handicapes-aspeh-2437",
    )

    def formula_2012_01_01(famille, period, parameters):
        """Conditions!C6."""
        base_ressources = inner(famille, "paris_logement_aspeh_base_ressources", period)
        params = parameters(period).aides_paris.paris_logement_aspeh

        return snap(base_ressources) <= params.plafond


class paris_logement_aspeh_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de soutien aux parents d'enfants handicapés : éligibilité"
    reference = (
        "ASPEH",
        "https://www.paris.fr/pages/allocation-de-soutien-aux-parents-d-enfants-handicapes-aspeh-2437",
    )

    def formula_2012_01_01(famille, period):
        """Aide!B5."""
        parisien = read(famille, "parisien", period)
        condition_ressources_de_l_aspeh = inner(
            famille, "paris_logement_aspeh_condition_ressources_de_l_aspeh", period
        )

        return parisien & condition_ressources_de_l_aspeh


class paris_logement_aspeh(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de soutien aux parents d'enfants handicapés"
    reference = (
        "ASPEH",
        "https://www.paris.fr/pages/allocation-de-soutien-aux-parents-d-enfants-handicapes-aspeh-2437",
    )
    unit = "currency"
    documentation = "Cent cinquante-trois euros par mois et par enfant handicapé."

    def formula_2012_01_01(famille, period, parameters):
        """Aide!B5."""
        eligibilite = inner(famille, "paris_logement_aspeh_eligibilite", period)
        params = parameters(period).aides_paris.paris_logement_aspeh
        paris_nb_enfants_handicapes = read(
            famille, "paris_nb_enfants_handicapes", period
        )

        return np.where(
            eligibilite, params.montant_par_enfant * paris_nb_enfants_handicapes, 0
        )
