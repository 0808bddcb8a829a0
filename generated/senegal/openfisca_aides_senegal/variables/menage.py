"""aides/menage.

D'après menage.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_senegal.entities import Household, Person


class menage_inscrit_au_registre_national_unique(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le ménage est-il inscrit au registre national unique ?"


class menage_frequente_l_ecole(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Cet enfant fréquente-t-il l'école ?"


class menage_vaccins_a_jour(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Les vaccins de cet enfant sont-ils à jour ?"


class menage_adherent_a_une_mutuelle_de_sante(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le ménage adhère-t-il à une mutuelle de santé communautaire ?"
