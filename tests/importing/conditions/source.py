from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class winter_grant(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Winter grant"
    reference = "https://law.example/winter"
    unit = "currency-EUR"

    def formula_2018(household, period, parameters):
        # Only those who pay a rent.
        tenant = household("housing_occupancy_status", period) == HousingOccupancyStatus.tenant
        low_income = household("household_income", period.last_month) <= parameters(period).benefits.parenting_allowance.income_threshold
        young_or_old = household.any(household.members("age", period) < 6) + household.any(household.members("age", period) > 70)
        return tenant * low_income * young_or_old * 120
