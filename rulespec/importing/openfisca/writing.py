"""Rules that were read to documents, each in that of its file, with the data and figures that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from rulespec.compiler.ground.kinds import Flow, Kind, Unit
from rulespec.compiler.ground.text import slug
from rulespec.formats.registry import PLAIN
from rulespec.importing.openfisca.book import (
    LONGEST,
    Rulebook,
    Told,
    read_by_others,
)
from rulespec.importing.openfisca.formulas import Left, Rule
from rulespec.importing.openfisca.measuring import period_of
from rulespec.importing.openfisca.parts import parts_told, read_parts
from rulespec.importing.openfisca.records import aid, calculated
from rulespec.importing.openfisca.saying import Teller
from rulespec.importing.openfisca.shaping import is_aid
from rulespec.importing.openfisca.sources import Written
from rulespec.importing.openfisca.terms import Figure, Scaled
from rulespec.importing.openfisca.values import Unsaid


def documents_of(book: Rulebook) -> dict[str, dict[str, Any]]:
    """The documents, as plain data, by path; rules that can't be said go to what is left."""
    told: dict[str, Told] = {}
    windows: dict[str, set[int]] = {}
    figures: dict[str, Figure | Scaled] = {}
    read = book.read_variables = read_by_others(book)
    book.tables.clear()
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
    told = aid(book, rule, teller) if rule.name in book.aids else calculated(book, rule, teller)
    for variable, found in teller.windows.items():
        windows.setdefault(variable, set()).update(window.count or 1 for window in found)
    figures |= teller.figures
    book.read[rule.name] = (teller.variables, set(teller.figures))
    if divisions:
        book.divisions[rule.name] = divisions
    return told, read_parts(parts, [told, book.tables.get(rule.name, {})])


def _can_be_aid(book: Rulebook, rule: Rule) -> bool:
    return book.catalog.raw_variables[rule.name]["type"] in ("bool", "float")


def _placed(
    book: Rulebook,
    told: dict[str, Told],
    windows: Mapping[str, set[int]],
    figures: Mapping[str, Figure | Scaled],
) -> dict[str, dict[str, Any]]:
    """Each rule in the document of its file, with what it alone reads; what several documents read stands in one of its own."""
    shared = f"{book.key('Document', 'data')}{PLAIN.extension}"
    documents: dict[str, dict[str, Any]] = {}
    homes = _homes(book, told)
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
        tables = book.tables.get(name, {})
        if tables:
            documents.setdefault(homes[name], {}).setdefault(book.key("Document", "tables"), {}).update(tables)
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


def _homes(book: Rulebook, told: Mapping[str, Told]) -> dict[str, str]:
    """The document of each rule. One that bears an aid keeps its calculations to itself: those that others read stand beside it."""
    homes = {name: _path(book.rules[name].written, name if name in book.aids else "") for name in told}
    of_aids = {homes[name] for name in told if name in book.aids}
    readers: dict[str, list[str]] = {}
    for name in told:
        for variable in book.read[name][0]:
            readers.setdefault(variable, []).append(name)
    beside = book.key("Document", "calculations")
    waiting = [name for name in told if name not in book.aids and homes[name] in of_aids]
    while moved := [name for name in waiting if any(homes[reader] != homes[name] for reader in readers.get(name, ()))]:
        for name in moved:
            homes[name] = _path(book.rules[name].written, "", f" {beside}")
        waiting = [name for name in waiting if name not in moved]
    return homes


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


def _path(written: Written, aid: str, beside: str = "") -> str:
    """The document of a file of the package, in the same folders, without those that say nothing; an aid has its own in them."""
    parts = [part for part in written.module.parts if part not in ("variables", "model", "__init__")]
    parts = parts or ["rules"]
    parts = [*parts[:-1], aid or f"{parts[-1]}{beside}"]
    return str(PurePosixPath(*(slug(part, LONGEST) or "rules" for part in parts))) + PLAIN.extension


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
