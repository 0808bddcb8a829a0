"""A rulebook through time: thresholds to renew, uprating, comparing, merging, what a change does."""
