"""A folder of rules: read, checked, compiled, started, converted, written."""
