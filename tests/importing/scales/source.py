from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class meal_rebate(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Meal rebate"

    def formula_2018(household, period, parameters):
        return round_(parameters(period).benefits.meal_price.calc(household("household_income", period)) * 0.5, 1)


class contribution_rebate(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Contribution rebate"
    set_input = set_input_divide_by_period

    def formula_2018(person, period, parameters):
        scale = parameters(period).taxes.social_security_contribution
        return max_(scale.calc(person("salary", period)) - 20, 0)
