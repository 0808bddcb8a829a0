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


class rent_share_of_each(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Share of the rent of each"

    def formula(person, period):
        return person.household("rent", period) / person.household.nb_persons()


class rent_share_at_least(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Share of the rent at least"

    def formula(household, period):
        return household("rent", period) / max_(household("household_income", period), 100)


class rent_share_of_children(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Share of the rent of children"

    def formula(household, period):
        return household("rent", period) / household.nb_persons(Household.CHILD)
