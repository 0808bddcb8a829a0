"""« remplace » and « modifie » to what the rulebook changes of the country: formulas of its variables, values of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.context import kind_word
from rulespec.compiler.documents.document import Parameter, Scale
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Variable
from rulespec.compiler.ground.diagnostics import Label, Problem, Word
from rulespec.compiler.ground.kinds import Kind, money
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import slug
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.words import Language

_Place = tuple[Language, str]  # the words of a document, and its record that says what a rule is


def replacements_of(assembly: Assembly) -> tuple[ir.Replacement, ...]:
    """The variables of the country that rules of the rulebook take the place of, by name; what can't take its place is told."""
    found: dict[str, ir.Replacement] = {}
    variables = {variable.name: variable for variable in assembly.done}
    for cell, name, place in _told(assembly):
        target = cell.text.strip()
        country, own = assembly.project.catalog.variable(target), variables.get(name)
        if country is None:
            near = get_close_matches(target, assembly.project.catalog.raw_variables, 1, 0.7)
            assembly.diagnostics.report(codes.UnknownVariable(name=target, near=near[0] if near else ""), cell.span)
            continue
        if own is None or not own.formulas:
            continue  # what is wrong with the rule has been told
        problem = _problem(country, own, assembly, place)
        if target in found:
            labels = (Label(found[target].span, "first"),)
            assembly.diagnostics.report(codes.BadReplacement.Twice(name=target), cell.span, labels=labels)
        elif problem is not None:
            assembly.diagnostics.report(problem, cell.span)
        else:
            found[target] = ir.Replacement(target, name, own.formulas[0].start, cell.span)
    _check_circles(tuple(found.values()), variables, assembly)
    return tuple(found[name] for name in sorted(found))


def _told(assembly: Assembly) -> Iterator[tuple[Cell, str, _Place]]:
    """What documents say that they replace, with the variable that takes its place, and where they say what it is.

    A card names the country's amount and its yes / no: each is replaced by the aid's own.
    """
    eligibilities = {aid.variable: aid.eligibility for aid in assembly.aids}
    for sheet in assembly.project.sheets:
        document = sheet.document
        for cell in document.replaces:
            if document.aid is None or document.computed_by is not None:
                assembly.diagnostics.report(codes.BadReplacement.Rule(), cell.span)
                continue
            aid = text_of(document.aid)
            country = assembly.project.catalog.variable(cell.text.strip())
            eligibility = eligibilities.get(aid)
            is_yes_no = country is not None and country.type.kind is Kind.BOOLEAN
            yield cell, eligibility if is_yes_no and eligibility is not None else aid, (sheet.words, "Document")
        for calculation in document.calculations:
            if calculation.replaces is not None and calculation.name is not None:
                name = text_of(calculation.id) or f"{prefix_of(sheet)}_{slug(calculation.name.text)}"
                yield calculation.replaces, name, (sheet.words, "Calculation")


def _problem(country: Variable, own: ir.Variable, assembly: Assembly, place: _Place) -> Problem | None:
    """Why a rule can't take the place of a variable of the country, None where it can."""
    name, wanted = country.name, country.type
    labels = assembly.words.labels
    words, record = place
    if own.entity != country.entity:
        write = f"{words.key(record, 'entity')}: {country.entity}"
        return codes.BadReplacement(name=name, wanted=labels[country.entity], found=labels[own.entity], write=write)
    if own.period is not country.period or country.within_month:
        found, write = Word(own.period.value), f"{words.key(record, 'period')}: {words.say('periods', country.period.value)}"
        if country.within_month:
            return codes.BadReplacement.Period(name=name, wanted=Word(country.within_month), found=found, help="within")
        return codes.BadReplacement.Period(name=name, wanted=Word(country.period.value), found=found, write=write, help="write")
    if own.type.kind is not wanted.kind or own.type.enum != wanted.enum:
        write = f"{words.key(record, 'kind')}: {words.say('kinds', wanted.kind.value)}"
        if wanted.kind is Kind.CHOICE:
            write = f"{words.key(record, 'choices')}: {name}"
        return codes.BadReplacement.Type(name=name, wanted=kind_word(wanted.kind), found=kind_word(own.type.kind), write=write)
    if wanted.kind is Kind.NUMBER:
        if wanted.integer and not all(formula.expression.type.integer for formula in own.formulas):
            return codes.BadReplacement.Whole(name=name)
        mine, its = own.type.unit, wanted.unit
        # A plafond of the year that the country keeps as a flow of the month, without a word on its unit: what a calculation says is right.
        is_guessed = own.role is not ir.Part.AID and assembly.project.catalog.raw_variables[name].get("unit") is None
        is_told = not (own.type.unstated or mine.any or mine.unknown or its.unknown or (is_guessed and mine.is_money))
        if is_told and not mine.fits(its) and not (mine == money(assembly.project.catalog.currency) and its.is_money):
            write = f"{words.key(record, 'unit')}: {words.unit_name(its)}"
            return codes.BadReplacement.Unit(name=name, wanted=words.unit_name(its), found=words.unit_name(mine), write=write)
    start = own.formulas[0].start
    if country.end is not None and start is not None and start > country.end:
        return codes.BadReplacement.Ended(name=name, end=write_date(country.end))
    if own.end is not None and (country.end is None or own.end < country.end):
        return codes.BadReplacement.Until(name=name, end=write_date(own.end))
    return None


def _check_circles(replaced: tuple[ir.Replacement, ...], variables: Mapping[str, ir.Variable], assembly: Assembly) -> None:
    """Tell a rule that reads what the country computes from the very variable that it replaces: it would never end.

    What the country's own formula reads already goes round in the country itself, over its periods, and is left to it.
    """
    catalog = assembly.project.catalog
    by_name = {item.country: item for item in replaced}
    for item in replaced:
        own = {read for read in ir.read_by(item.variable, variables) if read not in variables}
        known = _reached(catalog, item.country)
        for read in sorted(own):
            through = _way(catalog, by_name, variables, read, item.country)
            if through is not None and (read == item.country or read not in known):
                path = " → ".join([item.country, *through])
                assembly.diagnostics.report(codes.BadReplacement.Circle(name=item.country, path=path), item.span)
                break


def _reached(catalog: Catalog, name: str) -> set[str]:
    """The variables of the country that the country's own formulas of a variable read, directly or not."""
    found: set[str] = set()
    stack = list(catalog.reads(name))
    while stack:
        current = stack.pop()
        if current not in found:
            found.add(current)
            stack += catalog.reads(current)
    return found


def _way(
    catalog: Catalog, replaced: Mapping[str, ir.Replacement], variables: Mapping[str, ir.Variable], start: str, end: str
) -> tuple[str, ...] | None:
    """The shortest way by which one variable of the country reads another, through the rules that replace some; None without one."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    for current in queue:
        if current == end:
            return ways[current]
        following = list(catalog.reads(current))
        if current in replaced:
            following += sorted(read for read in ir.read_by(replaced[current].variable, variables) if read not in variables)
        for name in following:
            if name not in ways:
                ways[name] = (*ways[current], name)
                queue.append(name)
    return None


def modifying(assembly: Assembly, path: str) -> tuple[Sheet, Parameter | Scale] | None:
    """The parameter or scale of the rulebook that gives the country's other values, None where none does."""
    for sheet in assembly.project.sheets:
        told: tuple[Parameter | Scale, ...] = (*sheet.document.parameters, *sheet.document.scales)
        for parameter in told:
            if parameter.modifies is not None and parameter.modifies.text.strip() == path:
                return sheet, parameter
    return None


def with_earlier(catalog: Catalog, path: str, values: tuple[ir.DatedValue, ...]) -> tuple[ir.DatedValue, ...]:
    """Values of a modified parameter after those that the country had before their first date."""
    national = catalog.parameter(path)
    assert national is not None
    earlier = [
        ir.DatedValue(date, value if isinstance(value, bool) or value is None else Decimal(str(value)))
        for date, value in national.values
        if date < values[0].date
    ]
    return (*earlier, *values)
