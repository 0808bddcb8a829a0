"""Documents to what of them is over the limits: told before anything costs what it would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rulespec.compiler.documents.document import Condition, Document, Node, Table, Zone, specs
from rulespec.compiler.documents.fields import Says
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.limits import CODES, CONDITIONS, ROWS, SENTENCES
from rulespec.compiler.ground.source import Cell


def within_limits(documents: Iterable[Document], diagnostics: Diagnostics) -> bool:
    """False where a document holds too much of something, after a report at the place where it goes over."""
    fine = True
    for document in documents:
        conditions = characters = 0
        for node in _nodes(document):
            match node:
                case Condition():
                    conditions += 1
                    if conditions == CONDITIONS + 1:
                        diagnostics.report(codes.OverLimit.Conditions(limit=CONDITIONS), node.span)
                        fine = False
                case Zone() if len(node.codes) > CODES:
                    diagnostics.report(codes.OverLimit.Codes(limit=CODES), node.codes[CODES].span)
                    fine = False
                case Table() if len(node.rows) > ROWS:
                    diagnostics.report(codes.OverLimit.Rows(limit=ROWS), node.rows[ROWS].span)
                    fine = False
            before = characters
            characters += sum(len(cell.text) for cell in _sentences(node))
            if before <= SENTENCES < characters:
                diagnostics.report(codes.OverLimit.Document(limit=SENTENCES), node.span)
                fine = False
    return fine


def _nodes(document: Document) -> Iterator[Node]:
    """The records of a document, in their order."""
    waiting: list[Node] = [document]
    while waiting:
        node = waiting.pop()
        yield node
        held = [getattr(node, spec.name) for spec in specs(type(node)) if spec.kind not in ("cell", "cells", "tree")]
        waiting += [item for value in reversed(held) for item in reversed(value or ()) if isinstance(item, Node)]


def _sentences(node: Node) -> Iterator[Cell]:
    for spec in specs(type(node)):
        value = getattr(node, spec.name) if spec.says is Says.SENTENCE else None
        if isinstance(value, Cell):
            yield value
        elif value is not None:
            yield from value
