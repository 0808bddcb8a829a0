"""Situations and cases to answers: on OpenFisca in batches, on the exact interpreter, with reasons."""
