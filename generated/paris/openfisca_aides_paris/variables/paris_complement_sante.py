"""Complément santé Paris.

D'après paris_complement_sante.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_aides_paris.rt import Float64, Rule, exact, group_any, inner, read, snap


class paris_complement_sante_pa_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond des personnes âgées"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 24."""
        paris_personne_agee = read(famille.members, "paris_personne_agee", period)
        paris_base_ressources_couple_last_month = read(
            famille, "paris_base_ressources_couple", period.last_month
        )
        en_couple = read(famille, "en_couple", period)
        params = parameters(period).aides_paris.paris_complement_sante
        un_membre = group_any(famille, where=paris_personne_agee)
        paris_base_ressources_couple_last_month_2 = snap(
            paris_base_ressources_couple_last_month
        )
        montant = np.where(
            en_couple, params.plafond_d_un_couple, params.plafond_d_une_personne_isolee
        )
        condition = paris_base_ressources_couple_last_month_2 <= montant

        return un_membre & condition


class paris_complement_sante_pa_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant pour une personne âgée"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 31."""
        cmu_c = read(famille, "cmu_c", period)
        params = parameters(period).aides_paris.paris_complement_sante
        acs = exact(read(famille, "acs", period))

        return np.where(cmu_c, 0, np.maximum(params.montant_maximum - acs, 0))


class paris_complement_sante_pa(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément des personnes âgées"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 35."""
        pa_eligibilite = inner(famille, "paris_complement_sante_pa_eligibilite", period)
        pa_montant = inner(famille, "paris_complement_sante_pa_montant", period)

        return np.where(pa_eligibilite, pa_montant, 0)


class paris_complement_sante_ph_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le plafond des personnes handicapées"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"

    def formula_2012_01_01(individu, period, parameters):
        """ligne 39."""
        paris_personne_handicapee = read(individu, "paris_personne_handicapee", period)
        paris_base_ressources_i = read(individu, "paris_base_ressources_i", period)
        params = parameters(period).aides_paris.paris_complement_sante
        params_2 = parameters(period).prestations_sociales.prestations_etat_de_sante
        paris_base_ressources_i_2 = snap(paris_base_ressources_i)
        montant = (
            params_2.invalidite.aah.montant
            + params_2.invalidite.caah.majoration_vie_autonome
        )
        plus_grand_2 = np.maximum(params.plafond_d_une_personne_handicapee, montant)
        plus_grand = snap(plus_grand_2)
        paris_base_ressources_i_au_plus_plus_grand = (
            paris_base_ressources_i_2 <= plus_grand
        )

        return paris_personne_handicapee & paris_base_ressources_i_au_plus_plus_grand


class paris_complement_sante_ph_montant(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "montant pour une personne handicapée"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period, parameters):
        """ligne 45."""
        cmu_c = read(famille, "cmu_c", period)
        params = parameters(period).aides_paris.paris_complement_sante
        acs = exact(read(famille, "acs", period))

        return np.where(cmu_c, 0, np.maximum(params.montant_maximum - acs, 0))


class paris_complement_sante_ph(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "complément des personnes handicapées"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"
    unit = "currency"

    def formula_2012_01_01(famille, period):
        """ligne 49."""
        ph_eligibilite = read(
            famille.demandeur, "paris_complement_sante_ph_eligibilite", period
        )
        ph_montant = inner(famille, "paris_complement_sante_ph_montant", period)

        return np.where(ph_eligibilite, ph_montant, 0)


class paris_complement_sante_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément santé Paris : éligibilité"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"

    def formula_2012_01_01(famille, period):
        """ligne 1."""
        parisien = read(famille, "parisien", period)
        return parisien


class paris_complement_sante(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément santé Paris"
    reference = "Articles II.1.2 et III.1.2 du règlement municipal du CASVP"
    unit = "currency"
    documentation = "Une aide annuelle à la complémentaire santé des personnes âgées ou handicapées aux ressources modestes."

    def formula_2012_01_01(famille, period):
        """ligne 1."""
        eligibilite = inner(famille, "paris_complement_sante_eligibilite", period)
        pa = inner(famille, "paris_complement_sante_pa", period)
        ph = inner(famille, "paris_complement_sante_ph", period)

        return np.where(eligibilite, np.maximum(pa, ph), 0)
