"""aides/loire atlantique.

D'après loire_atlantique.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal

from openfisca_aides_locales.rt import Float64, divide, exact, read


class loire_atlantique_quotient_familial(Float64, Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "quotient familial en Loire-Atlantique"
    unit = "currency"

    def formula(foyer_fiscal, period):
        """ligne 7."""
        rfr = exact(read(foyer_fiscal, "rfr", period))
        nbptr = exact(read(foyer_fiscal, "nbptr", period))

        return divide(rfr, nbptr, rfr) / 12
