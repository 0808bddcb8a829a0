"""A world and its values to OpenFisca simulations in which a rule is computed alone, what it reads of others being given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import DateUnit, Period
from openfisca_core.periods import instant as instant_of
from openfisca_core.simulations import Simulation

from rulespec.comparing.sources import ETERNITY, Source, kind_of
from rulespec.comparing.worlds import World
from rulespec.compiler.ground.catalog import Catalog


@dataclass(eq=False)
class Seen:
    """What a computation read: (variable, period) under the country's names, and paths of parameters."""

    variables: dict[tuple[str, str], None] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)


class _Node:
    """A node of parameters at an instant, of which only what is read is made: France has five thousand of them on each date."""

    def __init__(self, node: Any, instant: str, seen: Seen) -> None:
        self._node = node
        self._instant = instant
        self._seen = seen

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        return getattr(self._whole(), key) if key.startswith("_") else self._child(key)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return self._child(key)
        self._seen.parameters[self._node.name] = None
        return self._whole()[key]

    def __contains__(self, key: str) -> bool:
        return key in self._node.children and self._at(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def _whole(self) -> Any:
        return self._node.get_at_instant(self._instant)

    def _at(self, key: str) -> Any:
        child = self._node.children.get(key)
        if child is None or hasattr(child, "children"):
            return child
        return child.get_at_instant(self._instant)

    def _child(self, key: str) -> Any:
        found = self._at(key)
        if found is None:
            raise ParameterNotFoundError(f"{self._node.name}.{key}".lstrip("."), self._instant)
        if hasattr(found, "children"):
            return _Node(found, self._instant, self._seen)
        self._seen.parameters[f"{self._node.name}.{key}".lstrip(".")] = found
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """Which variables of the country are given; `read` are those that a side reads."""

    read: frozenset[str]
    is_given: Callable[[str], bool]

    def __call__(self, name: str) -> bool:
        return self.is_given(name)


@dataclass(frozen=True, slots=True)
class Side:
    """The original, or the rulebook in its place.

    Attributes:
        names: of its own variables that stand for one of the country: that one.
        own: of the rulebook, computed on the way.
        country: the system whose variables say how values are kept.
    """

    system: Any
    country: Any
    names: Mapping[str, str]
    own: frozenset[str]


class Staged(Simulation):  # type: ignore[misc]
    """A simulation whose every variable but the one asked for, and the rulebook's own, is what a source says.

    `given` says whether a variable of the country is; the others are computed, down to what has no formula.
    """

    def __init__(self, side: Side, world: World, catalog: Catalog, source: Source, given: Given | None = None, wide: bool = False) -> None:
        super().__init__(side.system, world.populations(side.system, catalog))
        self.side = side
        self.source = source
        self.is_given = given
        self.read = given.read if given is not None else frozenset()
        self.catalog = catalog
        self.wide = wide
        self.seen = Seen()

    def _calculate(self, variable_name: str, period: Any) -> Any:
        name = self.side.names.get(variable_name, variable_name)
        if len(self.tracer.stack) < 2 or not self._is_told(variable_name, name, period):
            return super()._calculate(variable_name, period)
        variable = self.tax_benefit_system.get_variable(variable_name, check_existence=True)
        self._check_period_consistency(period, variable)
        kept = self.get_holder(variable_name).get_array(period)
        if kept is None:
            kept = self._told(variable, name, period)
            self.get_holder(variable_name).put_in_cache(kept, period)
        return kept

    def _is_told(self, own_name: str, name: str, period: Any) -> bool:
        variable = self.tax_benefit_system.get_variable(own_name)
        if variable is None:
            return False
        if variable.is_neutralized:
            return False
        if own_name in self.side.own and own_name not in self.side.names:
            return not variable.formulas
        if self.is_given is None or self.is_given(name):
            return True
        return variable.get_formula(period) is None and own_name not in self.side.own

    def _told(self, variable: Any, name: str, period: Period) -> Any:
        is_eternal = variable.definition_period == DateUnit.ETERNITY
        known = self.side.country.get_variable(name) or variable
        key = ETERNITY if is_eternal else str(period)
        self.seen.variables[known.name, key] = None
        size = self.get_variable_population(variable.name).count
        if variable.end is not None and not is_eternal and period.start.date > variable.end:
            return variable.default_array(size)
        return as_kept(self.source.values(known, key), known, variable, self.wide)

    def _run_formula(self, variable: Any, population: Any, period: Any) -> Any:
        if not (variable.name in self.side.own or len(self.tracer.stack) < 2):
            self._tell_first(variable, period)
            return super()._run_formula(variable, population, period)
        formula = variable.get_formula(period)
        if formula is None:
            return None
        if formula.__code__.co_argcount == 2:
            return formula(population, period)
        return formula(population, period, self._parameters)

    def _tell_first(self, variable: Any, period: Any) -> None:
        """What is given of what a formula reads, as if it had been told: France's age looks at which data are there."""
        for name in self.catalog.reads(variable.name):
            if self.is_given is not None and name in self.read and self.is_given(name):
                known = self.tax_benefit_system.get_variable(name)
                if known is not None and known.definition_period in (variable.definition_period, DateUnit.ETERNITY):
                    self.calculate(name, period)

    def _parameters(self, instant: Any) -> Any:
        start = instant.start if hasattr(instant, "start") else instant_of(instant)
        return _Node(self.tax_benefit_system.parameters, str(start), self.seen)


def as_kept(values: Any, known: Any, variable: Any, wide: bool = False) -> Any:
    """Values in the form in which OpenFisca keeps them for a variable; `known` is the variable whose choices they number."""
    match kind_of(variable):
        case "Enum":
            codes = values
            if variable.possible_values is not known.possible_values:
                mine = {member.name: member.index for member in variable.possible_values}
                codes = np.array([mine[member.name] for member in known.possible_values])[values]
            return EnumArray(np.asarray(codes, variable.dtype), variable.possible_values)
        case "float":
            return values.astype(np.float64 if wide else variable.dtype)
        case "str":
            length = variable.max_length
            return values.astype(f"|S{length}") if length else values.astype(object)
        case "date":
            return values.astype("datetime64[D]")
        case _:
            return values.astype(variable.dtype)


def plain(values: Any, variable: Any) -> Any:
    """Values as OpenFisca keeps them to ones that compare: names of choices, texts, days, numbers in 64 bits, yes / no."""
    match kind_of(variable):
        case "Enum":
            found = values if hasattr(values, "decode_to_str") else EnumArray(np.asarray(values), variable.possible_values)
            return np.asarray(found.decode_to_str()).astype(str)
        case "float" | "int":
            return np.asarray(values).astype(np.float64)
        case "str":
            array = np.asarray(values)
            return np.char.decode(array, "utf-8") if array.dtype.kind == "S" else array.astype(str)
        case "date":
            return np.asarray(values).astype("datetime64[D]")
        case _:
            return np.asarray(values).astype(bool)


@dataclass(frozen=True, slots=True)
class Answered:
    """The values that a computation gives, None where it stops; then why.

    `divides_by_nothing` is looked at for one situation alone: among many, another may.
    """

    values: Any | None
    seen: Seen
    simulation: Staged
    error: str = ""
    divides_by_nothing: bool = False


def answer(simulation: Staged, name: str, period: str, noted: list[str] | None = None) -> Answered:
    """What a variable is over a period; an error of a formula is an answer too. A division by nothing is `noted`."""
    note: Literal["ignore", "call"] = "ignore" if noted is None else "call"

    def call(kind: str, flag: int) -> None:
        if noted is not None:
            noted.append(kind)

    try:
        with np.errstate(all="ignore", divide=note, invalid=note, call=call):
            values = simulation.calculate(name, period)
    except Exception as error:  # OpenFisca's own errors have no common type (trap 25)
        lines = str(error).strip().splitlines()
        return Answered(None, simulation.seen, simulation, f"{type(error).__name__}: {lines[0] if lines else ''}"[:300])
    variable = simulation.tax_benefit_system.get_variable(name)
    return Answered(plain(values, variable), simulation.seen, simulation)


def named(simulation: Staged, formula: Any, name: str, period: str) -> tuple[Answered, dict[str, Any]]:
    """What a variable is, and what its formula had under its own names when it ended."""
    held: dict[str, Any] = {}

    def watch(frame: Any, event: str, argument: Any) -> None:
        if event == "return" and formula is not None and frame.f_code is formula.__code__ and not held:
            held.update(frame.f_locals)

    noted: list[str] = []
    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        found = answer(simulation, name, period, noted)
        return replace(found, divides_by_nothing=bool(noted)), held
    finally:
        sys.setprofile(before)


def lacks_a_number(held: Mapping[str, Any]) -> bool:
    """True where a formula has named what is no number, as 0 / 0 is none."""
    arrays = [value for value in held.values() if isinstance(value, np.ndarray) and value.dtype.kind == "f"]
    return any(not np.isfinite(array).all() for array in arrays)


def parameters_of(system: Any, paths: Iterable[str]) -> list[Any]:
    """The parameters, scales and nodes at some paths."""
    found = []
    for path in paths:
        node = system.parameters
        for part in path.split("."):
            node = getattr(node, "children", {}).get(part)
            if node is None:
                break
        if node is not None:
            found.append(node)
    return found
