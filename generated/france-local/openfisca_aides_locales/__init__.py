"""Aides locales de France: an extension of openfisca_france, written by rulespec."""
