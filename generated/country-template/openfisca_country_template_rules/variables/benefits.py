"""rules/benefits.

From benefits.yaml.
"""

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Household, Person
from openfisca_country_template_rules.rt import (
    Float64,
    granted,
    group_any,
    group_count,
    read,
    scale_base,
    snap,
)


class basic_income(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Basic income provided to adults"
    reference = "https://law.gov.example/basic_income"
    unit = "currency"

    def formula_2015_12_01(person, period, parameters):
        """line 42."""
        age = read(person, "age", period)
        salary = read(person, "salary", period)
        condition = (age >= parameters(period).general.age_of_majority) & (salary == 0)

        return granted(condition, parameters(period).benefits.basic_income)

    def formula_2016_12_01(person, period, parameters):
        """line 43: if age ≥ age of majority then basic income amount else 0."""
        age = read(person, "age", period)

        return granted(
            age >= parameters(period).general.age_of_majority,
            parameters(period).benefits.basic_income,
        )


class housing_allowance(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Housing allowance"
    reference = "https://law.gov.example/housing_allowance"
    unit = "currency"
    documentation = "This allowance disappeared in December 2016."
    end = "2016-11-30"

    def formula_2010_01_01(household, period, parameters):
        """line 52: rent × share of the rent."""
        rent = read(household, "rent", period)
        return rent * parameters(period).benefits.housing_allowance


class pension(Float64, Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pension for the elderly"
    unit = "currency"

    def formula_1951_07_01(person, period, parameters):
        """line 60: if age ≥ age of retirement then 1 else 0."""
        age = read(person, "age", period)
        return granted(age >= parameters(period).general.age_of_retirement, 1)


class parenting_allowance(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allowance for low income people with children to care for."
    reference = "https://www.servicesaustralia.gov.au/individuals/services/centrelink/parenting-payment/who-can-get-it"
    unit = "currency"

    def formula_2015_12_01(household, period, parameters):
        """line 67."""
        household_income = read(household, "household_income", period)
        params = parameters(period).benefits.parenting_allowance
        age = read(household.members, "age", period)
        concerned = age < 8
        concerned_2 = age < 6
        household_income_2 = snap(household_income)
        household_income_at_most_income_threshold = (
            household_income_2 <= params.income_threshold
        )
        count_is_1 = group_count(household, role=Household.ADULT) == 1
        any_member = group_any(household, where=concerned)
        count_is_1_and_any_member = count_is_1 & any_member
        any_member_2 = group_any(household, where=concerned_2)
        count_is_1_and_any_member_or_any_member = (
            count_is_1_and_any_member | any_member_2
        )
        condition = (
            household_income_at_most_income_threshold
            & count_is_1_and_any_member_or_any_member
        )

        return granted(condition, params.amount)


class meal_price(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "The price of a meal"
    unit = "currency"

    def formula_2017_01_01(household, period, parameters):
        """line 78: price by income(household income)."""
        household_income = read(household, "household_income", period)
        return parameters(period).benefits.meal_price.calc(scale_base(household_income))


class swimming_pool_access(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "The cost of swimming pool access"
    unit = "currency"

    def formula_2017_01_01(household, period, parameters):
        """line 85: steps of the swimming pool(household income)."""
        household_income = read(household, "household_income", period)
        params = parameters(period).benefits

        return params.swimming_pool_access_cost_increase.calc(
            scale_base(household_income)
        )
