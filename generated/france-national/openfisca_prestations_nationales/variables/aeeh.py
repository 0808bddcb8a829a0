"""Allocation d'éducation de l'enfant handicapé.

D'après aeeh.yaml.
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
    first_true,
    granted,
    group_sum,
    inner,
    of_row,
    read,
)


class allocation_education_enfant_handicape_complement_selon_la_categorie_ligne(
    Rule, Variable
):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "complément selon la catégorie (ligne)"
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )

    def formula_2006_01_01(individu, period):
        """ligne 36 : complément selon la catégorie."""
        aeeh_niveau_handicap = read(individu, "aeeh_niveau_handicap", period)

        return first_true(
            [
                aeeh_niveau_handicap == 1,
                aeeh_niveau_handicap == 2,
                aeeh_niveau_handicap == 3,
                aeeh_niveau_handicap == 4,
                aeeh_niveau_handicap == 5,
                aeeh_niveau_handicap == 6,
            ],
            otherwise=True,
        )


class allocation_education_enfant_handicape_taux_du_complement(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux du complément"
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )

    def formula_2006_01_01(individu, period, parameters):
        """ligne 36 : complément selon la catégorie."""
        params = parameters(period).prestations_sociales.prestations_familiales
        complement_selon_la_categorie_ligne = read(
            individu,
            "allocation_education_enfant_handicape_complement_selon_la_categorie_ligne",
            period,
        )
        categorie_1 = (
            params.education_presence_parentale.aeeh.complement_allocation.categorie_1
        )
        categorie_2 = (
            params.education_presence_parentale.aeeh.complement_allocation.categorie_2
        )
        categorie_3 = (
            params.education_presence_parentale.aeeh.complement_allocation.categorie_3
        )
        categorie_4 = (
            params.education_presence_parentale.aeeh.complement_allocation.categorie_4
        )

        return of_row(
            complement_selon_la_categorie_ligne,
            [categorie_1, categorie_1, categorie_2, categorie_3, categorie_4, 0],
            0,
        )


class allocation_education_enfant_handicape_taux_de_la_majoration_de_parent_isole(
    Float64, Variable
):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux de la majoration de parent isolé"
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )

    def formula_2006_01_01(individu, period, parameters):
        """ligne 36 : complément selon la catégorie."""
        params = parameters(period).prestations_sociales.prestations_familiales
        complement_selon_la_categorie_ligne = read(
            individu,
            "allocation_education_enfant_handicape_complement_selon_la_categorie_ligne",
            period,
        )
        categorie_2 = (
            params.education_presence_parentale.aeeh.majoration_parent_isole.categorie_2
        )
        categorie_3 = (
            params.education_presence_parentale.aeeh.majoration_parent_isole.categorie_3
        )
        categorie_4 = (
            params.education_presence_parentale.aeeh.majoration_parent_isole.categorie_4
        )
        categorie_5 = (
            params.education_presence_parentale.aeeh.majoration_parent_isole.categorie_5
        )
        categorie_6 = (
            params.education_presence_parentale.aeeh.majoration_parent_isole.categorie_6
        )

        return of_row(
            complement_selon_la_categorie_ligne,
            [0, categorie_2, categorie_3, categorie_4, categorie_5, categorie_6],
            0,
        )


class allocation_education_enfant_handicape_allocation_pour_l_enfant(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation pour l'enfant"
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )
    unit = "currency"

    def formula_2006_01_01(individu, period, parameters):
        """ligne 54."""
        handicap = read(individu, "handicap", period)
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        params_2 = parameters(period).prestations_sociales.prestations_familiales.bmaf
        taux_du_complement = inner(
            individu, "allocation_education_enfant_handicape_taux_du_complement", period
        )
        en_couple = read(individu.famille, "en_couple", period)
        taux_de_la_majoration_de_parent_isole = inner(
            individu,
            "allocation_education_enfant_handicape_taux_de_la_majoration_de_parent_isole",
            period,
        )
        aeeh_niveau_handicap = read(individu, "aeeh_niveau_handicap", period)
        age_moins_de_age_maximum_enfant = (
            age < params.education_presence_parentale.aeeh.age_maximum_enfant
        )
        handicap_et_age_moins_de_age_maximum_enfant = (
            handicap & age_moins_de_age_maximum_enfant
        )
        montant_4 = np.where(en_couple, 0, taux_de_la_majoration_de_parent_isole)
        montant_3 = (
            params.education_presence_parentale.aeeh.base
            + taux_du_complement
            + montant_4
        )
        montant_2 = params_2.bmaf * montant_3
        montant = np.where(handicap_et_age_moins_de_age_maximum_enfant, montant_2, 0)
        montant_5 = granted(
            aeeh_niveau_handicap == 6,
            params.education_presence_parentale.aeeh.complement_allocation.categorie_6,
        )

        return montant + montant_5


class allocation_education_enfant_handicape(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation d'éducation de l'enfant handicapé"
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )
    unit = "currency"
    documentation = "Une allocation pour les parents d'un enfant handicapé de moins de 20 ans, avec un complément selon la catégorie du handicap."

    def formula_2006_01_01(famille, period):
        """ligne 1."""
        allocation_pour_l_enfant = read(
            famille.members,
            "allocation_education_enfant_handicape_allocation_pour_l_enfant",
            period,
        )

        return group_sum(famille, allocation_pour_l_enfant, role=Famille.ENFANT)
