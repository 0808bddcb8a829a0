"""All that a compilation needs, as values: the manifest, the documents, the lexicons, the catalogue."""

from __future__ import annotations

import keyword
from dataclasses import dataclass

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.values import read_whole
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Entity, Role
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.reserved import OF_GROUPS, is_taken_by_entities
from rulespec.compiler.ground.text import camel, slug
from rulespec.compiler.words import Language


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with the tongue in which it is written."""

    document: doc.Document
    words: Language


@dataclass(frozen=True, slots=True)
class Lexique:
    """A vocabulary with the tongue in which it is written."""

    vocabulary: doc.Vocabulary
    words: Language


@dataclass(frozen=True, slots=True)
class Project:
    """A rulebook ready to be compiled."""

    manifest: doc.Manifest
    words: Language
    sheets: tuple[Sheet, ...]
    vocabularies: tuple[Lexique, ...]
    catalog: Catalog

    @property
    def is_standalone(self) -> bool:
        return bool(self.manifest.entities)


def standalone_catalog(manifest: doc.Manifest, diagnostics: Diagnostics) -> Catalog | None:
    """The catalogue of a country of one's own: the entities that the manifest declares, and no variable; None after a report."""
    entities = {}
    people = [entity for entity in manifest.entities if not entity.roles]
    if len(people) != 1:
        if not diagnostics.has_errors:
            diagnostics.report(codes.MissingField.Person(count=len(people)), manifest.entities[0].span)
        return None
    taken: set[str] = set()
    for entity in manifest.entities:
        key = slug(entity.name.text if entity.name else "")
        _check_names(entity, key, taken, diagnostics)
        roles = tuple(
            Role(
                key,
                slug(role.name.text if role.name else ""),
                role.plural.text if role.plural else None,
                role.label.text if role.label else (role.name.text if role.name else ""),
                read_whole(role.max, diagnostics) if role.max is not None else None,
            )
            for role in entity.roles
        )
        keys = [role.key for role in roles]
        if entity.reference_role is not None and entity.reference_role.text not in keys:
            unknown = codes.UnknownEntity.Role(name=entity.reference_role.text, known=" ; ".join(keys))
            diagnostics.report(unknown, entity.reference_role.span)
        label = entity.label.text if entity.label else key
        plural = entity.plural.text if entity.plural else key + "s"
        doc_text = entity.note.text if entity.note else ""
        entities[key] = Entity(key, plural, label, not roles, roles, camel(key), doc_text)
    package = manifest.package.text if manifest.package else ""
    return Catalog(package=package, distribution="", version="", entities=entities)


def _check_names(entity: doc.Entity, key: str, taken: set[str], diagnostics: Diagnostics) -> None:
    """Tell the names of an entity and of its roles that code has already, or that another has."""
    for cell, name, is_key in (
        (entity.name, key, True),
        (entity.plural, entity.plural.text.strip() if entity.plural is not None else f"{key}s", False),
    ):
        span = cell.span if cell is not None else entity.span
        if is_key and is_taken_by_entities(name):
            diagnostics.report(codes.BadIdentifier.Taken(id=name, near=f"ent_{name}"), span)
        elif not is_key and (name in OF_GROUPS or not name.isidentifier()):
            diagnostics.report(codes.BadIdentifier(id=name, near=f"{key}s"), span)
        elif name in taken:
            diagnostics.report(codes.DuplicateName(name=name), span)
        taken.add(name)
    roles: set[str] = set()
    for role in entity.roles:
        names = [slug(role.name.text)] if role.name is not None else []
        names += [role.plural.text.strip()] if role.plural is not None else []
        for name in dict.fromkeys(names):
            if not name.isidentifier() or keyword.iskeyword(name) or name in OF_GROUPS:
                diagnostics.report(codes.BadIdentifier(id=name, near=slug(name)), role.span)
            elif name in roles:
                diagnostics.report(codes.DuplicateName(name=name), role.span)
        roles.update(names)


def reference_roles(manifest: doc.Manifest) -> dict[str, str]:
    """The role through which each group of a standalone country answers."""
    return {
        slug(entity.name.text): entity.reference_role.text
        for entity in manifest.entities
        if entity.name is not None and entity.reference_role is not None
    }
