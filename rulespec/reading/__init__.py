"""Workbooks and YAML files to the tree of a document."""
