from numpy import logical_not as not_, maximum as max_, minimum as min_, round as round_, select, where
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person
from openfisca_country_template.variables.housing import HousingOccupancyStatus


class grant_by_date(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Grant by date"
    end = "2020-12-31"

    def formula_2016_01(person, period, parameters):
        return where(person("age", period) < 26, 100, 50)

    def formula_2018_07(person, period, parameters):
        return parameters(period).benefits.basic_income * (person("age", period) >= parameters(period).general.age_of_majority)


class years_of_life(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "Years of life"

    def formula(person, period):
        birth = person("birth", period)
        year = birth.astype("datetime64[Y]").astype(int) + 1970
        month = birth.astype("datetime64[M]").astype(int) % 12 + 1
        day = (birth - birth.astype("datetime64[M]") + 1).astype(int)
        past = (month < period.start.month) + (month == period.start.month) * (day <= period.start.day)
        return period.start.year - year - where(past, 0, 1)


class at_school_start(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "At the start of school"

    def formula(person, period):
        return (period.start.month == 9) * (person("age", period) < 18)
