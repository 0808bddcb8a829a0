"""Aide au permis de conduire des demandeurs d'emploi.

D'après permis_demandeur_emploi.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    choice_in,
    exact,
    granted,
    inner,
    read,
    snap,
)


class permis_demandeur_emploi_en_recherche_d_emploi(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "en recherche d'emploi"
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period):
        """ligne 22 : activité = chomeur."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "chomeur")


class permis_demandeur_emploi_sans_autre_revenu(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sans autre revenu"
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period, parameters):
        """ligne 26."""
        rsa = exact(read(individu.famille, "rsa", period))
        aah = exact(read(individu, "aah", period))
        retraite_brute = exact(read(individu, "retraite_brute", period))
        chomage_net = exact(read(individu, "chomage_net", period))
        params = parameters(period).chomage.allocations_assurance_chomage.alloc_base
        montant = snap(
            31 * params.montant_minimum.apres_1979.montant_minimum_hors_mayotte
        )
        condition = chomage_net <= montant

        return (rsa <= 0) & (aah <= 0) & (retraite_brute <= 0) & condition


class permis_demandeur_emploi_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire des demandeurs d'emploi : éligibilité"
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period):
        """ligne 1."""
        en_recherche_d_emploi = read(
            individu, "aide_permis_demandeur_emploi_eligibilite_individu", period
        )
        sans_autre_revenu = read(
            individu, "aide_permis_demandeur_emploi_eligibilite_financiere", period
        )

        return en_recherche_d_emploi & sans_autre_revenu


class permis_demandeur_emploi(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire des demandeurs d'emploi"
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )
    unit = "currency"
    documentation = "Une aide au permis B pour les demandeurs d'emploi sans autre revenu que l'allocation minimale."

    def formula_2011_05_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(individu, "permis_demandeur_emploi_eligibilite", period)
        params = parameters(period).prestations_sociales.transport.permis_de_conduire

        return granted(eligibilite, params.aide_permis_demandeur_emploi.montant_maximum)
