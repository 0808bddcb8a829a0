"""Noël des enfants.

D'après alfortville_noel_enfants.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu, Menage

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    code_in,
    exact,
    group_count,
    group_sum,
    inner,
    read,
    snap,
)


class alfortville_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Alfortville"

    def formula_2009_01_01(menage, period):
        """ligne 34 : commune = 94002."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, ["94002"])


class alfortville_noel_enfants_smic_net_mensuel(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "SMIC net mensuel"
    unit = "currency"

    def formula_2009_01_01(famille, period, parameters):
        """ligne 37."""
        params = parameters(period).aides_locales.alfortville_noel_enfants
        params_2 = parameters(period).marche_travail.salaire_minimum.smic
        montant = (
            params.smic_horaire_net_indicatif
            / params.smic_horaire_brut_indicatif
            * (params_2.smic_b_horaire * params_2.nb_heures_travail_mensuel)
        )

        return np.full(famille.count, montant)


class alfortville_noel_enfants_eligibilite_jeune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "a l'âge du Noël des enfants"

    def formula_2009_01_01(individu, period, parameters):
        """ligne 41 : âge ≤ âge maximum."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.alfortville_noel_enfants

        return age <= params.age_maximum


class alfortville_noel_enfants_base_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressources du mois précédent prises en compte pour le Noël des enfants"
    unit = "currency"

    def formula_2009_01_01(famille, period):
        """ligne 21 : base de ressources."""
        aah_last_month = exact(read(famille.members, "aah", period.last_month))
        ass_last_month = exact(read(famille.members, "ass", period.last_month))
        chomage_net_last_month = exact(
            read(famille.members, "chomage_net", period.last_month)
        )
        retraite_nette_last_month = exact(
            read(famille.members, "retraite_nette", period.last_month)
        )
        salaire_net_last_month = exact(
            read(famille.members, "salaire_net", period.last_month)
        )
        valeurs = (
            aah_last_month
            + ass_last_month
            + chomage_net_last_month
            + retraite_nette_last_month
            + salaire_net_last_month
        )
        rsa_last_month = exact(read(famille, "rsa", period.last_month))

        return group_sum(famille, valeurs) + rsa_last_month


class alfortville_noel_enfants_eligibilite_financiere(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond de ressources"

    def formula_2009_01_01(famille, period):
        """ligne 44 : base de ressources ≤ SMIC net mensuel."""
        base_ressources = inner(
            famille, "alfortville_noel_enfants_base_ressources", period
        )
        smic_net_mensuel = inner(
            famille, "alfortville_noel_enfants_smic_net_mensuel", period
        )

        return snap(base_ressources) <= snap(smic_net_mensuel)


class alfortville_noel_enfants_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Noël des enfants : éligibilité"

    def formula_2009_01_01(famille, period):
        """ligne 1."""
        alfortville_eligibilite_residence = read(
            famille.demandeur.menage, "alfortville_eligibilite_residence", period
        )
        eligibilite_financiere = inner(
            famille, "alfortville_noel_enfants_eligibilite_financiere", period
        )

        return alfortville_eligibilite_residence & eligibilite_financiere


class alfortville_noel_enfants(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Noël des enfants"
    unit = "currency"
    documentation = "Des bons d'achat pour le Noël des enfants des familles aux ressources modestes."

    def formula_2009_01_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(famille, "alfortville_noel_enfants_eligibilite", period)
        params = parameters(period).aides_locales.alfortville_noel_enfants
        eligibilite_jeune = read(
            famille.members, "alfortville_noel_enfants_eligibilite_jeune", period
        )
        montant = params.montant * group_count(famille, where=eligibilite_jeune)

        return np.where(eligibilite, montant, 0)
