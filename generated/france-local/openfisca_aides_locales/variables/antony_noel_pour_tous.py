"""Noël pour tous.

D'après antony_noel_pour_tous.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_locales.rt import Rule, inner, read


class antony_noel_pour_tous_condition_age(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge du demandeur < âge limite"
    reference = (
        "Noël du CCAS",
        "https://www.ville-antony.fr/actualites/noel-ccas-2024",
    )

    def formula_2021_06_01(famille, period, parameters):
        """ligne 16."""
        age = read(famille.demandeur, "age", period)
        params = parameters(period).aides_locales.antony_noel_pour_tous

        return age < params.age_limite


class antony_noel_pour_tous(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Noël pour tous"
    reference = (
        "Noël du CCAS",
        "https://www.ville-antony.fr/actualites/noel-ccas-2024",
    )
    documentation = "Un colis de Noël pour les foyers d'Antony aux ressources modestes, avant l'âge du colis des aînés."

    def formula_2021_06_01(famille, period):
        """ligne 1."""
        antony_eligibilite_residence = read(
            famille.demandeur.menage, "antony_eligibilite_residence", period
        )
        antony_eligibilite_ressources = read(
            famille, "antony_eligibilite_ressources", period
        )
        condition_age = inner(famille, "antony_noel_pour_tous_condition_age", period)

        return (
            antony_eligibilite_residence & antony_eligibilite_ressources & condition_age
        )
