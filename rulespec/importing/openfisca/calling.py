"""Calls in a formula to terms: variables read, people looked at, numpy's functions, helpers of the package followed."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.windows import SAME, THIS_MONTH, THIS_YEAR, Anchor, Window, month_of_year
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.dates import Cut, step
from rulespec.importing.openfisca.numpy_calls import NUMPY, ceiling
from rulespec.importing.openfisca.periods import PART_OF_SPAN, first_month
from rulespec.importing.openfisca.reading import DEEPEST, Reader
from rulespec.importing.openfisca.terms import (
    Arithmetic,
    Fold,
    HasRole,
    If,
    Literal,
    Read,
    Scaled,
    Starts,
    Term,
    bare,
    kind_of,
)
from rulespec.importing.openfisca.values import (
    Array,
    Builtin,
    Figures,
    Function,
    Method,
    ParametersAt,
    People,
    RoleOf,
    Span,
    Unsaid,
    shifted,
)

KINDS = {"bool": Kind.BOOLEAN, "int": Kind.NUMBER, "float": Kind.NUMBER, "str": Kind.TEXT, "date": Kind.DATE, "Enum": Kind.CHOICE}
OPTIONS = {"ADD", "DIVIDE"}
TWELVE = Literal(Decimal(12))


def call(reader: Reader, node: ast.Call, seen: Mapping[str, Any]) -> Any:
    """What a call gives. Raises Unsaid."""
    called = reader.value(node.func, seen)
    arguments: list[Any] = []
    for item in node.args:
        if isinstance(item, ast.Starred):
            arguments += reader.items(reader.value(item.value, seen), item)
        else:
            arguments.append(reader.value(item, seen))
    named = {item.arg: reader.value(item.value, seen) for item in node.keywords if item.arg is not None}
    match called:
        case People():
            return read(reader, called, arguments, named, node)
        case ParametersAt():
            return Figures("", _day(arguments[0] if arguments else Span(), node), on=_fixed(arguments[0] if arguments else None))
        case Function():
            return follow(reader, called, arguments, named, node)
        case Method(owner=owner, name=name):
            return method(reader, owner, name, arguments, named, node)
        case Builtin(name=name):
            return builtin(reader, name, arguments, named, node)
        case Figures():
            raise Unsaid("no parameter", node, name=called.path)
    raise Unsaid("call", node, name=ast.unparse(node.func)[:60])


def _fixed(at: Any) -> datetime.date | None:
    """A date that is written: `parameters('2017-01-01')`, `parameters(2017)`; None for one that follows the period."""
    parts = str(at).split("-") if isinstance(at, str | int) and not isinstance(at, bool) else []
    if not parts or not all(part.isdigit() for part in parts):
        return at if isinstance(at, datetime.date) else None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    return datetime.date(year, month, day)


def _day(at: Any, node: ast.AST) -> Window:
    """The day on which parameters are read."""
    if _fixed(at) is not None:
        return SAME
    if isinstance(at, Span):
        window = at.window
        if window in (SAME, THIS_MONTH):
            return SAME
        if window.anchor is Anchor.YEAR or at.is_day:
            return Window(window.anchor, window.offset, 1, window.day if at.is_day else 1, window.first_month)
        return Window(window.anchor, window.offset, 1, 1, window.first_month)
    raise Unsaid("fixed date", node)


def read(reader: Reader, people: People, arguments: list[Any], named: Mapping[str, Any], node: ast.Call) -> Any:
    """`famille('rsa', period.last_month, options = [ADD])`."""
    if not arguments or not isinstance(arguments[0], str):
        raise Unsaid("made name", node, what=ast.unparse(node)[:80])
    name = arguments[0]
    raw = reader.catalog.raw_variables.get(name)
    if raw is None:
        raise Unsaid("no variable", node, name=name)
    span = arguments[1] if len(arguments) > 1 else named.get("period")
    options = arguments[2] if len(arguments) > 2 else named.get("options", ())
    told = {item.name for item in options if isinstance(item, Builtin)} if isinstance(options, list | tuple) else set()
    if not isinstance(span, Span):
        raise Unsaid("fixed date", node)
    if raw["entity"] != people.entity:
        raise Unsaid("other entity", node, name=name)
    if raw["period"] not in ("month", "year", "eternity"):
        raise Unsaid("period", node, what=f"{name}: {raw['period']}")
    term = _windowed(reader, Read(name, KINDS[raw["type"]], SAME, people.through), raw["period"], span, told, node)
    return Array(term, people.members or "")


def _windowed(reader: Reader, found: Read, period: str, span: Span, options: set[str], node: ast.AST) -> Term:
    """A variable over a period, as the options of OpenFisca add it up or divide it."""
    if period == "eternity":
        return found
    rule = reader.period
    if period == "month":
        is_month = span.unit in ("month", "day") and span.size == 1 and span.window.count in (None, 1)
        if is_month and span.window in (SAME, THIS_MONTH) and rule is not Period.YEAR:
            return found
        if is_month:
            return replace(found, window=replace(span.window, day=1) if span.window != SAME else month_of_year(1))
        if "ADD" not in options:
            raise Unsaid("period", node, what=f"{found.variable}: {ast.unparse(node)[:60]}" if isinstance(node, ast.expr) else "")
        return replace(found, window=THIS_YEAR if span.window == SAME else span.window)
    if span.unit == "year" and (span.window == SAME or span.window.is_year):
        return found if span.window == SAME else replace(found, window=span.window)
    if "DIVIDE" in options and rule is Period.MONTH and span.size == 1:
        months = 1 if span.window in (SAME, THIS_MONTH) else None
        if months is not None:
            return Arithmetic("/", replace(found, window=THIS_YEAR), TWELVE)
    raise Unsaid("period", node, what=f"{found.variable}: {ast.unparse(node)[:60]}" if isinstance(node, ast.expr) else "")


def follow(reader: Reader, function: Function, arguments: list[Any], named: Mapping[str, Any], node: ast.Call) -> Any:
    """A function of the package, followed with what it is given."""
    if reader.depth >= DEEPEST:
        raise Unsaid("too deep", node)
    told = function.node.args
    names = [item.arg for item in (*told.posonlyargs, *told.args)]
    seen = dict(function.seen)
    if told.defaults:
        seen |= {name: reader.value(value, {}) for name, value in zip(names[-len(told.defaults) :], told.defaults, strict=True)}
    seen |= {item.arg: reader.value(value, {}) for item, value in zip(told.kwonlyargs, told.kw_defaults, strict=True) if value is not None}
    if told.vararg is not None:
        seen[told.vararg.arg] = list(arguments[len(names) :])
    seen |= dict(zip(names, arguments, strict=False)) | dict(named)
    outer, reader.module = reader.module, function.module
    reader.depth += 1
    try:
        if isinstance(function.node, ast.Lambda):
            return reader.value(function.node.body, seen)
        return reader.body(function.node.body, seen)
    except Unsaid as unsaid:
        # What can't be said is told at the line of the formula that a person looks at.
        raise Unsaid(unsaid.key, node, **unsaid.fields) from None
    finally:
        reader.module = outer
        reader.depth -= 1


def method(reader: Reader, owner: Any, name: str, arguments: list[Any], named: Mapping[str, Any], node: ast.Call) -> Any:
    match owner:
        case People():
            return of_people(reader, owner, name, arguments, named, node)
        case Figures() if name == "calc":
            return scaled(reader, owner, arguments, node)
        case Span() if name == "offset":
            return _offset(reader, owner, arguments, node)
        case Span() if name == "period":
            return _period(reader, owner, arguments, node)
        case Span() if name in PART_OF_SPAN:
            return PART_OF_SPAN[name](owner, reader.period)
        case Array():
            return of_array(reader, owner, name, arguments, node)
        case dict():
            if name in ("items", "keys", "values") and not arguments:
                return [tuple(pair) for pair in owner.items()] if name == "items" else list(getattr(owner, name)())
            if name == "get" and arguments:
                return owner.get(*arguments)
        case list():
            if name == "append":
                owner.append(arguments[0])
                return None
            if name == "extend":
                owner.extend(reader.items(arguments[0], node))
                return None
        case str():
            if name == "format":
                return owner.format(*map(str, arguments), **{key: str(value) for key, value in named.items()})
        case Builtin(name="str") if name == "encode":
            return arguments[0]
        case Method() | Builtin():
            return builtin(reader, name, arguments, named, node)
    raise Unsaid("call", node, name=name)


def of_array(reader: Reader, owner: Array, name: str, arguments: list[Any], node: ast.Call) -> Any:
    """Methods of arrays."""
    if name == "astype":
        wanted = arguments[0]
        inner = bare(owner.term)
        date, state = (inner.date, inner.state) if isinstance(inner, Cut) else (inner, "date")
        found = step(date, state, wanted.name if isinstance(wanted, Builtin) else str(wanted))
        if found is not None and (isinstance(inner, Cut) or kind_of(inner) is Kind.DATE):
            return replace(owner, term=found)
        if isinstance(wanted, Builtin) and wanted.name in ("bool", "bool_"):
            return replace(owner, term=algebra.truth(owner.term))
        if isinstance(wanted, Builtin) and wanted.name in ("float", "float32", "float64"):
            return replace(owner, term=algebra.as_number(owner.term))
        if isinstance(wanted, Builtin) and wanted.name == "int" and kind_of(owner.term) is not Kind.DATE:
            return replace(owner, term=ceiling(algebra.as_number(owner.term), "round_down"))
    if (
        name == "astype"
        and kind_of(owner.term) in (Kind.TEXT, Kind.CHOICE)
        and isinstance(arguments[0], Builtin)
        and arguments[0].name == "str"
    ):
        return owner
    if name in ("encode", "decode", "copy", "decode_to_str"):
        return owner
    if name == "startswith" and isinstance(arguments[0], str):
        return replace(owner, term=Starts(owner.term, (arguments[0],)))
    if name in ("any", "all", "sum", "max", "min"):
        reader.tell("population pooled", node)
        raise Unsaid("fault", node, fault="population pooled")
    raise Unsaid("call", node, name=name)


def _offset(reader: Reader, owner: Span, arguments: list[Any], node: ast.Call) -> Span:
    count, unit = arguments[0], arguments[1] if len(arguments) > 1 else owner.unit
    unit = unit.name.lower() if isinstance(unit, Builtin) else unit
    if count == "first-of":
        found = PART_OF_SPAN["this_year"](owner, reader.period) if unit == "year" else first_month(owner, reader.period)
        return Span(first_month(found, reader.period).window, "day", 1, True) if owner.is_day else found
    if isinstance(count, int) and isinstance(unit, str):
        if reader.period is Period.YEAR and owner.window == SAME:
            base = month_of_year(1) if owner.unit == "month" else Window(Anchor.YEAR, 0, 12)
            owner = replace(owner, window=base)
        return shifted(owner, count, unit)
    raise Unsaid("period", node, what=ast.unparse(node)[:60])


def _period(reader: Reader, owner: Span, arguments: list[Any], node: ast.Call) -> Span:
    """`period.start.period('month', 3)`."""
    unit, size = arguments[0], arguments[1] if len(arguments) > 1 else 1
    unit = unit.name.lower() if isinstance(unit, Builtin) else unit
    first = first_month(owner, reader.period).window
    if first == SAME:
        first = THIS_MONTH
    if unit == "month" and isinstance(size, int):
        window = Window(first.anchor, first.offset, size, 1, first.first_month)
        return Span(SAME if window == THIS_MONTH else window, "month", size)
    if unit == "year" and size == 1:
        if first.anchor is Anchor.YEAR and first.offset % 12 == 0 and first.first_month == 1:
            return Span(Window(Anchor.YEAR, first.offset, 12), "year")
        return Span(Window(first.anchor, first.offset, 12, 1, first.first_month), "year")
    raise Unsaid("period", node, what=ast.unparse(node)[:60])


def of_people(reader: Reader, people: People, name: str, arguments: list[Any], named: Mapping[str, Any], node: ast.Call) -> Any:
    """What a population looks at among its members."""
    role = named.get("role", arguments[1] if len(arguments) > 1 else None)
    if name == "nb_persons":
        role = arguments[0] if arguments else named.get("role")
    group = people.entity
    key = role.key if isinstance(role, RoleOf) and role.entity == group else None
    # « its family's children », from a person: the sentence says which group.
    through = people.through
    if name == "has_role":
        wanted = arguments[0] if arguments else role
        if not isinstance(wanted, RoleOf):
            raise Unsaid("role", node)
        return Array(HasRole(wanted.entity, wanted.key), people.members or "")
    if name == "project":
        array = reader.array(arguments[0], node)
        return replace(array, level=people.entity if array.level is not None else None)
    if name in ("nb_persons", "sum", "any", "all", "max", "min"):
        if len(through) > 1 or people.members:
            raise Unsaid("projection", node)
        # The declarants of a dwelling: its members who have that place in another group.
        elsewhere = HasRole(role.entity, role.key) if isinstance(role, RoleOf) and key is None else None
        if name == "nb_persons":
            return Array(Fold("count", group, key, such=elsewhere), "")
        array = reader.array(arguments[0], node)
        if array.level not in (group, None):
            raise Unsaid("two populations", node)
        if elsewhere is not None:
            if name not in ("sum", "any"):
                raise Unsaid("role", node)
            array = replace(array, term=algebra.product(elsewhere, array.term))
        return Array(folded(name, group, key, array.term, node), "")
    if name in ("empty_array", "filled_array"):
        value = arguments[0] if arguments else 0
        return replace(reader.array(value, node), level=None)
    raise Unsaid("group function", node, name=name)


def folded(name: str, group: str, role: str | None, term: Term, node: ast.AST) -> Term:
    """« number of members with … », « sum of … for the children », « at least one parent with … »."""
    if name in ("any", "all"):
        test = algebra.truth(term)
        return Fold("some" if name == "any" else "every", group, role, such=test)
    inner = bare(term)
    if name == "sum":
        if algebra.is_yes_no(term):
            return Fold("count", group, role, such=term)
        if isinstance(inner, If) and algebra.number_of(inner.otherwise) == 0:
            if algebra.number_of(inner.then) == 1:
                return Fold("count", group, role, such=inner.condition)
            return Fold("sum", group, role, inner.then, inner.condition)
        return Fold("sum", group, role, term)
    return Fold("max" if name == "max" else "min", group, role, algebra.as_number(term))


def scaled(reader: Reader, owner: Figures, arguments: list[Any], node: ast.Call) -> Array:
    known = reader.catalog.raw_parameters.get(owner.path)
    if owner.keys or owner.on is not None or known is None or not known.get("scale") or len(arguments) != 1:
        raise Unsaid("scale", node, name=owner.path)
    array = reader.array(arguments[0], node)
    return replace(array, term=Scaled(owner.path, algebra.as_number(array.term), owner.window))


def builtin(reader: Reader, name: str, arguments: list[Any], named: Mapping[str, Any], node: ast.Call) -> Any:
    """A function of Python, numpy or OpenFisca."""
    if name == "sum" and arguments:
        if isinstance(arguments[0], Array):
            reader.tell("population pooled", node)
            raise Unsaid("fault", node, fault="population pooled")
        total: Any = arguments[1] if len(arguments) > 1 else 0
        for item in reader.items(arguments[0], node):
            total = reader.operated(ast.Add(), total, item, node)
        return total
    if name in ("Period", "period") and len(arguments) == 1 and isinstance(arguments[0], tuple) and len(arguments[0]) == 3:
        unit, start, size = arguments[0]
        if isinstance(start, Span):
            return _period(reader, start, [unit, size], node)
    if name == "range" and all(isinstance(item, int) for item in arguments):
        return list(range(*arguments))
    if name == "len":
        return len(reader.items(arguments[0], node))
    if name in ("set", "list", "tuple"):
        return list(dict.fromkeys(reader.items(arguments[0], node))) if arguments else []
    if name == "dict":
        return dict(named)
    if name in ("date", "datetime64") and arguments:
        if all(isinstance(item, int) for item in arguments):
            return datetime.date(*arguments)
        if isinstance(arguments[0], str):
            return datetime.date.fromisoformat(arguments[0])
        return arguments[0]
    if name == "add" and len(arguments) == 3 and isinstance(arguments[0], People):
        total = 0
        for variable in reader.items(arguments[2], node):
            total = reader.operated(ast.Add(), total, read(reader, arguments[0], [variable, arguments[1]], named, node), node)
        return total
    if name in ("max", "min") and len(arguments) > 1 and all(reader.array(item, node).level is None for item in arguments):
        # Of figures alone, Python's own do what numpy's do.
        first, *rest = arguments
        for item in rest:
            first = NUMPY["maximum" if name == "max" else "minimum"](reader, [first, item], {}, node)
        return first
    found = NUMPY.get(name)
    if found is None:
        raise Unsaid("call", node, name=name)
    return found(reader, arguments, named, node)
