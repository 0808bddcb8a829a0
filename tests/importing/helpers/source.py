from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus

INCOMES = ["salary", "capital_returns"]


def all_incomes(person, period, names=INCOMES):
    return sum(person(name, period) for name in names)


def doubled(amount, times=2):
    result = amount
    for _ in range(times - 1):
        result += amount
    return result


class total_income(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Total income"
    set_input = set_input_divide_by_period

    def formula(person, period):
        return all_incomes(person, period) + doubled(person("pension", period))


class in_the_towns(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "In the towns"

    def formula(household, period):
        code = household("postal_code", period)
        return sum([code == town for town in ["75001", "75002"]]) > 0
