"""Prêt de véhicule.

D'après eure_et_loir_pret_vehicule.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, read


class eure_et_loir_eligibilite_pret_vehicule(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Prêt de véhicule"
    documentation = "Un véhicule prêté aux allocataires du RSA d'Eure-et-Loir."

    def formula_2009_07_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_rsa_plus_de_0 = read(
            individu, "aides_locales_condition_rsa_plus_de_0", period
        )

        return (
            eure_et_loir_eligibilite_residence & aides_locales_condition_rsa_plus_de_0
        )
