"""Prestation de compensation du handicap à domicile.

D'après eure_et_loir_pch_domicile.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, read


class eure_et_loir_eligibilite_pch_domicile(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Prestation de compensation du handicap à domicile"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = (
        "Une aide aux dépenses liées au handicap à domicile, selon les besoins évalués."
    )

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        eure_et_loir_sejour_regulier = read(
            individu, "eure_et_loir_sejour_regulier", period
        )
        handicap = read(individu, "handicap", period)
        beneficiaire_complement_aeeh = read(
            individu.famille, "beneficiaire_complement_aeeh", period
        )
        aides_locales_condition_apa_a_domicile_plus_de_0 = read(
            individu, "aides_locales_condition_apa_a_domicile_plus_de_0", period
        )
        beneficiaire_actp = read(individu, "beneficiaire_actp", period)
        beneficiaire_acfp = read(individu, "beneficiaire_acfp", period)
        condition_2 = (
            beneficiaire_complement_aeeh
            | aides_locales_condition_apa_a_domicile_plus_de_0
            | beneficiaire_actp
            | beneficiaire_acfp
        )
        condition = ~condition_2

        return (
            eure_et_loir_eligibilite_residence
            & eure_et_loir_sejour_regulier
            & handicap
            & condition
        )
