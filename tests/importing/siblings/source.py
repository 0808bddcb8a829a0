from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person


class source_needy(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Needy"

    def formula(household, period):
        return household("household_income", period) < 500


class source_base(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Common conditions"

    def formula(household, period):
        return household("source_needy", period) * (household("rent", period) > 100)


class source_own(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Condition of the first aid alone"

    def formula(household, period):
        return household("accommodation_size", period) > 20


class source(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Aid that bears the name of its file"

    def formula(household, period):
        return household("source_base", period) * household("source_own", period) * 50


class another_aid(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Another aid of the same file"

    def formula(household, period):
        return household("source_base", period) * (household("rent", period) < 900) * 30
