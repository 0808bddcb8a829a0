"""rules/demographics.

From demographics.yaml.
"""

import datetime

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Person
from openfisca_country_template_rules.rt import Rule, age_in_years, read


class birth(Variable):
    value_type = datetime.date
    default_value = datetime.date(1970, 1, 1)
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Birth date"
    reference = "https://en.wiktionary.org/wiki/birthdate"


class age(Rule, Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Person's age (in years)"
    unit = "years"

    def formula(person, period):
        """line 20: AGE(birth)."""
        birth = read(person, "birth", period)
        return age_in_years(birth, period)
