"""Réduction sur l'abonnement Tisséo.

D'après tisseo_transport_reduction.xlsx.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    choice_in,
    exact,
    first_true,
    inner,
    of_row,
    read,
    snap,
    year_of,
)


class tisseo_transport_reduction_retraite_ou_soixante_cinq_ans(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "retraité ou soixante-cinq ans"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Calculs!B5 : activité = retraite ou âge ≥ 65."""
        activite = read(individu, "activite", period)
        age = read(individu, "age", period)

        return choice_in(activite, "retraite") | (age >= 65)


class tisseo_transport_reduction_jeunes_ligne(Rule, Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "jeunes (ligne)"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B4 : jeunes."""
        age = read(individu, "age", period)

        return first_true(
            [(age > 4) & (age < 20), (age >= 20) & (age < 26)], otherwise=True
        )


class tisseo_transport_jeune_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des jeunes"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B4 : jeunes."""
        jeunes_ligne = inner(
            individu, "tisseo_transport_reduction_jeunes_ligne", period
        )

        return of_row(jeunes_ligne, [80, 70], 0)


class tisseo_transport_etudiant_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des élèves et étudiants"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B13 : élèves et étudiants."""
        age = read(individu, "age", period)
        etudiant = read(individu, "etudiant", period)
        boursier = read(individu, "boursier", period)
        bourse_criteres_sociaux_echelon = read(
            individu, "bourse_criteres_sociaux_echelon", period
        )
        scolarite = read(individu, "scolarite", period)
        condition_2 = (
            (age < 35) & etudiant & boursier & (bourse_criteres_sociaux_echelon == 7)
        )
        age_au_moins_20_et_age_moins_de_26 = (age >= 20) & (age < 26)
        age_au_moins_20_et_age_moins_de_26_et_etudiant = (
            age_au_moins_20_et_age_moins_de_26 & etudiant
        )
        scolarite_parmi_college_lycee = choice_in(scolarite, "college", "lycee")
        condition_3 = age_au_moins_20_et_age_moins_de_26 & scolarite_parmi_college_lycee
        condition = (
            condition_2 | age_au_moins_20_et_age_moins_de_26_et_etudiant | condition_3
        )
        montant = np.where(condition_2, 100, -np.inf)
        montant_2 = np.where((age >= 20) & (age < 26) & etudiant, 80, -np.inf)
        plus_grand_2 = np.maximum(montant, montant_2)
        montant_3 = np.where(condition_3, 80, -np.inf)
        plus_grand = np.maximum(plus_grand_2, montant_3)

        return np.where(condition, plus_grand, 0)


class tisseo_transport_reduction_demandeurs_d_emploi_indemnises_ligne(Rule, Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "demandeurs d'emploi indemnisés (ligne)"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B23 : demandeurs d'emploi indemnisés."""
        chomage_net_last_month = exact(read(individu, "chomage_net", period.last_month))
        tisseo_plafond_mensuel_de_la_cmu_c = inner(
            individu, "tisseo_plafond_mensuel_de_la_cmu_c", period
        )
        plafond_smic_net = read(
            individu, "tisseo_transport_reduction_plafond_smic_net", period
        )

        return first_true(
            [
                chomage_net_last_month <= 0,
                chomage_net_last_month <= snap(tisseo_plafond_mensuel_de_la_cmu_c),
                chomage_net_last_month <= snap(plafond_smic_net),
            ],
            otherwise=True,
        )


class tisseo_transport_demandeur_emploi_indemnise_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des demandeurs d'emploi indemnisés"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B23 : demandeurs d'emploi indemnisés."""
        demandeurs_d_emploi_indemnises_ligne = inner(
            individu,
            "tisseo_transport_reduction_demandeurs_d_emploi_indemnises_ligne",
            period,
        )

        return of_row(demandeurs_d_emploi_indemnises_ligne, [0, 100, 80], 70)


class tisseo_transport_reduction_demandeurs_d_emploi_non_indemnises_ligne(
    Rule, Variable
):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "demandeurs d'emploi non indemnisés (ligne)"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B33 : demandeurs d'emploi non indemnisés."""
        activite = read(individu, "activite", period)
        ressources_fiscales_n_2 = read(
            individu.foyer_fiscal,
            "tisseo_transport_reduction_ressources_fiscales",
            year_of(period, -2),
        )
        plafond_smic_net = read(
            individu, "tisseo_transport_reduction_plafond_smic_net", period
        )
        activite_chomeur = choice_in(activite, "chomeur")
        ressources_fiscales_n_2_2 = snap(ressources_fiscales_n_2)
        plafond_smic_net_2 = snap(plafond_smic_net)
        ressources_fiscales_n_2_au_plus_plafond_smic_net = (
            ressources_fiscales_n_2_2 <= plafond_smic_net_2
        )
        condition = activite_chomeur & ressources_fiscales_n_2_au_plus_plafond_smic_net

        return first_true([condition], otherwise=True)


class tisseo_transport_demandeur_emploi_non_indemnise_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des demandeurs d'emploi non indemnisés"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B33 : demandeurs d'emploi non indemnisés."""
        demandeurs_d_emploi_non_indemnises_ligne = inner(
            individu,
            "tisseo_transport_reduction_demandeurs_d_emploi_non_indemnises_ligne",
            period,
        )

        return of_row(demandeurs_d_emploi_non_indemnises_ligne, [80], 0)


class tisseo_transport_reduction_personnes_handicapees_ligne(Rule, Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "personnes handicapées (ligne)"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period, parameters):
        """Table!B41 : personnes handicapées."""
        taux_incapacite = exact(read(individu, "taux_incapacite", period))
        ressources_fiscales_n_2 = read(
            individu.foyer_fiscal,
            "tisseo_transport_reduction_ressources_fiscales",
            year_of(period, -2),
        )
        ressources_fiscales_n_2_2 = snap(ressources_fiscales_n_2)
        params = parameters(period).prestations_sociales.prestations_etat_de_sante
        plafond_smic_net = read(
            individu, "tisseo_transport_reduction_plafond_smic_net", period
        )

        return first_true(
            [
                taux_incapacite < 0.5,
                taux_incapacite >= 0.8,
                ressources_fiscales_n_2_2 <= params.invalidite.aah.montant,
                ressources_fiscales_n_2_2 <= snap(plafond_smic_net),
            ],
            otherwise=True,
        )


class tisseo_transport_invalide_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des personnes handicapées"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B41 : personnes handicapées."""
        personnes_handicapees_ligne = inner(
            individu, "tisseo_transport_reduction_personnes_handicapees_ligne", period
        )

        return of_row(personnes_handicapees_ligne, [0, 100, 100, 80], 70)


class tisseo_transport_reduction_retraites_ligne(Rule, Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "retraités (ligne)"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period, parameters):
        """Table!B52 : retraités."""
        retraite_ou_soixante_cinq_ans = inner(
            individu, "tisseo_transport_reduction_retraite_ou_soixante_cinq_ans", period
        )
        ressources_fiscales_n_2 = read(
            individu.foyer_fiscal,
            "tisseo_transport_reduction_ressources_fiscales",
            year_of(period, -2),
        )
        ressources_fiscales_n_2_2 = snap(ressources_fiscales_n_2)
        params = parameters(period).prestations_sociales.prestations_etat_de_sante
        plafond_smic_net = read(
            individu, "tisseo_transport_reduction_plafond_smic_net", period
        )
        ressources_fiscales_n_2_2_au_plus_montant = (
            ressources_fiscales_n_2_2 <= params.invalidite.aah.montant
        )
        condition = (
            retraite_ou_soixante_cinq_ans & ressources_fiscales_n_2_2_au_plus_montant
        )
        plafond_smic_net_2 = snap(plafond_smic_net)
        ressources_fiscales_n_2_2_au_plus_plafond_smic_net = (
            ressources_fiscales_n_2_2 <= plafond_smic_net_2
        )
        condition_2 = (
            retraite_ou_soixante_cinq_ans
            & ressources_fiscales_n_2_2_au_plus_plafond_smic_net
        )

        return first_true(
            [
                ~retraite_ou_soixante_cinq_ans,
                condition,
                condition_2,
                retraite_ou_soixante_cinq_ans,
            ],
        )


class tisseo_transport_retraite_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réduction des retraités"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Table!B52 : retraités."""
        retraites_ligne = inner(
            individu, "tisseo_transport_reduction_retraites_ligne", period
        )

        return of_row(retraites_ligne, [0, 100, 80], 70)


class tisseo_transport_reduction_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réduction sur l'abonnement Tisséo : éligibilité"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")

    def formula_2015_01_01(individu, period):
        """Aide!B5."""
        tisseo_ressort_territorial = read(
            individu.menage, "tisseo_ressort_territorial", period
        )

        return tisseo_ressort_territorial


class tisseo_transport_reduction(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réduction sur l'abonnement Tisséo"
    reference = ("Tarification Tisséo", "https://www.tisseo.fr/les-tarifs")
    documentation = "Une réduction de 70 % à 100 % sur l'abonnement de transport, selon l'âge, l'activité, le handicap et les ressources."

    def formula_2015_01_01(individu, period):
        """Aide!B5."""
        eligibilite = inner(individu, "tisseo_transport_reduction_eligibilite", period)
        tisseo_transport_jeune_reduction = inner(
            individu, "tisseo_transport_jeune_reduction", period
        )
        tisseo_transport_etudiant_reduction = inner(
            individu, "tisseo_transport_etudiant_reduction", period
        )
        tisseo_transport_demandeur_emploi_indemnise_reduction = inner(
            individu, "tisseo_transport_demandeur_emploi_indemnise_reduction", period
        )
        tisseo_transport_demandeur_emploi_non_indemnise = inner(
            individu,
            "tisseo_transport_demandeur_emploi_non_indemnise_reduction",
            period,
        )
        tisseo_transport_invalide_reduction = inner(
            individu, "tisseo_transport_invalide_reduction", period
        )
        tisseo_transport_retraite_reduction = inner(
            individu, "tisseo_transport_retraite_reduction", period
        )
        plus_grand_5 = np.maximum(
            tisseo_transport_jeune_reduction, tisseo_transport_etudiant_reduction
        )
        plus_grand_4 = np.maximum(
            plus_grand_5, tisseo_transport_demandeur_emploi_indemnise_reduction
        )
        plus_grand_3 = np.maximum(
            plus_grand_4, tisseo_transport_demandeur_emploi_non_indemnise
        )
        plus_grand_2 = np.maximum(plus_grand_3, tisseo_transport_invalide_reduction)
        plus_grand = np.maximum(plus_grand_2, tisseo_transport_retraite_reduction)

        return np.where(eligibilite, plus_grand, 0)
