"""The test files of DMN's Technology Compatibility Kit: each expected result against what the imported tables answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse as parse_xml

from rulespec.compiler.evaluating.interpreter import NoValue
from rulespec.importing.dmn import DmnError, Model
from rulespec.importing.dmn_evaluating import evaluate
from rulespec.projects.compiling import Checked


@dataclass(frozen=True, slots=True)
class TckResult:
    """One expected result of a test case."""

    case: str
    decision: str
    expected: Any
    found: Any
    reason: str = ""

    @property
    def passed(self) -> bool:
        return not self.reason and same(self.found, self.expected)


def run_tck(path: Path, checked: Checked, model: Model) -> tuple[TckResult, ...]:
    """All the results that a test file expects. Raises DmnError for a file that is none."""
    try:
        root = parse_xml(path).getroot()
    except Exception as error:  # expat, entities refused, I/O: all mean that there is no test here
        raise DmnError(f"{path.name}: {error}") from error
    if root is None or _tag(root) != "testCases":
        raise DmnError(f"{path.name}: <{_tag(root) if root is not None else ''}> is not a test file of the TCK (<testCases>)")
    return tuple(_results(root, checked, model))


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _results(root: Element, checked: Checked, model: Model) -> Iterator[TckResult]:
    for case in (item for item in root if _tag(item) == "testCase"):
        given = {item.get("name", ""): _content(item) for item in case if _tag(item) == "inputNode"}
        for node in (item for item in case if _tag(item) == "resultNode"):
            name = " ".join(node.get("name", "").split())
            decision = model.called.get(name, name)
            wanted = next((_content(item) for item in node if _tag(item) == "expected"), None)
            identifier = case.get("id", "")
            if decision not in model.decisions:
                yield TckResult(identifier, name, wanted, None, "this decision was not imported")
                continue
            try:
                yield TckResult(identifier, name, wanted, evaluate(checked, model, decision, given))
            except NoValue as problem:
                yield TckResult(identifier, name, wanted, None, f"{problem}")


def _content(element: Element) -> Any:
    """A value, the components of a structure, or the items of a list."""
    inner = [item for item in element if _tag(item) in ("value", "component", "list")]
    if not inner:
        return None
    if _tag(inner[0]) == "component":
        return {item.get("name", ""): _content(item) for item in inner}
    if _tag(inner[0]) == "list":
        return [_content(item) for item in inner[0] if _tag(item) == "item"]
    return _scalar(inner[0])


def _scalar(element: Element) -> Any:
    kind = next((text.rsplit(":", 1)[-1] for key, text in element.attrib.items() if key.endswith("type")), "string")
    if any(key.endswith("nil") and flag == "true" for key, flag in element.attrib.items()):
        return None
    text = element.text or ""
    match kind:
        case "decimal" | "double" | "integer" | "int" | "float":
            return _decimal(text)
        case "boolean":
            return text.strip() == "true"
        case "date":
            return _date(text)
        case _:
            return text


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text.strip())
    except ArithmeticError:
        return text


def _date(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return text


def same(found: Any, expected: Any) -> bool:
    """Equality of results; numbers to eight decimals, as the kit allows."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) < Decimal("1e-8")
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(same(a, b) for a, b in zip(found, expected, strict=True))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in found)
    return bool(found == expected)
