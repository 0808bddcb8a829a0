"""A rule that was read to the record of a calculation, or to the document of an aid."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator
from typing import Any

from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.text import slug
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.book import (
    EARLIEST,
    LEAST_SUMMARY,
    MOST_SUMMARY,
    Rulebook,
)
from rulespec.importing.openfisca.formulas import Rule
from rulespec.importing.openfisca.parts import starts_of, tabled, valued
from rulespec.importing.openfisca.saying import Teller
from rulespec.importing.openfisca.shaping import condition, tests_and_amount
from rulespec.importing.openfisca.sources import Written


def calculated(book: Rulebook, rule: Rule, teller: Teller) -> dict[str, Any]:
    """The record of a calculation. Raises Unsaid."""
    raw, period = book.catalog.raw_variables[rule.name], teller.period
    said = [(formula, teller.say(formula.term)) for formula in rule.formulas]
    told: dict[str, Any] = {book.key("Calculation", "replaces"): rule.name}
    if raw.get("label"):
        told[book.key("Calculation", "label")] = " ".join(raw["label"].split())
    told[book.key("Calculation", "entity")] = book.people.labels[raw["entity"]]
    if period is Period.YEAR:
        told[book.key("Calculation", "period")] = book.words.say("periods", "year")
    unit = book.measures.variable(rule.name)
    if raw["type"] in ("int", "float"):
        if raw["type"] == "int":
            told[book.key("Calculation", "kind")] = book.words.say("kinds", "integer")
        said = [(formula, valued(book, text, unit)) for formula, text in said]
        told[book.key("Calculation", "unit")] = book.words.unit_name(unit)
    starts = starts_of(book, rule)
    if len(said) == 1:
        if starts[0] is not None:
            told[book.key("Calculation", "start")] = write_date(starts[0])
        answer = (
            tabled(book, rule, teller, rule.formulas[0].term, book.names.variable(rule.name), unit, starts[0])
            if raw["type"] == "float"
            else None
        )
        told[book.key("Calculation", "formula")] = answer or said[0][1].text
    else:
        told[book.key("Calculation", "formula")] = {
            write_date(start if start is not None else EARLIEST): text.text for start, (_, text) in zip(starts, said, strict=True)
        }
    if raw.get("end"):
        told[book.key("Calculation", "until")] = write_date(datetime.date.fromisoformat(raw["end"]))
    return told | _sourced(book, rule.written)


def aid(book: Rulebook, rule: Rule, teller: Teller) -> dict[str, Any]:
    """The document of an aid: its card, its conditions, its amount. Raises Unsaid."""
    raw, key = book.catalog.raw_variables[rule.name], book.key
    found = tests_and_amount(rule.formulas[0].term)
    assert found is not None
    tests, amount = found
    label = " ".join((raw.get("label") or "").split())
    # What rules read is called as they call it.
    is_read = rule.name in book.read_variables
    name = label if label and not is_read else book.names.variable(rule.name)
    told: dict[str, Any] = {
        key("Document", "language"): book.words.code,
        key("Document", "aid"): f"{slug(key('Document', 'aid'))}_{rule.name}",
        key("Document", "name"): name[:1].upper() + name[1:],
    }
    if label and label != told[key("Document", "name")] and LEAST_SUMMARY <= len(label) <= MOST_SUMMARY:
        told[key("Document", "summary")] = label
    told[key("Document", "entity")] = book.people.labels[raw["entity"]]
    if teller.period is Period.YEAR:
        told[key("Document", "period")] = book.words.say("periods", "year")
    unit = book.measures.variable(rule.name)
    if amount is not None:
        told[key("Document", "unit")] = book.words.unit_name(unit)
    start = starts_of(book, rule)[0]
    if start is not None:
        told[key("Document", "start")] = write_date(start)
    if raw.get("end"):
        told[key("Document", "until")] = write_date(datetime.date.fromisoformat(raw["end"]))
    told[key("Document", "replaces")] = [rule.name]
    told |= {
        key("Document", name): value
        for name in ("references", "note")
        if (value := _sourced(book, rule.written).get(key("Calculation", name))) is not None
    }
    told[key("Document", "conditions")] = [condition(test, teller, key) for test in algebra.bounded(tests)]
    if amount is not None:
        answer = tabled(book, rule, teller, amount, book.names.variable(rule.name), unit, start)
        told[key("Document", "amount")] = answer or valued(book, teller.say(amount), unit).text
    return told


def _sourced(book: Rulebook, written: Written) -> dict[str, Any]:
    """References and notes of a variable, as its class has them."""
    told: dict[str, Any] = {}
    references: list[str] = []
    notes: list[str] = []
    for node in written.node.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="reference")], value=value):
                references += _texts(value)
            case ast.Assign(targets=[ast.Name(id="documentation")], value=value):
                notes += [" ".join(text.split()) for text in _texts(value)]
    if references:
        key = book.key("Calculation", "references")
        told[key] = references
    first, last = written.node.lineno, written.node.end_lineno or written.node.lineno
    comments = [(line, text) for line, text in written.module.comments.items() if first <= line <= last]
    notes += [f"{' '.join(text for _, text in run)} ({written.module.path}:{run[0][0]})" for run in _runs(comments)]
    if notes:
        told[book.key("Calculation", "note")] = "\n".join(notes)
    return told


def _runs(comments: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Comments of lines in a row, which say one thing."""
    run: list[tuple[int, str]] = []
    for line, text in comments:
        if run and line != run[-1][0] + 1:
            yield run
            run = []
        run.append((line, text))
    if run:
        yield run


def _texts(node: ast.expr) -> list[str]:
    return [
        item.value.strip()
        for item in ast.walk(node)
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.strip()
    ]
