"""Paris Énergie Familles.

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

from openfisca_aides_demo.rt import (
    Float64,
    Rule,
    choice_in,
    first_true,
    inner,
    of_row,
    read,
)


class parisien(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La famille habite-t-elle Paris depuis trois ans ?"


class paris_logement_a_charge(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La famille paie-t-elle son logement ?"


class paris_nb_enfants(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Combien d'enfants à charge ?"


class paris_nb_enfants_handicapes(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Combien d'enfants en situation de handicap ?"


class paris_base_ressources_couple(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Quelles sont les ressources mensuelles du couple ?"
    unit = "currency"


class paris_energie_familles_eligibilite_simple(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "habite Paris et paie son logement"

    def formula_2012_01_01(famille, period):
        """Calculs!B5."""
        parisien = read(famille, "parisien", period)
        paris_logement_a_charge = read(famille, "paris_logement_a_charge", period)
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


class paris_energie_familles_sous_le_plafond_de_ressources_ligne(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond de ressources (ligne)"

    def formula_2012_01_01(famille, period, parameters):
        """Table!B4 : sous le plafond de ressources."""
        paris_nb_enfants_handicapes = read(
            famille, "paris_nb_enfants_handicapes", period
        )
        paris_base_ressources_couple_last_month = read(
            famille, "paris_base_ressources_couple", period.last_month
        )
        params = parameters(period).aides_demo.paris_energie_familles
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        paris_nb_enfants_handicapes_au_moins_1 = paris_nb_enfants_handicapes >= 1
        au_plus_plafond_pour_trois_enfants = (
            paris_base_ressources_couple_last_month <= params.plafond_pour_trois_enfants
        )
        condition = (
            paris_nb_enfants_handicapes_au_moins_1 & au_plus_plafond_pour_trois_enfants
        )
        paris_nb_enfants_au_moins_3 = paris_nb_enfants >= 3
        condition_2 = paris_nb_enfants_au_moins_3 & au_plus_plafond_pour_trois_enfants
        paris_nb_enfants_egal_a_2 = paris_nb_enfants == 2
        au_plus_plafond_pour_deux_enfants = (
            paris_base_ressources_couple_last_month <= params.plafond_pour_deux_enfants
        )
        condition_3 = paris_nb_enfants_egal_a_2 & au_plus_plafond_pour_deux_enfants
        paris_nb_enfants_egal_a_1 = paris_nb_enfants == 1
        au_plus_plafond_pour_un_enfant = (
            paris_base_ressources_couple_last_month <= params.plafond_pour_un_enfant
        )
        condition_4 = paris_nb_enfants_egal_a_1 & au_plus_plafond_pour_un_enfant

        return first_true(
            [
                condition,
                paris_nb_enfants_handicapes >= 1,
                condition_2,
                condition_3,
                condition_4,
            ],
            otherwise=True,
        )


class paris_energie_familles_eligibilite_financiere(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond"

    def formula_2012_01_01(famille, period):
        """Table!B4 : sous le plafond de ressources."""
        sous_le_plafond_de_ressources_ligne = inner(
            famille,
            "paris_energie_familles_sous_le_plafond_de_ressources_ligne",
            period,
        )

        return np.select(
            [
                sous_le_plafond_de_ressources_ligne == 1,
                sous_le_plafond_de_ressources_ligne == 2,
                sous_le_plafond_de_ressources_ligne == 3,
                sous_le_plafond_de_ressources_ligne == 4,
                sous_le_plafond_de_ressources_ligne == 5,
            ],
            [True, False, True, True, True],
            default=False,
        )


class paris_energie_familles_montant_selon_les_enfants_ligne(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "montant selon les enfants (ligne)"

    def formula_2012_01_01(famille, period):
        """Table!B16 : montant selon les enfants."""
        paris_nb_enfants_handicapes = read(
            famille, "paris_nb_enfants_handicapes", period
        )
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)

        return first_true(
            [
                paris_nb_enfants_handicapes >= 1,
                paris_nb_enfants >= 3,
                (paris_nb_enfants == 1) | (paris_nb_enfants == 2),
            ],
            otherwise=True,
        )


class paris_energie_familles_montant_selon_les_enfants(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant selon les enfants"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """Table!B16."""
        params = parameters(period).aides_demo.paris_energie_familles
        montant_selon_les_enfants_ligne = inner(
            famille, "paris_energie_familles_montant_selon_les_enfants_ligne", period
        )

        return of_row(
            montant_selon_les_enfants_ligne,
            [
                params.montant_pour_trois_enfants,
                params.montant_pour_trois_enfants,
                params.montant_pour_un_ou_deux_enfants,
            ],
            0,
        )


class paris_energie_familles_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Paris Énergie Familles"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """Aide!B14 : montant selon les enfants."""
        montant_selon_les_enfants = inner(
            famille, "paris_energie_familles_montant_selon_les_enfants", period
        )

        return montant_selon_les_enfants


class paris_energie_familles_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Paris Énergie Familles : éligibilité"

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
    label = "Paris Énergie Familles"
    unit = "currency"
    documentation = "Une aide de la ville aux dépenses d'énergie des familles parisiennes avec enfants."

    def formula_2012_01_01(famille, period):
        """Aide!B5."""
        eligibilite = inner(famille, "paris_energie_familles_eligibilite", period)
        montant = inner(famille, "paris_energie_familles_montant", period)

        return np.where(eligibilite, montant, 0)
