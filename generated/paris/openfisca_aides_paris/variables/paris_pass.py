"""aides/paris pass.

D'après paris_pass.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Individu

from openfisca_aides_paris.rt import Rule, choice_in, exact, read, year_of


class paris_pass_eligibilite_financiere(Rule, Variable):
    value_type = bool
    entity = FoyerFiscal
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "impôt sous le plafond du pass"
    reference = "Articles II.3.1.b.1 et III.3.1.b.1 du règlement municipal du CASVP"

    def formula_2012_01_01(foyer_fiscal, period, parameters):
        """ligne 15."""
        ir_ss_qf_n_2 = exact(read(foyer_fiscal, "ir_ss_qf", year_of(period, -2)))
        params = parameters(period).aides_paris.paris_pass
        ir_ss_qf_n_3 = exact(read(foyer_fiscal, "ir_ss_qf", year_of(period, -3)))
        ir_ss_qf_n_2_au_plus_impot_maximum = ir_ss_qf_n_2 <= params.impot_maximum
        ir_ss_qf_n_2_au_plus_impot_maximum_en_renouvellement = (
            ir_ss_qf_n_2 <= params.impot_maximum_en_renouvellement
        )
        ir_ss_qf_n_3_au_plus_impot_maximum = ir_ss_qf_n_3 <= params.impot_maximum
        condition = (
            ir_ss_qf_n_2_au_plus_impot_maximum_en_renouvellement
            & ir_ss_qf_n_3_au_plus_impot_maximum
        )

        return ir_ss_qf_n_2_au_plus_impot_maximum | condition


class paris_pass_eligibilite(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "peut avoir un pass Paris"
    reference = "Articles II.3.1.b.1 et III.3.1.b.1 du règlement municipal du CASVP"

    def formula_2012_01_01(individu, period):
        """ligne 20."""
        parisien = read(individu.famille, "parisien", period)
        statut_occupation_logement = read(
            individu.menage, "statut_occupation_logement", period
        )
        paris_pass_eligibilite_financiere = read(
            individu.foyer_fiscal, "paris_pass_eligibilite_financiere", period
        )
        statut_occupation_logement_sans_domicile = choice_in(
            statut_occupation_logement, "sans_domicile"
        )
        sans_statut_occupation_logement_sans_domicile = (
            ~statut_occupation_logement_sans_domicile
        )

        return (
            parisien
            & sans_statut_occupation_logement_sans_domicile
            & paris_pass_eligibilite_financiere
        )
