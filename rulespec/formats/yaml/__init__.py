"""YAML text to the tree of a document, and back, comments kept."""
