"""Windows of time: the months that they hold, the same for OpenFisca's periods, and the dates from which a change is seen."""

from __future__ import annotations

import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openfisca_core.periods import DateUnit, period

from rulespec.compiler.backends.openfisca import runtime
from rulespec.compiler.backends.openfisca.periods import period_of
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.windows import (
    JANUARY,
    LAST_3_MONTHS,
    LAST_12_MONTHS,
    LAST_DAY,
    LAST_DAY_BEFORE,
    LAST_MONTH,
    LAST_QUARTER,
    LAST_SCHOOL_YEAR,
    LAST_YEAR,
    SAME,
    SCHOOL_YEAR,
    THIS_MONTH,
    THIS_QUARTER,
    THIS_YEAR,
    YEAR_N_2,
    YEAR_N_3,
    Anchor,
    When,
    Window,
    last_months,
    latest_day,
    month_of_year,
    months_ago,
    year_before,
)
from rulespec.compiler.sentences.lexing import Lexicon, scan
from rulespec.compiler.words import language

SPOKEN = (
    SAME, THIS_MONTH, LAST_MONTH, LAST_3_MONTHS, LAST_12_MONTHS, JANUARY, THIS_YEAR, LAST_YEAR, YEAR_N_2, YEAR_N_3, THIS_QUARTER,
    LAST_QUARTER, SCHOOL_YEAR, LAST_SCHOOL_YEAR,
)  # fmt: skip
DAYS = (
    LAST_DAY,
    LAST_DAY_BEFORE,
    month_of_year(12, 0, 31),
    month_of_year(9, 2, 15),
    latest_day(1, 7),
    latest_day(15, 9),
    latest_day(31, 12),
)
LATER = (last_months(6), Window(Anchor.PERIOD, -5, 6), months_ago(2), month_of_year(9), month_of_year(9, 1), year_before(4), *DAYS)


def keys(window: Window, at: When) -> list[str]:
    return [month.key for month in window.months(at)]


def test_the_months_of_a_window_are_those_of_the_words() -> None:
    february = When(2025, 2)
    assert keys(SAME, february) == ["2025-02"] and keys(LAST_MONTH, When(2025, 1)) == ["2024-12"]
    assert keys(LAST_3_MONTHS, february) == ["2024-11", "2024-12", "2025-01"]
    assert keys(LAST_12_MONTHS, february) == [f"2024-{month:02}" for month in range(2, 13)] + ["2025-01"]
    assert keys(YEAR_N_2, february) == [f"2023-{month:02}" for month in range(1, 13)]
    assert keys(JANUARY, february) == ["2025-01"] and keys(SAME, When(2025)) == [f"2025-{month:02}" for month in range(1, 13)]
    assert keys(month_of_year(9, 1), february) == ["2024-09"]
    assert keys(Window(Anchor.QUARTER, 0, 3), When(2025, 8)) == ["2025-07", "2025-08", "2025-09"]
    assert Window(Anchor.YEAR, 11, 1, day=31).date(february) == datetime.date(2025, 12, 31)
    assert Window(Anchor.YEAR, 1, 1, day=31).date(february) == datetime.date(2025, 2, 28)


@pytest.mark.parametrize("window", (*SPOKEN, *LATER), ids=lambda window: window.name)
@pytest.mark.parametrize("definition", [Period.MONTH, Period.YEAR], ids=lambda period: period.value)
def test_generated_code_reads_the_same_months(window: Window, definition: Period) -> None:
    for year, month in product((2024, 2025), range(1, 13)):
        at = When(year, month) if definition is Period.MONTH else When(year)
        found = eval(period_of(window, definition), vars(runtime) | {"period": period(at.key)})
        assert [str(item) for item in found.get_subperiods(DateUnit.MONTH)] == keys(window, at)


def test_each_window_has_a_name_of_its_own() -> None:
    assert len({window.name for window in (*SPOKEN, *LATER)}) == len(SPOKEN) + len(LATER)


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("window", [*SPOKEN[1:], *LATER], ids=lambda window: window.name)
def test_each_window_is_said_and_read_back(window: Window, code: str) -> None:
    timing = language(code).timing
    said = timing.say(window)
    assert timing.read(said) == window
    scanned = scan(f"x {said}", Lexicon(language(code), ()))
    assert [(token.type, token.payload) for token in scanned.tokens][1:] == [("WINDOW", window)]


@pytest.mark.parametrize("text", ["des 1 derniers mois", "au 31 avril", "au 45 mars", "de l'année n-0", "d'il y a 0 mois"])
def test_figures_that_make_no_window(text: str) -> None:
    assert language("fr").timing.read(text) is None


def test_the_latest_day_has_come() -> None:
    july, september = latest_day(1, 7), latest_day(15, 9)
    days = [july.date(When(2025, month)).isoformat() for month in (1, 6, 7, 12)]
    assert days == ["2024-07-01", "2024-07-01", "2025-07-01", "2025-07-01"]
    # On 1 September the fifteenth is still to come.
    assert [september.date(When(2025, month)).isoformat() for month in (9, 10)] == ["2024-09-15", "2025-09-15"]
    assert keys(SCHOOL_YEAR, When(2025, 8))[::11] == ["2024-09", "2025-08"] and keys(SCHOOL_YEAR, When(2025, 9))[0] == "2025-09"


dates = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1))
windows = st.builds(
    Window, st.sampled_from(Anchor), st.integers(-40, 14), st.one_of(st.none(), st.integers(1, 13)), st.sampled_from((1, 15, 31))
)


@given(windows, dates, st.integers(-30, 60))
def test_a_change_is_seen_from_the_first_month_that_reads_after_it(window: Window, change: datetime.date, months: int) -> None:
    at = When(change.year, change.month).shifted(-window.offset + months)
    if window != SAME:
        assert (window.date(at) >= change) == (at.start >= window.seen_from(change))
