"""A number of situations to people in groups, drawn or picked out of others, as OpenFisca's populations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rulespec.compiler.ground.catalog import Catalog, Entity

# How many people a situation has, and how often.
SIZES, SHARES = (1, 2, 3, 4, 5, 6, 8), (0.22, 0.22, 0.2, 0.16, 0.1, 0.06, 0.04)


@dataclass(frozen=True, slots=True)
class Places:
    """The groups of an entity.

    Attributes:
        situation: the situation of each group, rising.
        group: the group of each person.
        role: the place of each person, among the places of the entity.
    """

    situation: Any
    group: Any
    role: Any


@dataclass(frozen=True, slots=True)
class World:
    """Situations side by side; `people` is the situation of each person, rising."""

    count: int
    person: str
    people: Any
    places: Mapping[str, Places]

    def situations(self, entity: str) -> Any:
        """The situation of each person or group of an entity."""
        return self.people if entity == self.person else self.places[entity].situation

    def size(self, entity: str) -> int:
        return len(self.situations(entity))

    def only(self, chosen: Sequence[int] | Any) -> tuple[World, dict[str, Any]]:
        """Some of the situations, in the order asked for, and where each person or group stood."""
        people, _, owners = _picked(self.people, chosen)
        picks = {self.person: people}
        places = {}
        for key, held in self.places.items():
            groups, shift, situation = _picked(held.situation, chosen)
            picks[key] = groups
            places[key] = Places(situation, held.group[people] + shift[owners], held.role[people])
        return World(len(chosen), self.person, owners, places), picks

    def without_person(self, index: int) -> tuple[World, dict[str, Any]] | None:
        """The same without a person, and without the groups that nobody is left in; None where nobody would be left."""
        kept = np.arange(len(self.people)) != index
        if not kept.any():
            return None
        people = np.flatnonzero(kept)
        picks = {self.person: people}
        places = {}
        for key, held in self.places.items():
            groups = np.unique(held.group[people])
            picks[key] = groups
            places[key] = Places(held.situation[groups], np.searchsorted(groups, held.group[people]), held.role[people])
        return World(self.count, self.person, self.people[people], places), picks

    def together(self, entity: str, catalog: Catalog) -> tuple[World, dict[str, Any]] | None:
        """One situation whose people are all in the first group of an entity; None where they are, or have no room."""
        held = self.places[entity]
        roles = [catalog.entities[entity].places[role].key for role in held.role]
        if len(held.situation) < 2 or any(catalog.entities[entity].without_room(role, roles[:number]) for number, role in enumerate(roles)):
            return None
        picks = {key: np.arange(self.size(key)) for key in (self.person, *self.places)}
        picks[entity] = np.zeros(1, int)
        places = {**self.places, entity: Places(held.situation[:1], np.zeros_like(held.group), held.role)}
        return World(self.count, self.person, self.people, places), picks

    def populations(self, system: Any, catalog: Catalog) -> dict[str, Any]:
        """What a simulation of a system is made of."""
        made: dict[str, Any] = system.instantiate_entities()
        for key, population in made.items():
            population.count = self.size(key)
            population.ids = [str(number) for number in range(population.count)]
            if key != self.person:
                held = self.places[key]
                roles = {role.key: role for role in population.entity.flattened_roles}
                known = np.array([roles[place.key] for place in catalog.entities[key].places], dtype=object)
                population.members_entity_id = held.group
                population.members_role = known[held.role]
        return made


def _picked(situation: Any, chosen: Sequence[int] | Any) -> tuple[Any, Any, Any]:
    """Where the members of the chosen situations stand, how far those of each have moved, and their new situation."""
    wanted: Any = np.asarray(chosen, int)
    starts = np.searchsorted(situation, wanted, "left")
    counts = np.searchsorted(situation, wanted, "right") - starts
    owners: Any = np.repeat(np.arange(len(wanted)), counts)
    new_starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
    shift = new_starts - starts
    return np.arange(int(counts.sum())) - shift[owners], shift, owners


def draw_world(catalog: Catalog, count: int, rng: np.random.Generator) -> World:
    """Situations of one to eight people: alone, in pairs, with others; mostly one group of each kind, sometimes two."""
    sizes = rng.choice(SIZES, count, p=SHARES)
    people: Any = np.repeat(np.arange(count), sizes)
    groups = [entity for entity in catalog.entities.values() if not entity.is_person]
    held: dict[str, tuple[list[int], list[int], list[int]]] = {entity.key: ([], [], []) for entity in groups}
    for situation, size in enumerate(sizes):
        heads = 1 if size == 1 or rng.random() < 0.4 else 2
        for entity in groups:
            owners, group, role = held[entity.key]
            cut = int(rng.integers(1, size)) if size > 1 and rng.random() < 0.1 else int(size)
            is_odd = rng.random() < 0.15
            for first, last in ((0, cut), (cut, int(size))):
                left = [number < heads for number in range(first, last)]
                while left:
                    places = _places(entity, left, is_odd, rng)
                    group += [len(owners)] * len(places)
                    role += places
                    owners.append(situation)
                    left = left[len(places) :]
    made = {key: Places(*(np.array(values, int) for values in told)) for key, told in held.items()}
    return World(count, catalog.person.key, people, made)


def _places(entity: Entity, left: Sequence[bool], is_odd: bool, rng: np.random.Generator) -> list[int]:
    """The places in a group of those who have room: heads from the first place on, the others from the last; any, where it is odd."""
    places = [place.key for place in entity.places]
    found: list[int] = []
    for number, is_head in enumerate(left):
        held = [places[index] for index in found]
        free = [index for index, key in enumerate(places) if entity.without_room(key, held) is None]
        if not free:
            break
        found.append(int(rng.choice(free)) if is_odd and number else free[0] if is_head or not number else free[-1])
    return found
