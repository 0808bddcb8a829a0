"""Aides du Sénégal : une extension de openfisca_senegal, écrite par rulespec."""
