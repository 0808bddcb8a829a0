"""The formulas of a package, each read to its term, or to why it can't be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.calling import call
from rulespec.importing.openfisca.dates import with_ages
from rulespec.importing.openfisca.measuring import period_of
from rulespec.importing.openfisca.operating import Fault
from rulespec.importing.openfisca.reading import Reader
from rulespec.importing.openfisca.sources import Package, Written
from rulespec.importing.openfisca.terms import ZERO, Literal, Read, Rounded, Term, bare, kind_of, walk
from rulespec.importing.openfisca.values import Unsaid

# Of the source, in a report.
MOST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Left:
    """A formula that stays in the original package: why, and where in its source."""

    variable: str
    start: str
    key: str
    fields: dict[str, str]
    place: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula from a date on ("" for ever): its term, and what was found on the way."""

    start: str
    term: Term
    node: ast.FunctionDef
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, eq=False)
class Rule:
    """A variable whose formulas were all read."""

    written: Written
    formulas: tuple[Formula, ...]

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def reads(self) -> Iterator[Read]:
        for formula in self.formulas:
            yield from (item for item in walk(formula.term) if isinstance(item, Read))


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read of a package: its rules, what stays, and how many formulas were looked at."""

    rules: dict[str, Rule] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    count: int = 0


def read_formulas(package: Package, catalog: Catalog, pattern: str) -> Reading:
    """The rules of the variables whose name a pattern fits."""
    rules: dict[str, Rule] = {}
    left: list[Left] = []
    count = 0
    for written in package.variables.values():
        if not written.formulas or not any(fnmatch(written.name, part.strip()) for part in pattern.split(",")):
            continue
        count += len(written.formulas)
        if written.name not in catalog.raw_variables:
            left.append(Left(written.name, "", "not loaded", {}, written.place))
            continue
        formulas: list[Formula] = []
        wrong: list[Left] = []
        for start, node in written.formulas:
            try:
                formulas.append(_formula(package, catalog, written, start, node))
            except Unsaid as unsaid:
                line = getattr(unsaid.node, "lineno", node.lineno)
                fields = unsaid.fields
                if unsaid.key == "fault" and isinstance(unsaid.node, ast.expr):
                    fields = {**fields, "text": " ".join(ast.unparse(unsaid.node).split())[:MOST_TEXT]}
                wrong.append(Left(written.name, start, unsaid.key, fields, f"{written.module.path}:{line}"))
        if wrong:
            # A variable is replaced whole: its other formulas stay with the one that can't be said.
            told = {item.start for item in wrong}
            first = wrong[0]
            wrong += [replace(first, start=start, key="with another", fields={}) for start, _ in written.formulas if start not in told]
            left += wrong
        else:
            rules[written.name] = Rule(written, tuple(formulas))
    return Reading(rules, left, count)


def _formula(package: Package, catalog: Catalog, written: Written, start: str, node: ast.FunctionDef) -> Formula:
    raw = catalog.raw_variables[written.name]
    if raw["period"] not in ("month", "year"):
        raise Unsaid("period of rule", node, what=raw["period"])
    reader = Reader(package, catalog, written.module, call, period_of(raw), raw["entity"])
    try:
        term = with_ages(reader.follow(node))
    except RecursionError:
        raise Unsaid("too deep", node) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Python takes any value anywhere: what a formula does with one of another shape can't all be foreseen.
        raise Unsaid("not followed", node, what=f"{type(error).__name__}: {error}"[:120]) from None
    return Formula(start, fitted(term, raw["type"], raw.get("enum"), node), node, tuple(reader.faults))


def fitted(term: Term, type_: str, enum: str | None, node: ast.AST) -> Term:
    """A result as OpenFisca keeps it: a yes / no as 1 in a number, the whole part in a whole number. Raises Unsaid."""
    kind = kind_of(term)
    match type_:
        case "bool":
            if kind in (Kind.BOOLEAN, Kind.NUMBER):
                return algebra.truth(term)
        case "float":
            if kind in (Kind.BOOLEAN, Kind.NUMBER):
                return algebra.as_number(term)
        case "int":
            if kind in (Kind.BOOLEAN, Kind.NUMBER):
                number = algebra.as_number(term)
                return number if is_whole(number) else Rounded("round_down", number, ZERO.value)  # type: ignore[arg-type]
        case "Enum" if kind is Kind.CHOICE:
            return term
        case "str" if kind is Kind.TEXT:
            return term
        case "date" if kind is Kind.DATE:
            return term
    raise Unsaid("type of result", node, wanted=type_, found=kind.value)


def is_whole(term: Term) -> bool:
    """True of a number that can have no decimals."""
    from rulespec.importing.openfisca.terms import Absolute, Age, Arithmetic, Elapsed, Extreme, Fold, If, Negative

    inner = bare(term)
    match inner:
        case Literal(value=value):
            return not isinstance(value, bool | str) and value == int(value)  # type: ignore[arg-type]
        case Fold(operation=operation, what=what):
            return operation == "count" or (what is not None and is_whole(what))
        case Age() | Elapsed():
            return True
        case Rounded(function=function, figure=figure):
            return figure == int(figure) and (function not in ("round", "round_up", "round_down") or figure <= 0)
        case If(then=then, otherwise=otherwise):
            return is_whole(then) and is_whole(otherwise)
        case Arithmetic(operator="+" | "-" | "*", left=left, right=right):
            return is_whole(left) and is_whole(right)
        case Extreme(items=items):
            return all(is_whole(item) for item in items)
        case Negative(value=value) | Absolute(value=value):
            return is_whole(value)
    return False
