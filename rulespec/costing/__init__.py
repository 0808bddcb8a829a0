"""What a change of rules costs, and whom it touches: `from rulespec import costing`."""

from rulespec.costing.notebook import Cost, cost

__all__ = ["Cost", "cost"]
