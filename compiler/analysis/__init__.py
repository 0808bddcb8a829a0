"""Rules to what can be said of them before anything runs: gaps, overlaps, contradictions, the values that decide."""
