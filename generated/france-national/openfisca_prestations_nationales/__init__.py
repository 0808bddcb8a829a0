"""Prestations nationales : une extension de openfisca_france, écrite par rulespec."""
