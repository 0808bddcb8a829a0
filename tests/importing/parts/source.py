import numpy as np
from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class tapered_grant(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Tapered grant"
    documentation = """
    A grant that falls as income
    rises.
    """
    set_input = set_input_divide_by_period

    def formula_2018(household, period, parameters):
        # What the household has, with a tenth of the rent.
        means = household("household_income", period) + household("rent", period) / 10
        taper = max_(0, 1 - means / 2000)
        grant = 300 * taper
        return where(means > 1000, min_(grant, 100), where(means > 500, grant, 300 - means / 10))


class clipped(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Clipped"

    def formula(household, period):
        return np.clip(household("rent", period) - 100, 0, 250) + np.clip(household("household_income", period), None, a_max=50)
