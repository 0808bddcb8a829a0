"""JSON Schemas of the YAML surfaces."""
