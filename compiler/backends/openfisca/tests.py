"""Cases of the checked program to OpenFisca's YAML tests: everyone in every group, a margin for amounts."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.parameters import dump, plain
from rulespec.compiler.backends.openfisca.reform import reform_path
from rulespec.compiler.ground.catalog import Catalog, Entity


def test_files(program: ir.Program, modules: dict[str, str], catalog: Catalog) -> dict[PurePosixPath, str]:
    """One file of tests for each document that has cases; those to be confirmed are no test yet."""
    files = {}
    reform = reform_path(program.package) if program.has_reform else ""
    for document, name in modules.items():
        cases = [case for case in program.cases if case.document == document and not case.to_confirm]
        if cases:
            files[PurePosixPath("tests", f"{name}.yaml")] = dump([test_of(case, catalog, reform) for case in cases])
    return files


def test_of(case: ir.Case, catalog: Catalog, reform: str = "") -> dict[str, Any]:
    """A case as OpenFisca's test runner reads it; a rulebook that changes the country is tested with its reform."""
    test: dict[str, Any] = {"name": case.name, "period": case.period}
    if reform:
        test["reforms"] = reform
    amounts = any(isinstance(value.value, Decimal) for value in case.expected)
    if amounts:
        test["absolute_error_margin"] = float(case.margin)
    test["input"] = situation_of(case, catalog)
    output: dict[str, Any] = {}
    for value in case.expected:
        entity = catalog.entities[value.entity]
        # A group's variable stands alone: in the output OpenFisca would take « famille » for a variable of France.
        into = output.setdefault(entity.plural, {}).setdefault(value.person, {}) if value.person else output
        scalar = scalar_of(value.value)
        period = catalog.period_told(value.variable, value.period)
        into[value.variable] = scalar if period == case.period else {period: scalar}
    test["output"] = output
    return test


def situation_of(case: ir.Case, catalog: Catalog) -> dict[str, Any]:
    """The people, the groups with everyone's place, and the values given."""
    people: dict[str, Any] = {person.name: {} for person in case.people}
    found: dict[str, Any] = {catalog.person.plural: people}
    for group in catalog.entities.values():
        if not group.is_person:
            found[group.key] = _places(group, case.people)
    for value in case.given:
        entity = catalog.entities[value.entity]
        into = people[value.person] if value.person else found[entity.key]
        into.setdefault(value.variable, {})[catalog.period_told(value.variable, value.period)] = scalar_of(value.value)
    return found


def _places(group: Entity, people: tuple[ir.Person, ...]) -> dict[str, Any]:
    """Names by role; a sub-role (« demandeur ») is its place in the list of its parent role."""
    rank = {role.key: index for index, role in enumerate(group.roles)}
    held: dict[str, list[tuple[int, str]]] = {}
    for person in people:
        key = dict(person.roles)[group.key]
        role = group.role(key)
        assert role is not None
        top = group.role(role.parent) if role.parent else role
        assert top is not None
        held.setdefault(top.plural or top.key, []).append((rank[key], person.name))
    return {key: [name for _, name in sorted(names, key=lambda item: item[0])] for key, names in held.items()}


def scalar_of(value: ir.Scalar) -> Any:
    """A value as OpenFisca's YAML tests write it: numbers without a needless point, choices by their name."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal | bool) else value
