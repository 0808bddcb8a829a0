"""A rulebook as written: trees of cells to typed records, and the project that holds them."""
