"""rules/housing.

From housing.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_country_template_rules.entities import Household
from openfisca_country_template_rules.rt import Float64


class HousingOccupancyStatus(Enum):
    __order__ = "owner tenant free_lodger homeless"
    owner = "Owner"
    tenant = "Tenant"
    free_lodger = "Free lodger"
    homeless = "Homeless"


class accommodation_size(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Size of the accommodation, in square metres"
    unit = "m²"


class rent(Float64, Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rent paid by the household"
    unit = "currency"


class housing_occupancy_status(Variable):
    value_type = Enum
    possible_values = HousingOccupancyStatus
    default_value = HousingOccupancyStatus.tenant
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Legal housing situation of the household concerning their main residence"


class postal_code(Variable):
    value_type = str
    max_length = 5
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Postal code of the household"
