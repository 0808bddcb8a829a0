"""rules/taxes.

From taxes.yaml.
"""

import numpy as np
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Household, Person
from openfisca_country_template_rules.rt import Float64, choice_in, read, scale_base


class income_tax(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Income tax"
    reference = "https://law.gov.example/income_tax"
    unit = "currency"

    def formula_2012_01_01(person, period, parameters):
        """line 28: (salary + capital returns + pension) × income tax rate."""
        salary = read(person, "salary", period)
        capital_returns = read(person, "capital_returns", period)
        pension = read(person, "pension", period)
        amount = salary + capital_returns + pension

        return amount * parameters(period).taxes.income_tax_rate


class housing_tax(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "Tax paid by each household proportionally to the size of its accommodation"
    reference = "https://law.gov.example/housing_tax"
    unit = "currency"

    def formula_2010_01_01(household, period, parameters):
        """line 45."""
        housing_occupancy_status_first_month = read(
            household, "housing_occupancy_status", period.first_month
        )
        accommodation_size_first_month = read(
            household, "accommodation_size", period.first_month
        )
        params = parameters(period).taxes.housing_tax
        housing_occupancy_status_first_month_one_of_owner_tenant = choice_in(
            housing_occupancy_status_first_month, "owner", "tenant"
        )
        amount = (
            accommodation_size_first_month * parameters(period).taxes.housing_tax.rate
        )
        largest = np.maximum(amount, params.minimal_amount)

        return np.where(
            housing_occupancy_status_first_month_one_of_owner_tenant, largest, 0
        )


class social_security_contribution(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Progressive contribution paid on salaries to finance social security"
    reference = "https://law.gov.example/social_security_contribution"
    unit = "currency"

    def formula_2013_01_01(person, period, parameters):
        """line 35: social security contribution scale(salary)."""
        salary = read(person, "salary", period)
        params = parameters(period).taxes

        return params.social_security_contribution.calc(scale_base(salary))
