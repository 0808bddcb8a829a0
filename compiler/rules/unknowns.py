"""The names in a cell to the data among them that may not be known, and to what says so."""

from __future__ import annotations

from collections.abc import Iterable

from rulespec.compiler import ir
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.reads import path_to
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import BOOLEAN
from rulespec.compiler.ground.operators import Aggregation
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.rules.assembling import Assembly, Missing
from rulespec.compiler.sentences.lexing import scan


def missing_in(cells: Iterable[Cell | None], assembly: Assembly, sheet: Sheet, ctx: Context) -> list[Missing]:
    """The data that some cells name, each once, for which the document says only « refused » or « granted » where they are not known."""
    found: dict[str, Missing] = {}
    if not any(item.value is None and path in ("", sheet.document.path) for (path, _), item in assembly.missing.items()):
        return []
    for cell in cells:
        for token in scan(cell.text, ctx.scope.lexicon()).tokens if cell is not None else ():
            name = normalise(str(token))
            missing = assembly.missing.get((sheet.document.path, name)) or assembly.missing.get(("", name))
            if token.type == "NAME" and missing is not None and missing.value is None:
                found.setdefault(name, missing)
    return list(found.values())


def known_in_row(head: Cell, cell: Cell, assembly: Assembly, sheet: Sheet, ctx: Context) -> list[ir.Expression]:
    """Whether the data that a cell of a table looks at are known; « granted » says nothing there, where rows exclude each other."""
    unknown = missing_in((head, cell), assembly, sheet, ctx)
    for item in unknown:
        if item.policy is ir.Missing.ACCEPT:
            assembly.diagnostics.report(codes.UnknownWord.Table(name=item.name), cell.span)
    return [known_of(item, ctx) for item in unknown if item.policy is ir.Missing.REFUSE]


def known_of(missing: Missing, ctx: Context) -> ir.Expression:
    """Whether a datum is known, for the rule's own population: for each member where it is a person's."""
    declared = missing.known
    via = path_to(declared.entity, ctx)
    if via is not None:
        return ir.Read(declared.name, declared.entity, via, SAME, False, BOOLEAN, own=True)
    read = ir.Read(declared.name, declared.entity, (), SAME, False, BOOLEAN, own=True)
    return ir.Fold(Aggregation.EVERY, ctx.entity, None, None, read, BOOLEAN)
