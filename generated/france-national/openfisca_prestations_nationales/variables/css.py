"""Participation à la complémentaire santé solidaire.

D'après css.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    exact,
    first_true,
    group_sum,
    inner,
    of_row,
    read,
)


class participation_complementaire_sante_participation_selon_l_age_ligne(
    Rule, Variable
):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "participation selon l'âge (ligne)"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(individu, period):
        """ligne 34 : participation selon l'âge."""
        salarie_regime_alsace_moselle = read(
            individu, "salarie_regime_alsace_moselle", period
        )
        age = read(individu, "age", period)

        return first_true(
            [
                ~salarie_regime_alsace_moselle & (age < 30),
                ~salarie_regime_alsace_moselle & ((age >= 30) & (age <= 49)),
                ~salarie_regime_alsace_moselle & ((age >= 50) & (age <= 59)),
                ~salarie_regime_alsace_moselle & ((age >= 60) & (age <= 69)),
                ~salarie_regime_alsace_moselle & (age > 69),
                salarie_regime_alsace_moselle & (age < 30),
                salarie_regime_alsace_moselle & ((age >= 30) & (age <= 49)),
                salarie_regime_alsace_moselle & ((age >= 50) & (age <= 59)),
                salarie_regime_alsace_moselle & ((age >= 60) & (age <= 69)),
                salarie_regime_alsace_moselle & (age > 69),
            ],
        )


class participation_complementaire_sante_participation_de_la_personne(
    Float64, Variable
):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "participation de la personne"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )
    unit = "currency"

    def formula_2019_11_01(individu, period, parameters):
        """ligne 34 : participation selon l'âge."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        participation_selon_l_age_ligne = inner(
            individu,
            "participation_complementaire_sante_participation_selon_l_age_ligne",
            period,
        )

        return of_row(
            participation_selon_l_age_ligne,
            [
                params.minima_sociaux.cs.css.montant.france.cmu_moins_30_ans,
                params.minima_sociaux.cs.css.montant.france.cmu_30_49_ans,
                params.minima_sociaux.cs.css.montant.france.cmu_50_59_ans,
                params.minima_sociaux.cs.css.montant.france.cmu_60_69_ans,
                params.minima_sociaux.cs.css.montant.france.cmu_plus_69_ans,
                params.minima_sociaux.cs.css.montant.alsace_moselle.cmu_moins_30_ans,
                params.minima_sociaux.cs.css.montant.alsace_moselle.cmu_30_49_ans,
                params.minima_sociaux.cs.css.montant.alsace_moselle.cmu_50_59_ans,
                params.minima_sociaux.cs.css.montant.alsace_moselle.cmu_60_69_ans,
            ],
            params.minima_sociaux.cs.css.montant.alsace_moselle.cmu_plus_69_ans,
        )


class participation_complementaire_sante_participation_d_une_personne(
    Float64, Variable
):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "participation d'une personne"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )
    unit = "currency"

    def formula_2019_11_01(individu, period):
        """ligne 56 : participation de la personne."""
        participation_de_la_personne = inner(
            individu,
            "participation_complementaire_sante_participation_de_la_personne",
            period,
        )

        return participation_de_la_personne


class participation_complementaire_sante_participation_du_foyer(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "participation du foyer"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )
    unit = "currency"

    def formula_2019_11_01(famille, period):
        """ligne 60."""
        participation_d_une_personne = exact(
            read(famille.members, "css_participation_forfaitaire_montant_i", period)
        )

        return group_sum(famille, participation_d_une_personne)


class participation_complementaire_sante_condition_non_a_la_complementaire(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "non a la complémentaire gratuite"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """ligne 64."""
        cmu_c = read(famille, "cmu_c", period)
        return ~cmu_c


class participation_complementaire_sante_condition_aide_a_l_acquisition_d_une(
    Rule, Variable
):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "aide à l'acquisition d'une complémentaire = 0"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """ligne 65."""
        acs = exact(read(famille, "acs", period))
        return acs == 0


class participation_complementaire_sante_condition_ressources(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ressources ≤ plafond avec participation"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """ligne 66."""
        css_cmu_base_ressources = exact(
            read(famille, "css_cmu_base_ressources", period)
        )
        acs_plafond = exact(read(famille, "acs_plafond", period))

        return css_cmu_base_ressources <= acs_plafond


class participation_complementaire_sante_eligibilite(Rule, Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Participation à la complémentaire santé solidaire : éligibilité"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """ligne 1."""
        css_cmu_acs_eligibilite = read(famille, "css_cmu_acs_eligibilite", period)
        prestations_nationales_condition_non_reside_a_mayotte = read(
            famille,
            "prestations_nationales_condition_non_reside_a_mayotte_du_demandeur",
            period,
        )
        condition_non_a_la_complementaire = inner(
            famille,
            "participation_complementaire_sante_condition_non_a_la_complementaire",
            period,
        )
        condition_aide_a_l_acquisition_d_une = inner(
            famille,
            "participation_complementaire_sante_condition_aide_a_l_acquisition_d_une",
            period,
        )
        condition_ressources = inner(
            famille, "participation_complementaire_sante_condition_ressources", period
        )

        return (
            css_cmu_acs_eligibilite
            & prestations_nationales_condition_non_reside_a_mayotte
            & condition_non_a_la_complementaire
            & condition_aide_a_l_acquisition_d_une
            & condition_ressources
        )


class participation_complementaire_sante(Float64, Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Participation à la complémentaire santé solidaire"
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )
    unit = "currency"
    documentation = "Ce que paie chaque mois, selon l'âge de chacun, un foyer dont les ressources passent le plafond de la complémentaire gratuite."

    def formula_2019_11_01(famille, period):
        """ligne 1."""
        eligibilite = inner(
            famille, "participation_complementaire_sante_eligibilite", period
        )
        participation_du_foyer = exact(
            read(famille, "css_participation_forfaitaire_montant", period)
        )

        return np.where(eligibilite, participation_du_foyer, 0)
