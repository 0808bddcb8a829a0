"""Allocation de base de la prestation d'accueil du jeune enfant.

D'après paje_base.yaml.
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
    inner,
    number,
    read,
    snap,
)


class allocation_de_base_paje_enfant_de_moins_de_trois_ans(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant de moins de trois ans"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(individu, period, parameters):
        """ligne 33 : âge < âge limite et non ne dépend plus de ses parents."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        autonomie_financiere = read(individu, "autonomie_financiere", period)
        age_moins_de_age_limite_enfant_adopte_non = (
            age < params.petite_enfance.paje.paje_cm.age_limite_enfant_adopte_non
        )
        sans_autonomie_financiere = ~autonomie_financiere

        return age_moins_de_age_limite_enfant_adopte_non & sans_autonomie_financiere


class allocation_de_base_paje_coefficient_familial(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "coefficient familial"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(famille, period, parameters):
        """ligne 36."""
        af_nbenf = read(famille, "af_nbenf", period)
        params = parameters(period).prestations_sociales.prestations_familiales
        plus_petit = np.minimum(number(af_nbenf), 2)
        montant = (
            plus_petit
            * params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.majorations_enfants.premier_2eme_enfant
        )
        plus_grand = np.maximum(number(af_nbenf) - 2, 0)
        montant_2 = (
            plus_grand
            * params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.majorations_enfants.troisieme_plus_enfant
        )

        return 1 + montant + montant_2


class allocation_de_base_paje_plafond_entier(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond entier"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )
    unit = "currency"

    def formula_2021_05_01(famille, period, parameters):
        """ligne 39."""
        params = parameters(period).prestations_sociales.prestations_familiales
        coefficient_familial = read(
            famille, "allocation_de_base_paje_coefficient_familial", period
        )
        en_couple = read(famille, "en_couple", period)
        biactivite = read(famille, "biactivite", period)
        montant = (
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_plein.plafond_ressources_0_enfant
            * coefficient_familial
        )
        sans_en_couple_ou_biactivite = ~en_couple | biactivite
        montant_2 = granted(
            sans_en_couple_ou_biactivite,
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_plein.biactifs_parents_isoles,
        )

        return montant + montant_2


class allocation_de_base_paje_plafond_partiel(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond partiel"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )
    unit = "currency"

    def formula_2021_05_01(famille, period, parameters):
        """ligne 42."""
        params = parameters(period).prestations_sociales.prestations_familiales
        coefficient_familial = read(
            famille, "allocation_de_base_paje_coefficient_familial", period
        )
        en_couple = read(famille, "en_couple", period)
        biactivite = read(famille, "biactivite", period)
        montant = (
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_partiel.plafond_ressources_0_enfant
            * coefficient_familial
        )
        sans_en_couple_ou_biactivite = ~en_couple | biactivite
        montant_2 = granted(
            sans_en_couple_ou_biactivite,
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_partiel.biactifs_parents_isoles,
        )

        return montant + montant_2


class allocation_de_base_paje_a_un_enfant(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un enfant de moins de trois ans"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(famille, period):
        """ligne 44."""
        enfant_de_moins_de_trois_ans = read(
            famille.members, "enfant_eligible_paje", period
        )

        return group_any(famille, where=enfant_de_moins_de_trois_ans)


class allocation_de_base_paje_condition_ressources(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources ≤ MAX(plafond entier ; plafond partiel)"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(famille, period):
        """ligne 47."""
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        plafond_entier = read(famille, "allocation_de_base_paje_plafond_entier", period)
        plafond_partiel = inner(
            famille, "allocation_de_base_paje_plafond_partiel", period
        )
        plus_grand = snap(np.maximum(plafond_entier, plafond_partiel))

        return prestations_familiales_base_ressources <= plus_grand


class allocation_de_base_paje_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Allocation de base de la prestation d'accueil du jeune enfant : éligibilité"
    )
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(famille, period):
        """ligne 1."""
        a_un_enfant = inner(famille, "allocation_de_base_paje_a_un_enfant", period)
        condition_ressources = inner(
            famille, "allocation_de_base_paje_condition_ressources", period
        )

        return a_un_enfant & condition_ressources


class allocation_de_base_paje(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de base de la prestation d'accueil du jeune enfant"
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )
    unit = "currency"
    documentation = "Une allocation mensuelle jusqu'aux trois ans de l'enfant, entière ou partielle selon les ressources."

    def formula_2021_05_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(famille, "allocation_de_base_paje_eligibilite", period)
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        plafond_entier = read(famille, "allocation_de_base_paje_plafond_entier", period)
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        montant = (
            params.bmaf
            * params_2.petite_enfance.paje.paje_cm.montant.allocation_base_taux_plein.apres_2018.taux
        )
        plafond_entier_2 = snap(plafond_entier)
        au_plus_plafond_entier = (
            prestations_familiales_base_ressources <= plafond_entier_2
        )
        montant_2 = np.where(au_plus_plafond_entier, montant, montant / 2)

        return np.where(eligibilite, montant_2, 0)
