"""YAML: what can be done with its files."""

from __future__ import annotations

from pathlib import Path

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Case, Document
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import Language
from rulespec.formats.format import Content, Format
from rulespec.formats.yaml.adding import with_case
from rulespec.formats.yaml.file import language_of, yaml_tree
from rulespec.formats.yaml.keep import updated
from rulespec.formats.yaml.read import read_yaml
from rulespec.formats.yaml.uprate import uprated
from rulespec.formats.yaml.write import document_text


def _read(path: Path, shown: str, default: Language, diagnostics: Diagnostics, text: str | None) -> Content | None:
    tree = yaml_tree(path, shown, diagnostics, text)
    return None if tree is None else Content((tree,), language_of(tree, default))


def _document(document: Document, words: Language) -> bytes:
    return document_text(document, words).encode()


def _update(text: str, document: Document, words: Language) -> str:
    def is_same(made: str) -> bool:
        diagnostics = Diagnostics()
        tree = read_yaml("", made, diagnostics)
        found = build(Document, tree, words, diagnostics) if tree is not None else None
        return not diagnostics.has_errors and found == document

    return updated(text, document_text(document, words), is_same)


def _add_case(path: Path, case: Case, added: str, sheet: Sheet) -> bytes | None:
    made = with_case(path.read_bytes().decode("utf-8"), added, sheet.words)
    return None if made is None else made.encode()


YAML = Format(
    name="yaml",
    suffixes=(".yaml", ".yml"),
    is_text=True,
    read=_read,
    document=_document,
    update=_update,
    uprate=uprated,
    add_case=_add_case,
)
