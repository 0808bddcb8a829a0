"""The forms of a document: a workbook or a YAML text, read and written."""
