"""An answer to its reasons: why, what would change it, what matters still, curves."""
