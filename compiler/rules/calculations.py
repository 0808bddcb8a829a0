"""Calculations of a document to variables of the package."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import fits_rate, grouped, report_unsaid
from rulespec.compiler.checking.checking import check_cell
from rulespec.compiler.checking.comparing import choice_named
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope
from rulespec.compiler.checking.scaling import is_hundredfold, unscaled
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import parse_date, read_date, read_identifier, write_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Label
from rulespec.compiler.ground.kinds import NONE, UNKNOWN, Flow, Kind, Period, Type, Unit, conversion, flow_of
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import slug
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.choices import choices_of
from rulespec.compiler.rules.declaring import (
    KINDS,
    document_entity,
    document_period,
    entity_of,
    references_of,
)
from rulespec.compiler.rules.quantities import number_of
from rulespec.compiler.sentences.parsing import parse

ROUNDINGS = {
    "cent": (ir.Rounding.HALF_AWAY, Decimal("0.01")),
    "cent_down": (ir.Rounding.TOWARDS_ZERO, Decimal("0.01")),
    "cent_up": (ir.Rounding.AWAY_FROM_ZERO, Decimal("0.01")),
    "euro": (ir.Rounding.HALF_AWAY, Decimal(1)),
    "euro_down": (ir.Rounding.TOWARDS_ZERO, Decimal(1)),
    "euro_up": (ir.Rounding.AWAY_FROM_ZERO, Decimal(1)),
    "thousandth": (ir.Rounding.HALF_AWAY, Decimal("0.001")),
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


def check_life(
    assembly: Assembly, sheet: Sheet, begin: tuple[Cell | None, datetime.date | None], last: tuple[Cell | None, datetime.date | None]
) -> None:
    """Tell dates between which nothing is, or that are never those of the document (RS404)."""
    (start_cell, start), (until_cell, until) = begin, last
    if until_cell is not None and start is not None and until is not None and until < start:
        assembly.diagnostics.report(codes.EmptyValidity(start=write_date(start), end=write_date(until)), until_cell.span)
        return
    own = [parse_date(cell.text) if cell is not None else None for cell in (sheet.document.start, sheet.document.until)]
    for cell, date, other, is_late in ((until_cell, until, own[0], False), (start_cell, start, own[1], True)):
        if cell is not None and date is not None and other is not None and (date > other if is_late else date < other):
            names = [sheet.words.key("Condition", name) for name in ("start", "until")]
            aids = [sheet.words.key("Document", name) for name in ("start", "until")]
            said = f"{names[0 if is_late else 1]} {write_date(date)}"
            problem = codes.EmptyValidity.Outside(date=said, other=f"{aids[1 if is_late else 0]} {write_date(other)}")
            assembly.diagnostics.report(problem, cell.span)


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
    quantity = number_of(assembly, scope, calculation.unit)
    has_unit = not quantity.unstated
    wanted = KINDS[kind] if kind else quantity if has_unit else None
    if wanted is not None and wanted.kind is Kind.NUMBER:
        wanted = replace(quantity, integer=wanted.integer)
    if len(calculation.choices) > 1:
        own = choices_of(assembly, doc.Datum(span=name.span, choices=calculation.choices), identifier)
        wanted = Type(Kind.CHOICE, enum=own.name)
    elif wanted is None and calculation.replaces is not None and not calculation.choices:
        # Its answers are those of what it replaces.
        country = assembly.project.catalog.variable(text_of(calculation.replaces).strip())
        wanted = country.type if country is not None and country.type.kind is Kind.CHOICE else None
    flow = scope.words.value("flows", text_of(calculation.flow)) if calculation.flow else None

    def make() -> ir.Variable | None:
        ctx = assembly.context(sheet, scope, entity, period, identifier)
        if len(calculation.choices) != 1:
            of_choice = wanted if wanted is not None and wanted.kind is Kind.CHOICE else None
            return _calculation(assembly, sheet, calculation, replace(ctx, choice=of_choice, answering=name.text), wanted, has_unit)
        named = named_choice(assembly, scope, calculation.choices[0])
        if named is None:
            return None
        return _calculation(assembly, sheet, calculation, replace(ctx, choice=named, answering=name.text), named, has_unit)

    declared = assembly.declare(identifier, name.text, entity, period, name.span, sheet, ir.Part.CALCULATION, make)
    if declared is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    # What it gives, for a formula that reads its own past.
    declared.type = wanted
    if flow:
        declared.flow = Flow(flow)
    else:
        declared.flow = flow_of(quantity.unit, period)
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span))


def named_choice(assembly: Assembly, scope: Scope, cell: Cell) -> Type | None:
    """The enumeration of the datum that « choix » names, None after a report."""
    text = cell.text.strip()
    named = choice_named(text, scope, assembly.project.catalog)
    if named is None:
        near = scope.near(text, assembly.project.catalog)
        assembly.diagnostics.report(codes.UnknownName(name=text, near=near or ""), cell.span)
    return named


def _calculation(
    assembly: Assembly, sheet: Sheet, calculation: doc.Calculation, ctx: Context, wanted: Type | None, has_unit: bool
) -> ir.Variable | None:
    assert calculation.name is not None
    start, last = dates_of(assembly, sheet, calculation.start, calculation.until)
    formulas: list[ir.Formula] = []
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
        check_life(assembly, sheet, (item.start, begin if item.start is not None else None), (None, None))
        expression = check_cell(item.value, ctx)
        expression = None if expression is None else conform(expression, wanted, has_unit, calculation.name, item.value, ctx)
        if wanted is None and formulas and expression is not None:
            # Without a unit of its own, a calculation has that of its first formula, and keeps it from date to date.
            known = formulas[0].expression.type
            expression = conform(expression, known, not known.bare, calculation.name, item.value, ctx)
        if expression is None:
            fine = False
            continue
        formulas.append(ir.Formula(begin, rounded(ctx.scope, calculation.rounding, expression), item.value.span))
    if not fine or not formulas:
        return None
    type_ = formulas[0].expression.type
    if wanted is not None:
        type_ = replace(wanted, unit=wanted.unit if has_unit or wanted.kind is not Kind.NUMBER else _unit_kept(type_))
    elif type_.kind is Kind.NUMBER:
        type_ = replace(type_, integer=False, bare=False, unit=_unit_kept(type_), unstated=type_.bare or type_.unit.any)
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


def _unit_kept(type_: Type) -> Unit:
    """The unit of a calculation that says none: what VALEUR took away comes back under no name."""
    return UNKNOWN if type_.unit.any else NONE if type_.bare else type_.unit


def conform(expression: ir.Expression, wanted: Type | None, has_unit: bool, name: Cell, cell: Cell, ctx: Context) -> ir.Expression | None:
    """The expression where it is of the kind and unit that its name was given, None after a report."""
    if wanted is None:
        return expression
    found, span = expression.type, cell.span
    if found.kind is not wanted.kind or (wanted.enum is not None and found.enum != wanted.enum):
        ctx.diagnostics.report(codes.WrongType.Result(found=kind_word(found.kind), name=name.text, wanted=kind_word(wanted.kind)), span)
        return None
    is_apart = found.kind is Kind.NUMBER and not found.bare and not found.unit.fits(wanted.unit)
    if not has_unit or not (is_apart or wanted.rate):
        return expression
    node = parse(cell, ctx.scope.lexicon(), Diagnostics())
    assert node is not None
    if not is_apart:
        if is_hundredfold(expression):
            ctx.diagnostics.report(codes.BadPercent.Twice(text=cell.text.strip(), help="times"), span)
            return None
        return expression if fits_rate(wanted, expression, node, ctx) else None
    if report_unsaid(expression, node, wanted.unit, ctx):
        return None
    factor = conversion(found.unit, wanted.unit)
    problem = codes.WrongUnit.Result(
        found=ctx.unit_name(found.unit),
        name=name.text,
        wanted=ctx.unit_name(wanted.unit),
        text=grouped(unscaled(node, found.unit, wanted.unit)),
        bare=cell.text.strip(),
        unit=ctx.unit_name(wanted.unit),
        joint=ctx.joint,
        help="convert" if factor else "value",
    )
    ctx.diagnostics.report(problem, span)
    return None
