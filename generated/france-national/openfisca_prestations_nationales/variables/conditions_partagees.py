"""conditions partagees.

D'après conditions_partagees.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prestations_nationales_condition_non_reside_a_mayotte_du_demandeur(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "non réside à Mayotte du demandeur"

    def formula(famille, period):
        """ligne 39."""
        residence_mayotte = famille.demandeur.menage("residence_mayotte", period)
        return ~residence_mayotte
