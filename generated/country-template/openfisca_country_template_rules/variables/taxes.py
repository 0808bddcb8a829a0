"""rules/taxes."""

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Household, Person
from openfisca_country_template_rules.rt import choice_in, exact, scale_base


class income_tax(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Income tax"
    reference = "https://law.gov.example/income_tax"
    unit = "currency"

    def formula_2012_01_01(person, period, parameters):
        """rules/taxes.yaml, 28:14."""
        salary = exact(person("salary", period))
        capital_returns = exact(person("capital_returns", period))
        pension = exact(person("pension", period))
        amount = salary + capital_returns + pension

        return amount * parameters(period).taxes.income_tax_rate


class housing_tax(Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.YEAR
    label = "Tax paid by each household proportionally to the size of its accommodation"
    reference = "https://law.gov.example/housing_tax"
    unit = "currency"

    def formula_2010_01_01(household, period, parameters):
        """rules/taxes.yaml, 45:14."""
        housing_occupancy_status_first_month = household(
            "housing_occupancy_status", period.first_month
        )
        accommodation_size_first_month = exact(
            household("accommodation_size", period.first_month)
        )
        params = parameters(period).taxes.housing_tax
        amount = choice_in(housing_occupancy_status_first_month, "owner", "tenant")
        amount_2 = (
            accommodation_size_first_month * parameters(period).taxes.housing_tax.rate
        )
        largest = np.maximum(amount_2, params.minimal_amount)

        return np.where(amount, largest, 0)


class social_security_contribution(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Progressive contribution paid on salaries to finance social security"
    reference = "https://law.gov.example/social_security_contribution"
    unit = "currency"

    def formula_2013_01_01(person, period, parameters):
        """rules/taxes.yaml, 35:14."""
        salary = exact(person("salary", period))
        params = parameters(period).taxes

        return params.social_security_contribution.calc(scale_base(salary))
