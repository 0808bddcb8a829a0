"""A DMN 1.3 to 1.5 model to a document of decision tables (a country of its own, in English), and its decisions evaluated."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import yaml
from defusedxml.ElementTree import parse as parse_xml

from rulespec.compiler import ir
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.text import normalise, slug
from rulespec.importing.feel import UnsupportedFeel, expression, tests, value, values
from rulespec.projects.compiling import Checked

POLICIES = {"UNIQUE": "U", "ANY": "A", "PRIORITY": "P", "FIRST": "F", "RULE ORDER": "R", "OUTPUT ORDER": "O", "COLLECT": "C"}
AGGREGATIONS = {"SUM": "C+", "MIN": "C<", "MAX": "C>", "COUNT": "C#"}
KINDS = {"string": "text", "number": "number", "boolean": "yes / no", "date": "date"}
MANIFEST = {"package": "", "language": "en", "entities": {"person": {"plural": "persons"}}, "documents": ["decisions.yaml"]}
PERIOD = "2024-01"
PYTHON_TYPES = {Kind.BOOLEAN: bool, Kind.NUMBER: Decimal, Kind.TEXT: str, Kind.CHOICE: str, Kind.DATE: datetime.date}


class DmnError(Exception):
    """The file is no DMN model, or holds what the rule language can't say: the sentence says which."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision made by a table: the names of its outputs in the model, and their names in the document."""

    name: str
    policy: str
    outputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Model:
    """A model as imported: the texts of the project's files, and what its decisions are called."""

    manifest: str
    document: str
    decisions: Mapping[str, Decision]
    inputs: Mapping[str, str]
    skipped: tuple[str, ...] = field(default=())


def read_model(path: Path) -> Model:
    """A DMN file to the texts of a project. Raises DmnError for a file that is no model."""
    try:
        root = parse_xml(path).getroot()
    except Exception as error:  # expat, entities refused, I/O: all mean that there is no model here
        raise DmnError(f"{path.name}: {error}") from error
    if _tag(root) != "definitions":
        raise DmnError(f"{path.name}: <{_tag(root)}> is not a DMN model (<definitions>)")
    return _Reader(root, path.stem).model()


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == name)


def _child(element: Element, name: str) -> Element | None:
    return next(_children(element, name), None)


def _text(element: Element | None) -> str:
    """The text of an expression: in its <text>."""
    if element is None:
        return ""
    inner = _child(element, "text")
    return ((inner if inner is not None else element).text or "").strip()


class _Reader:
    def __init__(self, root: Element, stem: str) -> None:
        self.root = root
        self.name = root.get("name") or stem
        self.types = {item.get("name", ""): item for item in _children(root, "itemDefinition")}
        self.skipped: list[str] = []
        self.inputs: dict[str, str] = {}
        self.taken: set[str] = set()

    def model(self) -> Model:
        data: dict[str, Any] = {}
        for item in _children(self.root, "inputData"):
            variable = _child(item, "variable")
            name = item.get("name", "")
            for path, kind in self.leaves(name, (variable.get("typeRef") if variable is not None else "") or ""):
                data[path] = {"kind": KINDS[kind], "identifier": slug(path)}
                self.inputs[path] = slug(path)
                self.taken.add(normalise(path))
        tables: dict[str, Any] = {}
        calculations: dict[str, Any] = {}
        decisions: dict[str, Decision] = {}
        for item in _children(self.root, "decision"):
            name = item.get("name", "")
            table = _child(item, "decisionTable")
            literal = _child(item, "literalExpression")
            try:
                if table is not None:
                    tables[name], decisions[name] = self.table(name, table)
                elif literal is not None:
                    calculations[name] = {"formula": expression(_text(literal)), "identifier": slug(name)}
                    decisions[name] = Decision(name, "", ((name, name),))
                else:
                    self.skipped.append(name)
            except UnsupportedFeel as problem:
                self.skipped.append(f"{name}: {problem}")
        document: dict[str, Any] = {"about": "person", "data": data, "tables": tables}
        if calculations:
            document["calculations"] = calculations
        manifest = {**MANIFEST, "package": f"dmn_{slug(self.name)}", "title": self.name}
        return Model(_yaml(manifest), _yaml(document), decisions, self.inputs, tuple(self.skipped))

    def leaves(self, name: str, type_: str) -> Iterator[tuple[str, str]]:
        """The data of an input: itself, or its components by their path."""
        definition = self.types.get(type_.split(":")[-1])
        if definition is None:
            kind = type_.split(":")[-1]
            yield name, kind if kind in KINDS else "string"
            return
        components = list(_children(definition, "itemComponent"))
        if not components:
            yield from self.leaves(name, (_child(definition, "typeRef") or definition).text or "string")
        for component in components:
            inner = (_text(_child(component, "typeRef")) or "string").strip()
            yield from self.leaves(f"{name}.{component.get('name', '')}", inner)

    def table(self, name: str, table: Element) -> tuple[dict[str, Any], Decision]:
        policy = POLICIES[table.get("hitPolicy", "UNIQUE")]
        if policy == "C" and table.get("aggregation"):
            policy = AGGREGATIONS[table.get("aggregation", "")]
        inputs = [expression(_text(_child(item, "inputExpression"))) for item in _children(table, "input")]
        outputs = list(_children(table, "output"))
        names: list[tuple[str, str]] = []
        for item in outputs:
            own = item.get("name") or item.get("label") or name
            shown = own if len(outputs) > 1 else name
            if normalise(shown) in self.taken:
                shown = f"{name} {own}"
            self.taken.add(normalise(shown))
            names.append((own, shown))
        rows = []
        for rule in _children(table, "rule"):
            cells = [tests(_text(entry)) for entry in _children(rule, "inputEntry")]
            rows.append([*cells, *(value(_text(entry)) for entry in _children(rule, "outputEntry"))])
        told: dict[str, Any] = {"reading": policy, "if": inputs, "then": [shown for _, shown in names], "rows": rows}
        order = [literal for item in outputs for literal in values(_text(_child(item, "outputValues")))]
        if order and policy in ("P", "O"):
            told["order of outputs"] = list(dict.fromkeys(order))
        defaults = [value(_text(_child(item, "defaultOutputEntry"))) for item in outputs]
        if policy in ("U", "A", "F", "P", "C<", "C>"):
            told["else"] = defaults
        return told, Decision(name, policy, tuple(names))


def _yaml(tree: Mapping[str, Any]) -> str:
    return yaml.dump(dict(tree), allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)


def evaluate(checked: Checked, model: Model, decision: str, given: Mapping[str, Any]) -> Any:
    """What a decision answers for the values of its inputs: a value, a mapping of outputs, a list of hits, or None.

    Numbers are Decimal. Structured inputs are given by path (`Applicant.age`) or as mappings.
    """
    program = checked.program
    assert program is not None
    found = model.decisions[decision]
    case = _case(program, model, given)
    reference = Reference(program, checked.catalog, case)
    table = next((item for item in program.tables if item.name == decision), None)
    if table is None:
        variable = next(item for item in program.variables if item.label == decision)
        return _plain(reference.answer(variable.name, PERIOD, "person"))
    hits = [row for row in table.rows if reference.evaluate(row.test, table.entity, PERIOD, "person") is True]
    if found.policy in ("R", "O", "C"):
        return [_outputs(row, found, reference, table) for row in hits]
    if found.policy.startswith("C"):
        return _plain(reference.answer(table.outputs[0][1], PERIOD, "person")) if hits or found.policy == "C#" else None
    row = hits[0] if hits else table.otherwise
    return _outputs(row, found, reference, table) if row is not None else None


def _outputs(row: ir.TableRow, decision: Decision, reference: Reference, table: ir.Table) -> Any:
    told = [None if item is None else _plain(reference.evaluate(item, table.entity, PERIOD, "person")) for item in row.outputs]
    if len(told) == 1:
        return told[0]
    return None if all(item is None for item in told) else {name: item for (name, _), item in zip(decision.outputs, told, strict=True)}


def _case(program: ir.Program, model: Model, given: Mapping[str, Any]) -> ir.Case:
    span = program.variables[0].span
    values_ = []
    for path, item in _leaves(given):
        name = model.inputs.get(path)
        if name is not None and item is not None:
            scalar = item if isinstance(item, bool | str | datetime.date | Decimal) else Decimal(str(item))
            variable = program.variable(name)
            if variable is not None and not isinstance(scalar, PYTHON_TYPES[variable.type.kind]):
                raise NoValue(f"{path} = {item}: {variable.type.kind.value}")
            values_.append(ir.CaseValue(name, "person", "person", PERIOD, scalar, span))
    return ir.Case("", PERIOD, (ir.Person("person", (), ()),), tuple(values_), (), Decimal(0), False, span)


def _leaves(given: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in given.items():
        if isinstance(item, Mapping):
            yield from _leaves(item, f"{prefix}{name}.")
        else:
            yield prefix + name, item


def _plain(found: Any) -> Any:
    if isinstance(found, Fraction):
        return Decimal(found.numerator) / Decimal(found.denominator)
    return found
