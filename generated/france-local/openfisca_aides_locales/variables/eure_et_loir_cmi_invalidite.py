"""Carte mobilité inclusion, mention invalidité.

D'après eure_et_loir_cmi_invalidite.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, choice_in, exact, inner, read


class eure_et_loir_eligibilite_cmi_invalidite_condition_taux_d_incapacite(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'incapacité ≥ taux d'incapacité minimum"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 18."""
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            >= params.eure_et_loir_eligibilite_cmi_invalidite.taux_d_incapacite_minimum
        )


class eure_et_loir_eligibilite_cmi_invalidite_condition_gir(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "GIR parmi gir_1 ; gir_2"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period):
        """ligne 20."""
        gir = read(individu, "gir", period)
        return choice_in(gir, "gir_1", "gir_2")


class eure_et_loir_eligibilite_cmi_invalidite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Carte mobilité inclusion, mention invalidité"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = (
        "Une carte qui donne la priorité des places assises et des avantages fiscaux."
    )

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        eure_et_loir_sejour_regulier = read(
            individu, "eure_et_loir_sejour_regulier", period
        )
        condition_taux_d_incapacite = inner(
            individu,
            "eure_et_loir_eligibilite_cmi_invalidite_condition_taux_d_incapacite",
            period,
        )
        condition_gir = inner(
            individu, "eure_et_loir_eligibilite_cmi_invalidite_condition_gir", period
        )
        aides_locales_condition_apa_a_domicile_plus_de_0 = read(
            individu, "aides_locales_condition_apa_a_domicile_plus_de_0", period
        )
        condition_2 = condition_gir & aides_locales_condition_apa_a_domicile_plus_de_0
        condition = condition_taux_d_incapacite | condition_2

        return (
            eure_et_loir_eligibilite_residence
            & eure_et_loir_sejour_regulier
            & condition
        )
