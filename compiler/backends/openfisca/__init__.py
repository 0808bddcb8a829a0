"""The checked program to the files of an OpenFisca package."""
