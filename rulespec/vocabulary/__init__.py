"""Lexicons shipped with rulespec: the words of a country, as data."""
