"""The documentation of a rulebook as a site of plain files: pages, drawings, search."""
