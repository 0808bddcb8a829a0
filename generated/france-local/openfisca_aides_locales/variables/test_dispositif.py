"""aides/test dispositif."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class test_dispositif(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "a déjà un an"

    def formula(individu, period):
        """aides/test_dispositif.yaml, 4:57."""
        age = individu("age", period)
        return age > 0
