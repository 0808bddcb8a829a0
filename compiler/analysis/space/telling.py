"""Regions and boxes to words: « quotient familial = 500,01 ; situation = apprenti », and cells of a table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.dimensions import Dimension, Region
from rulespec.compiler.analysis.space.folding import Line, Number, Plain, line
from rulespec.compiler.analysis.space.regions import Space
from rulespec.compiler.analysis.space.solving import Box, whole
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.words import Language

INFINITE = float("inf")
# What a quantity without a name is shown as: it tells a reader nothing.
UNNAMED = "…"


def number_text(value: Number, words: Language) -> str:
    """A number as the tongue writes it in a cell, without spaces: 1234,56."""
    if isinstance(value, float):
        return "∞"
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(value):.4f}".rstrip("0")
    whole_, _, decimals = text.partition(".")
    return f"{whole_}{words.decimal}{decimals:0<2}"


def value_text(value: Plain, subject: ir.Expression, words: Language, labels: dict[str, str] | None = None) -> str:
    """A value as the expert would type it."""
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, datetime.date):
        return write_date(value)
    if isinstance(value, Fraction | float):
        return number_text(value, words)
    return (labels or {}).get(value, value)


def shown_text(value: Plain, subject: ir.Expression, words: Language, labels: dict[str, str] | None = None) -> str:
    """A value as a reader is told it: 1 234,56."""
    if isinstance(value, Fraction):
        return write_number(Decimal(number_text(value, words).replace(words.decimal, ".")), words)
    return value_text(value, subject, words, labels)


def name_of(subject: ir.Expression, space: Space, words: Language, inputs: Iterable[tuple[str, ir.Expression]] = ()) -> str:
    """How a quantity is called: as the table writes it, else by the label of its variable."""
    for text, expression in inputs:
        if line(expression, space.moment).subject == subject:
            return text
    match subject:
        case ir.Read(variable=name):
            if name in space.moment.names:
                return space.moment.names[name]
            own = space.moment.variables.get(name)
            country = space.moment.catalog.variable(name)
            return own.label if own is not None else (country.label or name) if country is not None else name
        case ir.Fold(operator=operator, role=role, entity=entity, value=value):
            place = space.moment.catalog.entities[entity].role(role) if role is not None else None
            who = (place.plural or place.label or place.key).replace("_", " ") if place is not None else words.marks.members[1]
            what = name_of(value, space, words, inputs) if value is not None else ""
            return words.said(f"fold {operator.value}", who=who, what=what)
        case ir.Arithmetic(operator=Operation.MINUS, left=left, right=right):
            return f"{name_of(left, space, words, inputs)} − {name_of(right, space, words, inputs)}"
        case ir.Divide(left=left, right=right):
            return f"{name_of(left, space, words, inputs)} / {name_of(right, space, words, inputs)}"
        case ir.Constant(value=value):
            return str(value)
        case ir.ParameterRead(name=shown):
            return shown
        case ir.Rank(value=inner) | ir.Age(birth=inner) | ir.Shifted(date=inner) | ir.OverMonths(read=inner):
            return f"{name_of(inner, space, words, inputs)} …"
        case ir.Elapsed(start=first, end=last):
            return f"{name_of(first, space, words, inputs)} → {name_of(last, space, words, inputs)}"
        case ir.Day(window=window):
            return words.timing.say_day(window)
        case (
            ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Negative()
            | ir.If()
            | ir.Extreme()
            | ir.Absolute()
            | ir.Round()
            | ir.RowNumber()
            | ir.Select()
            | ir.HasRole()
            | ir.Listing()
        ):
            return UNNAMED
    assert_never(subject)


def situation_text(box: Box, space: Space, inputs: Iterable[tuple[str, ir.Expression]], words: Language) -> str:
    """A concrete situation in a box, told by the quantities that matter."""
    inputs = tuple(inputs)
    parts = []
    for index in box.touched(space):
        dimension = space.dimensions[index]
        region = dimension.plausible(box.allowed[index])
        name, column = name_of(dimension.subject, space, words, inputs), _column(dimension, space, inputs)
        if column is None:
            value = value_text(region.value, dimension.subject, words, labels_of(dimension, space))
        else:
            value = words.amount(number_text(_within(_seen(region, column)), words), _unit(column[0], words))
        parts.append(f"{name} = {value}")
    return " ; ".join(parts)


Column = tuple[ir.Expression, Line]


def _column(dimension: Dimension, space: Space, inputs: Iterable[tuple[str, ir.Expression]]) -> Column | None:
    """The input of a table that looks at a quantity: its figures are those of its own unit, a twelfth of the quantity's for instance."""
    if dimension.kind is not Kind.NUMBER:
        return None
    for _, expression in inputs:
        found = line(expression, space.moment)
        if found.subject == dimension.subject:
            return expression, found
    return None


def _seen(region: Region, column: Column) -> tuple[Number, Number, Number]:
    """(low, high, value) of a region in the unit of a column."""
    _, seen = column
    assert region.low is not None and region.high is not None and isinstance(region.value, Fraction | float)
    low, high = sorted((seen.of(region.low), seen.of(region.high)))
    return low, high, seen.of(region.value)


def _within(bounds: tuple[Number, Number, Number]) -> Number:
    """A figure that one would type between two bounds: a cent above the lower one where there is room."""
    low, high, value = bounds
    if low == high or isinstance(low, float):
        return value
    near = low + Fraction(1, 100)
    return near if near < high and Fraction(value).denominator not in (1, 2, 4, 5, 10, 20, 25, 50, 100) else value


def _unit(expression: ir.Expression, words: Language) -> str:
    unit = expression.type.unit
    return "" if unit.any or not unit.powers else words.unit_name(unit)


def labels_of(dimension: Dimension, space: Space) -> dict[str, str]:
    """The label of each member of the enumeration that a dimension is about; nothing where it is of another kind."""
    enum = dimension.subject.type.enum
    if enum is None:
        return {}
    for variable in space.moment.variables.values():
        if variable.choices is not None and variable.choices.name == enum:
            return dict(variable.choices.items)
    return {}


def region_text(mask: int, space: Space, number: int, words: Language, inputs: Iterable[tuple[str, ir.Expression]] = ()) -> str:
    """The cell of a table that says some regions of a dimension."""
    dimension = space.dimensions[number]
    if mask == whole(space, number):
        return "-"
    regions = [region for index, region in enumerate(dimension.regions) if mask >> index & 1]
    if dimension.kind in (Kind.NUMBER, Kind.DATE):
        column = _column(dimension, space, inputs)
        runs = _runs(mask, dimension.regions)
        if column is not None and column[1].slope < 0:
            # A column that falls as the quantity rises: what is low in one is high in the other.
            runs = [list(reversed(run)) for run in reversed(runs)]
        return " ; ".join(_interval(run, dimension, words, column) for run in runs)
    if dimension.kind is Kind.BOOLEAN:
        return value_text(regions[0].value, dimension.subject, words)
    labels = labels_of(dimension, space)
    names = [value_text(value, dimension.subject, words, labels) for region in regions for value in region.alike]
    others = [value for index, region in enumerate(dimension.regions) if not mask >> index & 1 for value in region.alike]
    if len(others) < len(names):
        word = next(text for text, token in words.keywords.items() if token == "EXCEPT")
        return f"{word} " + " ; ".join(value_text(value, dimension.subject, words, labels) for value in others)
    return " ; ".join(names)


def _runs(mask: int, regions: tuple[Region, ...]) -> list[list[Region]]:
    """Neighbouring regions, together."""
    runs: list[list[Region]] = []
    last = -2
    for index, region in enumerate(regions):
        if mask >> index & 1:
            if index == last + 1:
                runs[-1].append(region)
            else:
                runs.append([region])
            last = index
    return runs


def _interval(run: list[Region], dimension: Dimension, words: Language, column: Column | None = None) -> str:
    first, last = run[0], run[-1]
    assert first.low is not None and last.high is not None

    def said(value: Number) -> str:
        if dimension.kind is Kind.DATE and isinstance(value, Fraction):
            return write_date(datetime.date.fromordinal(int(value)))
        return number_text(value if column is None else column[1].of(value), words)

    if column is not None and column[1].slope < 0:
        return _falling(first, last, said)
    if first is last and first.is_point:
        return said(first.low)
    if first.low == -INFINITE or (dimension.least is not None and first is dimension.regions[0]):
        return f"{'≤' if last.is_point else '<'} {said(last.high)}"
    if last.high == INFINITE:
        return f"{'≥' if first.is_point else '>'} {said(first.low)}"
    return f"{'[' if first.is_point else ']'}{said(first.low)}..{said(last.high)}{']' if last.is_point else '['}"


def _falling(first: Region, last: Region, said: Callable[[Number], str]) -> str:
    """The cell of a run of regions, from high to low, seen by a column that falls as the quantity rises."""
    assert first.low is not None and first.high is not None and last.low is not None
    if first is last and first.is_point:
        return said(first.low)
    if first.high == INFINITE:
        return f"{'≤' if last.is_point else '<'} {said(last.low)}"
    if last.low == -INFINITE:
        return f"{'≥' if first.is_point else '>'} {said(first.high)}"
    return f"{'[' if first.is_point else ']'}{said(first.high)}..{said(last.low)}{']' if last.is_point else '['}"
