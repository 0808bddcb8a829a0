"""One small situation to what is told of it, and to both ways of computing it: the original's values, the rulebook's reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.periods import period as period_of

from rulespec.comparing.shrinking import Small
from rulespec.comparing.sources import default_of, kind_of
from rulespec.comparing.staging import Given, Side, Staged, answer, named
from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.stepping import steps
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.words import Language
from rulespec.running.explaining import reason_lines

Scalar = bool | float | str


@dataclass(frozen=True, slots=True)
class Datum:
    """A value of a situation: of whom (« » for a group that all are in), when, and whether the original computes it."""

    name: str
    label: str
    who: str
    period: str
    value: Scalar
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference, as data.

    Attributes:
        people: who is there, with their place in each group.
        original, rule: the two answers; None where a side stops.
        place: the file and the line of the original formula, within its package.
        locals: what the original formula had computed, by the names that it gives.
        parameters: those that it read, by their path.
        reasons: why the rulebook answers so, line by line.
    """

    period: str
    people: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    data: tuple[Datum, ...]
    original: Scalar | None
    rule: Scalar | None
    whose: str
    place: str
    locals: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """What a difference is told with."""

    program: ir.Program
    catalog: Catalog
    original: Side
    rule: Side
    words: Language

    def shown(self, small: Small, given: Given | None) -> Shown:
        people = self._people(small)
        names = [name for name, _ in people]
        found = self._original(small, given)
        return Shown(
            small.period,
            people,
            tuple(self._data(small, names)),
            _scalar(small.original),
            _scalar(small.rule),
            self._whose(small, names),
            *found,
            tuple(self._reasons(small, people, given)),
            small.error,
        )

    def _people(self, small: Small) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        told = []
        for number in range(len(small.world.people)):
            places = []
            for key, held in small.world.places.items():
                role = self.catalog.entities[key].places[held.role[number]]
                several = f" {held.group[number] + 1}" if len(held.situation) > 1 else ""
                places.append((f"{self.catalog.entities[key].label or key}{several}", role.label or role.key))
            told.append((self.words.said("compared person", number=number + 1), tuple(places)))
        return tuple(told)

    def _whose(self, small: Small, names: list[str]) -> str:
        entity = self.original.country.get_variable(small.pair.original).entity.key
        return self._who(small, entity, small.index, names)

    def _who(self, small: Small, entity: str, index: int, names: list[str]) -> str:
        if entity == small.world.person:
            return names[index] if len(names) > 1 else ""
        several = len(small.world.places[entity].situation) > 1
        return f"{self.catalog.entities[entity].label or entity} {index + 1}" if several else ""

    def _data(self, small: Small, names: list[str]) -> Iterator[Datum]:
        """What is not at its default."""
        for (name, period), values in sorted(small.known.items()):
            variable = small.variables[name]
            defaults = default_of(variable, len(values))
            for number, (value, default) in enumerate(zip(values, defaults, strict=True)):
                if value != default:
                    who = self._who(small, variable.entity.key, number, names)
                    label = str(variable.label or name)
                    yield Datum(name, label, who, period, self._told(value, variable), bool(variable.formulas))

    def _told(self, value: Any, variable: Any) -> Scalar:
        if kind_of(variable) == "Enum":
            return str(list(variable.possible_values)[int(value)].name)
        found = _scalar(value)
        assert found is not None
        return found

    def _original(self, small: Small, given: Given | None) -> tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Where the original formula is written, its own names and the parameters that it read."""
        variable = self.original.country.get_variable(small.pair.original)
        simulation = Staged(self.original, small.world, self.catalog, small.source, given)
        formula = variable.get_formula(period_of(small.period))
        if formula is None:
            return "", (), ()
        found, held = named(simulation, formula, small.pair.original, small.period)
        place = f"{_within_package(Path(formula.__code__.co_filename))}:{formula.__code__.co_firstlineno}"
        skipped = set(formula.__code__.co_varnames[: formula.__code__.co_argcount])
        told = tuple((name, text) for name, value in held.items() if name not in skipped and (text := _shown(value)))
        parameters = tuple((name, text) for name, value in found.seen.parameters.items() if (text := _shown(value)))
        return place, told, parameters

    def _reasons(self, small: Small, people: Any, given: Given | None) -> Iterator[str]:
        """The rulebook's own why: conditions of the aid, then the steps of the calculation."""
        variable = self.program.variable(small.pair.own)
        assert variable is not None
        case = self._case(small, people, variable)
        if case is None:
            return
        aid = next((aid for aid in self.program.aids if small.pair.own in (aid.variable, aid.eligibility)), None)
        shown = aid or ir.Aid(small.pair.own, variable.label, variable.name, None, variable.entity, variable.span)
        outside = None if given is None else self._outside(small, given, [person.name for person in case.people])
        reference = Reference(self.program, self.catalog, case, outside)
        explainer = Explainer(shown, self.program, rulebook_of(self.program, self.catalog), reference, self.words)
        try:
            for reason in explainer.reasons():
                for text, _ in reason_lines(reason, self.words, 0):
                    yield text
            for step in steps(explainer, aid is None or small.pair.own == aid.variable):
                yield step.said(self.words.marks.colon)
        except NoValue:
            return

    def _outside(self, small: Small, given: Given, names: list[str]) -> Any:
        """What the country computes, where it is not given."""

        def value(name: str, period: str, person: str | None) -> Any:
            variable = self.original.country.get_variable(name)
            values = small.known.get((name, period))
            if not given(name) and variable.formulas:
                values = answer(Staged(self.rule, small.world, self.catalog, small.source, given), name, period).values
            if values is None:
                values = default_of(variable, small.world.size(variable.entity.key))
            index = names.index(person) if person is not None else 0
            return _exact(values[self._order(small)[index] if person is not None else 0], variable)

        return value

    def _order(self, small: Small) -> list[int]:
        """People with the one whose answer is shown first: the rulebook explains the answer of the first."""
        order = list(range(len(small.world.people)))
        variable = self.program.variable(small.pair.own)
        if variable is not None and variable.entity == small.world.person:
            order.insert(0, order.pop(small.index))
        return order

    def _case(self, small: Small, people: Any, variable: ir.Variable) -> ir.Case | None:
        """The situation as a case of the rulebook; None where its people are in several groups of a kind."""
        if any(len(held.situation) > 1 for held in small.world.places.values()):
            return None
        made = []
        for number in self._order(small):
            roles = tuple((key, self.catalog.entities[key].places[held.role[number]].key) for key, held in small.world.places.items())
            made.append(ir.Person(people[number][0], (), roles))
        given = []
        stands = {item.country: item.variable for item in self.program.replacements}
        for (name, period), values in small.known.items():
            known = small.variables[name]
            entity = known.entity.key
            for number, value in enumerate(values):
                who = people[number][0] if entity == small.world.person else None
                for called in (name, *((stands[name],) if name in stands else ())):
                    given.append(ir.CaseValue(called, entity, who, period, self._case_value(value, known), variable.span))
        period = small.period if small.period != "ETERNITY" else "2024-01"
        return ir.Case("", period, tuple(made), tuple(given), (), Decimal("0.005"), False, variable.span)

    def _case_value(self, value: Any, variable: Any) -> ir.Scalar:
        match kind_of(variable):
            case "float" | "int":
                return Decimal(str(round(float(value), 6)))
            case "date":
                return datetime.date.fromisoformat(str(value))
            case _:
                found = self._told(value, variable)
                return found if isinstance(found, bool) else str(found)


def _within_package(path: Path) -> str:
    """A file from its package on: what lies above is of the machine."""
    top = path.parent
    while (top.parent / "__init__.py").exists():
        top = top.parent
    return path.relative_to(top.parent).as_posix()


def _exact(value: Any, variable: Any) -> Any:
    """A value as the interpreter of rules takes it."""
    match kind_of(variable):
        case "float" | "int":
            return Fraction(str(round(float(value), 6))) if np.isfinite(value) else float(value)
        case "date":
            return datetime.date.fromisoformat(str(value))
        case "bool":
            return bool(value)
        case "Enum" if not isinstance(value, str):
            return str(list(variable.possible_values)[int(value)].name)
        case _:
            return str(value)


def _scalar(value: Any) -> Scalar | None:
    if value is None:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | np.integer | np.floating):
        return round(float(value), 6)
    return str(value)


def _shown(value: Any) -> str:
    """A name of a formula in one line: a number, a yes / no, the values of some people; "" for what is no value."""
    if isinstance(value, bool | int | float | np.number | np.bool_):
        return str(_scalar(value))
    if hasattr(value, "decode_to_str"):
        value = value.decode_to_str()
    if isinstance(value, np.ndarray) and value.ndim == 1 and len(value) <= 12 and value.dtype.kind in "bifSUM":
        items = [str(_scalar(item.decode() if isinstance(item, bytes) else item)) for item in value]
        return items[0] if len(items) == 1 else f"[{', '.join(items)}]"
    return value if isinstance(value, str) and len(value) < 60 else ""
