"""aides/test dispositif.

D'après test_dispositif.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, read


class test_dispositif(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "a déjà un an"

    def formula(individu, period):
        """ligne 4 : âge > 0."""
        age = read(individu, "age", period)
        return age > 0
