"""Rules and a period to the aids that have no rule in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rulespec.compiler import ir
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Diagnostics
from rulespec.populations.job import Output
from rulespec.projects.project import place


def check_covered(program: ir.Program, outputs: Sequence[Output]) -> tuple[Diagnostic, ...]:
    """Tell each output of the rules that begins after its period, or ends before: it is 0 for everybody, which may not be what is asked."""
    diagnostics = Diagnostics()
    for output in outputs:
        variable = program.variable(output.variable)
        if variable is None or not variable.formulas or output.is_eligibility:
            continue
        year, _, month = output.period.partition("-")
        first = datetime.date(int(year), int(month[:2] or 1), 1)
        last = first if month else datetime.date(int(year), 12, 1)
        # A formula without a date holds from the beginning.
        start = min(formula.start or datetime.date.min for formula in variable.formulas)
        shown = place(variable.document or variable.name)
        name = output.aid or output.variable
        if start > last:
            diagnostics.report(codes.PeriodNotCovered(name=name, period=output.period, start=start.isoformat()), shown)
        elif variable.end is not None and variable.end < first:
            diagnostics.report(codes.PeriodNotCovered.Ended(name=name, period=output.period, end=variable.end.isoformat()), shown)
    return diagnostics.sorted()
