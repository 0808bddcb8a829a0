"""One document file to another form of itself."""

from __future__ import annotations

from pathlib import Path

from rulespec.compiler.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.converting.yaml_text import document_text
from rulespec.project import read_document


def convert(source: Path, target: Path, diagnostics: Diagnostics) -> bytes | None:
    """The bytes of `source` in the form of `target` (.yaml or .xlsx), None after a report."""
    sheet = read_document(source, source.name, language("fr"), diagnostics)
    if sheet is None or diagnostics.has_errors:
        return None
    if target.suffix.lower() == ".xlsx":
        from rulespec.converting.workbook import workbook_bytes

        return workbook_bytes(sheet.document, sheet.words)
    return document_text(sheet.document, sheet.words).encode()
