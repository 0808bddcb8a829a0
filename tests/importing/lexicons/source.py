from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person


class income_by_size(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Income by size"

    def formula(household, period):
        return household("household_income", period) / household("accommodation_size", period)


class size_or_income(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Size or income"

    def formula(household, period):
        return household("household_income", period) + household("accommodation_size", period)
