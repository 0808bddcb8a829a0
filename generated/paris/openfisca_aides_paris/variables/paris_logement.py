"""Paris Logement.

D'après paris_logement.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_paris.rt import (
    Float64,
    Rule,
    exact,
    first_true,
    granted,
    group_any,
    group_count,
    inner,
    of_row,
    read,
    snap,
    step_above,
)


class paris_logement_paie_un_loyer_trop_lourd_a_paris(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "paie un loyer trop lourd à Paris"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 36 : parisien et locataire et taux d'effort suffisant."""
        parisien = read(famille, "parisien", period)
        paris_locataire = read(famille, "paris_locataire", period)
        paris_condition_taux_effort = inner(
            famille, "paris_condition_taux_effort", period
        )

        return parisien & paris_locataire & paris_condition_taux_effort


class paris_logement_pa_ph_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personne âgée ou handicapée au plus un enfant"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 39."""
        paie_un_loyer_trop_lourd_a_paris = read(
            famille, "paris_logement_paie_un_loyer_trop_lourd_a_paris", period
        )
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)

        return paie_un_loyer_trop_lourd_a_paris & (paris_nb_enfants <= 1)


class paris_logement_pa_plafond(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond des personnes âgées"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 44."""
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        params = parameters(period).marche_travail.salaire_minimum.smic
        params_2 = parameters(period).aides_paris.paris_logement
        arrondi = step_above(
            params.smic_b_horaire * params.nb_heures_travail_mensuel * 7.94 / 10.03, 10
        )

        return np.where(
            paris_nb_enfants < 1,
            arrondi,
            params_2.plafond_d_une_personne_agee_avec_enfant,
        )


class paris_logement_pa_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personne âgée sous le plafond"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 49."""
        pa_ph_eligibilite = inner(famille, "paris_logement_pa_ph_eligibilite", period)
        paris_personne_agee = read(famille.members, "paris_personne_agee", period)
        paris_base_ressources_foyer_last_month = read(
            famille, "paris_base_ressources_foyer", period.last_month
        )
        pa_plafond = inner(famille, "paris_logement_pa_plafond", period)
        un_membre = group_any(famille, where=paris_personne_agee)
        au_plus_pa_plafond = snap(paris_base_ressources_foyer_last_month) <= pa_plafond

        return pa_ph_eligibilite & un_membre & au_plus_pa_plafond


class paris_logement_pa_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant des personnes âgées"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 55."""
        charge_nette_mensuelle = read(
            famille, "paris_logement_charge_nette_mensuelle", period
        )
        en_couple = read(famille, "en_couple", period)
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        params = parameters(period).aides_paris.paris_logement
        en_couple_et_paris_nb_enfants_au_moins_1 = en_couple & (paris_nb_enfants >= 1)
        montant_3 = granted(paris_nb_enfants == 0, params.aide_d_une_personne_isolee)
        montant_2 = np.where(en_couple, params.aide_d_un_couple_sans_enfant, montant_3)
        montant = np.where(
            en_couple_et_paris_nb_enfants_au_moins_1,
            params.aide_d_un_couple_avec_enfant,
            montant_2,
        )

        return np.minimum(charge_nette_mensuelle, montant)


class paris_logement_pa(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide des personnes âgées"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 60."""
        pa_eligibilite = inner(famille, "paris_logement_pa_eligibilite", period)
        pa_montant = inner(famille, "paris_logement_pa_montant", period)

        return np.where(pa_eligibilite, pa_montant, 0)


class paris_logement_ph_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "adulte handicapé éligible"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 64."""
        paie_un_loyer_trop_lourd_a_paris = read(
            famille, "paris_logement_paie_un_loyer_trop_lourd_a_paris", period
        )
        paris_personne_handicapee = read(
            famille.members, "paris_personne_handicapee", period
        )
        paris_nb_enfants_handicapes = read(
            famille, "paris_nb_enfants_handicapes", period
        )
        nombre = group_count(famille, where=paris_personne_handicapee)
        nombre_plus_de_paris_nb_enfants_handicapes = (
            nombre > paris_nb_enfants_handicapes
        )

        return (
            paie_un_loyer_trop_lourd_a_paris
            & nombre_plus_de_paris_nb_enfants_handicapes
        )


class paris_logement_selon_la_famille_ligne(Rule, Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "selon la famille (ligne)"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 25 : selon la famille."""
        en_couple = read(famille, "en_couple", period)
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)

        return first_true(
            [
                en_couple & (paris_nb_enfants == 1),
                en_couple & (paris_nb_enfants == 0),
                ~en_couple & (paris_nb_enfants == 0),
            ],
            otherwise=True,
        )


class paris_logement_aide_selon_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide selon la famille"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 25 : selon la famille."""
        params = parameters(period).aides_paris.paris_logement
        selon_la_famille_ligne = read(
            famille, "paris_logement_selon_la_famille_ligne", period
        )

        return of_row(
            selon_la_famille_ligne,
            [
                params.aide_d_un_couple_avec_enfant,
                params.aide_d_un_couple_sans_enfant,
                params.aide_d_une_personne_isolee,
            ],
            0,
        )


class paris_logement_aide_plafonnee_au_loyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide plafonnée au loyer"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 65 : MAX(0 ; MIN(aide selon la famille ; charge nette de logement))."""
        aide_selon_la_famille = read(
            famille, "paris_logement_aide_selon_la_famille", period
        )
        charge_nette_mensuelle = read(
            famille, "paris_logement_charge_nette_mensuelle", period
        )

        return np.maximum(0, np.minimum(aide_selon_la_famille, charge_nette_mensuelle))


class paris_logement_plafond_selon_la_famille(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "plafond selon la famille"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 25 : selon la famille."""
        params = parameters(period).aides_paris.paris_logement
        selon_la_famille_ligne = read(
            famille, "paris_logement_selon_la_famille_ligne", period
        )

        return of_row(
            selon_la_famille_ligne,
            [
                params.plafond_d_un_couple_avec_enfant,
                params.plafond_d_un_couple_sans_enfant,
                params.plafond_d_une_personne_isolee,
            ],
            0,
        )


class paris_logement_pa_ph(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide des personnes âgées ou handicapées"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 69."""
        pa = inner(famille, "paris_logement_pa", period)
        ph_eligibilite = inner(famille, "paris_logement_ph_eligibilite", period)
        paris_base_ressources_foyer_last_month = read(
            famille, "paris_base_ressources_foyer", period.last_month
        )
        plafond_selon_la_famille = read(
            famille, "paris_logement_plafond_selon_la_famille", period
        )
        aide_plafonnee_au_loyer = inner(
            famille, "paris_logement_aide_plafonnee_au_loyer", period
        )
        paris_base_ressources_foyer_last_month_2 = snap(
            paris_base_ressources_foyer_last_month
        )
        au_plus_plafond_selon_la_famille = (
            paris_base_ressources_foyer_last_month_2 <= plafond_selon_la_famille
        )
        ph_eligibilite_et_au_plus_plafond_selon_la_famille = (
            ph_eligibilite & au_plus_plafond_selon_la_famille
        )
        montant = np.where(
            ph_eligibilite_et_au_plus_plafond_selon_la_famille,
            aide_plafonnee_au_loyer,
            0,
        )

        return np.maximum(pa, montant)


class paris_logement_ni_personne_agee_ni_handicapee(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ni personne âgée ni handicapée"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 73."""
        paris_personne_agee = read(famille.members, "paris_personne_agee", period)
        paris_personne_handicapee = read(
            famille.members, "paris_personne_handicapee", period
        )
        sans_un_membre = ~group_any(famille, where=paris_personne_agee)
        sans_un_membre_2 = ~group_any(famille, where=paris_personne_handicapee)

        return sans_un_membre & sans_un_membre_2


class paris_logement_fam(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide des familles"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 78."""
        paie_un_loyer_trop_lourd_a_paris = read(
            famille, "paris_logement_paie_un_loyer_trop_lourd_a_paris", period
        )
        ni_personne_agee_ni_handicapee = read(
            famille, "paris_logement_ni_personne_agee_ni_handicapee", period
        )
        en_couple = read(famille, "en_couple", period)
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)
        paris_base_ressources_foyer_last_month = read(
            famille, "paris_base_ressources_foyer", period.last_month
        )
        params = parameters(period).aides_paris.paris_logement
        charge_nette_mensuelle = read(
            famille, "paris_logement_charge_nette_mensuelle", period
        )
        paris_base_ressources_foyer_last_month_2 = snap(
            paris_base_ressources_foyer_last_month
        )
        au_plus_plafond_d_un_couple_avec_enfant = (
            paris_base_ressources_foyer_last_month_2
            <= params.plafond_d_un_couple_avec_enfant
        )
        condition = (
            paie_un_loyer_trop_lourd_a_paris
            & ni_personne_agee_ni_handicapee
            & en_couple
            & (paris_nb_enfants == 1)
            & au_plus_plafond_d_un_couple_avec_enfant
        )
        plus_petit = np.minimum(
            params.aide_d_un_couple_avec_enfant, charge_nette_mensuelle
        )

        return np.where(condition, plus_petit, 0)


class paris_logement_elig_apd_etudiant(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "étudiants boursiers"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 85 : aucun membre avec étudiant ou au moins un membre avec boursier."""
        etudiant = read(famille.members, "etudiant", period)
        boursier = read(famille.members, "boursier", period)

        return ~group_any(famille, where=etudiant) | group_any(famille, where=boursier)


class paris_logement_elig_apd(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personne seule ou couple sans enfant éligible"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )

    def formula_2012_01_01(famille, period):
        """ligne 88."""
        paie_un_loyer_trop_lourd_a_paris = read(
            famille, "paris_logement_paie_un_loyer_trop_lourd_a_paris", period
        )
        elig_apd_etudiant = inner(famille, "paris_logement_elig_apd_etudiant", period)
        ni_personne_agee_ni_handicapee = read(
            famille, "paris_logement_ni_personne_agee_ni_handicapee", period
        )
        loyer = exact(read(famille.demandeur.menage, "loyer", period))
        paris_nb_enfants = read(famille, "paris_nb_enfants", period)

        return (
            paie_un_loyer_trop_lourd_a_paris
            & elig_apd_etudiant
            & ni_personne_agee_ni_handicapee
            & (loyer > 0)
            & (paris_nb_enfants == 0)
        )


class paris_logement_apd(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "aide des personnes seules"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 94."""
        elig_apd = inner(famille, "paris_logement_elig_apd", period)
        paris_base_ressources_foyer_last_month = read(
            famille, "paris_base_ressources_foyer", period.last_month
        )
        paris_indemnite_enfant_last_month = read(
            famille, "paris_indemnite_enfant", period.last_month
        )
        plafond_selon_la_famille = read(
            famille, "paris_logement_plafond_selon_la_famille", period
        )
        aide_selon_la_famille = read(
            famille, "paris_logement_aide_selon_la_famille", period
        )
        charge_nette_mensuelle = read(
            famille, "paris_logement_charge_nette_mensuelle", period
        )
        montant = snap(
            paris_base_ressources_foyer_last_month - paris_indemnite_enfant_last_month
        )
        condition_2 = montant <= plafond_selon_la_famille
        condition = elig_apd & condition_2
        plus_petit = np.minimum(aide_selon_la_famille, charge_nette_mensuelle)

        return np.where(condition, plus_petit, 0)


class paris_logement(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Paris Logement"
    reference = (
        "Articles II.2.1 et III.2.1 et IV.2.3 et V.3.1 du règlement municipal du CASVP"
    )
    unit = "currency"
    documentation = "Une aide mensuelle au loyer des personnes âgées ou handicapées, des familles et des personnes seules."

    def formula_2012_01_01(famille, period):
        """ligne 1."""
        pa_ph = inner(famille, "paris_logement_pa_ph", period)
        fam = inner(famille, "paris_logement_fam", period)
        apd = inner(famille, "paris_logement_apd", period)

        return pa_ph + fam + apd
