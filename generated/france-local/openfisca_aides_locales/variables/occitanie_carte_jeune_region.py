"""Carte Jeune Région.

D'après occitanie_carte_jeune_region.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, choice_in, inner, read


class occitanie_carte_jeune_region_condition_region(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "région = occitanie"
    reference = ("Carte Jeune Région", "https://www.laregion.fr/cartejeune")

    def formula(individu, period):
        """ligne 13."""
        region = read(individu.menage, "region", period)
        return choice_in(region, "occitanie")


class occitanie_carte_jeune_region_condition_activite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "activité = etudiant"
    reference = ("Carte Jeune Région", "https://www.laregion.fr/cartejeune")

    def formula(individu, period):
        """ligne 14."""
        activite = read(individu, "activite", period)
        return choice_in(activite, "etudiant")


class occitanie_carte_jeune_region_condition_au_lycee_en_bts_ou_en_classe(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "au lycée, en BTS ou en classe préparatoire"
    reference = ("Carte Jeune Région", "https://www.laregion.fr/cartejeune")

    def formula(individu, period):
        """ligne 15."""
        annee_etude = read(individu, "annee_etude", period)

        return choice_in(
            annee_etude,
            "seconde",
            "premiere",
            "terminale",
            "bts_1",
            "bts_2",
            "cpge_1",
            "cpge_2",
        )


class occitanie_carte_jeune_region_condition_etablissement(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "établissement parmi public ; prive_sous_contrat"
    reference = ("Carte Jeune Région", "https://www.laregion.fr/cartejeune")

    def formula(individu, period):
        """ligne 18."""
        statuts_etablissement_scolaire = read(
            individu, "statuts_etablissement_scolaire", period
        )

        return choice_in(statuts_etablissement_scolaire, "public", "prive_sous_contrat")


class occitanie_carte_jeune_region(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Carte Jeune Région"
    reference = ("Carte Jeune Région", "https://www.laregion.fr/cartejeune")
    documentation = "Une carte qui ouvre le prêt de manuels, la première licence sportive et d'autres aides aux lycéens et étudiants d'Occitanie."

    def formula(individu, period):
        """ligne 1."""
        condition_region = inner(
            individu, "occitanie_carte_jeune_region_condition_region", period
        )
        condition_activite = inner(
            individu, "occitanie_carte_jeune_region_condition_activite", period
        )
        condition_au_lycee_en_bts_ou_en_classe = inner(
            individu,
            "occitanie_carte_jeune_region_condition_au_lycee_en_bts_ou_en_classe",
            period,
        )
        condition_etablissement = inner(
            individu, "occitanie_carte_jeune_region_condition_etablissement", period
        )

        return (
            condition_region
            & condition_activite
            & condition_au_lycee_en_bts_ou_en_classe
            & condition_etablissement
        )
