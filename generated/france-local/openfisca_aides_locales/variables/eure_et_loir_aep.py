"""Aide éducative de proximité."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_aides_locales.rt import group_any


class eure_et_loir_eligibilite_aep_condition_un_enfant_a_charge(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "un enfant à charge"

    def formula(menage, period):
        """aides/eure_et_loir_aep.yaml, 14:6."""
        enfant_a_charge_this_year = menage.members("enfant_a_charge", period.this_year)
        return group_any(menage, where=enfant_a_charge_this_year)


class eure_et_loir_eligibilite_aep(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide éducative de proximité"
    reference = (
        "L'aide éducative de proximité",
        "https://eurelien.fr/mon-quotidien/enfance-et-famille/#Laction-educative",
    )
    documentation = (
        "Un accompagnement éducatif des familles qui ont un enfant à charge."
    )

    def formula(menage, period):
        """aides/eure_et_loir_aep.yaml, 1:7."""
        eure_et_loir_eligibilite_residence = menage(
            "eure_et_loir_eligibilite_residence", period
        )
        condition_un_enfant_a_charge = menage(
            "eure_et_loir_eligibilite_aep_condition_un_enfant_a_charge", period
        )

        return eure_et_loir_eligibilite_residence & condition_un_enfant_a_charge
