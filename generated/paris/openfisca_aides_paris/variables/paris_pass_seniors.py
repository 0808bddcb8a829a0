"""Pass Paris Seniors."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class paris_pass_seniors(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Pass Paris Seniors"
    reference = "Règlement municipal du CASVP"
    documentation = "La gratuité des transports franciliens pour les personnes âgées de Paris peu imposées."

    def formula_2012_01_01(individu, period):
        """aides/paris_pass_seniors.xlsx, Aide!B5."""
        paris_personne_agee = individu("paris_personne_agee", period)
        paris_pass_eligibilite = individu("paris_pass_eligibilite", period)

        return paris_personne_agee & paris_pass_eligibilite
