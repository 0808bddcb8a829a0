"""The choices of a datum to a class of choices: its name and those of its members are names that code can have."""

from __future__ import annotations

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.reserved import CLASSES, is_taken_by_classes, is_taken_by_members
from rulespec.compiler.ground.text import camel, normalise, slug
from rulespec.compiler.rules.assembling import Assembly


def choices_of(assembly: Assembly, datum: doc.Datum, identifier: str) -> ir.Choices:
    """The choices of a datum, with the names of their class and of its members in code."""
    labels = [cell.text.strip() for cell in datum.choices]
    names = [cell.text.strip() for cell in datum.choice_names] or [slug(label) for label in labels]
    class_name = _class_of_choices(assembly, datum, identifier)
    if datum.choice_names:
        for cell in datum.choice_names:
            if is_taken_by_members(cell.text.strip()):
                assembly.diagnostics.report(codes.BadIdentifier(id=cell.text.strip(), near=_member(cell.text)), cell.span)
    else:
        names = [_member(label) for label in labels]
    items = tuple(zip(names, labels, strict=False))
    if assembly.choices.get(class_name, dict(items)) != dict(items):
        # Two classes of one name, each with its own choices: labels would be looked for in the wrong one.
        assembly.diagnostics.report(codes.DuplicateName(name=class_name), (datum.choice_type or datum).span)
    assembly.choices[class_name] = dict(items)
    if len({normalise(label) for label in labels}) < len(labels) or len(set(names)) < len(names):
        assembly.diagnostics.report(codes.DuplicateName(name=" ; ".join(labels)), datum.span)
    return ir.Choices(class_name, items)


def _member(label: str) -> str:
    """A choice as a name in the class of its choices: « Nom », which would be `name` in English, is `name_`."""
    name = slug(label)
    return f"{name}_" if is_taken_by_members(name) else name


def _class_of_choices(assembly: Assembly, datum: doc.Datum, identifier: str) -> str:
    """The class of a datum's choices: the author's, else made of its identifier; never one that a module holds already."""
    taken = {entity.python for entity in assembly.project.catalog.entities.values()}
    cell = datum.choice_type
    if cell is None:
        made = camel(identifier)
        return f"{made}Choice" if is_taken_by_classes(made) or made in taken else made
    text = cell.text.strip()
    if is_taken_by_classes(text) or text in taken or not text[0].isupper():
        near = camel(slug(text))
        assembly.diagnostics.report(
            codes.BadIdentifier.Class(id=text, near=f"{near}Choice" if near in taken | CLASSES else near), cell.span
        )
    return text
