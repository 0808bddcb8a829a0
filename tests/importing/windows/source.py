from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class mean_salary(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Mean salary of a quarter"
    set_input = set_input_divide_by_period

    def formula(person, period):
        return person("salary", period.last_3_months, options=[ADD]) / 3


class past_and_present(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Taxes of three years"
    set_input = set_input_divide_by_period

    def formula(household, period):
        two_years_ago = household("housing_tax", period.n_2)
        this_year = household("housing_tax", period, options=[DIVIDE])
        six_months_ago = household("rent", period.offset(-6, "month"))
        january = household("rent", period.this_year.first_month)
        return two_years_ago / 12 + this_year + six_months_ago + january
