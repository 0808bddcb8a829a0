"""A package of rules written in Python for OpenFisca to documents in words."""
