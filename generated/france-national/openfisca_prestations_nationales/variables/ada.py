"""Allocation pour demandeur d'asile.

D'après ada.yaml.
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
    days_between,
    inner,
    number,
    read,
)


class allocation_demandeur_asile_montant_par_jour(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant par jour"
    reference = (
        "Décret 2015-1329 du 21 octobre 2015, article 2",
        "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000031355378/2022-01-10/",
        "Décret 2018-426 du 31 mai 2018 (supplément sans hébergement)",
        "https://www.legifrance.gouv.fr/eli/decret/2018/5/31/2018-426/jo/texte",
    )
    unit = "currency"

    def formula_2015_11_01(famille, period, parameters):
        """ligne 26."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        af_nbenf = read(famille, "af_nbenf", period)
        nb_parents = read(famille, "nb_parents", period)
        place_hebergement = read(famille, "place_hebergement", period)
        montant_2 = number(af_nbenf) + number(nb_parents) - 1
        montant = montant_2 * params.autre_solidarite.ada.majoration_pers_supp
        montant_3 = np.where(
            place_hebergement, 0, params.autre_solidarite.ada.supplement_non_hebergement
        )

        return (
            params.autre_solidarite.ada.montant_journalier_pour_une_personne
            + montant
            + montant_3
        )


class allocation_demandeur_asile_jours_du_mois(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "jours du mois"
    reference = (
        "Décret 2015-1329 du 21 octobre 2015, article 2",
        "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000031355378/2022-01-10/",
        "Décret 2018-426 du 31 mai 2018 (supplément sans hébergement)",
        "https://www.legifrance.gouv.fr/eli/decret/2018/5/31/2018-426/jo/texte",
    )
    unit = "days"

    def formula_2015_11_01(famille, period):
        """ligne 31."""
        this_month = day_of(period.first_month)
        this_month_day_31 = day_of(period.first_month, 31)

        return np.full(famille.count, days_between(this_month, this_month_day_31) + 1)


class allocation_demandeur_asile_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation pour demandeur d'asile : éligibilité"
    reference = (
        "Décret 2015-1329 du 21 octobre 2015, article 2",
        "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000031355378/2022-01-10/",
        "Décret 2018-426 du 31 mai 2018 (supplément sans hébergement)",
        "https://www.legifrance.gouv.fr/eli/decret/2018/5/31/2018-426/jo/texte",
    )

    def formula_2015_11_01(famille, period):
        """ligne 1."""
        asile_demandeur = read(famille, "asile_demandeur", period)
        return asile_demandeur


class allocation_demandeur_asile(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation pour demandeur d'asile"
    reference = (
        "Décret 2015-1329 du 21 octobre 2015, article 2",
        "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000031355378/2022-01-10/",
        "Décret 2018-426 du 31 mai 2018 (supplément sans hébergement)",
        "https://www.legifrance.gouv.fr/eli/decret/2018/5/31/2018-426/jo/texte",
    )
    unit = "currency"
    documentation = "Un montant par jour selon le nombre de personnes de la famille, plus élevé sans place d'hébergement."

    def formula_2015_11_01(famille, period):
        """ligne 1."""
        eligibilite = inner(famille, "allocation_demandeur_asile_eligibilite", period)
        montant_par_jour = inner(
            famille, "allocation_demandeur_asile_montant_par_jour", period
        )
        jours_du_mois = inner(
            famille, "allocation_demandeur_asile_jours_du_mois", period
        )

        return np.where(eligibilite, montant_par_jour * jours_du_mois, 0)
