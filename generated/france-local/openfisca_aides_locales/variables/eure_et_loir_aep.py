"""Aide éducative de proximité.

D'après eure_et_loir_aep.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_aides_locales.rt import Rule, group_any, inner, read, year_of


class eure_et_loir_eligibilite_aep_condition_un_enfant_a_charge(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un enfant à charge"
    reference = (
        "L'aide éducative de proximité",
        "https://eurelien.fr/mon-quotidien/enfance-et-famille/#Laction-educative",
    )

    def formula(menage, period):
        """ligne 14 : au moins un membre du ménage avec est à charge."""
        enfant_a_charge_this_year = read(
            menage.members, "enfant_a_charge", year_of(period)
        )

        return group_any(menage, where=enfant_a_charge_this_year)


class eure_et_loir_eligibilite_aep(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide éducative de proximité"
    reference = (
        "L'aide éducative de proximité",
        "https://eurelien.fr/mon-quotidien/enfance-et-famille/#Laction-educative",
    )
    documentation = (
        "Un accompagnement éducatif des familles qui ont un enfant à charge."
    )

    def formula(menage, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            menage, "eure_et_loir_eligibilite_residence", period
        )
        condition_un_enfant_a_charge = inner(
            menage, "eure_et_loir_eligibilite_aep_condition_un_enfant_a_charge", period
        )

        return eure_et_loir_eligibilite_residence & condition_un_enfant_a_charge
