from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class children_in_need(Variable):
    value_type = int
    entity = Household
    definition_period = MONTH
    label = "Children in need"

    def formula(household, period):
        age = household.members("age", period)
        salary = household.members("salary", period)
        poor = (age >= 16) * (salary < 300)
        return household.sum(poor, role=Household.CHILD) + household.nb_persons(Household.ADULT)


class adult_wages(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Wages of adults"
    set_input = set_input_divide_by_period

    def formula(household, period):
        salary = household.members("salary", period)
        of_age = household.members("age", period) >= 18
        return household.sum(salary * of_age)


class heads_a_home(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Heads a home"

    def formula(person, period):
        return person.has_role(Household.ADULT) * (person.household("rent", period) > 0)
