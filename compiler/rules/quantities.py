"""Parameters and scales of a document: units, dated values, paths in the tree of parameters."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import (
    BrokenSymbol,
    ParameterSymbol,
    ScaleSymbol,
    Scope,
)
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import (
    parse_number,
    read_boolean,
    read_date,
    read_path,
    read_quantity,
    report_currency,
    write_date,
)
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Label, When
from rulespec.compiler.ground.kinds import ANY, BOOLEAN, NONE, Kind, Type, Unit, number
from rulespec.compiler.ground.operators import ScaleKind
from rulespec.compiler.ground.periods import MIN
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.replacing import with_earlier
from rulespec.compiler.rules.rescaling import modified_scale
from rulespec.compiler.words import Language

# Names that OpenFisca keeps for itself in a node of parameters: a child so named would be swallowed or crash.
RESERVED_NODES = {
    "description", "documentation", "metadata", "unit", "reference", "values", "brackets", "index", "children", "name",
    "clone", "merge", "file_path",
}  # fmt: skip
LARGE = Decimal(131072)


def unit_of(assembly: Assembly, scope: Scope, cell: Cell | None) -> Unit | None:
    """The unit that a cell says; None without one, ANY after a report."""
    if cell is None or not cell.text.strip():
        return None
    unit = scope.words.unit(cell.text)
    if unit is None and (other := scope.words.currency_of(cell.text)):
        report_currency(cell.text, other, scope.words, cell.span, assembly.diagnostics)
        return ANY
    if unit is None:
        likely = [normalise(word) for word in scope.words.units if len(cell.text.strip()) > 2]
        near = get_close_matches(normalise(cell.text), likely, 1, 0.5)
        known = next((word for word in scope.words.units if near and normalise(word) == near[0]), "")
        assembly.diagnostics.report(
            codes.UnknownUnit(name=cell.text, near=known, known=" ; ".join(list(scope.words.units)[:20])), cell.span
        )
        return ANY
    return unit


def number_of(assembly: Assembly, scope: Scope, cell: Cell | None) -> Type:
    """The number that a field of unit announces: `unstated` where it says nothing, a `rate` where it says %."""
    unit = unit_of(assembly, scope, cell)
    return Type(Kind.NUMBER, NONE if unit is None else unit, rate=is_percent(scope, cell), unstated=unit is None)


def dated_values(
    assembly: Assembly, scope: Scope, cells: tuple[doc.DatedCell, ...], type_: Type, start: datetime.date | None, percent: bool
) -> tuple[ir.DatedValue, ...]:
    """Values by date in order, none after a report of one of them; two on one date, or one without a date among several, are told."""
    found: list[ir.DatedValue] = []
    by_date: dict[datetime.date, doc.DatedCell] = {}
    for item in cells:
        date = read_date(item.start, assembly.diagnostics) if item.start is not None else (start or MIN)
        if date is None:
            continue
        if item.start is None and len(cells) > 1:
            assembly.diagnostics.report(codes.SameDate.Undated(), item.span)
            continue
        if date in by_date:
            labels = (Label(by_date[date].span, "first"),)
            assembly.diagnostics.report(codes.SameDate(date=write_date(date)), item.span, labels=labels)
            continue
        by_date[date] = item
        if item.value is not None and item.value.native == "unreadable":
            return ()
        value = _dated_value(assembly, scope, item.value, type_, percent)
        if value is None and item.value is not None and not _is_nothing(item.value, scope.words):
            return ()
        found.append(ir.DatedValue(date, value, text_of(item.reference) or None, text_of(item.link) or None))
    return tuple(sorted(found, key=lambda item: item.date))


def _is_nothing(cell: Cell, words: Language) -> bool:
    """True where a dated value says that there is none any more."""
    return normalise(cell.text) in ("", *words.marks.nothing)


def _dated_value(assembly: Assembly, scope: Scope, cell: Cell | None, type_: Type, percent: bool) -> Decimal | bool | None:
    if cell is None or _is_nothing(cell, scope.words):
        return None
    if scope.words.keywords.get(normalise(cell.text)) == "INFINITY":
        return Decimal("Infinity")
    if type_.kind is Kind.BOOLEAN:
        return read_boolean(cell, scope.words, assembly.diagnostics)
    value = read_quantity(cell, type_, scope.words, assembly.diagnostics, percent)
    if value is None:
        return None
    if type_.unit.is_money and abs(value) >= LARGE and value != value.to_integral_value():
        assembly.diagnostics.report(codes.LargeAmount(value=cell.text), cell.span)
    return value


def is_percent(scope: Scope, cell: Cell | None) -> bool:
    """True of a field of unit that says %."""
    return cell is not None and normalise(cell.text) in ("%", "taux", "rate")


def path_for(assembly: Assembly, sheet: Sheet, name: Cell, id_cell: Cell | None) -> str:
    """The dotted path of a parameter: root, folder of the document, its own name."""
    folder_cell = sheet.document.parameters_path
    folder = (read_path(folder_cell, assembly.diagnostics) if folder_cell is not None else None) or prefix_of(sheet)
    leaf = (read_path(id_cell, assembly.diagnostics) if id_cell is not None else None) or slug(name.text)
    folder, leaf = (".".join(f"{part}_" if part in RESERVED_NODES else part for part in path.split(".")) for path in (folder, leaf))
    parts = [assembly.root, *folder.split("."), *leaf.split(".")]
    return ".".join(part for part in parts if part)


def _take_path(assembly: Assembly, path: str, name: Cell) -> bool:
    # « a » is a file, « a.b » a file in a folder of the same name: OpenFisca takes one of them.
    existing = assembly.paths.get(path) or assembly.folders.get(path)
    above = [path.rpartition(".")[0]]
    while above[-1]:
        existing = existing or assembly.paths.get(above[-1])
        above.append(above[-1].rpartition(".")[0])
    if existing is not None:
        assembly.diagnostics.report(
            codes.NameCollision(name=name.text, other=existing[0], id=path), name.span, labels=(Label(existing[1], "first"),)
        )
        return False
    assembly.paths[path] = (name.text, name.span)
    for folder in above:
        assembly.folders.setdefault(folder, (name.text, name.span))
    return True


def _start_of(assembly: Assembly, sheet: Sheet, cell: Cell | None) -> datetime.date | None:
    if cell is not None:
        return read_date(cell, assembly.diagnostics)
    start = sheet.document.start
    return read_date(start, assembly.diagnostics) if start is not None else None


def declare_parameter(assembly: Assembly, sheet: Sheet, scope: Scope, parameter: doc.Parameter) -> None:
    """Give a parameter its name: dated values of its own in one unit."""
    assert parameter.name is not None
    name = parameter.name
    unit = unit_of(assembly, scope, parameter.unit)
    for field, told in (("by", parameter.by), ("default", (parameter.default,) if parameter.default is not None else ())):
        if told:
            assembly.diagnostics.report(codes.IdleField(name=scope.words.key("Parameter", field)), told[0].span)
    if not parameter.values:
        assembly.diagnostics.report(codes.MissingField(name=scope.words.key("Parameter", "values")), name.span)
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    first = next((item.value for item in parameter.values if item.value is not None), None)
    is_boolean = unit is None and first is not None and scope.words.value("booleans", first.text) is not None
    type_ = BOOLEAN if is_boolean else number_of(assembly, scope, parameter.unit)
    if unit is None and not is_boolean and first is not None:
        parsed = parse_number(first.text, scope.words)
        if parsed is not None and parsed[1]:
            type_ = Type(Kind.NUMBER, scope.words.unit(parsed[1]) or NONE, rate=parsed[1] == "%")
    start = _start_of(assembly, sheet, None)
    values = dated_values(assembly, scope, parameter.values, type_, start, is_percent(scope, parameter.unit))
    path = path_for(assembly, sheet, name, parameter.id)
    if values and parameter.modifies is not None:
        values = _modified(assembly, scope, parameter.modifies, values)
    if not values or not _take_path(assembly, path, name):
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    if type_.kind is Kind.NUMBER:
        whole = all(isinstance(v.value, Decimal) and v.value == v.value.to_integral_value() for v in values if v.value is not None)
        type_ = replace(type_, integer=whole)
    review = read_date(parameter.review_on, assembly.diagnostics) if parameter.review_on else None
    made = ir.Parameter(
        path=path,
        label=text_of(parameter.label) or name.text,
        type=type_,
        values=values,
        span=name.span,
        reference=text_of(parameter.reference) or None,
        link=text_of(parameter.link) or None,
        valid_until=review,
        name=name.text,
    )
    if assembly.name_symbol(scope, name, ParameterSymbol(path, type_, True, name.span, name.text)):
        assembly.parameters.append(made)


def _modified(assembly: Assembly, scope: Scope, modifies: Cell, values: tuple[ir.DatedValue, ...]) -> tuple[ir.DatedValue, ...]:
    """The values that a parameter of the country has from now on, after its own earlier ones; none after a report."""
    path = modifies.text.strip()
    national = assembly.project.catalog.parameter(path)
    if national is None:
        near = get_close_matches(path, assembly.project.catalog.raw_parameters, 1, 0.7)
        assembly.diagnostics.report(codes.UnknownVariable.Parameter(name=path, near=near[0] if near else ""), modifies.span)
        return ()
    if national.scale is not None:
        kind = scope.words.say("scales", national.scale.value)
        assembly.diagnostics.report(codes.BadReplacement.Value(name=path, kind=kind), modifies.span)
        return ()
    kinds = {type(value) is bool for _, value in national.values if value is not None}
    if (
        national.is_list
        or any(isinstance(value, str) for _, value in national.values)
        or len(kinds | {type(item.value) is bool for item in values if item.value is not None}) > 1
    ):
        assembly.diagnostics.report(codes.BadReplacement.Parameter(name=path), modifies.span)
        return ()
    if any(item.path == path for item in assembly.modifications):
        assembly.diagnostics.report(codes.BadReplacement.Twice(name=path), modifies.span)
        return ()
    assembly.modifications.append(ir.Modification(path, values, modifies.span))
    return with_earlier(assembly.project.catalog, path, values)


def declare_scale(assembly: Assembly, sheet: Sheet, scope: Scope, scale: doc.Scale) -> None:
    """Give a scale its name: brackets that rise at every date, in OpenFisca's four kinds."""
    assert scale.name is not None
    name = scale.name
    kind = scope.words.choice(ScaleKind, "scales", text_of(scale.kind))
    base = number_of(assembly, scope, scale.by_unit)
    if base.unstated:
        base = replace(base, unit=ANY)
    is_rate = kind is not None and kind.is_rate
    type_ = number() if is_rate else number_of(assembly, scope, scale.unit)
    percent = is_rate or type_.rate
    start = _start_of(assembly, sheet, scale.start)
    brackets = []
    for bracket in scale.brackets:
        thresholds = dated_values(assembly, scope, bracket.threshold, base, start, base.rate)
        values = dated_values(assembly, scope, bracket.value, type_, start, percent)
        brackets.append((bracket, ir.Bracket(thresholds, values)))
    path = path_for(assembly, sheet, name, scale.id)
    if kind is None or any(not b.threshold or not b.value for _, b in brackets) or not _take_path(assembly, path, name):
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    above = scale.bound is not None and scope.words.value("bounds", scale.bound.text) == "above"
    if scale.bound is not None and kind is not ScaleKind.SINGLE_AMOUNT and not (kind is ScaleKind.MARGINAL_AMOUNT and above):
        # A rate is the same on both sides of a threshold; amounts that add up begin above theirs in OpenFisca.
        kinds = text_of(scale.kind)
        assembly.diagnostics.report(codes.BadScale.Bound(bound=scale.bound.text.strip(), kind=kinds), scale.bound.span)
        assembly.name_symbol(scope, name, BrokenSymbol(name.span))
        return
    made = ir.Scale(
        path=path,
        label=text_of(scale.label) or name.text,
        kind=kind,
        type=type_,
        base=base,
        brackets=tuple(bracket for _, bracket in brackets),
        span=name.span,
        reference=text_of(scale.reference) or None,
        link=text_of(scale.link) or None,
        name=name.text,
    )
    _check_scale(assembly, scope, made, brackets)
    if scale.modifies is not None:
        modified = modified_scale(assembly, scope, scale, scale.modifies, made)
        if modified is None:
            assembly.name_symbol(scope, name, BrokenSymbol(name.span))
            return
        made = modified
    additional = _additional(assembly, scope, scale, made, type_, start)
    cap = read_quantity(scale.cap, base, scope.words, assembly.diagnostics) if scale.cap is not None else None
    symbol = ScaleSymbol(made, scale.by, above, scope, name.span, additional, cap)
    if assembly.name_symbol(scope, name, symbol):
        assembly.scales.append(made)


def _additional(
    assembly: Assembly, scope: Scope, scale: doc.Scale, made: ir.Scale, type_: Type, start: datetime.date | None
) -> ir.ParameterRead | None:
    """« par personne en plus »: what each unit beyond the last threshold adds, as a parameter beside the scale."""
    if not scale.additional:
        return None
    assert scale.name is not None
    last = made.brackets[-1].threshold
    if made.kind is not ScaleKind.SINGLE_AMOUNT or len({item.value for item in last}) > 1:
        assembly.diagnostics.report(codes.BadScale.Additional(), scale.additional[0].span)
        return None
    values = dated_values(assembly, scope, scale.additional, type_, start, type_.rate)
    path = f"{made.path}_{assembly.project.words.names.extra}"
    label = f"{made.label} ({scope.words.key('Scale', 'additional')})"
    if not values or not _take_path(assembly, path, scale.name):
        return None
    assembly.parameters.append(ir.Parameter(path, label, type_, values, scale.additional[0].span, made.reference, made.link, name=label))
    return ir.ParameterRead(path, type_, True, label)


def _check_scale(assembly: Assembly, scope: Scope, scale: ir.Scale, brackets: list[tuple[doc.Bracket, ir.Bracket]]) -> None:
    """Thresholds rise at every date; no bracket misses a value that OpenFisca would drop without a word."""
    dates = sorted({item.date for _, b in brackets for item in (*b.threshold, *b.value)})
    undated = _undated(brackets)
    if undated is not None:
        what, other, date = undated
        said = write_date(date)
        problem = codes.BadScale.Since(
            what=scope.words.key("Bracket", what),
            other=scope.words.key("Bracket", other),
            date=said,
            write=f"{scope.words.key('Document', 'start')}: {said}",
        )
        assembly.diagnostics.report(problem, scale.span)
        return
    for date in dates:
        previous: Decimal | None = None
        for written, bracket in brackets:
            threshold, value = value_at(bracket.threshold, date), value_at(bracket.value, date)
            if threshold is None and value is None:
                continue
            if threshold is None or value is None:
                what = scope.words.key("Bracket", "threshold" if threshold is None else "value")
                later = next((item for item in dates if item > date), date)
                interval = When(start=write_date(date)) if date > MIN else When(end=write_date(later))
                assembly.diagnostics.report(codes.BadScale.Date(what=what, interval=interval), written.span)
                continue
            if previous is not None and threshold <= previous:
                assembly.diagnostics.report(codes.BadScale.Order(left=f"{previous:f}", right=f"{threshold:f}"), written.span)
            previous = Decimal(threshold)
    last = brackets[-1][1]
    if scale.kind is ScaleKind.LINEAR_AVERAGE and any(item.value != Decimal("Infinity") for item in last.threshold):
        assembly.diagnostics.report(codes.BadScale.Last(), brackets[-1][0].span)


def _undated(brackets: list[tuple[doc.Bracket, ir.Bracket]]) -> tuple[str, str, datetime.date] | None:
    """(what has no date, what has one, its first date), where all the thresholds hold since ever and no value does, or the reverse."""
    starts = {
        "threshold": [item.threshold[0].date for _, item in brackets],
        "value": [item.value[0].date for _, item in brackets],
    }
    for what, other in (("threshold", "value"), ("value", "threshold")):
        if all(date == MIN for date in starts[what]) and all(date > MIN for date in starts[other]):
            return what, other, min(starts[other])
    return None


def value_at(values: tuple[ir.DatedValue, ...], date: datetime.date) -> Decimal | bool | None:
    """The value in force on a date, None before the first or after an end."""
    found: Decimal | bool | None = None
    for item in values:
        if item.date <= date:
            found = item.value
    return found
