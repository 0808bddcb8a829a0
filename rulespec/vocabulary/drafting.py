"""A country's catalogue to the first text of its lexicon, which its experts then edit: entities, roles, kinds of people, data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from rulespec.compiler.ground.catalog import Catalog, Entity, Role, Variable
from rulespec.compiler.ground.kinds import Flow, Kind
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

# Enough to start from; `rulespec catalog search` finds the others.
MOST_DATA = 40
LONGEST_NAME = 48
NAME = re.compile(r"[^\W\d_][\w '’-]*\Z")


def lexicon_text(catalog: Catalog, words: Language, with_data: bool = True) -> str:
    """The YAML of a lexicon with what the country says of itself; without its data for rules that name their own."""
    told = {
        words.key("Vocabulary", "country"): catalog.package,
        words.key("Vocabulary", "language"): words.code,
        words.key("Vocabulary", "entities"): dict(_entities(catalog, words)),
        words.key("Vocabulary", "roles"): dict(_roles(catalog, words)),
        words.key("Vocabulary", "people"): _people(catalog, words),
        words.key("Vocabulary", "data"): dict(_data(catalog, words)) if with_data else {},
    }
    note = "".join(f"# {line}\n" for line in words.said("lexicon note", country=catalog.package).splitlines())
    parts = [
        yaml.dump(
            {key: value}, allow_unicode=True, sort_keys=False, default_flow_style=None if isinstance(value, dict) else False, width=140
        )
        for key, value in told.items()
        if value
    ]
    return note + "\n".join(parts)


def _entities(catalog: Catalog, words: Language) -> Iterator[tuple[str, Any]]:
    for entity in catalog.entities.values():
        told: dict[str, Any] = {words.key("EntityWords", "words"): _spellings(entity.key, entity.label)}
        if not entity.is_person:
            told[words.key("EntityWords", "reference_role")] = entity.places[0].key
        yield entity.key, told


def _roles(catalog: Catalog, words: Language) -> Iterator[tuple[str, Any]]:
    for entity in catalog.entities.values():
        for role in entity.roles:
            yield f"{entity.key}.{role.key}", {words.key("RoleWords", "words"): _spellings(role.key, role.plural or "", role.label)}


def _spellings(*texts: str) -> list[str]:
    """The ways to say a key: itself in words, its plural, its label where that is short; each once."""
    found: dict[str, str] = {}
    for text in texts:
        said = text.replace("_", " ").strip()
        if not said or len(said) > LONGEST_NAME or not NAME.match(said):
            continue
        said = said[:1].lower() + said[1:] if said[1:2].islower() else said
        # « Ménage » says better than « menage » what its key can't.
        if said.isascii():
            found.setdefault(normalise(said), said)
        else:
            found[normalise(said)] = said
    return list(found.values()) or [texts[0]]


def _people(catalog: Catalog, words: Language) -> dict[str, Any]:
    """A kind of person for each place of the group that tells most of them, with the place of the same rank in the others."""
    groups = [entity for entity in catalog.entities.values() if not entity.is_person]
    if not groups:
        return {}
    base = max(groups, key=lambda group: len(group.places))
    return {
        role.key.replace("_", " "): {
            words.key("PersonKind", "roles"): [f"{group.key}.{_like(rank, role, group).key}" for group in groups],
        }
        for rank, role in enumerate(base.places)
    }


def _like(rank: int, role: Role, group: Entity) -> Role:
    """The place of a group for who has another's: of the same name, of the same rank where one alone has it, else the first open."""
    places = group.places
    same = next((place for place in places if place.key == role.key), None)
    alone = [place for place in places if place.max == 1]
    if same is not None:
        return same
    if role.max == 1 and rank < len(alone):
        return alone[rank]
    return next((place for place in places if place.max != 1), places[-1])


def _data(catalog: Catalog, words: Language) -> Iterator[tuple[str, Any]]:
    """The data that a household gives and that most formulas of the country read, by their labels."""
    readers = Counter(name for names in catalog.raw_reads.values() for name in set(names))
    given = [name for name, raw in catalog.raw_variables.items() if not raw.get("formula") and raw.get("label")]
    taken = {normalise(text) for entity in catalog.entities.values() for text in (entity.key, entity.label, entity.plural)}
    taken |= {
        normalise(text)
        for entity in catalog.entities.values()
        for role in entity.roles
        for text in (role.key, role.label, role.plural or "")
    }
    for name in sorted(given, key=lambda item: (-readers[item], item))[:MOST_DATA]:
        variable = catalog.variable(name)
        said = _name(variable, words) if variable is not None else ""
        if variable is not None and said and normalise(said) not in taken:
            taken.add(normalise(said))
            yield said, _reading(variable, words)


def _name(variable: Variable, words: Language) -> str:
    """The label of a variable as a name of the trade, else its key in words; "" where neither can stand in a sentence."""
    label = variable.label.split("(")[0].strip(" .")
    for text in (label[:1].lower() + label[1:] if label[1:2].islower() else label, variable.name.replace("_", " ")):
        inner = normalise(text)
        is_plain = NAME.match(text) and len(text) <= LONGEST_NAME
        if is_plain and inner not in words.keywords and not any(f" {word} " in f" {inner} " for word in map(normalise, words.keywords)):
            return text
    return ""


def _reading(variable: Variable, words: Language) -> dict[str, str]:
    told = {words.key("Datum", "reads"): variable.name}
    unit = variable.type.unit
    if variable.type.kind is Kind.NUMBER and not unit.unknown and not unit.any:
        told[words.key("Datum", "unit")] = words.unit_name(unit)
        if variable.flow is not Flow.UNKNOWN and unit.is_known_money:
            told[words.key("Datum", "flow")] = words.say("flows", variable.flow.value)
    return told
