"""The checked program to files: an OpenFisca package; and an exact interpreter that holds it to account."""
