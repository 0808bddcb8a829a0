"""Huit aides locales: an extension of openfisca_france, written by rulespec."""
