"""Draft, review, production: what an aid may read, and what its document must hold, in its state."""

from __future__ import annotations

from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.documents.document import Document, Mapping, Sequence, Tree, specs
from rulespec.compiler.documents.values import read_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Word
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.rules.assembling import Assembly
from rulespec.compiler.words import Language

# An aid that is closed stays readable as it was in production.
RANKS = {"draft": 0, "review": 1, "production": 2, "closed": 2}


def check_states(assembly: Assembly) -> None:
    """Tell an aid that reads another of a lower state, and one that lacks what its state requires."""
    by_document = {aid.document: aid for aid in assembly.aids}
    variables = {variable.name: variable for variable in assembly.done}
    for aid in assembly.aids:
        for name in sorted(_documents_read(aid, variables)):
            other = by_document.get(name)
            if other is not None and RANKS[other.state] < RANKS[aid.state]:
                assembly.diagnostics.report(
                    codes.LowerState(name=aid.name, state=Word(aid.state), other=other.name, other_state=Word(other.state)), aid.span
                )
    _check_requirements(assembly)
    _check_coverage(assembly)


def _documents_read(aid: ir.Aid, variables: dict[str, ir.Variable]) -> set[str]:
    """The documents whose rules an aid reads, directly or not."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = [aid.variable, *([aid.eligibility] if aid.eligibility else [])]
    while stack:
        name = stack.pop()
        variable = variables.get(name)
        if variable is None or name in seen:
            continue
        seen.add(name)
        if variable.document and variable.document != aid.document:
            found.add(variable.document)
        for formula in variable.formulas:
            stack += [item.variable for item in ir.walk(formula.expression) if isinstance(item, ir.Read) and item.own]
    return found


def required_fields(requirements: Tree | None, words: Language, state: str) -> tuple[str, ...]:
    """The fields that « exigences » asks of a document in a state, as far as they can be read."""
    surface = words.keys_of("Document", tuple(spec.name for spec in specs(Document)))
    found: dict[str, None] = {}
    for entry in requirements.entries if isinstance(requirements, Mapping) else ():
        asked = words.value("states", entry.key.text)
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        if asked is not None and RANKS[asked] <= RANKS[state]:
            found.update((name, None) for item in items if isinstance(item, Cell) and (name := surface.get(_key(item))) is not None)
    return tuple(found)


def _check_requirements(assembly: Assembly) -> None:
    tree, words = assembly.project.manifest.requirements, assembly.project.words
    if not isinstance(tree, Mapping):
        return
    surface = words.keys_of("Document", tuple(spec.name for spec in specs(Document)))
    wanted: dict[int, list[tuple[str, Cell]]] = {}
    for entry in tree.entries:
        state = words.value("states", entry.key.text)
        if state is None:
            _tell_state(assembly, entry.key)
            continue
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        for item in items:
            if not isinstance(item, Cell):
                assembly.diagnostics.report(codes.WrongShape.Leaf(), item.span)
            elif (name := surface.get(_key(item))) is None:
                known = [words.key("Document", spec.name) for spec in specs(Document)]
                unknown = codes.UnknownField(name=item.text, near=_near(item, known), known=", ".join(known))
                assembly.diagnostics.report(unknown, item.span)
            else:
                wanted.setdefault(RANKS[state], []).append((name, item))
    states = {card.document: card for card in (*assembly.aids, *assembly.cards)}
    for sheet in assembly.project.sheets:
        card = states.get(sheet.document.path)
        if card is None:
            continue
        for rank, fields in wanted.items():
            for name, cell in fields:
                if RANKS[card.state] >= rank and card.state != "closed" and not getattr(sheet.document, name):
                    assembly.diagnostics.report(
                        codes.MissingRequirement(name=card.name, field=cell.text, state=Word(card.state)), card.span
                    )


def _check_coverage(assembly: Assembly) -> None:
    """« couverture: {production: 100 %} »: a state that is none would ask nothing of anybody."""
    tree = assembly.project.manifest.coverage
    for entry in tree.entries if isinstance(tree, Mapping) else ():
        if assembly.project.words.value("states", entry.key.text) is None:
            _tell_state(assembly, entry.key)
        if isinstance(entry.value, Cell):
            read_number(entry.value, assembly.project.words, assembly.diagnostics)
        else:
            assembly.diagnostics.report(codes.WrongShape.Leaf(), entry.value.span)


def _tell_state(assembly: Assembly, cell: Cell) -> None:
    names = [assembly.project.words.say("states", key) for key in RANKS]
    assembly.diagnostics.report(codes.UnknownWord(name=cell.text, near=_near(cell, names), known=" ; ".join(names)), cell.span)


def _near(cell: Cell, names: list[str]) -> str:
    found = get_close_matches(_key(cell), [normalise(name) for name in names], 1, 0.6)
    return next((name for name in names if found and normalise(name) == found[0]), "")


def _key(cell: Cell) -> str:
    return normalise(cell.text)
