"""aides/tisseo.

D'après tisseo.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Individu, Menage

from openfisca_aides_locales.rt import Float64, Rule, code_in, divide, exact, read
from openfisca_aides_locales.zones import RESSORT_DE_TISSEO


class tisseo_ressort_territorial(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside dans le ressort de Tisséo"

    def formula_2015_01_01(menage, period):
        """ligne 22 : commune dans ressort de Tisséo."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, RESSORT_DE_TISSEO)


class tisseo_transport_reduction_ressources_fiscales(Float64, Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "ressources fiscales par part"
    unit = "currency"

    def formula_2015_01_01(foyer_fiscal, period):
        """ligne 28."""
        rfr = exact(read(foyer_fiscal, "rfr", period))
        nbptr = exact(read(foyer_fiscal, "nbptr", period))

        return divide(rfr, nbptr, rfr) / 12


class tisseo_transport_reduction_plafond_smic_net(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "SMIC net de Tisséo"
    unit = "currency"

    def formula_2015_01_01(individu, period, parameters):
        """ligne 30 : SMIC brut mensuel × 7,82 / 9,88."""
        params = parameters(period).marche_travail.salaire_minimum.smic
        montant = params.smic_b_horaire * params.nb_heures_travail_mensuel * 7.82 / 9.88

        return np.full(individu.count, montant)


class tisseo_plafond_mensuel_de_la_cmu_c(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond mensuel de la CMU-C"
    unit = "currency"

    def formula_2015_01_01(individu, period):
        """ligne 31 : plafond annuel de la CMU-C / 12 mois."""
        cmu_c_plafond = exact(read(individu.famille, "cmu_c_plafond", period))
        return cmu_c_plafond / 12
