"""Aide sociale à l'hébergement des personnes handicapées.

D'après eure_et_loir_ash_personne_handicap.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, inner, read


class eure_et_loir_eligibilite_ash_personne_handicap_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 16."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return age >= params.eure_et_loir_eligibilite_ash_personne_handicap.age_minimum


class eure_et_loir_eligibilite_ash_personne_handicap(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide sociale à l'hébergement des personnes handicapées"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une prise en charge des frais de séjour en foyer des personnes handicapées majeures."

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        condition_age = inner(
            individu,
            "eure_et_loir_eligibilite_ash_personne_handicap_condition_age",
            period,
        )
        eure_et_loir_sejour_regulier = read(
            individu, "eure_et_loir_sejour_regulier", period
        )
        handicap = read(individu, "handicap", period)

        return (
            eure_et_loir_eligibilite_residence
            & condition_age
            & eure_et_loir_sejour_regulier
            & handicap
        )
