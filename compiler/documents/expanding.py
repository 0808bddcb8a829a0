"""One rule for N institutions: a document with instances to a document for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from rulespec.compiler.documents.building import dated_cells
from rulespec.compiler.documents.document import Case, Document, Entry, Mapping, Sequence, Tree, card_fields
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, Source, whole
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.words import Language

# What an institution says of its own card; all else in its row is a parameter or a zone of the rule.
CARD = tuple(spec.name for spec, card in card_fields() if card.own)


def expanded(sheet: Sheet, diagnostics: Diagnostics) -> tuple[Sheet, ...]:
    """The document alone where it has no instances."""
    document = sheet.document
    if document.instances is None:
        _tell_stray_cases(document, diagnostics)
        return (sheet,)
    rows = list(_rows(document.instances, sheet.words, diagnostics))
    if document.aid is None or not rows:
        diagnostics.report(codes.BadInstance.Shape(), document.span)
        return (sheet,)
    names = {normalise(row.name.text): row.name.text for row in rows}
    for case in document.cases:
        if case.instance is None or normalise(case.instance.text) not in names:
            known = " ; ".join(names.values())
            diagnostics.report(codes.BadInstance(known=known), (case.instance or case).span)
    return tuple(replace(sheet, document=_instance(document, row, sheet.words, diagnostics)) for row in rows)


def _tell_stray_cases(document: Document, diagnostics: Diagnostics) -> None:
    for case in document.cases:
        if case.instance is not None:
            diagnostics.report(codes.BadInstance.Without(name=case.instance.text), case.instance.span)


@dataclass(frozen=True, slots=True)
class _Row:
    name: Cell
    entries: tuple[Entry, ...]


def _rows(tree: Tree, words: Language, diagnostics: Diagnostics) -> Iterator[_Row]:
    """The instances: a mapping by name, or the rows of a sheet that carry their name; what is neither is told."""
    if isinstance(tree, Mapping):
        for entry in tree.entries:
            if isinstance(entry.value, Mapping):
                yield _Row(entry.key, entry.value.entries)
            else:
                diagnostics.report(codes.WrongShape.Mapping(), entry.value.span)
        return
    surfaces = {normalise(surface) for surface in (*words.keys["instance"], *words.keys["instances"])}
    for item in tree.items if isinstance(tree, Sequence) else ():
        if isinstance(item, Mapping):
            name = next((entry.value for entry in item.entries if normalise(entry.key.text) in surfaces), None)
            if isinstance(name, Cell):
                yield _Row(name, tuple(entry for entry in item.entries if normalise(entry.key.text) not in surfaces))
            else:
                diagnostics.report(codes.MissingField(name=words.keys["instance"][0]), item.span)
        else:
            diagnostics.report(codes.WrongShape.Mapping(), item.span)


def _instance(document: Document, row: _Row, words: Language, diagnostics: Diagnostics) -> Document:
    assert document.aid is not None
    card = words.keys_of("Document", CARD)
    changes: dict[str, Any] = {}
    parameters = list(document.parameters)
    zones = list(document.zones)
    for entry in row.entries:
        key = normalise(entry.key.text)
        field = card.get(key)
        parameter = next((index for index, item in enumerate(parameters) if item.name and normalise(item.name.text) == key), None)
        zone = next((index for index, item in enumerate(zones) if item.name and normalise(item.name.text) == key), None)
        if parameter is not None:
            values = dated_cells(entry.value, words, diagnostics)
            parameters[parameter] = replace(parameters[parameter], values=values, span=entry.key.span)
        elif zone is not None:
            codes_ = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
            for item in codes_:
                if not isinstance(item, Cell):
                    diagnostics.report(codes.WrongShape.Leaf(), item.span)
            zones[zone] = replace(zones[zone], codes=tuple(cell for cell in codes_ if isinstance(cell, Cell)), epci=())
        elif field is not None and isinstance(entry.value, Cell):
            changes[field] = entry.value
        else:
            known = [item.name.text for item in document.parameters if item.name is not None]
            known += [item.name.text for item in document.zones if item.name is not None]
            known += [words.key("Document", name) for name in CARD]
            near = get_close_matches(entry.key.text, known, 1, 0.6)
            diagnostics.report(
                codes.UnknownField(name=entry.key.text, near=near[0] if near else "", known=", ".join(known)), entry.key.span
            )
    name = document.name.text if document.name is not None else document.aid.text
    organisation = changes.get("organisation")
    shown = organisation.text if organisation is not None else row.name.text
    changes.setdefault("aid", _made(f"{slug(document.aid.text)}_{slug(row.name.text)}", row.name))
    changes.setdefault("name", _made(f"{name} – {shown}", row.name))
    cases = tuple(_alone(case) for case in document.cases if case.instance and normalise(case.instance.text) == normalise(row.name.text))
    return replace(document, instances=None, parameters=tuple(parameters), zones=tuple(zones), cases=cases, **changes)


def _alone(case: Case) -> Case:
    return replace(case, instance=None)


def _made(text: str, origin: Cell) -> Cell:
    """A text that nobody wrote, placed where it comes from."""
    return Cell(text, whole(Source(origin.span.path, text, origin.span.source.anchor)))
