"""JSON Schemas (2020-12) of documents and manifests, in each tongue, from what the records say of their fields.

They say the shape as the reader holds it: an editor flags what `check` would refuse of it. The names of fields and the words of closed
lists are those of the page of words, as they are spelt there; `check` forgives capitals and accents. What stands in a sentence, a unit or
a name is the compiler's. `tests/test_shapes.py` holds both to the same judgement.
"""

from __future__ import annotations

import json
from itertools import combinations
from keyword import kwlist
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import SHORT
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, languages

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROOTS = {"document": doc.Document, "manifest": doc.Manifest}
TYPES = ["string", "number", "boolean"]
# As `values.parse_date` reads it; the days of each month are its own.
DATE = (
    r"^\s*((0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/((18|19|20|21)\d{2}|2200)"
    r"|((18|19|20|21)\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])(er|ER|st|nd|rd|th)?\s+[A-Za-z\u00c0-\u00ff]+\s+((18|19|20|21)\d{2}|2200))\s*$"
)
# As `text.is_identifier` reads it.
IDENTIFIER = rf"^\s*(?!({'|'.join(word for word in kwlist if word.islower())})\s*$)[a-z][a-z0-9_]{{0,119}}\s*$"
Schema = dict[str, Any]


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _any(*schemas: Schema) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


# A leaf: `null` is an empty one. A field with nothing in it is as if it were not there.
LEAF, FILLED, BLANK = _reference("leaf"), _reference("filled"), _reference("blank")
SHARED: Schema = {
    "leaf": {"type": [*TYPES, "null"]},
    "filled": {"type": TYPES, "pattern": r"\S"},
    "blank": _any(
        {"type": "null"},
        {"type": "string", "pattern": r"^\s*$"},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
    ),
    "date": {"type": "string", "pattern": DATE},
    "identifier": {"type": "string", "pattern": IDENTIFIER},
}
FORMATS = {doc.Says.DATE: _reference("date"), doc.Says.IDENTIFIER: _reference("identifier")}


def schema_texts() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    return {
        f"{root}.{words.code}.schema.json": json.dumps(schema(cls, words), ensure_ascii=False, indent=1) + "\n"
        for root, cls in ROOTS.items()
        for words in languages()
    }


def schema(root: type[doc.Node], words: Language) -> Schema:
    """The schema of a record at the top of a file; the records within are definitions."""
    made = _Schemas(words)
    top = made.record(root)
    title = "rulespec — " + root.__name__
    return {"$schema": DIALECT, "title": title, **top, "$defs": {name: made.found[name] for name in sorted(made.found)} | SHARED}


class _Schemas:
    """The definitions of the records met on the way."""

    def __init__(self, words: Language) -> None:
        self.words = words
        self.found: dict[str, Schema] = {}

    def record(self, cls: type[doc.Node], is_named: bool = False) -> Schema:
        """A mapping of the fields of a record; under its name, it need not say it again."""
        properties: Schema = {}
        needed: list[Schema] = []
        surfaces = _surfaces(cls, self.words)
        for spec in doc.specs(cls):
            required = spec.required and not (is_named and spec.name == "name")
            told = {"description": self.words.descriptions.get(spec.name, spec.name), **self.field(spec, required)}
            for surface in surfaces[spec.name]:
                properties[surface] = told
            if required:
                needed.append(_has(surfaces[spec.name]))
            # One field under two of its names.
            needed += [{"not": {"required": list(pair)}} for pair in combinations(surfaces[spec.name], 2)]
        if cls is doc.Condition:
            alone, *rules = (_any(*(_says(text) for text in surfaces[name])) for name in ("unmodelled", *doc.WAYS))
            needed.append({"oneOf": [alone, *rules]})
            compared = _any(*(_says(text) for name in doc.COMPARED for text in surfaces[name]))
            # What is compared is compared with something.
            needed.append(_any({"not": compared}, *(_says(text) for text in surfaces["subject"])))
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**found, "allOf": needed} if needed else found

    def field(self, spec: doc.FieldSpec, required: bool) -> Schema:
        """What stands under a key."""
        blank = [] if required else [BLANK]
        match spec.kind:
            case "cell":
                return self.cell(spec, required)
            case "cells":
                return _any(*blank, FILLED, {"type": "array", "items": LEAF, "minItems": 1})
            case "dated":
                return _any(*blank, *self.dated())
            case "named":
                rows = {"type": "array", "items": self.item(spec.of), "minItems": 1}
                return _any(*blank, {"type": "object", "additionalProperties": self.under_its_name(spec.of), "minProperties": 1}, rows)
            case "records" | "conditions":
                item = self.item(spec.of or "Condition")
                return _any(*blank, {"type": "array", "items": item, "minItems": 1}, item)
            case "rows":
                cells = {"type": "array", "items": LEAF, "minItems": 1}
                return _any(*blank, {"type": "array", "items": _any(cells, self.defined("TableRow")), "minItems": 1})
            case "tree":
                return _any(*blank, {"type": "object"}) if spec.of else _any(*blank, {"type": ["object", "array"]})
        raise AssertionError(spec.kind)

    def cell(self, spec: doc.FieldSpec, required: bool) -> Schema:
        if spec.words:
            words = {"enum": [surface for group in self.words.values[spec.words].values() for surface in group]}
            return _any(words, *([] if required else [BLANK])) | {"examples": list(self.words.values_of(spec.words))}
        if spec.says in FORMATS:
            return _any(FORMATS[spec.says], *([] if required else [BLANK]))
        return FILLED if required else _any(LEAF, BLANK)

    def dated(self) -> tuple[Schema, ...]:
        """One value, values by date, or rows that carry their date."""
        row = self.defined("DatedCell")
        by_date = {"type": "object", "propertyNames": _reference("date"), "additionalProperties": _any(LEAF, row), "minProperties": 1}
        return FILLED, by_date, {"type": "array", "items": row, "minItems": 1}

    def item(self, record: str) -> Schema:
        """A record in a list: it says its name, if it has one. One that is its main field alone may be written so."""
        short = self.short(record, is_named=False)
        return _any(*short, self.defined(record))

    def under_its_name(self, record: str) -> Schema:
        """A record under its name: where nothing else of it is required, the name alone is enough."""
        blank = [] if any(spec.required and spec.name != "name" for spec in doc.specs(doc.RECORDS[record])) else [BLANK]
        conditions = {"type": "array", "items": self.item("Condition"), "minItems": 1}
        profile = [conditions] if record == "Profile" else []
        return _any(*blank, *profile, *self.short(record, is_named=True), self.defined(record, is_named=True))

    def short(self, record: str, is_named: bool) -> tuple[Schema, ...]:
        """The main field of a record, where it is enough to make one."""
        main = SHORT.get(record)
        needed = {spec.name for spec in doc.specs(doc.RECORDS[record]) if spec.required} - ({"name"} if is_named else set())
        if main is None or needed - {main}:
            return ()
        match next(spec.kind for spec in doc.specs(doc.RECORDS[record]) if spec.name == main):
            case "cells":
                return FILLED, {"type": "array", "items": LEAF, "minItems": 1}
            case "dated":
                # A mapping is the record itself.
                return tuple(way for way in self.dated() if way.get("type") != "object")
        return (FILLED,)

    def defined(self, record: str, is_named: bool = False) -> Schema:
        name = f"{record}.named" if is_named else record
        if name not in self.found:
            self.found[name] = {}  # a group of conditions holds conditions
            self.found[name] = self.record(doc.RECORDS[record], is_named)
        return _reference(name)


def _says(surface: str) -> Schema:
    """A field that is there, with something in it."""
    return {"required": [surface], "properties": {surface: {"not": BLANK}}}


def _has(surfaces: list[str]) -> Schema:
    return _any(*({"required": [surface]} for surface in surfaces))


def _surfaces(cls: type[doc.Node], words: Language) -> dict[str, list[str]]:
    """The names of each field, the preferred first; one that two fields have is the first one's, as for the reader."""
    names = tuple(spec.name for spec in doc.specs(cls))
    known = words.keys_of(cls.__name__, names)
    found = {name: words.keys.get(f"{cls.__name__}.{name}") or words.keys.get(name, (name,)) for name in names}
    return {name: [surface for surface in dict.fromkeys(texts) if known[normalise(surface)] == name] for name, texts in found.items()}
