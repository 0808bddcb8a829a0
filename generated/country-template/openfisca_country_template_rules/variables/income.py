"""rules/income.

From income.yaml.
"""

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Household, Person
from openfisca_country_template_rules.rt import Float64, group_sum, inner, read, year_of


class salary(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Salary"
    reference = "https://law.gov.example/salary"
    unit = "currency"


class capital_returns(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Capital returns"
    reference = "https://law.gov.example/capital_return"
    unit = "currency"


class household_income(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "The sum of the salaries of those living in a household"
    unit = "currency"

    def formula(household, period):
        """line 16: sum of salary for members."""
        salary = read(household.members, "salary", period)
        return group_sum(household, salary)


class disposable_income(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Actual amount available to the household at the end of the month"
    reference = "https://stats.gov.example/disposable_income"
    unit = "currency"

    def formula(household, period):
        """line 22."""
        salary = read(household.members, "salary", period)
        capital_returns = read(household.members, "capital_returns", period)
        pension = read(household.members, "pension", period)
        basic_income = read(household.members, "basic_income", period)
        housing_allowance = read(household, "housing_allowance", period)
        parenting_allowance = inner(household, "parenting_allowance", period)
        income_tax = read(household.members, "income_tax", period)
        housing_tax_this_year = read(household, "housing_tax", year_of(period))
        social_security_contribution = read(
            household.members, "social_security_contribution", period
        )
        total = group_sum(household, salary)
        total_2 = group_sum(household, capital_returns)
        total_3 = group_sum(household, pension)
        total_4 = group_sum(household, basic_income)
        total_5 = group_sum(household, income_tax)
        total_6 = group_sum(household, social_security_contribution)

        return (
            total
            + total_2
            + total_3
            + total_4
            + housing_allowance
            + parenting_allowance
            - total_5
            - housing_tax_this_year / 12
            - total_6
        )


class total_benefits(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Sum of the benefits perceived by a household"
    unit = "currency"

    def formula(household, period):
        """line 32: sum of basic income for members + housing allowance."""
        basic_income = read(household.members, "basic_income", period)
        housing_allowance = read(household, "housing_allowance", period)

        return group_sum(household, basic_income) + housing_allowance


class total_taxes(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Sum of the taxes paid by a household"
    unit = "currency"

    def formula(household, period):
        """line 38."""
        income_tax = read(household.members, "income_tax", period)
        social_security_contribution = read(
            household.members, "social_security_contribution", period
        )
        housing_tax_this_year = read(household, "housing_tax", year_of(period))
        total = group_sum(household, income_tax)
        total_2 = group_sum(household, social_security_contribution)

        return total + total_2 + housing_tax_this_year / 12
