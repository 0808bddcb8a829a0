"""Bases of resources of a document to variables of the package: what is added up, over which months, in which unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import report_unsaid
from rulespec.compiler.checking.checking import check_name
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.reads import read_variable
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_identifier
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Word
from rulespec.compiler.ground.kinds import MONTHS, Flow, Kind, Period, Unit, conversion, money, number
from rulespec.compiler.ground.operators import Aggregation, Operation
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.ground.windows import SAME, THIS_MONTH, THIS_YEAR, Window
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.calculations import dates_of
from rulespec.compiler.rules.declaring import document_entity, document_period, entity_of, references_of, window_of
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.vocabulary import Who


def declare_resources(assembly: Assembly, sheet: Sheet, scope: Scope, resources: doc.Resources) -> None:
    """Give a base of resources its name; it has the period of its document."""
    assert resources.name is not None
    name = resources.name
    entity = entity_of(assembly, resources.entity, document_entity(assembly, sheet))
    identifier = read_identifier(resources.id, assembly.diagnostics) if resources.id else f"{prefix_of(sheet)}_{slug(name.text)}"
    if entity is None or identifier is None:
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    period = document_period(sheet)

    def make() -> ir.Variable | None:
        return _resources(assembly, sheet, resources, replace(assembly.context(sheet, scope, entity, period, identifier), in_base=True))

    declared = assembly.declare(identifier, name.text, entity, period, name.span, sheet, ir.Part.RESOURCES, make)
    if declared is not None:
        declared.flow = _flow(assembly, scope, resources, period)
    assembly.name_symbol(scope, name, OwnSymbol(declared, name.span) if declared else BrokenSymbol(name.span))


def _flow(assembly: Assembly, scope: Scope, resources: doc.Resources, period: Period) -> Flow:
    """What is summed over the period itself adds up from one period to the next; a total of twelve months, or a mean, does not."""
    current = {None, SAME, THIS_MONTH if period is Period.MONTH else THIS_YEAR}
    windows = {window_of(assembly, scope, item.window or resources.window) for item in resources.items}
    is_sum = period is Period.MONTH or _reading(scope, resources) is ir.Reading.SUM
    return Flow.FLOW if windows <= current and is_sum else Flow.STOCK


def _reading(scope: Scope, resources: doc.Resources) -> ir.Reading | None:
    return scope.words.choice(ir.Reading, "readings", resources.reading.text) if resources.reading else ir.Reading.SUM


def _months_of(window: Window | None, period: Period) -> int:
    """How many months a window adds up: without one, those of the rule's own period."""
    own = 12 if period is Period.YEAR else 1
    return own if window is None else window.count or own


def _resources(assembly: Assembly, sheet: Sheet, resources: doc.Resources, ctx: Context) -> ir.Variable | None:
    assert resources.name is not None
    start, last = dates_of(assembly, sheet, resources.start, None)
    window = window_of(assembly, ctx.scope, resources.window)
    is_mean = _reading(ctx.scope, resources) is ir.Reading.MONTHLY_MEAN
    parts: list[tuple[doc.ResourceItem, ir.Expression]] = []
    fine = True
    for item in resources.items:
        item_window = window_of(assembly, ctx.scope, item.window) if item.window else window
        months = _months_of(item_window, ctx.period)
        part = _resource_item(assembly, item, item_window, ctx)
        if part is not None and is_mean and months > 1:
            monthly = part.type.unit.shared_out() if months == 12 else part.type.unit.over(MONTHS)
            part = ir.Divide(part, ir.Constant(Decimal(months), number(integer=True)), None, number(monthly))
        fine = fine and part is not None
        if part is not None:
            parts.append((item, part))
    # The base is in the unit of what it reads over its own window.
    unit = next((part.type.unit for item, part in parts if item.window is None), parts[0][1].type.unit if parts else None)
    if unit is None:
        return None
    for item, part in parts:
        fine = _is_in(part, unit, item, ctx) and fine
    if not fine:
        return None
    total: ir.Expression | None = None
    for item, part in parts:
        minus = item.sign is not None and ctx.scope.words.value("signs", item.sign.text) == "minus"
        if total is None:
            total = ir.Negative(part, part.type) if minus else part
        else:
            total = ir.Arithmetic(Operation.MINUS if minus else Operation.PLUS, total, part, total.type)
    assert total is not None
    return ir.Variable(
        name=ctx.rule,
        label=text_of(resources.label) or resources.name.text,
        entity=ctx.entity,
        period=ctx.period,
        type=number(unit),
        role=ir.Part.RESOURCES,
        span=resources.name.span,
        formulas=(ir.Formula(start, total, resources.name.span),),
        end=last,
        references=references_of(assembly, resources.references or sheet.document.references),
        documentation=text_of(resources.note),
        document=sheet.document.path,
    )


def _is_in(part: ir.Expression, unit: Unit, item: doc.ResourceItem, ctx: Context) -> bool:
    """Whether what an item adds is in the unit of the base; months are not added to years."""
    if part.type.unit.fits(unit):
        return True
    cell = item.window or item.variables[0]
    is_time = conversion(part.type.unit, unit) is not None or part.type.unit.summed(3) == unit or unit.summed(3) == part.type.unit
    name, found, wanted = cell.text.strip(), ctx.unit_name(part.type.unit), ctx.unit_name(unit)
    words = ctx.scope.words
    write = f"{words.key('Resources', 'reading')}: {words.say('readings', 'monthly_mean')}"
    if is_time:
        ctx.diagnostics.report(codes.WrongUnit.Windows(name=name, found=found, wanted=wanted, write=write), cell.span)
    else:
        ctx.diagnostics.report(codes.WrongUnit.Base(name=name, found=found, wanted=wanted, help="apart"), cell.span)
    return False


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
        members = _known_members(ctx)
        near = get_close_matches(normalise(item.who.text), map(normalise, members), 1, 0.8)
        said = next((text for text in members if near and normalise(text) == near[0]), "")
        unknown = codes.UnknownEntity.Role(name=item.who.text, near=said, known=" ; ".join(members))
        assembly.diagnostics.report(unknown, item.who.span)
        return None
    if ctx.is_person:
        return _of_members_of_groups(item, group, window, ctx)
    found = next((candidate for candidate in group if candidate.entity == ctx.entity), None)
    if found is None:
        known = " ; ".join(_known_members(ctx))
        problem = codes.WrongEntity.Role(name=item.who.text, entity=ctx.entity_name(ctx.entity), known=known, help="known")
        assembly.diagnostics.report(problem, item.who.span)
        return None
    return _of_members(item, found, window, ctx)


def _known_members(ctx: Context) -> list[str]:
    """What « qui » can say here: the groups, and the members of the rule's own one."""
    words = ctx.services.words
    said: dict[Who, list[str]] = {}
    for text, candidates in words.roles.items():
        for who in candidates:
            if len(candidates) == 1 if ctx.is_person else who.entity == ctx.entity:
                said.setdefault(who, []).append(text)
    groups = [label for key, label in words.labels.items() if ctx.is_person or key != ctx.catalog.person.key]
    # One way to say each: the shortest, in the plural where there is one (« enfants », not « enfant de la famille »).
    members = [min(texts, key=lambda text: (text.count(" "), not text.split()[0].endswith("s"))) for texts in said.values()]
    return list(dict.fromkeys([*groups, *(words.written[text] for text in members)]))


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
            value = _joined(value, part, cell, ctx)
            fine = fine and value is not None
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
    """The sum of some data over a window, None after a report: each has a unit, and they have the same."""
    total: ir.Expression | None = None
    fine = True
    for cell in variables:
        node = nodes.Name(name=cell.text.strip(), span=cell.span)
        found = check_name(node, ctx, window)
        if found is None:
            fine = False
            continue
        if found.type.kind is not Kind.NUMBER:
            ctx.diagnostics.report(codes.WrongType(wanted=Word("number"), found=kind_word(found.type.kind), name=cell.text), cell.span)
            fine = False
            continue
        a_time = money(ctx.catalog.currency, Period.YEAR if ctx.period is Period.YEAR else Period.MONTH)
        if report_unsaid(found, node, total.type.unit if total is not None else a_time, ctx):
            fine = False
            continue
        total = _joined(total, found, cell, ctx)
        fine = fine and total is not None
    return total if fine else None


def _joined(total: ir.Expression | None, found: ir.Expression, cell: Cell, ctx: Context) -> ir.Expression | None:
    """A datum added to those before it, None after a report that it is in another unit."""
    if total is None:
        return found
    if found.type.unit.fits(total.type.unit):
        return ir.Arithmetic(Operation.PLUS, total, found, number(total.type.unit))
    problem = codes.WrongUnit.Base(
        name=cell.text.strip(),
        found=ctx.unit_name(found.type.unit),
        wanted=ctx.unit_name(total.type.unit),
        help="yearly" if conversion(found.type.unit, total.type.unit) else "apart",
    )
    ctx.diagnostics.report(problem, cell.span)
    return None
