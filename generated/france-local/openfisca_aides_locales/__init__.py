"""Aides locales de France : une extension de openfisca_france, écrite par rulespec."""
