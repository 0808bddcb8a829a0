"""conditions partagees.

D'après conditions_partagees.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import Rule, choice_in, read


class prestations_nationales_condition_non_reside_a_mayotte_du_demandeur(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "non réside à Mayotte du demandeur"

    def formula(famille, period):
        """ligne 39."""
        residence_mayotte = read(famille.demandeur.menage, "residence_mayotte", period)
        return ~residence_mayotte


class prestations_nationales_condition_statut_d_occupation_du_logement_parmi_locataire(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "statut d'occupation du logement parmi locataire_hlm ; locataire_vide ; locataire_meuble ; locataire_foyer"

    def formula(individu, period):
        """ligne 35."""
        statut_occupation_logement = read(
            individu.menage, "statut_occupation_logement", period
        )

        return choice_in(
            statut_occupation_logement,
            "locataire_hlm",
            "locataire_vide",
            "locataire_meuble",
            "locataire_foyer",
        )
