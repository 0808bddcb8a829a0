"""What two formulas take from one helper lasts as long as the second: it ended with the first, and was no afterwards."""

from openfisca_core.model_api import *
from openfisca_country_template.entities import Household


def count_of_young(household, period, oldest):
    age_i = household.members("age", period)
    old_enough = age_i >= 1
    young_enough = age_i <= oldest
    return household.sum(old_enough * young_enough, role=Household.CHILD)


class heating_help(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Heating help"

    def formula_2017_01_01(household, period, parameters):
        has_young = count_of_young(household, period, 5) > 0
        rent = household("rent", period)
        amount = where(rent < 300, 20, where(rent < 600, 40, where(rent < 900, 60, 80)))
        return has_young * (rent < 1000) * amount

    def formula_2018_01_01(household, period, parameters):
        has_young = count_of_young(household, period, 5) > 0
        rent = household("rent", period)
        amount = where(rent < 300, 25, where(rent < 600, 45, where(rent < 900, 65, 85)))
        return has_young * (rent < 1200) * amount
