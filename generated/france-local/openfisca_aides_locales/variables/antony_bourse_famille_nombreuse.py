"""Bourse famille nombreuse d'Antony.

D'après antony_bourse_famille_nombreuse.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_locales.rt import Rule, group_any, group_count, inner, read


class antony_bourse_famille_nombreuse_condition_nombre_d_enfants_nombre_d(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants ≥ nombre d'enfants demandé"
    reference = (
        "Bourses communales",
        "https://www.ville-antony.fr/bourses-communales#famillesnombreuses",
    )

    def formula_2021_06_01(famille, period, parameters):
        """ligne 16."""
        params = parameters(period).aides_locales.antony_bourse_famille_nombreuse
        nombre = group_count(famille, role=Famille.ENFANT)

        return nombre >= params.nombre_d_enfants_demande


class antony_bourse_famille_nombreuse_condition_un_enfant_de_moins_d_un_an(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un enfant de moins d'un an"
    reference = (
        "Bourses communales",
        "https://www.ville-antony.fr/bourses-communales#famillesnombreuses",
    )

    def formula_2021_06_01(famille, period, parameters):
        """ligne 17 : au moins un enfant avec âge < âge de l'enfant."""
        age = read(famille.members, "age", period)
        params = parameters(period).aides_locales.antony_bourse_famille_nombreuse
        concernes = age < params.age_de_l_enfant

        return group_any(famille, role=Famille.ENFANT, where=concernes)


class antony_bourse_famille_nombreuse(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Bourse famille nombreuse d'Antony"
    reference = (
        "Bourses communales",
        "https://www.ville-antony.fr/bourses-communales#famillesnombreuses",
    )
    documentation = "Une bourse pour les familles d'Antony à la naissance d'un troisième enfant ou du suivant."

    def formula_2021_06_01(famille, period):
        """ligne 1."""
        antony_eligibilite_residence = read(
            famille.demandeur.menage, "antony_eligibilite_residence", period
        )
        condition_nombre_d_enfants_nombre_d = inner(
            famille,
            "antony_bourse_famille_nombreuse_condition_nombre_d_enfants_nombre_d",
            period,
        )
        condition_un_enfant_de_moins_d_un_an = inner(
            famille,
            "antony_bourse_famille_nombreuse_condition_un_enfant_de_moins_d_un_an",
            period,
        )

        return (
            antony_eligibilite_residence
            & condition_nombre_d_enfants_nombre_d
            & condition_un_enfant_de_moins_d_un_an
        )
