"""Calculations and bases of resources of a document to variables of the package."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.checking import check_cell, check_name
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_date, read_identifier, write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Label
from rulespec.compiler.ground.kinds import ANY, EURO, EURO_PER_MONTH, NONE, Flow, Kind, Period, Type, conversion, number
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise, slug
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
        assembly.diagnostics.report(codes.EMPTY_VALIDITY, last_cell.span, help="swap", start=write_date(begin), end=write_date(last))
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

    declared = assembly.declare(identifier, name.text, entity, period, name.span, sheet, "calculation", make)
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
            assembly.diagnostics.report(codes.MISSING_FIELD, item.span, help="add", name=ctx.scope.words.key("Calculation", "formula"))
            fine = False
            continue
        if begin in seen:
            labels = (Label(seen[begin], "first"),)
            assembly.diagnostics.report(codes.SAME_DATE, item.span, help="remove", labels=labels, date=write_date(begin) if begin else "…")
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
        role="calculation",
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
        ctx.diagnostics.report(codes.WRONG_TYPE, span, "result", found=kind_word(found.kind), name=name.text, wanted=kind_word(wanted.kind))
        return None
    if has_unit and found.kind is Kind.NUMBER and not found.bare and not found.unit.fits(wanted.unit):
        # A one-off amount in euros may be the value of a month: « € » fits « € / mois » as a result only.
        factor = conversion(found.unit, wanted.unit)
        ctx.diagnostics.report(
            codes.WRONG_UNIT,
            span,
            "result",
            help="convert" if factor else "value",
            found=ctx.unit_name(found.unit),
            name=name.text,
            wanted=ctx.unit_name(wanted.unit),
            text=span.source.text,
            unit=ctx.unit_name(wanted.unit),
            joint=ctx.joint,
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

    declared = assembly.declare(identifier, name.text, entity, Period.MONTH, name.span, sheet, "resources", make)
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span) if declared else BrokenSymbol(name.span))


MONTHS_IN = {"last_month": 1, "last_3_months": 3, "last_12_months": 12, "n_2": 12, "n_3": 12, "last_year": 12, "this_year": 12}


def _resources(assembly: Assembly, sheet: Sheet, resources: doc.Resources, ctx: Context) -> ir.Variable | None:
    assert resources.name is not None
    start, last = dates_of(assembly, sheet, resources.start, None)
    window = window_of(assembly, ctx.scope, resources.window)
    reading = ctx.scope.words.value("readings", resources.reading.text) if resources.reading else "sum"
    total: ir.Expression | None = None
    fine = True
    for item in resources.items:
        item_window = window_of(assembly, ctx.scope, item.window) if item.window else window
        part = _resource_item(assembly, item, item_window, ctx)
        if part is None:
            fine = False
            continue
        months = MONTHS_IN.get(item_window or "", 1)
        if reading == "monthly_mean" and months > 1:
            part = ir.Divide(part, ir.Constant(Decimal(months), number(integer=True)), None, number(EURO_PER_MONTH))
        minus = item.sign is not None and ctx.scope.words.value("signs", item.sign.text) == "minus"
        if total is None:
            total = ir.Negative(part, part.type) if minus else part
        else:
            total = ir.Arithmetic("-" if minus else "+", total, part, total.type)
    if not fine or total is None:
        return None
    monthly = reading == "monthly_mean" or window in (None, "last_month")
    type_ = number(EURO_PER_MONTH if monthly else EURO if window == "last_3_months" else ANY)
    return ir.Variable(
        name=ctx.rule,
        label=text_of(resources.label) or resources.name.text,
        entity=ctx.entity,
        period=ctx.period,
        type=type_,
        role="resources",
        span=resources.name.span,
        formulas=(ir.Formula(start, total, resources.name.span),),
        end=last,
        references=references_of(assembly, resources.references or sheet.document.references),
        documentation=text_of(resources.note),
        document=sheet.document.path,
    )


def _resource_item(assembly: Assembly, item: doc.ResourceItem, window: str | None, ctx: Context) -> ir.Expression | None:
    """The sum of some variables of the group itself, or of its members."""
    assert item.who is not None
    who = normalise(item.who.text)
    entity = ctx.services.words.entities.get(who)
    group = ctx.services.words.roles.get(who)
    unique = ctx.services.words.of_roles.get(who)
    if entity is not None and not ctx.catalog.entities[entity].is_person:
        if entity == ctx.entity or ctx.is_person:
            return _added(item.variables, window, ctx)
        return _of_other_groups(item, entity, window, ctx)
    if unique is not None or group is None:
        assembly.diagnostics.report(
            codes.UNKNOWN_ENTITY,
            item.who.span,
            "role",
            help="list",
            name=item.who.text,
            known=" ; ".join([*ctx.services.words.labels.values(), *list(ctx.services.words.roles)[:12]]),
        )
        return None
    if ctx.is_person:
        return _added(item.variables, window, ctx)
    found = next((candidate for candidate in group if candidate.entity == ctx.entity), None)
    if found is None:
        assembly.diagnostics.report(codes.WRONG_ENTITY, item.who.span, "role", name=item.who.text, entity=ctx.entity_name(ctx.entity))
        return None
    members = ctx.about(ctx.catalog.person.key, ctx.entity)
    value = _added(item.variables, window, members)
    return None if value is None else ir.Fold("SUM", found.entity, found.role, value, None, value.type)


def _of_other_groups(item: doc.ResourceItem, entity: str, window: str | None, ctx: Context) -> ir.Expression | None:
    """What the families of a household have: each is counted once, through the one person who answers for it."""
    role = ctx.services.words.reference_roles.get(entity)
    assert item.who is not None
    if role is None:
        ctx.diagnostics.report(codes.WRONG_ENTITY, item.who.span, "role", name=item.who.text, entity=ctx.entity_name(ctx.entity))
        return None
    value = _added(item.variables, window, ctx.about(ctx.catalog.person.key, ctx.entity))
    return None if value is None else ir.Fold("SUM", ctx.entity, None, value, ir.HasRole(entity, role), value.type)


def _added(variables: tuple[Cell, ...], window: str | None, ctx: Context) -> ir.Expression | None:
    total: ir.Expression | None = None
    fine = True
    for cell in variables:
        found = check_name(nodes.Name(name=cell.text.strip(), span=cell.span), ctx, window)
        if found is None:
            fine = False
            continue
        if found.type.kind is not Kind.NUMBER:
            ctx.diagnostics.report(codes.WRONG_TYPE, cell.span, wanted="@number", found=kind_word(found.type.kind), name=cell.text)
            fine = False
            continue
        total = found if total is None else ir.Arithmetic("+", total, found, number(total.type.unit))
    return total if fine else None
