"""Prime à la naissance.

D'après paje_naissance.yaml.
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
    day_of,
    exact,
    granted,
    group_count,
    half_up,
    inner,
    months_after,
    number,
    read,
    snap,
)


class prime_a_la_naissance_enfants_a_naitre_dans_deux_mois(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à naître dans deux mois"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """ligne 30."""
        date_naissance = read(famille.members, "date_naissance", period)
        this_month = day_of(period.first_month)
        condition = date_naissance >= months_after(this_month, 2)
        condition_2 = date_naissance < months_after(this_month, 3)
        concernes = condition & condition_2

        return group_count(famille, role=Famille.ENFANT, where=concernes)


class prime_a_la_naissance_enfants_comptes(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants comptés"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """ligne 34 : enfants à charge + enfants à naître dans deux mois."""
        af_nbenf = read(famille, "af_nbenf", period)
        enfants_a_naitre_dans_deux_mois = read(
            famille, "prime_a_la_naissance_enfants_a_naitre_dans_deux_mois", period
        )

        return number(af_nbenf) + enfants_a_naitre_dans_deux_mois


class prime_a_la_naissance_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )
    unit = "currency"

    def formula_2018_04_01(famille, period, parameters):
        """ligne 37."""
        params = parameters(period).prestations_sociales.prestations_familiales
        enfants_comptes = inner(famille, "prime_a_la_naissance_enfants_comptes", period)
        en_couple = read(famille, "en_couple", period)
        biactivite = read(famille, "biactivite", period)
        plus_petit = np.minimum(enfants_comptes, 2)
        montant_3 = (
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.majorations_enfants.premier_2eme_enfant
            * plus_petit
        )
        plus_grand = np.maximum(enfants_comptes - 2, 0)
        montant_4 = (
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.majorations_enfants.troisieme_plus_enfant
            * plus_grand
        )
        montant_2 = 1 + montant_3 + montant_4
        montant = (
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_partiel.plafond_ressources_0_enfant
            * montant_2
        )
        sans_en_couple_ou_biactivite = ~en_couple | biactivite
        montant_5 = granted(
            sans_en_couple_ou_biactivite,
            params.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018.taux_partiel.biactifs_parents_isoles,
        )

        return montant + montant_5


class prime_a_la_naissance_condition_enfants_a_naitre_dans_deux_mois(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à naître dans deux mois ≥ 1"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """ligne 42."""
        enfants_a_naitre_dans_deux_mois = read(
            famille, "prime_a_la_naissance_enfants_a_naitre_dans_deux_mois", period
        )

        return enfants_a_naitre_dans_deux_mois >= 1


class prime_a_la_naissance_condition_ressources(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources ≤ plafond"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """ligne 43."""
        prestations_familiales_base_ressources = exact(
            read(famille, "prestations_familiales_base_ressources", period)
        )
        plafond = inner(famille, "prime_a_la_naissance_plafond", period)

        return prestations_familiales_base_ressources <= snap(plafond)


class prime_a_la_naissance_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Prime à la naissance : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """ligne 1."""
        condition_enfants_a_naitre_dans_deux_mois = inner(
            famille,
            "prime_a_la_naissance_condition_enfants_a_naitre_dans_deux_mois",
            period,
        )
        condition_ressources = inner(
            famille, "prime_a_la_naissance_condition_ressources", period
        )

        return condition_enfants_a_naitre_dans_deux_mois & condition_ressources


class prime_a_la_naissance(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prime à la naissance"
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )
    unit = "currency"
    documentation = "Une prime versée avant la naissance de chaque enfant, sous le plafond de ressources de l'allocation de base partielle."

    def formula_2018_04_01(famille, period, parameters):
        """ligne 1."""
        eligibilite = inner(famille, "prime_a_la_naissance_eligibilite", period)
        enfants_a_naitre_dans_deux_mois = read(
            famille, "prime_a_la_naissance_enfants_a_naitre_dans_deux_mois", period
        )
        params = parameters(period).prestations_sociales.prestations_familiales.bmaf
        params_2 = parameters(period).prestations_sociales.prestations_familiales
        montant_2 = (
            params.bmaf * params_2.petite_enfance.paje.paje_cm2.montant.prime_naissance
        )
        arrondi = half_up(montant_2, 0.01)
        montant = enfants_a_naitre_dans_deux_mois * arrondi

        return np.where(eligibilite, montant, 0)
