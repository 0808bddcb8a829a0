from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class home_rate(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Rate of the home"

    def formula(household, period):
        status = household("housing_occupancy_status", period)
        homeless = status == HousingOccupancyStatus.homeless
        housed = (status == HousingOccupancyStatus.owner) + (status == HousingOccupancyStatus.tenant)
        return select([homeless, housed], [1, 0.5], default=0.25)


class next_status(Variable):
    value_type = Enum
    possible_values = HousingOccupancyStatus
    default_value = HousingOccupancyStatus.tenant
    entity = Household
    definition_period = MONTH
    label = "Next status"

    def formula(household, period):
        return where(household("rent", period) > 0, HousingOccupancyStatus.tenant, HousingOccupancyStatus.owner)
