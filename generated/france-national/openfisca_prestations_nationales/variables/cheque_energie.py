"""Chèque énergie.

D'après cheque_energie.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Menage

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    choice_in,
    divide,
    exact,
    group_any,
    group_count,
    group_sum,
    inner,
    read,
    scale_base,
    snap,
    year_of,
)


class cheque_energie_national_personnes_comptees(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "personnes comptées"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """ligne 28."""
        garde_alternee_first_month = read(
            menage.members, "garde_alternee", period.first_month
        )
        nombre = group_count(menage)
        montant = 0.5 * group_count(menage, where=garde_alternee_first_month)

        return nombre - montant


class cheque_energie_national_unites_de_consommation(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "unités de consommation"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period, parameters):
        """ligne 32."""
        params = parameters(period).prestations_sociales.solidarite_insertion
        personnes_comptees = inner(
            menage, "cheque_energie_national_personnes_comptees", period
        )
        plus_grand = np.maximum(0, np.minimum(personnes_comptees, 2) - 1)
        montant = (
            params.autre_solidarite.cheque_energie.unites_consommation.deuxieme_personne
            * plus_grand
        )
        plus_grand_2 = np.maximum(0, personnes_comptees - 2)
        montant_2 = (
            params.autre_solidarite.cheque_energie.unites_consommation.autres_personnes
            * plus_grand_2
        )

        return (
            params.autre_solidarite.cheque_energie.unites_consommation.premiere_personne
            + montant
            + montant_2
        )


class cheque_energie_national_revenu_fiscal_du_menage(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "revenu fiscal du ménage"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )
    unit = "currency"

    def formula_2017_01_01(menage, period):
        """ligne 36."""
        rfr_n_2 = exact(read(menage.members.foyer_fiscal, "rfr", year_of(period, -2)))
        declarant_principal = menage.members.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)

        return group_sum(menage, rfr_n_2, where=declarant_principal)


class cheque_energie_national_revenu_par_unite_de_consommation(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "revenu par unité de consommation"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )
    unit = "currency"

    def formula_2017_01_01(menage, period):
        """ligne 39 : revenu fiscal du ménage / unités de consommation à défaut 0."""
        revenu_fiscal_du_menage = inner(
            menage, "cheque_energie_national_revenu_fiscal_du_menage", period
        )
        unites_de_consommation = exact(
            read(menage, "cheque_energie_unites_consommation", period)
        )

        return divide(revenu_fiscal_du_menage, snap(unites_de_consommation), 0)


class cheque_energie_national_logement_qui_ouvre_droit(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "logement qui ouvre droit"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """ligne 43."""
        residence_saint_martin_first_month = read(
            menage, "residence_saint_martin", period.first_month
        )
        statut_occupation_logement_first_month = read(
            menage, "statut_occupation_logement", period.first_month
        )
        sans_residence_saint_martin_first_month = ~residence_saint_martin_first_month
        condition = choice_in(
            statut_occupation_logement_first_month,
            "primo_accedant",
            "proprietaire",
            "locataire_hlm",
            "locataire_vide",
            "locataire_meuble",
        )

        return sans_residence_saint_martin_first_month & condition


class cheque_energie_national_montant_du_cheque(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "montant du chèque"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )
    unit = "currency"

    def formula_2017_01_01(menage, period, parameters):
        """ligne 49."""
        unites_de_consommation = exact(
            read(menage, "cheque_energie_unites_consommation", period)
        )
        unites_de_consommation_2 = snap(unites_de_consommation)
        revenu_par_unite_de_consommation = inner(
            menage, "cheque_energie_national_revenu_par_unite_de_consommation", period
        )
        params = parameters(period).prestations_sociales.solidarite_insertion
        une_uc = params.autre_solidarite.cheque_energie.baremes.une_uc.calc(
            scale_base(revenu_par_unite_de_consommation)
        )
        une_uc_a_deux_uc = (
            params.autre_solidarite.cheque_energie.baremes.une_uc_a_deux_uc.calc(
                scale_base(revenu_par_unite_de_consommation)
            )
        )
        plus_de_deux_ucs = (
            params.autre_solidarite.cheque_energie.baremes.plus_de_deux_ucs.calc(
                scale_base(revenu_par_unite_de_consommation)
            )
        )
        montant = np.where(
            unites_de_consommation_2 < 2, une_uc_a_deux_uc, plus_de_deux_ucs
        )

        return np.where(unites_de_consommation_2 <= 1, une_uc, montant)


class cheque_energie_national_condition_une_personne_du_menage_declare_ses(
    Rule, Variable
):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "une personne du ménage déclare ses revenus"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """ligne 55 : au moins un membre du ménage avec est déclarant."""
        declarant = menage.members.has_role(FoyerFiscal.DECLARANT)
        return group_any(menage, where=declarant)


class cheque_energie_national_eligibilite(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_dispatch_by_period
    label = "Chèque énergie : éligibilité"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """ligne 1."""
        logement_qui_ouvre_droit = read(
            menage, "cheque_energie_eligibilite_logement", period
        )
        condition_une_personne_du_menage_declare_ses = inner(
            menage,
            "cheque_energie_national_condition_une_personne_du_menage_declare_ses",
            period,
        )

        return logement_qui_ouvre_droit & condition_une_personne_du_menage_declare_ses


class cheque_energie_national(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "Chèque énergie"
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )
    unit = "currency"
    documentation = "Un chèque annuel pour payer l'énergie du logement, selon le revenu fiscal par unité de consommation."

    def formula_2017_01_01(menage, period):
        """ligne 1."""
        eligibilite = inner(menage, "cheque_energie_national_eligibilite", period)
        montant_du_cheque = exact(read(menage, "cheque_energie_montant", period))

        return np.where(eligibilite, montant_du_cheque, 0)
