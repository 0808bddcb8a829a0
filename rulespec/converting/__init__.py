"""A document to a file that says the same: a workbook or a YAML text, in French or in English."""
