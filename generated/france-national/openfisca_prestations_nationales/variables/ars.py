"""Allocation de rentrée scolaire.

D'après ars.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_prestations_nationales.rt import (
    Float64,
    exact,
    group_count,
    inner,
    number,
    read,
    snap,
)


class allocation_rentree_scolaire_enfants_du_primaire(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "enfants du primaire"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )

    def formula_2013_01_01(famille, period, parameters):
        """ligne 41."""
        age_month_12 = read(famille.members, "age", period.first_month.offset(11))
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        autonomie_financiere_month_12 = read(
            famille.members, "autonomie_financiere", period.first_month.offset(11)
        )
        age_month_12_au_moins_age_entree_primaire = (
            age_month_12
            >= params_month_10_2.education_presence_parentale.ars.ars_cond.age_entree_primaire
        )
        age_month_12_moins_de_age_entree_college = (
            age_month_12
            < params_month_10_2.education_presence_parentale.ars.ars_cond.age_entree_college
        )
        concernes = (
            age_month_12_au_moins_age_entree_primaire
            & age_month_12_moins_de_age_entree_college
            & ~autonomie_financiere_month_12
        )

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class allocation_rentree_scolaire_enfants_du_college(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "enfants du collège"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )

    def formula_2013_01_01(famille, period, parameters):
        """ligne 44."""
        age_month_12 = read(famille.members, "age", period.first_month.offset(11))
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        autonomie_financiere_month_12 = read(
            famille.members, "autonomie_financiere", period.first_month.offset(11)
        )
        age_month_12_au_moins_age_entree_college = (
            age_month_12
            >= params_month_10_2.education_presence_parentale.ars.ars_cond.age_entree_college
        )
        age_month_12_moins_de_age_entree_lycee = (
            age_month_12
            < params_month_10_2.education_presence_parentale.ars.ars_cond.age_entree_lycee
        )
        concernes = (
            age_month_12_au_moins_age_entree_college
            & age_month_12_moins_de_age_entree_lycee
            & ~autonomie_financiere_month_12
        )

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class allocation_rentree_scolaire_enfants_du_lycee(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "enfants du lycée"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )

    def formula_2013_01_01(famille, period, parameters):
        """ligne 47."""
        age_month_12 = read(famille.members, "age", period.first_month.offset(11))
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        age_en_mois_month_12 = read(
            famille.members, "age_en_mois", period.first_month.offset(11)
        )
        autonomie_financiere_month_12 = read(
            famille.members, "autonomie_financiere", period.first_month.offset(11)
        )
        age_month_12_au_moins_age_entree_lycee = (
            age_month_12
            >= params_month_10_2.education_presence_parentale.ars.ars_cond.age_entree_lycee
        )
        age_month_12_moins_de_age_sortie_lycee = (
            age_month_12
            < params_month_10_2.education_presence_parentale.ars.ars_cond.age_sortie_lycee
        )
        condition_2 = (age_en_mois_month_12 >= 216) & (age_en_mois_month_12 <= 218)
        condition = age_month_12_moins_de_age_sortie_lycee | condition_2
        concernes = (
            age_month_12_au_moins_age_entree_lycee
            & condition
            & ~autonomie_financiere_month_12
        )

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class allocation_rentree_scolaire_allocation_entiere(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "allocation entière"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period, parameters):
        """ligne 52."""
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        enfants_du_primaire = inner(
            famille, "allocation_rentree_scolaire_enfants_du_primaire", period
        )
        enfants_du_college = inner(
            famille, "allocation_rentree_scolaire_enfants_du_college", period
        )
        enfants_du_lycee = inner(
            famille, "allocation_rentree_scolaire_enfants_du_lycee", period
        )
        montant_2 = (
            params_month_10_2.education_presence_parentale.ars.ars_m.taux_primaire
            * enfants_du_primaire
        )
        montant_3 = (
            params_month_10_2.education_presence_parentale.ars.ars_m.taux_college
            * enfants_du_college
        )
        montant_4 = (
            params_month_10_2.education_presence_parentale.ars.ars_m.taux_lycee
            * enfants_du_lycee
        )
        montant = montant_2 + montant_3 + montant_4

        return params_month_10_2.bmaf.bmaf * montant


class allocation_rentree_scolaire_plafond_de_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "plafond de la famille"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period, parameters):
        """ligne 55."""
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        af_nbenf_month_10 = read(famille, "af_nbenf", period.first_month.offset(9))
        af_nbenf_month_10_2 = number(af_nbenf_month_10)
        montant_2 = (
            af_nbenf_month_10_2
            * params_month_10_2.education_presence_parentale.ars.ars_plaf.majoration_par_enf_supp
        )
        montant = 1 + montant_2

        return (
            params_month_10_2.education_presence_parentale.ars.ars_plaf.plafond_ressources
            * montant
        )


class allocation_rentree_scolaire_allocation_differentielle(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "allocation différentielle"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )
    unit = "currency"

    def formula_2013_01_01(famille, period):
        """ligne 58."""
        allocation_entiere = inner(
            famille, "allocation_rentree_scolaire_allocation_entiere", period
        )
        prestations_familiales_base_ressources_first_month = exact(
            read(famille, "prestations_familiales_base_ressources", period.first_month)
        )
        plafond_de_la_famille = inner(
            famille, "allocation_rentree_scolaire_plafond_de_la_famille", period
        )
        montant_2 = (
            prestations_familiales_base_ressources_first_month - plafond_de_la_famille
        )
        plus_grand = np.maximum(0, montant_2)
        montant = allocation_entiere - plus_grand

        return np.maximum(0, montant)


class allocation_rentree_scolaire(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "Allocation de rentrée scolaire"
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )
    unit = "currency"
    documentation = "Une allocation versée à la rentrée pour les enfants de 6 à 18 ans, plus haute au collège et au lycée, différentielle au-dessus du plafond."

    def formula_2013_01_01(famille, period, parameters):
        """ligne 1."""
        allocation_differentielle = inner(
            famille, "allocation_rentree_scolaire_allocation_differentielle", period
        )
        params_month_10 = parameters(period.first_month.offset(9))
        params_month_10_2 = params_month_10.prestations_sociales.prestations_familiales
        allocation_differentielle_2 = snap(allocation_differentielle)
        allocation_differentielle_au_moins_montant_minimum_verse = (
            allocation_differentielle_2
            >= params_month_10_2.education_presence_parentale.ars.montant_minimum_verse
        )

        return np.where(
            allocation_differentielle_au_moins_montant_minimum_verse,
            allocation_differentielle,
            0,
        )
