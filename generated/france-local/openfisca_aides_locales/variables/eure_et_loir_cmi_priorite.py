"""Carte mobilité inclusion, mention priorité.

D'après eure_et_loir_cmi_priorite.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, exact, inner, read


class eure_et_loir_eligibilite_cmi_priorite_condition_taux_d_incapacite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'incapacité < taux d'incapacité de l'invalidité"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 17."""
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            < params.eure_et_loir_eligibilite_cmi_priorite.taux_d_incapacite_de_l_invalidite
        )


class eure_et_loir_eligibilite_cmi_priorite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Carte mobilité inclusion, mention priorité"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une carte qui donne la priorité des places assises à qui la station debout est pénible."

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
            "eure_et_loir_eligibilite_cmi_priorite_condition_taux_d_incapacite",
            period,
        )
        station_debout_penible = read(individu, "station_debout_penible", period)

        return (
            eure_et_loir_eligibilite_residence
            & eure_et_loir_sejour_regulier
            & condition_taux_d_incapacite
            & station_debout_penible
        )
