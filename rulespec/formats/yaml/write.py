"""A document to YAML written for people: plain scalars, short records on a line, the order of the document."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.document import FieldSpec, specs
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.words import Language

LINE = 100
# The date under which a value that holds since ever stands beside dated ones.
EVER = "01/01/1800"
SHORT = {"Reference": "text", "Condition": "expression", "Term": "text"}


def document_text(document: doc.Document, words: Language) -> str:
    """The YAML text of a document in its own tongue: reading it gives the same document."""
    node = _record(document, words)
    text = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=10_000)
    # A blank line before each section.
    return re.sub(r"\n(?=[^\s#][^\n]*:\n)", "\n\n", text)


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _scalar(text: str) -> ScalarNode:
    """A scalar without quotes wherever YAML allows it: our reader takes every scalar as text."""
    resolver = Resolver()
    tag = resolver.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag == "tag:yaml.org,2002:null" or text in ("=", "<<", "!", "&", "*"):
        tag = "tag:yaml.org,2002:str"
    return ScalarNode(tag, text, style="|" if "\n" in text else None)


def _mapping(pairs: list[tuple[Node, Node]]) -> MappingNode:
    node = MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    flat = sum(len(_flat(key)) + len(_flat(value)) + 4 for key, value in pairs)
    simple = all(isinstance(value, ScalarNode) or getattr(value, "flow_style", False) for _, value in pairs)
    if pairs and simple and flat <= LINE and not any("\n" in _flat(value) for _, value in pairs):
        node.flow_style = True
    return node


def _sequence(items: list[Node]) -> SequenceNode:
    flat = sum(len(_flat(item)) + 2 for item in items)
    flow = all(isinstance(item, ScalarNode) for item in items) and flat <= LINE
    return SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)


def _flat(node: Node) -> str:
    match node:
        case ScalarNode():
            return str(node.value)
        case SequenceNode():
            return ", ".join(_flat(item) for item in node.value)
        case MappingNode():
            return ", ".join(f"{_flat(key)}: {_flat(value)}" for key, value in node.value)
    return ""


def _record(node: doc.Node, words: Language, named: bool = False) -> Node:
    """A record as a mapping; one that holds only its main field is that field alone."""
    cls = type(node)
    filled = [(spec, getattr(node, spec.name)) for spec in specs(cls) if getattr(node, spec.name)]
    if named:
        filled = [(spec, value) for spec, value in filled if spec.name != "name"]
    short = SHORT.get(cls.__name__)
    if short is not None and [spec.name for spec, _ in filled] == [short]:
        return _value(filled[0][0], filled[0][1], words, cls.__name__)
    pairs: list[tuple[Node, Node]] = [
        (_scalar(words.key(cls.__name__, spec.name)), _value(spec, value, words, cls.__name__)) for spec, value in filled
    ]
    made = _mapping(pairs)
    if isinstance(node, doc.Document):
        made.flow_style = False
    return made


def _value(spec: FieldSpec, value: Any, words: Language, record: str) -> Node:
    match spec.kind:
        case "cell":
            return _scalar(value.text)
        case "cells":
            return _sequence([_scalar(item.text) for item in value])
        case "tree":
            return _tree(value)
        case "records" | "conditions":
            return SequenceNode("tag:yaml.org,2002:seq", [_record(item, words) for item in value], flow_style=False)
        case "named":
            return _named(value, words)
        case "dated":
            return _dated(value, words)
        case "rows":
            return SequenceNode("tag:yaml.org,2002:seq", [_row(row, words) for row in value], flow_style=False)
    raise AssertionError(spec.kind)


def _named(records: tuple[Any, ...], words: Language) -> Node:
    pairs: list[tuple[Node, Node]] = []
    for item in records:
        if isinstance(item, doc.Profile):
            body: Node = SequenceNode("tag:yaml.org,2002:seq", [_record(c, words) for c in item.conditions], flow_style=False)
        else:
            body = _record(item, words, named=True)
        pairs.append((_scalar(item.name.text), body))
    return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _dated(values: tuple[doc.DatedCell, ...], words: Language) -> Node:
    if len(values) == 1 and values[0].start is None and values[0].value is not None:
        return _scalar(values[0].value.text)
    pairs: list[tuple[Node, Node]] = []
    for item in values:
        # A date without a value ends what came before.
        value: Node = _scalar(item.value.text) if item.value is not None else ScalarNode("tag:yaml.org,2002:null", "~")
        if item.reference is not None or item.link is not None:
            inner = [(_scalar(words.key("DatedCell", "value")), value)]
            for name, extra in (("reference", item.reference), ("link", item.link)):
                if extra is not None:
                    inner.append((_scalar(words.key("DatedCell", name)), _scalar(extra.text)))
            value = _mapping(inner)  # type: ignore[arg-type]
        pairs.append((_scalar(item.start.text if item.start is not None else EVER), value))
    return _mapping(pairs)


def _row(row: doc.TableRow, words: Language) -> Node:
    cells = SequenceNode("tag:yaml.org,2002:seq", [_scalar(item.text) for item in row.cells], flow_style=True)
    if row.reference is None and row.note is None:
        return cells
    pairs: list[tuple[Node, Node]] = [(_scalar(words.key("TableRow", "cells")), cells)]
    for name, extra in (("reference", row.reference), ("note", row.note)):
        if extra is not None:
            pairs.append((_scalar(words.key("TableRow", name)), _scalar(extra.text)))
    return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _tree(tree: doc.Tree) -> Node:
    match tree:
        case Cell(text=text):
            return _scalar(text)
        case doc.Sequence(items=items):
            return _sequence([_tree(item) for item in items])
        case doc.Mapping(entries=entries):
            return _mapping([(_scalar(entry.key.text), _tree(entry.value)) for entry in entries])
    raise AssertionError(type(tree))
