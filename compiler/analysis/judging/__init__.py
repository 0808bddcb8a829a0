"""Regions to remarks: gaps, overlaps, contradictions of tables and conditions."""
