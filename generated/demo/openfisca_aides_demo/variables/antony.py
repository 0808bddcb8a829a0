"""aides/antony.

D'après antony.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Menage

from openfisca_aides_demo.rt import (
    Float64,
    Rule,
    add_months,
    code_in,
    exact,
    group_count,
    group_sum,
    inner,
    read,
    scale_base,
    snap,
    year_of,
)


class antony_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Antony"

    def formula_2021_06_01(menage, period):
        """ligne 35 : commune = 92002."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, ["92002"])


class antony_revenu_fiscal_trois_mois(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "revenu fiscal de trois mois"
    unit = "currency"

    def formula_2021_06_01(famille, period):
        """ligne 39."""
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )

        return rfr_n_2 / 4


class antony_ressources_trois_mois(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources des trois derniers mois"
    unit = "currency"

    def formula_2021_06_01(famille, period):
        """ligne 24."""
        salaire_imposable_last_3_months = add_months(
            famille.members, "salaire_imposable", period.last_3_months
        )
        retraite_imposable_last_3_months = add_months(
            famille.members, "retraite_imposable", period.last_3_months
        )
        chomage_imposable_last_3_months = add_months(
            famille.members, "chomage_imposable", period.last_3_months
        )
        pensions_invalidite_last_3_months = add_months(
            famille.members, "pensions_invalidite", period.last_3_months
        )
        indemnites_journalieres_last_3_months = add_months(
            famille.members, "indemnites_journalieres", period.last_3_months
        )
        aah_last_3_months = add_months(famille.members, "aah", period.last_3_months)
        pensions_alimentaires_percues_last_3_months = add_months(
            famille.members, "pensions_alimentaires_percues", period.last_3_months
        )
        valeurs = (
            salaire_imposable_last_3_months
            + retraite_imposable_last_3_months
            + chomage_imposable_last_3_months
            + pensions_invalidite_last_3_months
            + indemnites_journalieres_last_3_months
            + aah_last_3_months
            + pensions_alimentaires_percues_last_3_months
        )
        af_last_3_months = add_months(famille, "af", period.last_3_months)
        cf_last_3_months = add_months(famille, "cf", period.last_3_months)
        paje_last_3_months = add_months(famille, "paje", period.last_3_months)
        asf_last_3_months = add_months(famille, "asf", period.last_3_months)
        aeeh_last_3_months = add_months(famille, "aeeh", period.last_3_months)
        rsa_last_3_months = add_months(famille, "rsa", period.last_3_months)
        ppa_last_3_months = add_months(famille, "ppa", period.last_3_months)
        total = group_sum(famille, valeurs)
        montant = (
            af_last_3_months
            + cf_last_3_months
            + paje_last_3_months
            + asf_last_3_months
            + aeeh_last_3_months
            + rsa_last_3_months
            + ppa_last_3_months
        )

        return total + montant


class antony_base_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources considérées"
    unit = "currency"

    def formula_2021_06_01(famille, period):
        """ligne 44."""
        antony_ressources_trois_mois = inner(
            famille, "antony_ressources_trois_mois", period
        )
        antony_ressources_trois_mois_2 = snap(antony_ressources_trois_mois)
        antony_revenu_fiscal_trois_mois = inner(
            famille, "antony_revenu_fiscal_trois_mois", period
        )
        antony_ressources_trois_mois_2_plus_de_0 = antony_ressources_trois_mois_2 > 0
        antony_revenu_fiscal_trois_mois_2 = snap(antony_revenu_fiscal_trois_mois)
        antony_revenu_fiscal_trois_mois_plus_de_0 = (
            antony_revenu_fiscal_trois_mois_2 > 0
        )
        condition = (
            antony_ressources_trois_mois_2_plus_de_0
            & antony_revenu_fiscal_trois_mois_plus_de_0
        )
        plus_petit = np.minimum(
            antony_ressources_trois_mois, antony_revenu_fiscal_trois_mois
        )
        plus_grand = np.maximum(antony_revenu_fiscal_trois_mois, 0)
        montant = np.where(
            antony_ressources_trois_mois_2 > 0, antony_ressources_trois_mois, plus_grand
        )

        return np.where(condition, plus_petit, montant)


class antony_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond d'Antony"
    unit = "currency"

    def formula_2021_06_01(famille, period, parameters):
        """ligne 52."""
        nombre = group_count(famille, role=Famille.ENFANT)
        params = parameters(period).aides_demo.antony
        en_couple = read(famille, "en_couple", period)
        plafond_selon_le_nombre_d_enfants = (
            params.plafond_selon_le_nombre_d_enfants.calc(
                scale_base(np.minimum(nombre, 7))
            )
        )
        montant = np.where(
            en_couple,
            params.plafond_d_un_couple_sans_enfant,
            params.plafond_d_une_personne_seule,
        )

        return np.where(nombre > 0, plafond_selon_le_nombre_d_enfants, montant)


class antony_eligibilite_ressources(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond de ressources d'Antony"

    def formula_2021_06_01(famille, period):
        """ligne 58 : ressources considérées / 3 mois < plafond d'Antony."""
        antony_base_ressources = inner(famille, "antony_base_ressources", period)
        antony_plafond = inner(famille, "antony_plafond", period)

        return snap(antony_base_ressources / 3) < antony_plafond
