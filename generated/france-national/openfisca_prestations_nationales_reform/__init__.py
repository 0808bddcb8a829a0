"""Ce que « Prestations nationales » change au pays, à charger après l'extension openfisca_prestations_nationales."""

from openfisca_core.reforms import Reform
from openfisca_core.variables import Variable

from openfisca_prestations_nationales.rt import Float64


class depart1825_eligibilite(Variable):
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """D'après depart_18_25.yaml, ligne 9."""
        return individu("depart_18_25_ouvert", period)


class depart1825_montant_maximum(Float64, Variable):
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """D'après depart_18_25.yaml, ligne 9."""
        return individu("depart_18_25", period)


class reform(Reform):
    name = "Prestations nationales"

    def apply(self):
        self.update_variable(depart1825_eligibilite)
        self.update_variable(depart1825_montant_maximum)
