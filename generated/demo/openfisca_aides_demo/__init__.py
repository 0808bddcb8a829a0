"""Huit aides locales : une extension de openfisca_france, écrite par rulespec."""
