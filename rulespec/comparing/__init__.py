"""A rulebook beside the package that it was written from: the same situations on both, what differs, and why."""
