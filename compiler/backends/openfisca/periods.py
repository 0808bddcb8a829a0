"""A window of time to OpenFisca's own words for its period."""

from __future__ import annotations

from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.windows import Anchor, Window


def period_of(window: Window, period: Period) -> str:
    """A window as OpenFisca says it, in a formula of a period; a test holds this to `Window.months`."""
    if window.count is None:
        return "period"
    if window.is_year:
        # OpenFisca's own « period.n_2 » takes as long as five comparisons.
        years = window.offset // 12
        return f"year_of(period, {years})" if years else "year_of(period)"
    if window.anchor is Anchor.PERIOD and window.offset == -window.count:
        return {1: "period.last_month", 3: "period.last_3_months"}.get(window.count, f"last_months(period, {window.count})")
    starts = {
        Anchor.PERIOD: "period.first_month",
        Anchor.QUARTER: "period.first_month.offset(-((period.start.month - 1) % 3))",
        Anchor.YEAR: "period.first_month" if period is Period.YEAR else "period.this_year.first_month",
    }
    start = starts[window.anchor]
    if window.anchor is Anchor.YEAR and window.first_month != 1:
        start = f"latest_month(period, {window.first_month})"
    if window.count == 1:
        return f"{start}.offset({window.offset})" if window.offset else start
    after = window.offset + window.count
    return f"last_months({start}.offset({after}), {window.count})"
