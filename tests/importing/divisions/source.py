from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class rent_share(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Share of the rent"

    def formula(household, period):
        income = household("household_income", period)
        return where(income != 0, household("rent", period) / income, 1)


class rent_share_unguarded(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Share of the rent unguarded"

    def formula(household, period):
        return household("rent", period) / household("household_income", period)


class rent_share_plus_one(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Share of the rent plus one"

    def formula(household, period):
        size = household("accommodation_size", period)
        return household("rent", period) / (size + (size == 0))
