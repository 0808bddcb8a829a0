"""Bourse communale d'Antony.

D'après antony_bourse_communale.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_locales.rt import Rule, choice_in, group_any, inner, read


class antony_bourse_communale_condition_un_enfant_au_college_ou_au_lycee(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un enfant au collège ou au lycée"
    reference = ("Bourses communales", "https://www.ville-antony.fr/bourses-communales")

    def formula_2021_06_01(famille, period):
        """ligne 19 : au moins un enfant avec scolarité parmi college ; lycee."""
        scolarite = read(famille.members, "scolarite", period)
        concernes = choice_in(scolarite, "college", "lycee")

        return group_any(famille, role=Famille.ENFANT, where=concernes)


class antony_bourse_communale(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Bourse communale d'Antony"
    reference = ("Bourses communales", "https://www.ville-antony.fr/bourses-communales")
    documentation = "Une bourse de la ville pour les familles dont un enfant est au collège ou au lycée."

    def formula_2021_06_01(famille, period):
        """ligne 1."""
        antony_eligibilite_residence = read(
            famille.demandeur.menage, "antony_eligibilite_residence", period
        )
        antony_eligibilite_ressources = read(
            famille, "antony_eligibilite_ressources", period
        )
        condition_un_enfant_au_college_ou_au_lycee = inner(
            famille,
            "antony_bourse_communale_condition_un_enfant_au_college_ou_au_lycee",
            period,
        )

        return (
            antony_eligibilite_residence
            & antony_eligibilite_ressources
            & condition_un_enfant_au_college_ou_au_lycee
        )
