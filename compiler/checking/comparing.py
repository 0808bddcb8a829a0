"""Comparisons to typed expressions: bounds, lists of choices, codes and zones."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from difflib import get_close_matches
from typing import Literal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, fits, written
from rulespec.compiler.checking.coded import Typed, beginnings, coded_member, codes_of, last_day
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.resolving import ListSymbol, OwnSymbol, Scope, TermSymbol, VariableSymbol, ZoneSymbol
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Problem, Word
from rulespec.compiler.ground.kinds import BOOLEAN, TEXT, Kind, Type
from rulespec.compiler.ground.operators import COMPARED, Comparison, Connective
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences import nodes

ORDERED = {Kind.NUMBER, Kind.DATE}


def label_member(node: nodes.Node, type_: Type, ctx: Context) -> str | None:
    """The member of an enumeration that a node names by its name or label, None if it names none."""
    if not isinstance(node, nodes.Name | nodes.Text):
        return None
    text = normalise(node.name if isinstance(node, nodes.Name) else node.value)
    members = ctx.members_of(type_)
    for member, label in members.items():
        if text in (normalise(member), normalise(label)):
            return member
    return None


def choice_of(node: nodes.Node, ctx: Context) -> Type | None:
    """The enumeration of which a datum is, or an answer of « si … alors … sinon … »; None for anything else."""
    if isinstance(node, nodes.If):
        return choice_of(node.then, ctx) or choice_of(node.otherwise, ctx)
    if not isinstance(node, nodes.Name):
        return None
    symbol = ctx.scope.find(node.name)
    if isinstance(symbol, OwnSymbol) and symbol.declared.type is None and not ctx.services.resolve(symbol.declared, ctx.is_past):
        return None
    return choice_named(node.name, ctx.scope, ctx.catalog)


def choice_named(name: str, scope: Scope, catalog: Catalog) -> Type | None:
    """The enumeration of which a datum is, by its name; None of anything else."""
    type_: Type | None = None
    match scope.find(name):
        case VariableSymbol(variable=variable):
            type_ = variable.type
        case OwnSymbol(declared=declared):
            type_ = declared.type
        case None:
            variable_ = catalog.variable(name.strip())
            type_ = variable_.type if variable_ is not None else None
        case _:
            pass
    return type_ if type_ is not None and type_.kind is Kind.CHOICE else None


def is_anything(cell: Cell, subject: ir.Expression, ctx: Context) -> bool:
    """True for « tous » in the cell of a table, which names nothing: « - » is what is meant."""
    key = normalise(cell.text)
    labels = ctx.members_of(subject.type).items() if subject.type.kind is Kind.CHOICE else ()
    is_label = any(key in (normalise(member), normalise(label)) for member, label in labels)
    return not is_label and key in {normalise(word) for word in ctx.scope.words.marks.anything} and ctx.scope.find(cell.text) is None


def _member(node: nodes.Node, value: nodes.Node, type_: Type, ctx: Context) -> str | None:
    """The member of an enumeration that a node says; None after a report."""
    # A choice called « non » or « 3 » is read as a truth or a number before it is known of what it is said.
    plain = nodes.Text(value=written(node), span=node.span) if isinstance(node, nodes.Truth | nodes.Number) else node
    member = label_member(plain, type_, ctx)
    if member is not None:
        return member
    text = _code_text(node)
    coded = coded_member(text, type_, ctx.catalog) if text is not None else None
    if isinstance(coded, Problem):
        ctx.diagnostics.report(coded, node.span)
        return None
    if coded is None:
        report_label(node, written(value), type_, ctx)
    return coded


def _code_text(node: nodes.Node) -> str | None:
    """A code written with or without quotes: 94002, "2A"."""
    if isinstance(node, nodes.Text):
        return node.value
    if isinstance(node, nodes.Number):
        return written(node)
    if isinstance(node, nodes.Name):
        return node.name.strip()
    return None


def compare(operator: Comparison, left: nodes.Node, right: nodes.Node, span: Span, ctx: Context) -> ir.Expression | None:
    """A comparison of two nodes (`operator` of the grammar: EQ, LT…) to a yes / no; both sides of one kind and unit, or a report."""
    value = ctx.services.check(left, ctx)
    return None if value is None else compare_value(value, operator, left, right, span, ctx)


def compare_value(
    value: ir.Expression, operator: Comparison, left: nodes.Node, right: nodes.Node, span: Span, ctx: Context
) -> ir.Expression | None:
    """A comparison whose left side is checked already: a table reads its input once for all its rows."""
    kind = value.type.kind
    if kind is Kind.CHOICE or kind is Kind.TEXT:
        if operator.is_order:
            ctx.diagnostics.report(codes.WrongType.Order(found=kind_word(kind)), span)
            return None
        same = among_value(value, left, (right,), ctx)
        return ir.negated(same) if same is not None and operator is Comparison.NE else same
    other = ctx.services.check(right, ctx)
    if other is None:
        return None
    if other.type.kind is not kind:
        is_date: Literal["date"] | None = "date" if Kind.DATE in (kind, other.type.kind) else None
        ctx.diagnostics.report(codes.WrongType.Compare(left=kind_word(kind), right=kind_word(other.type.kind), help=is_date), span)
        return None
    if kind is Kind.BOOLEAN:
        if operator.is_order:
            ctx.diagnostics.report(codes.WrongType.Order(found=kind_word(kind)), span)
            return None
        if isinstance(other, ir.Constant):
            return value if (other.value is True) == (operator is Comparison.EQ) else ir.negated(value)
        return ir.Compare(operator, value, other)
    if not fits(value, other, left, right, ctx):
        return None
    _tell_between_wholes(value, operator, other, left, right, ctx)
    return ir.Compare(operator, value, other)


def _tell_between_wholes(
    value: ir.Expression, operator: Comparison, other: ir.Expression, left: nodes.Node, right: nodes.Node, ctx: Context
) -> None:
    """« âge ≥ 2,5 » of an age in whole years is « âge ≥ 3 »: what lies between was meant, and is told (RS517)."""
    bound = other.value if isinstance(other, ir.Constant) else None
    if isinstance(other, ir.Divide) and isinstance(other.left, ir.Constant) and isinstance(other.right, ir.Constant):
        over, under = other.left.value, other.right.value  # 18 mois en ans
        bound = over / under if isinstance(over, Decimal) and isinstance(under, Decimal) else None
    if not value.type.integer or isinstance(value, ir.Constant) or not isinstance(bound, Decimal) or not bound.is_finite():
        return
    if value.type.kind is not Kind.NUMBER or bound == bound.to_integral_value():
        return
    up = operator in (Comparison.GE, Comparison.LT)
    whole = bound.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
    write = f"{COMPARED[operator].sign} {whole}" if operator.is_order else ""
    problem = codes.BetweenWholes(name=written(left), bound=written(right), write=write, help="whole" if write else "finer")
    ctx.diagnostics.report(problem, right.span)


def between(
    value: nodes.Node, low: nodes.Node, high: nodes.Node, low_in: bool, high_in: bool, span: Span, ctx: Context
) -> ir.Expression | None:
    """Two bounds around a node, each included or not, to a yes / no; an interval of literals with nothing inside is told (RS501)."""
    subject = ctx.services.check(value, ctx)
    return None if subject is None else between_value(subject, value, low, high, low_in, high_in, span, ctx)


def between_value(
    subject: ir.Expression,
    value: nodes.Node,
    low: nodes.Node,
    high: nodes.Node,
    low_in: bool,
    high_in: bool,
    span: Span,
    ctx: Context,
) -> ir.Expression | None:
    """Two bounds; an interval of literals with nothing inside is told."""
    if subject.type.kind not in ORDERED:
        ctx.diagnostics.report(codes.WrongType.Order(found=kind_word(subject.type.kind)), span)
        return None
    above = compare_value(subject, Comparison.GE if low_in else Comparison.GT, value, low, span, ctx)
    below = compare_value(subject, Comparison.LE if high_in else Comparison.LT, value, high, span, ctx)
    if above is None or below is None:
        return None
    assert isinstance(above, ir.Compare) and isinstance(below, ir.Compare)
    if isinstance(above.right, ir.Constant) and isinstance(below.right, ir.Constant):
        start, end = above.right.value, below.right.value
        if start > end or (start == end and not (low_in and high_in)):  # type: ignore[operator]
            ctx.diagnostics.report(codes.EmptyInterval(low=written(low), high=written(high), help="swap" if start != end else None), span)
            return None
    return ir.Logic(Connective.AND, (above, below))


def among(value: nodes.Node, items: tuple[nodes.Node, ...], ctx: Context) -> ir.Expression | None:
    """« parmi » of a node: labels of an enumeration, codes and zones, numbers, to a yes / no."""
    subject = ctx.services.check(value, ctx)
    return None if subject is None else among_value(subject, value, items, ctx)


def among_value(subject: ir.Expression, value: nodes.Node, items: tuple[nodes.Node, ...], ctx: Context) -> ir.Expression | None:
    """« parmi »: labels of an enumeration, codes, zones, numbers."""
    kind = subject.type.kind
    if isinstance(subject, ir.If) and kind is Kind.CHOICE:
        yes, no = among_value(subject.then, value, items, ctx), among_value(subject.otherwise, value, items, ctx)
        return None if yes is None or no is None else ir.If(subject.condition, yes, no, BOOLEAN)
    if kind is Kind.CHOICE:
        found: list[str] = []
        fine = True
        for item in items:
            member = _member(item, value, subject.type, ctx)
            if member is None:
                fine = False
            elif member not in found:
                found.append(member)
        if isinstance(subject, ir.Constant) and fine and found:
            return ir.Constant(subject.value in found, BOOLEAN)
        return ir.Among(subject, tuple(found)) if fine and found else None
    if kind is Kind.TEXT:
        return _among_texts(subject, items, ctx)
    tests = [compare_value(subject, Comparison.EQ, value, item, item.span, ctx) for item in items]
    checked = [test for test in tests if test is not None]
    if len(checked) < len(tests):
        return None
    return checked[0] if len(checked) == 1 else ir.Logic(Connective.OR, tuple(checked))


def report_label(item: nodes.Node, subject: str, type_: Type, ctx: Context) -> None:
    """Tell that a node names no member of the enumeration of a subject, with the nearest or all of them (RS306)."""
    members = ctx.members_of(type_)
    by_key = {normalise(text): label for name, label in members.items() for text in (name, label)}
    near = get_close_matches(normalise(written(item).strip('"')), by_key, 1, 0.5)
    ctx.diagnostics.report(
        codes.UnknownLabel(
            name=written(item), subject=subject, near=by_key[near[0]] if near else "", known=" ; ".join(list(members.values())[:25])
        ),
        item.span,
    )


def _among_texts(subject: ir.Expression, items: tuple[nodes.Node, ...], ctx: Context) -> ir.Expression | None:
    """Codes and zones, or the value of another text: a datum, what a table answers."""
    read = tuple(item for item in items if not subject.type.prefix and _names_a_value(item, ctx))
    if not read:
        return _among_codes(subject, items, ctx)
    tests: list[ir.Expression | None] = []
    for item in read:
        other = check_as(item, ctx, Kind.TEXT)
        tests.append(None if other is None else ir.Compare(Comparison.EQ, subject, other))
    written_out = tuple(item for item in items if item not in read)
    if written_out:
        tests.append(_among_codes(subject, written_out, ctx))
    checked = [test for test in tests if test is not None]
    if len(checked) < len(tests):
        return None
    return checked[0] if len(checked) == 1 else ir.Logic(Connective.OR, tuple(checked))


def _names_a_value(item: nodes.Node, ctx: Context) -> bool:
    symbol = ctx.scope.find(item.name) if isinstance(item, nodes.Name) else None
    return isinstance(symbol, OwnSymbol | VariableSymbol | TermSymbol)


def _among_codes(subject: ir.Expression, items: tuple[nodes.Node, ...], ctx: Context, begins: bool = False) -> ir.Expression | None:
    """Codes, zones, and lists of the country, each of which is read at its date."""
    lists = [
        (item, symbol) for item in items if isinstance(item, nodes.Name) and isinstance(symbol := ctx.scope.find(item.name), ListSymbol)
    ]
    if not lists:
        return _among_written(subject, items, ctx, begins)
    tests: list[ir.Expression] = []
    for _, symbol in lists:
        listed = ir.ParameterRead(symbol.path, TEXT, False, symbol.shown)
        tests.append(ir.StartsWith(subject, (), listed=listed) if subject.type.prefix else ir.Among(subject, (), listed=listed))
    rest = tuple(item for item in items if all(item is not other for other, _ in lists))
    if rest:
        found = _among_written(subject, rest, ctx, begins)
        if found is None:
            return None
        tests.append(found)
    return tests[0] if len(tests) == 1 else ir.Logic(Connective.OR, tuple(tests))


def _among_written(subject: ir.Expression, items: tuple[nodes.Node, ...], ctx: Context, begins: bool) -> ir.Expression | None:
    of = ctx.catalog.codes.list_of(subject.type.codes)
    listed: list[Typed] = []
    zone: ir.Zone | None = None
    for item in items:
        symbol = ctx.scope.find(item.name) if isinstance(item, nodes.Name) else None
        if isinstance(symbol, ZoneSymbol):
            listed += [Typed(cell.text, cell.span) for cell in symbol.cells] or [Typed(code, item.span) for code in symbol.zone.codes]
            zone = symbol.zone if len(items) == 1 else None
            continue
        text = _code_text(item)
        is_name = isinstance(item, nodes.Name) and not any(char.isdigit() for char in text or "")
        if is_name and of is None and symbol is None:
            ctx.diagnostics.report(codes.UnknownName.Unquoted(name=written(item)), item.span)
            return None
        if text is None or symbol is not None or (is_name and of is None):
            ctx.diagnostics.report(codes.WrongType(wanted=Word("text"), found=Word("number"), name=written(item)), item.span)
            return None
        listed.append(Typed(text, item.span))
    if of is None:
        found: tuple[str, ...] | None = tuple(item.text for item in listed)
    elif begins:
        found = beginnings(listed, of, ctx)
    else:
        found = codes_of(listed, of, ctx.catalog, ctx.diagnostics, last_day(ctx))
    if found is None:
        return None
    unique = tuple(dict.fromkeys(found))
    # « Paris » in a zone is the commune, unless a département is compared with it: the zone's own list is then another.
    constant = zone.constant if zone is not None and zone.codes == unique else None
    if subject.type.prefix:
        return ir.StartsWith(subject, unique, constant)
    return ir.Among(subject, unique, constant)


def starts(value: nodes.Node, items: tuple[nodes.Node, ...], ctx: Context) -> ir.Expression | None:
    """« commence par » of a text to a yes / no: codes compared by their beginning."""
    subject = check_as(value, ctx, Kind.TEXT)
    if subject is None:
        return None
    subject = replace(subject, type=replace(subject.type, prefix=True)) if isinstance(subject, ir.Read) else subject
    return _among_codes(subject, items, ctx, begins=True)
