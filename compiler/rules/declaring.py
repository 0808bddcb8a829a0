"""Data, parameters, scales and zones of a document to symbols that its rules can read."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import (
    BrokenSymbol,
    OwnSymbol,
    Scope,
    TermSymbol,
    VariableSymbol,
    ZoneSymbol,
)
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import (
    read_boolean,
    read_code,
    read_date,
    read_identifier,
    read_quantity,
    read_whole,
)
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem
from rulespec.compiler.ground.kinds import BOOLEAN, DATE, TEXT, Flow, Kind, Period, Type, flow_of, number
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.ground.windows import JANUARY, LAST_3_MONTHS, LAST_12_MONTHS, LAST_MONTH, THIS_YEAR, YEAR_N_2, Window
from rulespec.compiler.rules.assembling import Assembly, Missing, prefix_of, text_of
from rulespec.compiler.rules.choices import choices_of
from rulespec.compiler.rules.national import declare_parameter_or_reading
from rulespec.compiler.rules.quantities import declare_scale, is_percent, number_of, unit_of


def declare_terms(
    assembly: Assembly,
    sheet: Sheet,
    scope: Scope,
    parameters: tuple[doc.Parameter, ...],
    scales: tuple[doc.Scale, ...],
    zones: tuple[doc.Zone, ...],
) -> None:
    """Fill a scope with the parameters, scales and zones of a document or a lexicon."""
    for zone in zones:
        _declare_zone(assembly, scope, zone)
    for parameter in parameters:
        declare_parameter_or_reading(assembly, sheet, scope, parameter)
    for scale in scales:
        declare_scale(assembly, sheet, scope, scale)


def declare_inputs(assembly: Assembly, sheet: Sheet, scope: Scope, data: tuple[doc.Datum, ...]) -> None:
    """The data that the country does not have: before those that read them from another document."""
    for datum in data:
        if datum.reads is None and datum.term is None:
            _declare_input(assembly, sheet, scope, datum)


def declare_readings(assembly: Assembly, sheet: Sheet, scope: Scope, data: tuple[doc.Datum, ...]) -> None:
    """The data that are names for a variable of the country or of the rulebook, or for a term of a lexicon."""
    for datum in data:
        if datum.reads is not None or datum.term is not None:
            _declare_reading(assembly, sheet, scope, datum)


def declare_lexicon_terms(assembly: Assembly, scope: Scope, calculations: tuple[doc.Calculation, ...]) -> None:
    """Formulas of a lexicon: written in place of their name, never variables of their own."""
    for calculation in calculations:
        if calculation.name is not None:
            assembly.name_symbol(scope, calculation.name, TermSymbol(calculation, scope, calculation.span))


def entity_of(assembly: Assembly, cell: Cell | None, default: str | None) -> str | None:
    """The key of the entity that a cell says, None after a report or without one."""
    if cell is None:
        return default
    found = assembly.words.entities.get(normalise(cell.text))
    if found is None:
        near = get_close_matches(normalise(cell.text), assembly.words.entities, 1, 0.5)
        known = " ; ".join(assembly.words.labels.values())
        assembly.diagnostics.report(
            codes.UnknownEntity(name=cell.text, near=assembly.words.labels[assembly.words.entities[near[0]]] if near else "", known=known),
            cell.span,
        )
    return found


def document_entity(assembly: Assembly, sheet: Sheet) -> str | None:
    """The entity that a document is about: a person unless it says otherwise."""
    return entity_of(assembly, sheet.document.entity, assembly.project.catalog.person.key)


def document_period(sheet: Sheet) -> Period:
    """The definition period of the rules of a document: its own `période`, else the month."""
    found = sheet.words.value("periods", sheet.document.period.text) if sheet.document.period else None
    return Period(found) if found else Period.MONTH


def window_of(assembly: Assembly, scope: Scope, cell: Cell | None) -> Window | None:
    """The window of time that a cell says, None without one or after a report."""
    if cell is None:
        return None
    window = scope.words.timing.read(cell.text)
    if window is not None:
        return window
    known = [scope.words.timing.say(known) for known in (LAST_MONTH, LAST_3_MONTHS, LAST_12_MONTHS, YEAR_N_2, THIS_YEAR, JANUARY)]
    assembly.diagnostics.report(codes.UnknownWord(name=cell.text, known=" ; ".join(known)), cell.span)
    return None


def _declare_zone(assembly: Assembly, scope: Scope, zone: doc.Zone) -> None:
    assert zone.name is not None
    found: list[str] = []
    known = assembly.project.catalog.codes
    cells: list[Cell] = []
    for cell in zone.codes:
        code = _zone_code(assembly, cell)
        if code is not None:
            found += code
            cells.append(cell)
    title = scope.words.key("Zone", "epci")
    groups = known.list_of(title)
    for cell in zone.epci:
        group = known.read(cell.text, groups) if groups is not None else codes.UnknownCode(text=cell.text, list=title)
        if isinstance(group, Problem):
            assembly.diagnostics.report(group, cell.span)
        else:
            found += group.holds
            cells += [replace(cell, text=code) for code in group.holds]
    if not zone.codes and not zone.epci:
        assembly.diagnostics.report(codes.MissingField(name=scope.words.key("Zone", "codes")), zone.span)
    constant = slug(zone.name.text).upper()
    taken = {known.constant for known in assembly.zones}
    number_ = 2
    while constant in taken:
        constant, number_ = f"{slug(zone.name.text).upper()}_{number_}", number_ + 1
    made = ir.Zone(zone.name.text, constant, tuple(dict.fromkeys(found)), zone.span)
    if assembly.name_symbol(scope, zone.name, ZoneSymbol(made, zone.name.span, tuple(cells))):
        assembly.zones.append(made)


def _zone_code(assembly: Assembly, cell: Cell) -> tuple[str, ...] | None:
    """The code of a cell of a zone, with those that it holds; None after a report.

    It may be of any list of the country: the datum that is compared with the zone says which.
    """
    known = assembly.project.catalog.codes
    first: Problem | None = None
    for of in known.lists.values():
        entry = known.read(cell.text, of)
        if not isinstance(entry, Problem):
            return (entry.code, *(code for code in entry.holds if code in of.entries))
        if isinstance(entry, codes.UnknownCode.Former) and (code := of.entries.get(cell.text.strip().upper())) is not None:
            return (code.code,)  # right beside what it became: the comparison says
        first = first or entry
    if first is None or isinstance(first, codes.UnknownCode) and not cell.text.strip()[:1].isdigit() and cell.native == "text":
        return (text,) if (text := read_code(cell, assembly.diagnostics)) else None
    assembly.diagnostics.report(first, cell.span)
    return None


def _declare_reading(assembly: Assembly, sheet: Sheet, scope: Scope, datum: doc.Datum) -> None:
    assert datum.name is not None
    name = datum.name
    if datum.missing is not None:
        _declare_missing(assembly, sheet, scope, datum)
    window = window_of(assembly, scope, datum.window)
    unit = unit_of(assembly, scope, datum.unit)
    flow = scope.words.value("flows", text_of(datum.flow)) if datum.flow else None
    if datum.term is not None:
        symbol = scope.outer.find(datum.term.text) if scope.outer is not None else None
        if symbol is None:
            near = scope.near(datum.term.text)
            assembly.diagnostics.report(codes.UnknownVariable.Term(name=datum.term.text, near=near or ""), datum.term.span)
            symbol = BrokenSymbol(name.span)
        if normalise(datum.term.text) != normalise(name.text) or isinstance(symbol, BrokenSymbol):
            assembly.name_symbol(scope, name, symbol)
        return
    assert datum.reads is not None
    target = datum.reads.text.strip()
    prefix = datum.compared_by is not None and scope.words.value("comparisons_by", datum.compared_by.text) == "start"
    own = assembly.declared.get(target)
    variable = assembly.project.catalog.variable(target)
    if own is not None:
        assembly.name_symbol(scope, name, OwnSymbol(own, name.span, window, prefix, _code_list(assembly, datum), unit))
        return
    if variable is None:
        near_names = get_close_matches(target, assembly.project.catalog.raw_variables, 1, 0.7)
        assembly.diagnostics.report(codes.UnknownVariable(name=target, near=near_names[0] if near_names else ""), datum.reads.span)
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    type_ = variable.type
    counted = Flow(flow) if flow else variable.flow
    if unit is not None and type_.kind is Kind.NUMBER:
        is_monthly = not variable.within_month
        if window is None and is_monthly and counted is Flow.FLOW and flow_of(unit, variable.period) is Flow.STOCK:
            # A month's income is no year's: to call it so would make it twelve times too small.
            own_unit = scope.words.unit_name(unit.shared_out() if variable.period is Period.MONTH else unit.summed(12))
            problem = codes.WrongUnit.Period(name=target, unit=scope.words.unit_name(unit), write=own_unit)
            assembly.diagnostics.report(problem, datum.unit.span if datum.unit is not None else name.span)
        type_ = replace(type_, unit=unit, rate=is_percent(scope, datum.unit))
    listed = assembly.project.catalog.codes
    code_list = _code_list(assembly, datum) or (listed.starts.get(target) if prefix else type_.codes)
    type_ = replace(type_, prefix=prefix, codes=code_list)
    variable = replace(variable, type=type_, flow=counted, label=variable.label or name.text)
    assembly.name_symbol(scope, name, VariableSymbol(variable, window, name.span, name.text))


def _code_list(assembly: Assembly, datum: doc.Datum) -> str | None:
    """The list of which a datum's values are codes, None without one or after a report."""
    if datum.code_list is None:
        return None
    lists = assembly.project.catalog.codes.lists
    if normalise(datum.code_list.text) in lists:
        return normalise(datum.code_list.text)
    assembly.diagnostics.report(
        codes.UnknownWord(name=datum.code_list.text, known=" ; ".join(item.name for item in lists.values())), datum.code_list.span
    )
    return None


def _declare_missing(assembly: Assembly, sheet: Sheet, scope: Scope, datum: doc.Datum) -> None:
    """« si inconnu »: a yes / no of the package says whether the datum is known; yes unless somebody says no.

    OpenFisca can't tell a datum that nobody gave from one at its default value.
    """
    assert datum.name is not None and datum.missing is not None
    name = datum.name
    variable = assembly.project.catalog.variable(text_of(datum.reads)) if datum.reads is not None else None
    entity = variable.entity if variable is not None else entity_of(assembly, datum.entity, document_entity(assembly, sheet))
    if entity is None:
        return
    words = scope.words
    identifier = f"{prefix_of(sheet)}_{slug(name.text)}_{assembly.project.words.names.known}"
    policy = scope.words.choice(ir.Missing, "missing", datum.missing.text)
    value: ir.Constant | None = None
    if policy is None:
        type_ = number_of(assembly, scope, datum.unit)
        read = read_quantity(datum.missing, type_, scope.words, assembly.diagnostics)
        if read is None:
            return
        value = ir.Constant(read, type_)
    declared = assembly.declare(
        identifier,
        f"{name.text} ({words.ui['known']})",
        entity,
        Period.MONTH,
        name.span,
        sheet,
        ir.Part.INPUT,
        None,
        BOOLEAN,
        Flow.STOCK,
    )
    if declared is None:
        return
    declared.state = "done"
    declared.variable = ir.Variable(
        name=identifier,
        label=words.said("known of", name=name.text),
        entity=entity,
        period=Period.MONTH,
        type=BOOLEAN,
        role=ir.Part.KNOWN,
        span=name.span,
        default=True,
        set_input="dispatch",
        document=sheet.document.path,
    )
    assembly.done.append(declared.variable)
    path = sheet.document.path if sheet.document.aid is not None else ""
    assembly.missing[path, normalise(name.text)] = Missing(declared, policy or ir.Missing.VALUE, value, name.text)


KINDS = {
    "boolean": BOOLEAN,
    "number": number(),
    "integer": number(integer=True),
    "text": TEXT,
    "date": DATE,
    "choice": Type(Kind.CHOICE),
}


def _declare_input(assembly: Assembly, sheet: Sheet, scope: Scope, datum: doc.Datum) -> None:
    """A datum that the country does not have: a variable of the package, to be given."""
    assert datum.name is not None
    name = datum.name
    if datum.missing is not None:
        _declare_missing(assembly, sheet, scope, datum)
    flow = scope.words.value("flows", text_of(datum.flow)) if datum.flow else None
    kind = scope.words.value("kinds", text_of(datum.kind)) if datum.kind else ("choice" if datum.choices else None)
    entity = entity_of(assembly, datum.entity, document_entity(assembly, sheet))
    if kind is None or entity is None:
        if datum.kind is None and not datum.choices:
            assembly.diagnostics.report(codes.MissingField(name=scope.words.key("Datum", "kind")), name.span)
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    identifier = read_identifier(datum.id, assembly.diagnostics) if datum.id else f"{prefix_of(sheet)}_{slug(name.text)}"
    found = scope.words.value("periods", text_of(datum.period)) if datum.period else None
    period = Period(found) if found else Period.MONTH
    choices = choices_of(assembly, datum, identifier or "") if kind == "choice" else None
    type_ = KINDS[kind]
    if type_.kind is Kind.NUMBER:
        type_ = replace(number_of(assembly, scope, datum.unit), integer=type_.integer)
    if choices is not None:
        type_ = replace(type_, enum=choices.name)
    type_ = replace(type_, codes=_code_list(assembly, datum))
    counted = Flow(flow) if flow else flow_of(type_.unit, period) if type_.kind is Kind.NUMBER else Flow.STOCK
    is_flow = counted is Flow.FLOW or (counted is Flow.UNKNOWN and type_.unit.is_known_money)
    if identifier is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    declared = assembly.declare(
        identifier, name.text, entity, period, name.span, sheet, ir.Part.INPUT, None, type_, Flow.FLOW if is_flow else Flow.STOCK
    )
    if declared is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    declared.state = "done"
    set_input = None if period is Period.ETERNITY else "divide" if is_flow else "dispatch"
    declared.variable = ir.Variable(
        name=identifier,
        label=text_of(datum.label) or text_of(datum.question) or name.text,
        entity=entity,
        period=period,
        type=type_,
        role=ir.Part.INPUT,
        span=name.span,
        default=_default(assembly, scope, datum, type_, choices),
        choices=choices,
        max_length=read_whole(datum.max_length, assembly.diagnostics) if datum.max_length is not None else None,
        set_input=set_input,
        references=references_of(assembly, datum.references),
        documentation=text_of(datum.note),
        document=sheet.document.path,
    )
    assembly.done.append(declared.variable)
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span))


def _default(assembly: Assembly, scope: Scope, datum: doc.Datum, type_: Type, choices: ir.Choices | None) -> ir.Scalar | None:
    cell = datum.default
    if cell is None:
        return choices.items[0][0] if choices and choices.items else None
    match type_.kind:
        case Kind.BOOLEAN:
            return read_boolean(cell, scope.words, assembly.diagnostics)
        case Kind.NUMBER:
            return read_quantity(cell, type_, scope.words, assembly.diagnostics)
        case Kind.DATE:
            return read_date(cell, assembly.diagnostics)
        case Kind.CHOICE:
            for member, label in choices.items if choices else ():
                if normalise(cell.text) in (normalise(member), normalise(label)):
                    return member
            known = " ; ".join(label for _, label in choices.items) if choices else ""
            assembly.diagnostics.report(codes.UnknownLabel(name=cell.text, subject=text_of(datum.name), known=known), cell.span)
            return None
        case Kind.TEXT:
            return cell.text


def references_of(assembly: Assembly, references: tuple[doc.Reference, ...]) -> tuple[ir.Reference, ...]:
    """References with their links, which must be https."""
    found = []
    for item in references:
        text, link = text_of(item.text), text_of(item.link) or None
        if item.link is None and text.startswith(("http://", "https://")):
            link = text
        if link is not None and not link.startswith("https://") and item.link is not None:
            assembly.diagnostics.report(codes.BadLink(link=link), item.link.span)
            link = None
        found.append(ir.Reference(text, link))
    return tuple(found)
