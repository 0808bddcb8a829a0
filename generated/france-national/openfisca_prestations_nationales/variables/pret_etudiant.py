"""Garantie de l'État au prêt étudiant.

D'après pret_etudiant.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_prestations_nationales.rt import (
    Rule,
    choice_in,
    code_in,
    exact,
    inner,
    read,
)


class garantie_pret_etudiant_condition_de_nationalite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "condition de nationalité"
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )

    def formula_2021_03_01(individu, period, parameters):
        """ligne 23."""
        nationalite = read(individu, "nationalite", period)
        ressortissant_eee = read(individu, "ressortissant_eee", period)
        residence_continue_annees = exact(
            read(individu, "residence_continue_annees", period)
        )
        params = parameters(period).prestations_sociales.education
        condition = code_in(nationalite, ["FR"])
        au_moins_duree_min_residence_continue_annees = (
            residence_continue_annees
            >= params.garantie_pret_etudiant.duree_min_residence_continue_annees
        )
        condition_2 = ressortissant_eee & au_moins_duree_min_residence_continue_annees

        return condition | condition_2


class garantie_pret_etudiant_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum"
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )

    def formula_2021_03_01(individu, period, parameters):
        """ligne 26."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education

        return age <= params.garantie_pret_etudiant.age_max


class garantie_pret_etudiant_condition_scolarite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "scolarité = enseignement_superieur"
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )

    def formula_2021_03_01(individu, period):
        """ligne 27."""
        scolarite = read(individu, "scolarite", period)
        return choice_in(scolarite, "enseignement_superieur")


class garantie_pret_etudiant(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Garantie de l'État au prêt étudiant"
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )
    documentation = "Une garantie de l'État pour le prêt d'un étudiant majeur de moins de 28 ans, français ou qui vit en France depuis cinq ans."

    def formula_2021_03_01(individu, period):
        """ligne 1."""
        majeur = read(individu, "majeur", period)
        condition_age = inner(individu, "garantie_pret_etudiant_condition_age", period)
        condition_scolarite = inner(
            individu, "garantie_pret_etudiant_condition_scolarite", period
        )
        condition_de_nationalite = read(
            individu, "garantie_pret_etudiant_condition_nationalite", period
        )

        return majeur & condition_age & condition_scolarite & condition_de_nationalite
