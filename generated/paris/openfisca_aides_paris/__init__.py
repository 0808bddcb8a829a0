"""Aides de la Ville de Paris: an extension of openfisca_france, written by rulespec."""
