"""Fonds de solidarité pour le logement, énergie, eau et téléphone.

D'après eure_et_loir_fsl_maintien_fourniture.yaml.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage

from openfisca_aides_locales.rt import Rule, read


class eure_et_loir_fsl_eligibilite_maintien_fourniture(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Fonds de solidarité pour le logement, énergie, eau et téléphone"
    reference = (
        "Règlement intérieur du fonds de solidarité pour le logement",
        "https://github.com/openfisca/openfisca-france-local/wiki/files/departements/eure-et-loir/RI_FSL28_2020_valide_AD_16.12.2019.pdf",
    )
    documentation = (
        "Une aide aux factures d'énergie, d'eau et de téléphone, versée au fournisseur."
    )

    def formula_2020_01_01(menage, period):
        """ligne 1."""
        eure_et_loir_eligibilite_residence = read(
            menage, "eure_et_loir_eligibilite_residence", period
        )
        aides_locales_condition_proprietaire_ou_locataire = read(
            menage, "aides_locales_condition_proprietaire_ou_locataire", period
        )
        eure_et_loir_fsl_base_ressources = read(
            menage, "eure_et_loir_fsl_base_ressources", period
        )

        return (
            eure_et_loir_eligibilite_residence
            & aides_locales_condition_proprietaire_ou_locataire
            & eure_et_loir_fsl_base_ressources
        )
