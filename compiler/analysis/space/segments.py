"""The dates on which a rule says the same thing: between two changes of what it reads."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.passing import turns_of_time
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.diagnostics import When
from rulespec.compiler.ground.periods import MIN, ONE_DAY


@dataclass(frozen=True, slots=True)
class Segment:
    """From `start` on, until the next segment (`end` excluded, None: for ever).

    `is_passing`: nothing is changed at its start, time alone has passed.
    """

    start: datetime.date
    end: datetime.date | None
    is_passing: bool = False

    def told(self, all_: list[Segment]) -> When | None:
        """When this is so, in a field of a message; None where it is always so."""
        if len(all_) == 1:
            return None
        if self.end is None:
            return When(start=write_date(self.start))
        if self is all_[0]:
            return When(end=write_date(self.end))
        return When(write_date(self.start), write_date(self.end - ONE_DAY))


def segments(
    expressions: Iterable[ir.Expression],
    start: datetime.date | None,
    end: datetime.date | None,
    rulebook: Rulebook,
    others: Iterable[datetime.date] = (),
) -> list[Segment]:
    """The dates between `start` and `end` (included), cut where a parameter or a formula that is read changes, or time tells otherwise."""
    dates: set[datetime.date] = set(others)
    missing: list[datetime.date] = []
    seen: set[str] = set()
    compared: list[ir.Compare] = []
    for expression in expressions:
        _turns(expression, rulebook, dates, missing, seen, compared)
    first = start or (max(missing) if missing else MIN)
    last = end + ONE_DAY if end is not None else None
    cuts = [first, *sorted(date for date in dates if date > first and (last is None or date < last))]
    passing = turns_of_time(compared, cuts, last, rulebook) - set(cuts)
    cuts = sorted([*cuts, *passing])
    return [Segment(cut, cuts[index + 1] if index + 1 < len(cuts) else last, cut in passing) for index, cut in enumerate(cuts)]


def _turns(
    expression: ir.Expression,
    rulebook: Rulebook,
    dates: set[datetime.date],
    missing: list[datetime.date],
    seen: set[str],
    compared: list[ir.Compare],
) -> None:
    """The dates on which what an expression reads changes; `missing` takes those before which a parameter is not known.

    `compared` takes what it compares.
    """
    for item in ir.walk(expression):
        match item:
            case ir.ParameterRead(path=path, own=own, window=window):
                national = None if own else rulebook.catalog.parameter(path)
                known = (
                    [value.date for value in rulebook.parameters[path].values]
                    if own
                    else [date for date, _ in national.values]
                    if national
                    else []
                )
                changes = [window.seen_from(date) for date in known]
                dates.update(changes)
                if changes:
                    missing.append(min(changes))
            case ir.ScaleRead(path=path) if path in rulebook.scales:
                for bracket in rulebook.scales[path].brackets:
                    dates.update(value.date for value in (*bracket.threshold, *bracket.value))
            case ir.Read(variable=name, own=True) if name not in seen:
                seen.add(name)
                variable = rulebook.variables.get(name)
                if variable is not None:
                    dates.update(formula.start for formula in variable.formulas if formula.start is not None)
                    for formula in variable.formulas:
                        _turns(formula.expression, rulebook, dates, missing, seen, compared)
            case ir.Compare():
                compared.append(item)
            case (
                ir.Constant()
                | ir.Read()
                | ir.ScaleRead()
                | ir.Not()
                | ir.Logic()
                | ir.Among()
                | ir.StartsWith()
                | ir.Arithmetic()
                | ir.Divide()
                | ir.Negative()
                | ir.If()
                | ir.Extreme()
                | ir.Absolute()
                | ir.Round()
                | ir.Fold()
                | ir.Age()
                | ir.RowNumber()
                | ir.Select()
                | ir.HasRole()
                | ir.Rank()
                | ir.Listing()
                | ir.Day()
                | ir.Elapsed()
                | ir.Shifted()
                | ir.OverMonths()
            ):
                continue
            case _:
                assert_never(item)
