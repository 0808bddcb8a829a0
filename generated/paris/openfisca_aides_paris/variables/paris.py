"""aides/paris.

D'après paris.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_aides_paris.rt import (
    Float64,
    Rule,
    add_months,
    choice_in,
    divide,
    exact,
    group_any,
    group_count,
    group_sum,
    inner,
    read,
    snap,
    year_of,
)


class parisien(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Habitez-vous Paris depuis au moins trois ans dans les cinq dernières années ?"
    )


class paris_enfant(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant de Paris"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period):
        """ligne 40."""
        est_enfant_dans_famille = read(individu, "est_enfant_dans_famille", period)
        enfant_place = read(individu, "enfant_place", period)
        enfant_a_charge_this_year = read(individu, "enfant_a_charge", year_of(period))

        return est_enfant_dans_famille & ~enfant_place & enfant_a_charge_this_year


class paris_enfant_handicape(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant handicapé de Paris"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period):
        """ligne 41 : enfant de Paris et en situation de handicap."""
        paris_enfant = read(individu, "paris_enfant", period)
        handicap = read(individu, "handicap", period)

        return paris_enfant & handicap


class paris_enfant_garde_alternee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant de Paris en garde alternée"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period):
        """ligne 42 : enfant de Paris et en garde alternée."""
        paris_enfant = read(individu, "paris_enfant", period)
        garde_alternee = read(individu, "garde_alternee", period)

        return paris_enfant & garde_alternee


class paris_enfant_handicape_garde_alternee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfant handicapé en garde alternée"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period):
        """ligne 44 : enfant handicapé de Paris et en garde alternée."""
        paris_enfant_handicape = read(individu, "paris_enfant_handicape", period)
        garde_alternee = read(individu, "garde_alternee", period)

        return paris_enfant_handicape & garde_alternee


class paris_nb_enfants(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants de Paris"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period):
        """ligne 45 : nombre de membres avec enfant de Paris."""
        paris_enfant = read(famille.members, "paris_enfant", period)
        return group_count(famille, where=paris_enfant)


class paris_nb_enfants_handicapes(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nombre d'enfants handicapés"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period):
        """ligne 46 : nombre de membres avec enfant handicapé de Paris."""
        paris_enfant_handicape = read(famille.members, "paris_enfant_handicape", period)
        return group_count(famille, where=paris_enfant_handicape)


class paris_base_ressources_i(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources d'une personne"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(individu, period, parameters):
        """ligne 52."""
        ass = exact(read(individu, "ass", period))
        aah = exact(read(individu, "aah", period))
        asi = exact(read(individu, "asi", period))
        caah = exact(read(individu, "caah", period))
        salaire_imposable = exact(read(individu, "salaire_imposable", period))
        indemnites_stage = exact(read(individu, "indemnites_stage", period))
        params = parameters(period).aides_paris.paris
        revenus_stage_formation_pro = exact(
            read(individu, "revenus_stage_formation_pro", period)
        )
        chomage_imposable = exact(read(individu, "chomage_imposable", period))
        allocation_securisation_professionnelle = exact(
            read(individu, "allocation_securisation_professionnelle", period)
        )
        indemnites_journalieres = exact(
            read(individu, "indemnites_journalieres", period)
        )
        indemnites_chomage_partiel = exact(
            read(individu, "indemnites_chomage_partiel", period)
        )
        indemnites_volontariat = exact(read(individu, "indemnites_volontariat", period))
        prestation_compensatoire = exact(
            read(individu, "prestation_compensatoire", period)
        )
        retraite_imposable_last_3_months = add_months(
            individu, "retraite_imposable", period.last_3_months
        )
        pensions_invalidite = exact(read(individu, "pensions_invalidite", period))
        rpns_auto_entrepreneur_benefice = exact(
            read(individu, "rpns_auto_entrepreneur_benefice", period)
        )
        rpns_micro_entreprise_benefice_last_year = exact(
            read(individu, "rpns_micro_entreprise_benefice", year_of(period, -1))
        )
        rpns_benefice_exploitant_agricole_last_year = exact(
            read(individu, "rpns_benefice_exploitant_agricole", year_of(period, -1))
        )
        rpns_autres_revenus_last_year = exact(
            read(individu, "rpns_autres_revenus", year_of(period, -1))
        )
        montant = np.where(
            indemnites_stage <= params.smic_net_mensuel, indemnites_stage, 0
        )
        montant_3 = (
            rpns_micro_entreprise_benefice_last_year
            + rpns_benefice_exploitant_agricole_last_year
            + rpns_autres_revenus_last_year
        )
        montant_2 = montant_3 / 12

        return (
            ass
            + aah
            + asi
            + caah
            + salaire_imposable
            + montant
            + revenus_stage_formation_pro
            + chomage_imposable
            + allocation_securisation_professionnelle
            + indemnites_journalieres
            + indemnites_chomage_partiel
            + indemnites_volontariat
            + prestation_compensatoire
            + retraite_imposable_last_3_months / 3
            + pensions_invalidite
            + rpns_auto_entrepreneur_benefice
            + montant_2
        )


class paris_base_ressources_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources de la famille"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 59 : aeeh + ASPA + RSA."""
        aeeh = exact(read(famille, "aeeh", period))
        aspa = exact(read(famille, "aspa", period))
        rsa = exact(read(famille, "rsa", period))

        return aeeh + aspa + rsa


class paris_base_ressources_couple(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources du couple"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 63."""
        paris_base_ressources_i = read(
            famille.demandeur, "paris_base_ressources_i", period
        )
        en_couple = read(famille, "en_couple", period)
        paris_base_ressources_i_2 = read(
            famille.conjoint, "paris_base_ressources_i", period
        )
        paris_base_ressources_famille = read(
            famille, "paris_base_ressources_famille", period
        )
        montant = np.where(en_couple, paris_base_ressources_i_2, 0)

        return paris_base_ressources_i + montant + paris_base_ressources_famille


class paris_base_ressources_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources du foyer"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 69."""
        paris_base_ressources_i = read(
            famille.members, "paris_base_ressources_i", period
        )
        paris_base_ressources_famille = read(
            famille, "paris_base_ressources_famille", period
        )
        total = group_sum(famille, paris_base_ressources_i)

        return total + paris_base_ressources_famille


class paris_indemnite_enfant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "indemnités d'enfant"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 73."""
        indemnites_journalieres_maternite = exact(
            read(famille.members, "indemnites_journalieres_maternite", period)
        )
        indemnites_journalieres_paternite = exact(
            read(famille.members, "indemnites_journalieres_paternite", period)
        )
        indemnites_journalieres_adoption = exact(
            read(famille.members, "indemnites_journalieres_adoption", period)
        )
        valeurs = (
            indemnites_journalieres_maternite
            + indemnites_journalieres_paternite
            + indemnites_journalieres_adoption
        )

        return group_sum(famille, valeurs)


class paris_personne_agee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personne âgée"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period, parameters):
        """ligne 77."""
        age = read(individu, "age", period)
        params = parameters(period).aides_paris.paris
        inapte_travail = read(individu, "inapte_travail", period)
        aspa_eligibilite = read(individu, "aspa_eligibilite", period)
        condition = inapte_travail & (age >= params.age_d_une_personne_agee_inapte)

        return (age >= params.age_d_une_personne_agee) | condition | aspa_eligibilite


class paris_personne_handicapee(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personne handicapée"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(individu, period):
        """ligne 81."""
        handicap = read(individu, "handicap", period)
        aah_last_month = exact(read(individu, "aah", period.last_month))
        pch_last_month = exact(read(individu, "pch", period.last_month))
        pensions_invalidite_last_month = exact(
            read(individu, "pensions_invalidite", period.last_month)
        )
        rente_accident_travail_last_month = exact(
            read(individu, "rente_accident_travail", period.last_month)
        )

        return (
            handicap
            | (aah_last_month > 0)
            | (pch_last_month > 0)
            | (pensions_invalidite_last_month > 0)
            | (rente_accident_travail_last_month > 0)
        )


class paris_aspa_reference(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "minimum vieillesse de référence"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 87."""
        paris_personne_agee = read(famille.members, "paris_personne_agee", period)
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        un_membre = group_any(famille, where=paris_personne_agee)
        montant_2 = params.minimum_vieillesse.aspa.montant_maximum_annuel.couples / 12
        montant_3 = (
            params.minimum_vieillesse.aspa.montant_maximum_annuel.personnes_seules / 12
        )
        montant = np.where(en_couple, montant_2, montant_3)

        return np.where(un_membre, montant, 0)


class paris_taux_effort(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'effort"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period):
        """ligne 94."""
        loyer = exact(read(famille.demandeur.menage, "loyer", period))
        aide_logement_charges = exact(read(famille, "aide_logement_charges", period))
        aide_logement = exact(read(famille, "aide_logement", period))
        paris_aspa_reference = read(famille, "paris_aspa_reference", period)
        paris_base_ressources_foyer_last_month = read(
            famille, "paris_base_ressources_foyer", period.last_month
        )
        plus_grand = snap(
            np.maximum(paris_aspa_reference, paris_base_ressources_foyer_last_month)
        )

        return divide(loyer + aide_logement_charges - aide_logement, plus_grand, np.inf)


class paris_condition_taux_effort(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "taux d'effort suffisant"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 97 : taux d'effort ≥ taux d'effort minimum."""
        paris_taux_effort = inner(famille, "paris_taux_effort", period)
        params = parameters(period).aides_paris.paris

        return snap(paris_taux_effort) >= params.taux_d_effort_minimum


class paris_locataire(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "locataire"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period):
        """ligne 100."""
        statut_occupation_logement = read(
            famille.demandeur.menage, "statut_occupation_logement", period
        )

        return choice_in(
            statut_occupation_logement,
            "locataire_hlm",
            "locataire_vide",
            "locataire_meuble",
            "locataire_foyer",
        )


class paris_logement_a_charge(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "paie son logement"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"

    def formula_2012_01_01(famille, period):
        """ligne 103."""
        paris_locataire = read(famille, "paris_locataire", period)
        statut_occupation_logement = read(
            famille.demandeur.menage, "statut_occupation_logement", period
        )
        condition = choice_in(
            statut_occupation_logement, "primo_accedant", "proprietaire"
        )

        return paris_locataire | condition


class paris_logement_charge_nette_mensuelle(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "charge nette de logement"
    reference = "Règlement municipal du Centre d'action sociale de la Ville de Paris"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 107 : MAX(0 ; loyer + charges locatives − aide au logement)."""
        loyer = exact(read(famille.demandeur.menage, "loyer", period))
        charges_locatives = exact(
            read(famille.demandeur.menage, "charges_locatives", period)
        )
        aide_logement = exact(read(famille, "aide_logement", period))

        return np.maximum(0, loyer + charges_locatives - aide_logement)
