"""Bourse de collège.

D'après bourse_college.yaml.
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
    Rule,
    choice_in,
    exact,
    granted,
    group_count,
    half_up,
    inner,
    read,
    scale_base,
    year_of,
)


class bourse_de_college_enfants_comptes(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants comptés"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )

    def formula_2017_07_01(famille, period):
        """ligne 62 : nombre d'enfants avec âge ≥ 0."""
        age = read(famille.members, "age", period)
        concernes = age >= 0

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class bourse_de_college_plafond_de_l_echelon_3(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 3"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )
    unit = "currency"

    def formula_2017_07_01(famille, period, parameters):
        """ligne 65."""
        enfants_comptes = read(famille, "bourse_de_college_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_college
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_3 = params.multiple_de_l_echelon_3.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_3 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_college_plafond_de_l_echelon_2(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 2"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )
    unit = "currency"

    def formula_2017_07_01(famille, period, parameters):
        """ligne 68."""
        enfants_comptes = read(famille, "bourse_de_college_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_college
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_2 = params.multiple_de_l_echelon_2.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_2 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_college_plafond_de_l_echelon_1(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 1"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )
    unit = "currency"

    def formula_2017_07_01(famille, period, parameters):
        """ligne 71."""
        enfants_comptes = read(famille, "bourse_de_college_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_college
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_1 = params.multiple_de_l_echelon_1.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_1 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_college_echelon(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "échelon"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )

    def formula_2017_07_01(famille, period):
        """ligne 76."""
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )
        plafond_de_l_echelon_3 = inner(
            famille, "bourse_de_college_plafond_de_l_echelon_3", period
        )
        plafond_de_l_echelon_2 = inner(
            famille, "bourse_de_college_plafond_de_l_echelon_2", period
        )
        plafond_de_l_echelon_1 = inner(
            famille, "bourse_de_college_plafond_de_l_echelon_1", period
        )
        montant_2 = granted(rfr_n_2 <= plafond_de_l_echelon_1, 1)
        montant = np.where(rfr_n_2 <= plafond_de_l_echelon_2, 2, montant_2)

        return np.where(rfr_n_2 <= plafond_de_l_echelon_3, 3, montant)


class bourse_de_college_bourse_d_un_collegien(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "bourse d'un collégien"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )
    unit = "currency"

    def formula_2017_07_01(famille, period, parameters):
        """ligne 80."""
        params_first_month = parameters(period.this_year.first_month)
        params_first_month_2 = params_first_month.prestations_sociales
        echelon = read(famille, "bourse_college_echelon", period)
        params = parameters(period).prestations_sociales.education.bourses
        montant_4 = granted(
            echelon == 1, params.bourses_education.bourse_college.montant_taux_1
        )
        montant_3 = np.where(
            echelon == 2,
            params.bourses_education.bourse_college.montant_taux_2,
            montant_4,
        )
        montant_2 = np.where(
            echelon == 3,
            params.bourses_education.bourse_college.montant_taux_3,
            montant_3,
        )
        montant = params_first_month_2.prestations_familiales.bmaf.bmaf * montant_2 / 3
        arrondi = half_up(montant, 1)

        return 3 * arrondi


class bourse_de_college(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse de collège"
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )
    unit = "currency"
    documentation = "Une bourse pour les collégiens, de trois montants selon le revenu fiscal et le nombre d'enfants comptés."

    def formula_2017_07_01(famille, period):
        """ligne 1."""
        bourse_d_un_collegien = inner(
            famille, "bourse_de_college_bourse_d_un_collegien", period
        )
        scolarite = read(famille.members, "scolarite", period)
        concernes = choice_in(scolarite, "college")
        nombre = group_count(famille, role=Famille.ENFANT, where=concernes)

        return bourse_d_un_collegien * nombre
