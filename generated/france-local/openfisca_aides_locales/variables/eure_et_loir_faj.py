"""Fonds d'aide aux jeunes."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class eure_et_loir_eligibilite_faj(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Fonds d'aide aux jeunes"
    documentation = "Une aide aux jeunes de dix-huit à vingt-cinq ans dont les revenus sont inférieurs au RSA."

    def formula_2009_07_01(individu, period):
        """aides/eure_et_loir_faj.yaml, 1:7."""
        eure_et_loir_eligibilite_residence = individu.menage(
            "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_age_entre_18_et = individu(
            "aides_locales_condition_age_entre_18_et_25", period
        )
        aides_locales_condition_revenus = individu(
            "aides_locales_condition_revenus_inferieurs_au_rsa", period
        )

        return (
            eure_et_loir_eligibilite_residence
            & aides_locales_condition_age_entre_18_et
            & aides_locales_condition_revenus
        )
