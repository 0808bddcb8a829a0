"""Households that change to the rules that change them: the variables that lead to an aid and differ before and after."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
import pyarrow.parquet

from rulespec.compiler import ir
from rulespec.compiler.ir.walking import read_by
from rulespec.costing.comparing import Household, Question, Rules
from rulespec.populations.chunking import chunks_of, cut_of
from rulespec.populations.computing import compute
from rulespec.populations.job import Job, outputs_of
from rulespec.populations.places import places_of

# Of what differs, so much is told for a household.
MOST = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """A variable that differs: its label, and its value on each side; None where that side has no such variable."""

    variable: str
    label: str
    before: Any
    after: Any


def reasons(before: Rules, after: Rules, question: Question, told: Sequence[Household], memory: int) -> tuple[tuple[Reason, ...], ...]:
    """Of each household, what differs on the way to the aids that change for it, the aid's own amount left out."""
    variables = {aid: _leading(aid, before, after) for aid in question.amounts}
    wanted = sorted(set().union(*variables.values())) if variables else []
    if not told or not wanted:
        return tuple(() for _ in told)
    values = [_values(rules, [name for name in wanted if name in rules.known], told, memory) for rules in (before, after)]
    labels = {item.name: item.label for rules in (before, after) for item in _own(rules).values()}
    found = []
    for index, household in enumerate(told):
        moved = [aid for aid in question.amounts if abs(household.after[aid] - household.before[aid]) > question.coin / 2]
        names = dict.fromkeys(name for aid in moved for name in variables[aid])
        pairs = [(name, values[0].get(name), values[1].get(name)) for name in names]
        differing = [
            Reason(name, labels.get(name, name), old[index] if old else None, new[index] if new else None)
            for name, old, new in pairs
            if old is not None and new is not None and old[index] != new[index]
        ]
        found.append(tuple(differing[:MOST]))
    return tuple(found)


def _own(rules: Rules) -> Mapping[str, ir.Variable]:
    return {item.name: item for item in rules.program.variables} if rules.program is not None else {}


def _leading(aid: str, before: Rules, after: Rules) -> list[str]:
    """The variables that an aid reads, on either side, itself left out."""
    found: dict[str, None] = {}
    for rules in (before, after):
        own = _own(rules)
        cards = rules.program.aids if rules.program is not None else ()
        for card in cards:
            if card.id == aid and card.variable in own:
                names = read_by(card.variable, own) - {card.variable}
                found |= dict.fromkeys(sorted(name for name in names if name in own))
    return list(found)


def _values(rules: Rules, names: Sequence[str], told: Sequence[Household], memory: int) -> dict[str, list[Any]]:
    """Each variable's values for the first person of each household, in their order."""
    outputs = outputs_of(rules.checked, rules.known, rules.asked.period, (), names) if names else []
    if not outputs:
        return {}
    cut = cut_of(rules.population)
    starts = sorted({int(cut.starts[numpy.searchsorted(cut.starts, item.first, side="right") - 1]) for item in told})
    ends = {start: int(cut.starts[numpy.searchsorted(cut.starts, start, side="right")]) for start in starts}
    bounds: list[tuple[int, int]] = []
    gaps: set[int] = set()
    at = 0
    for start in starts:
        if start > at:
            gaps.add(len(bounds))
            bounds.append((at, start))
        bounds.append((start, ends[start]))
        at = ends[start]
    found: dict[str, dict[int, Any]] = {output.variable: {} for output in outputs}
    chunks = list(chunks_of(rules.population, cut, bounds, frozenset(gaps), memory))
    job = replace(rules.job, outputs=tuple(outputs), sample=chunks[0].tables)
    for chunk in chunks:
        answer = compute(job, chunk)
        if answer.failed is not None:
            continue
        tables = {key: pyarrow.parquet.read_table(io.BytesIO(data)) for key, data in answer.tables.items()}
        firsts = [item.first for item in told if chunk.first <= item.first < chunk.first + chunk.persons]
        for output in outputs:
            column = _by_person(tables, job, output.entity, output.variable)
            for first in firsts:
                found[output.variable][first] = column[first - chunk.first]
    return {name: [held.get(item.first) for item in told] for name, held in found.items()}


def _by_person(tables: Mapping[str, Any], job: Job, entity: str, variable: str) -> list[Any]:
    values = tables[entity][variable]
    if entity == job.person.key:
        return list(values.to_pylist())
    table = tables[entity]
    of = places_of(tables[job.person.key][f"{entity}_id"], table[table.column_names[0]]).of
    known = values.to_pylist()
    return [known[place] for place in of.tolist()]
