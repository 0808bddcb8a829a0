"""Aide-ménagère des personnes handicapées."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import exact


class eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite(
    Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "taux d'incapacité ≥ taux d'incapacité plein"

    def formula_2020_01_01(individu, period, parameters):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 20:9."""
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
    label = "taux d'incapacité > taux d'incapacité réduit"

    def formula_2020_01_01(individu, period, parameters):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 23:13."""
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
    label = "taux d'incapacité < plafond du taux réduit"

    def formula_2020_01_01(individu, period, parameters):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 24:13."""
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
    label = "âge ≤ âge maximum"

    def formula_2020_01_01(individu, period, parameters):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 26:6."""
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
    label = "ressources sous l'ASPA"

    def formula_2020_01_01(individu, period):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 29:6."""
        eure_et_loir_ressources_d_une_personne = exact(
            individu("eure_et_loir_ressources_d_une_personne_handicapee", period)
        )
        aspa = exact(individu.famille("aspa", period))

        return eure_et_loir_ressources_d_une_personne <= aspa


class eure_et_loir_eligibilite_aide_menagere_personne_handicap(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Aide-ménagère des personnes handicapées"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une aide à domicile pour les personnes handicapées de soixante ans au plus aux ressources modestes."

    def formula_2020_01_01(individu, period):
        """aides/eure_et_loir_aide_menagere_personne_handicap.yaml, 1:7."""
        eure_et_loir_eligibilite_residence = individu.menage(
            "eure_et_loir_eligibilite_residence", period
        )
        condition_taux_d_incapacite = individu(
            "eure_et_loir_eligibilite_aide_menagere_personne_handicap_condition_taux_d_incapacite",
            period,
        )
        aah_restriction_substantielle_durable = individu(
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
            aah_restriction_substantielle_durable
            & condition_taux_d_incapacite_2
            & condition_taux_d_incapacite_3
        )
        condition = condition_taux_d_incapacite | condition_2
        condition_3 = ressortissant_eee | refugie | apatride
        montant = ~(aide_menagere_fournie_caisse_retraite | beneficiaire_actp | mtp)

        return (
            eure_et_loir_eligibilite_residence
            & condition
            & condition_age
            & condition_3
            & condition_ressources_sous_l_aspa
            & montant
        )
