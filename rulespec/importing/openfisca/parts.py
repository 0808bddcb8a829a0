"""Parts of formulas that their author named to calculations; from when each formula holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.kinds import NONE, Kind, Period, Unit
from rulespec.importing.openfisca.book import (
    EARLIEST,
    LONG,
    SMALLEST_PART,
    SMALLEST_TWICE,
    Rulebook,
)
from rulespec.importing.openfisca.formulas import Formula, Rule
from rulespec.importing.openfisca.saying import Said, Teller
from rulespec.importing.openfisca.shaping import named_tests
from rulespec.importing.openfisca.tables import table
from rulespec.importing.openfisca.terms import Figure, Named, Scaled, Term, kind_of, size, walk
from rulespec.importing.openfisca.values import Unsaid


def parts_told(book: Rulebook, rule: Rule, teller: Teller) -> dict[str, dict[str, Any]]:
    """The parts of a rule's formulas that the author named, as calculations; the teller then says their names."""
    told: dict[str, dict[str, Any]] = {}
    rows = named_tests(rule) if rule.name in book.aids else frozenset()
    for formula in rule.formulas:
        whole_size = size(formula.term)
        found: dict[Named, int] = {}
        for item in walk(formula.term):
            if isinstance(item, Named):
                found[item] = found.get(item, 0) + 1
        # The inner ones first: an outer part says their names.
        for part, times in sorted(found.items(), key=lambda pair: (size(pair[0]), pair[0].line)):
            is_said = kind_of(part) in (Kind.NUMBER, Kind.BOOLEAN) and part != formula.term
            big = size(part) >= (SMALLEST_TWICE if times > 1 else SMALLEST_PART)
            if part.value in teller.own or not is_said or not big or (times == 1 and (whole_size < LONG or part in rows)):
                continue
            _tell_part(book, rule, teller, part, formula, told)
    return told


def read_parts(parts: dict[str, dict[str, Any]], others: list[Any]) -> dict[str, dict[str, Any]]:
    """The parts that a rule, its tables or other parts name: what a table says whole leaves its tests unread."""
    while True:
        kept = {
            name: record
            for name, record in parts.items()
            if any(name in text for text in _texts([others, *(other for key, other in parts.items() if key != name)]))
        }
        if len(kept) == len(parts):
            return kept
        parts = kept


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from _texts(list(value.values()))
        case list():
            for item in value:
                yield from _texts(item)


def _tell_part(book: Rulebook, rule: Rule, teller: Teller, part: Named, formula: Formula, told: dict[str, dict[str, Any]]) -> None:
    entity = book.catalog.raw_variables[rule.name]["entity"] if not part.level else book.catalog.person.key
    outer, teller.entity = teller.entity, entity
    try:
        said = teller.say(part.value)
    finally:
        teller.entity = outer
    name = book.names.part(part.name, rule.name, formula.start, part.line)
    record: dict[str, Any] = {book.key("Calculation", "entity"): book.people.labels[entity]}
    unit = NONE
    if kind_of(part) is Kind.NUMBER:
        unit = said.unit if said.unit is not None and not said.unit.any and teller.has_name(said.unit) else NONE
        said = valued(book, said, unit)
        record[book.key("Calculation", "unit")] = book.words.unit_name(unit)
    if teller.period is Period.YEAR:
        record[book.key("Calculation", "period")] = book.words.say("periods", "year")
    # A later formula that says the same says it by the same name: the part lasts as long as the last of them.
    last = next(item for item in reversed(rule.formulas) if item is formula or part.value in walk(item.term))
    until = _next(book, rule, last)
    start = _start(book, Formula(formula.start, part.value, formula.node), until, True)
    if start is not None:
        record[book.key("Calculation", "start")] = write_date(start)
    if until is not None:
        record[book.key("Calculation", "until")] = write_date(until - datetime.timedelta(days=1))
    answer = tabled(book, rule, teller, part.value, name, unit, start) if until is None and not part.level else None
    if answer is not None:
        # The table says it: no calculation beside.
        teller.own[part.value] = (answer, unit)
        return
    record[book.key("Calculation", "formula")] = said.text
    told[name] = record
    teller.own[part.value] = (name, unit)


def tabled(book: Rulebook, rule: Rule, teller: Teller, term: Term, name: str, unit: Unit, start: datetime.date | None) -> str | None:
    """The name of what a table answers in the place of a chain of cases; None where it stays a chain."""
    if rule.name in book.shapeless or teller.period is Period.YEAR:
        return None
    answer = book.names.by_case(name, rule.name, "python by case")
    record = table(term, teller, answer, unit)
    if record is None:
        return None
    if start is not None:
        record[book.key("Table", "start")] = write_date(start)
    book.tables.setdefault(rule.name, {})[book.names.by_case(name, rule.name, "python cases")] = record
    return answer


def valued(book: Rulebook, said: Said, unit: Unit) -> Said:
    """A result in another unit than its variable's, taken as a number."""
    if said.unit is None or said.unit.any or said.unit.fits(unit):
        return said
    return replace(said, text=f"{book.words.function_name('value')}({said.text})")


def starts_of(book: Rulebook, rule: Rule) -> list[datetime.date | None]:
    """From when each formula holds. Raises Unsaid where a parameter has no value while a formula holds: OpenFisca stops there."""
    return [_start(book, formula, _next(book, rule, formula), number == 0) for number, formula in enumerate(rule.formulas)]


def _next(book: Rulebook, rule: Rule, formula: Formula) -> datetime.date | None:
    """When another formula takes over, or the day after the variable's end; None for a last that does not end."""
    later = [item.start for item in rule.formulas if item.start > formula.start]
    if later:
        return datetime.date.fromisoformat(min(later))
    end = book.catalog.raw_variables[rule.name].get("end")
    return datetime.date.fromisoformat(end) + datetime.timedelta(days=1) if end else None


def _start(book: Rulebook, formula: Formula, until: datetime.date | None, is_first: bool) -> datetime.date | None:
    """A formula's own date, or the first day from which all the parameters it reads have a value; no day before the calendar's first."""
    own = datetime.date.fromisoformat(formula.start) if formula.start else None
    found = own
    for path in {item.path for item in walk(formula.term) if isinstance(item, Figure | Scaled)}:
        parameter = book.catalog.parameter(path)
        last: datetime.date | None = None
        has_value = False
        for date, value in parameter.values if parameter is not None else ():
            if until is not None and date >= until:
                break
            if (value is not None) != has_value:
                has_value = value is not None
                last = date
        if not has_value:
            raise Unsaid("parameter ends", formula.node, name=path)
        if last is not None and (found is None or last > found):
            if not is_first:
                raise Unsaid("parameter ends", formula.node, name=path)
            found = last
    return None if found is not None and found <= EARLIEST else found
