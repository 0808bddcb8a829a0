"""Rules of benefits, written in a workbook or in YAML, to a tested OpenFisca package."""

__version__ = "0.1.0"
