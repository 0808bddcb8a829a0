"""Aide départementale de fin d'insertion professionnelle (AdéFIP).

D'après eure_et_loir_adefip.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

from openfisca_aides_locales.rt import Rule, inner, read


class eure_et_loir_adefip_versee(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Avez-vous reçu l'AdéFIP dans les douze derniers mois ?"


class eure_et_loir_eligibilite_adefip_condition_pas_d_adefip_dans_l_annee(
    Rule, Variable
):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "pas d'AdéFIP dans l'année"

    def formula(individu, period):
        """ligne 14 : non AdéFIP déjà versée dans l'année."""
        eure_et_loir_adefip_versee = read(
            individu, "eure_et_loir_adefip_versee", period
        )

        return ~eure_et_loir_adefip_versee


class eure_et_loir_eligibilite_adefip(Rule, Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide départementale de fin d'insertion professionnelle (AdéFIP)"
    documentation = "Une aide à la reprise d'emploi des allocataires du RSA d'Eure-et-Loir, une fois par an."

    def formula(individu, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            individu.menage, "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_rsa_plus_de_0 = read(
            individu, "aides_locales_condition_rsa_plus_de_0", period
        )
        condition_pas_d_adefip_dans_l_annee = inner(
            individu,
            "eure_et_loir_eligibilite_adefip_condition_pas_d_adefip_dans_l_annee",
            period,
        )

        return (
            eure_et_loir_eligibilite_residence
            & aides_locales_condition_rsa_plus_de_0
            & condition_pas_d_adefip_dans_l_annee
        )
