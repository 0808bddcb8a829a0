"""Complément familial.

D'après cf.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    exact,
    granted,
    group_any,
    group_count,
    group_sum,
    half_up,
    inner,
    read,
    snap,
)


class complement_familial_enfant_a_charge(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant à charge"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period, parameters):
        """ligne 54."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        est_enfant_dans_famille = read(individu, "est_enfant_dans_famille", period)
        autonomie_financiere = read(individu, "autonomie_financiere", period)

        return (
            (age >= 0)
            & (age < params.prestations_generales.cf.cf_cm.age_max)
            & est_enfant_dans_famille
            & ~autonomie_financiere
        )


class complement_familial_enfant_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant qui ouvre droit"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period, parameters):
        """ligne 59."""
        enfant_a_charge = read(individu, "cf_enfant_a_charge", period)
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        rempli_obligation_scolaire = read(
            individu, "rempli_obligation_scolaire", period
        )
        condition_2 = (
            (age >= params.prestations_generales.cf.cf_cm.age_min)
            & (age < params.def_pac.enfants.age_intermediaire)
            & rempli_obligation_scolaire
        )
        age_au_moins_age_intermediaire = age >= params.def_pac.enfants.age_intermediaire
        age_moins_de_age_max = age < params.prestations_generales.cf.cf_cm.age_max
        age_au_moins_age_intermediaire_et_age_moins_de_age_max = (
            age_au_moins_age_intermediaire & age_moins_de_age_max
        )
        condition = condition_2 | age_au_moins_age_intermediaire_et_age_moins_de_age_max

        return enfant_a_charge & condition


class complement_familial_enfant_qui_ouvre_droit_outre_mer(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant qui ouvre droit outre-mer"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period, parameters):
        """ligne 66."""
        enfant_a_charge = read(individu, "cf_enfant_a_charge", period)
        rempli_obligation_scolaire = read(
            individu, "rempli_obligation_scolaire", period
        )
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        age_au_moins_age_minimal_dom = (
            age >= params.prestations_generales.cf.cf_cm_dom.age_minimal_dom
        )
        age_moins_de_age_maximal_dom = (
            age < params.prestations_generales.cf.cf_cm_dom.age_maximal_dom
        )

        return (
            enfant_a_charge
            & rempli_obligation_scolaire
            & age_au_moins_age_minimal_dom
            & age_moins_de_age_maximal_dom
        )


class complement_familial_droit_en_metropole(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit en métropole"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period, parameters):
        """ligne 70."""
        residence_dom = read(famille.demandeur.menage, "residence_dom", period)
        enfant_qui_ouvre_droit = read(famille.members, "cf_enfant_eligible", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        sans_residence_dom = ~residence_dom
        nombre = group_count(famille, where=enfant_qui_ouvre_droit)
        nombre_au_moins_nombre_d_enfants_minimal = (
            nombre >= params.prestations_generales.cf.cf_cm.nombre_d_enfants_minimal
        )

        return sans_residence_dom & nombre_au_moins_nombre_d_enfants_minimal


class complement_familial_droit_outre_mer(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit outre-mer"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period, parameters):
        """ligne 74."""
        residence_dom = read(famille.demandeur.menage, "residence_dom", period)
        residence_mayotte = read(famille.demandeur.menage, "residence_mayotte", period)
        enfant_qui_ouvre_droit_outre_mer = read(
            famille.members, "cf_dom_enfant_eligible", period
        )
        est_enfant_dans_famille = read(
            famille.members, "est_enfant_dans_famille", period
        )
        age = read(famille.members, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        concernes = (
            est_enfant_dans_famille
            & (age >= 0)
            & (age < params.prestations_generales.cf.cf_cm.age_min)
        )
        un_membre = group_any(famille, where=enfant_qui_ouvre_droit_outre_mer)
        sans_un_membre = ~group_any(famille, where=concernes)

        return residence_dom & ~residence_mayotte & un_membre & sans_un_membre


class complement_familial_enfants_a_charge_de_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à charge de la famille"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 80 : nombre de membres de la famille avec enfant à charge."""
        enfant_a_charge = read(famille.members, "cf_enfant_a_charge", period)
        return group_count(famille, where=enfant_a_charge)


class complement_familial_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2014_04_01(famille, period, parameters):
        """ligne 84."""
        droit_en_metropole = read(famille, "cf_eligibilite_base", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        enfants_a_charge_de_la_famille = inner(
            famille, "complement_familial_enfants_a_charge_de_la_famille", period
        )
        en_couple = read(famille, "en_couple", period)
        biactivite = read(famille, "biactivite", period)
        droit_outre_mer = read(famille, "cf_eligibilite_dom", period)
        plus_petit = np.minimum(enfants_a_charge_de_la_famille, 2)
        montant_5 = (
            params.prestations_generales.cf.cf_plaf.majoration.deux_premiers_enf
            * plus_petit
        )
        plus_grand = np.maximum(enfants_a_charge_de_la_famille - 2, 0)
        montant_6 = (
            params.prestations_generales.cf.cf_plaf.majoration.troisieme_enf_et_plus
            * plus_grand
        )
        montant_4 = 1 + montant_5 + montant_6
        montant_3 = (
            params.prestations_generales.cf.cf_plaf.plafond_ressources_0_enfant
            * montant_4
        )
        sans_en_couple_ou_biactivite = ~en_couple | biactivite
        montant_7 = granted(
            sans_en_couple_ou_biactivite,
            params.prestations_generales.cf.cf_plaf.majoration.biactifs_isoles,
        )
        montant_2 = montant_3 + montant_7
        montant = np.where(droit_en_metropole, montant_2, 0)
        montant_11 = (
            enfants_a_charge_de_la_famille
            * params.education_presence_parentale.ars.ars_plaf.majoration_par_enf_supp
        )
        montant_10 = 1 + montant_11
        montant_9 = (
            params.education_presence_parentale.ars.ars_plaf.plafond_ressources
            * montant_10
        )
        montant_8 = np.where(droit_outre_mer, montant_9, 0)

        return montant + montant_8


class complement_familial_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2014_04_01(famille, period):
        """ligne 92."""
        enfant_a_charge = read(famille.members, "cf_enfant_a_charge", period)
        est_enfant_dans_famille = read(
            famille.members, "est_enfant_dans_famille", period
        )
        prestations_familiales_base_ressources_individu_lu = read(
            famille.members, "prestations_familiales_base_ressources_individu", period
        )
        prestations_familiales_base_ressources_individu = exact(
            prestations_familiales_base_ressources_individu_lu
        )
        sans_est_enfant_dans_famille = ~est_enfant_dans_famille
        enfant_a_charge_ou_sans_est_enfant_dans_famille = (
            enfant_a_charge | sans_est_enfant_dans_famille
        )
        valeurs = np.where(
            enfant_a_charge_ou_sans_est_enfant_dans_famille,
            prestations_familiales_base_ressources_individu,
            0,
        )
        prestations_familiales_base_ressources_communes = exact(
            read(famille, "prestations_familiales_base_ressources_communes", period)
        )
        total = group_sum(famille, valeurs)

        return total + prestations_familiales_base_ressources_communes


class complement_familial_montant_de_base(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant de base"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2014_04_01(famille, period, parameters):
        """ligne 95."""
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        droit_en_metropole = read(famille, "cf_eligibilite_base", period)
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        droit_outre_mer = read(famille, "cf_eligibilite_dom", period)
        montant_2 = granted(
            droit_en_metropole,
            params_2.prestations_generales.cf.cf_cm.complement_familial.taux_cf_base,
        )
        montant_3 = granted(
            droit_outre_mer,
            params_2.prestations_generales.cf.cf_cm_dom.complement_familial_dom.taux_base_dom,
        )
        montant = montant_2 + montant_3

        return params.bmaf * montant


class complement_familial_montant_majore(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant majoré"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2014_04_01(famille, period, parameters):
        """ligne 98."""
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        droit_en_metropole = read(famille, "cf_eligibilite_base", period)
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        droit_outre_mer = read(famille, "cf_eligibilite_dom", period)
        montant_2 = granted(
            droit_en_metropole,
            params_2.prestations_generales.cf.cf_cm.complement_familial.taux_cf_majore,
        )
        montant_3 = granted(
            droit_outre_mer,
            params_2.prestations_generales.cf.cf_cm_dom.complement_familial_dom.taux_majore_dom,
        )
        montant = montant_2 + montant_3

        return params.bmaf * montant


class complement_familial_complement_avant_cumul(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément avant cumul"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2014_04_01(famille, period, parameters):
        """ligne 102."""
        droit_en_metropole = read(famille, "cf_eligibilite_base", period)
        droit_outre_mer = read(famille, "cf_eligibilite_dom", period)
        ressources = exact(read(famille, "cf_base_ressources", period))
        ressources_2 = snap(ressources)
        plafond = exact(read(famille, "cf_plafond", period))
        params = parameters(period).prestations_sociales.prestations_familiales
        montant_majore = inner(famille, "complement_familial_montant_majore", period)
        montant_de_base = inner(famille, "complement_familial_montant_de_base", period)
        droit_en_metropole_ou_droit_outre_mer = droit_en_metropole | droit_outre_mer
        sans_droit_en_metropole_ou_droit_outre_mer = (
            ~droit_en_metropole_ou_droit_outre_mer
        )
        montant_2 = snap(
            plafond * params.prestations_generales.cf.cf_plaf.plafond_cf_majore
        )
        condition = ressources_2 <= montant_2
        plus_grand = np.maximum(montant_majore, montant_de_base)
        ressources_2_au_plus_plafond = ressources_2 <= snap(plafond)
        plus_grand_2 = np.maximum(0, (plafond + 12 * montant_de_base - ressources) / 12)
        montant_3 = np.where(
            ressources_2_au_plus_plafond, montant_de_base, plus_grand_2
        )
        montant = np.where(condition, plus_grand, montant_3)

        return np.where(sans_droit_en_metropole_ou_droit_outre_mer, 0, montant)


class complement_familial_condition_ne_pas_avoir_la_paje_l532_1(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ne pas avoir la PAJE (L532-1)"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 109 : allocation de base de la PAJE = 0."""
        paje_base = exact(read(famille, "paje_base", period))
        return paje_base == 0


class complement_familial_condition_complement_de_libre_choix_d_activite(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "complément de libre choix d'activité = 0"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 111."""
        paje_clca = exact(read(famille, "paje_clca", period))
        return paje_clca == 0


class complement_familial_condition_prestation_partagee_d_education_de_l(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "prestation partagée d'éducation de l'enfant = 0"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 112."""
        paje_prepare = exact(read(famille, "paje_prepare", period))
        return paje_prepare == 0


class complement_familial_condition_allocation_pour_jeune_enfant(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocation pour jeune enfant ≤ VALEUR(complément avant cumul)"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 113."""
        apje_avant_cumul = exact(read(famille, "apje_avant_cumul", period))
        complement_avant_cumul = exact(read(famille, "cf_montant", period))

        return apje_avant_cumul <= snap(complement_avant_cumul)


class complement_familial_condition_allocation_parentale_d_education(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocation parentale d'éducation ≤ VALEUR(complément avant cumul)"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 114."""
        ape_avant_cumul = exact(read(famille, "ape_avant_cumul", period))
        complement_avant_cumul = exact(read(famille, "cf_montant", period))

        return ape_avant_cumul <= snap(complement_avant_cumul)


class complement_familial_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément familial : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """ligne 1."""
        prestations_nationales_condition_non_reside_a_mayotte = read(
            famille,
            "prestations_nationales_condition_non_reside_a_mayotte_du_demandeur",
            period,
        )
        condition_ne_pas_avoir_la_paje_l532_1 = inner(
            famille, "complement_familial_condition_ne_pas_avoir_la_paje_l532_1", period
        )
        condition_complement_de_libre_choix_d_activite = inner(
            famille,
            "complement_familial_condition_complement_de_libre_choix_d_activite",
            period,
        )
        condition_prestation_partagee_d_education_de_l = inner(
            famille,
            "complement_familial_condition_prestation_partagee_d_education_de_l",
            period,
        )
        condition_allocation_pour_jeune_enfant = inner(
            famille,
            "complement_familial_condition_allocation_pour_jeune_enfant",
            period,
        )
        condition_allocation_parentale_d_education = inner(
            famille,
            "complement_familial_condition_allocation_parentale_d_education",
            period,
        )

        return (
            prestations_nationales_condition_non_reside_a_mayotte
            & condition_ne_pas_avoir_la_paje_l532_1
            & condition_complement_de_libre_choix_d_activite
            & condition_prestation_partagee_d_education_de_l
            & condition_allocation_pour_jeune_enfant
            & condition_allocation_parentale_d_education
        )


class complement_familial(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément familial"
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"
    documentation = "Une allocation pour les familles d'au moins trois enfants de trois ans et plus, sous un plafond de ressources, différentielle au-dessus."

    def formula_2014_04_01(famille, period):
        """ligne 1."""
        eligibilite = inner(famille, "complement_familial_eligibilite", period)
        complement_avant_cumul = exact(read(famille, "cf_montant", period))

        return np.where(eligibilite, half_up(complement_avant_cumul, 0.01), 0)
