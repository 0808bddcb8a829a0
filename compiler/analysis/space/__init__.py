"""The values that a rule can meet, as regions: cut, folded, solved, realised as people."""
