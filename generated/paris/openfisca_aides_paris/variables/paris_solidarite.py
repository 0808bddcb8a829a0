"""Paris Solidarité.

D'après paris_solidarite.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

from openfisca_aides_paris.rt import Float64, Rule, group_any, inner, read


class paris_solidarite_pa_base_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources d'une famille âgée"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 24 : MAX(minimum vieillesse de référence ; ressources du couple)."""
        paris_aspa_reference = read(famille, "paris_aspa_reference", period)
        paris_base_ressources_couple = read(
            famille, "paris_base_ressources_couple", period
        )

        return np.maximum(paris_aspa_reference, paris_base_ressources_couple)


class paris_solidarite_pa_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément d'une famille âgée"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 28."""
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).aides_paris.paris_logement_psol
        paris_solidarite_pa_base_ressources = inner(
            famille, "paris_solidarite_pa_base_ressources", period
        )
        montant_2 = np.where(
            en_couple,
            params.minimum_d_un_couple,
            params.minimum_d_une_personne_agee_seule,
        )
        montant = montant_2 - paris_solidarite_pa_base_ressources

        return np.maximum(0, montant)


class paris_solidarite_pa_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "une personne âgée"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"

    def formula_2012_01_01(famille, period):
        """ligne 29 : au moins un membre avec personne âgée."""
        paris_personne_agee = read(famille.members, "paris_personne_agee", period)
        return group_any(famille, where=paris_personne_agee)


class paris_solidarite_ph_base_ressources(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources d'une famille handicapée"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 34."""
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).prestations_sociales.solidarite_insertion
        params_2 = parameters(period).prestations_sociales.prestations_etat_de_sante
        paris_base_ressources_couple = read(
            famille, "paris_base_ressources_couple", period
        )
        montant_2 = params.minimum_vieillesse.aspa.montant_maximum_annuel.couples / 12
        montant = np.where(en_couple, montant_2, params_2.invalidite.aah.montant)

        return np.maximum(montant, paris_base_ressources_couple)


class paris_solidarite_ph_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément d'une famille handicapée"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 38."""
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).aides_paris.paris_logement_psol
        paris_solidarite_ph_base_ressources = inner(
            famille, "paris_solidarite_ph_base_ressources", period
        )
        montant_2 = np.where(
            en_couple,
            params.minimum_d_un_couple,
            params.minimum_d_une_personne_handicapee_seule,
        )
        montant = montant_2 - paris_solidarite_ph_base_ressources

        return np.maximum(0, montant)


class paris_solidarite_ph_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "un parent handicapé"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"

    def formula_2012_01_01(famille, period):
        """ligne 39 : au moins un parent avec personne handicapée."""
        paris_personne_handicapee = read(
            famille.members, "paris_personne_handicapee", period
        )

        return group_any(famille, role=Famille.PARENT, where=paris_personne_handicapee)


class paris_solidarite_pa(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément des personnes âgées de Paris Solidarité"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 41."""
        paris_solidarite_pa_eligibilite = inner(
            famille, "paris_solidarite_pa_eligibilite", period
        )
        paris_solidarite_pa_montant = inner(
            famille, "paris_solidarite_pa_montant", period
        )

        return np.where(paris_solidarite_pa_eligibilite, paris_solidarite_pa_montant, 0)


class paris_solidarite_ph(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément des personnes handicapées de Paris Solidarité"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 43."""
        paris_solidarite_ph_eligibilite = inner(
            famille, "paris_solidarite_ph_eligibilite", period
        )
        paris_solidarite_ph_montant = inner(
            famille, "paris_solidarite_ph_montant", period
        )

        return np.where(paris_solidarite_ph_eligibilite, paris_solidarite_ph_montant, 0)


class paris_logement_psol_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Paris Solidarité : éligibilité"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"

    def formula_2012_01_01(famille, period):
        """ligne 1."""
        parisien = read(famille, "parisien", period)
        return parisien


class paris_logement_psol(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Paris Solidarité"
    reference = "Articles II.1.1 et III.1.1 du règlement municipal du CASVP"
    unit = "currency"
    documentation = "Un complément mensuel qui porte les ressources des personnes âgées ou handicapées à un minimum parisien."

    def formula_2012_01_01(famille, period):
        """ligne 1."""
        eligibilite = inner(famille, "paris_logement_psol_eligibilite", period)
        paris_solidarite_pa = inner(famille, "paris_solidarite_pa", period)
        paris_solidarite_ph = inner(famille, "paris_solidarite_ph", period)

        return np.where(
            eligibilite, np.maximum(paris_solidarite_pa, paris_solidarite_ph), 0
        )
