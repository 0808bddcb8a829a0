"""The words of a country (entities, roles, kinds of people) to what they mean in its catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.ground.catalog import Catalog, Entity, Role
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import Language


@dataclass(frozen=True, slots=True)
class Who:
    """Members of a group: all of them (`role` None) or those with a role."""

    entity: str
    role: str | None


@dataclass(frozen=True)
class Words:
    """What the words of a rulebook mean among the entities of its country.

    Attributes:
        entities: how an entity is said, in normal form, to its key.
        roles: a phrase (« enfants », « membres du ménage ») to the members it can mean.
        of_roles: a phrase (« du demandeur ») to the one person it can mean.
        reference_roles: entity to the unique role through which a group reads other groups.
        contains: a group to the groups that live whole within it: one household, several families.
        people: a kind of person, in normal form, to its role in each group.
        of_words: a group and a role that one person holds, to how help texts say whose a datum is: « de la personne de référence ».
        role_words: a group and a role to what people of it are called first: « déclarant principal ».
        written: a phrase of `roles` as the lexicon writes it, accents and capitals included.
    """

    entities: Mapping[str, str]
    roles: Mapping[str, tuple[Who, ...]]
    of_roles: Mapping[str, tuple[Who, ...]]
    reference_roles: Mapping[str, str]
    people: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str] = field(default_factory=dict)
    contains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    role_words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def phrases(self) -> Phrases:
        found = [Phrase(text, "ROLE", None) for text in self.roles]
        found += [Phrase(text, "ROLE_OF", None) for text in self.of_roles]
        return Phrases(tuple(found))


def words_of(
    catalog: Catalog,
    vocabularies: tuple[Vocabulary, ...],
    language: Language,
    reference_roles: Mapping[str, str] | None = None,
) -> Words:
    """The words that the vocabularies give, completed by the catalogue's own keys and labels."""
    entity_words: dict[str, list[str]] = {key: [] for key in catalog.entities}
    entity_of: dict[str, list[str]] = {key: [] for key in catalog.entities}
    references: dict[str, str] = dict(reference_roles or {})
    contains: dict[str, tuple[str, ...]] = {}
    role_words: dict[tuple[str, str], list[str]] = {}
    role_of: dict[tuple[str, str], list[str]] = {}
    people: dict[str, dict[str, str]] = {}
    for vocabulary in vocabularies:
        for entity in vocabulary.entities:
            key = entity.name.text if entity.name else ""
            if key in catalog.entities:
                entity_words[key] += [cell.text for cell in entity.words]
                entity_of[key] += [cell.text for cell in entity.of]
                if entity.reference_role:
                    references[key] = entity.reference_role.text
                if entity.contains:
                    contains[key] = tuple(cell.text for cell in entity.contains)
        for role in vocabulary.roles:
            entity_key, _, role_key = (role.name.text if role.name else "").partition(".")
            role_words.setdefault((entity_key, role_key), []).extend(cell.text for cell in role.words)
            role_of.setdefault((entity_key, role_key), []).extend(cell.text for cell in role.of)
        for person in vocabulary.people:
            places = dict(cell.text.split(".", 1) for cell in person.roles if "." in cell.text)
            for cell in (person.name, *person.words):
                if cell is not None:
                    people[normalise(cell.text)] = places
    entities: dict[str, str] = {}
    for key, entity_info in catalog.entities.items():
        for text in (*entity_words[key], key, key.replace("_", " "), entity_info.plural, entity_info.label):
            entities.setdefault(normalise(text), key)
    # « nombre d'individus »: what the country calls a person is a member; « demandeur », which a lexicon may add, is some of them.
    persons = tuple(text.replace("_", " ") for text in (catalog.person.key, catalog.person.plural))
    roles: dict[str, list[Who]] = {}
    of_roles: dict[str, list[Who]] = {}
    of_words: dict[tuple[str, str], str] = {}
    written: dict[str, str] = {}
    for key, entity_info in catalog.entities.items():
        if entity_info.is_person:
            continue
        tails = _tails(key, entity_words[key], entity_of[key], language)
        _add(roles, (*language.marks.members, *persons), tails, Who(key, None), written)
        for role_info in entity_info.roles:
            words = role_words.get((key, role_info.key)) or _default_role_words(role_info)
            _add(roles, words, tails, Who(key, role_info.key), written)
            if role_info.is_unique:
                said = role_of.get((key, role_info.key), [])
                # A lexicon of another tongue says « du conjoint »: a rulebook in English says `of the conjoint`.
                is_of_tongue = any(text.startswith(f"{of} ") for text in said for of in language.of)
                afters = said if is_of_tongue else [*said, *(f"{of} {word}" for word in words for of in language.of)]
                _add(of_roles, afters, (), Who(key, role_info.key), {})
                of_words[key, role_info.key] = afters[0]
    if not people:
        people = _default_people(catalog)
    labels = {key: (entity_words[key][0] if entity_words[key] else key.replace("_", " ")) for key in catalog.entities}
    return Words(
        entities=entities,
        roles={text: tuple(found) for text, found in roles.items()},
        of_roles={text: tuple(found) for text, found in of_roles.items()},
        reference_roles=references,
        people=people,
        labels=labels,
        contains=contains,
        of_words=of_words,
        role_words={who: words[0] for who, words in role_words.items() if words},
        written=written,
    )


def _tails(key: str, words: list[str], of: list[str], language: Language) -> tuple[str, ...]:
    """« de la famille », « du ménage »: what can follow a role to say of which group."""
    if of:
        return tuple(of)
    return tuple(f"{link} {word}" for link in language.of for word in (*words, key.replace("_", " ")))


def _default_role_words(role: Role) -> list[str]:
    return [word for word in (role.key.replace("_", " "), (role.plural or "").replace("_", " "), role.label) if word]


def _add(into: dict[str, list[Who]], words: list[str] | tuple[str, ...], tails: tuple[str, ...], who: Who, written: dict[str, str]) -> None:
    for word in words:
        for text in (word, *(f"{word} {tail}" for tail in tails)):
            written.setdefault(normalise(text), text)
            found = into.setdefault(normalise(text), [])
            if who not in found:
                found.append(who)


def _default_people(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Without a vocabulary, a kind of person is a role of the first group that has it."""
    people: dict[str, dict[str, str]] = {}
    groups: list[Entity] = [entity for entity in catalog.entities.values() if not entity.is_person]
    for group in groups:
        for role in group.roles:
            if role.parent is None:
                for word in _default_role_words(role):
                    people.setdefault(normalise(word), {}).setdefault(group.key, role.key)
    return people
