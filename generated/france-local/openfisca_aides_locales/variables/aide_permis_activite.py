"""aides/aide permis activite.

D'après aide_permis_activite.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Float64, Rule, code_in, granted, inner, read
from openfisca_aides_locales.zones import COMMUNE_DE_L_AIDE_3, COMMUNE_DE_L_AIDE_4


class cambrai_aide_mobilite_permis_b_condition_commune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "commune dans commune de l'aide"

    def formula_2019_01_01(individu, period):
        """ligne 16."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, COMMUNE_DE_L_AIDE_3)


class cambrai_aide_mobilite_permis_b_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 17."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.cambrai_aide_mobilite_permis_b

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class cambrai_aide_mobilite_permis_b_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis B – Ville de Cambrai : éligibilité"

    def formula_2019_01_01(individu, period):
        """ligne 24."""
        cambrai_aide_mobilite_permis_b_condition_commune = inner(
            individu, "cambrai_aide_mobilite_permis_b_condition_commune", period
        )
        cambrai_aide_mobilite_permis_b_condition_age = inner(
            individu, "cambrai_aide_mobilite_permis_b_condition_age", period
        )
        aides_locales_condition_etudiant_en_recherche_d_emploi = read(
            individu,
            "aides_locales_condition_etudiant_en_recherche_d_emploi_ou_sans_activite",
            period,
        )

        return (
            cambrai_aide_mobilite_permis_b_condition_commune
            & cambrai_aide_mobilite_permis_b_condition_age
            & aides_locales_condition_etudiant_en_recherche_d_emploi
        )


class cambrai_aide_mobilite_permis_b(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis B – Ville de Cambrai"
    unit = "currency"
    documentation = "Une aide de la commune pour le permis B des étudiants, demandeurs d'emploi et inactifs de dix-huit à vingt-cinq ans."

    def formula_2019_01_01(individu, period, parameters):
        """ligne 24."""
        cambrai_aide_mobilite_permis_b_eligibilite = inner(
            individu, "cambrai_aide_mobilite_permis_b_eligibilite", period
        )
        params = parameters(period).aides_locales.cambrai_aide_mobilite_permis_b

        return granted(
            cambrai_aide_mobilite_permis_b_eligibilite, params.montant_de_l_aide
        )


class le_cateau_aide_mobilite_permis_condition_commune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "commune dans commune de l'aide"

    def formula_2019_01_01(individu, period):
        """ligne 16."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, COMMUNE_DE_L_AIDE_4)


class le_cateau_aide_mobilite_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"

    def formula_2019_01_01(individu, period, parameters):
        """ligne 17."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.le_cateau_aide_mobilite_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class le_cateau_aide_mobilite_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis B – Ville du Cateau : éligibilité"

    def formula_2019_01_01(individu, period):
        """ligne 32."""
        le_cateau_aide_mobilite_permis_condition_commune = inner(
            individu, "le_cateau_aide_mobilite_permis_condition_commune", period
        )
        le_cateau_aide_mobilite_permis_condition_age = inner(
            individu, "le_cateau_aide_mobilite_permis_condition_age", period
        )
        aides_locales_condition_etudiant_en_recherche_d_emploi = read(
            individu,
            "aides_locales_condition_etudiant_en_recherche_d_emploi_ou_sans_activite",
            period,
        )

        return (
            le_cateau_aide_mobilite_permis_condition_commune
            & le_cateau_aide_mobilite_permis_condition_age
            & aides_locales_condition_etudiant_en_recherche_d_emploi
        )


class le_cateau_aide_mobilite_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis B – Ville du Cateau"
    unit = "currency"
    documentation = "Une aide de la commune pour le permis B des étudiants, demandeurs d'emploi et inactifs de dix-huit à vingt-cinq ans."

    def formula_2019_01_01(individu, period, parameters):
        """ligne 32."""
        le_cateau_aide_mobilite_permis_eligibilite = inner(
            individu, "le_cateau_aide_mobilite_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.le_cateau_aide_mobilite_permis

        return granted(
            le_cateau_aide_mobilite_permis_eligibilite, params.montant_de_l_aide
        )
