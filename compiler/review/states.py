"""Draft, review, production: what an aid may read, and what its document must hold, in its state."""

from __future__ import annotations

from rulespec.compiler import ir
from rulespec.compiler.documents.document import Document, Mapping, Sequence, specs
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.rules.assembling import Assembly

# An aid that is closed stays readable as it was in production.
RANKS = {"draft": 0, "review": 1, "production": 2, "closed": 2}
CHANNELS = ("draft", "review", "production")


def check_states(assembly: Assembly) -> None:
    """Tell an aid that reads another of a lower state, and one that lacks what its state requires."""
    by_document = {aid.document: aid for aid in assembly.aids}
    variables = {variable.name: variable for variable in assembly.done}
    for aid in assembly.aids:
        for name in sorted(_documents_read(aid, variables)):
            other = by_document.get(name)
            if other is not None and RANKS[other.state] < RANKS[aid.state]:
                assembly.diagnostics.report(
                    codes.LOWER_STATE,
                    aid.span,
                    help="promote",
                    name=aid.name,
                    state=f"@{aid.state}",
                    other=other.name,
                    other_state=f"@{other.state}",
                )
    _check_requirements(assembly)


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


def _check_requirements(assembly: Assembly) -> None:
    tree, words = assembly.project.manifest.requirements, assembly.project.words
    if not isinstance(tree, Mapping):
        return
    surface = words.keys_of("Document", tuple(spec.name for spec in specs(Document)))
    wanted: dict[int, list[tuple[str, Cell]]] = {}
    for entry in tree.entries:
        state = words.value("states", entry.key.text)
        if state is None:
            assembly.diagnostics.report(codes.UNKNOWN_WORD, entry.key.span, help="among", word=entry.key.text, words=", ".join(CHANNELS))
            continue
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        for item in items:
            name = surface.get(_key(item)) if isinstance(item, Cell) else None
            if name is None:
                assembly.diagnostics.report(codes.UNKNOWN_FIELD, entry.key.span, name=item.text if isinstance(item, Cell) else "?")
            elif isinstance(item, Cell):
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
                        codes.MISSING_REQUIREMENT, card.span, help="fill", name=card.name, field=cell.text, state=f"@{card.state}"
                    )


def _key(cell: Cell) -> str:
    return normalise(cell.text)
