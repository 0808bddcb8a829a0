"""Fields that change nothing where they stand to remarks: what is written is read, or told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

# Of a name for what the country or the lexicon has, what only a declared datum says; of a declared one, what only a name for another says.
OF_DECLARED = ("entity", "period", "default", "max_length", "id", "choice_type")
OF_READING = ("window", "compared_by")
OF_KIND = {"choices": Kind.CHOICE, "choice_names": Kind.CHOICE, "unit": Kind.NUMBER, "flow": Kind.NUMBER}


def tell_idle(document: doc.Document, words: Language, diagnostics: Diagnostics) -> None:
    """Tell the fields of a document that no rule can depend on, for what the fields beside them say (RS213)."""
    for table in document.tables:
        _of_table(table, words, diagnostics)
    for datum in document.data:
        _of_datum(datum, words, diagnostics)
    for parameter in document.parameters:
        if parameter.reads is not None:
            _of_parameter(parameter, parameter.reads, words, diagnostics)
    if document.aid is not None and document.amount is None and not _names_its_amount(document, words) and not document.instances:
        for field in ("unit", "rounding", "amount_id"):
            cell = getattr(document, field)
            if cell is not None:
                problem = codes.IdleField.Amount(name=words.key("Document", field), amount=words.key("Document", "amount"))
                diagnostics.report(problem, cell.span)


def _names_its_amount(document: doc.Document, words: Language) -> bool:
    """Whether a calculation or an output is called « montant »: it is the aid's amount."""
    names = [item.name for item in document.calculations] + [item.name for item in document.scales]
    names += [cell for table in document.tables for cell in table.outputs]
    amounts = {normalise(word) for word in words.keys["amount"]}
    return document.computed_by is not None or any(cell is not None and normalise(cell.text) in amounts for cell in names)


def _of_table(table: doc.Table, words: Language, diagnostics: Diagnostics) -> None:
    policy = words.choice(ir.HitPolicy, "policies", table.policy.text) if table.policy is not None else None
    if policy is None or table.policy is None:
        return
    told: list[tuple[str, Cell, Literal["reading", "remove"]]] = []
    if table.otherwise and not policy.hits.needs_row:
        told.append(("otherwise", table.otherwise[0], "reading"))
    if table.order and not policy.hits.is_ordered_by_outputs:
        told.append(("order", table.order[0], "reading"))
    if table.unit is not None and policy.hits.is_list:
        told.append(("unit", table.unit, "remove"))
    if table.choices and not policy.hits.chooses_one:
        told.append(("choices", table.choices[0], "remove"))
    for field, cell, help_ in told:
        problem = codes.IdleField.Policy(name=words.key("Table", field), policy=table.policy.text.strip(), help=help_)
        diagnostics.report(problem, cell.span)


def _of_parameter(parameter: doc.Parameter, reads: Cell, words: Language, diagnostics: Diagnostics) -> None:
    """A parameter that is the country's has the country's values and name."""
    value = next((item.value for item in parameter.values), None)
    if value is not None:
        modify = f"{words.key('Parameter', 'modifies')}: {reads.text.strip()}"
        diagnostics.report(codes.IdleField.Reading(name=words.key("Parameter", "values"), write=modify, help="write"), value.span)
    if parameter.id is not None:
        diagnostics.report(codes.IdleField.Reading(name=words.key("Parameter", "id"), help="remove"), parameter.id.span)


def _of_datum(datum: doc.Datum, words: Language, diagnostics: Diagnostics) -> None:
    if datum.reads is not None or datum.term is not None:
        of_term = ("window", "unit", "flow") if datum.term is not None else ()
        for field, cell in _filled(datum, (*OF_DECLARED, *of_term, "choices", "choice_names")):
            unknown = f"{words.key('Datum', 'missing')}: {cell.text.strip()}" if field == "default" else ""
            problem = codes.IdleField.Reading(name=words.key("Datum", field), write=unknown, help="write" if unknown else "remove")
            diagnostics.report(problem, cell.span)
        return
    for field, cell in _filled(datum, OF_READING):
        spoken = {"window": _phrase(cell, words), "compared_by": words_of(words, "STARTS")}[field]
        name = datum.name.text.strip() if datum.name is not None else ""
        diagnostics.report(codes.IdleField.Declared(name=words.key("Datum", field), write=f"{name} {spoken}"), cell.span)
    said = words.value("kinds", datum.kind.text) if datum.kind is not None else None
    kind = None if said is None else Kind.NUMBER if said == "integer" else Kind(said)
    for field, cell in _filled(datum, tuple(OF_KIND)):
        if kind is not None and kind is not OF_KIND[field] and datum.kind is not None:
            diagnostics.report(codes.IdleField.Of(name=words.key("Datum", field), kind=datum.kind.text.strip()), cell.span)


def _phrase(cell: Cell, words: Language) -> str:
    """A window as a sentence says it: « du mois dernier »."""
    window = words.timing.read(cell.text)
    return cell.text.strip() if window is None else words.timing.say(window)


def words_of(words: Language, token: str) -> str:
    """The first phrase of a tongue that says a token of the grammar."""
    return next(text for text, value in words.keywords.items() if value == token)


def _filled(datum: doc.Datum, fields: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    """Of some fields, those that are filled, with their first cell."""
    for field in fields:
        value = getattr(datum, field)
        cell = value[0] if isinstance(value, tuple) and value else value
        if isinstance(cell, Cell):
            yield field, cell
