"""The names of a DMN model to what they are called in the document: its data with their types, its decisions, their outputs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any
from xml.etree.ElementTree import Element

from rulespec.compiler.ground.reserved import is_taken_in_formulas
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.words import language
from rulespec.importing.dmn_hints import TYPES, alone_in, hint, names_in, nodes_of
from rulespec.importing.dmn_xml import child, children, name_of, tag, text_of, type_of
from rulespec.importing.feel import Feel
from rulespec.importing.feel_said import FeelType, Symbol

FILE = "decisions.yaml"
ENTITY = ("person", "persons")
WHOLE = {"integer", "long", "int", "short"}
KINDS = {FeelType.NUMBER: "number", FeelType.TEXT: "text", FeelType.BOOLEAN: "yes / no", FeelType.DATE: "date"}
WORDS = re.compile(r"[^\W\d]\w*(?:(?:\s+|\s*\.\s*)\w+)*\Z")


@dataclass(frozen=True, slots=True)
class Declared:
    """A datum of the document.

    Attributes:
        datum: its fields in the document.
        known: the variable that says whether it is known.
        reason: why it can't be read; empty where it can.
    """

    shown: str
    type: FeelType
    datum: Mapping[str, Any]
    reason: str = ""

    @property
    def identifier(self) -> str:
        return str(self.datum["identifier"])

    @property
    def known(self) -> str:
        return f"{FILE.partition('.')[0]}_{slug(self.shown)}_known"

    @property
    def symbol(self) -> Symbol:
        return Symbol(self.shown, self.type, datum=True, reason=self.reason)


@dataclass(eq=False)
class Names:
    """What the names of a model mean.

    Attributes:
        decisions: the elements of the decisions, by name.
        shown: the name of a decision in the document.
        outputs: for each decision, its outputs: the name in the model and in the document.
        owners: a name that an expression can read to a decision and the number of its output.
        called: other names of decisions to their name: that of their variable.
        twice: names that two decisions have.
        functions: the names of the knowledge models.
        noted: the identifiers of what was kept as a note.
        told: what is to be told of the names.
    """

    root: Element
    inputs: dict[str, Declared] = field(default_factory=dict)
    decisions: dict[str, Element] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    owners: dict[str, tuple[str, int]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    other: FeelType = FeelType.OTHER

    def __post_init__(self) -> None:
        self.taken: set[str] = set()
        self.identifiers: set[str] = set()
        self.undeclared: dict[str, str] = {}
        self.allowed: dict[str, str] = {}
        self.types = {name_of(item): item for item in children(self.root, "itemDefinition")}
        self.by_id = {item.get("id"): item for item in self.root.iter() if item.get("id")}
        self.functions = {name_of(item) for item in children(self.root, "businessKnowledgeModel")}
        names = Counter(name_of(item) for item in children(self.root, "decision"))
        for item in children(self.root, "inputData"):
            self.declare_input(item)
        for item in children(self.root, "decision"):
            name = name_of(item) or item.get("id", "?")
            if names[name] > 1 or name in self.inputs:
                self.twice.add(name)
            if name not in self.decisions:
                self.decisions[name] = item
                self.declare_decision(name, item)
        self.add_outputs()
        self.add_undeclared()

    def all(self) -> Iterator[str]:
        """All the names that an expression can read."""
        yield from (*self.inputs, *self.owners, *self.undeclared, *self.functions)

    def name(self, wanted: str) -> str:
        """A name for the document: the model's own, unless the rule language or another name is in the way."""
        words = language("en")
        found = wanted.replace('"', "'")
        if not found[:1].isalpha():
            found = f"value {found}"
        if normalise(found) in {normalise(word) for word in words.keywords} or words.timing.read(found) is not None:
            found = f"{found} value"
        base, number = found, 1
        while normalise(found) in self.taken or slug(found) in {slug(name) for name in self.taken}:
            number += 1
            found = f"{base} {number}"
        self.taken.add(normalise(found))
        if found != wanted:
            self.told.append(("dmn renamed", {"name": wanted, "shown": found}))
        return found

    def identifier(self, name: str) -> str:
        """An identifier that nothing else has, here and in the code of the package."""
        base = slug(name, 100)
        base = found = f"{base}_value" if is_taken_in_formulas(base) or base in ENTITY else base
        number = 1
        while found in self.identifiers:
            number += 1
            found = f"{base}_{number}"
        self.identifiers.add(found)
        return found

    def declare_input(self, item: Element) -> None:
        variable = child(item, "variable")
        name = name_of(item)
        own = name_of(variable) if variable is not None else ""
        note = self.note(item)
        for path, type_, values in self.leaves("", type_of(variable)):
            shown = (own or name) + path
            self.declare(shown, type_, note, values)
            if own and own != name:
                # Its expressions read the variable; a test names the input.
                self.inputs.setdefault(name + path, self.inputs[shown])

    def leaves(self, path: str, type_: str, depth: int = 0) -> Iterator[tuple[str, str, str]]:
        """The data of an input: itself, or its components by their path; with the values that its type allows."""
        definition = self.types.get(type_)
        if definition is None or depth > 10:
            yield path, type_, ""
            return
        if definition.get("isCollection") == "true":
            yield path, "collection", ""
            return
        components = list(children(definition, "itemComponent"))
        if not components:
            allowed = text_of(child(definition, "allowedValues"))
            for inner, found, values in self.leaves(path, type_of(definition) or "string", depth + 1):
                yield inner, found, allowed or values
        for component in components:
            own = f"{path}.{name_of(component)}"
            if component.get("isCollection") == "true":
                yield own, "collection", ""
            else:
                yield from self.leaves(own, type_of(component), depth + 1)

    def declare(self, name: str, type_: str, note: str = "", values: str = "") -> None:
        if name in self.inputs:
            self.inputs[name] = replace(self.inputs[name], reason="two decisions")
            self.told.append(("dmn two decisions", {"name": name}))
            return
        shown = self.name(name)
        found = TYPES.get(type_, FeelType.LIST if type_ == "collection" else None)
        datum: dict[str, Any] = {"kind": "", "identifier": self.identifier(name), "if unknown": "refused"}
        if note:
            datum["note"] = note
        if values:
            self.allowed[name] = values
            self.told.append(("dmn allowed values", {"name": name, "values": values}))
        declared = Declared(shown, found or FeelType.NULL, datum)
        self.inputs[name] = self.typed(declared, found, type_ in WHOLE) if found is not None else declared

    def typed(self, declared: Declared, type_: FeelType, whole: bool = False) -> Declared:
        """A datum with its type; of a type that no datum has, it can't be read."""
        if type_ not in KINDS:
            return replace(declared, type=type_, reason="list read" if type_ is FeelType.LIST else "type read")
        kind = "whole number" if whole else KINDS[type_]
        return replace(declared, type=type_, datum={**declared.datum, "kind": kind})

    def declare_decision(self, name: str, item: Element) -> None:
        shown = self.shown[name] = self.name(name)
        variable = child(item, "variable")
        table = child(item, "decisionTable")
        outputs = list(children(table, "output")) if table is not None else []
        if len(outputs) > 1:
            owns = [output.get("name") or output.get("label") or f"output {index}" for index, output in enumerate(outputs, start=1)]
            normal = [normalise(own) for own in owns]
            self.outputs[name] = tuple(
                (own, self.name(own if normal[index] not in self.taken and normal.count(normal[index]) == 1 else f"{name} {own}"))
                for index, own in enumerate(owns)
            )
        else:
            self.outputs[name] = ((outputs[0].get("name") or name if outputs else name, shown),)
            self.owners[name] = (name, 0)
        self.called[name] = name
        own = name_of(variable) if variable is not None else ""
        if own and own != name:
            self.called.setdefault(own, name)
            if len(self.outputs[name]) == 1:
                self.owners.setdefault(own, (name, 0))
        for prefix in dict.fromkeys((name, own or name)):
            for index, (output, _) in enumerate(self.outputs[name]):
                self.owners.setdefault(f"{prefix}.{output}", (name, index))

    def add_outputs(self) -> None:
        """An output's own name is read by the decisions that require it, as Camunda does, where only one output has it."""
        count = Counter(own for outputs in self.outputs.values() for own, _ in outputs)
        for name, outputs in self.outputs.items():
            for index, (own, _) in enumerate(outputs):
                if count[own] == 1 and own not in self.inputs:
                    self.owners.setdefault(own, (name, index))

    def add_undeclared(self) -> None:
        """Inputs of tables that no element declares: Camunda's modeler names them by their expression alone."""
        reserved = {"true", "false", "null"}
        for item in self.root.iter():
            if tag(item) != "input":
                continue
            expression = child(item, "inputExpression")
            text = re.sub(r"\s*\.\s*", ".", " ".join(text_of(expression).split()))
            if WORDS.match(text) and text not in (*self.inputs, *self.owners, *self.functions, *reserved) and text not in self.undeclared:
                if not re.search(r"(?:^| )(?:and|or|in|between|if|then|else|not|for|return)(?: |$)", text):
                    self.undeclared[text] = type_of(expression)

    def infer(self, reader: Feel) -> None:
        """Declare the names that no element declares, and give a type to the data that have none, by what they are compared with."""
        hints: dict[str, FeelType] = {}
        read: dict[str, str] = {}
        said: set[str] = set()
        for decision, element in self.decisions.items():
            for node, is_answer in nodes_of(element, reader):
                for name in names_in(node):
                    read.setdefault(name, decision)
                said |= set(names_in(node)) - set(alone_in(node, is_answer))
                hint(node, hints)
        drawn = [*self.inputs, *self.owners]
        for name, decision in read.items():
            if name in self.inputs or name in self.owners or name in self.functions:
                continue
            if name not in said:
                continue  # a whole cell, or a whole answer: a text without its quotes, which the row tells
            near = [other for other in drawn if other.lower() == name.lower()] or get_close_matches(name, drawn, 1, 0.85)
            if near:
                self.told.append(("dmn near", {"name": name, "near": near[0], "decision": decision}))
                continue
            self.declare(name, self.undeclared.get(name, ""))
            self.told.append(("dmn undeclared", {"name": name, "decision": decision}))
        for name, declared in self.inputs.items():
            if declared.type is FeelType.NULL:
                type_ = hints.get(name, FeelType.TEXT)
                self.inputs[name] = self.typed(declared, type_)
                self.told.append(("dmn guessed", {"name": name, "type": f"@dmn {type_.value}"}))

    def note(self, element: Element) -> str:
        """What a model says of an element in words: its description, question, sources and annotations."""
        said = [text_of(child(element, key)) for key in ("description", "question", "allowedAnswers")]
        for requirement in children(element, "authorityRequirement"):
            for required in requirement:
                found = self.by_id.get(required.get("href", "").partition("#")[2])
                if found is not None and tag(found) == "knowledgeSource":
                    self.noted.add(found.get("id", ""))
                    said.append(
                        " ".join(part for part in (name_of(found), found.get("locationURI", ""), text_of(child(found, "type"))) if part)
                    )
        for association in children(self.root, "association"):
            ends = [child(association, key) for key in ("sourceRef", "targetRef")]
            keys = [end.get("href", "").partition("#")[2] for end in ends if end is not None]
            if element.get("id") in keys:
                for key in keys:
                    found = self.by_id.get(key)
                    if found is not None and tag(found) == "textAnnotation":
                        self.noted.add(key)
                        said.append(text_of(found))
        return "\n".join(dict.fromkeys(part for part in said if part))
