"""Logement social (prêt locatif aidé d'intégration).

D'après logement_social.yaml.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    as_choice,
    choice_in,
    exact,
    group_any,
    group_count,
    group_sum,
    inner,
    number,
    read,
    snap,
    year_of,
)


class CategorieMenageLogementSocial(Enum):
    __order__ = (
        "categorie_1 categorie_2 categorie_3 categorie_4 categorie_5 categorie_6"
    )
    categorie_1 = "Une personne seule"
    categorie_2 = "Deux personnes ne comportant aucune pers. à charge à l'exclusion des jeunes ménages"
    categorie_3 = "Trois personnes ou une pers. seule avec une pers. à charge ou jeune ménage sans personne à charge"
    categorie_4 = "Quatre personnes ou une pers. seule avec deux pers. à charge"
    categorie_5 = "Cinq personnes ou une pers. seule avec trois pers. à charge"
    categorie_6 = "Six personnes ou une pers. seule avec quatre pers. à charge"


class logement_social_tres_aide_jeune_menage(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "jeune ménage"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 28 : nombre de parents ≥ 2 et somme de âge pour les parents ≤ 55."""
        age = read(famille.members, "age", period)
        valeurs = number(age)
        nombre_au_moins_2 = group_count(famille, role=Famille.PARENT) >= 2
        total_au_plus_55 = snap(group_sum(famille, valeurs, role=Famille.PARENT)) <= 55

        return nombre_au_moins_2 & total_au_plus_55


class logement_social_tres_aide_categorie_de_la_famille(Rule, Variable):
    value_type = Enum
    possible_values = CategorieMenageLogementSocial
    default_value = CategorieMenageLogementSocial.categorie_1
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "catégorie de la famille"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 31."""
        al_nb_personnes_a_charge = read(famille, "al_nb_personnes_a_charge", period)
        jeune_menage = inner(famille, "logement_social_tres_aide_jeune_menage", period)
        al_nb_personnes_a_charge_egal_a_0 = al_nb_personnes_a_charge == 0
        nombre_egal_a_1 = group_count(famille, role=Famille.PARENT) == 1
        al_nb_personnes_a_charge_egal_a_0_et_nombre_egal_a_1 = (
            al_nb_personnes_a_charge_egal_a_0 & nombre_egal_a_1
        )
        nombre_egal_a_2 = group_count(famille) == 2
        condition = (al_nb_personnes_a_charge == 0) & nombre_egal_a_2 & ~jeune_menage
        al_nb_personnes_a_charge_egal_a_1 = al_nb_personnes_a_charge == 1
        jeune_menage_et_al_nb_personnes_a_charge_egal_a_0 = (
            jeune_menage & al_nb_personnes_a_charge_egal_a_0
        )
        condition_2 = (
            al_nb_personnes_a_charge_egal_a_1
            | jeune_menage_et_al_nb_personnes_a_charge_egal_a_0
        )
        choix_5 = np.where(
            al_nb_personnes_a_charge == 3,
            CategorieMenageLogementSocial.categorie_5.index,
            CategorieMenageLogementSocial.categorie_6.index,
        )
        choix_4 = np.where(
            al_nb_personnes_a_charge == 2,
            CategorieMenageLogementSocial.categorie_4.index,
            choix_5,
        )
        choix_3 = np.where(
            condition_2, CategorieMenageLogementSocial.categorie_3.index, choix_4
        )
        choix_2 = np.where(
            condition, CategorieMenageLogementSocial.categorie_2.index, choix_3
        )
        choix = np.where(
            al_nb_personnes_a_charge_egal_a_0_et_nombre_egal_a_1,
            CategorieMenageLogementSocial.categorie_1.index,
            choix_2,
        )

        return as_choice(famille.count, choix, CategorieMenageLogementSocial)


class logement_social_tres_aide_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )
    unit = "currency"

    def formula_2017_01_01(famille, period, parameters):
        """ligne 40."""
        logement_social_categorie_menage = read(
            famille, "logement_social_categorie_menage", period
        )
        zone_logement_social = read(
            famille.demandeur.menage, "zone_logement_social", period
        )
        params = parameters(period).prestations_sociales.aides_logement
        al_nb_personnes_a_charge = read(famille, "al_nb_personnes_a_charge", period)
        logement_social_categorie_menage_categorie_1 = choice_in(
            logement_social_categorie_menage, "categorie_1"
        )
        zone_logement_social_paris_communes_limitrophes = choice_in(
            zone_logement_social, "paris_communes_limitrophes"
        )
        condition = (
            logement_social_categorie_menage_categorie_1
            & zone_logement_social_paris_communes_limitrophes
        )
        zone_logement_social_ile_de_france = choice_in(
            zone_logement_social, "ile_de_france"
        )
        condition_2 = (
            logement_social_categorie_menage_categorie_1
            & zone_logement_social_ile_de_france
        )
        zone_logement_social_autres_regions = choice_in(
            zone_logement_social, "autres_regions"
        )
        condition_3 = (
            logement_social_categorie_menage_categorie_1
            & zone_logement_social_autres_regions
        )
        logement_social_categorie_menage_categorie_2 = choice_in(
            logement_social_categorie_menage, "categorie_2"
        )
        condition_4 = (
            logement_social_categorie_menage_categorie_2
            & zone_logement_social_paris_communes_limitrophes
        )
        condition_5 = (
            logement_social_categorie_menage_categorie_2
            & zone_logement_social_ile_de_france
        )
        condition_6 = (
            logement_social_categorie_menage_categorie_2
            & zone_logement_social_autres_regions
        )
        logement_social_categorie_menage_categorie_3 = choice_in(
            logement_social_categorie_menage, "categorie_3"
        )
        condition_7 = (
            logement_social_categorie_menage_categorie_3
            & zone_logement_social_paris_communes_limitrophes
        )
        condition_8 = (
            logement_social_categorie_menage_categorie_3
            & zone_logement_social_ile_de_france
        )
        condition_9 = (
            logement_social_categorie_menage_categorie_3
            & zone_logement_social_autres_regions
        )
        logement_social_categorie_menage_categorie_4 = choice_in(
            logement_social_categorie_menage, "categorie_4"
        )
        condition_10 = (
            logement_social_categorie_menage_categorie_4
            & zone_logement_social_paris_communes_limitrophes
        )
        condition_11 = (
            logement_social_categorie_menage_categorie_4
            & zone_logement_social_ile_de_france
        )
        condition_12 = (
            logement_social_categorie_menage_categorie_4
            & zone_logement_social_autres_regions
        )
        logement_social_categorie_menage_categorie_5 = choice_in(
            logement_social_categorie_menage, "categorie_5"
        )
        condition_13 = (
            logement_social_categorie_menage_categorie_5
            & zone_logement_social_paris_communes_limitrophes
        )
        condition_14 = (
            logement_social_categorie_menage_categorie_5
            & zone_logement_social_ile_de_france
        )
        condition_15 = (
            logement_social_categorie_menage_categorie_5
            & zone_logement_social_autres_regions
        )
        logement_social_categorie_menage_categorie_6 = choice_in(
            logement_social_categorie_menage, "categorie_6"
        )
        condition_16 = (
            logement_social_categorie_menage_categorie_6
            & zone_logement_social_paris_communes_limitrophes
        )
        condition_17 = (
            logement_social_categorie_menage_categorie_6
            & zone_logement_social_ile_de_france
        )
        paris_communes_limitrophes = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_1.paris_communes_limitrophes
        ile_de_france = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_1.ile_de_france
        autres_regions = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_1.autres_regions
        paris_communes_limitrophes_2 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_2.paris_communes_limitrophes
        ile_de_france_2 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_2.ile_de_france
        autres_regions_2 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_2.autres_regions
        paris_communes_limitrophes_3 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_3.paris_communes_limitrophes
        ile_de_france_3 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_3.ile_de_france
        autres_regions_3 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_3.autres_regions
        paris_communes_limitrophes_4 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_4.paris_communes_limitrophes
        ile_de_france_4 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_4.ile_de_france
        autres_regions_4 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_4.autres_regions
        paris_communes_limitrophes_5 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_5.paris_communes_limitrophes
        ile_de_france_5 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_5.ile_de_france
        autres_regions_5 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_5.autres_regions
        paris_communes_limitrophes_6 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_6.paris_communes_limitrophes
        ile_de_france_6 = params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_6.ile_de_france
        montant = np.select(
            [
                condition,
                condition_2,
                condition_3,
                condition_4,
                condition_5,
                condition_6,
                condition_7,
                condition_8,
                condition_9,
                condition_10,
                condition_11,
                condition_12,
                condition_13,
                condition_14,
                condition_15,
                condition_16,
                condition_17,
            ],
            [
                paris_communes_limitrophes,
                ile_de_france,
                autres_regions,
                paris_communes_limitrophes_2,
                ile_de_france_2,
                autres_regions_2,
                paris_communes_limitrophes_3,
                ile_de_france_3,
                autres_regions_3,
                paris_communes_limitrophes_4,
                ile_de_france_4,
                autres_regions_4,
                paris_communes_limitrophes_5,
                ile_de_france_5,
                autres_regions_5,
                paris_communes_limitrophes_6,
                ile_de_france_6,
            ],
            default=params.logement_social.plai.plafond_ressources.par_categorie_de_menage.categorie_6.autres_regions,
        )
        plus_grand = np.maximum(number(al_nb_personnes_a_charge) - 4, 0)
        paris_communes_limitrophes_7 = params.logement_social.plai.plafond_ressources.par_personne_supplementaire.paris_communes_limitrophes
        ile_de_france_7 = params.logement_social.plai.plafond_ressources.par_personne_supplementaire.ile_de_france
        montant_3 = np.select(
            [
                choice_in(zone_logement_social, "paris_communes_limitrophes"),
                choice_in(zone_logement_social, "ile_de_france"),
            ],
            [paris_communes_limitrophes_7, ile_de_france_7],
            default=params.logement_social.plai.plafond_ressources.par_personne_supplementaire.autres_regions,
        )
        montant_2 = plus_grand * montant_3

        return montant + montant_2


class logement_social_tres_aide_condition_au_moins_un_parent_avec_majeur(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "au moins un parent avec majeur"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 42."""
        majeur = read(famille.members, "majeur", period)
        return group_any(famille, role=Famille.PARENT, where=majeur)


class logement_social_tres_aide_condition_revenu_fiscal_de_reference(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de l'année N-2 du demandeur ≤ plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 44."""
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )
        plafond = exact(read(famille, "logement_social_plafond_ressources", period))

        return rfr_n_2 <= snap(plafond)


class logement_social_tres_aide_condition_revenu_fiscal_de_reference_2(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de l'année N-1 du demandeur < 0,9 × revenu fiscal de référence de l'année N-2 du demandeur"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 46."""
        rfr_last_year = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -1))
        )
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )

        return rfr_last_year < snap(0.9 * rfr_n_2)


class logement_social_tres_aide_condition_revenu_fiscal_de_reference_3(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de l'année N-1 du demandeur < plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 47."""
        rfr_last_year = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -1))
        )
        plafond = exact(read(famille, "logement_social_plafond_ressources", period))

        return rfr_last_year < snap(plafond)


class logement_social_tres_aide_condition_revenu_fiscal_de_reference_4(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de cette année du demandeur < 0,9 × revenu fiscal de référence de l'année N-2 du demandeur"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 49."""
        rfr_this_year = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period))
        )
        rfr_n_2 = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period, -2))
        )

        return rfr_this_year < snap(0.9 * rfr_n_2)


class logement_social_tres_aide_condition_revenu_fiscal_de_reference_5(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu fiscal de référence de cette année du demandeur < plafond"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """ligne 50."""
        rfr_this_year = exact(
            read(famille.demandeur.foyer_fiscal, "rfr", year_of(period))
        )
        plafond = exact(read(famille, "logement_social_plafond_ressources", period))

        return rfr_this_year < snap(plafond)


class logement_social_tres_aide(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Logement social (prêt locatif aidé d'intégration)"
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )
    documentation = "Le droit à un logement social, quand un adulte de la famille est majeur et que ses revenus sont sous le plafond de sa catégorie de ménage et de sa zone."

    def formula_2017_01_01(famille, period):
        """ligne 1."""
        condition_au_moins_un_parent_avec_majeur = inner(
            famille,
            "logement_social_tres_aide_condition_au_moins_un_parent_avec_majeur",
            period,
        )
        condition_revenu_fiscal_de_reference = inner(
            famille,
            "logement_social_tres_aide_condition_revenu_fiscal_de_reference",
            period,
        )
        condition_revenu_fiscal_de_reference_2 = inner(
            famille,
            "logement_social_tres_aide_condition_revenu_fiscal_de_reference_2",
            period,
        )
        condition_revenu_fiscal_de_reference_3 = inner(
            famille,
            "logement_social_tres_aide_condition_revenu_fiscal_de_reference_3",
            period,
        )
        condition_revenu_fiscal_de_reference_4 = inner(
            famille,
            "logement_social_tres_aide_condition_revenu_fiscal_de_reference_4",
            period,
        )
        condition_revenu_fiscal_de_reference_5 = inner(
            famille,
            "logement_social_tres_aide_condition_revenu_fiscal_de_reference_5",
            period,
        )
        condition_2 = (
            condition_revenu_fiscal_de_reference_2
            & condition_revenu_fiscal_de_reference_3
        )
        condition_3 = (
            condition_revenu_fiscal_de_reference_4
            & condition_revenu_fiscal_de_reference_5
        )
        condition = condition_revenu_fiscal_de_reference | condition_2 | condition_3

        return condition_au_moins_un_parent_avec_majeur & condition
