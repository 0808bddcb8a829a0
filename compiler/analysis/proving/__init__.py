"""What the cases show of the rules: goals, coverage, cases to add, mutants."""
