"""What an expression of Python is while a formula is read: an array of a population, a period, a node of parameters, plain data."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rulespec.compiler.ground.windows import SAME, Anchor, Window
from rulespec.importing.openfisca.sources import Module
from rulespec.importing.openfisca.terms import Term


class Unsaid(Exception):
    """What the reader or the rule language has no words for: a key of the reasons, its fields, the node of Python."""

    def __init__(self, key: str, node: ast.AST | None = None, **fields: str) -> None:
        super().__init__(key)
        self.key = key
        self.node = node
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Array:
    """A term on a population: `level` is "" for that of the formula, the key of a group for the members of it; None for a constant."""

    term: Term
    level: str | None = ""


@dataclass(frozen=True, slots=True)
class People:
    """A population, from which variables are read.

    Attributes:
        entity: whose variables it reads.
        through: the roles and groups by which one came to it.
        members: the group whose members it is; "" else.
    """

    entity: str
    through: tuple[str, ...] = ()
    members: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A period, told from the rule's: a window, and whether Python holds a month, a year or more.

    Attributes:
        unit: "month", "year", or "day".
        day: it is an instant: the window's first day.
    """

    window: Window = SAME
    unit: str = "month"
    size: int = 1
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """`period.start.month`: a figure that changes with the period."""

    span: Span
    part: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A node of the parameters, on the day of a window; `keys` are what stands for each `*` of the path."""

    path: str
    window: Window
    keys: tuple[Term, ...] = ()
    # A day of the calendar, for what never changes again.
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ParametersAt:
    """`parameters`, which a period turns into a node."""


@dataclass(frozen=True, slots=True)
class Method:
    """A name after a dot, not called yet."""

    owner: Any
    name: str


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of Python, numpy or OpenFisca, by its own name."""

    name: str


@dataclass(frozen=True, eq=False)
class Function:
    """A function of the package, with the names that it sees."""

    node: ast.FunctionDef | ast.Lambda
    module: Module
    seen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enumeration:
    name: str


@dataclass(frozen=True, slots=True)
class EntityClass:
    """`Famille`: an entity as Python names it, from which roles are taken."""

    key: str


@dataclass(frozen=True, slots=True)
class RoleOf:
    entity: str
    key: str


def shifted(span: Span, count: int, unit: str) -> Span:
    """A period moved by months or years. Raises Unsaid for another unit."""
    if unit not in ("month", "year"):
        raise Unsaid("period", what=f"offset({count}, {unit!r})")
    months = count * (12 if unit == "year" else 1)
    window = span.window
    if window == SAME:
        window = Window(Anchor.YEAR, 0, 12) if span.unit == "year" else Window(count=1)
    if months == 0:
        return span
    return Span(
        Window(window.anchor, window.offset + months, window.count, window.day, window.first_month), span.unit, span.size, span.is_day
    )


def year_of(span: Span) -> Span:
    """The calendar year that a period begins in. Raises Unsaid where the month of the rule would decide it."""
    window = span.window
    if window.anchor is Anchor.YEAR:
        return Span(Window(Anchor.YEAR, (window.offset + window.first_month - 1) // 12 * 12, 12), "year")
    if window.anchor is Anchor.PERIOD and window.offset % 12 == 0:
        return Span(Window(Anchor.YEAR, window.offset, 12), "year")
    raise Unsaid("period", what="this_year")
