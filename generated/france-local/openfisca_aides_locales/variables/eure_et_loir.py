"""aides/eure et loir.

D'après eure_et_loir.yaml.
"""

from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu, Menage

from openfisca_aides_locales.rt import Float64, Rule, code_starts, exact, read, year_of


class titre_sejour(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Avez-vous un titre de séjour ?"


class refugie(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Êtes-vous réfugié(e) ?"


class apatride(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Êtes-vous apatride ?"


class station_debout_penible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La station debout vous est-elle pénible ?"


class beneficiaire_actp(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Recevez-vous l'allocation compensatrice pour tierce personne ?"


class mtp(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Recevez-vous la majoration pour tierce personne ?"


class beneficiaire_acfp(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Recevez-vous l'allocation compensatrice pour frais professionnels ?"


class aide_menagere_fournie_caisse_retraite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Votre caisse de retraite vous fournit-elle une aide-ménagère ?"


class beneficiaire_complement_aeeh(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Recevez-vous un complément d'AEEH ?"


class eure_et_loir_eligibilite_residence(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "réside en Eure-et-Loir"

    def formula(menage, period):
        """ligne 29 : département = 28."""
        depcom = read(menage, "depcom", period)
        return code_starts(depcom, ["28"])


class eure_et_loir_sejour_regulier(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "séjour régulier"

    def formula(individu, period):
        """ligne 30."""
        ressortissant_eee = read(individu, "ressortissant_eee", period)
        titre_sejour = read(individu, "titre_sejour", period)
        refugie = read(individu, "refugie", period)
        apatride = read(individu, "apatride", period)

        return ressortissant_eee | titre_sejour | refugie | apatride


class eure_et_loir_revenus_nets_du_travail(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "revenus du travail"
    unit = "currency"

    def formula(individu, period):
        """ligne 34 : salaire net."""
        salaire_net = exact(read(individu, "salaire_net", period))
        return salaire_net


class eure_et_loir_retraites_complementaires(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "retraites complémentaires"
    unit = "currency"

    def formula(individu, period):
        """ligne 38."""
        retraite_complementaire_artisan_commercant_this_year_lu = read(
            individu, "retraite_complementaire_artisan_commercant", year_of(period)
        )
        retraite_complementaire_artisan_commercant_this_year = exact(
            retraite_complementaire_artisan_commercant_this_year_lu
        )
        retraite_complementaire_profession_liberale_this_year_lu = read(
            individu, "retraite_complementaire_profession_liberale", year_of(period)
        )
        retraite_complementaire_profession_liberale_this_year = exact(
            retraite_complementaire_profession_liberale_this_year_lu
        )
        montant = (
            retraite_complementaire_artisan_commercant_this_year
            + retraite_complementaire_profession_liberale_this_year
        )

        return montant / 12


class eure_et_loir_ressources_d_une_personne_handicapee(Float64, Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources d'une personne handicapée"
    unit = "currency"

    def formula(individu, period):
        """ligne 41."""
        aah_last_month = exact(read(individu, "aah", period.last_month))
        salaire_imposable_last_month = exact(
            read(individu, "salaire_imposable", period.last_month)
        )
        retraite_imposable_last_month = exact(
            read(individu, "retraite_imposable", period.last_month)
        )
        pensions_invalidite_last_month = exact(
            read(individu, "pensions_invalidite", period.last_month)
        )
        revenus_stage_formation_pro_last_month = exact(
            read(individu, "revenus_stage_formation_pro", period.last_month)
        )
        aspa_last_month = exact(read(individu.famille, "aspa", period.last_month))
        eure_et_loir_retraites_complementaires = read(
            individu, "eure_et_loir_retraites_complementaires", period
        )

        return (
            aah_last_month
            + salaire_imposable_last_month
            + retraite_imposable_last_month
            + pensions_invalidite_last_month
            + revenus_stage_formation_pro_last_month
            + aspa_last_month
            + eure_et_loir_retraites_complementaires
        )
