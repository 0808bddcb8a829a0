from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class branches_on_people(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Branches on people"

    def formula(person, period):
        if person("age", period) > 18:
            return person("salary", period)
        return 0


class fixed_period(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Fixed period"

    def formula(person, period):
        return person("salary", "2020-01")


class made_name(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Made name"

    def formula(person, period):
        return person(str(period.start.year), period)


class mixes(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Mixes"

    def formula(household, period):
        return household("rent", period) + household.members("salary", period)


class unknown_function(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Unknown function"

    def formula(person, period):
        return interp(person("salary", period), [0, 1], [2, 3])


class a_power(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "A power"

    def formula(person, period):
        return person("salary", period) ** 0.5


class a_season(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "A season"

    def formula(person, period):
        return where(person("age", period) in (11, 12), person("salary", period), 0)
