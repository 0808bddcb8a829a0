"""The closed choices of a rulebook, each with all that it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rulespec.compiler.ground.operators import Connective, Extremum


class Part(StrEnum):
    """What a variable of the package is for the author."""

    AID = "aid"
    ELIGIBILITY = "eligibility"
    CONDITION = "condition"
    CALCULATION = "calculation"
    RESOURCES = "resources"
    TABLE = "table"
    ROW = "row"
    INPUT = "input"
    KNOWN = "known"
    HELPER = "helper"

    @property
    def is_step(self) -> bool:
        """A step of the computation that a reader is shown."""
        return self in (Part.CALCULATION, Part.RESOURCES, Part.TABLE, Part.ROW)

    @property
    def is_inner(self) -> bool:
        """Made by rulespec of what the author wrote, and shown only within it."""
        return self in (Part.CONDITION, Part.HELPER, Part.ROW, Part.ELIGIBILITY)


class HitPolicy(StrEnum):
    """How a decision table is read, by DMN's letters."""

    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    SUM = "C+"
    MIN = "C<"
    MAX = "C>"
    COUNT = "C#"

    @property
    def hits(self) -> Hits:
        return HITS[self]


@dataclass(frozen=True, slots=True)
class Hits:
    """What a hit policy makes of the rows that apply.

    Attributes:
        chooses_one: one row answers, whose number is a variable; else a sum, a count, a least, a greatest or a list is made of them.
        needs_row: no answer where no row applies (a sum or a count over no row is 0, a list is empty).
        is_exclusive: two rows that apply together are told.
        is_tried_in_order: a row that those above always take is useless.
        is_ordered_by_outputs: rows are first put in the order of their outputs.
        is_list: the answer is a text, of the outputs of all the rows that apply.
        extremum: the answer is the least or the greatest of them.
    """

    chooses_one: bool = False
    needs_row: bool = False
    is_exclusive: bool = False
    is_tried_in_order: bool = False
    is_ordered_by_outputs: bool = False
    is_list: bool = False
    extremum: Extremum | None = None


HITS = {
    HitPolicy.UNIQUE: Hits(chooses_one=True, needs_row=True, is_exclusive=True),
    HitPolicy.ANY: Hits(chooses_one=True, needs_row=True, is_exclusive=True),
    HitPolicy.PRIORITY: Hits(chooses_one=True, needs_row=True, is_tried_in_order=True, is_ordered_by_outputs=True),
    HitPolicy.FIRST: Hits(chooses_one=True, needs_row=True, is_tried_in_order=True),
    HitPolicy.RULE_ORDER: Hits(is_list=True),
    HitPolicy.OUTPUT_ORDER: Hits(is_list=True, is_ordered_by_outputs=True),
    HitPolicy.COLLECT: Hits(is_list=True),
    HitPolicy.SUM: Hits(),
    HitPolicy.MIN: Hits(needs_row=True, extremum=Extremum.MIN),
    HitPolicy.MAX: Hits(needs_row=True, extremum=Extremum.MAX),
    HitPolicy.COUNT: Hits(),
}


class Grouping(StrEnum):
    """How the conditions of a group make one yes or no; a leaf is a condition."""

    ALL = "all"
    ANY = "any"
    NONE = "none"
    LEAF = "leaf"

    @property
    def connective(self) -> Connective:
        """What joins the conditions: of « aucune », the « ou » that is then denied."""
        return Connective.AND if self is Grouping.ALL else Connective.OR

    def of(self, answers: Iterable[bool]) -> bool:
        """The answer of the group from those of its conditions."""
        joined = self.connective.of(answers)
        return not joined if self is Grouping.NONE else joined


class Missing(StrEnum):
    """What a condition answers where nobody told its datum: a refusal, a right, or what a stated value gives."""

    REFUSE = "refuse"
    ACCEPT = "accept"
    VALUE = "value"


class ExclusionRule(StrEnum):
    """Which of aids that do not add up is paid: the most favourable, or the first in the order written."""

    BEST = "best"
    ORDER = "order"


class InteractionKind(StrEnum):
    """What an aid declares of another, by the names of the card's fields."""

    NOT_WITH = "not_with"
    REDUCES = "reduces"
    COUNTED_IN = "counted_in"


class Reading(StrEnum):
    """How a base of resources reads its windows: added up, or as a mean of their months."""

    SUM = "sum"
    MONTHLY_MEAN = "monthly_mean"
