"""Transport des élèves et étudiants handicapés.

D'après eure_et_loir_transport_eleves_etudiants.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, read


class eure_et_loir_eligibilite_transport_eleves_etudiants(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Transport des élèves et étudiants handicapés"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une prise en charge du transport des élèves et étudiants qui ne peuvent prendre les transports en commun."

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        etudiant = read(individu, "etudiant", period)
        handicap = read(individu, "handicap", period)

        return eure_et_loir_eligibilite_residence & etudiant & handicap
