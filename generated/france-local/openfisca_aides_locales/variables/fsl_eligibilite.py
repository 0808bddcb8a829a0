"""Fonds de solidarité pour le logement, maintien."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_aides_locales.rt import choice_in


class fsl_eligibilite_condition_occupe_un_logement_qu_il_paie(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "occupe un logement qu'il paie"

    def formula(menage, period):
        """aides/fsl_eligibilite.yaml, 9:5."""
        statut_occupation_logement = menage("statut_occupation_logement", period)
        montant = choice_in(
            statut_occupation_logement, "loge_gratuitement", "sans_domicile"
        )

        return ~montant


class fsl_eligibilite(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Fonds de solidarité pour le logement, maintien"
    documentation = "Une aide pour se maintenir dans un logement que l'on paie."

    def formula(menage, period):
        """aides/fsl_eligibilite.yaml, 1:7."""
        condition_occupe_un_logement_qu_il_paie = menage(
            "fsl_eligibilite_condition_occupe_un_logement_qu_il_paie", period
        )

        return condition_occupe_un_logement_qu_il_paie
