"""aides/paris pass."""

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Individu

from openfisca_aides_paris.rt import choice_in, exact


class paris_pass_eligibilite_financiere(Variable):
    value_type = bool
    entity = FoyerFiscal
    definition_period = DateUnit.MONTH
    label = "impôt sous le plafond du pass"
    reference = "Articles II.3.1.b.1 et III.3.1.b.1 du règlement municipal du CASVP"

    def formula_2012_01_01(foyer_fiscal, period, parameters):
        """aides/paris_pass.yaml, 15:14."""
        ir_ss_qf_n_2 = exact(foyer_fiscal("ir_ss_qf", period.n_2))
        params = parameters(period).aides_paris.paris_pass
        ir_ss_qf_n_3 = exact(foyer_fiscal("ir_ss_qf", period.n_2.last_year))
        condition = ir_ss_qf_n_2 <= params.impot_maximum
        condition_3 = ir_ss_qf_n_2 <= params.impot_maximum_en_renouvellement
        condition_4 = ir_ss_qf_n_3 <= params.impot_maximum
        condition_2 = condition_3 & condition_4

        return condition | condition_2


class paris_pass_eligibilite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "peut avoir un pass Paris"
    reference = "Articles II.3.1.b.1 et III.3.1.b.1 du règlement municipal du CASVP"

    def formula_2012_01_01(individu, period):
        """aides/paris_pass.yaml, 20:14."""
        parisien = individu.famille("parisien", period)
        statut_occupation_logement = individu.menage(
            "statut_occupation_logement", period
        )
        paris_pass_eligibilite_financiere = individu.foyer_fiscal(
            "paris_pass_eligibilite_financiere", period
        )
        montant = ~choice_in(statut_occupation_logement, "sans_domicile")

        return parisien & montant & paris_pass_eligibilite_financiere
