"""Caution Visale.

D'après visale.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_prestations_nationales.rt import (
    Float64,
    Rule,
    code_in,
    day_of,
    exact,
    inner,
    read,
    snap,
)


class caution_visale_loyer_garanti_sans_ressources(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "loyer garanti sans ressources"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )
    unit = "currency"

    def formula_2018_07_01(menage, period, parameters):
        """ligne 33."""
        etudiant = read(menage.personne_de_reference, "etudiant", period)
        residence_ile_de_france = read(menage, "residence_ile_de_france", period)
        params = parameters(period).prestations_sociales.aides_logement
        montant = np.where(
            residence_ile_de_france,
            params.action_logement.visale.plafond_loyer.etudiant.ile_de_france,
            params.action_logement.visale.plafond_loyer.etudiant.hors_ile_de_france,
        )

        return np.where(~etudiant, 0, montant)


class caution_visale_loyer_maximum(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "loyer maximum"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )
    unit = "currency"

    def formula_2018_07_01(menage, period, parameters):
        """ligne 39."""
        loyer_garanti_sans_ressources = inner(
            menage, "caution_visale_loyer_garanti_sans_ressources", period
        )
        visale_base_ressources = exact(read(menage, "visale_base_ressources", period))
        residence_ile_de_france = read(menage, "residence_ile_de_france", period)
        params = parameters(period).prestations_sociales.aides_logement
        montant = np.where(
            residence_ile_de_france,
            params.action_logement.visale.plafond_loyer.cas_general.ile_de_france,
            params.action_logement.visale.plafond_loyer.cas_general.hors_ile_de_france,
        )
        plus_petit = np.minimum(visale_base_ressources / 2, montant)

        return np.maximum(loyer_garanti_sans_ressources, plus_petit)


class caution_visale_condition_age(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge de la personne de référence ≤ âge maximum"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period, parameters):
        """ligne 43."""
        age = read(menage.personne_de_reference, "age", period)
        params = parameters(period).prestations_sociales.aides_logement

        return age <= params.action_logement.visale.eligibilite.age_max


class caution_visale_condition_nationalite(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "nationalité de la personne de référence parmi pays hors de l'Espace économique européen"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period, parameters):
        """ligne 47."""
        nationalite = read(menage.personne_de_reference, "nationalite", period)
        params = parameters(period).prestations_sociales.aides_logement

        return code_in(
            nationalite, params.action_logement.visale.eligibilite.residence_hors_eee
        )


class caution_visale_condition_loyer(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "loyer + charges ≤ loyer maximum"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period):
        """ligne 48."""
        loyer = exact(read(menage, "loyer", period))
        charges_locatives = exact(read(menage, "charges_locatives", period))
        loyer_maximum = exact(read(menage, "visale_montant_max", period))

        return snap(loyer + charges_locatives) <= snap(loyer_maximum)


class caution_visale_condition_entree_dans_les_lieux(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "entrée dans les lieux > le premier jour du mois"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period):
        """ligne 49."""
        date_entree_logement = read(menage, "date_entree_logement", period)
        this_month = day_of(period.first_month)

        return date_entree_logement > this_month


class caution_visale(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Caution Visale"
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )
    documentation = "Une garantie des loyers pour les locataires de moins de trente et un ans, jusqu'à la moitié de leurs ressources."

    def formula_2018_07_01(menage, period):
        """ligne 1."""
        majeur = read(menage.personne_de_reference, "majeur", period)
        condition_age = inner(menage, "caution_visale_condition_age", period)
        etudiant = read(menage.personne_de_reference, "etudiant", period)
        ressortissant_eee = read(
            menage.personne_de_reference, "ressortissant_eee", period
        )
        condition_nationalite = inner(
            menage, "caution_visale_condition_nationalite", period
        )
        condition_loyer = inner(menage, "caution_visale_condition_loyer", period)
        condition_entree_dans_les_lieux = inner(
            menage, "caution_visale_condition_entree_dans_les_lieux", period
        )
        etudiant_ou_ressortissant_eee_ou_condition_nationalite = (
            etudiant | ressortissant_eee | condition_nationalite
        )

        return (
            majeur
            & condition_age
            & etudiant_ou_ressortissant_eee_ou_condition_nationalite
            & condition_loyer
            & condition_entree_dans_les_lieux
        )
