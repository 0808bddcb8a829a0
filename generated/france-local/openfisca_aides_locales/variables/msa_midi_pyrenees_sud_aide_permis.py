"""Aide au permis de la MSA Midi-Pyrénées Sud.

D'après msa_midi_pyrenees_sud_aide_permis.yaml.
"""

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
    code_starts,
    divide,
    exact,
    granted,
    inner,
    read,
    snap,
    year_of,
)


class msa_midi_pyrenees_sud_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département parmi 09 ; 31 ; 32 ; 65"
    reference = (
        "Aide au permis de conduire",
        "https://mps.msa.fr/lfy/famille/aide-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period):
        """ligne 19."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, ["09", "31", "32", "65"])


class msa_midi_pyrenees_sud_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Aide au permis de conduire",
        "https://mps.msa.fr/lfy/famille/aide-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period, parameters):
        """ligne 20."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.msa_midi_pyrenees_sud_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class msa_midi_pyrenees_sud_aide_permis_condition_quotient_familial(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "quotient familial ≤ plafond de quotient familial"
    reference = (
        "Aide au permis de conduire",
        "https://mps.msa.fr/lfy/famille/aide-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period, parameters):
        """ligne 21."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_locales.msa_midi_pyrenees_sud_aide_permis
        montant = snap(divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12)

        return montant <= params.plafond_de_quotient_familial


class msa_midi_pyrenees_sud_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de la MSA Midi-Pyrénées Sud : éligibilité"
    reference = (
        "Aide au permis de conduire",
        "https://mps.msa.fr/lfy/famille/aide-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period):
        """ligne 1."""
        aides_locales_condition_regime_de_securite_sociale = read(
            individu,
            "aides_locales_condition_regime_de_securite_sociale_regime_agricole",
            period,
        )
        condition_departement = inner(
            individu, "msa_midi_pyrenees_sud_aide_permis_condition_departement", period
        )
        condition_age = inner(
            individu, "msa_midi_pyrenees_sud_aide_permis_condition_age", period
        )
        condition_quotient_familial = inner(
            individu,
            "msa_midi_pyrenees_sud_aide_permis_condition_quotient_familial",
            period,
        )

        return (
            aides_locales_condition_regime_de_securite_sociale
            & condition_departement
            & condition_age
            & condition_quotient_familial
        )


class msa_midi_pyrenees_sud_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de la MSA Midi-Pyrénées Sud"
    reference = (
        "Aide au permis de conduire",
        "https://mps.msa.fr/lfy/famille/aide-permis-de-conduire",
    )
    unit = "currency"
    documentation = "Une aide au permis des jeunes du régime agricole, sous condition de quotient familial."

    def formula_2020_02_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(
            individu, "msa_midi_pyrenees_sud_aide_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.msa_midi_pyrenees_sud_aide_permis

        return granted(eligibilite, params.forfait)
