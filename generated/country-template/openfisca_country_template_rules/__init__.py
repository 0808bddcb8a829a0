"""The rules of the country template: a tax and benefit system, written by rulespec from a rulebook."""

import os

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_country_template_rules import entities

COUNTRY_DIR = os.path.dirname(os.path.abspath(__file__))


class CountryTaxBenefitSystem(TaxBenefitSystem):
    def __init__(self):
        super().__init__(entities.entities)
        self.add_variables_from_directory(os.path.join(COUNTRY_DIR, "variables"))
        self.load_parameters(os.path.join(COUNTRY_DIR, "parameters"))
        self.open_api_config = {
            "variable_example": "total_taxes",
            "parameter_example": "benefits.basic_income",
            "simulation_example": {"persons": {"a": {}}},
        }
