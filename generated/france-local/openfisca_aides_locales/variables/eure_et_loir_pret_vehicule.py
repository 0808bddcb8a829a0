"""Prêt de véhicule."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class eure_et_loir_eligibilite_pret_vehicule(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Prêt de véhicule"
    documentation = "Un véhicule prêté aux allocataires du RSA d'Eure-et-Loir."

    def formula_2009_07_01(individu, period):
        """aides/eure_et_loir_pret_vehicule.yaml, 1:7."""
        eure_et_loir_eligibilite_residence = individu.menage(
            "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_rsa_plus_de_0 = individu(
            "aides_locales_condition_rsa_plus_de_0", period
        )

        return (
            eure_et_loir_eligibilite_residence & aides_locales_condition_rsa_plus_de_0
        )
