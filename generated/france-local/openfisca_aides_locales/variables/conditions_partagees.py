"""conditions partagees.

D'après conditions_partagees.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu, Menage

from openfisca_aides_locales.rt import Rule, choice_in, code_starts, exact, inner, read


class aides_locales_condition_etudiant_en_recherche_d_emploi_ou_sans_activite(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "étudiant, en recherche d'emploi ou sans activité"

    def formula(individu, period):
        """ligne 18 : activité parmi chomeur ; etudiant ; inactif."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "chomeur", "etudiant", "inactif")


class aides_locales_condition_rsa_plus_de_0(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "RSA > 0"

    def formula(individu, period):
        """ligne 13."""
        rsa = exact(read(individu.famille, "rsa", period))
        return rsa > 0


class aides_locales_condition_apa_a_domicile_plus_de_0(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "APA à domicile > 0"

    def formula(individu, period):
        """ligne 21."""
        apa_domicile = exact(read(individu, "apa_domicile", period))
        return apa_domicile > 0


class aides_locales_condition_age_entre_18_et_25(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre 18 et 25"

    def formula(individu, period):
        """ligne 11."""
        age = read(individu, "age", period)
        return (age >= 18) & (age <= 25)


class aides_locales_condition_revenus_inferieurs_au_rsa(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "revenus inférieurs au RSA"

    def formula_2009_07_01(individu, period, parameters):
        """ligne 12 : revenus du travail < montant de base du RSA."""
        eure_et_loir_revenus_nets_du_travail = inner(
            individu, "eure_et_loir_revenus_nets_du_travail", period
        )
        params = parameters(period).prestations_sociales.solidarite_insertion

        return (
            eure_et_loir_revenus_nets_du_travail
            < params.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa
        )


class aides_locales_condition_proprietaire_ou_locataire(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "propriétaire ou locataire"

    def formula(menage, period):
        """ligne 14."""
        statut_occupation_logement = read(menage, "statut_occupation_logement", period)

        return choice_in(
            statut_occupation_logement,
            "proprietaire",
            "locataire_hlm",
            "locataire_vide",
            "locataire_meuble",
            "locataire_foyer",
        )


class aides_locales_condition_departement_44(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "département = 44"

    def formula(individu, period):
        """ligne 22."""
        depcom = read(individu.menage, "depcom", period)
        return code_starts(depcom, ["44"])


class aides_locales_condition_regime_de_securite_sociale_regime_agricole(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "régime de sécurité sociale = regime_agricole"

    def formula(individu, period):
        """ligne 22."""
        regime_securite_sociale = read(individu, "regime_securite_sociale", period)
        return choice_in(regime_securite_sociale, "regime_agricole")
