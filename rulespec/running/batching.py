"""Many situations to a few simulations: those of one month are computed side by side.

A batch must answer what each situation alone would. OpenFisca takes a value given for one household as given for all: a
variable that only some situations give is computed for the others (`_Given`). `alone` runs each by itself: a result that
differs is a defect, and whoever doubts a batch can ask (`rulespec test --alone`).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rulespec.compiler.ground.catalog import Catalog

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a situation: its members by the key under which OpenFisca takes a role, and its own values."""

    members: Mapping[str, Sequence[str]]
    values: Values


@dataclass(frozen=True, slots=True)
class Situation:
    """People and groups as OpenFisca takes them, everyone in every group; `asked` are (variable, period)."""

    people: Mapping[str, Values]
    groups: Mapping[str, Sequence[Group]]
    asked: tuple[tuple[str, str], ...]
    max_spiral_loops: int | None = None

    def given(self) -> Iterator[tuple[str, str]]:
        holders: list[Values] = [*self.people.values(), *(group.values for groups in self.groups.values() for group in groups)]
        for values in holders:
            for name, by_period in values.items():
                for period in by_period:
                    yield name, period


@dataclass(eq=False)
class Batch:
    """Situations in one simulation, and where each one's people and groups stand in its arrays."""

    situations: list[Situation]
    simulation: Any
    starts: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    def calculate(self, variable: str, period: str) -> Any:
        return self.simulation.calculate(variable, period)

    def part(self, array: Any, entity: str, index: int) -> Any:
        """The values of one situation in an array of all."""
        start = self.starts[entity][index]
        return array[start : start + self.counts[entity][index]]


# How situations are put together: all those of a month, only those that give the same computed variables, or none.
TOGETHER, ALIKE, ALONE = "together", "alike", "alone"


def batches(system: Any, catalog: Catalog, situations: Sequence[Situation], how: str = TOGETHER) -> Iterator[tuple[list[int], Batch]]:
    """Batches of situations, each with the indexes of those it holds."""
    by_key: dict[Any, list[int]] = {}
    for index, situation in enumerate(situations):
        key = (index,) if how == ALONE else _key(situation, system)
        if how == ALIKE:
            key = (key, frozenset((name, period) for name, period in situation.given() if system.variables[name].formulas), situation.asked)
        by_key.setdefault(key, []).append(index)
    for indexes in by_key.values():
        yield indexes, _batch(system, catalog, [situations[index] for index in indexes])


def _key(situation: Situation, system: Any) -> Any:
    # OpenFisca spreads a value given for another period than the variable's own (a yearly income over its months).
    spread = frozenset(
        (name, period)
        for name, period in situation.given()
        if (variable := system.variables.get(name)) is not None and _is_spread(variable.definition_period, period)
    )
    return situation.asked[0][1] if situation.asked else "", spread, situation.max_spiral_loops


def _is_spread(definition: Any, period: str) -> bool:
    length = {"day": 10, "month": 7, "year": 4}.get(str(getattr(definition, "value", definition)))
    return length is not None and len(period) != length


class _Given:
    """Values that only some situations of a batch give, for variables that the others compute."""

    def __init__(self) -> None:
        # By where each stands: a thousand cases are asked one by one whether they give it.
        self.by_variable: dict[tuple[str, str], dict[int, Any]] = {}

    def add(self, variable: str, period: str, index: int, value: Any) -> None:
        self.by_variable.setdefault((variable, period), {})[index] = value

    def install(self, simulation: Any) -> None:
        """Have the simulation's own view of these variables leave the given values as they are."""
        system = copy.copy(simulation.tax_benefit_system)
        names = {name for name, _ in self.by_variable}
        system.variables = {**system.variables, **{name: self.guarded(system.variables[name]) for name in names}}
        simulation.tax_benefit_system = system

    def guarded(self, variable: Any) -> Any:
        """A variable whose formula gives what is given, and for the others what the variable's own would."""

        def computed(population: Any, period: Any, parameters: Any) -> Any:
            formula = variable.get_formula(period)
            if formula is None:
                array = variable.default_array(population.count)
            else:
                # OpenFisca's formulas may leave the parameters out.
                array = formula(*(population, period, parameters)[: formula.__code__.co_argcount])
            given = self.by_variable.get((variable.name, str(period)))
            if given is None:
                return array
            array = _as_kept(array, variable, population)
            for index, value in given.items():
                array[index] = _stored(value, variable, array)
            return array

        made = copy.copy(variable)
        made.get_formula = lambda period=None: computed
        return made


def _as_kept(array: Any, variable: Any, population: Any) -> Any:
    """A copy of what a formula gave, in the form in which OpenFisca keeps it."""
    if getattr(variable, "possible_values", None) is not None and not hasattr(array, "possible_values"):
        array = variable.possible_values.encode(array)
    elif not hasattr(array, "dtype") or not array.shape:
        array = population.filled_array(array)
    return array.copy() if array.dtype == variable.dtype else array.astype(variable.dtype)


def _stored(value: Any, variable: Any, array: Any) -> Any:
    """A value as OpenFisca keeps it in an array: the number of a choice, what « 1000 + 234 » says, a text in bytes."""
    if hasattr(array, "possible_values"):
        return value if isinstance(value, int) else array.possible_values[getattr(value, "name", str(value))].index
    if isinstance(value, str) and array.dtype.kind in "fib":
        from openfisca_core.commons import eval_expression

        return eval_expression(value)
    if array.dtype.kind == "S":
        return str(value).encode()
    return value


def _batch(system: Any, catalog: Catalog, situations: list[Situation]) -> Batch:
    from openfisca_core.simulations import SimulationBuilder

    people: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {entity.plural: {} for entity in catalog.entities.values() if not entity.is_person}
    person = catalog.person
    starts: dict[str, list[int]] = {key: [] for key in catalog.entities}
    counts: dict[str, list[int]] = {key: [] for key in catalog.entities}
    given = _Given()
    partly = _partly_given(system, situations)

    def own(values: Values, index: int) -> dict[str, Any]:
        """The values to give as they are; the others go through `given`."""
        kept: dict[str, Any] = {}
        for name, by_period in values.items():
            for period, value in by_period.items():
                if (name, period) in partly:
                    given.add(name, period, index, value)
                else:
                    kept.setdefault(name, {})[period] = value
        return kept

    def complete(situation: Situation) -> None:
        """OpenFisca takes a value given for one member as given for all of a situation: the others are at its default."""
        for name, period in set(situation.given()) & partly:
            variable = system.variables[name]
            key = variable.entity.key
            start, count = starts[key][-1], counts[key][-1]
            known = given.by_variable[name, period].keys()
            for index in range(start, start + count):
                if index not in known:
                    given.add(name, period, index, variable.default_value if variable.default_value is not None else 0)

    for index, situation in enumerate(situations):
        starts[person.key].append(len(people))
        counts[person.key].append(len(situation.people))
        for name, values in situation.people.items():
            people[_id(index, name)] = own(values, len(people))
        for key, entity in catalog.entities.items():
            if entity.is_person:
                continue
            found = situation.groups.get(key, ())
            starts[key].append(len(groups[entity.plural]))
            counts[key].append(len(found))
            for number, group in enumerate(found):
                members = {role: [_id(index, name) for name in names] for role, names in group.members.items()}
                groups[entity.plural][f"g{index}_{number}"] = {**members, **own(group.values, len(groups[entity.plural]))}
        complete(situation)
    simulation = SimulationBuilder().build_from_entities(system, {person.plural: people, **groups})
    if situations[0].max_spiral_loops is not None:
        simulation.max_spiral_loops = situations[0].max_spiral_loops
    if given.by_variable:
        given.install(simulation)
    return Batch(situations, simulation, starts, counts)


def _partly_given(system: Any, situations: list[Situation]) -> set[tuple[str, str]]:
    """What some situations give and others compute, each at the variable's own period."""
    if len(situations) == 1:
        return set()
    counts: dict[tuple[str, str], int] = {}
    for situation in situations:
        for key in set(situation.given()):
            counts[key] = counts.get(key, 0) + 1
    found = set()
    for (name, period), count in counts.items():
        variable = system.variables.get(name)
        if count < len(situations) and variable is not None and variable.formulas and not _is_spread(variable.definition_period, period):
            found.add((name, period))
    return found


def _id(index: int, name: str) -> str:
    return f"s{index}_{name}"


def watch_cuts(simulation: Any) -> set[str]:
    """The variables left at their default since they turn on themselves from period to period; filled as OpenFisca computes.

    The answer then depends on the order in which a formula asks for them: aah, asi and ass of openfisca-france read each other.
    """
    found: set[str] = set()
    cut = simulation.invalidate_spiral_variables

    def told(variable: str) -> None:
        found.add(variable)
        cut(variable)

    simulation.invalidate_spiral_variables = told
    return found


def alone_in_groups(people: Iterable[str], catalog: Catalog) -> dict[str, list[Group]]:
    """Each person in groups of their own, in the first role: what OpenFisca does without a word on groups."""
    names = list(people)
    found: dict[str, list[Group]] = {}
    for key, entity in catalog.entities.items():
        if not entity.is_person:
            role = entity.roles[0]
            top = entity.role(role.parent) if role.parent else role
            assert top is not None
            found[key] = [Group({top.plural or top.key: [name]}, {}) for name in names]
    return found
