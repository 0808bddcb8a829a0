"""Tables of people to results; what a notebook needs of it: `from rulespec import populations`."""

from rulespec.populations.notebook import Refused, Results, Rules, read_population, read_results, read_rules, simulate

__all__ = ["Refused", "Results", "Rules", "read_population", "read_results", "read_rules", "simulate"]
