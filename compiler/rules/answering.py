"""The rows of a decision table to what it answers: that of the row that applies, or a sum, a count, a list over several."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.ground.kinds import NONE, TEXT, Kind, Type, number
from rulespec.compiler.ground.operators import Comparison, Connective, Extremum, Operation

ROW = Type(Kind.NUMBER, NONE, integer=True)
NEUTRAL: dict[Kind, ir.Scalar] = {Kind.NUMBER: Decimal(0), Kind.BOOLEAN: False, Kind.TEXT: ""}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table once checked, in the order in which they are tried, and what answers where none applies."""

    inputs: tuple[tuple[str, ir.Expression], ...]
    rows: tuple[ir.TableRow, ...]
    otherwise: ir.TableRow | None

    def all(self) -> tuple[ir.TableRow, ...]:
        return (*self.rows, self.otherwise) if self.otherwise is not None else self.rows


def output_type(found: Rows, index: int) -> Type:
    """What an output is, by the first row that says a unit."""
    types = [value.type for row in found.all() if (value := row.outputs[index]) is not None]
    return next((type_ for type_ in types if not type_.bare and not type_.unit.any), types[0] if types else number())


def selected(read: ir.Read, found: Rows, index: int, nothing: ir.Constant) -> ir.Expression:
    """The output of the row whose number is read."""
    type_ = output_type(found, index)
    cases = tuple(
        (ir.Compare(Comparison.EQ, read, ir.Constant(Decimal(number_), ROW)), row.outputs[index] or nothing)
        for number_, row in enumerate(found.rows, start=1)
    )
    if found.otherwise is not None:
        return ir.Select(cases, found.otherwise.outputs[index] or nothing, type_)
    # No gap (the analysis proved it): the last row answers for all that is left.
    return ir.Select(cases[:-1], cases[-1][1], type_)


def collected(policy: ir.HitPolicy, found: Rows, index: int) -> ir.Expression:
    """A sum, a count, a least, a greatest or a list over the rows that apply."""
    type_ = output_type(found, index)
    one = ir.Constant(Decimal(1), ROW)
    zero = ir.Constant(Decimal(0), number(type_.unit))
    kept = [(row.test, value) for row in found.rows if (value := row.outputs[index]) is not None]
    hits = policy.hits
    if hits.is_list:
        return ir.Listing(tuple(kept), TEXT)
    if hits.extremum is None:
        counts = policy is ir.HitPolicy.COUNT
        parts = [ir.If(test, one if counts else value, zero, type_) for test, value in kept]
        total: ir.Expression = parts[0]
        for part in parts[1:]:
            total = ir.Arithmetic(Operation.PLUS, total, part, ROW if counts else type_)
        return total
    worst = ir.Constant(Decimal("Infinity" if hits.extremum is Extremum.MIN else "-Infinity"), type_)
    items = tuple(ir.If(test, value, worst, type_) for test, value in kept)
    best = items[0] if len(items) == 1 else ir.Extreme(hits.extremum, items, type_)
    answer = found.otherwise.outputs[index] if found.otherwise is not None else None
    if found.otherwise is None:
        return best
    any_row = kept[0][0] if len(kept) == 1 else ir.Logic(Connective.OR, tuple(test for test, _ in kept))
    return ir.If(any_row, best, answer or zero, type_)
