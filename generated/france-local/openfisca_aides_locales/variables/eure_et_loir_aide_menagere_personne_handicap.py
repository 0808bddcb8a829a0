"""Aide-ménagère des personnes handicapées.

D'après eure_et_loir_aide_menagere_personne_handicap.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, exact, inner, read, snap


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite(
    Rule, Variable
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
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            >= params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.taux_d_incapacite_plein
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_2(
    Rule, Variable
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
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            > params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.taux_d_incapacite_reduit
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_3(
    Rule, Variable
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
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        params = parameters(period).aides_locales

        return (
            taux_incapacite
            < params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.plafond_du_taux_reduit
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_age(
    Rule, Variable
):
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
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return (
            age
            <= params.eure_et_loir_eligibilite_aide_menagere_personne_handicap.age_maximum
        )


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_ressources_sous_l_aspa(
    Rule, Variable
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
        eure_et_loir_ressources_d_une_personne_handicapee = inner(
            individu, "eure_et_loir_ressources_d_une_personne_handicapee", period
        )
        aspa = exact(read(individu.famille, "aspa", period))

        return snap(eure_et_loir_ressources_d_une_personne_handicapee) <= aspa


class eure_et_loir_eligibilite_aide_menagere_personne_handicap(Rule, Variable):
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
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        condition_taux_d_incapacite = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite",
            period,
        )
        aah_restriction_substantielle_durable_acces_emploi = read(
            individu, "aah_restriction_substantielle_durable_acces_emploi", period
        )
        condition_taux_d_incapacite_2 = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_2",
            period,
        )
        condition_taux_d_incapacite_3 = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite_3",
            period,
        )
        condition_age = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_age",
            period,
        )
        ressortissant_eee = read(individu, "ressortissant_eee", period)
        refugie = read(individu, "refugie", period)
        apatride = read(individu, "apatride", period)
        condition_ressources_sous_l_aspa = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_ressources_sous_l_aspa",
            period,
        )
        aide_menagere_fournie_caisse_retraite = read(
            individu, "aide_menagere_fournie_caisse_retraite", period
        )
        beneficiaire_actp = read(individu, "beneficiaire_actp", period)
        mtp = read(individu, "mtp", period)
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
