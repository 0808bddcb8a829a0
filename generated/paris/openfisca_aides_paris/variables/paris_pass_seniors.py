"""Pass Paris Seniors.

D'après paris_pass_seniors.xlsx.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_paris.rt import Rule, read


class paris_pass_seniors(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Pass Paris Seniors"
    reference = "Règlement municipal du CASVP"
    documentation = "La gratuité des transports franciliens pour les personnes âgées de Paris peu imposées."

    def formula_2012_01_01(individu, period):
        """Aide!B5."""
        paris_personne_agee = read(individu, "paris_personne_agee", period)
        paris_pass_eligibilite = read(individu, "paris_pass_eligibilite", period)

        return paris_personne_agee & paris_pass_eligibilite
