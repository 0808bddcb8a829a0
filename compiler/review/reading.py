"""Cases to remarks: a value given for a year or a month that no rule reads would let a datum be taken for zero."""

from __future__ import annotations

from collections.abc import Mapping

from rulespec.compiler import ir
from rulespec.compiler.documents.values import write_period
from rulespec.compiler.evaluating.interpreter import times_of
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.windows import When, when

# Which periods of each datum the rules read, seen from those that a case expects.
Read = dict[str, set[When]]
# Rules and periods behind a case: twenty years of a hundred rules by month.
VISITS = 20_000


def check_cases(
    cases: tuple[ir.Case, ...],
    variables: Mapping[str, ir.Variable],
    catalog: Catalog,
    names: Mapping[str, str],
    diagnostics: Diagnostics,
) -> None:
    """Tell the data that a case gives for periods that its rules do not read, and for none that they read.

    In January a rule that reads year N-2 no longer reads the year that the case of December gives. `names` are the trade's.
    """
    # A hundred thousand cases of a month ask for the same.
    known: dict[tuple[tuple[str, When], ...], Read | None] = {}
    for case in cases:
        periods = tuple((item.variable, when(item.period)) for item in case.expected if item.period != "ETERNITY")
        if periods not in known:
            known[periods] = _read_for(periods, variables, catalog)
        read = known[periods]
        if read is None:
            continue
        owners: dict[tuple[str, str | None], list[ir.CaseValue]] = {}
        for value in case.given:
            if value.variable in read and value.period != "ETERNITY":
                owners.setdefault((value.variable, value.person), []).append(value)
        for (name, _), values in owners.items():
            wanted = read[name]
            if not any(_overlap(when(value.period), at) for value in values for at in wanted):
                _tell(values[0], names.get(name, name), wanted, case, diagnostics)


def _read_for(periods: tuple[tuple[str, When], ...], variables: Mapping[str, ir.Variable], catalog: Catalog) -> Read | None:
    """The periods of each datum that some variables read, each at a period; None where they do not end."""
    read: Read = {}
    seen: set[tuple[str, When]] = set()
    return read if all(_visit(name, at, variables, catalog, read, seen) for name, at in periods) else None


def _tell(value: ir.CaseValue, name: str, wanted: set[When], case: ir.Case, diagnostics: Diagnostics) -> None:
    periods = " ; ".join(write_period(at.key) for at in sorted(wanted, key=lambda at: (at.year, at.month or 0))[:3])
    diagnostics.report(
        codes.BadCase.Unread(name=name, period=write_period(value.period), date=write_period(case.period), wanted=periods), value.span
    )


def _overlap(left: When, right: When) -> bool:
    return left.year == right.year and (left.month is None or right.month is None or left.month == right.month)


def _visit(name: str, at: When, variables: Mapping[str, ir.Variable], catalog: Catalog, read: Read, seen: set[tuple[str, When]]) -> bool:
    """The periods of the data that a variable of the rulebook reads, directly or not, to answer for a period.

    False where they do not end: a rule that reads its past without a start, which is told as such.
    """
    stack = [(name, at)]
    while stack:
        name, at = stack.pop()
        variable = variables.get(name)
        if variable is None or (name, at) in seen:
            continue
        seen.add((name, at))
        if len(seen) > VISITS:
            return False
        current = [item.expression for item in variable.formulas if item.start is None or item.start <= at.start]
        for item in ir.walk(current[-1]) if current else ():
            if not isinstance(item, ir.Read):
                continue
            known = variables.get(item.variable) or catalog.variable(item.variable)
            if known is None or known.period is Period.ETERNITY:
                continue
            times = times_of(item, known.period, at)
            if item.variable in variables and variables[item.variable].formulas:
                stack += [(item.variable, time) for time in times]
            else:
                read.setdefault(item.variable, set()).update(times)
    return True
