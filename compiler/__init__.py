"""Documents and a catalogue, to the files of an OpenFisca package, or to diagnostics: pure, no I/O."""
