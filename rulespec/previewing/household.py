"""A household and its answers, as the form tells them, to values that OpenFisca takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.asking import Key
from rulespec.compiler.ground.text import slug
from rulespec.compiler.ground.windows import When, when

# The answer « let the country compute it ».
COMPUTE = "…"
NAME = re.compile(r"[a-z0-9_]{1,40}\Z")
# « m » a month, « e » always, « y-2 » a year counted from the one simulated.
SLOT = re.compile(r"m|e|y-?\d\Z")
MONTHS_BACK = 15
YEARS_BACK = 3


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """What a question is about: a variable, whose it is (None for a group), and which of its periods."""

    variable: str
    person: str | None
    period: str

    @property
    def name(self) -> str:
        """The name of the field in the form."""
        return f"q.{self.variable}.{self.person or ''}.{self.period}"


def slot_of(key: Key, month: When) -> Slot:
    """The question that would tell a datum."""
    name, person, period = key
    if period == "ETERNITY":
        return Slot(name, person, "e")
    at = when(period)
    return Slot(name, person, "m" if at.month is not None else f"y{at.year - month.year}")


def slot_named(name: str) -> Slot | None:
    """The question of a field, None for a field that is none."""
    parts = name.split(".")
    if len(parts) != 4 or parts[0] != "q" or not SLOT.match(parts[3]):
        return None
    return Slot(parts[1], parts[2] or None, parts[3])


def periods_of(slot: Slot, month: When) -> Iterator[str]:
    """The periods that an answer is given for: a monthly amount is that of each of the past months."""
    if slot.period == "e":
        yield "ETERNITY"
    elif slot.period == "m":
        yield from (month.shifted(-back).key for back in range(MONTHS_BACK))
    else:
        yield f"{month.year + int(slot.period[1:]):04}"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the household: a name and a kind of the vocabulary."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Household:
    """Who, when, and what was answered; `answers` may be COMPUTE."""

    members: tuple[Member, ...]
    month: When
    answers: Mapping[Slot, ir.Scalar] = field(default_factory=dict)

    def people(self, kinds: Mapping[str, Mapping[str, str]]) -> tuple[ir.Person, ...]:
        """The members with their role in each group."""
        return tuple(ir.Person(member.name, (), tuple(sorted(kinds[member.kind].items()))) for member in self.members)


def new_name(kind: str, members: tuple[Member, ...]) -> str:
    """A name for one more member: its kind, with a number where it is taken."""
    base = slug(kind)
    taken = {member.name for member in members}
    number = 1
    name = base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name
