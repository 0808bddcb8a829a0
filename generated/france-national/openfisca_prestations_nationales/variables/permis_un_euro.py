"""Permis à un euro par jour.

D'après permis_un_euro.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import Rule, read


class permis_un_euro(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Permis à un euro par jour"
    reference = (
        "Décret n° 2005-1225 du 29 septembre 2005",
        "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006052491/",
    )
    documentation = "Un prêt sans intérêt pour la formation au permis de conduire, de quinze à vingt-cinq ans."

    def formula_2005_10_01(individu, period, parameters):
        """ligne 15."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.transport.permis_de_conduire
        age_au_moins_minimum = age >= params.pret_formation_permis.age.minimum
        age_au_plus_maximum = age <= params.pret_formation_permis.age.maximum

        return age_au_moins_minimum & age_au_plus_maximum
