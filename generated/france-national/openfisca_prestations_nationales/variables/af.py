"""Allocations familiales.

D'après af.yaml.
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
    day_of,
    divide,
    exact,
    granted,
    group_count,
    group_max,
    group_sum,
    half_up,
    inner,
    number,
    read,
    snap,
    years_after,
)


class allocations_familiales_mensuelles_droit_en_metropole(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit en métropole"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period, parameters):
        """ligne 57."""
        residence_dom = read(famille.demandeur.menage, "residence_dom", period)
        af_nbenf = read(famille, "af_nbenf", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        sans_residence_dom = ~residence_dom
        af_nbenf_au_moins_nb_enfants_min_pour_allocation = (
            af_nbenf
            >= params.prestations_generales.af.af_cm.nb_enfants_min_pour_allocation
        )

        return sans_residence_dom & af_nbenf_au_moins_nb_enfants_min_pour_allocation


class allocations_familiales_mensuelles_droit_outre_mer(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "droit outre-mer"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """ligne 61."""
        residence_dom = read(famille.demandeur.menage, "residence_dom", period)
        residence_mayotte = read(famille.demandeur.menage, "residence_mayotte", period)
        af_nbenf = read(famille, "af_nbenf", period)

        return residence_dom & ~residence_mayotte & (af_nbenf >= 1)


class allocations_familiales_mensuelles_coefficient_de_garde_alternee(
    Float64, Variable
):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "coefficient de garde alternée"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """ligne 65."""
        garde_alternee = read(famille.members, "garde_alternee", period)
        prestations_familiales_enfant_a_charge = read(
            famille.members, "prestations_familiales_enfant_a_charge", period
        )
        concernes = garde_alternee & prestations_familiales_enfant_a_charge
        af_nbenf = read(famille, "af_nbenf", period)
        quotient = divide(
            group_count(famille, where=concernes), np.maximum(number(af_nbenf), 1), 0
        )
        montant = 0.5 * quotient

        return 1 - montant


class allocations_familiales_mensuelles_modulation(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "modulation"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period, parameters):
        """ligne 69."""
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        af_nbenf = read(famille, "af_nbenf", period)
        af_nbenf_2 = number(af_nbenf)
        montant = (
            af_nbenf_2
            * params.prestations_generales.af.af_cond_ress.majoration_plafond_par_enfant_supplementaire
        )
        montant_3 = (
            params.prestations_generales.af.af_cond_ress.plafond_tranche_1_base
            + montant
        )
        montant_2 = snap(montant_3)
        condition = prestations_familiales_base_ressources <= montant_2
        montant_6 = (
            params.prestations_generales.af.af_cond_ress.plafond_tranche_2_base
            + montant
        )
        montant_5 = snap(montant_6)
        condition_2 = prestations_familiales_base_ressources <= montant_5
        montant_4 = np.where(
            condition_2,
            params.prestations_generales.af.af_cm.modulation.taux_tranche_2,
            params.prestations_generales.af.af_cm.modulation.taux_tranche_3,
        )

        return np.where(condition, 1, montant_4)


class allocations_familiales_mensuelles_taux_de_base(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux de base"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period, parameters):
        """ligne 74."""
        droit_outre_mer = read(famille, "af_eligibilite_dom", period)
        af_nbenf = read(famille, "af_nbenf", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        droit_outre_mer_et_af_nbenf_egal_a_1 = droit_outre_mer & (af_nbenf == 1)
        montant = granted(
            droit_outre_mer_et_af_nbenf_egal_a_1,
            params.prestations_generales.af.af_maj_dom.allocations_familiales_un_enfant,
        )
        montant_2 = granted(
            af_nbenf >= 2, params.prestations_generales.af.af_cm.taux.enf2
        )
        plus_grand = np.maximum(number(af_nbenf) - 2, 0)
        montant_3 = plus_grand * params.prestations_generales.af.af_cm.taux.enf3

        return montant + montant_2 + montant_3


class allocations_familiales_mensuelles_allocation_de_base(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation de base"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period, parameters):
        """ligne 80."""
        droit_en_metropole = read(famille, "af_eligibilite_base", period)
        droit_outre_mer = read(famille, "af_eligibilite_dom", period)
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        taux_de_base = inner(
            famille, "allocations_familiales_mensuelles_taux_de_base", period
        )
        coefficient_de_garde_alternee = exact(
            read(famille, "af_coeff_garde_alternee", period)
        )
        modulation = exact(read(famille, "af_taux_modulation", period))
        droit_en_metropole_ou_droit_outre_mer = droit_en_metropole | droit_outre_mer
        arrondi = half_up(params.bmaf * taux_de_base, 0.01)
        montant = np.where(droit_en_metropole_ou_droit_outre_mer, arrondi, 0)

        return montant * coefficient_de_garde_alternee * modulation


class allocations_familiales_mensuelles_enfants_du_forfait(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants du forfait"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period, parameters):
        """ligne 84."""
        age = read(famille.members, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        autonomie_financiere = read(famille.members, "autonomie_financiere", period)
        age_egal_a_age3 = age == params.prestations_generales.af.af_cm.age3
        sans_autonomie_financiere = ~autonomie_financiere
        concernes = age_egal_a_age3 & sans_autonomie_financiere

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class allocations_familiales_mensuelles_modulation_du_forfait(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "modulation du forfait"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period, parameters):
        """ligne 88."""
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        af_nbenf = read(famille, "af_nbenf", period)
        enfants_du_forfait = exact(
            read(famille, "af_allocation_forfaitaire_nb_enfants", period)
        )
        montant = number(af_nbenf) + enfants_du_forfait
        montant_2 = (
            montant
            * params.prestations_generales.af.af_cond_ress.majoration_plafond_par_enfant_supplementaire
        )
        montant_4 = (
            params.prestations_generales.af.af_cond_ress.plafond_tranche_1_base
            + montant_2
        )
        montant_3 = snap(montant_4)
        condition = prestations_familiales_base_ressources <= montant_3
        montant_7 = (
            params.prestations_generales.af.af_cond_ress.plafond_tranche_2_base
            + montant_2
        )
        montant_6 = snap(montant_7)
        condition_2 = prestations_familiales_base_ressources <= montant_6
        montant_5 = np.where(
            condition_2,
            params.prestations_generales.af.af_cm.modulation.taux_tranche_2,
            params.prestations_generales.af.af_cm.modulation.taux_tranche_3,
        )

        return np.where(condition, 1, montant_5)


class allocations_familiales_mensuelles_allocation_forfaitaire(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation forfaitaire"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period, parameters):
        """ligne 94."""
        af_nbenf = read(famille, "af_nbenf", period)
        enfants_du_forfait = exact(
            read(famille, "af_allocation_forfaitaire_nb_enfants", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        params_2 = parameters(period).prestations_sociales.prestations_familiales.bmaf
        modulation_du_forfait = exact(
            read(famille, "af_allocation_forfaitaire_taux_modulation", period)
        )
        montant_2 = snap(number(af_nbenf) + enfants_du_forfait)
        condition = (
            montant_2
            >= params.prestations_generales.af.af_maj.majoration_enfants.allocation_forfaitaire.nb_enfants_min
        )
        montant_4 = (
            params_2.bmaf
            * params.prestations_generales.af.af_maj.majoration_enfants.allocation_forfaitaire.taux
        )
        arrondi = half_up(montant_4, 0.01)
        montant_3 = enfants_du_forfait * arrondi
        montant = np.where(condition, montant_3, 0)

        return montant * modulation_du_forfait


class allocations_familiales_mensuelles_age_de_l_aine(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge de l'aîné"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "years"

    def formula_2015_07_01(famille, period, parameters):
        """ligne 100."""
        prestations_familiales_enfant_a_charge = read(
            famille.members, "prestations_familiales_enfant_a_charge", period
        )
        age = read(famille.members, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        age_au_plus_age2 = age <= params.prestations_generales.af.af_cm.age2
        concernes = prestations_familiales_enfant_a_charge & age_au_plus_age2
        valeurs = number(age)
        nombre = group_count(famille, role=Famille.ENFANT, where=concernes)
        nombre_egal_a_0 = nombre == 0
        maximum = group_max(famille, valeurs, role=Famille.ENFANT, where=concernes)

        return np.where(nombre_egal_a_0, 0, maximum)


class allocations_familiales_mensuelles_age_a_partir_duquel_l_enfant_est_majore(
    Float64, Variable
):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge à partir duquel l'enfant est majoré"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "years"

    def formula_2015_07_01(individu, period, parameters):
        """ligne 105 : âge de la majoration."""
        params = parameters(period).prestations_sociales.prestations_familiales
        return params.prestations_generales.af.af_maj.maj_age_deux_enfants.age1

    def formula_2026_03_01(individu, period, parameters):
        """ligne 107."""
        date_naissance = read(individu, "date_naissance", period)
        this_month = day_of(period.first_month)
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        montant = years_after(this_month, -number(age))
        condition_2 = montant < np.datetime64("2012-03-01")
        condition = np.where(
            date_naissance != np.datetime64("1970-01-01"),
            date_naissance < np.datetime64("2012-03-01"),
            condition_2,
        )

        return np.where(
            condition,
            14,
            params.prestations_generales.af.af_maj.maj_age_deux_enfants.age1,
        )


class allocations_familiales_mensuelles_taux_de_majoration_de_l_enfant(
    Float64, Variable
):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux de majoration de l'enfant"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(individu, period, parameters):
        """ligne 113."""
        af_nbenf = read(individu.famille, "af_nbenf", period)
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        age_de_l_aine = read(
            individu.famille, "allocations_familiales_mensuelles_age_de_l_aine", period
        )
        age_a_partir_duquel_l_enfant_est_majore = inner(
            individu,
            "allocations_familiales_mensuelles_age_a_partir_duquel_l_enfant_est_majore",
            period,
        )
        age_au_moins_age_debut_deuxieme_tranche = (
            age
            >= params.prestations_generales.af.af_maj_dom.tranches_age.age_debut_deuxieme_tranche
        )
        age_au_moins_age_debut_premiere_tranche = (
            age
            >= params.prestations_generales.af.af_maj_dom.tranches_age.age_debut_premiere_tranche
        )
        montant_2 = granted(
            age_au_moins_age_debut_premiere_tranche,
            params.prestations_generales.af.af_maj_dom.majoration_premier_enfant.taux_tranche_1,
        )
        montant = np.where(
            age_au_moins_age_debut_deuxieme_tranche,
            params.prestations_generales.af.af_maj_dom.majoration_premier_enfant.taux_tranche_2,
            montant_2,
        )
        af_nbenf_egal_a_2 = af_nbenf == 2
        age_egal_a_age_de_l_aine = age == snap(age_de_l_aine)
        af_nbenf_egal_a_2_et_age_egal_a_age_de_l_aine = (
            af_nbenf_egal_a_2 & age_egal_a_age_de_l_aine
        )
        montant_4 = granted(
            age >= age_a_partir_duquel_l_enfant_est_majore,
            params.prestations_generales.af.af_maj.maj_age_deux_enfants.taux1,
        )
        montant_3 = np.where(
            af_nbenf_egal_a_2_et_age_egal_a_age_de_l_aine, 0, montant_4
        )

        return np.where(af_nbenf == 1, montant, montant_3)


class allocations_familiales_mensuelles_majoration_de_l_enfant(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "majoration de l'enfant"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(individu, period, parameters):
        """ligne 121."""
        prestations_familiales_enfant_a_charge = read(
            individu, "prestations_familiales_enfant_a_charge", period
        )
        allocation_de_base = exact(read(individu.famille, "af_base", period))
        af_nbenf = read(individu.famille, "af_nbenf", period)
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        taux_de_majoration_de_l_enfant = inner(
            individu,
            "allocations_familiales_mensuelles_taux_de_majoration_de_l_enfant",
            period,
        )
        garde_alternee = read(individu, "garde_alternee", period)
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        allocation_de_base_plus_de_0 = snap(allocation_de_base) > 0
        condition = (
            prestations_familiales_enfant_a_charge
            & allocation_de_base_plus_de_0
            & (af_nbenf >= 1)
        )
        montant = np.where(condition, params.bmaf * taux_de_majoration_de_l_enfant, 0)
        montant_2 = np.where(
            garde_alternee,
            params_2.prestations_generales.af.af_cm.facteur_garde_alternee,
            1,
        )

        return montant * montant_2


class allocations_familiales_mensuelles_majoration_pour_age(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "majoration pour âge"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period):
        """ligne 127 : somme de majoration de l'enfant pour les enfants × modulation."""
        majoration_de_l_enfant = exact(
            read(famille.members, "af_majoration_enfant", period)
        )
        modulation = exact(read(famille, "af_taux_modulation", period))
        total = group_sum(famille, majoration_de_l_enfant, role=Famille.ENFANT)

        return total * modulation


class allocations_familiales_mensuelles_depassement_mensuel(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "dépassement mensuel"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period, parameters):
        """ligne 130."""
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        params = parameters(period).prestations_sociales.prestations_familiales
        af_nbenf = read(famille, "af_nbenf", period)
        af_nbenf_2 = number(af_nbenf)
        montant = (
            af_nbenf_2
            * params.prestations_generales.af.af_cond_ress.majoration_plafond_par_enfant_supplementaire
        )
        montant_4 = (
            params.prestations_generales.af.af_cond_ress.plafond_tranche_2_base
            + montant
        )
        montant_3 = snap(montant_4)
        condition = prestations_familiales_base_ressources > montant_3
        montant_5 = (
            prestations_familiales_base_ressources
            - params.prestations_generales.af.af_cond_ress.plafond_tranche_2_base
            - montant
        )
        montant_6 = (
            prestations_familiales_base_ressources
            - params.prestations_generales.af.af_cond_ress.plafond_tranche_1_base
            - montant
        )
        plus_grand = np.maximum(0, montant_6)
        montant_2 = np.where(condition, montant_5, plus_grand)

        return montant_2 / 12


class allocations_familiales_mensuelles_complement_degressif(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément dégressif"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period):
        """ligne 137."""
        depassement_mensuel = read(
            famille, "allocations_familiales_mensuelles_depassement_mensuel", period
        )
        droit_outre_mer = read(famille, "af_eligibilite_dom", period)
        allocation_de_base = exact(read(famille, "af_base", period))
        majoration_pour_age = exact(read(famille, "af_majoration", period))
        depassement_mensuel_plus_de_0 = snap(depassement_mensuel) > 0
        sans_droit_outre_mer = ~droit_outre_mer
        depassement_mensuel_plus_de_0_et_sans_droit_outre_mer = (
            depassement_mensuel_plus_de_0 & sans_droit_outre_mer
        )
        plus_grand = np.maximum(
            0, allocation_de_base + majoration_pour_age - depassement_mensuel
        )

        return np.where(
            depassement_mensuel_plus_de_0_et_sans_droit_outre_mer, plus_grand, 0
        )


class allocations_familiales_mensuelles_complement_degressif_du_forfait(
    Float64, Variable
):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément dégressif du forfait"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"

    def formula_2015_07_01(famille, period):
        """ligne 142."""
        depassement_mensuel = read(
            famille, "allocations_familiales_mensuelles_depassement_mensuel", period
        )
        allocation_forfaitaire = exact(
            read(famille, "af_allocation_forfaitaire", period)
        )
        depassement_mensuel_plus_de_0 = snap(depassement_mensuel) > 0
        plus_grand = np.maximum(0, allocation_forfaitaire - depassement_mensuel)

        return np.where(depassement_mensuel_plus_de_0, plus_grand, 0)


class allocations_familiales_mensuelles(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations familiales"
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )
    unit = "currency"
    documentation = "Une allocation pour les familles d'au moins deux enfants, majorée selon leur âge et modulée selon les ressources."

    def formula_2015_07_01(famille, period):
        """ligne 1."""
        allocation_de_base = exact(read(famille, "af_base", period))
        majoration_pour_age = exact(read(famille, "af_majoration", period))
        allocation_forfaitaire = exact(
            read(famille, "af_allocation_forfaitaire", period)
        )
        complement_degressif = exact(read(famille, "af_complement_degressif", period))
        complement_degressif_du_forfait = exact(
            read(famille, "af_allocation_forfaitaire_complement_degressif", period)
        )

        return (
            allocation_de_base
            + majoration_pour_age
            + allocation_forfaitaire
            + complement_degressif
            + complement_degressif_du_forfait
        )
