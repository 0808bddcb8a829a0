"""Diagnostics to what people and machines read: text, JSON, SARIF, GitHub, JUnit."""
