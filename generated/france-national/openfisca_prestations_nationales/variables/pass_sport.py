"""Pass'Sport.

D'après pass_sport.yaml.
"""

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
    exact,
    granted,
    inner,
    read,
    year_of,
)


class pass_sport_national_boursier_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge ≤ âge maximum des boursiers"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period, parameters):
        """ligne 27."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.pass_sport

        return age <= params.critere_age.age_maximum_profil_boursier


class pass_sport_national_famille_qui_a_l_condition_allocation_de_rentree_scolaire(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocation de rentrée scolaire de cette année > 0"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period):
        """ligne 30."""
        ars_this_year = exact(read(individu.famille, "ars", year_of(period)))
        return ars_this_year > 0


class pass_sport_national_famille_qui_a_l_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum avec l'ARS et âge maximum avec l'ARS"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period, parameters):
        """ligne 31."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.pass_sport
        age_au_moins_age_minimum_profil_ars = (
            age >= params.critere_age.age_minimum_profil_ars
        )
        age_au_plus_age_maximum_profil_ars = (
            age <= params.critere_age.age_maximum_profil_ars
        )

        return age_au_moins_age_minimum_profil_ars & age_au_plus_age_maximum_profil_ars


class pass_sport_national_famille_qui_a_l_condition_allocation_d_education_de_l_enfant(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "allocation d'éducation de l'enfant handicapé > 0"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period):
        """ligne 34."""
        aeeh = exact(read(individu.famille, "aeeh", period))
        return aeeh > 0


class pass_sport_national_famille_qui_a_l_condition_age_2(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum avec l'AEEH et âge maximum avec l'AEEH"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period, parameters):
        """ligne 35."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.pass_sport
        age_au_moins_age_minimum_profil_aeeh = (
            age >= params.critere_age.age_minimum_profil_aeeh
        )
        age_au_plus_age_maximum_profil_aeeh = (
            age <= params.critere_age.age_maximum_profil_aeeh
        )

        return (
            age_au_moins_age_minimum_profil_aeeh & age_au_plus_age_maximum_profil_aeeh
        )


class pass_sport_national_personne_qui_a_l_condition_aah(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "AAH > 0"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period):
        """ligne 38."""
        aah = exact(read(individu, "aah", period))
        return aah > 0


class pass_sport_national_personne_qui_a_l_condition_age(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "âge entre âge minimum avec l'AAH et âge maximum avec l'AAH"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period, parameters):
        """ligne 39."""
        age = read(individu, "age", period)
        params = parameters(period).prestations_sociales.education.pass_sport
        age_au_moins_age_minimum_profil_aah = (
            age >= params.critere_age.age_minimum_profil_aah
        )
        age_au_plus_age_maximum_profil_aah = (
            age <= params.critere_age.age_maximum_profil_aah
        )

        return age_au_moins_age_minimum_profil_aah & age_au_plus_age_maximum_profil_aah


class pass_sport_national_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Pass'Sport : éligibilité"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period):
        """ligne 1."""
        boursier = read(individu, "boursier", period)
        boursier_condition_age = inner(
            individu, "pass_sport_national_boursier_condition_age", period
        )
        famille_qui_a_l_condition_allocation_de_rentree_scolaire = inner(
            individu,
            "pass_sport_national_famille_qui_a_l_condition_allocation_de_rentree_scolaire",
            period,
        )
        famille_qui_a_l_condition_age = inner(
            individu, "pass_sport_national_famille_qui_a_l_condition_age", period
        )
        famille_qui_a_l_condition_allocation_d_education = inner(
            individu,
            "pass_sport_national_famille_qui_a_l_condition_allocation_d_education_de_l_enfant",
            period,
        )
        famille_qui_a_l_condition_age_2 = inner(
            individu, "pass_sport_national_famille_qui_a_l_condition_age_2", period
        )
        personne_qui_a_l_condition_aah = inner(
            individu, "pass_sport_national_personne_qui_a_l_condition_aah", period
        )
        personne_qui_a_l_condition_age = inner(
            individu, "pass_sport_national_personne_qui_a_l_condition_age", period
        )
        boursier_2 = boursier & boursier_condition_age
        famille_qui_a_l_allocation_de_rentree_scolaire = (
            famille_qui_a_l_condition_allocation_de_rentree_scolaire
            & famille_qui_a_l_condition_age
        )
        famille_qui_a_l_allocation_d_education_de_l_enfant = (
            famille_qui_a_l_condition_allocation_d_education
            & famille_qui_a_l_condition_age_2
        )
        personne_qui_a_l_allocation_aux_adultes_handicapes = (
            personne_qui_a_l_condition_aah & personne_qui_a_l_condition_age
        )

        return (
            boursier_2
            | famille_qui_a_l_allocation_de_rentree_scolaire
            | famille_qui_a_l_allocation_d_education_de_l_enfant
            | personne_qui_a_l_allocation_aux_adultes_handicapes
        )


class pass_sport_national(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pass'Sport"
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )
    unit = "currency"
    documentation = "Une aide à l'inscription dans un club pour les enfants de familles modestes, les jeunes handicapés et les boursiers."

    def formula_2022_07_01(individu, period, parameters):
        """ligne 1."""
        eligibilite = inner(individu, "pass_sport_national_eligibilite", period)
        params = parameters(period).prestations_sociales.education.pass_sport

        return granted(eligibilite, params.montant)
