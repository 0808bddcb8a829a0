"""Bourse de lycée.

D'après bourse_lycee.yaml.
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


class bourse_de_lycee_enfants_comptes(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants comptés"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )

    def formula_2016_07_01(famille, period):
        """ligne 104 : nombre d'enfants avec âge ≥ 0."""
        age = read(famille.members, "age", period)
        concernes = age >= 0

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class bourse_de_lycee_plafond_de_l_echelon_6(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 6"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 107."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_6 = params.multiple_de_l_echelon_6.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_6 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_plafond_de_l_echelon_5(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 5"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 110."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_5 = params.multiple_de_l_echelon_5.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_5 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_plafond_de_l_echelon_4(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 4"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 113."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_4 = params.multiple_de_l_echelon_4.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_4 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_plafond_de_l_echelon_3(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 3"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 116."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_3 = params.multiple_de_l_echelon_3.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_3 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_plafond_de_l_echelon_2(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 2"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 119."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_2 = params.multiple_de_l_echelon_2.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_2 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_plafond_de_l_echelon_1(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond de l'échelon 1"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 122."""
        enfants_comptes = read(famille, "bourse_de_lycee_enfants_comptes", period)
        params = parameters(period).prestations_nationales.bourse_de_lycee
        params_month_7_n_2 = parameters(period.this_year.first_month.offset(-18))
        params_month_7_n_2_2 = params_month_7_n_2.marche_travail.salaire_minimum.smic
        multiple_de_l_echelon_1 = params.multiple_de_l_echelon_1.calc(
            scale_base(enfants_comptes)
        )
        montant = multiple_de_l_echelon_1 * params_month_7_n_2_2.smic_b_horaire

        return half_up(montant, 1)


class bourse_de_lycee_echelon(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "échelon"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )

    def formula_2016_07_01(famille, period):
        """ligne 127."""
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )
        plafond_de_l_echelon_6 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_6", period
        )
        plafond_de_l_echelon_5 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_5", period
        )
        plafond_de_l_echelon_4 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_4", period
        )
        plafond_de_l_echelon_3 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_3", period
        )
        plafond_de_l_echelon_2 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_2", period
        )
        plafond_de_l_echelon_1 = inner(
            famille, "bourse_de_lycee_plafond_de_l_echelon_1", period
        )
        montant_5 = granted(rfr_n_2 <= plafond_de_l_echelon_1, 1)
        montant_4 = np.where(rfr_n_2 <= plafond_de_l_echelon_2, 2, montant_5)
        montant_3 = np.where(rfr_n_2 <= plafond_de_l_echelon_3, 3, montant_4)
        montant_2 = np.where(rfr_n_2 <= plafond_de_l_echelon_4, 4, montant_3)
        montant = np.where(rfr_n_2 <= plafond_de_l_echelon_5, 5, montant_2)

        return np.where(rfr_n_2 <= plafond_de_l_echelon_6, 6, montant)


class bourse_de_lycee_bourse_d_un_lyceen(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "bourse d'un lycéen"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"

    def formula_2016_07_01(famille, period, parameters):
        """ligne 131."""
        params_first_month = parameters(period.this_year.first_month)
        params_first_month_2 = params_first_month.prestations_sociales
        echelon = read(famille, "bourse_lycee_echelon", period)
        params = parameters(period).prestations_sociales.education.bourses
        montant_7 = granted(
            echelon == 1,
            params.bourses_education.bourse_lycee.apres_2016.echelon_1.montant,
        )
        montant_6 = np.where(
            echelon == 2,
            params.bourses_education.bourse_lycee.apres_2016.echelon_2.montant,
            montant_7,
        )
        montant_5 = np.where(
            echelon == 3,
            params.bourses_education.bourse_lycee.apres_2016.echelon_3.montant,
            montant_6,
        )
        montant_4 = np.where(
            echelon == 4,
            params.bourses_education.bourse_lycee.apres_2016.echelon_4.montant,
            montant_5,
        )
        montant_3 = np.where(
            echelon == 5,
            params.bourses_education.bourse_lycee.apres_2016.echelon_5.montant,
            montant_4,
        )
        montant_2 = np.where(
            echelon == 6,
            params.bourses_education.bourse_lycee.apres_2016.echelon_6.montant,
            montant_3,
        )
        montant = params_first_month_2.prestations_familiales.bmaf.bmaf * montant_2 / 3
        arrondi = half_up(montant, 1)

        return 3 * arrondi


class bourse_de_lycee(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse de lycée"
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )
    unit = "currency"
    documentation = "Une bourse pour les lycéens, de six montants selon le revenu fiscal et le nombre d'enfants comptés."

    def formula_2016_07_01(famille, period):
        """ligne 1."""
        bourse_d_un_lyceen = inner(
            famille, "bourse_de_lycee_bourse_d_un_lyceen", period
        )
        scolarite = read(famille.members, "scolarite", period)
        concernes = choice_in(scolarite, "lycee")
        nombre = group_count(famille, role=Famille.ENFANT, where=concernes)

        return bourse_d_un_lyceen * nombre
