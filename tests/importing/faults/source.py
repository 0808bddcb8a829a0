from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class pooled(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Pooled"

    def formula(household, period):
        return sum(household.members("salary", period))


class bits_first(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Bits first"

    def formula(person, period):
        young = person("age", period) < 26
        return young & person("salary", period) > 100


class text_is_true(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Text is true"

    def formula(person, period):
        return where(person("salary", period) > 100, "1", "0")


class chained(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Chained"

    def formula(person, period):
        return 18 <= person("age", period) <= 25


class whole_array(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Whole array"

    def formula(person, period):
        return (person("age", period) > 18) and (person("salary", period) == 0)


class two_are_one(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Two are one"

    def formula(person, period):
        young = person("age", period) < 26
        poor = person("salary", period) < 100
        return (young + poor) >= 2
