"""OpenFisca's YAML tests, as published, to situations and expected values; run in batches, judged as OpenFisca judges."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rulespec.compiler.ground.catalog import Catalog
from rulespec.disk.reading import read_text
from rulespec.formats.yaml.expanding import check_aliases
from rulespec.running.batching import ALIKE, ALONE, TOGETHER, Group, Situation, alone_in_groups, batches, watch_cuts

KNOWN = {
    "name", "description", "period", "keywords", "absolute_error_margin", "relative_error_margin", "max_spiral_loops", "input", "output",
    "extensions",
}  # fmt: skip


class NotBatched(Exception):
    """A test that only OpenFisca's own runner can take: reforms, parameters of its own, people left to their own groups."""


class UnknownVariable(NotBatched):
    """A test of a variable that neither the package nor its country has: no runner can take it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A value that a test expects: of all the members of an entity, or of one instance."""

    variable: str
    period: str
    value: Any
    instance: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A value that is not the expected one, or the error met on the way.

    Attributes:
        text: what was found and what was expected, with the margins of the test: « [204.455] ≠ [204.45] ± 0.005 ».
        only_rounding: True where the decimal values as written are within the margin: OpenFisca compares them in 32 bits.
        cut: the variables that turned on themselves, which OpenFisca left at their default on the way.
    """

    place: str
    text: str
    only_rounding: bool = False
    cut: tuple[str, ...] = ()


@dataclass(eq=False)
class UpstreamTest:
    """A test as published.

    Attributes:
        reason: why it is not run here; empty for one that is.
        is_impossible: True where OpenFisca's own runner could not run it either.
    """

    file: Path
    name: str
    situation: Situation | None
    expected: list[Expected]
    absolute: Mapping[str, float | None]
    relative: Mapping[str, float | None]
    reason: str = ""
    is_impossible: bool = False
    failures: list[Failure] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.failures and not self.reason


def openfisca_test_files(paths: list[Path]) -> list[Path]:
    """The YAML files of some files and folders, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]) if path.is_dir() else [path]
        found.update(dict.fromkeys(inside))
    return list(found)


def read_tests(file: Path, system: Any, catalog: Catalog) -> Iterator[UpstreamTest]:
    """The tests of a file; those that can't be batched say why."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = read_text(file)
        check_aliases(text)
        content = yaml.load(text, Loader=loader)
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "problem", None) or str(error)
        yield UpstreamTest(file, file.stem, None, [], {}, {}, str(reason), is_impossible=True)
        return
    for number, told in enumerate(content if isinstance(content, list) else [content]):
        if not isinstance(told, Mapping):
            yield UpstreamTest(file, f"{file.stem} {number + 1}", None, [], {}, {}, NO_TEST, is_impossible=True)
            continue
        name = str(told.get("name") or f"{file.stem} {number + 1}")
        try:
            yield _Reader(told, system, catalog).test(file, name)
        except (AttributeError, LookupError, TypeError, ValueError):
            # A text where a mapping is expected, a date that is none: OpenFisca's own runner stops there too.
            yield UpstreamTest(file, name, None, [], {}, {}, NO_TEST, is_impossible=True)
        except NotBatched as reason:
            yield UpstreamTest(file, name, None, [], {}, {}, str(reason), isinstance(reason, UnknownVariable))


# As `words.reason` says it in the reader's tongue.
NO_TEST = "Not a test of OpenFisca"


class _Reader:
    def __init__(self, told: Mapping[str, Any], system: Any, catalog: Catalog) -> None:
        self.told = told
        self.system = system
        self.catalog = catalog
        self.period = _canonical(str(told.get("period", "")))
        if unknown := set(told) - KNOWN:
            raise NotBatched(", ".join(sorted(unknown)))

    def test(self, file: Path, name: str) -> UpstreamTest:
        given = self.told.get("input") or {}
        plurals = {entity.plural: key for key, entity in self.catalog.entities.items()}
        if any(key in plurals or key in self.catalog.entities for key in given):
            people, groups, ids = self.entities(given, plurals)
        else:
            people, groups, ids = self.flat(given)
        expected = list(self.expected(self.told.get("output") or {}, ids, plurals))
        asked = tuple(dict.fromkeys((item.variable, item.period) for item in expected))
        situation = Situation(people, groups, asked, self.told.get("max_spiral_loops"))
        absolute, relative = (_margins(self.told.get(key)) for key in ("absolute_error_margin", "relative_error_margin"))
        return UpstreamTest(file, name, situation, expected, absolute, relative)

    def values(self, told: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Values by variable and period; one without a period is of the test's own."""
        found = {}
        for name, value in told.items():
            if name not in self.system.variables:
                raise UnknownVariable(f"unknown variable {name}")
            found[name] = {str(key): item for key, item in value.items()} if isinstance(value, Mapping) else {self.period: value}
        return found

    def flat(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Group]], dict[str, list[str]]]:
        """Values as lists, one for each person, everyone alone in their groups."""
        by_variable = self.values(given)
        lengths = {len(item) for values in by_variable.values() for item in values.values() if isinstance(item, list)}
        if len(lengths - {1}) > 1:
            raise NotBatched("lists of different lengths")
        count = max(lengths, default=1)
        names = [f"p{index}" for index in range(count)]
        people: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in names}
        groups = {key: [Group(group.members, {}) for group in found] for key, found in alone_in_groups(names, self.catalog).items()}
        in_groups: dict[str, list[dict[str, dict[str, Any]]]] = {key: [{} for _ in names] for key in groups}
        for name, values in by_variable.items():
            entity = self.system.variables[name].entity.key
            for period, value in values.items():
                listed = value if isinstance(value, list) else [value] * count
                listed = listed * count if len(listed) == 1 else listed
                for index, item in enumerate(listed):
                    into = people[names[index]] if entity == self.catalog.person.key else in_groups[entity][index]
                    into.setdefault(name, {})[period] = item
        filled = {key: [Group(group.members, in_groups[key][index]) for index, group in enumerate(found)] for key, found in groups.items()}
        ids = {key: [f"{key}_{name}" for name in names] for key in groups} | {self.catalog.person.key: names}
        return people, filled, ids

    def entities(
        self, given: Mapping[str, Any], plurals: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, list[Group]], dict[str, list[str]]]:
        person = self.catalog.person
        told_people = given.get(person.plural, {})
        people = {str(name): self.values(values or {}) for name, values in told_people.items()}
        groups: dict[str, list[Group]] = {}
        ids: dict[str, list[str]] = {person.key: list(people)}
        default = alone_in_groups(people, self.catalog)
        for key, entity in self.catalog.entities.items():
            if entity.is_person:
                continue
            told = given.get(entity.plural) or ({f"{key}_0": given[key]} if key in given else {})
            if not told:
                groups[key], ids[key] = default[key], list(people)
                continue
            roles = {role.plural or role.key: role for role in entity.roles if role.parent is None}
            groups[key], ids[key] = [], [str(name) for name in told]
            placed: set[str] = set()
            for instance in told.values():
                members: dict[str, list[str]] = {}
                own = {}
                for name, value in (instance or {}).items():
                    if name in roles:
                        members[name] = [str(item) for item in (value if isinstance(value, list) else [value])]
                        placed.update(members[name])
                    else:
                        own[name] = value
                groups[key].append(Group(members, self.values(own)))
            self.place_others(key, [name for name in people if name not in placed], groups[key])
        unknown = set(given) - set(plurals) - set(self.catalog.entities)
        if unknown:
            raise NotBatched(", ".join(sorted(unknown)))
        return people, groups, ids

    def place_others(self, key: str, left: list[str], groups: list[Group]) -> None:
        """People of no group: OpenFisca gives each a group of their own, and repeats the values of the declared ones in turn."""
        declared = len(groups)
        if not left:
            return
        if declared > 1 or (declared + len(left)) % declared:
            raise NotBatched(f"{', '.join(left)} : {key} ?")
        own = alone_in_groups(left, self.catalog)[key]
        groups += [Group(group.members, groups[0].values) for group in own]

    def expected(self, told: Mapping[str, Any], ids: Mapping[str, list[str]], plurals: Mapping[str, str]) -> Iterator[Expected]:
        for name, value in told.items():
            if name in self.system.variables:
                yield from self.of(name, value, None)
            elif name in self.catalog.entities:
                for variable, item in value.items():
                    yield from self.of(variable, item, None)
            elif name in plurals:
                for instance, values in value.items():
                    if str(instance) not in ids[plurals[name]]:
                        raise NotBatched(f"{instance} ?")
                    place = (plurals[name], ids[plurals[name]].index(str(instance)))
                    for variable, item in values.items():
                        yield from self.of(variable, item, place)
            else:
                raise UnknownVariable(f"unknown variable {name}")

    def of(self, variable: str, value: Any, instance: tuple[str, int] | None) -> Iterator[Expected]:
        if isinstance(value, Mapping):
            for period, item in value.items():
                yield Expected(variable, str(period), item, instance)
        else:
            yield Expected(variable, self.period, value, instance)


def _canonical(period: str) -> str:
    """« month:2015-01 » as OpenFisca keeps it, 2015-01: under another spelling its builder forgets what it was given for the others."""
    from openfisca_core.periods import period as period_of

    try:
        return str(period_of(period))
    except ValueError:  # said by OpenFisca itself when it runs
        return period


def _margins(told: Any) -> dict[str, float | None]:
    if isinstance(told, Mapping):
        return {str(key): value for key, value in told.items()}
    return {"default": told}


def run_tests(tests: list[UpstreamTest], system: Any, catalog: Catalog, alone: bool = False) -> None:
    """Fill the failures of the tests that can be batched; one that fails beside others is judged alone."""
    doubtful = tests
    for how in (ALONE,) if alone else (TOGETHER, ALIKE, ALONE):
        for test in doubtful:
            test.failures.clear()
        _run(doubtful, system, catalog, how)
        doubtful = [test for test in doubtful if test.failures]


def _run(tests: list[UpstreamTest], system: Any, catalog: Catalog, how: str) -> None:
    kept = [test for test in tests if test.situation is not None]
    situations = [test.situation for test in kept if test.situation is not None]
    for indexes, batch in batches(system, catalog, situations, how):
        cut = watch_cuts(batch.simulation)
        for position, index in enumerate(indexes):
            test = kept[index]
            for item in test.expected:
                try:
                    array = batch.calculate(item.variable, item.period)
                except Exception as error:  # OpenFisca's own errors have no common type (trap 25)
                    told = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                    test.failures.append(Failure(item.variable, told))
                    continue
                entity = system.variables[item.variable].entity.key
                part = batch.part(array, entity, position)
                if item.instance is not None:
                    part = part[item.instance[1] : item.instance[1] + 1]
                problem, only_rounding = _differs(part, item, test)
                if problem:
                    test.failures.append(Failure(f"{item.variable}@{item.period}", problem, only_rounding, tuple(sorted(cut))))


def _margin(margins: Mapping[str, float | None], variable: str) -> float | None:
    return margins.get(variable, margins.get("default"))


def _differs(found: Any, item: Expected, test: UpstreamTest) -> tuple[str, bool]:
    """What OpenFisca's own `assert_near` would say, empty where it would say nothing; whether only its 32 bits say it."""
    value = item.value
    if hasattr(found, "decode_to_str"):
        texts = list(found.decode_to_str())
        wanted = value if isinstance(value, list) else [value]
        same = texts == wanted or (len(wanted) == 1 and set(texts) == set(wanted))
        return "" if same else f"{texts} ≠ {wanted}", False
    if np.issubdtype(found.dtype, np.datetime64):
        dates = np.array(value if isinstance(value, list) else [value], dtype=found.dtype)
        return "" if (found == dates).all() else f"{found} ≠ {dates}", False
    if isinstance(value, str):
        value = _arithmetic(value)
    listed = value if isinstance(value, list) else [value]
    if any(isinstance(entry, str) for entry in listed) or found.dtype.kind in "OSU":
        texts = [entry.decode() if isinstance(entry, bytes) else str(entry) for entry in found]
        return "" if texts == [str(entry) for entry in listed] else f"{texts} ≠ {listed}", False
    if any(isinstance(entry, datetime.date) for entry in listed):
        return f"{found} ≠ {listed}", False
    wanted_array = np.array(listed).astype(np.float32)
    numbers = np.array(found).astype(np.float32)
    absolute, relative = _margin(test.absolute, item.variable), _margin(test.relative, item.variable)
    told = f"{numbers} ≠ {wanted_array}"
    if wanted_array.size not in (1, numbers.size):
        return told, False
    if absolute is None and relative is None:
        absolute = 0
    told += f" ± {absolute:g}" if absolute else ""
    told += f" ± {relative * 100:g} %" if relative else ""
    gap = np.abs(wanted_array - numbers)
    fine = (absolute is None or bool((gap <= absolute).all())) and (
        relative is None or bool((gap <= np.abs(relative * wanted_array)).all())
    )
    return ("", False) if fine else (told, _is_near(numbers, wanted_array, absolute, relative))


def _is_near(found: Any, wanted: Any, absolute: float | None, relative: float | None) -> bool:
    """Whether the values, as the decimals that their 32 bits stand for, are within the margins."""
    pairs = np.broadcast_arrays(found, wanted)
    for number, expected in zip(*(array.ravel() for array in pairs), strict=True):
        if not (np.isfinite(number) and np.isfinite(expected)):
            return False
        written = Decimal(str(expected))
        gap = abs(Decimal(str(number)) - written)
        if absolute is not None and gap > Decimal(str(absolute)):
            return False
        if relative is not None and gap > abs(Decimal(str(relative)) * written):
            return False
    return True


def _arithmetic(text: str) -> Any:
    """« 1000 + 234.56 » as OpenFisca reads it; any other text as it is."""
    from openfisca_core.commons import eval_expression

    return eval_expression(text)
