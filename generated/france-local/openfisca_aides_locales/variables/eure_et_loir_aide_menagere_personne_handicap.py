"""Aide-ménagère des personnes handicapées.

D'après eure_et_loir_aide_menagere_personne_handicap.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import exact, snap


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'incapacité ≥ taux d'incapacité plein"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 20."""
        taux_incapacite = exact(individu("taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            >= params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.taux_d_incapacite_plein
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_2(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'incapacité > taux d'incapacité réduit"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 23."""
        taux_incapacite = exact(individu("taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            > params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.taux_d_incapacite_reduit
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_3(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'incapacité < plafond du taux réduit"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 24."""
        taux_incapacite = exact(individu("taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            < params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.plafond_du_taux_reduit
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 26."""
        age = individu("age", period)
        params = parameters(period).aides_locales

        return (
            age
            <= params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.age_maximum
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_ressources_sous_l_aspa(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources sous l'ASPA"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period):
        """ligne 29 : ressources d'une personne handicapée ≤ ASPA."""
        eure_et_loir_ressources_d_une_personne_handicapee = individu(
            "eure_et_loir_ressources_d_une_personne_handicapee", period
        )
        aspa = exact(individu.famille("aspa", period))

        return snap(eure_et_loir_ressources_d_une_personne_handicapee) <= aspa


class eure_et_loir_eligibilite_aide_menagere_personne_handicap(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide-ménagère des personnes handicapées"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une aide à domicile pour les personnes handicapées de soixante ans au plus aux ressources modestes."

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = individu.menage(
            "eure_et_loir_eligibilite_residence", period
        )
        condition_taux_d_incapacite = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite",
            period,
        )
        aah_restriction_substantielle_durable_acces_emploi = individu(
            "aah_restriction_substantielle_durable_acces_emploi", period
        )
        condition_taux_d_incapacite_2 = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_2",
            period,
        )
        condition_taux_d_incapacite_3 = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_3",
            period,
        )
        condition_age = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_age",
            period,
        )
        ressortissant_eee = individu("ressortissant_eee", period)
        refugie = individu("refugie", period)
        apatride = individu("apatride", period)
        condition_ressources_sous_l_aspa = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_ressources_sous_l_aspa",
            period,
        )
        aide_menagere_fournie_caisse_retraite = individu(
            "aide_menagere_fournie_caisse_retraite", period
        )
        beneficiaire_actp = individu("beneficiaire_actp", period)
        mtp = individu("mtp", period)
        condition_2 = (
            aah_restriction_substantielle_durable_acces_emploi
            & condition_taux_d_incapacite_2
            & condition_taux_d_incapacite_3
        )
        condition = condition_taux_d_incapacite | condition_2
        ressortissant_eee_ou_refugie_ou_apatride = (
            ressortissant_eee | refugie | apatride
        )
        condition_3 = ~(aide_menagere_fournie_caisse_retraite | beneficiaire_actp | mtp)

        return (
            eure_et_loir_eligibilite_residence
            & condition
            & condition_age
            & ressortissant_eee_ou_refugie_ou_apatride
            & condition_ressources_sous_l_aspa
            & condition_3
        )
