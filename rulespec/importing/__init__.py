"""Rules written elsewhere (DMN, a simulator's files) to documents."""
