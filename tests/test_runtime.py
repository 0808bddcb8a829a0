"""The traps of the engine, met by the helpers of generated packages: exact cents, halves, bounds, empty groups, codes."""

from __future__ import annotations

import datetime
import random
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import period

from rulespec.compiler.backends.openfisca import runtime as rt

CENTS = np.arange(0, 13_000_000, 97)


def test_stored_cents_are_the_decimals_they_stand_for() -> None:
    """Trap 1: half of the cent amounts are above or below themselves once stored in 32 bits."""
    exact = CENTS / 100
    assert np.array_equal(rt.exact(exact.astype(np.float32)), exact)


def test_a_threshold_is_met_to_the_cent() -> None:
    stored = (CENTS / 100).astype(np.float32)
    for shift in (-1, 0, 1):
        bound = (CENTS + shift) / 100
        assert np.array_equal(rt.exact(stored) <= bound, CENTS + shift >= CENTS)


def test_a_value_that_is_no_cent_is_left_alone() -> None:
    """500.99917 must not become 501: it is below a bracket that starts there."""
    value = np.array([6011.99 / 12], dtype=np.float32)
    assert rt.exact(value)[0] < 501
    assert rt.exact(np.array([1 / 3], dtype=np.float32))[0] == pytest.approx(1 / 3, abs=1e-6)


def test_rounding_is_commercial() -> None:
    """Trap 3: numpy rounds 0.125 to 0.12, the law to 0.13."""
    ties = np.arange(-200_001, 200_001, 2)
    found = rt.half_up(ties / 1000 * 5, 0.01)
    for index in range(0, len(ties), 511):
        wanted = (Decimal(int(ties[index])) / 1000 * 5).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert Decimal(str(found[index])) == wanted


@pytest.mark.parametrize(
    ("step", "value", "up", "down", "half"), [(10, 41.0, 50, 40, 40), (1, 2.5, 3, 2, 3), (0.01, 1.005, 1.01, 1.0, 1.01)]
)
def test_rounding_to_a_step(step: float, value: float, up: float, down: float, half: float) -> None:
    assert rt.round_up(value, step) == up
    assert rt.round_down(value, step) == down
    assert rt.half_up(value, step) == half


def test_division_by_zero_answers_the_default() -> None:
    with np.errstate(all="raise"):
        assert list(rt.divide(np.array([6.0, 6.0]), np.array([3, 0]), -1)) == [2, -1]
        assert list(rt.divide(np.array([6.0, 6.0]), np.array([3, 0]), np.array([7.0, 8.0]))) == [2, 8]


def test_products_of_whole_numbers_do_not_overflow() -> None:
    """Trap 4: 3,000,000 × 1,000 is -1,294,967,296 in 32 bits."""
    assert (rt.number(np.array([3_000_000], dtype=np.int32)) * 1000)[0] == 3_000_000_000


@pytest.mark.parametrize("stored", [np.array([b"01004", b"2A004", b"75056"]), np.array(["01004", "2A004", "75056"], dtype=object)])
def test_codes_in_bytes_or_in_text(stored) -> None:
    assert list(rt.code_in(stored, ["01004", "75056"])) == [True, False, True]
    assert list(rt.code_in(stored, [f"{code:05}" for code in range(1000, 1010)])) == [True, False, False]
    assert list(rt.code_starts(stored, ["2A", "75"])) == [False, True, True]


def test_choices_by_name() -> None:
    class Status(Enum):
        owner = "Owner"
        tenant = "Tenant"
        homeless = "Homeless"

    values = EnumArray(np.array([0, 1, 2]), Status)
    assert list(rt.choice_in(values, "tenant")) == [False, True, False]
    assert list(rt.choice_in(values, "owner", "homeless")) == [True, False, True]


def test_age_on_the_birthday() -> None:
    """Trap 22: a day more or a day less, and the 29th of February."""
    at = period("2024-03")
    births = ["2006-02-29", "2006-03-01", "2006-03-02", "2004-02-29"]
    days = np.array([b if b != "2006-02-29" else "2006-02-28" for b in births], dtype="datetime64[D]")
    assert list(rt.age_in_years(days, at)) == [18, 18, 17, 20]
    chance = random.Random(1)
    for _ in range(500):
        birth = datetime.date(1930, 1, 1) + datetime.timedelta(days=chance.randrange(34_000))
        wanted = 2024 - birth.year - ((birth.month, birth.day) > (3, 1))
        assert rt.age_in_years(np.array([birth], dtype="datetime64[D]"), at)[0] == wanted


def group(owners: list[int], count: int, roles: list[str]):
    members = SimpleNamespace(count=len(owners), has_role=lambda role: np.array([item == role for item in roles]))
    return SimpleNamespace(members_entity_id=np.array(owners, dtype=int), count=count, members=members)


def test_groups_without_members_first_and_last() -> None:
    """Trap 11: an empty group at the end makes OpenFisca's own sum crash."""
    some = group([1, 1, 2], 4, ["adult", "child", "child"])
    values = np.array([10.0, 5.0, 7.0])
    assert list(rt.group_sum(some, values)) == [0, 15, 7, 0]
    assert list(rt.group_sum(some, values, role="child")) == [0, 5, 7, 0]
    assert list(rt.group_count(some, where=values > 6)) == [0, 1, 1, 0]
    assert list(rt.group_any(some, role="adult")) == [False, True, False, False]
    assert list(rt.group_max(some, values)) == [0, 10, 7, 0]
    assert list(rt.group_min(some, values, role="child")) == [0, 5, 7, 0]


def test_order_of_people_does_not_matter() -> None:
    values = np.array([10.0, 5.0, 7.0])
    assert list(rt.group_sum(group([1, 0, 1], 2, ["a"] * 3), values)) == [5, 17]
    assert list(rt.group_sum(group([1, 1, 0], 2, ["a"] * 3), values[[0, 2, 1]])) == [5, 17]


def test_months_before() -> None:
    found = rt.last_months(period("2024-03"), 12)
    assert str(found.start) == "2023-03-01" and found.size == 12 and str(found.stop) == "2024-02-29"


def test_months_are_added_exactly() -> None:
    population = lambda variable, month: np.array([0.1], dtype=np.float32)  # noqa: E731
    assert rt.snap(rt.add_months(population, "x", period("2024")))[0] == 1.2


@pytest.mark.parametrize("dtype", ["S5", "S8", "S12", object])
def test_a_code_is_one_of_a_list_only_whole(dtype: str | type) -> None:
    """Codes of eight bytes are compared as numbers: a longer one of the list is none of them, cut or not."""
    codes = ["75056", "7505", "75056-12", "75056-123", "é"]
    stored = (
        np.array([b"75056", b"75057", b"7505", b""], dtype=dtype)
        if dtype is not object
        else np.array(["75056", "75057", "7505", ""], dtype)
    )
    assert rt.code_in(stored, codes).tolist() == [True, False, True, False]
    assert rt.code_in(stored, codes + [f"{number:05}" for number in range(100, 130)]).tolist() == [True, False, True, False]
    assert rt.code_in(stored, ["75056-123"]).tolist() == [False] * 4
    long = np.array([b"75056-12"], dtype="S8")
    assert rt.code_in(long, ["75056-123"]).tolist() == [False] and rt.code_in(long, ["75056-12"]).tolist() == [True]


def test_the_first_test_that_is_true() -> None:
    tests = [np.array([True, False, False]), np.array([True, True, False])]
    assert rt.first_true(tests).tolist() == [1, 2, 0] and rt.first_true(tests, otherwise=True).tolist() == [1, 2, 3]
    many = [np.array([index == 299]) for index in range(300)]
    assert rt.first_true(many).tolist() == [300] and rt.first_true(many[:-1], otherwise=True).tolist() == [300]
    assert rt.of_row(np.array([0, 1, 2, 3]), [10, 20.5], -1).tolist() == [-1, 10, 20.5, -1]


def test_an_amount_is_granted_to_the_bit() -> None:
    """A product would make -0 of a negative amount and no number of an infinite one."""
    met = np.array([True, False])
    for amount in (540.51, 300, 0, -3.5, np.inf, np.array([1.5, -np.inf])):
        with np.errstate(all="raise"):
            found = rt.granted(met, amount)
        assert found.astype(float).tobytes() == np.where(met, amount, 0).astype(float).tobytes()


@pytest.mark.parametrize("dtype", ["S5", "S12", object])
def test_a_code_starts_with_one_of_some_prefixes(dtype: str | type) -> None:
    stored = np.array([b"59350", b"5", b"", b"2A004"], dtype=dtype) if dtype is not object else np.array(["59350", "5", "", "2A004"], dtype)
    for prefixes, found in ((["59"], [True, False, False, False]), (["2A", "5"], [True, True, False, True]), (["593501"], [False] * 4)):
        assert rt.code_starts(stored, prefixes).tolist() == found
    assert rt.code_starts(stored, ["123456789"]).tolist() == [False] * 4
