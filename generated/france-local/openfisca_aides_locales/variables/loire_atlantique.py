"""aides/loire atlantique."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal

from openfisca_aides_locales.rt import divide, exact


class loire_atlantique_quotient_familial(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "quotient familial en Loire-Atlantique"
    unit = "currency"

    def formula(foyer_fiscal, period):
        """aides/loire_atlantique.yaml, 7:14."""
        rfr = exact(foyer_fiscal("rfr", period))
        nbptr = exact(foyer_fiscal("nbptr", period))

        return divide(rfr, nbptr, rfr) / 12
