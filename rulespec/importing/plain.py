"""A document told as plain data to its text, as a person would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Document, Entry, Sequence, Tree
from rulespec.compiler.documents.document import Mapping as TreeMapping
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, Span, whole
from rulespec.compiler.words import Language
from rulespec.formats.yaml.write import document_text


def text_of_document(path: str, document: Mapping[str, Any], words: Language) -> str:
    """The text of the document at `path`, whose keys are those of a tongue."""
    diagnostics = Diagnostics()
    built = build(Document, _tree(document, whole(Source(path, "", LineAnchor(1, 1)))), words, diagnostics)
    assert built is not None and not diagnostics.has_errors, [item.problem for item in diagnostics.sorted()]
    return document_text(built, words)


def _tree(value: Any, span: Span) -> Tree:
    """Plain data as the tree that reading it would give."""
    match value:
        case Mapping():
            return TreeMapping(tuple(Entry(Cell(str(key), span), _tree(item, span)) for key, item in value.items()), span)
        case list():
            return Sequence(tuple(_tree(item, span) for item in value), span)
    return Cell(str(value), span)
