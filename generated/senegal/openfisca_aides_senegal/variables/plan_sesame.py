"""Plan Sésame.

D'après plan_sesame.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_senegal.entities import Person

from openfisca_aides_senegal.rt import Rule, read


class plan_sesame(Rule, Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Plan Sésame"
    reference = "Plan Sésame, gratuité des soins des personnes âgées"
    documentation = "La gratuité des soins dans les structures publiques de santé pour les personnes de 60 ans et plus."

    def formula_2006_09_01(person, period, parameters):
        """ligne 15."""
        age = read(person, "age", period)
        params = parameters(period).openfisca_aides_senegal.plan_sesame

        return age >= params.age_minimum
