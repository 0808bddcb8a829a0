"""Names to those that no rule reads, and aids to those that no case holds: what is filled and changes nothing is told."""

from __future__ import annotations

from collections.abc import Iterator

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import OwnSymbol, Scope
from rulespec.compiler.documents.document import Document
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.review.states import RANKS
from rulespec.compiler.rules.assembling import Assembly

# A name that nothing reads, and the variables that it gives.
Unread = tuple[Cell, frozenset[str]]


def unread_of(assembly: Assembly, scopes: list[Scope]) -> tuple[Unread, ...]:
    """The names of the documents that no rule has looked up; to be asked before the cases look up theirs."""
    read = {item.variable for variable in assembly.done for formula in variable.formulas for item in _reads(formula.expression)}
    # A document may read a datum of another by its identifier.
    for scope in (assembly.shared, *scopes):
        read |= {item.declared.name for key, item in scope.symbols.items() if isinstance(item, OwnSymbol) and key in scope.read}
    found: list[Unread] = []
    for sheet, scope in zip(assembly.project.sheets, scopes, strict=True):
        # The data of an aid that another package computes are questions of its card: there is no rule here to read them.
        for names in _names(sheet.document, assembly.project.is_standalone) if sheet.document.computed_by is None else ():
            variables = frozenset(_variables(names, scope))
            if not variables & read and not any(normalise(name.text) in scope.read for name in names):
                found.append((names[0], variables))
    return tuple(found)


def tell_unread(unread: tuple[Unread, ...], cases: tuple[ir.Case, ...], diagnostics: Diagnostics) -> None:
    """Tell what nothing reads; what a case expects is there to be proved, what it only gives changes nothing."""
    expected = {value.variable for case in cases for value in case.expected}
    for name, variables in unread:
        if not variables & expected:
            diagnostics.report(codes.UnreadName(name=name.text.strip()), name.span)


def check_proved(assembly: Assembly, cases: tuple[ir.Case, ...]) -> None:
    """Tell the aids that no case holds, once they claim to be right: a draft is being written, and its cases come last."""
    held = {case.document for case in cases}
    for aid in assembly.aids:
        if aid.document not in held and RANKS[aid.state] >= RANKS["review"] and aid.state != "closed":
            assembly.diagnostics.report(codes.AidWithoutCase(name=aid.name), aid.span)


def _reads(expression: ir.Expression) -> Iterator[ir.Read]:
    return (item for item in ir.walk(expression) if isinstance(item, ir.Read))


def _names(document: Document, is_country: bool) -> Iterator[tuple[Cell, ...]]:
    """What is declared to be read, by its name; a table by all its answers.

    A table that documents share is an answer itself, and the shared data of a country of its own are for the packages that read it.
    """
    data = () if is_country and document.aid is None else document.data
    # What modifies the country is read by it.
    parameters = [item.name for item in document.parameters if item.modifies is None]
    terms = [*parameters, *(item.name for item in document.scales if item.modifies is None)]
    others = [*(item.name for item in document.zones), *(item.name for item in data)]
    yield from ((name,) for name in (*terms, *others) if name is not None)
    for table in document.tables if document.aid is not None else ():
        if table.outputs:
            yield table.outputs


def _variables(names: tuple[Cell, ...], scope: Scope) -> Iterator[str]:
    for name in names:
        symbol = scope.symbols.get(normalise(name.text))
        if isinstance(symbol, OwnSymbol):
            yield symbol.declared.name
