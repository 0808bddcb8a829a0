from numpy import select
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class moving_grant(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Moving grant"

    def formula(household, period):
        size = household("accommodation_size", period)
        status = household("housing_occupancy_status", period)
        tenant = status == HousingOccupancyStatus.tenant
        housed = (status == HousingOccupancyStatus.owner) + (status == HousingOccupancyStatus.free_lodger)
        return select(
            [tenant * (size < 20), tenant * (size >= 20) * (size <= 60), housed * (size > 60)],
            [300, 200, 100],
            default=0,
        )
