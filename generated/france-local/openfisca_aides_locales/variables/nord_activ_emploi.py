"""Activ'Emploi.

D'après nord_activ_emploi.xlsx.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu, Menage

from openfisca_aides_locales.rt import Float64, Rule, code_starts, granted, inner, read


class nord_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside dans le Nord"
    reference = ("Activ'Emploi", "https://lenord.fr/jcms/prd1_608417/activ-emploi")

    def formula(menage, period):
        """Calculs!B5 : département = 59."""
        depcom = read(menage, "depcom", period)
        return code_starts(depcom, ["59"])


class nord_activ_emploi_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Activ'Emploi : éligibilité"
    reference = ("Activ'Emploi", "https://lenord.fr/jcms/prd1_608417/activ-emploi")

    def formula(individu, period):
        """Aide!B5."""
        nord_eligibilite_residence = read(
            individu.menage, "nord_eligibilite_residence", period
        )
        aides_locales_condition_rsa_plus_de_0 = read(
            individu, "aides_locales_condition_rsa_plus_de_0", period
        )

        return nord_eligibilite_residence & aides_locales_condition_rsa_plus_de_0


class nord_activ_emploi_maximum(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Activ'Emploi"
    reference = ("Activ'Emploi", "https://lenord.fr/jcms/prd1_608417/activ-emploi")
    unit = "currency"
    documentation = "Une aide aux premiers frais de reprise d'emploi des allocataires du RSA du Nord."

    def formula(individu, period, parameters):
        """Aide!B5."""
        nord_activ_emploi_eligibilite = inner(
            individu, "nord_activ_emploi_eligibilite", period
        )
        params = parameters(period).aides_locales.nord_activ_emploi_maximum

        return granted(nord_activ_emploi_eligibilite, params.plafond_de_l_aide)
