"""Tarification solidaire des transports de Rennes Métropole.

D'après rennes_metropole_transport.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    add_months,
    code_in,
    divide,
    exact,
    first_true,
    group_sum,
    half_up,
    inner,
    last_months,
    number,
    of_row,
    read,
    snap,
    year_of,
)
from openfisca_aides_locales.zones import RENNES_METROPOLE


class residence_rennes_metropole(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside à Rennes Métropole"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(individu, period):
        """ligne 41 : commune dans Rennes Métropole."""
        depcom = read(individu.menage, "depcom", period)
        return code_in(depcom, RENNES_METROPOLE)


class rennes_metropole_transport_revenus_des_independants(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "revenus des indépendants"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(individu, period):
        """ligne 45."""
        rpns_auto_entrepreneur_benefice_last_3_months = add_months(
            individu, "rpns_auto_entrepreneur_benefice", period.last_3_months
        )
        rpns_micro_entreprise_benefice_last_year = exact(
            read(individu, "rpns_micro_entreprise_benefice", year_of(period, -1))
        )
        rpns_benefice_exploitant_agricole_last_year = exact(
            read(individu, "rpns_benefice_exploitant_agricole", year_of(period, -1))
        )
        rpns_autres_revenus_last_year = exact(
            read(individu, "rpns_autres_revenus", year_of(period, -1))
        )
        montant = (
            rpns_auto_entrepreneur_benefice_last_3_months
            + rpns_micro_entreprise_benefice_last_year
            + rpns_benefice_exploitant_agricole_last_year
            + rpns_autres_revenus_last_year
        )

        return montant * 3 / 12 / 12


class rennes_metropole_transport_pensions_versees(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "pensions versées"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(individu, period):
        """ligne 50."""
        pensions_alimentaires_versees_individu_last_3_months = add_months(
            individu, "pensions_alimentaires_versees_individu", period.last_3_months
        )

        return pensions_alimentaires_versees_individu_last_3_months / 12


class rennes_metropole_transport_aide_au_logement_mensuelle(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide au logement mensuelle"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 51 : moyenne mensuelle de aide au logement des 12 derniers mois."""
        aide_logement_last_12_months = add_months(
            famille, "aide_logement", last_months(period, 12)
        )

        return aide_logement_last_12_months / 12


class rennes_metropole_transport_rsa_mensuel(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "RSA mensuel"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 52 : VALEUR(ARRONDI(RSA des 12 derniers mois ; 0)) / 12."""
        rsa_last_12_months = add_months(famille, "rsa", last_months(period, 12))
        return half_up(rsa_last_12_months, 1) / 12


class rennes_metropole_transport_aah_mensuelle_de_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "AAH mensuelle de la famille"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 56."""
        aah_last_12_months = add_months(famille.members, "aah", last_months(period, 12))
        valeurs = aah_last_12_months / 12

        return group_sum(famille, valeurs)


class rennes_metropole_transport_aspa_mensuelle(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ASPA mensuelle"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 57 : moyenne mensuelle de ASPA des 12 derniers mois."""
        aspa_last_12_months = add_months(famille, "aspa", last_months(period, 12))
        return aspa_last_12_months / 12


class rennes_metropole_transport_revenus_des_membres_sur_un_an(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenus des membres sur un an"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 26."""
        aah_last_12_months = add_months(famille.members, "aah", last_months(period, 12))
        ass_last_12_months = add_months(famille.members, "ass", last_months(period, 12))
        chomage_net_last_12_months = add_months(
            famille.members, "chomage_net", last_months(period, 12)
        )
        indemnites_journalieres_last_12_months = add_months(
            famille.members, "indemnites_journalieres", last_months(period, 12)
        )
        pensions_alimentaires_percues_last_12_months = add_months(
            famille.members, "pensions_alimentaires_percues", last_months(period, 12)
        )
        pensions_invalidite_last_12_months = add_months(
            famille.members, "pensions_invalidite", last_months(period, 12)
        )
        retraite_combattant_last_12_months = add_months(
            famille.members, "retraite_combattant", last_months(period, 12)
        )
        retraite_nette_last_12_months = add_months(
            famille.members, "retraite_nette", last_months(period, 12)
        )
        revenus_stage_formation_pro_last_12_months = add_months(
            famille.members, "revenus_stage_formation_pro", last_months(period, 12)
        )
        revenus_capital_last_12_months = add_months(
            famille.members, "revenus_capital", last_months(period, 12)
        )
        revenus_locatifs_last_12_months = add_months(
            famille.members, "revenus_locatifs", last_months(period, 12)
        )
        salaire_net_last_12_months = add_months(
            famille.members, "salaire_net", last_months(period, 12)
        )
        valeurs = (
            aah_last_12_months
            + ass_last_12_months
            + chomage_net_last_12_months
            + indemnites_journalieres_last_12_months
            + pensions_alimentaires_percues_last_12_months
            + pensions_invalidite_last_12_months
            + retraite_combattant_last_12_months
            + retraite_nette_last_12_months
            + revenus_stage_formation_pro_last_12_months
            + revenus_capital_last_12_months
            + revenus_locatifs_last_12_months
            + salaire_net_last_12_months
        )
        af_last_12_months = add_months(famille, "af", last_months(period, 12))

        return group_sum(famille, valeurs) / 12 + af_last_12_months / 12


class rennes_metropole_transport_prestations_de_la_famille_sur_un_an(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "prestations de la famille sur un an"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 34."""
        aide_logement_last_12_months = add_months(
            famille, "aide_logement", last_months(period, 12)
        )
        asf_last_12_months = add_months(famille, "asf", last_months(period, 12))
        aspa_last_12_months = add_months(famille, "aspa", last_months(period, 12))
        cf_last_12_months = add_months(famille, "cf", last_months(period, 12))
        paje_base_last_12_months = add_months(
            famille, "paje_base", last_months(period, 12)
        )
        paje_clca_last_12_months = add_months(
            famille, "paje_clca", last_months(period, 12)
        )
        paje_prepare_last_12_months = add_months(
            famille, "paje_prepare", last_months(period, 12)
        )
        ppa_last_12_months = add_months(famille, "ppa", last_months(period, 12))
        montant = (
            aide_logement_last_12_months
            + asf_last_12_months
            + aspa_last_12_months
            + cf_last_12_months
            + paje_base_last_12_months
            + paje_clca_last_12_months
            + paje_prepare_last_12_months
            + ppa_last_12_months
        )

        return montant / 12


class rennes_metropole_transport_ressources_avant_forfait(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources avant forfait"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 62."""
        revenus_des_membres_sur_un_an = inner(
            famille, "rennes_metropole_transport_revenus_des_membres_sur_un_an", period
        )
        rsa_mensuel = read(famille, "rennes_metropole_transport_rsa_mensuel", period)
        prestations_de_la_famille_sur_un_an = inner(
            famille,
            "rennes_metropole_transport_prestations_de_la_famille_sur_un_an",
            period,
        )
        revenus_des_independants = read(
            famille.members,
            "rennes_metropole_transport_revenus_des_independants",
            period,
        )
        pensions_versees = read(
            famille.members, "rennes_metropole_transport_pensions_versees", period
        )
        total = group_sum(famille, revenus_des_independants)
        total_2 = group_sum(famille, pensions_versees)

        return (
            revenus_des_membres_sur_un_an
            + rsa_mensuel
            + prestations_de_la_famille_sur_un_an
            + total
            - total_2
        )


class rennes_metropole_transport_n_a_que_l_aah(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "n'a que l'AAH"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(famille, period):
        """ligne 68."""
        ressources_avant_forfait = read(
            famille, "rennes_metropole_transport_ressources_avant_forfait", period
        )
        aide_au_logement_mensuelle = read(
            famille, "rennes_metropole_transport_aide_au_logement_mensuelle", period
        )
        aah_mensuelle_de_la_famille = inner(
            famille, "rennes_metropole_transport_aah_mensuelle_de_la_famille", period
        )
        rsa_mensuel = read(famille, "rennes_metropole_transport_rsa_mensuel", period)
        montant_2 = (
            ressources_avant_forfait
            - aide_au_logement_mensuelle
            - aah_mensuelle_de_la_famille
            - rsa_mensuel
        )
        montant = snap(montant_2)

        return montant == 0


class rennes_metropole_transport_n_a_que_l_aspa(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "n'a que l'ASPA"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(famille, period):
        """ligne 71."""
        ressources_avant_forfait = read(
            famille, "rennes_metropole_transport_ressources_avant_forfait", period
        )
        aide_au_logement_mensuelle = read(
            famille, "rennes_metropole_transport_aide_au_logement_mensuelle", period
        )
        aspa_mensuelle = inner(
            famille, "rennes_metropole_transport_aspa_mensuelle", period
        )
        rsa_mensuel = read(famille, "rennes_metropole_transport_rsa_mensuel", period)
        montant_2 = (
            ressources_avant_forfait
            - aide_au_logement_mensuelle
            - aspa_mensuelle
            - rsa_mensuel
        )
        montant = snap(montant_2)

        return montant == 0


class rennes_metropole_transport_base_ressource(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources de la tarification"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(individu, period):
        """ligne 75."""
        n_a_que_l_aah = read(
            individu.famille, "rennes_metropole_transport_n_a_que_l_aah", period
        )
        n_a_que_l_aspa = read(
            individu.famille, "rennes_metropole_transport_n_a_que_l_aspa", period
        )
        ressources_avant_forfait = read(
            individu.famille,
            "rennes_metropole_transport_ressources_avant_forfait",
            period,
        )
        aide_au_logement_mensuelle = read(
            individu.famille,
            "rennes_metropole_transport_aide_au_logement_mensuelle",
            period,
        )
        css_cmu_forfait_logement_al = exact(
            read(individu.famille, "css_cmu_forfait_logement_al", period)
        )
        n_a_que_l_aah_ou_n_a_que_l_aspa = n_a_que_l_aah | n_a_que_l_aspa
        montant = (
            ressources_avant_forfait
            - aide_au_logement_mensuelle
            + css_cmu_forfait_logement_al / 12
        )

        return np.where(
            n_a_que_l_aah_ou_n_a_que_l_aspa, montant, ressources_avant_forfait
        )


class rennes_metropole_transport_coefficient_familial(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "coefficient familial"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(individu, period):
        """ligne 82."""
        en_couple = read(individu.famille, "en_couple", period)
        af_nbenf = read(individu.famille, "af_nbenf", period)

        return np.where(en_couple | (af_nbenf >= 1), 1.5 + number(af_nbenf) * 0.3, 1)


class rennes_metropole_transport_ressources_par_coefficient(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources par coefficient"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    unit = "currency"

    def formula_2013_01_01(individu, period):
        """ligne 83."""
        base_ressource = inner(
            individu, "rennes_metropole_transport_base_ressource", period
        )
        coefficient_familial = inner(
            individu, "rennes_metropole_transport_coefficient_familial", period
        )

        return divide(base_ressource, snap(coefficient_familial), 0)


class rennes_metropole_transport_reduction_ligne(Rule, Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction (ligne)"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(individu, period, parameters):
        """ligne 85 : réduction."""
        ressources_par_coefficient = inner(
            individu, "rennes_metropole_transport_ressources_par_coefficient", period
        )
        ressources_par_coefficient_2 = snap(ressources_par_coefficient)
        params = parameters(period).aides_locales.rennes_metropole_transport
        etudiant = read(individu, "etudiant", period)
        bourse_criteres_sociaux_echelon = read(
            individu, "bourse_criteres_sociaux_echelon", period
        )
        au_plus_seuil_de_la_gratuite = (
            ressources_par_coefficient_2 <= params.seuil_de_la_gratuite
        )
        sans_etudiant = ~etudiant
        au_plus_seuil_de_la_gratuite_et_sans_etudiant = (
            au_plus_seuil_de_la_gratuite & sans_etudiant
        )

        return first_true(
            [
                au_plus_seuil_de_la_gratuite_et_sans_etudiant,
                (ressources_par_coefficient_2 <= params.seuil_des_85) & ~etudiant,
                (ressources_par_coefficient_2 <= params.seuil_des_50) & ~etudiant,
                ~etudiant,
                etudiant & (bourse_criteres_sociaux_echelon >= 5),
                etudiant & (bourse_criteres_sociaux_echelon >= 3),
                etudiant & (bourse_criteres_sociaux_echelon >= 2),
                etudiant,
            ],
        )


class rennes_metropole_transport_taux_de_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux de réduction"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(individu, period):
        """ligne 85 : réduction."""
        reduction_ligne = inner(
            individu, "rennes_metropole_transport_reduction_ligne", period
        )

        return of_row(reduction_ligne, [100, 85, 50, 0, 100, 85, 50], 0)


class rennes_metropole_transport_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Rennes Métropole : éligibilité"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )

    def formula_2013_01_01(individu, period):
        """ligne 1."""
        residence_rennes_metropole = inner(
            individu, "residence_rennes_metropole", period
        )

        return residence_rennes_metropole


class rennes_metropole_transport(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tarification solidaire des transports de Rennes Métropole"
    reference = (
        "Tarification solidaire",
        "https://www.star.fr/titres-tarifs/tarification-solidaire",
    )
    documentation = "Une réduction de 50 % à 100 % sur l'abonnement de transport, selon les ressources de la famille ou l'échelon de bourse."

    def formula_2013_01_01(individu, period):
        """ligne 1."""
        eligibilite = inner(individu, "rennes_metropole_transport_eligibilite", period)
        taux_de_reduction = inner(
            individu, "rennes_metropole_transport_taux_de_reduction", period
        )

        return np.where(eligibilite, taux_de_reduction, 0)
