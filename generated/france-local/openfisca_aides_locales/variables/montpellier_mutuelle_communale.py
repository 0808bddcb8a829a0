"""Mutuelle communale de Montpellier."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Menage

from openfisca_aides_locales.rt import code_in, exact


class montpellier_eligibilite_residence(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "réside à Montpellier"
    reference = (
        "Mutuelle communale",
        "https://www.montpellier.fr/4884-mutuelle-communale.htm",
    )

    def formula(menage, period):
        """aides/montpellier_mutuelle_communale.yaml, 14:101."""
        depcom = menage("depcom", period)
        return code_in(depcom, ["34172"])


class montpellier_mutuelle_communale_condition_participation_a_la_complementaire_sante(
    Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "participation à la complémentaire santé solidaire > 0"

    def formula(famille, period):
        """aides/montpellier_mutuelle_communale.yaml, 18:9."""
        css_participation_forfaitaire = exact(
            famille("css_participation_forfaitaire", period)
        )

        return css_participation_forfaitaire > 0


class montpellier_mutuelle_communale(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Mutuelle communale de Montpellier"
    reference = (
        "Mutuelle communale",
        "https://www.montpellier.fr/4884-mutuelle-communale.htm",
    )
    documentation = "Une complémentaire santé négociée par la ville pour ses habitants qui n'ont pas la complémentaire santé solidaire."

    def formula(famille, period):
        """aides/montpellier_mutuelle_communale.yaml, 1:7."""
        montpellier_eligibilite_residence = famille.demandeur.menage(
            "montpellier_eligibilite_residence", period
        )
        condition_participation_a_la = famille(
            "montpellier_mutuelle_communale_condition_participation_a_la_complementaire_sante",
            period,
        )
        cmu_c = famille("cmu_c", period)
        montant = ~(condition_participation_a_la | cmu_c)

        return montpellier_eligibilite_residence & montant
