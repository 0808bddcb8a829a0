"""Réduction de loyer de solidarité.

D'après reduction_loyer.yaml.
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
    first_true,
    inner,
    number,
    read,
    snap,
)


class reduction_loyer_de_solidarite_plafond_et_remise_ligne(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond et remise (ligne)"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """ligne 36 : plafond et remise."""
        al_nb_personnes_a_charge = read(famille, "al_nb_personnes_a_charge", period)
        al_couple = read(famille, "al_couple", period)

        return first_true(
            [
                (al_nb_personnes_a_charge == 0) & ~al_couple,
                (al_nb_personnes_a_charge == 0) & al_couple,
                al_nb_personnes_a_charge == 1,
                al_nb_personnes_a_charge == 2,
                al_nb_personnes_a_charge == 3,
                al_nb_personnes_a_charge == 4,
                al_nb_personnes_a_charge == 5,
            ],
            otherwise=True,
        )


class reduction_loyer_de_solidarite_plafond_de_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond de la famille"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )
    unit = "currency"

    def formula_2018_02_01(famille, period, parameters):
        """ligne 36 : plafond et remise."""
        plafond_et_remise_ligne = read(
            famille, "reduction_loyer_de_solidarite_plafond_et_remise_ligne", period
        )
        zone_apl = read(famille.demandeur.menage, "zone_apl", period)
        params = parameters(period).prestations_sociales.aides_logement
        al_nb_personnes_a_charge = read(famille, "al_nb_personnes_a_charge", period)
        personnes_seules = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.personnes_seules
        personnes_seules_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.personnes_seules
        montant = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, personnes_seules, personnes_seules_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.personnes_seules,
        )
        couples = (
            params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.couples
        )
        couples_2 = (
            params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.couples
        )
        montant_2 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, couples, couples_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.couples,
        )
        famille_1pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_1pac
        famille_1pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_1pac
        montant_3 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_1pac, famille_1pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_1pac,
        )
        famille_2pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_2pac
        famille_2pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_2pac
        montant_4 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_2pac, famille_2pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_2pac,
        )
        famille_3pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_3pac
        famille_3pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_3pac
        montant_5 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_3pac, famille_3pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_3pac,
        )
        famille_4pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_4pac
        famille_4pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_4pac
        montant_6 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_4pac, famille_4pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_4pac,
        )
        famille_5pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_5pac
        famille_5pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_5pac
        montant_7 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_5pac, famille_5pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_5pac,
        )
        famille_6pac = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.famille_6pac
        famille_6pac_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.famille_6pac
        montant_9 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, famille_6pac, famille_6pac_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.famille_6pac,
        )
        plus_grand = np.maximum(number(al_nb_personnes_a_charge) - 6, 0)
        majoration_par_pac_supp = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_1.majoration_par_pac_supp
        majoration_par_pac_supp_2 = params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_2.majoration_par_pac_supp
        montant_11 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, majoration_par_pac_supp, majoration_par_pac_supp_2],
            default=params.reduction_loyer_solidarite.plafond_ressources.par_zone.zone_3.majoration_par_pac_supp,
        )
        montant_10 = plus_grand * montant_11
        montant_8 = montant_9 + montant_10

        return np.select(
            [
                plafond_et_remise_ligne == 1,
                plafond_et_remise_ligne == 2,
                plafond_et_remise_ligne == 3,
                plafond_et_remise_ligne == 4,
                plafond_et_remise_ligne == 5,
                plafond_et_remise_ligne == 6,
                plafond_et_remise_ligne == 7,
            ],
            [montant, montant_2, montant_3, montant_4, montant_5, montant_6, montant_7],
            default=montant_8,
        )


class reduction_loyer_de_solidarite_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )
    unit = "currency"

    def formula_2018_02_01(famille, period):
        """ligne 54 : plafond de la famille."""
        plafond_de_la_famille = inner(
            famille, "reduction_loyer_de_solidarite_plafond_de_la_famille", period
        )

        return plafond_de_la_famille


class reduction_loyer_de_solidarite_remise_de_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "remise de la famille"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )
    unit = "currency"

    def formula_2018_02_01(famille, period, parameters):
        """ligne 36 : plafond et remise."""
        plafond_et_remise_ligne = read(
            famille, "reduction_loyer_de_solidarite_plafond_et_remise_ligne", period
        )
        zone_apl = read(famille.demandeur.menage, "zone_apl", period)
        params = parameters(period).prestations_sociales.aides_logement
        al_nb_personnes_a_charge = read(famille, "al_nb_personnes_a_charge", period)
        personnes_seules = (
            params.reduction_loyer_solidarite.montant.par_zone.zone_1.personnes_seules
        )
        personnes_seules_2 = (
            params.reduction_loyer_solidarite.montant.par_zone.zone_2.personnes_seules
        )
        montant = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, personnes_seules, personnes_seules_2],
            default=params.reduction_loyer_solidarite.montant.par_zone.zone_3.personnes_seules,
        )
        montant_2 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [
                0,
                params.reduction_loyer_solidarite.montant.par_zone.zone_1.couples,
                params.reduction_loyer_solidarite.montant.par_zone.zone_2.couples,
            ],
            default=params.reduction_loyer_solidarite.montant.par_zone.zone_3.couples,
        )
        montant_3 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [
                0,
                params.reduction_loyer_solidarite.montant.par_zone.zone_1.famille_1pac,
                params.reduction_loyer_solidarite.montant.par_zone.zone_2.famille_1pac,
            ],
            default=params.reduction_loyer_solidarite.montant.par_zone.zone_3.famille_1pac,
        )
        majoration_par_pac_supp = params.reduction_loyer_solidarite.montant.par_zone.zone_1.majoration_par_pac_supp
        majoration_par_pac_supp_2 = params.reduction_loyer_solidarite.montant.par_zone.zone_2.majoration_par_pac_supp
        montant_5 = np.select(
            [
                choice_in(zone_apl, "non_renseigne"),
                choice_in(zone_apl, "zone_1"),
                choice_in(zone_apl, "zone_2"),
            ],
            [0, majoration_par_pac_supp, majoration_par_pac_supp_2],
            default=params.reduction_loyer_solidarite.montant.par_zone.zone_3.majoration_par_pac_supp,
        )
        montant_4 = montant_3 + montant_5
        montant_7 = 2 * montant_5
        montant_6 = montant_3 + montant_7
        montant_9 = 3 * montant_5
        montant_8 = montant_3 + montant_9
        montant_11 = 4 * montant_5
        montant_10 = montant_3 + montant_11
        montant_14 = number(al_nb_personnes_a_charge) - 1
        montant_13 = montant_14 * montant_5
        montant_12 = montant_3 + montant_13

        return np.select(
            [
                plafond_et_remise_ligne == 1,
                plafond_et_remise_ligne == 2,
                plafond_et_remise_ligne == 3,
                plafond_et_remise_ligne == 4,
                plafond_et_remise_ligne == 5,
                plafond_et_remise_ligne == 6,
                plafond_et_remise_ligne == 7,
            ],
            [
                montant,
                montant_2,
                montant_3,
                montant_4,
                montant_6,
                montant_8,
                montant_10,
            ],
            default=montant_12,
        )


class reduction_loyer_de_solidarite_remise(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "remise"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )
    unit = "currency"

    def formula_2018_02_01(famille, period):
        """ligne 58 : remise de la famille."""
        remise_de_la_famille = inner(
            famille, "reduction_loyer_de_solidarite_remise_de_la_famille", period
        )

        return remise_de_la_famille


class reduction_loyer_de_solidarite_condition_valeur_ressources_12_plafond(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "VALEUR(ressources) / 12 < plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """ligne 60."""
        aide_logement_base_ressources = exact(
            read(famille, "aide_logement_base_ressources", period)
        )
        plafond = exact(
            read(famille, "reduction_loyer_solidarite_plafond_ressources", period)
        )

        return snap(aide_logement_base_ressources / 12) < snap(plafond)


class reduction_loyer_de_solidarite_hors_foyer(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "pas un logement-foyer"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """ligne 62."""
        statut_occupation_logement = read(
            famille.demandeur.menage, "statut_occupation_logement", period
        )

        return ~choice_in(statut_occupation_logement, "locataire_foyer")


class reduction_loyer_de_solidarite_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réduction de loyer de solidarité : éligibilité"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """ligne 1."""
        condition_valeur_ressources_12_plafond = inner(
            famille,
            "reduction_loyer_de_solidarite_condition_valeur_ressources_12_plafond",
            period,
        )
        logement_conventionne = read(
            famille.demandeur.menage, "logement_conventionne", period
        )
        hors_foyer = inner(famille, "reduction_loyer_de_solidarite_hors_foyer", period)

        return (
            condition_valeur_ressources_12_plafond & logement_conventionne & hors_foyer
        )


class reduction_loyer_de_solidarite(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Réduction de loyer de solidarité"
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )
    unit = "currency"
    documentation = "Une remise sur le loyer des locataires du parc social aux ressources modestes, selon la zone et la composition de la famille."

    def formula_2018_02_01(famille, period):
        """ligne 1."""
        eligibilite = inner(
            famille, "reduction_loyer_de_solidarite_eligibilite", period
        )
        remise = exact(read(famille, "reduction_loyer_solidarite_montant", period))

        return np.where(eligibilite, remise, 0)
