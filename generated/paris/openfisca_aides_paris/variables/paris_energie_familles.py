"""Paris énergie familles.

D'après paris_energie_familles.xlsx.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_paris.rt import (
    Float64,
    Rule,
    choice_in,
    granted,
    inner,
    read,
    snap,
)


class paris_energie_familles_eligibilite_simple(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "logée à Paris à ses frais"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )

    def formula_2012_01_01(famille, period):
        """Calculs!B5."""
        parisien = read(famille, "parisien", period)
        paris_logement_a_charge = inner(famille, "paris_logement_a_charge", period)
        statut_occupation_logement = read(
            famille.demandeur.menage, "statut_occupation_logement", period
        )
        participation_frais = read(
            famille.demandeur.menage, "participation_frais", period
        )
        statut_occupation_logement_loge_gratuitement = choice_in(
            statut_occupation_logement, "loge_gratuitement"
        )
        condition_2 = statut_occupation_logement_loge_gratuitement & participation_frais
        condition = paris_logement_a_charge | condition_2

        return parisien & condition


class paris_energie_familles_trois_enfants_ou_un_enfant_handicape(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "trois enfants ou un enfant handicapé"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )

    def formula_2012_01_01(famille, period):
        """Calculs!B6."""
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        paris_nb_enfants_handicapes = read(
            famille, "paris_nb_enfants_handicapes", period
        )

        return (paris_nb_enfants >= 3) | (paris_nb_enfants_handicapes >= 1)


class paris_energie_familles_eligibilite_financiere(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources sous le plafond"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )

    def formula_2012_01_01(famille, period, parameters):
        """Calculs!B7."""
        trois_enfants_ou_un_enfant_handicape = read(
            famille,
            "paris_energie_familles_trois_enfants_ou_un_enfant_handicape",
            period,
        )
        paris_base_ressources_couple_last_month = read(
            famille, "paris_base_ressources_couple", period.last_month
        )
        paris_base_ressources_couple_last_month_2 = snap(
            paris_base_ressources_couple_last_month
        )
        params = parameters(period).aides_paris.paris_energie_familles
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        au_plus_plafond_pour_trois_enfants = (
            paris_base_ressources_couple_last_month_2
            <= params.plafond_pour_trois_enfants
        )
        au_plus_plafond_pour_deux_enfants = (
            paris_base_ressources_couple_last_month_2
            <= params.plafond_pour_deux_enfants
        )
        paris_nb_enfants_egal_a_1 = paris_nb_enfants == 1
        au_plus_plafond_pour_un_enfant = (
            paris_base_ressources_couple_last_month_2 <= params.plafond_pour_un_enfant
        )
        condition_2 = paris_nb_enfants_egal_a_1 & au_plus_plafond_pour_un_enfant
        condition = np.where(
            paris_nb_enfants == 2, au_plus_plafond_pour_deux_enfants, condition_2
        )

        return np.where(
            trois_enfants_ou_un_enfant_handicape,
            au_plus_plafond_pour_trois_enfants,
            condition,
        )


class paris_energie_familles_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Paris énergie familles"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """Aide!B14."""
        trois_enfants_ou_un_enfant_handicape = read(
            famille,
            "paris_energie_familles_trois_enfants_ou_un_enfant_handicape",
            period,
        )
        params = parameters(period).aides_paris.paris_energie_familles
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        montant = granted(paris_nb_enfants >= 1, params.montant_pour_un_ou_deux_enfants)

        return np.where(
            trois_enfants_ou_un_enfant_handicape,
            params.montant_pour_trois_enfants,
            montant,
        )


class paris_energie_familles_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Paris énergie familles : éligibilité"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )

    def formula_2012_01_01(famille, period):
        """Aide!B5."""
        eligibilite_simple = inner(
            famille, "paris_energie_familles_eligibilite_simple", period
        )
        eligibilite_financiere = inner(
            famille, "paris_energie_familles_eligibilite_financiere", period
        )

        return eligibilite_simple & eligibilite_financiere


class paris_energie_familles(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Paris énergie familles"
    reference = (
        "Paris énergie familles",
        "https://www.paris.fr/pages/paris-energie-familles",
    )
    unit = "currency"
    documentation = "Une aide de 138 € ou 275 € par an aux dépenses d'énergie des familles parisiennes."

    def formula_2012_01_01(famille, period):
        """Aide!B5."""
        eligibilite = inner(famille, "paris_energie_familles_eligibilite", period)
        montant = inner(famille, "paris_energie_familles_montant", period)

        return np.where(eligibilite, montant, 0)
