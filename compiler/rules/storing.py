"""What a case tells to what OpenFisca keeps of it: in which period, and whether a number survives."""

from __future__ import annotations

from decimal import Decimal

from rulespec.compiler.documents.values import kept_in_32_bits, write_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Variable
from rulespec.compiler.ground.diagnostics import Diagnostics, Severity
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.windows import THIS_MONTH, THIS_YEAR, When, Window, when
from rulespec.compiler.words import Language


def storable(value: Decimal, variable: Variable, cell: Cell, expected: bool, words: Language, diagnostics: Diagnostics) -> Decimal | None:
    """A number that OpenFisca keeps: a whole one in 32 bits, an amount of the country to its cents; None after a report."""
    if variable.type.integer:
        if abs(value) < 2**31:
            return value
        diagnostics.report(codes.LargeAmount.Whole(value=cell.text), cell.span, level=Severity.ERROR)
        return None
    if not variable.own and not expected and (kept := kept_in_32_bits(value)) != round(value, 4):
        stored = codes.LargeAmount.Stored(value=cell.text, kept=write_number(kept, words))
        diagnostics.report(stored, cell.span)
    return value


def period_of(variable: Variable, window: Window | None, period: str) -> str:
    """The period in which a variable takes a value given at the case's date."""
    if variable.period is Period.ETERNITY:
        return "ETERNITY"
    at = when(period)
    if variable.period is Period.YEAR:
        return When((window if window is not None and window.is_year else THIS_YEAR).months(at)[0].year).key
    return (window if window is not None and window.is_month else THIS_MONTH).months(at)[0].key
