"""What an aid declares that it does to others: « réduit », « pris en compte dans les ressources de », held against what reads what."""

from __future__ import annotations

from collections.abc import Iterator

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import OwnSymbol, Scope, VariableSymbol
from rulespec.compiler.documents.document import Document
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.rules.assembling import Assembly, text_of


def interactions_of(assembly: Assembly, scopes: list[Scope]) -> tuple[ir.Interaction, ...]:
    """The declared interactions of all aids; one that the rules do not hold is told.

    An aid reduces another, or counts in a base of resources, where the formulas of the other read it. A benefit of the country
    can't know of an aid of the rulebook: that is told too, for whoever keeps the country's package.
    """
    variables = {variable.name: variable for variable in assembly.done}
    found = []
    for sheet, scope in zip(assembly.project.sheets, scopes, strict=True):
        document = sheet.document
        if document.aid is None:
            continue
        own = text_of(document.computed_by) or text_of(document.aid)
        for kind, cell in _declared(document):
            target = _target(assembly, scope, cell)
            if target is None:
                if kind is not ir.InteractionKind.NOT_WITH:
                    _tell_unknown(assembly, scope, cell)
                continue
            held = kind is ir.InteractionKind.NOT_WITH or own in ir.read_by(target, variables)
            if not held:
                unheld = codes.UnheldInteraction if target in variables else codes.UnheldInteraction.Country
                aid = text_of(document.name) or text_of(document.aid)
                assembly.diagnostics.report(unheld(aid=aid, kind=sheet.words.key("Document", kind), target=cell.text), cell.span)
            found.append(ir.Interaction(text_of(document.aid), kind, cell.text, target, cell.span, held))
    return tuple(found)


def _declared(document: Document) -> Iterator[tuple[ir.InteractionKind, Cell]]:
    for kind in ir.InteractionKind:
        for cell in getattr(document, kind):
            yield kind, cell


def _target(assembly: Assembly, scope: Scope, cell: Cell) -> str | None:
    """The variable of an aid, of a base of resources or of a benefit of the country."""
    symbol = scope.find(cell.text)
    if isinstance(symbol, OwnSymbol):
        return symbol.declared.name
    if isinstance(symbol, VariableSymbol):
        return symbol.variable.name
    return cell.text if assembly.project.catalog.variable(cell.text) is not None else None


def _tell_unknown(assembly: Assembly, scope: Scope, cell: Cell) -> None:
    near = scope.near(cell.text, assembly.project.catalog)
    assembly.diagnostics.report(codes.UnknownName(name=cell.text, near=near or ""), cell.span)
