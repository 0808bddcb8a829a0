"""A DMN 1.1 to 1.5 model to a document of decision tables and calculations (a country of its own, in English), with what is to be told.

A decision that the rule language can't say is refused alone, at its row and column; nothing of the model is dropped untold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import yaml
from defusedxml.ElementTree import parse as parse_xml

from rulespec.compiler.ground.text import slug
from rulespec.importing.dmn_built import Built
from rulespec.importing.dmn_names import ENTITY, FILE, Declared, Names
from rulespec.importing.dmn_tables import calculation, table
from rulespec.importing.dmn_xml import language_of, name_of, tag, text_of
from rulespec.importing.feel import Feel, Refused
from rulespec.importing.feel_functions import call
from rulespec.importing.feel_said import Symbol
from rulespec.importing.feel_sentences import Teller

MANIFEST = {"package": "", "language": "en", "entities": {ENTITY[0]: {"plural": ENTITY[1]}}, "documents": [FILE]}
BOXED = {"context", "invocation", "relation", "list", "functionDefinition", "conditional", "for", "every", "some", "filter"}
# Elements beside decisions and inputs, each with the sentence that says what became of it.
OTHERS = {
    "businessKnowledgeModel": "knowledge model", "decisionService": "service", "import": "import", "knowledgeSource": "source",
    "textAnnotation": "annotation", "group": "drawing", "elementCollection": "organisation", "organizationUnit": "organisation",
    "performanceIndicator": "organisation",
}  # fmt: skip


class DmnError(Exception):
    """The file is no DMN model: the sentence says why."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell about a model: `key` names its sentence in the words, `fields` fill it.

    Attributes:
        row: the number of a rule of the decision's table, from 1; 0 for the decision itself.
        column: the input or output of the table.
        refuses: True where the decision was left out for it.
    """

    decision: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    column: str = ""
    refuses: bool = False


@dataclass(frozen=True)
class Model:
    """A model as imported: its data, and what each decision became.

    Attributes:
        decisions: what was imported, by the decision's name in the model.
        called: the decisions by the names that the model or a test gives them.
        inputs: the data by their names in the model.
    """

    name: str
    decisions: Mapping[str, Built]
    called: Mapping[str, str]
    inputs: Mapping[str, Declared]
    remarks: tuple[Remark, ...] = ()

    @property
    def manifest(self) -> str:
        return _yaml({**MANIFEST, "package": f"dmn_{slug(self.name)}", "title": self.name})

    @property
    def document(self) -> str:
        flags = {name for built in self.decisions.values() for name in built.flags}
        data: dict[str, Any] = {}
        for item in {item.shown: item for item in self.inputs.values()}.values():
            data[item.shown] = item.datum
            if item.shown in flags:
                data[f"{item.shown} is known"] = {"reads": item.known}
        tables = {name: told for built in self.decisions.values() for name, told in built.tables.items()}
        calculations = {name: told for built in self.decisions.values() for name, told in built.calculations.items()}
        document: dict[str, Any] = {"about": "person", "data": data, "tables": tables, "calculations": calculations}
        return _yaml({key: value for key, value in document.items() if value or key == "tables"})

    @property
    def skipped(self) -> tuple[Remark, ...]:
        """Why decisions were left out."""
        return tuple(remark for remark in self.remarks if remark.refuses)

    def told(self, remarks: list[Remark]) -> Model:
        """The model with more to tell."""
        return replace(self, remarks=(*self.remarks, *remarks))

    def without(self, remarks: list[Remark]) -> Model:
        """The model without some decisions and those that read them."""
        told = list(remarks)
        gone = {remark.decision for remark in remarks}
        left = {name: built for name, built in self.decisions.items() if name not in gone}
        while readers := {name: sorted(built.reads & gone) for name, built in left.items() if built.reads & gone}:
            told += [Remark(name, "dmn not imported", {"name": read[0]}, refuses=True) for name, read in readers.items()]
            gone |= set(readers)
            left = {name: built for name, built in left.items() if name not in gone}
        return replace(self, decisions=left, remarks=(*self.remarks, *told))


def read_model(path: Path) -> Model:
    """A DMN file to a model. Raises DmnError for a file that is none."""
    try:
        root = parse_xml(path).getroot()
    except Exception as error:  # expat, entities refused, I/O: all mean that there is no model here
        raise DmnError(f"{path.name}: {error}") from error
    if root is None or tag(root) != "definitions":
        raise DmnError(f"{path.name}: <{tag(root) if root is not None else ''}> is not a DMN model (<definitions>)")
    return _Reader(root, path.stem).model()


class _Reader:
    """The decisions of a model, each read when another one or the model asks for it."""

    def __init__(self, root: Element, stem: str) -> None:
        self.root = root
        self.title = root.get("name") or stem
        self.remarks: list[Remark] = []
        self.built: dict[str, Built] = {}
        self.refused: set[str] = set()
        self.reading: list[str] = []
        self.names = Names(root)
        self.feel = Feel(self.names.all())
        self.names.infer(self.feel)

    def model(self) -> Model:
        for name in self.names.decisions:
            self.read(name)
        self.tell_others()
        decisions = {name: self.built[name] for name in self.names.decisions if name in self.built}
        asked = {name for built in decisions.values() for name in built.reads}
        finished = {name: built.finished(name in asked) for name, built in decisions.items()}
        told = {(key, *sorted(fields.items())): Remark("", key, fields) for key, fields in self.names.told}
        self.remarks += told.values()
        inputs = {name: item for name, item in self.names.inputs.items() if not item.reason}
        return Model(self.title, finished, self.names.called, inputs, tuple(self.remarks))

    def get(self, name: str) -> Symbol | None:
        """What a name means to an expression: a datum, an output of a decision."""
        found = self.names.inputs.get(name)
        if found is not None:
            return found.symbol
        owner = self.names.owners.get(name)
        if owner is None:
            return Symbol(name, self.names.other, reason="knowledge model read") if name in self.names.functions else None
        decision, index = owner
        if decision in self.reading:
            return Symbol(name, self.names.other, reason="cycle")
        self.read(decision)
        built = self.built.get(decision)
        return built.symbol(index) if built is not None else Symbol(name, self.names.other, reason="not imported")

    def read(self, name: str) -> None:
        """Import a decision, once; what can't be is told."""
        if name in self.built or name in self.refused:
            return
        element = self.names.decisions[name]
        teller = Teller(self, self.names.shown[name], call)
        self.reading.append(name)
        remarks: list[Remark] = []
        try:
            built = self.decision(name, element, teller, remarks)
        except Refused as problem:
            built = None
            remarks.append(Remark(name, f"dmn {problem.key}", problem.fields, refuses=True))
        self.reading.pop()
        self.remarks += remarks
        if built is None or any(remark.refuses for remark in remarks):
            self.refused.add(name)
            return
        reads = frozenset(self.names.owners[read][0] for read in teller.reads if read in self.names.owners)
        self.built[name] = replace(built, reads=reads, flags=frozenset(teller.flags), parts=dict(teller.parts))

    def decision(self, name: str, element: Element, teller: Teller, remarks: list[Remark]) -> Built | None:
        if name in self.names.twice:
            raise Refused("two decisions", name=name)
        logic = next((item for item in element if tag(item) in BOXED | {"decisionTable", "literalExpression"}), None)
        if logic is None:
            raise Refused("no logic")
        if tag(logic) in BOXED:
            raise Refused("boxed", kind=tag(logic))
        language_of(logic, self.root)
        note = self.names.note(element)
        if tag(logic) == "literalExpression":
            return calculation(name, self.names, teller, self.feel.expression(text_of(logic)), note)

        def refuse(row: int, column: str, problem: Refused, refuses: bool) -> None:
            remarks.append(Remark(name, f"dmn {problem.key}", problem.fields, row, column, refuses))

        return table(name, self.names, teller, self.feel, logic, self.root, note, refuse)

    def tell_others(self) -> None:
        """What a model holds beside its decisions and inputs, and that has no place in the document."""
        for element in self.root:
            key = OTHERS.get(tag(element))
            if key is None or element.get("id") in self.names.noted:
                continue
            name = name_of(element) or text_of(element)[:80] or element.get("id", "?")
            self.remarks.append(Remark("", f"dmn {key}", {"name": name}))
        if any(True for element in self.root.iter() if tag(element) == "extensionElements" and len(element)):
            self.remarks.append(Remark("", "dmn extensions"))


class _Dumper(yaml.SafeDumper):
    """YAML without aliases: rulespec refuses them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(tree: Mapping[str, Any]) -> str:
    return yaml.dump(dict(tree), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
