"""Aide à l'achat d'une voiture électrique.

D'après ile_de_france_aide_achat_voiture_electrique.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    code_in,
    code_starts,
    divide,
    exact,
    inner,
    read,
    scale_base,
    year_of,
)
from openfisca_aides_locales.zones import COMMUNES_DE_LA_METROPOLE_EXCLUES


class ile_de_france_aide_achat_voiture_electrique_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département parmi 77 ; 78 ; 91 ; 95"
    reference = (
        "Acquisition de véhicules propres",
        "https://www.iledefrance.fr/aides-et-appels-a-projets/acquisition-de-vehicules-propres-par-les-particuliers",
    )

    def formula_2024_01_01(individu, period):
        """ligne 28."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, ["77", "78", "91", "95"])


class ile_de_france_aide_achat_voiture_electrique_condition_commune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "commune hors communes de la métropole exclues"
    reference = (
        "Acquisition de véhicules propres",
        "https://www.iledefrance.fr/aides-et-appels-a-projets/acquisition-de-vehicules-propres-par-les-particuliers",
    )

    def formula_2024_01_01(individu, period):
        """ligne 29."""
        depcom = read(individu.menage, "depcom", period)
        return ~code_in(depcom, COMMUNES_DE_LA_METROPOLE_EXCLUES)


class ile_de_france_aide_achat_voiture_electrique_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide à l'achat d'une voiture électrique : éligibilité"
    reference = (
        "Acquisition de véhicules propres",
        "https://www.iledefrance.fr/aides-et-appels-a-projets/acquisition-de-vehicules-propres-par-les-particuliers",
    )

    def formula_2024_01_01(individu, period):
        """ligne 1."""
        condition_departement = inner(
            individu,
            "ile_de_france_aide_achat_voiture_electrique_condition_departement",
            period,
        )
        condition_commune = inner(
            individu,
            "ile_de_france_aide_achat_voiture_electrique_condition_commune",
            period,
        )

        return condition_departement & condition_commune


class ile_de_france_aide_achat_voiture_electrique(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide à l'achat d'une voiture électrique"
    reference = (
        "Acquisition de véhicules propres",
        "https://www.iledefrance.fr/aides-et-appels-a-projets/acquisition-de-vehicules-propres-par-les-particuliers",
    )
    unit = "currency"
    documentation = "Une aide de 2 250 € à 9 000 € pour acheter une voiture électrique en grande couronne, selon le revenu par part."

    def formula_2024_01_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(
            individu, "ile_de_france_aide_achat_voiture_electrique_eligibilite", period
        )
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_locales
        aide_selon_le_revenu_par_part = params.ile_de_france_aide_achat_voiture_electrique.aide_selon_le_revenu_par_part.calc(
            scale_base(divide(rfr_n_2, nbptr_n_2, rfr_n_2))
        )

        return np.where(eligibilite, aide_selon_le_revenu_par_part, 0)
