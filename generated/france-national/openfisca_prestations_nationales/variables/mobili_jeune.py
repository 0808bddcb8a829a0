"""Aide Mobili-Jeune.

D'après mobili_jeune.yaml.
"""

import numpy as np
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
    inner,
    read,
    snap,
)


class aide_mobili_jeune_reste_a_charge(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "reste à charge"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )
    unit = "currency"

    def formula_2022_06_01(individu, period):
        """ligne 28 : loyer + charges locatives - aide au logement."""
        loyer = exact(read(individu.menage, "loyer", period))
        charges_locatives = exact(read(individu.menage, "charges_locatives", period))
        aide_logement = exact(read(individu.famille, "aide_logement", period))

        return loyer + charges_locatives - aide_logement


class aide_mobili_jeune_maximum(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "maximum"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )
    unit = "currency"

    def formula_2022_06_01(individu, period, parameters):
        """ligne 31."""
        secteur_activite_employeur = read(
            individu, "secteur_activite_employeur", period
        )
        params = parameters(period).prestations_sociales.education.mobilite
        secteur_activite_employeur_agricole = choice_in(
            secteur_activite_employeur, "agricole"
        )

        return np.where(
            secteur_activite_employeur_agricole,
            params.mobili_jeune.montant.maximum.secteur_agricole,
            params.mobili_jeune.montant.maximum.autres_secteurs,
        )


class aide_mobili_jeune_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge < âge limite"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )

    def formula_2022_06_01(individu, period, parameters):
        """ligne 33."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.mobilite

        return age < params.mobili_jeune.age_maximum


class aide_mobili_jeune_condition_salaire_de_base(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salaire de base ≤ SMIC proratisé"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )

    def formula_2022_06_01(individu, period):
        """ligne 36."""
        salaire_de_base = exact(read(individu, "salaire_de_base", period))
        smic_proratise = exact(read(individu, "smic_proratise", period))

        return salaire_de_base <= smic_proratise


class aide_mobili_jeune_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide Mobili-Jeune : éligibilité"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )

    def formula_2022_06_01(individu, period):
        """ligne 1."""
        condition_age = inner(individu, "aide_mobili_jeune_condition_age", period)
        alternant = read(individu, "alternant", period)
        peec_employeur = read(individu, "peec_employeur", period)
        condition_salaire_de_base = inner(
            individu, "aide_mobili_jeune_condition_salaire_de_base", period
        )
        prestations_nationales_condition_statut_d_occupation = read(
            individu,
            "prestations_nationales_condition_statut_d_occupation_du_logement_parmi_locataire",
            period,
        )

        return (
            condition_age
            & alternant
            & peec_employeur
            & condition_salaire_de_base
            & prestations_nationales_condition_statut_d_occupation
        )


class aide_mobili_jeune(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide Mobili-Jeune"
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )
    unit = "currency"
    documentation = "Une aide au loyer pour les jeunes de moins de 30 ans en alternance, ce qu'il leur reste à payer dans la limite d'un maximum."

    def formula_2022_06_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = read(individu, "mobili_jeune_eligibilite", period)
        reste_a_charge = inner(individu, "aide_mobili_jeune_reste_a_charge", period)
        params = parameters(period).prestations_sociales.education.mobilite
        maximum = inner(individu, "aide_mobili_jeune_maximum", period)
        reste_a_charge_2 = snap(reste_a_charge)
        reste_a_charge_au_moins_minimum = (
            reste_a_charge_2 >= params.mobili_jeune.montant.minimum
        )
        plus_petit = np.minimum(reste_a_charge, maximum)
        montant = np.where(reste_a_charge_au_moins_minimum, plus_petit, 0)

        return np.where(eligibilite, montant, 0)
