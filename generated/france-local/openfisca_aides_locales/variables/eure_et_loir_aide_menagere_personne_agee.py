"""Aide-ménagère des personnes âgées.

D'après eure_et_loir_aide_menagere_personne_agee.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, choice_in, exact, inner, read


class eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_age(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge d'une personne apte au travail"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 18."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return (
            age
            >= params.eure_et_loir_eligibilite_aide_menagere_personne_agee.age_d_une_personne_apte_au_travail
        )


class eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_age_2(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge d'une personne inapte au travail"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period, parameters):
        """ligne 21."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales

        return (
            age
            >= params.eure_et_loir_eligibilite_aide_menagere_personne_agee.age_d_une_personne_inapte_au_travail
        )


class eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_gir(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "GIR parmi gir_5 ; gir_6"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period):
        """ligne 25."""
        gir = read(individu, "gir", period)
        return choice_in(gir, "gir_5", "gir_6")


class eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_ressources_sous_l_aspa(
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
        """ligne 26 : ressources de l'ASPA ≤ ASPA."""
        asi_aspa_base_ressources_individu = exact(
            read(individu, "asi_aspa_base_ressources_individu", period)
        )
        aspa = exact(read(individu.famille, "aspa", period))

        return asi_aspa_base_ressources_individu <= aspa


class eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_apa_a_domicile(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "APA à domicile du mois dernier > 0"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )

    def formula_2020_01_01(individu, period):
        """ligne 28."""
        apa_domicile_last_month = exact(
            read(individu, "apa_domicile", period.last_month)
        )

        return apa_domicile_last_month > 0


class eure_et_loir_eligibilite_aide_menagere_personne_agee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide-ménagère des personnes âgées"
    reference = (
        "Règlement départemental d'aide sociale d'Eure-et-Loir",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RDAS_valide__decembre_2019.pdf",
    )
    documentation = "Une aide à domicile pour les personnes âgées de GIR 5 ou 6 aux ressources modestes, récupérable sur succession."

    def formula_2020_01_01(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        condition_age = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_age",
            period,
        )
        inapte_travail = read(individu, "inapte_travail", period)
        condition_age_2 = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_age_2",
            period,
        )
        ressortissant_eee = read(individu, "ressortissant_eee", period)
        refugie = read(individu, "refugie", period)
        apatride = read(individu, "apatride", period)
        condition_gir = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_gir",
            period,
        )
        condition_ressources_sous_l_aspa = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_ressources_sous_l_aspa",
            period,
        )
        condition_apa_a_domicile = inner(
            individu,
            "eure_et_loir_eligibilite_aide_menagere_personne_agee_condition_apa_a_domicile",
            period,
        )
        aide_menagere_fournie_caisse_retraite = read(
            individu, "aide_menagere_fournie_caisse_retraite", period
        )
        beneficiaire_actp = read(individu, "beneficiaire_actp", period)
        mtp = read(individu, "mtp", period)
        inapte_travail_et_condition_age_2 = inapte_travail & condition_age_2
        condition_age_ou_inapte_travail_et_condition_age_2 = (
            condition_age | inapte_travail_et_condition_age_2
        )
        ressortissant_eee_ou_refugie_ou_apatride = (
            ressortissant_eee | refugie | apatride
        )
        condition_2 = (
            condition_apa_a_domicile
            | aide_menagere_fournie_caisse_retraite
            | beneficiaire_actp
            | mtp
        )
        condition = ~condition_2

        return (
            eure_et_loir_eligibilite_residence
            & condition_age_ou_inapte_travail_et_condition_age_2
            & ressortissant_eee_ou_refugie_ou_apatride
            & condition_gir
            & condition_ressources_sous_l_aspa
            & condition
        )
