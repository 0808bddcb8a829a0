"""Rules that were read to documents: a calculation for each variable, the data and figures that they read, notes and references."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Document, Entry, Sequence, Tree
from rulespec.compiler.documents.document import Mapping as TreeMapping
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import NONE, Flow, Kind, Period, Unit, flow_of
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, Span, whole
from rulespec.compiler.ground.text import slug
from rulespec.compiler.sentences.vocabulary import Words
from rulespec.compiler.words import Language
from rulespec.formats.registry import PLAIN
from rulespec.formats.yaml.write import document_text
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.formulas import Formula, Left, Rule
from rulespec.importing.openfisca.measuring import Measures, period_of
from rulespec.importing.openfisca.naming import Names
from rulespec.importing.openfisca.saying import Said, Teller
from rulespec.importing.openfisca.shaping import condition, is_aid, named_tests, tests_and_amount
from rulespec.importing.openfisca.sources import Written
from rulespec.importing.openfisca.terms import Figure, Named, Scaled, kind_of, size, walk
from rulespec.importing.openfisca.values import Unsaid

# A calculation, and those of its parts by name.
Told = tuple[dict[str, Any], dict[str, dict[str, Any]]]
LONGEST = 100
# What a card's summary may be, in characters.
LEAST_SUMMARY, MOST_SUMMARY = 10, 420
# Dates have no day before: what holds since then holds for ever.
EARLIEST = datetime.date(1800, 1, 1)
# A part of a formula is a thought of its own from this many words on, where the whole is long; sooner where it is said twice.
SMALLEST_PART, SMALLEST_TWICE, LONG = 6, 4, 20


@dataclass(eq=False)
class Rulebook:
    """What documents are made of.

    Attributes:
        plain: rules that are said without units, since theirs disagree.
        lexicon: variables that a lexicon has a name for already.
    """

    catalog: Catalog
    words: Language
    people: Words
    names: Names
    measures: Measures
    rules: dict[str, Rule]
    lexicon: frozenset[str]
    plain: set[str] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)
    divisions: dict[str, list[str]] = field(default_factory=dict)
    # What each rule reads: by rule, its variables and figures.
    read: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    # Rules that are documents of their own; those that are calculations, since as an aid they do not compile.
    aids: set[str] = field(default_factory=set)
    shapeless: set[str] = field(default_factory=set)

    def key(self, record: str, name: str) -> str:
        return self.words.key(record, name)


def read_by_others(book: Rulebook) -> set[str]:
    """The variables that rules read."""
    return {read.variable for rule in book.rules.values() for read in rule.reads if read.variable != rule.name}


def documents_of(book: Rulebook) -> dict[str, dict[str, Any]]:
    """The documents, as plain data, by path; rules that can't be said go to what is left."""
    told: dict[str, Told] = {}
    windows: dict[str, set[int]] = {}
    figures: dict[str, Figure | Scaled] = {}
    read = read_by_others(book)
    book.aids = {
        name for name, rule in book.rules.items() if name not in book.shapeless and _can_be_aid(book, rule) and is_aid(rule, name in read)
    }
    for name, rule in list(book.rules.items()):
        try:
            told[name] = calculation(book, rule, windows, figures)
        except Unsaid as unsaid:
            book.rules.pop(name)
            line = getattr(unsaid.node, "lineno", rule.written.node.lineno)
            place = f"{rule.written.module.path}:{line}"
            book.left += [Left(name, item.start, unsaid.key, unsaid.fields, place) for item in rule.formulas]
    return _placed(book, told, windows, figures)


def calculation(book: Rulebook, rule: Rule, windows: dict[str, set[int]], figures: dict[str, Figure | Scaled]) -> Told:
    """A calculation that takes the place of a variable, and those of the parts that its author named. Raises Unsaid."""
    raw = book.catalog.raw_variables[rule.name]
    period = period_of(raw)
    teller = Teller(book.words, book.people, book.catalog, book.names, book.measures, period, raw["entity"], rule.name in book.plain)
    divisions: list[str] = []
    teller.divided = divisions.append
    parts = parts_told(book, rule, teller)
    told = aid(book, rule, teller) if rule.name in book.aids else _calculated(book, rule, teller)
    for variable, found in teller.windows.items():
        windows.setdefault(variable, set()).update(window.count or 1 for window in found)
    figures |= teller.figures
    book.read[rule.name] = (teller.variables, set(teller.figures))
    if divisions:
        book.divisions[rule.name] = divisions
    return told, parts


def _calculated(book: Rulebook, rule: Rule, teller: Teller) -> dict[str, Any]:
    """The record of a calculation. Raises Unsaid."""
    raw, period = book.catalog.raw_variables[rule.name], teller.period
    said = [(formula, teller.say(formula.term)) for formula in rule.formulas]
    told: dict[str, Any] = {book.key("Calculation", "replaces"): rule.name}
    if raw.get("label"):
        told[book.key("Calculation", "label")] = " ".join(raw["label"].split())
    told[book.key("Calculation", "entity")] = book.people.labels[raw["entity"]]
    if period is Period.YEAR:
        told[book.key("Calculation", "period")] = book.words.say("periods", "year")
    if raw["type"] in ("int", "float"):
        if raw["type"] == "int":
            told[book.key("Calculation", "kind")] = book.words.say("kinds", "integer")
        unit = book.measures.variable(rule.name)
        said = [(formula, valued(book, text, unit)) for formula, text in said]
        told[book.key("Calculation", "unit")] = book.words.unit_name(unit)
    starts = _starts(book, rule)
    if len(said) == 1:
        if starts[0] is not None:
            told[book.key("Calculation", "start")] = write_date(starts[0])
        told[book.key("Calculation", "formula")] = said[0][1].text
    else:
        told[book.key("Calculation", "formula")] = {
            write_date(start if start is not None else EARLIEST): text.text for start, (_, text) in zip(starts, said, strict=True)
        }
    if raw.get("end"):
        told[book.key("Calculation", "until")] = write_date(datetime.date.fromisoformat(raw["end"]))
    return told | _sourced(book, rule.written)


def _can_be_aid(book: Rulebook, rule: Rule) -> bool:
    return book.catalog.raw_variables[rule.name]["type"] in ("bool", "float")


def aid(book: Rulebook, rule: Rule, teller: Teller) -> dict[str, Any]:
    """The document of an aid: its card, its conditions, its amount. Raises Unsaid."""
    raw, key = book.catalog.raw_variables[rule.name], book.key
    found = tests_and_amount(rule.formulas[0].term)
    assert found is not None
    tests, amount = found
    label = " ".join((raw.get("label") or "").split())
    # What rules read is called as they call it.
    is_read = rule.name in read_by_others(book)
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
    start = _starts(book, rule)[0]
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
        told[key("Document", "amount")] = valued(book, teller.say(amount), unit).text
    return told


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
    until = _next(book, rule, formula)
    start = _start(book, Formula(formula.start, part.value, formula.node), until, True)
    if start is not None:
        record[book.key("Calculation", "start")] = write_date(start)
    if until is not None:
        record[book.key("Calculation", "until")] = write_date(until - datetime.timedelta(days=1))
    record[book.key("Calculation", "formula")] = said.text
    told[name] = record
    teller.own[part.value] = (name, unit)


def valued(book: Rulebook, said: Said, unit: Unit) -> Said:
    """A result in another unit than its variable's, taken as a number."""
    if said.unit is None or said.unit.any or said.unit.fits(unit):
        return said
    return replace(said, text=f"{book.words.function_name('value')}({said.text})")


def _starts(book: Rulebook, rule: Rule) -> list[datetime.date | None]:
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


def _placed(
    book: Rulebook,
    told: dict[str, Told],
    windows: Mapping[str, set[int]],
    figures: Mapping[str, Figure | Scaled],
) -> dict[str, dict[str, Any]]:
    """Each rule in the document of its file, with what it alone reads; what several documents read stands in one of its own."""
    shared = f"{book.key('Document', 'data')}{PLAIN.extension}"
    documents: dict[str, dict[str, Any]] = {}
    homes: dict[str, str] = {name: _path(book.rules[name].written, name if name in book.aids else "") for name in told}
    readers: dict[str, set[str]] = {}
    for name in told:
        variables, paths = book.read[name]
        for item in (*(f"variable:{variable}" for variable in variables), *(f"figure:{path}" for path in paths)):
            readers.setdefault(item, set()).add(homes[name])
    for item, places in sorted(readers.items()):
        kind, _, name = item.partition(":")
        place = next(iter(places)) if len(places) == 1 else slug_path(shared)
        if kind == "variable" and name not in told and name not in book.lexicon:
            section = documents.setdefault(place, {}).setdefault(book.key("Document", "data"), {})
            section[book.names.variable(name)] = datum(book, name, windows.get(name, set()))
        elif kind == "figure":
            section = documents.setdefault(place, {}).setdefault(book.key("Document", "parameters"), {})
            section[book.names.figure(name)] = figure(book, figures[name])
    for name, (calculation_, parts) in told.items():
        if name in book.aids:
            documents[homes[name]] = calculation_ | documents.get(homes[name], {})
            if parts:
                documents[homes[name]][book.key("Document", "calculations")] = parts
            continue
        section = documents.setdefault(homes[name], {}).setdefault(book.key("Document", "calculations"), {})
        section |= parts
        section[book.names.variable(name)] = calculation_
    _identify(book, documents)
    return documents


def _identify(book: Rulebook, documents: Mapping[str, dict[str, Any]]) -> None:
    """An identifier of its own for a calculation whose name would give another's, or one of the country."""
    key = book.key("Calculation", "id")
    taken = set(book.catalog.raw_variables)
    for path, document in documents.items():
        for name, told in document.get(book.key("Document", "calculations"), {}).items():
            made = f"{slug(PurePosixPath(path).stem)}_{slug(name)}"
            identifier = made if len(made) <= LONGEST else slug(made, LONGEST)
            number = 1
            while identifier in taken:
                number += 1
                identifier = f"{slug(made, LONGEST)}_{number}"
            taken.add(identifier)
            if identifier != f"{slug(PurePosixPath(path).stem)}_{slug(name)}":
                told[key] = identifier


def slug_path(path: str) -> str:
    stem, _, extension = path.rpartition(".")
    return f"{slug(stem)}.{extension}"


def _path(written: Written, aid: str) -> str:
    """The document of a file of the package, in the same folders, without those that say nothing; an aid has its own in them."""
    parts = [part for part in written.module.path.with_suffix("").parts if part not in ("variables", "model", "__init__")]
    if aid:
        parts = [*parts[:-1], aid]
    return str(PurePosixPath(*(slug(part, LONGEST) or "rules" for part in parts or ["rules"]))) + PLAIN.extension


def datum(book: Rulebook, name: str, counts: set[int]) -> dict[str, str]:
    """A name of the trade for a variable that the country has."""
    raw = book.catalog.raw_variables[name]
    told = {book.key("Datum", "reads"): name}
    variable = book.catalog.variable(name)
    assert variable is not None
    if variable.type.kind is Kind.NUMBER:
        unit = book.measures.variable(name)
        if variable.type.unit.unknown or not variable.type.unit.fits(unit):
            told[book.key("Datum", "unit")] = book.words.unit_name(unit)
        if variable.flow is Flow.UNKNOWN and any(count > 1 for count in counts) and raw["period"] == "month":
            told[book.key("Datum", "flow")] = book.words.say("flows", Flow.FLOW.value)
    return told


def figure(book: Rulebook, item: Figure | Scaled) -> dict[str, str]:
    told = {book.key("Parameter", "reads"): item.path}
    parameter = book.catalog.parameter(item.path)
    if parameter is None or parameter.unit.unknown:
        unit: Unit = book.measures.figure(item.path)
        of_rates = isinstance(item, Scaled) and book.catalog.raw_parameters[item.path]["scale"] in ("marginal_rate", "linear_average")
        if not of_rates:
            told[book.key("Parameter", "unit")] = book.words.unit_name(unit)
    return told


def text_of(path: str, document: Mapping[str, Any], words: Language) -> str:
    """A document told as plain data, as a person would write it."""
    diagnostics = Diagnostics()
    built = build(Document, _tree(document, whole(Source(path, "", LineAnchor(1, 1)))), words, diagnostics)
    assert built is not None and not diagnostics.has_errors, [item.problem for item in diagnostics.sorted()]
    return document_text(built, words)


def _tree(value: Any, span: Span) -> Tree:
    match value:
        case Mapping():
            return TreeMapping(tuple(Entry(Cell(str(key), span), _tree(item, span)) for key, item in value.items()), span)
        case list():
            return Sequence(tuple(_tree(item, span) for item in value), span)
    return Cell(str(value), span)


__all__ = ["Formula", "Rulebook", "documents_of", "flow_of", "text_of"]
