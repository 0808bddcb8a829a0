"""The persons of a case to their place in each group of the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Entity
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.rules.assembling import Assembly


@dataclass(frozen=True, slots=True)
class Placing:
    """Places the persons of the cases of a document."""

    assembly: Assembly
    scope: Scope

    def people(self, case: doc.Case) -> list[ir.Person] | None:
        """The persons of a case with a role in each group; one alone takes the first role everywhere."""
        words = self.assembly.words
        groups = [entity for entity in self.assembly.project.catalog.entities.values() if not entity.is_person]
        if not isinstance(case.people, doc.Mapping):
            first = {group.key: words.reference_roles.get(group.key) or group.roles[0].key for group in groups}
            return [ir.Person(self.scope.words.names.claimant, (), tuple(sorted(first.items())))]
        found: list[ir.Person] = []
        fine = True
        role_keys = self.role_keys()
        for entry in case.people.entries:
            told: tuple[Cell, ...] = ()
            if isinstance(entry.value, doc.Mapping):
                told = next((_listed(inner.value) for inner in entry.value.entries if normalise(inner.key.text) in role_keys), ())
            roles = self.roles(told)
            if roles is None:
                fine = False
                continue
            # A group with one kind of place (Czechia's household) leaves nothing to say.
            roles |= {group.key: group.places[0].key for group in groups if group.key not in roles and len(group.places) == 1}
            missing = [group for group in groups if group.key not in roles]
            if missing:
                names = " ; ".join(words.labels.get(group.key, group.key) for group in missing)
                kept = "".join(f"{cell.text} ; " for cell in told)
                left = codes.PersonLeftOut(
                    person=entry.key.text,
                    entity=names,
                    field=self.scope.words.marks.role,
                    write=kept + " ; ".join(self._like(roles, group) for group in missing),
                    known=" ; ".join(place for group in missing for place in self._places(group)),
                )
                self.assembly.diagnostics.report(left, entry.key.span)
                fine = False
                continue
            name = slug(entry.key.text)
            if name in {person.name for person in found}:
                self.assembly.diagnostics.report(codes.DuplicateName(name=entry.key.text), entry.key.span)
                fine = False
                continue
            fine = self.has_place(entry.key, roles, found) and fine
            found.append(ir.Person(name, (), tuple(sorted(roles.items()))))
        return found if fine else None

    def roles(self, told: tuple[Cell, ...]) -> dict[str, str] | None:
        """The role in each group that a case gives to a person, by a kind of person or by a role of each group; None after a report."""
        words = self.assembly.words
        found: dict[str, str] = {}
        for cell in told:
            places: Mapping[str, str] | None = words.people.get(normalise(cell.text))
            if places is None:
                roles = [who for who in words.roles.get(normalise(cell.text), ()) if who.role is not None]
                places = {who.entity: who.role or "" for who in roles} if len(roles) == 1 else None
            # The people of the lexicon may be those of groups that this country has not.
            places = {group: role for group, role in places.items() if group in self.assembly.project.catalog.entities} if places else None
            if not places:
                near = get_close_matches(normalise(cell.text), words.people, 1, 0.5)
                problem = codes.BadCase.Person(name=cell.text, near=near[0] if near else "", known=" ; ".join(words.people))
                self.assembly.diagnostics.report(problem, cell.span)
                return None
            for group, role in places.items():
                if found.setdefault(group, role) != role:
                    label = words.labels.get(group, group)
                    self.assembly.diagnostics.report(codes.PersonLeftOut.Twice(name=cell.text, entity=label), cell.span)
                    return None
        return found

    def _like(self, roles: Mapping[str, str], group: Entity) -> str:
        """The place of a group that stands where a person's own stands in another: the children of one are the dependants of the other."""
        ranks = [
            next((rank for rank, item in enumerate(self.assembly.project.catalog.entities[key].places) if item.key == role), 0)
            for key, role in roles.items()
        ]
        places = self._places(group)
        return places[min(max(ranks, default=0), len(places) - 1)]

    def _places(self, group: Entity) -> list[str]:
        """How a case says each place of a group, and nothing else."""
        said: dict[str, str] = {}
        for text, whos in self.assembly.words.roles.items():
            if len(whos) == 1 and whos[0].entity == group.key and whos[0].role is not None:
                said.setdefault(whos[0].role, self.assembly.words.written[text])
        return [said.get(role.key, role.key) for role in group.places]

    def has_place(self, key: Cell, roles: Mapping[str, str], others: list[ir.Person]) -> bool:
        """Whether each group still has a place for a role, or for the role that it is part of; OpenFisca refuses one more."""
        for group, role in roles.items():
            full = self.assembly.project.catalog.entities[group].without_room(role, [dict(person.roles)[group] for person in others])
            if full is not None:
                label = self.assembly.words.labels.get(group, group)
                problem = codes.PersonLeftOut.Full(person=key.text, entity=label, role=full.label, most=full.max or 0)
                self.assembly.diagnostics.report(problem, key.span)
                return False
        return True

    def role_keys(self) -> set[str]:
        return {normalise(word) for word in (*self.scope.words.keys["roles"], self.scope.words.marks.role)}


def _listed(tree: doc.Tree) -> tuple[Cell, ...]:
    """The cells of a list, or of « enfant ; personne à charge » in one cell."""
    if isinstance(tree, Cell):
        return tuple(replace(tree, text=part.strip()) for part in tree.text.split(";") if part.strip())
    return tuple(item for item in tree.items if isinstance(item, Cell)) if isinstance(tree, doc.Sequence) else ()
