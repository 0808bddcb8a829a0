"""Diagnostics to what machines read: JSON, SARIF 2.1.0, GitHub annotations, JUnit."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from rulespec import __version__
from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import CellAnchor, LineAnchor
from rulespec.compiler.words import Language
from rulespec.reporting.sentences import tell

PAGES = "docs/errors/"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def to_json(diagnostics: tuple[Diagnostic, ...], words: Language, paths: tuple[str, ...] = ()) -> str:
    """A list of remarks with their place, sentence and suggestion."""
    return json.dumps([_plain(item, words) for item in diagnostics], ensure_ascii=False, indent=2)


def _plain(diagnostic: Diagnostic, words: Language) -> dict[str, Any]:
    told = tell(diagnostic, words)
    place = diagnostic.span.place
    found: dict[str, Any] = {
        "code": diagnostic.code.id,
        "severity": diagnostic.severity.value,
        "title": told.title,
        "message": told.message,
        "help": told.help,
        "path": diagnostic.span.path,
    }
    if isinstance(place, CellAnchor):
        found |= {"sheet": place.sheet, "cell": f"{place.letter}{place.row}"}
    else:
        found |= {"line": place.line, "column": place.column}
    found["text"] = diagnostic.span.source.text[diagnostic.span.start : diagnostic.span.end]
    return found


def to_sarif(diagnostics: tuple[Diagnostic, ...], words: Language, paths: tuple[str, ...] = ()) -> str:
    """SARIF 2.1.0; a cell has no line, so it is a logical location « Sheet!B10 »."""
    codes = sorted({item.code for item in diagnostics}, key=lambda code: code.id)
    rules = [
        {"id": code.id, "name": code.slug, "shortDescription": {"text": words.titles[code.id]}, "helpUri": f"{PAGES}{code.id}.md"}
        for code in codes
    ]
    results = []
    for item in diagnostics:
        told = tell(item, words)
        text = told.message + (f" ({told.help})" if told.help else "")
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": item.span.path}}}
        place = item.span.place
        if isinstance(place, LineAnchor):
            location["physicalLocation"]["region"] = {"startLine": place.line, "startColumn": place.column}
        else:
            location["logicalLocations"] = [{"fullyQualifiedName": str(place)}]
            if place.line:
                location["physicalLocation"]["region"] = {"startLine": place.line}
        results.append({"ruleId": item.code.id, "level": LEVELS[item.severity], "message": {"text": text}, "locations": [location]})
    driver = {"name": "rulespec", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def to_github(diagnostics: tuple[Diagnostic, ...], words: Language, paths: tuple[str, ...] = ()) -> str:
    """Workflow commands, one a line."""
    lines = []
    for item in diagnostics:
        told = tell(item, words)
        place = item.span.place
        where = f"file={_property(item.span.path)}"
        message = told.message + (f" ({told.help})" if told.help else "")
        if isinstance(place, LineAnchor):
            where += f",line={place.line},col={place.column}"
        else:
            where += f",line={place.line}" if place.line else ""
            message = f"[{place}] {message}"
        kind = {"error": "error", "warning": "warning", "note": "notice"}[item.severity.value]
        title = _property(f"{item.code.id} {told.title}")
        lines.append(f"::{kind} {where},title={title}::{_data(message)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_junit(diagnostics: tuple[Diagnostic, ...], words: Language, paths: tuple[str, ...]) -> str:
    """A test case for each document: it fails where the document has errors."""
    errors = [item for item in diagnostics if item.severity is Severity.ERROR]
    names = sorted({*paths, *(item.span.path for item in errors)})
    suite = ElementTree.Element("testsuite", name="rulespec check", tests=str(len(names)), failures=str(len({i.span.path for i in errors})))
    for name in names:
        case = ElementTree.SubElement(suite, "testcase", classname="rulespec.check", name=name)
        own = [item for item in errors if item.span.path == name]
        if own:
            failure = ElementTree.SubElement(case, "failure", message=f"{len(own)}")
            failure.text = "\n".join(f"{item.span.place} {item.code.id} {tell(item, words).message}" for item in own)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)
