"""Bourse famille nombreuse d'Antony."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_locales.rt import group_any, group_count


class antony_bourse_famille_nombreuse_condition_nombre_d_enfants_nombre_d(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "nombre d'enfants ≥ nombre d'enfants demandé"

    def formula_2021_06_01(famille, period, parameters):
        """aides/antony_bourse_famille_nombreuse.yaml, 16:6."""
        params = parameters(period).aides_locales.antony_bourse_famille_nombreuse
        nombre = group_count(famille, role=Famille.ENFANT)

        return nombre >= params.nombre_d_enfants_demande


class antony_bourse_famille_nombreuse_condition_un_enfant_de_moins_d_un_an(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "un enfant de moins d'un an"

    def formula_2021_06_01(famille, period, parameters):
        """aides/antony_bourse_famille_nombreuse.yaml, 17:5."""
        age = famille.members("age", period)
        params = parameters(period).aides_locales.antony_bourse_famille_nombreuse
        concernes = age < params.age_de_l_enfant

        return group_any(famille, role=Famille.ENFANT, where=concernes)


class antony_bourse_famille_nombreuse(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Bourse famille nombreuse d'Antony"
    reference = (
        "Bourses communales",
        "https://www.ville-antony.fr/bourses-communales#famillesnombreuses",
    )
    documentation = "Une bourse pour les familles d'Antony à la naissance d'un troisième enfant ou du suivant."

    def formula_2021_06_01(famille, period):
        """aides/antony_bourse_famille_nombreuse.yaml, 1:7."""
        antony_eligibilite_residence = famille.demandeur.menage(
            "antony_eligibilite_residence", period
        )
        condition_nombre_d_enfants_nombre_d = famille(
            "antony_bourse_famille_nombreuse_condition_nombre_d_enfants_nombre_d",
            period,
        )
        condition_un_enfant_de_moins_d_un_an = famille(
            "antony_bourse_famille_nombreuse_condition_un_enfant_de_moins_d_un_an",
            period,
        )

        return (
            antony_eligibilite_residence
            & condition_nombre_d_enfants_nombre_d
            & condition_un_enfant_de_moins_d_un_an
        )
