"""Mutuelle communale de Montpellier.

D'après montpellier_mutuelle_communale.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Menage

from openfisca_aides_locales.rt import Rule, code_in, exact, inner, read


class montpellier_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Montpellier"
    reference = (
        "Mutuelle communale",
        "https://www.montpellier.fr/4884-mutuelle-communale.htm",
    )

    def formula(menage, period):
        """ligne 14 : commune = 34172."""
        depcom = read(menage, "depcom", period)
        return code_in(depcom, ["34172"])


class montpellier_mutuelle_communale_condition_participation_a_la_complementaire_sante(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "participation à la complémentaire santé solidaire > 0"
    reference = (
        "Mutuelle communale",
        "https://www.montpellier.fr/4884-mutuelle-communale.htm",
    )

    def formula(famille, period):
        """ligne 18."""
        css_participation_forfaitaire = exact(
            read(famille, "css_participation_forfaitaire", period)
        )

        return css_participation_forfaitaire > 0


class montpellier_mutuelle_communale(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Mutuelle communale de Montpellier"
    reference = (
        "Mutuelle communale",
        "https://www.montpellier.fr/4884-mutuelle-communale.htm",
    )
    documentation = "Une complémentaire santé négociée par la ville pour ses habitants qui n'ont pas la complémentaire santé solidaire."

    def formula(famille, period):
        """ligne 1."""
        montpellier_eligibilite_residence = read(
            famille.demandeur.menage, "montpellier_eligibilite_residence", period
        )
        condition_participation_a_la_complementaire_sante = inner(
            famille,
            "montpellier_mutuelle_communale_condition_participation_a_la_complementaire_sante",
            period,
        )
        cmu_c = read(famille, "cmu_c", period)
        condition = ~(condition_participation_a_la_complementaire_sante | cmu_c)

        return montpellier_eligibilite_residence & condition
