"""JSON Schemas (2020-12) of documents and manifests, in each tongue: completion and hover in an editor.

The strict reading is rulespec's own, with its sentences: a schema helps to write, it never replaces `rulespec check`.
"""

from __future__ import annotations

import json
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import SHORT
from rulespec.compiler.words import Language, languages

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = {"type": ["string", "number", "boolean", "null"]}
ROOTS = {"document": doc.Document, "manifest": doc.Manifest}


def schema_texts() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    return {
        f"{root}.{words.code}.schema.json": json.dumps(schema(cls, words), ensure_ascii=False, indent=1) + "\n"
        for root, cls in ROOTS.items()
        for words in languages()
    }


def schema(root: type[doc.Node], words: Language) -> dict[str, Any]:
    """The schema of a record at the top of a file; the records within are definitions."""
    definitions: dict[str, Any] = {}
    made = _record(root, words, definitions)
    title = "rulespec — " + root.__name__
    return {"$schema": DIALECT, "title": title, **made, "$defs": {name: definitions[name] for name in sorted(definitions)}}


def _record(cls: type[doc.Node], words: Language, definitions: dict[str, Any], without: str = "") -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required = []
    for spec in doc.specs(cls):
        if spec.name == without:
            continue
        surfaces = words.keys.get(f"{cls.__name__}.{spec.name}") or words.keys.get(spec.name, (spec.name,))
        told = {"description": words.descriptions[spec.name], **_field(spec, words, definitions)}
        for surface in surfaces:
            properties.setdefault(surface, told)
        if spec.required and len(surfaces) == 1:
            required.append(surfaces[0])
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else found


def _field(spec: doc.FieldSpec, words: Language, definitions: dict[str, Any]) -> dict[str, Any]:
    match spec.kind:
        case "cell" if spec.words:
            surfaces = [surface for group in words.values[spec.words].values() for surface in group]
            return {"anyOf": [{"enum": surfaces}, SCALAR], "examples": list(words.values_of(spec.words))}
        case "cell":
            return SCALAR
        case "cells":
            return {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
        case "dated":
            _define("DatedCell", words, definitions)
            dated = {"anyOf": [SCALAR, {"$ref": "#/$defs/DatedCell"}]}
            return {"anyOf": [SCALAR, {"type": "object", "additionalProperties": dated}, {"type": "array", "items": dated}]}
        case "named":
            inner = _named(spec.of, words, definitions)
            return {"anyOf": [{"type": "object", "additionalProperties": inner}, {"type": "array"}]}
        case "records":
            inner = _reference(spec.of, words, definitions)
            return {"anyOf": [{"type": "array", "items": inner}, inner]}
        case "conditions":
            return {"anyOf": [{"type": "array", "items": _reference("Condition", words, definitions)}, SCALAR]}
        case "rows":
            row = {"anyOf": [{"type": "array", "items": SCALAR}, _reference("TableRow", words, definitions)]}
            return {"type": "array", "items": row}
    return {}


def _named(record: str, words: Language, definitions: dict[str, Any]) -> dict[str, Any]:
    """A record whose name is its key: a profile is its list of conditions, a term its text."""
    if record == "Profile":
        return {"type": "array", "items": _reference("Condition", words, definitions)}
    return _reference(record, words, definitions, named=True)


def _reference(record: str, words: Language, definitions: dict[str, Any], named: bool = False) -> dict[str, Any]:
    _define(record, words, definitions, named)
    reference = {"$ref": f"#/$defs/{record}"}
    if record not in SHORT:
        return reference
    short = {"type": "array", "items": SCALAR} if record == "Zone" else {"type": "object"} if record == "Calculation" else {}
    return {"anyOf": [SCALAR, reference, *([short] if short else [])]}


def _define(record: str, words: Language, definitions: dict[str, Any], named: bool = False) -> None:
    if record not in definitions:
        definitions[record] = {}  # a group of conditions holds conditions
        definitions[record] = _record(doc.RECORDS[record], words, definitions, "name" if named else "")
