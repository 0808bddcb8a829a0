"""Calculations and bases of resources of a document to variables of the package."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.checking import check_cell, check_name
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.reads import read_variable
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_date, read_identifier, write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Label, Word
from rulespec.compiler.ground.kinds import ANY, EURO, EURO_PER_MONTH, NONE, Flow, Kind, Period, Type, conversion, number
from rulespec.compiler.ground.operators import Aggregation, Operation
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.ground.windows import LAST_3_MONTHS, Window
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.declaring import (
    KINDS,
    document_entity,
    document_period,
    entity_of,
    references_of,
    window_of,
)
from rulespec.compiler.rules.quantities import unit_of
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.vocabulary import Who

ROUNDINGS = {
    "cent": (ir.Rounding.HALF_AWAY, Decimal("0.01")),
    "cent_down": (ir.Rounding.TOWARDS_ZERO, Decimal("0.01")),
    "cent_up": (ir.Rounding.AWAY_FROM_ZERO, Decimal("0.01")),
    "euro": (ir.Rounding.HALF_AWAY, Decimal(1)),
    "euro_down": (ir.Rounding.TOWARDS_ZERO, Decimal(1)),
    "euro_up": (ir.Rounding.AWAY_FROM_ZERO, Decimal(1)),
    "ten": (ir.Rounding.HALF_AWAY, Decimal(10)),
    "ten_up": (ir.Rounding.AWAY_FROM_ZERO, Decimal(10)),
}


def dates_of(assembly: Assembly, sheet: Sheet, start: Cell | None, until: Cell | None) -> tuple[datetime.date | None, datetime.date | None]:
    """(first day, last day) of a rule: its own, or those of its document."""
    begin = read_date(start or sheet.document.start, assembly.diagnostics) if (start or sheet.document.start) else None  # type: ignore[arg-type]
    last_cell = until or sheet.document.until
    last = read_date(last_cell, assembly.diagnostics) if last_cell else None
    if begin is not None and last is not None and last < begin and last_cell is not None:
        assembly.diagnostics.report(codes.EmptyValidity(start=write_date(begin), end=write_date(last)), last_cell.span)
    return begin, last


def rounded(scope: Scope, cell: Cell | None, expression: ir.Expression) -> ir.Expression:
    """The expression with the rounding that a document asks for."""
    mode = scope.words.value("roundings", cell.text) if cell is not None else None
    if mode is None or mode == "none":
        return expression
    name, step = ROUNDINGS[mode]
    return ir.Round(name, expression, step, replace(expression.type, bare=False, integer=step >= 1))


def declare_calculation(assembly: Assembly, sheet: Sheet, scope: Scope, calculation: doc.Calculation) -> None:
    """Give a calculation its name; its formula is checked when it is read, or at the end."""
    assert calculation.name is not None
    name = calculation.name
    entity = entity_of(assembly, calculation.entity, document_entity(assembly, sheet))
    identifier = read_identifier(calculation.id, assembly.diagnostics) if calculation.id else f"{prefix_of(sheet)}_{slug(name.text)}"
    if entity is None or identifier is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    found = scope.words.value("periods", text_of(calculation.period)) if calculation.period else None
    period = Period(found) if found else document_period(sheet)
    kind = scope.words.value("kinds", text_of(calculation.kind)) if calculation.kind else None
    unit = unit_of(assembly, scope, calculation.unit)
    wanted = KINDS[kind] if kind else (number() if unit is not None else None)
    if wanted is not None and wanted.kind is Kind.NUMBER:
        wanted = replace(wanted, unit=unit if unit is not None else NONE)
    flow = scope.words.value("flows", text_of(calculation.flow)) if calculation.flow else None

    def make() -> ir.Variable | None:
        ctx = assembly.context(sheet, scope, entity, period, identifier)
        return _calculation(assembly, sheet, calculation, ctx, wanted, unit is not None)

    declared = assembly.declare(identifier, name.text, entity, period, name.span, sheet, ir.Part.CALCULATION, make)
    if declared is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    if flow:
        declared.flow = Flow(flow)
    elif unit is not None and any(base in ("month", "year") and exponent < 0 for base, exponent in unit.powers):
        declared.flow = Flow.FLOW
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span))


def _calculation(
    assembly: Assembly, sheet: Sheet, calculation: doc.Calculation, ctx: Context, wanted: Type | None, has_unit: bool
) -> ir.Variable | None:
    assert calculation.name is not None
    start, last = dates_of(assembly, sheet, calculation.start, calculation.until)
    formulas = []
    seen: dict[datetime.date | None, Span] = {}
    fine = True
    for item in calculation.formula:
        begin = read_date(item.start, assembly.diagnostics) if item.start is not None else start
        if item.value is None:
            # A date without a formula: the one before would go on without a word.
            assembly.diagnostics.report(codes.MissingField(name=ctx.scope.words.key("Calculation", "formula")), item.span)
            fine = False
            continue
        if begin in seen:
            labels = (Label(seen[begin], "first"),)
            assembly.diagnostics.report(codes.SameDate(date=write_date(begin) if begin else "…"), item.span, labels=labels)
            fine = False
            continue
        seen[begin] = item.span
        expression = check_cell(item.value, ctx)
        expression = None if expression is None else conform(expression, wanted, has_unit, calculation.name, item.value.span, ctx)
        if expression is None:
            fine = False
            continue
        formulas.append(ir.Formula(begin, rounded(ctx.scope, calculation.rounding, expression), item.value.span))
    if not fine or not formulas:
        return None
    type_ = formulas[0].expression.type
    if wanted is not None:
        type_ = replace(wanted, unit=wanted.unit if has_unit or wanted.kind is not Kind.NUMBER else type_.unit)
    elif type_.kind is Kind.NUMBER:
        type_ = replace(type_, integer=False, bare=False, unit=ANY if type_.bare else type_.unit)
    formulas.sort(key=lambda formula: formula.start or datetime.date.min)
    return ir.Variable(
        name=ctx.rule,
        label=text_of(calculation.label) or calculation.name.text,
        entity=ctx.entity,
        period=ctx.period,
        type=type_,
        role=ir.Part.CALCULATION,
        span=calculation.name.span,
        formulas=tuple(formulas),
        end=last,
        references=references_of(assembly, calculation.references or sheet.document.references),
        documentation=text_of(calculation.note),
        document=sheet.document.path,
    )


def conform(expression: ir.Expression, wanted: Type | None, has_unit: bool, name: Cell, span: Span, ctx: Context) -> ir.Expression | None:
    """The expression where it is of the kind and unit that its name was given, None after a report."""
    if wanted is None:
        return expression
    found = expression.type
    if found.kind is not wanted.kind:
        ctx.diagnostics.report(codes.WrongType.Result(found=kind_word(found.kind), name=name.text, wanted=kind_word(wanted.kind)), span)
        return None
    if has_unit and found.kind is Kind.NUMBER and not found.bare and not found.unit.fits(wanted.unit):
        # A one-off amount in euros may be the value of a month: « € » fits « € / mois » as a result only.
        factor = conversion(found.unit, wanted.unit)
        ctx.diagnostics.report(
            codes.WrongUnit.Result(
                found=ctx.unit_name(found.unit),
                name=name.text,
                wanted=ctx.unit_name(wanted.unit),
                text=span.source.text,
                unit=ctx.unit_name(wanted.unit),
                joint=ctx.joint,
                help="convert" if factor else "value",
            ),
            span,
        )
        return None
    return expression


def declare_resources(assembly: Assembly, sheet: Sheet, scope: Scope, resources: doc.Resources) -> None:
    """Give a base of resources its name."""
    assert resources.name is not None
    name = resources.name
    entity = entity_of(assembly, resources.entity, document_entity(assembly, sheet))
    identifier = read_identifier(resources.id, assembly.diagnostics) if resources.id else f"{prefix_of(sheet)}_{slug(name.text)}"
    if entity is None or identifier is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return

    def make() -> ir.Variable | None:
        return _resources(assembly, sheet, resources, assembly.context(sheet, scope, entity, Period.MONTH, identifier))

    declared = assembly.declare(identifier, name.text, entity, Period.MONTH, name.span, sheet, ir.Part.RESOURCES, make)
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span) if declared else BrokenSymbol(name.span))


def _resources(assembly: Assembly, sheet: Sheet, resources: doc.Resources, ctx: Context) -> ir.Variable | None:
    assert resources.name is not None
    start, last = dates_of(assembly, sheet, resources.start, None)
    window = window_of(assembly, ctx.scope, resources.window)
    reading = ctx.scope.words.choice(ir.Reading, "readings", resources.reading.text) if resources.reading else ir.Reading.SUM
    total: ir.Expression | None = None
    fine = True
    for item in resources.items:
        item_window = window_of(assembly, ctx.scope, item.window) if item.window else window
        part = _resource_item(assembly, item, item_window, ctx)
        if part is None:
            fine = False
            continue
        months = (item_window.count if item_window is not None else None) or 1
        if reading is ir.Reading.MONTHLY_MEAN and months > 1:
            part = ir.Divide(part, ir.Constant(Decimal(months), number(integer=True)), None, number(EURO_PER_MONTH))
        minus = item.sign is not None and ctx.scope.words.value("signs", item.sign.text) == "minus"
        if total is None:
            total = ir.Negative(part, part.type) if minus else part
        else:
            total = ir.Arithmetic(Operation.MINUS if minus else Operation.PLUS, total, part, total.type)
    if not fine or total is None:
        return None
    monthly = reading is ir.Reading.MONTHLY_MEAN or window is None or window.is_month
    type_ = number(EURO_PER_MONTH if monthly else EURO if window == LAST_3_MONTHS else ANY)
    return ir.Variable(
        name=ctx.rule,
        label=text_of(resources.label) or resources.name.text,
        entity=ctx.entity,
        period=ctx.period,
        type=type_,
        role=ir.Part.RESOURCES,
        span=resources.name.span,
        formulas=(ir.Formula(start, total, resources.name.span),),
        end=last,
        references=references_of(assembly, resources.references or sheet.document.references),
        documentation=text_of(resources.note),
        document=sheet.document.path,
    )


def _resource_item(assembly: Assembly, item: doc.ResourceItem, window: Window | None, ctx: Context) -> ir.Expression | None:
    """The sum of some variables of the rule's own population, of its members, or of the groups that they belong to."""
    assert item.who is not None
    who = normalise(item.who.text)
    entity = ctx.services.words.entities.get(who)
    group = ctx.services.words.roles.get(who)
    person = ctx.catalog.person.key
    if entity is not None and (ctx.is_person or entity != person):
        # A person reads what is their own, and what their groups have.
        return _added(item.variables, window, ctx) if ctx.is_person or entity == ctx.entity else _of_other_groups(item, entity, window, ctx)
    if group is None:
        known = " ; ".join(_known_members(ctx))
        assembly.diagnostics.report(codes.UnknownEntity.Role(name=item.who.text, known=known), item.who.span)
        return None
    if ctx.is_person:
        return _of_members_of_groups(item, group, window, ctx)
    found = next((candidate for candidate in group if candidate.entity == ctx.entity), None)
    if found is None:
        assembly.diagnostics.report(codes.WrongEntity.Role(name=item.who.text, entity=ctx.entity_name(ctx.entity)), item.who.span)
        return None
    return _of_members(item, found, window, ctx)


def _known_members(ctx: Context) -> list[str]:
    """What « qui » can say here: the groups, and the members of the rule's own one."""
    words = ctx.services.words
    own = [text for text, candidates in words.roles.items() if any(who.entity == ctx.entity for who in candidates)]
    groups = [label for key, label in words.labels.items() if ctx.is_person or key != ctx.catalog.person.key]
    return [*groups, *own[:12]]


def _of_members(item: doc.ResourceItem, who: Who, window: Window | None, ctx: Context) -> ir.Expression | None:
    """The sum over the members of a group of what is their own; a group's amount would be counted for each of them."""
    members = ctx.about(ctx.catalog.person.key, who.entity)
    role = ctx.catalog.entities[who.entity].role(who.role) if who.role else None
    value: ir.Expression | None = None
    fine = True
    for cell in item.variables:
        part = _added((cell,), window, members)
        group = next((read.via[0] for read in ir.walk(part) if isinstance(read, ir.Read) and read.via), None) if part is not None else None
        if group is not None and not (group == who.entity and role is not None and role.is_unique):
            problem = codes.WrongEntity.Owner(name=cell.text.strip(), entity=ctx.entity_name(group), help="who")
            ctx.diagnostics.report(problem, cell.span)
            part = None
        fine = fine and part is not None
        if part is not None:
            value = part if value is None else ir.Arithmetic(Operation.PLUS, value, part, value.type)
    return ir.Fold(Aggregation.SUM, who.entity, who.role, value, None, value.type) if value is not None and fine else None


def _of_members_of_groups(item: doc.ResourceItem, candidates: tuple[Who, ...], window: Window | None, ctx: Context) -> ir.Expression | None:
    """What the members of a person's group have (« qui: enfants »): a sum of the group, which the person reads."""
    assert item.who is not None
    if len(candidates) != 1:
        names = " ; ".join(f"{item.who.text} {text}" for who in candidates for text in [ctx.entity_name(who.entity)])
        ctx.diagnostics.report(codes.AmbiguousName(name=item.who.text, candidates=names), item.who.span)
        return None
    who = candidates[0]
    total = _of_members(item, who, window, ctx.about(who.entity))
    if total is None:
        return None
    text = f"{item.who.text.strip()} {' '.join(cell.text.strip() for cell in item.variables)}"
    declared = ctx.services.hoist(text, who.entity, total, ctx)
    return read_variable(declared.info, text, None, item.who.span, ctx)


def _of_other_groups(item: doc.ResourceItem, entity: str, window: Window | None, ctx: Context) -> ir.Expression | None:
    """What the families of a household have: each is counted once, through the one person who answers for it."""
    role = ctx.services.words.reference_roles.get(entity)
    assert item.who is not None
    if role is None:
        ctx.diagnostics.report(codes.WrongEntity.Role(name=item.who.text, entity=ctx.entity_name(ctx.entity)), item.who.span)
        return None
    value = _added(item.variables, window, ctx.about(ctx.catalog.person.key, ctx.entity))
    return None if value is None else ir.Fold(Aggregation.SUM, ctx.entity, None, value, ir.HasRole(entity, role), value.type)


def _added(variables: tuple[Cell, ...], window: Window | None, ctx: Context) -> ir.Expression | None:
    total: ir.Expression | None = None
    fine = True
    for cell in variables:
        found = check_name(nodes.Name(name=cell.text.strip(), span=cell.span), ctx, window)
        if found is None:
            fine = False
            continue
        if found.type.kind is not Kind.NUMBER:
            ctx.diagnostics.report(codes.WrongType(wanted=Word("number"), found=kind_word(found.type.kind), name=cell.text), cell.span)
            fine = False
            continue
        total = found if total is None else ir.Arithmetic(Operation.PLUS, total, found, number(total.type.unit))
    return total if fine else None
