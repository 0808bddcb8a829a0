"""Aide au permis de la MSA Haute-Normandie.

D'après msa_haute_normandie_aide_permis.yaml.
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
    exact,
    granted,
    inner,
    number,
    read,
    snap,
    year_of,
)


class msa_haute_normandie_aide_permis_condition_departement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département parmi 27 ; 76"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period):
        """ligne 23."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, ["27", "76"])


class msa_haute_normandie_aide_permis_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum et âge maximum"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period, parameters):
        """ligne 30."""
        age = read(individu, "age", period)
        params = parameters(period).aides_locales.msa_haute_normandie_aide_permis

        return (age >= params.age_minimum) & (age <= params.age_maximum)


class msa_haute_normandie_aide_permis_condition_revenu_sous_le_plafond_de_l_allocation(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenu sous le plafond de l'allocation de rentrée scolaire"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period, parameters):
        """ligne 31."""
        rfr_n_2 = exact(read(individu.foyer_fiscal, "rfr", year_of(period, -2)))
        params = parameters(period).prestations_sociales.prestations_familiales
        af_nbenf = read(individu.famille, "af_nbenf", period)
        af_nbenf_2 = number(af_nbenf)
        montant_4 = (
            af_nbenf_2
            * params.education_presence_parentale.ars.ars_plaf.majoration_par_enf_supp
        )
        montant_3 = 1 + montant_4
        montant_2 = (
            params.education_presence_parentale.ars.ars_plaf.plafond_ressources
            * montant_3
        )
        montant = snap(montant_2)

        return rfr_n_2 <= montant


class msa_haute_normandie_aide_permis_condition_salaire_d_au_plus_un_smic(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salaire d'au plus un SMIC"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period, parameters):
        """ligne 34 : salaire de base ≤ SMIC brut mensuel."""
        salaire_de_base = exact(read(individu, "salaire_de_base", period))
        params = parameters(period).marche_travail.salaire_minimum.smic
        montant = snap(params.smic_b_horaire * params.nb_heures_travail_mensuel)

        return salaire_de_base <= montant


class msa_haute_normandie_aide_permis_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au permis de la MSA Haute-Normandie : éligibilité"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )

    def formula_2020_02_01(individu, period):
        """ligne 1."""
        condition_departement = inner(
            individu, "msa_haute_normandie_aide_permis_condition_departement", period
        )
        aides_locales_condition_regime_de_securite_sociale = read(
            individu,
            "aides_locales_condition_regime_de_securite_sociale_regime_agricole",
            period,
        )
        enfant_a_charge_this_year = read(individu, "enfant_a_charge", year_of(period))
        alternant = read(individu, "alternant", period)
        condition_age = inner(
            individu, "msa_haute_normandie_aide_permis_condition_age", period
        )
        condition_revenu_sous_le_plafond_de_l_allocation = inner(
            individu,
            "msa_haute_normandie_aide_permis_condition_revenu_sous_le_plafond_de_l_allocation",
            period,
        )
        condition_salaire_d_au_plus_un_smic = inner(
            individu,
            "msa_haute_normandie_aide_permis_condition_salaire_d_au_plus_un_smic",
            period,
        )
        enfant_a_charge_this_year_et_alternant = enfant_a_charge_this_year & alternant
        condition = (
            aides_locales_condition_regime_de_securite_sociale
            | enfant_a_charge_this_year_et_alternant
        )

        return (
            condition_departement
            & condition
            & condition_age
            & condition_revenu_sous_le_plafond_de_l_allocation
            & condition_salaire_d_au_plus_un_smic
        )


class msa_haute_normandie_aide_permis(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au permis de la MSA Haute-Normandie"
    reference = (
        "Aide au permis de conduire",
        "https://hautenormandie.msa.fr/lfy/aide-au-permis-de-conduire",
    )
    unit = "currency"
    documentation = "Une aide au permis des jeunes du régime agricole ou des alternants à charge, sous plafonds de revenu et de salaire."

    def formula_2020_02_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(
            individu, "msa_haute_normandie_aide_permis_eligibilite", period
        )
        params = parameters(period).aides_locales.msa_haute_normandie_aide_permis

        return granted(eligibilite, params.forfait)
