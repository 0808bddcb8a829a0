"""aides/msa bretagne aide permis.

D'après msa_bretagne_aide_permis.yaml.
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
    add_months,
    code_starts,
    divide,
    exact,
    granted,
    inner,
    read,
    snap,
    year_of,
)
from openfisca_aides_locales.zones import (
    DEPARTEMENTS_DE_LA_CAISSE,
    DEPARTEMENTS_DE_LA_CAISSE_2,
)


class msa_armorique_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département dans départements de la caisse"

    def formula_2020_02_01(individu, period):
        """ligne 21."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, DEPARTEMENTS_DE_LA_CAISSE)


class msa_armorique_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 23."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.msa_armorique_aide_permis

        return age <= params.age_maximum


class msa_armorique_aide_permis_condition_salaire_d_au_plus_55_du_smic(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salaire d'au plus 55 % du SMIC"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 25."""
        salaire_de_base_last_3_months = add_months(
            individu, "salaire_de_base", period.last_3_months
        )
        params = parameters(period).marche_travail.salaire_minimum.smic
        params_2 = parameters(period).aides_locales.msa_armorique_aide_permis
        montant = snap(salaire_de_base_last_3_months / 3)
        montant_3 = (
            params.smic_b_horaire
            * params.nb_heures_travail_mensuel
            * params_2.part_du_smic
        )
        montant_2 = snap(montant_3)

        return montant <= montant_2


class msa_armorique_aide_permis_condition_quotient_familial(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "quotient familial ≤ plafond de quotient familial"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 29."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_locales.msa_armorique_aide_permis
        montant = snap(divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12)

        return montant <= params.plafond_de_quotient_familial


class msa_armorique_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de la MSA – MSA d'Armorique : éligibilité"

    def formula_2020_02_01(individu, period):
        """ligne 34."""
        msa_armorique_aide_permis_condition_departement = inner(
            individu, "msa_armorique_aide_permis_condition_departement", period
        )
        aides_locales_condition_regime_de_securite_sociale = read(
            individu,
            "aides_locales_condition_regime_de_securite_sociale_regime_agricole",
            period,
        )
        msa_armorique_aide_permis_condition_age = inner(
            individu, "msa_armorique_aide_permis_condition_age", period
        )
        msa_armorique_aide_permis_condition_salaire_d_au_plus_55 = inner(
            individu,
            "msa_armorique_aide_permis_condition_salaire_d_au_plus_55_du_smic",
            period,
        )
        enfant_a_charge_this_year = read(individu, "enfant_a_charge", year_of(period))
        msa_armorique_aide_permis_condition_quotient_familial = inner(
            individu, "msa_armorique_aide_permis_condition_quotient_familial", period
        )
        condition_2 = (
            enfant_a_charge_this_year
            & msa_armorique_aide_permis_condition_quotient_familial
        )
        condition = (
            msa_armorique_aide_permis_condition_salaire_d_au_plus_55 | condition_2
        )

        return (
            msa_armorique_aide_permis_condition_departement
            & aides_locales_condition_regime_de_securite_sociale
            & msa_armorique_aide_permis_condition_age
            & condition
        )


class msa_armorique_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de la MSA – MSA d'Armorique"
    unit = "currency"
    documentation = "Une aide au permis des jeunes du régime agricole, selon leur salaire ou le quotient familial de leurs parents."

    def formula_2020_02_01(individu, period, parameters):
        """ligne 34."""
        msa_armorique_aide_permis_eligibilite = inner(
            individu, "msa_armorique_aide_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.msa_armorique_aide_permis

        return granted(msa_armorique_aide_permis_eligibilite, params.forfait)


class msa_portes_de_bretagne_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département dans départements de la caisse"

    def formula_2020_02_01(individu, period):
        """ligne 21."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, DEPARTEMENTS_DE_LA_CAISSE_2)


class msa_portes_de_bretagne_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 23."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.msa_portes_de_bretagne_aide_permis

        return age <= params.age_maximum


class msa_portes_de_bretagne_aide_permis_condition_salaire_d_au_plus_55_du_smic(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salaire d'au plus 55 % du SMIC"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 25."""
        salaire_de_base_last_3_months = add_months(
            individu, "salaire_de_base", period.last_3_months
        )
        params = parameters(period).marche_travail.salaire_minimum.smic
        params_2 = parameters(period).aides_locales.msa_portes_de_bretagne_aide_permis
        montant = snap(salaire_de_base_last_3_months / 3)
        montant_3 = (
            params.smic_b_horaire
            * params.nb_heures_travail_mensuel
            * params_2.part_du_smic
        )
        montant_2 = snap(montant_3)

        return montant <= montant_2


class msa_portes_de_bretagne_aide_permis_condition_quotient_familial(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "quotient familial ≤ plafond de quotient familial"

    def formula_2020_02_01(individu, period, parameters):
        """ligne 29."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        nbptr_n_2 = exact(read(individu.foyer_fiscal, "nbptr", year_of(period, -2)))
        params = parameters(period).aides_locales.msa_portes_de_bretagne_aide_permis
        montant = snap(divide(rfr_n_2, nbptr_n_2, rfr_n_2) / 12)

        return montant <= params.plafond_de_quotient_familial


class msa_portes_de_bretagne_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de la MSA – MSA Portes de Bretagne : éligibilité"

    def formula_2020_02_01(individu, period):
        """ligne 40."""
        msa_portes_de_bretagne_aide_permis_condition_departement = inner(
            individu, "msa_portes_de_bretagne_aide_permis_condition_departement", period
        )
        aides_locales_condition_regime_de_securite_sociale = read(
            individu,
            "aides_locales_condition_regime_de_securite_sociale_regime_agricole",
            period,
        )
        msa_portes_de_bretagne_aide_permis_condition_age = inner(
            individu, "msa_portes_de_bretagne_aide_permis_condition_age", period
        )
        msa_portes_de_bretagne_aide_permis_condition_salaire = inner(
            individu,
            "msa_portes_de_bretagne_aide_permis_condition_salaire_d_au_plus_55_du_smic",
            period,
        )
        enfant_a_charge_this_year = read(individu, "enfant_a_charge", year_of(period))
        msa_portes_de_bretagne_aide_permis_condition_quotient = inner(
            individu,
            "msa_portes_de_bretagne_aide_permis_condition_quotient_familial",
            period,
        )
        condition_2 = (
            enfant_a_charge_this_year
            & msa_portes_de_bretagne_aide_permis_condition_quotient
        )
        condition = msa_portes_de_bretagne_aide_permis_condition_salaire | condition_2

        return (
            msa_portes_de_bretagne_aide_permis_condition_departement
            & aides_locales_condition_regime_de_securite_sociale
            & msa_portes_de_bretagne_aide_permis_condition_age
            & condition
        )


class msa_portes_de_bretagne_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de la MSA – MSA Portes de Bretagne"
    unit = "currency"
    documentation = "Une aide au permis des jeunes du régime agricole, selon leur salaire ou le quotient familial de leurs parents."

    def formula_2020_02_01(individu, period, parameters):
        """ligne 40."""
        msa_portes_de_bretagne_aide_permis_eligibilite = inner(
            individu, "msa_portes_de_bretagne_aide_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.msa_portes_de_bretagne_aide_permis

        return granted(msa_portes_de_bretagne_aide_permis_eligibilite, params.forfait)
