"""Fonds d'aide aux jeunes.

D'après eure_et_loir_faj.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, read


class eure_et_loir_eligibilite_faj(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Fonds d'aide aux jeunes"
    documentation = "Une aide aux jeunes de dix-huit à vingt-cinq ans dont les revenus sont inférieurs au RSA."

    def formula_2009_07_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_age_entre_18_et_25 = read(
            individu, "aides_locales_condition_age_entre_18_et_25", period
        )
        aides_locales_condition_revenus_inferieurs_au_rsa = read(
            individu, "aides_locales_condition_revenus_inferieurs_au_rsa", period
        )

        return (
            eure_et_loir_eligibilite_residence
            & aides_locales_condition_age_entre_18_et_25
            & aides_locales_condition_revenus_inferieurs_au_rsa
        )
