"""Aide au permis de conduire des apprentis.

D'après permis_apprenti.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import Float64, Rule, granted, inner, read


class permis_apprenti_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≥ âge minimum"
    reference = (
        "Décret n° 2019-1 du 3 janvier 2019, article 1",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/3/MTRD1835610D/jo/article_1",
    )

    def formula_2019_02_01(individu, period, parameters):
        """ligne 17."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.transport.permis_de_conduire

        return age >= params.aide_financement_permis_apprenti.age_min


class permis_apprenti_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de conduire des apprentis : éligibilité"
    reference = (
        "Décret n° 2019-1 du 3 janvier 2019, article 1",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/3/MTRD1835610D/jo/article_1",
    )

    def formula_2019_02_01(individu, period):
        """ligne 1."""
        apprenti = read(individu, "apprenti", period)
        condition_age = inner(individu, "permis_apprenti_condition_age", period)

        return apprenti & condition_age


class permis_apprenti(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de conduire des apprentis"
    reference = (
        "Décret n° 2019-1 du 3 janvier 2019, article 1",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/3/MTRD1835610D/jo/article_1",
    )
    unit = "currency"
    documentation = "Une aide forfaitaire au permis de conduire, pour les apprentis d'au moins dix-huit ans."

    def formula_2019_02_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = read(
            individu, "aide_financement_permis_apprenti_eligibilite", period
        )
        params = parameters(period).prestations_sociales.transport.permis_de_conduire

        return granted(eligibilite, params.aide_financement_permis_apprenti.montant)
