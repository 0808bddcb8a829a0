"""Nodes to typed expressions: kinds, units, entities and periods, or a diagnostic at the word that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, fits, fits_rate, grouped, report_unsaid, written
from rulespec.compiler.checking.arithmetic import check_arithmetic, check_convert, check_divide, check_monthly_mean
from rulespec.compiler.checking.comparing import among, between, choice_of, compare, label_member, report_label, starts
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.dating import check_age_on, check_day, check_edge, check_elapsed, check_over_months, is_instant
from rulespec.compiler.checking.functions import check_call
from rulespec.compiler.checking.members import check_aggregate, check_has_role, check_quantify, check_rank
from rulespec.compiler.checking.reads import read_variable
from rulespec.compiler.checking.resolving import (
    BrokenSymbol,
    ListSymbol,
    NodeSymbol,
    OwnSymbol,
    ParameterSymbol,
    ScaleSymbol,
    TermSymbol,
    VariableSymbol,
    ZoneSymbol,
)
from rulespec.compiler.checking.scaling import unscaled
from rulespec.compiler.documents.document import Calculation
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Word
from rulespec.compiler.ground.kinds import ANY, BOOLEAN, DATE, NONE, TEXT, Kind, Type, conversion, number
from rulespec.compiler.ground.operators import Connective, Extremum, Operation
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import SAME, THIS_MONTH, Window
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.parsing import parse


def check_cell(cell: Cell, ctx: Context, wanted: Kind | None = None) -> ir.Expression | None:
    """The expression that a cell says, of the kind wanted if one is."""
    node = parse(cell, ctx.scope.lexicon(), ctx.diagnostics)
    return None if node is None else check_as(node, ctx, wanted)


def check(node: nodes.Node, ctx: Context) -> ir.Expression | None:
    """The typed expression that a node says, None after a report."""
    if ctx.choice is not None:
        member = label_member(node, ctx.choice, ctx)
        if member is not None:
            return ir.Constant(member, ctx.choice)
    match node:
        case nodes.Number(value=value, unit=unit):
            integer = value == value.to_integral_value()
            rate = written(node).endswith("%")
            return ir.Constant(value, Type(Kind.NUMBER, unit or NONE, integer, bare=unit is None, rate=rate))
        case nodes.Infinity():
            return ir.Constant(Decimal("Infinity"), number(ANY))
        case nodes.Text(value=text):
            return ir.Constant(text, TEXT)
        case nodes.Date(value=date):
            return ir.Constant(date, DATE)
        case nodes.Truth(value=truth):
            return ir.Constant(truth, BOOLEAN)
        case nodes.Name():
            return check_name(node, ctx, None)
        case nodes.Windowed(value=nodes.Name() as name, window=window):
            return check_name(name, ctx, window)
        case nodes.Windowed(value=value, window=window):
            return _windowed(value, window, node.span, ctx)
        case nodes.OfRole(value=value, role=role):
            return _of_role(value, role, node.span, ctx)
        case nodes.MonthlyMean(value=value):
            return check_monthly_mean(value, node.span, ctx)
        case nodes.OverMonths():
            return check_over_months(node, ctx)
        case nodes.Day(window=window):
            return check_day(window, node.span, ctx)
        case nodes.Edge(edge=edge, value=value):
            return check_edge(edge, value, ctx)
        case nodes.Elapsed():
            return check_elapsed(node, ctx)
        case nodes.Convert():
            return check_convert(node, ctx)
        case nodes.Not(value=value):
            inner = check_as(value, ctx, Kind.BOOLEAN)
            return None if inner is None else ir.negated(inner)
        case nodes.Logic(operator=operator, items=items):
            checked = [check_as(item, ctx, Kind.BOOLEAN) for item in items]
            found = [item for item in checked if item is not None]
            return ir.Logic(operator, tuple(found)) if len(found) == len(checked) else None
        case nodes.Compare(operator=operator, left=left, right=right):
            return compare(operator, left, right, node.span, ctx)
        case nodes.Between(value=value, low=low, high=high):
            return between(value, low, high, True, True, node.span, ctx)
        case nodes.In(value=value, items=items, negated=is_negated):
            inside = among(value, items, ctx)
            return ir.negated(inside) if inside is not None and is_negated else inside
        case nodes.Starts(value=value, items=items):
            return starts(value, items, ctx)
        case nodes.Arithmetic():
            return check_arithmetic(node, ctx)
        case nodes.Divide():
            return check_divide(node, ctx)
        case nodes.Negative(value=value):
            inner = check_as(value, ctx, Kind.NUMBER)
            if isinstance(inner, ir.Constant) and isinstance(inner.value, Decimal):
                return ir.Constant(-inner.value, inner.type)
            return None if inner is None else ir.Negative(inner, inner.type)
        case nodes.If(condition=condition, then=then, otherwise=otherwise):
            return check_if(condition, then, otherwise, ctx)
        case nodes.Call():
            return check_call(node, ctx)
        case nodes.Apply():
            return _apply(node, ctx)
        case nodes.Quantify():
            return check_quantify(node, ctx)
        case nodes.Rank():
            return check_rank(node, ctx)
        case nodes.HasRole():
            return check_has_role(node, ctx)
        case nodes.Aggregate():
            return check_aggregate(node, ctx)
        case nodes.AnyValue() | nodes.UnaryTest() | nodes.IntervalTest() | nodes.Tests():
            ctx.diagnostics.report(codes.Syntax(found=written(node)), node.span)
            return None
    assert_never(node)


def check_name(node: nodes.Name, ctx: Context, window: Window | None) -> ir.Expression | None:
    """The read that a name means over a window, with what stands for it where its datum may be unknown."""
    found = _named(node, ctx, window)
    stand_in = ctx.services.missing(node.name, ctx.document.path)
    if found is None or stand_in is None:
        return found
    known, value = stand_in
    via = found.via if isinstance(found, ir.Read) else ()
    entity = found.entity if isinstance(found, ir.Read) else ctx.entity
    return ir.If(ir.Read(known, entity, via, SAME, False, BOOLEAN, own=True), found, value, replace(found.type, bare=False))


def _named(node: nodes.Name, ctx: Context, window: Window | None) -> ir.Expression | None:
    symbol = ctx.scope.find(node.name)
    name = node.name.strip()
    if symbol is None:
        variable = ctx.scope.reading(name) or ctx.catalog.variable(name)
        if variable is not None:
            return read_variable(variable, name, window, node.span, ctx)
        parameter = ctx.catalog.parameter(name)
        if parameter is not None:
            return _parameter(ir.ParameterRead(name, number(parameter.unit), False, name), window, node.span, ctx)
        if ctx.choice is not None:
            report_label(node, ctx.answering, ctx.choice, ctx)
            return None
        near = ctx.scope.near(name, ctx.catalog)
        ctx.diagnostics.report(codes.UnknownName(name=name, near=near or ""), node.span)
        return None
    match symbol:
        case BrokenSymbol():
            return None
        case VariableSymbol(variable=variable, window=own_window, shown=shown):
            return read_variable(variable, shown, window or own_window, node.span, ctx)
        case OwnSymbol(declared=declared, window=own_window, prefix=prefix, codes=code_list, unit=unit):
            over = window or own_window
            if not ctx.services.resolve(declared, ctx.is_past or (over is not None and over.is_past)):
                return None
            info = declared.info
            if prefix or code_list:
                info = replace(info, type=replace(info.type, prefix=prefix, codes=code_list or info.type.codes))
            if unit is not None and not info.type.unit.fits(unit) and not info.type.unit.unknown and not info.type.unstated:
                problem = codes.WrongUnit.Result(found=ctx.unit_name(info.type.unit), name=name, wanted=ctx.unit_name(unit))
                ctx.diagnostics.report(problem, symbol.span)
                return None
            if unit is not None:
                info = replace(info, type=replace(info.type, unit=unit, unstated=False))
            return read_variable(info, declared.shown, over, node.span, ctx)
        case ParameterSymbol(path=path, type=type_, own=own, shown=shown):
            return _parameter(ir.ParameterRead(path, type_, own, shown), window, node.span, ctx)
        case NodeSymbol():
            return _node(symbol, window, node.span, ctx)
        case ScaleSymbol() | TermSymbol() if window not in (None, THIS_MONTH):
            # A window would have to be given to each of the data within: the author says which, in a calculation.
            ctx.diagnostics.report(codes.WrongPeriod.Within(name=name, window=ctx.window_name(window)), node.span)
            return None
        case ScaleSymbol(by=by, scope=scope):
            if by is None:
                ctx.diagnostics.report(codes.WrongArguments(function=name, wanted=1, found=0, example=f"{name}(…)"), node.span)
                return None
            # What the scale is applied to is written where it is declared: a wrong unit is told there.
            told = parse(by, scope.lexicon(), ctx.diagnostics)
            base = None if told is None else check_as(told, ctx.within(scope), Kind.NUMBER)
            return None if base is None or told is None else _scale(symbol, base, told, ctx)
        case TermSymbol(calculation=calculation, scope=scope):
            shown = name if ctx.place is None else _own_name(calculation)
            return _term(calculation, shown, replace(ctx.within(scope), place=ctx.place or node.span))
        case ZoneSymbol() | ListSymbol():
            ctx.diagnostics.report(codes.WrongType(wanted=Word("number"), found=Word("text"), name=written(node)), node.span)
            return None
    assert_never(symbol)


def _parameter(read: ir.ParameterRead, window: Window | None, span: Span, ctx: Context) -> ir.Expression | None:
    """A parameter at the date that a window begins with; several months have no one date."""
    if window is None or window == THIS_MONTH:
        return read
    return replace(read, window=window) if is_instant(window, read.name, span, ctx) else None


def _node(symbol: NodeSymbol, window: Window | None, span: Span, ctx: Context) -> ir.Expression | None:
    """The parameter that stands at the value of each choice; those that the country has not are the default, or are told."""
    inside = ctx.within(symbol.scope)
    values: list[tuple[ir.Expression, Mapping[str, str]]] = []
    for by in symbol.by:
        told = parse(by, symbol.scope.lexicon(), ctx.diagnostics)
        value = None if told is None else check_as(told, inside, Kind.CHOICE)
        if value is None or value.type.enum is None:
            return None
        values.append((value, ctx.services.choices.get(value.type.enum) or ctx.catalog.enums[value.type.enum]))
    paths = dict(_paths(symbol.path, [members for _, members in values]))
    missing = [names for names, path in paths.items() if (known := ctx.catalog.parameter(path)) is None or known.scale is not None]
    if missing and (symbol.default is None or len(missing) == len(paths)):
        label = " ; ".join(members[name] for name, (_, members) in zip(missing[0], values, strict=True))
        ctx.diagnostics.report(codes.UnknownVariable.Choice(name=paths[missing[0]], label=label), symbol.span)
        return None
    cases: list[tuple[ir.Expression, ir.Expression]] = []
    for names, path in paths.items():
        answer: ir.Expression | None = symbol.default
        if names not in missing:
            answer = _parameter(ir.ParameterRead(path, symbol.type, False, symbol.shown), window, span, ctx)
        if answer is None:
            return None
        tests = tuple(ir.Among(value, (name,)) for name, (value, _) in zip(names, values, strict=True))
        cases.append((tests[0] if len(tests) == 1 else ir.Logic(Connective.AND, tests), answer))
    return ir.Select(tuple(cases[:-1]), cases[-1][1], symbol.type)


def _paths(path: str, choices: list[Mapping[str, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The values of some choices, and the path of their parameter."""
    for names in product(*choices):
        full = path
        for name in names:
            full = full.replace("*", name, 1)
        yield names, full


def _own_name(calculation: Calculation) -> str:
    return calculation.name.text if calculation.name is not None else ""


def _term(calculation: Calculation, shown: str, ctx: Context) -> ir.Expression | None:
    """A term of the lexicon, in its place, with the unit that the lexicon says."""
    found = _term_of_lexicon(calculation, ctx)
    if found is not None:
        # The words of a document come before those of the lexicon.
        if shown != _own_name(calculation) or found not in ctx.services.terms:
            ctx.services.terms[found] = shown
    return found


def _term_of_lexicon(calculation: Calculation, ctx: Context) -> ir.Expression | None:
    cell = calculation.formula[0].value
    if cell is None:
        return None
    found = check_cell(cell, ctx)
    if found is not None and calculation.unit is not None and found.type.kind is Kind.NUMBER:
        unit = ctx.scope.words.unit(calculation.unit.text)
        if unit is not None and not found.type.bare and not found.type.unit.fits(unit):
            name = _own_name(calculation)
            problem = codes.WrongUnit.Result(found=ctx.unit_name(found.type.unit), name=name, wanted=ctx.unit_name(unit))
            ctx.diagnostics.report(problem, cell.span)
            return None
        if unit is not None:
            return replace(found, type=replace(found.type, unit=unit, bare=False))
    return found


def _windowed(value: nodes.Node, window: Window, span: Span, ctx: Context) -> ir.Expression | None:
    """« (a du demandeur) du mois dernier »: a window over what is not a plain name."""
    if isinstance(value, nodes.Call) and value.function == "age" and len(value.arguments) == 1:
        return check_age_on(value.arguments[0], window, span, ctx)
    if isinstance(value, nodes.OfRole):
        return _of_role(nodes.Windowed(value=value.value, window=window, span=span), value.role, span, ctx)
    ctx.diagnostics.report(codes.Syntax(found=span.source.text[span.start : span.end]), span)
    return None


def _of_role(value: nodes.Node, role: str, span: Span, ctx: Context) -> ir.Expression | None:
    """The value of the one person who has a unique role in a group."""
    candidates = ctx.services.words.of_roles[normalise(role)]
    own = [who for who in candidates if who.entity == ctx.entity]
    if not own and ctx.is_person:
        own = list(candidates) if len(candidates) == 1 else []
    if len(own) != 1:
        names = " ; ".join(ctx.entity_name(who.entity) for who in candidates)
        ctx.diagnostics.report(codes.AmbiguousName(name=role, candidates=names), span)
        return None
    who = own[0]
    inner = check(value, ctx.about(ctx.catalog.person.key))
    if inner is None:
        return None
    path = (who.role or "",) if ctx.entity == who.entity else (who.entity, who.role or "")
    parts = tuple(ir.walk(inner))
    if not any(isinstance(part, ir.Read) for part in parts) or any(isinstance(part, ir.HasRole | ir.Fold | ir.Rank) for part in parts):
        ctx.diagnostics.report(codes.Syntax(found=span.source.text[span.start : span.end]), span)
        return None
    # A term of the lexicon is a formula: each datum within is that person's.
    return ir.rewritten(inner, lambda part: replace(part, via=path + part.via) if isinstance(part, ir.Read) else part)


def check_if(condition: nodes.Node, then: nodes.Node, otherwise: nodes.Node, ctx: Context) -> ir.Expression | None:
    """« si … alors … sinon … »: two answers of one kind and unit, whatever the test."""
    test = check_as(condition, replace(ctx, choice=None), Kind.BOOLEAN)
    if ctx.choice is None:
        # « si âge < 18 alors etudiant sinon activité »: what the other answer is says of what this one is a label.
        told = then if choice_of(then, ctx) is not None else otherwise
        ctx = replace(ctx, choice=choice_of(told, ctx), answering=written(told))
    yes, no = check(then, ctx), check(otherwise, ctx)
    if test is None or yes is None or no is None:
        return None
    if yes.type.kind is not no.type.kind or yes.type.enum != no.type.enum:
        ctx.diagnostics.report(
            codes.WrongType(wanted=kind_word(yes.type.kind), found=kind_word(no.type.kind), name=written(otherwise)), otherwise.span
        )
        return None
    if not fits(yes, no, then, otherwise, ctx):
        return None
    type_ = no.type if yes.type.bare or yes.type.unit.any else yes.type
    return ir.If(test, yes, no, replace(type_, integer=yes.type.integer and no.type.integer, rate=yes.type.rate or no.type.rate))


def _apply(node: nodes.Apply, ctx: Context) -> ir.Expression | None:
    symbol = ctx.scope.find(node.name.name)
    if not isinstance(symbol, ScaleSymbol):
        if symbol is None:
            check_name(node.name, ctx, None)
        elif not isinstance(symbol, BrokenSymbol):
            ctx.diagnostics.report(codes.Syntax.Values(found="("), node.span)
        return None
    base = check_as(node.argument, ctx, Kind.NUMBER)
    return None if base is None else _scale(symbol, base, node.argument, ctx)


def _scale(symbol: ScaleSymbol, base: ir.Expression, node: nodes.Node, ctx: Context) -> ir.Expression | None:
    scale = symbol.scale
    wanted = scale.base.unit
    if wanted.any and not base.type.bare and not base.type.unit.any:
        # Thresholds without a unit take that of what the scale is first applied to.
        wanted = ctx.services.bases.setdefault(scale.path, base.type.unit)
    if not fits_rate(scale.base, base, node, ctx):
        return None
    if not base.type.bare and base.type.unit != wanted and not base.type.unit.fits(wanted):
        if report_unsaid(base, node, wanted, ctx):
            return None
        problem = codes.WrongUnit(
            left=ctx.unit_name(wanted),
            right=ctx.unit_name(base.type.unit),
            text=grouped(unscaled(node, base.type.unit, wanted)),
            bare=written(node),
            unit=ctx.unit_name(wanted),
            joint=ctx.joint,
            help="convert" if conversion(base.type.unit, wanted) else "thresholds" if scale.base.unit.any else "value",
        )
        ctx.diagnostics.report(problem, node.span)
        return None
    type_ = scale.type
    if scale.kind.is_rate:
        type_ = number(base.type.unit)
    count = number(base.type.unit, base.type.integer)
    if symbol.cap is not None:
        base = ir.Extreme(Extremum.MIN, (base, ir.Constant(symbol.cap, count)), count)
    found = ir.ScaleRead(scale.path, scale.kind, base, type_, symbol.own, scale.name, symbol.above)
    if symbol.additional is None:
        return found
    last = scale.brackets[-1].threshold[-1].value
    assert isinstance(last, Decimal)
    beyond = ir.Extreme(
        Extremum.MAX, (ir.Arithmetic(Operation.MINUS, base, ir.Constant(last, count), count), ir.Constant(Decimal(0), count)), count
    )
    return ir.Arithmetic(Operation.PLUS, found, ir.Arithmetic(Operation.TIMES, symbol.additional, beyond, type_), type_)
