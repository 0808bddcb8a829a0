"""Aides de la Ville de Paris : une extension de openfisca_france, écrite par rulespec."""
