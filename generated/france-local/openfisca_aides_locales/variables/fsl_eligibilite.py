"""Fonds de solidarité pour le logement, maintien.

D'après fsl_eligibilite.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_aides_locales.rt import Rule, choice_in, read


class fsl_eligibilite(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Fonds de solidarité pour le logement, maintien"
    documentation = "Une aide pour se maintenir dans un logement que l'on paie."

    def formula(menage, period):
        """ligne 9."""
        statut_occupation_logement = read(menage, "statut_occupation_logement", period)
        condition = choice_in(
            statut_occupation_logement, "loge_gratuitement", "sans_domicile"
        )

        return ~condition
