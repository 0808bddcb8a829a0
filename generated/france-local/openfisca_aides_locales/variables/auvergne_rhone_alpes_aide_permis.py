"""Aide au permis de la région Auvergne-Rhône-Alpes.

D'après auvergne_rhone_alpes_aide_permis.xlsx.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Float64, Rule, choice_in, granted, inner, read


class auvergne_rhone_alpes_aide_permis_condition_region(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "région = auvergne_rhone_alpes"
    reference = (
        "Financer ma formation au permis",
        "https://www.auvergnerhonealpes.fr/aide/385/289-financer-ma-formation-au-permis-de-conduire-orientation-formation.htm",
    )

    def formula_2020_02_01(individu, period):
        """Conditions!C5."""
        region = read(individu.menage, "region", period)
        return choice_in(region, "auvergne_rhone_alpes")


class auvergne_rhone_alpes_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge = âge de l'aide"
    reference = (
        "Financer ma formation au permis",
        "https://www.auvergnerhonealpes.fr/aide/385/289-financer-ma-formation-au-permis-de-conduire-orientation-formation.htm",
    )

    def formula_2020_02_01(individu, period, parameters):
        """Conditions!C6."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.auvergne_rhone_alpes_aide_permis

        return age == params.age_de_l_aide


class auvergne_rhone_alpes_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de la région Auvergne-Rhône-Alpes : éligibilité"
    reference = (
        "Financer ma formation au permis",
        "https://www.auvergnerhonealpes.fr/aide/385/289-financer-ma-formation-au-permis-de-conduire-orientation-formation.htm",
    )

    def formula_2020_02_01(individu, period):
        """Aide!B5."""
        condition_region = inner(
            individu, "auvergne_rhone_alpes_aide_permis_condition_region", period
        )
        condition_age = inner(
            individu, "auvergne_rhone_alpes_aide_permis_condition_age", period
        )

        return condition_region & condition_age


class auvergne_rhone_alpes_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de la région Auvergne-Rhône-Alpes"
    reference = (
        "Financer ma formation au permis",
        "https://www.auvergnerhonealpes.fr/aide/385/289-financer-ma-formation-au-permis-de-conduire-orientation-formation.htm",
    )
    unit = "currency"
    documentation = "Deux cents euros pour passer le permis de conduire l'année de ses dix-huit ans."

    def formula_2020_02_01(individu, period, parameters):
        """Aide!B5."""
        eligibilite = inner(
            individu, "auvergne_rhone_alpes_aide_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.auvergne_rhone_alpes_aide_permis

        return granted(eligibilite, params.forfait)
