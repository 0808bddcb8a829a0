"""What a case tells to what OpenFisca keeps of it: in which period, and whether a number survives."""

from __future__ import annotations

import re
from decimal import Decimal

from rulespec.compiler.documents.values import kept_in_32_bits, write_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Variable
from rulespec.compiler.ground.diagnostics import Diagnostics, Severity
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.windows import THIS_MONTH, THIS_YEAR, When, Window, when
from rulespec.compiler.words import Language

# A period as OpenFisca's own tests and JSON write it: « month:2025-01:2 », « year:2024 ».
OPENFISCA = re.compile(r"(?P<unit>month|year):(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?(?::(?P<size>\d{1,2}))?\Z")


def storable(value: Decimal, variable: Variable, cell: Cell, expected: bool, words: Language, diagnostics: Diagnostics) -> Decimal | None:
    """A number that OpenFisca keeps: a whole one in 32 bits, an amount of the country to its cents; None after a report."""
    if variable.type.integer:
        if abs(value) < 2**31:
            return value
        diagnostics.report(codes.LargeAmount.Whole(value=cell.text), cell.span, level=Severity.ERROR)
        return None
    if not variable.own and not expected and (kept := kept_in_32_bits(value)) != round(value, 4):
        stored = codes.LargeAmount.Stored(value=cell.text, kept=write_number(kept, words))
        # Not a warning: OpenFisca would answer for another amount, 20 000 001 F passing a ceiling of 20 000 000.
        diagnostics.report(stored, cell.span, level=Severity.ERROR)
        return None
    return value


def period_of(variable: Variable, window: Window | None, period: str) -> str:
    """The period in which a variable takes a value given at the case's date."""
    if variable.period is Period.ETERNITY:
        return "ETERNITY"
    at = when(period)
    if variable.period is Period.YEAR:
        return When((window if window is not None and window.is_year else THIS_YEAR).months(at)[0].year).key
    return (window if window is not None and window.is_month else THIS_MONTH).months(at)[0].key


def periods_of(text: str) -> list[str]:
    """The months or years that a period of OpenFisca is made of, as a case writes them: months where it starts within a year."""
    told = OPENFISCA.match(text)
    if told is None:
        return []
    size = int(told["size"] or 1)
    if told["unit"] == "year" and (told["month"] or "01") == "01":
        return [str(int(told["year"]) + index) for index in range(size)]
    first = int(told["year"]) * 12 + int(told["month"] or 1) - 1
    months = range(first, first + size * (12 if told["unit"] == "year" else 1))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
