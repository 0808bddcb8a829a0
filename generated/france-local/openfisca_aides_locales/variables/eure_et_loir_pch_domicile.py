"""Prestation de compensation du handicap à domicile."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class eure_et_loir_eligibilite_pch_domicile(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Prestation de compensation du handicap à domicile"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = (
        "Une aide aux dépenses liées au handicap à domicile, selon les besoins évalués."
    )

    def formula_2020_01_01(individu, period):
        """aides/eure_et_loir_pch_domicile.yaml, 1:7."""
        eure_et_loir_eligibilite_residence = individu.menage(
            "eure_et_loir_eligibilite_residence", period
        )
        eure_et_loir_sejour_regulier = individu("eure_et_loir_sejour_regulier", period)
        handicap = individu("handicap", period)
        beneficiaire_complement_aeeh = individu.famille(
            "beneficiaire_complement_aeeh", period
        )
        aides_locales_condition_apa_a_domicile = individu(
            "aides_locales_condition_apa_a_domicile_plus_de_0", period
        )
        beneficiaire_actp = individu("beneficiaire_actp", period)
        beneficiaire_acfp = individu("beneficiaire_acfp", period)
        condition = (
            beneficiaire_complement_aeeh
            | aides_locales_condition_apa_a_domicile
            | beneficiaire_actp
            | beneficiaire_acfp
        )
        montant = ~condition

        return (
            eure_et_loir_eligibilite_residence
            & eure_et_loir_sejour_regulier
            & handicap
            & montant
        )
