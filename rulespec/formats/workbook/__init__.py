"""A workbook to the tree of a document, and back: .xlsx and .ods, the same sheets."""
