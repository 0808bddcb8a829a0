"""A name of the lexicon or of a country to all that is known of it: type, unit, choices, values with their dates, where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.catalog import Catalog, Parameter, Variable
from rulespec.compiler.ground.kinds import Flow, Kind
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.country.searching import search_catalog
from rulespec.reporting.types import type_text

# A name, and what is said under it.
Line = tuple[str, str]
# Values of a parameter that are shown, the newest first.
MOST_VALUES = 5
MOST_NEAR = 5


def show_entry(catalog: Catalog, name: str, words: Language, lexicon: Vocabulary | None = None) -> list[Line]:
    """What is known of a name, nothing where neither the lexicon nor the country has it."""
    found: list[Line] = []
    read = name.strip()
    readings = [("datum", item.name, item.reads, item.unit) for item in lexicon.data] if lexicon is not None else []
    readings += [("parameter", item.name, item.reads, item.unit) for item in lexicon.parameters] if lexicon is not None else []
    for kind, called, reads, read_in in readings:
        if called is not None and reads is not None and normalise(called.text) == normalise(name):
            read = reads.text.strip()
            found = [(words.ui["name"], called.text), (words.ui[f"show lexicon {kind}"], read)]
            if read_in is not None:
                found.append((words.ui["show read in"], read_in.text))
    for term in lexicon.calculations if lexicon is not None else ():
        formula = term.formula[-1].value if term.formula else None
        if term.name is not None and formula is not None and normalise(term.name.text) == normalise(name):
            unit = [(words.ui["show read in"], term.unit.text)] if term.unit is not None else []
            return [(words.ui["name"], term.name.text), (words.ui["show formula"], formula.text), *unit]
    variable, parameter = catalog.variable(read), catalog.parameter(read)
    if variable is not None:
        return found + list(_variable(variable, catalog, words))
    return found + list(_parameter(parameter, catalog, words)) if parameter is not None else []


def near_names(catalog: Catalog, name: str, words: Language, lexicon: Vocabulary | None = None) -> list[str]:
    """The names that hold the words of one that is not known, else those that look like it."""
    if found := search_catalog(catalog, name, words, lexicon):
        return [row[0] for row in found[:MOST_NEAR]]
    called = (item.name for item in lexicon.data) if lexicon is not None else ()
    own = [cell.text for cell in called if cell is not None]
    known = {normalise(text): text for text in (*own, *catalog.raw_variables, *catalog.raw_parameters)}
    return [known[text] for text in get_close_matches(normalise(name), known, MOST_NEAR, 0.7)]


def _variable(variable: Variable, catalog: Catalog, words: Language) -> Iterator[Line]:
    yield words.ui["show variable"], variable.name
    if variable.label:
        yield words.ui["label"], variable.label
    yield words.ui["entity"], catalog.entities[variable.entity].said
    yield words.ui["period"], words.terms[variable.within_month or variable.period.value]
    yield words.ui["type"], type_text(variable.type, words)
    if variable.type.kind is Kind.NUMBER and variable.flow is not Flow.UNKNOWN:
        yield words.ui["show over time"], words.say("flows", variable.flow.value)
    choices = catalog.enums.get(variable.type.enum or "", {})
    for number, (member, label) in enumerate(choices.items()):
        yield words.ui["show choices"] if number == 0 else "", f"{label} ({member})" if label and label != member else member
    if variable.type.codes:
        yield words.ui["show codes"], variable.type.codes
    yield words.ui["show computed"], words.say("booleans", "true" if variable.has_formula else "false")
    if variable.end is not None:
        yield words.ui["show until"], write_date(variable.end)
    for reference in variable.references:
        yield words.ui["show source"], reference
    yield words.ui["show package"], f"{catalog.distribution} {catalog.version}"


def _parameter(parameter: Parameter, catalog: Catalog, words: Language) -> Iterator[Line]:
    yield words.ui["scale" if parameter.scale is not None else "parameter"].capitalize(), parameter.path
    if parameter.label:
        yield words.ui["label"], parameter.label
    unit = "" if parameter.unit.unknown or not parameter.unit.powers else words.unit_name(parameter.unit)
    if unit:
        yield words.ui["show unit"], unit
    for number, (date, value) in enumerate(reversed(parameter.values[-MOST_VALUES:])):
        told = words.site["ended"] if value is None else _value(value, words)
        since = words.site["from"].format(start=write_date(date))
        yield words.ui["show values"] if number == 0 else "", f"{told} {unit if value is not None else ''} {since}".replace("  ", " ")
    for number, (threshold, value) in enumerate(parameter.brackets):
        pair = [_value(dated[-1][1], words) if dated and dated[-1][1] is not None else "–" for dated in (threshold, value)]
        yield words.ui["show brackets"] if number == 0 else "", " : ".join(pair)
    yield words.ui["show package"], f"{catalog.distribution} {catalog.version}"


def _value(value: object, words: Language) -> str:
    if isinstance(value, bool):
        return words.say("booleans", "true" if value else "false")
    if isinstance(value, list):
        return " ; ".join(str(item) for item in value) or words.marks.nothing[0]
    return write_number(Decimal(str(value)), words) if isinstance(value, int | float) else str(value)
