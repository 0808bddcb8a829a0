"""Avance Loca-Pass.

D'après locapass.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import (
    Rule,
    choice_in,
    day_of,
    exact,
    granted,
    inner,
    last_months,
    months_after,
    months_with,
    read,
    snap,
)


class avance_loca_pass_salarie(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salarié"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """ligne 20 : activité = actif."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "actif")


class avance_loca_pass_jeune(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "jeune"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period, parameters):
        """ligne 24."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.aides_logement
        activite = read(individu, "activite", period)
        alternant = read(individu, "alternant", period)
        age_au_plus_age_max = age <= params.action_logement.locapass.age_max
        activite_chomeur = choice_in(activite, "chomeur")
        alternant_et_activite_etudiant = alternant & choice_in(activite, "etudiant")
        activite_chomeur_ou_alternant_et_activite_etudiant = (
            activite_chomeur | alternant_et_activite_etudiant
        )

        return age_au_plus_age_max & activite_chomeur_ou_alternant_et_activite_etudiant


class avance_loca_pass_contrat_de_l_etudiant_salaire_net_0(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "salaire net > 0"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula(individu, period):
        """ligne 25 : contrat de l'étudiant."""
        salaire_net = exact(read(individu, "salaire_net", period))
        return salaire_net > 0


class avance_loca_pass_contrat_de_l_etudiant(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "contrat de l'étudiant"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """ligne 28."""
        contrat_de_l_etudiant_salaire_net_0_last_5_months = months_with(
            individu,
            "avance_loca_pass_contrat_de_l_etudiant_salaire_net_0",
            last_months(period, 5),
        )
        salaire_net = exact(read(individu, "salaire_net", period))
        montant_3 = granted(salaire_net > 0, 1)
        montant_2 = contrat_de_l_etudiant_salaire_net_0_last_5_months + montant_3
        montant = snap(montant_2)

        return montant >= 3


class avance_loca_pass_etudiant_aide(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "étudiant aidé"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """ligne 32 : étudiant et (boursier ou contrat de l'étudiant)."""
        etudiant = read(individu, "etudiant", period)
        boursier = read(individu, "boursier", period)
        contrat_de_l_etudiant = read(
            individu, "locapass_eligibilite_etudiant_contrat", period
        )

        return etudiant & (boursier | contrat_de_l_etudiant)


class avance_loca_pass_condition_date_d_entree_dans_le_logement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "date d'entrée dans le logement ≥ le premier jour du mois - délai"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period, parameters):
        """ligne 36."""
        date_entree_logement = read(individu.menage, "date_entree_logement", period)
        this_month = day_of(period.first_month)
        params = parameters(period).prestations_sociales.aides_logement
        montant = months_after(this_month, -params.action_logement.locapass.delai_max)

        return date_entree_logement >= montant


class avance_loca_pass(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Avance Loca-Pass"
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )
    documentation = "Une avance du dépôt de garantie pour les salariés, les jeunes et les étudiants qui entrent dans un logement loué."

    def formula_2021_01_01(individu, period):
        """ligne 1."""
        salarie = read(individu, "locapass_eligibilite_salarie", period)
        jeune = read(individu, "locapass_eligibilite_jeunes", period)
        etudiant_aide = read(individu, "locapass_eligibilite_etudiant", period)
        prestations_nationales_condition_statut_d_occupation = read(
            individu,
            "prestations_nationales_condition_statut_d_occupation_du_logement_parmi_locataire",
            period,
        )
        condition_date_d_entree_dans_le_logement = inner(
            individu,
            "avance_loca_pass_condition_date_d_entree_dans_le_logement",
            period,
        )
        salarie_ou_jeune_ou_etudiant_aide = salarie | jeune | etudiant_aide

        return (
            salarie_ou_jeune_ou_etudiant_aide
            & prestations_nationales_condition_statut_d_occupation
            & condition_date_d_entree_dans_le_logement
        )
