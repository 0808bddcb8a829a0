"""The dates on which a rule turns because time passes: the first day of the month meets a date, or a day of the year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import combinations

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import Plain
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.windows import When

# Where time is looked at, of a rule that has no dates.
FROM, TO = 1900, 2150
# A rule with more turns than that is looked at from one to the next, without the seasons between them.
MOST_TURNS = 12


def turns_of_time(
    compared: Iterable[ir.Compare], cuts: list[datetime.date], last: datetime.date | None, rulebook: Rulebook
) -> set[datetime.date]:
    """The first days of months, between some cuts, from which what is told from the period stands otherwise to the dates beside it.

    A proof looks at one day of a segment: « début > le premier jour du mois - 24 mois » says no more than « début ≥ 2015 » in 2015, and all
    in 2018.
    """
    moving, fixed = _sides(compared)
    if not moving:
        return set()
    pairs = [*((item, other) for item in moving for other in fixed), *combinations(moving, 2)]
    found: set[datetime.date] = set()
    bounds = [max(cuts[0], datetime.date(FROM, 1, 1)), *cuts[1:], min(last or datetime.date(TO, 1, 1), datetime.date(TO, 1, 1))]
    for start, end in zip(bounds, bounds[1:], strict=False):
        for pair in pairs:
            found |= set(_crossings(pair, When(start.year, start.month), When(end.year, end.month), rulebook))
        if len(cuts) <= MOST_TURNS and len(moving) > 1:
            found |= set(_seasons(list(combinations(moving, 2)), When(start.year, start.month), rulebook))
    return {date for date in found if cuts[0] < date and (last is None or date < last)}


def _sides(compared: Iterable[ir.Compare]) -> tuple[list[ir.Expression], list[ir.Expression]]:
    """What is told from the period alone, and the dates and figures that it is held against, in their order."""
    moving: dict[ir.Expression, None] = {}
    fixed: dict[ir.Expression, None] = {}
    for item in compared:
        sides = (item.left, item.right)
        moves = [_is_timed(side) for side in sides]
        for side, is_timed in zip(sides, moves, strict=True):
            if is_timed:
                moving[side] = None
            elif isinstance(side, ir.Constant) and (side.type.kind is Kind.DATE or any(moves)):
                fixed[side] = None
    return list(moving), list(fixed)


def _is_timed(expression: ir.Expression) -> bool:
    """True of what is told from the period and reads nothing."""
    parts = list(ir.walk(expression))
    reads = (ir.Read, ir.Fold, ir.HasRole, ir.Rank, ir.ScaleRead, ir.OverMonths)
    return any(isinstance(part, ir.Day) for part in parts) and not any(isinstance(part, reads) for part in parts)


def _order(pair: tuple[ir.Expression, ir.Expression], at: When, rulebook: Rulebook) -> int | None:
    """Which of two is greater in a month, None of what can't be compared."""
    moment = rulebook.at(at.start)
    left, right = moment.value(pair[0]), moment.value(pair[1])
    return None if left is None or right is None or type(left) is not type(right) else _sign(left, right)


def _sign(left: Plain, right: Plain) -> int:
    return (left > right) - (left < right)  # type: ignore[operator]


def _crossings(pair: tuple[ir.Expression, ir.Expression], start: When, end: When, rulebook: Rulebook) -> Iterator[datetime.date]:
    """The months from which two stand otherwise to one another, between two months; what moves goes one way."""
    first, length = start.year * 12 + (start.month or 1) - 1, (end.year - start.year) * 12 + (end.month or 1) - (start.month or 1)
    before = _order(pair, start, rulebook)
    low = 0
    while (
        low < length
        and before is not None
        and before != (after := _order(pair, _month(first + length - 1), rulebook))
        and after is not None
    ):
        left, right = low, length - 1
        while right - left > 1:
            middle = (left + right) // 2
            left, right = (middle, right) if _order(pair, _month(first + middle), rulebook) == before else (left, middle)
        yield _month(first + right).start
        low, before = right, _order(pair, _month(first + right), rulebook)


def _seasons(pairs: list[tuple[ir.Expression, ir.Expression]], start: When, rulebook: Rulebook) -> Iterator[datetime.date]:
    """The months of a year from which some stand otherwise: « le premier jour du mois » and « le 1er septembre »."""
    before: list[int | None] | None = None
    for index in range(12):
        at = start.shifted(index)
        orders = [_order(pair, at, rulebook) for pair in pairs]
        if before is not None and orders != before:
            yield at.start
        before = orders


def _month(count: int) -> When:
    return When(count // 12, count % 12 + 1)
