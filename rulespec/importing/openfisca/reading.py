"""A formula of Python to the term that it says, by following it once with arrays that are terms; nothing of it is run."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.importing.openfisca.operating import Fault, Operations
from rulespec.importing.openfisca.periods import PART_OF_SPAN, part_of
from rulespec.importing.openfisca.sources import Module, Package
from rulespec.importing.openfisca.terms import Choice, Figure, Literal, Named, Term, bare, kind_of, weigh
from rulespec.importing.openfisca.values import (
    Array,
    Builtin,
    EntityClass,
    Enumeration,
    Figures,
    Function,
    Method,
    ParametersAt,
    PartOfDay,
    People,
    RoleOf,
    Span,
    Unsaid,
)

# What is asked of a scale, that is no parameter.
OF_SCALES = {"calc", "thresholds", "rates", "amounts", "multiply_thresholds", "multiply_rates", "inverse", "copy", "rate_from_tax_base"}
# Calls of functions of the package one in another: more than this is no formula that a person follows.
DEEPEST = 12
# Terms of a formula, each as often as it is read: a formula that uses each line twice in the next doubles at each.
HEAVIEST = 3_000


@dataclass(eq=False)
class Reader(Operations):
    """Follows one formula.

    Attributes:
        call: what a call gives.
        faults: what was found on the way.
        module: the file that is being read; that of a function while it is followed.
    """

    package: Package
    catalog: Catalog
    module: Module
    call: Callable[[Reader, ast.Call, Mapping[str, Any]], Any]
    period: Period
    entity: str
    faults: list[Fault] = field(default_factory=list)
    depth: int = 0
    weighed: dict[int, tuple[Term, int]] = field(default_factory=dict)

    def follow(self, node: ast.FunctionDef) -> Term:
        """The term that a formula returns. Raises Unsaid."""
        names = [argument.arg for argument in node.args.args]
        unit = "year" if self.period is Period.YEAR else "month"
        given = [People(self.entity), Span(unit=unit), ParametersAt()]
        result = self.body(node.body, dict(zip(names, given, strict=False)))
        term = self.array(result, node).term
        if weigh(term, self.weighed) > HEAVIEST:
            raise Unsaid("too long", node)
        return term

    def body(self, statements: list[ast.stmt], seen: dict[str, Any]) -> Any:
        """What a block returns; None where it ends without. Raises Unsaid for a statement that has no meaning here."""
        for statement in statements:
            match statement:
                case ast.Return(value=value):
                    return self.value(value, seen) if value is not None else None
                case ast.Assign(targets=targets, value=value):
                    found = self.value(value, seen)
                    for target in targets:
                        self.bind(target, found, seen)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    self.bind(target, self.value(value, seen), seen)
                case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                    if name not in seen:
                        raise Unsaid("name", target, name=name)
                    seen[name] = self.operated(op, seen[name], self.value(value, seen), statement)
                case ast.FunctionDef():
                    seen[statement.name] = Function(statement, self.module, seen)
                case ast.Expr(value=ast.Constant()) | ast.Pass() | ast.Assert() | ast.Import() | ast.ImportFrom():
                    pass
                case ast.If(test=test):
                    chosen = statement.body if self.static(self.value(test, seen), test) else statement.orelse
                    returned = self.body(chosen, seen)
                    if returned is not None or any(isinstance(item, ast.Return) for item in chosen):
                        return returned
                case ast.For(target=target, iter=iterated):
                    for item in self.items(self.value(iterated, seen), iterated):
                        self.bind(target, item, seen)
                        returned = self.body(statement.body, seen)
                        if returned is not None:
                            return returned
                case _:
                    raise Unsaid("statement", statement, what=type(statement).__name__.lower())
        return None

    def bind(self, target: ast.expr, value: Any, seen: dict[str, Any]) -> None:
        if isinstance(value, Array) and weigh(value.term, self.weighed) > HEAVIEST:
            raise Unsaid("too long", target)
        match target:
            case ast.Name(id=name):
                if isinstance(value, Array) and not isinstance(bare(value.term), Literal | Choice) and self.depth == 0:
                    value = replace(value, term=Named(name, bare(value.term), target.lineno, value.level or ""))
                seen[name] = value
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                items = self.items(value, target)
                if len(items) != len(targets):
                    raise Unsaid("statement", target, what="unpacking")
                for inner, item in zip(targets, items, strict=True):
                    self.bind(inner, item, seen)
            case ast.Subscript(value=owner, slice=index):
                found = self.value(owner, seen)
                if not isinstance(found, dict):
                    raise Unsaid("statement", target, what="masked assignment")
                found[self.value(index, seen)] = value
            case _:
                raise Unsaid("statement", target, what="assignment")

    def static(self, value: Any, node: ast.AST) -> bool:
        """The truth of what does not depend on people nor on the period. Raises Unsaid."""
        if isinstance(value, Array):
            term = bare(value.term)
            if isinstance(term, Literal):
                return bool(term.value)
            raise Unsaid("branch", node)
        if isinstance(value, bool | int | str | list | tuple | dict | None):
            return bool(value)
        raise Unsaid("branch on period", node)

    def items(self, value: Any, node: ast.AST) -> list[Any]:
        """The items of what can be gone through without running anything. Raises Unsaid."""
        match value:
            case list() | tuple() | set():
                return list(value)
            case Figures(path=path) if not value.keys:
                values = [item for _, item in (self.catalog.raw_parameters.get(path) or {}).get("values", []) if item is not None]
                # A list that never changed is as good as written here.
                if len(values) == 1 and isinstance(listed := _listed(values[0]), list):
                    return listed
                raise Unsaid("list parameter", node, name=path)
            case dict():
                return list(value)
            case Enumeration(name=name):
                return [Array(Choice(name, member), None) for member in self.catalog.enums.get(name, {})]
        raise Unsaid("loop", node)

    def array(self, value: Any, node: ast.AST) -> Array:
        """A value as an array of terms. Raises Unsaid for what is none."""
        match value:
            case Array():
                return value
            case bool():
                return Array(Literal(value), None)
            case int() | Decimal():
                return Array(Literal(Decimal(value)), None)
            case str() | datetime.date():
                return Array(Literal(value), None)
            case Figures(on=datetime.date() as day):
                return Array(self.fixed(value.path, day, node), None)
            case Figures():
                return Array(self.figure(value, node), None)
            case PartOfDay():
                return Array(part_of(value, node), None)
            case Builtin(name="inf" | "Infinity"):
                return Array(Literal(Decimal("Infinity")), None)
            case Span(is_day=True):
                from rulespec.importing.openfisca.terms import Day

                return Array(Day(value.window), None)
        raise Unsaid("value", node, what=ast.unparse(node)[:80] if isinstance(node, ast.expr) else type(value).__name__)

    def fixed(self, path: str, day: datetime.date, node: ast.AST) -> Term:
        """What a parameter was worth on a day of the calendar. Raises Unsaid where it was worth nothing."""
        parameter = self.catalog.parameter(path)
        values = [value for date, value in parameter.values if date <= day] if parameter is not None and parameter.scale is None else []
        if not values or not isinstance(values[-1], int | float) or isinstance(values[-1], bool):
            raise Unsaid("no parameter", node, name=path)
        return Named(path.rsplit(".", 1)[-1], Literal(Decimal(str(values[-1]))), getattr(node, "lineno", 0))

    def figure(self, node: Figures, at: ast.AST) -> Figure:
        known = self.catalog.raw_parameters.get(node.path)
        if "*" in node.path:
            return Figure(node.path, node.window, node.keys)
        if known is None:
            raise Unsaid("no parameter", at, name=node.path)
        if known.get("scale"):
            raise Unsaid("scale as value", at, name=node.path)
        values = [value for _, value in known["values"] if value is not None]
        last = values[-1] if values else 0
        if isinstance(last, list | dict):
            raise Unsaid("list parameter", at, name=node.path)
        kind = Kind.BOOLEAN if isinstance(last, bool) else Kind.TEXT if isinstance(last, str) else Kind.NUMBER
        return Figure(node.path, node.window, kind=kind)

    def value(self, node: ast.expr, seen: Mapping[str, Any]) -> Any:
        """What an expression is. Raises Unsaid."""
        match node:
            case ast.Constant(value=value):
                return Decimal(str(value)) if isinstance(value, float) else value.decode() if isinstance(value, bytes) else value
            case ast.Name(id=name):
                return self.name(name, node, seen)
            case ast.Attribute(value=owner, attr=attr):
                return self.attribute(self.value(owner, seen), attr, node)
            case ast.Call():
                return self.call(self, node, seen)
            case ast.BinOp(left=left, op=op, right=right):
                return self.operated(op, self.value(left, seen), self.value(right, seen), node)
            case ast.UnaryOp(op=op, operand=operand):
                return self.unary(op, self.value(operand, seen), node)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self.compared(node, [self.value(item, seen) for item in (left, *comparators)], ops)
            case ast.BoolOp(op=op, values=values):
                return self.logic(op, [self.value(item, seen) for item in values], node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body if self.static(self.value(test, seen), test) else orelse, seen)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                found = []
                for item in items:
                    if isinstance(item, ast.Starred):
                        found += self.items(self.value(item.value, seen), item)
                    else:
                        found.append(self.value(item, seen))
                return found if not isinstance(node, ast.Tuple) else tuple(found)
            case ast.Dict(keys=keys, values=values):
                return {self.value(key, seen): self.value(value, seen) for key, value in zip(keys, values, strict=True) if key is not None}
            case ast.ListComp(elt=elt, generators=generators) | ast.GeneratorExp(elt=elt, generators=generators):
                return self.comprehended(elt, generators, dict(seen))
            case ast.Subscript(value=owner, slice=index):
                return self.subscript(self.value(owner, seen), index, node, seen)
            case ast.JoinedStr(values=pieces):
                return "".join(str(self.value(piece.value if isinstance(piece, ast.FormattedValue) else piece, seen)) for piece in pieces)
            case ast.Lambda():
                return Function(node, self.module, seen)
        raise Unsaid("expression", node, what=ast.unparse(node)[:80])

    def name(self, name: str, node: ast.expr, seen: Mapping[str, Any]) -> Any:
        if name in seen:
            return seen[name]
        found = self.package.find(self.module, name)
        if found is not None:
            module, defined = found
            match defined:
                case ast.FunctionDef():
                    return Function(defined, module)
                case ast.ClassDef():
                    return self.known_class(defined.name, node)
                case _:
                    if isinstance(defined, ast.Call) and name in self.entities:
                        return EntityClass(self.entities[name])
                    outer, self.module = self.module, module
                    try:
                        return self.value(defined, {})
                    finally:
                        self.module = outer
        original = self.package.origin(self.module, name)
        for known in (name, original):
            if known in self.catalog.enums or known in self.entities:
                return self.known_class(known, node)
        return Builtin(original)

    def known_class(self, name: str, node: ast.expr) -> Any:
        if name in self.catalog.enums:
            return Enumeration(name)
        if name in self.entities:
            return EntityClass(self.entities[name])
        raise Unsaid("name", node, name=name)

    @property
    def entities(self) -> dict[str, str]:
        """Entities by the name of their Python."""
        return {entity.python: entity.key for entity in self.catalog.entities.values()}

    def attribute(self, owner: Any, attr: str, node: ast.Attribute) -> Any:
        match owner:
            case Enumeration(name=name):
                if attr in self.catalog.enums[name]:
                    return Array(Choice(name, attr), None)
                raise Unsaid("no choice", node, name=f"{name}.{attr}")
            case EntityClass(key=key):
                role = next((role for role in self.catalog.entities[key].roles if role.key.upper() == attr), None)
                if role is None:
                    raise Unsaid("name", node, name=attr)
                return RoleOf(key, role.key)
            case Figures(path=path) if attr in OF_SCALES and (self.catalog.raw_parameters.get(path) or {}).get("scale"):
                return Method(owner, attr)
            case Figures(path=path):
                return replace(owner, path=f"{path}.{attr}" if path else attr)
            case Span() if attr in PART_OF_SPAN:
                return PART_OF_SPAN[attr](owner, self.period)
            case Span(is_day=True) if attr in ("year", "month", "day"):
                return PartOfDay(owner, attr)
            case People():
                return self.people(owner, attr, node)
            case Array(term=term) if attr == "possible_values" and kind_of(term) is Kind.CHOICE:
                return Enumeration(self.enum_of(term, node))
        return Method(owner, attr)

    def enum_of(self, term: Term, node: ast.AST) -> str:
        from rulespec.importing.openfisca.terms import Read

        inner = bare(term)
        if isinstance(inner, Read):
            return str(self.catalog.raw_variables[inner.variable]["enum"])
        if isinstance(inner, Choice):
            return inner.enum
        raise Unsaid("value", node, what="possible_values")

    def people(self, owner: People, attr: str, node: ast.AST) -> Any:
        """`famille.members`, `famille.demandeur`, `individu.menage`."""
        entity = self.catalog.entities[owner.entity]
        if attr == "members" and not entity.is_person:
            if owner.members:
                raise Unsaid("projection", node)
            person = next(item.key for item in self.catalog.entities.values() if item.is_person)
            return People(person, (), owner.entity) if not owner.through else People(person, owner.through, owner.entity)
        if entity.is_person and attr in self.catalog.entities:
            return replace(owner, entity=attr, through=(*owner.through, attr))
        role = next((role for role in entity.roles if role.key == attr), None)
        if role is not None and role.is_unique:
            person = next(item.key for item in self.catalog.entities.values() if item.is_person)
            return replace(owner, entity=person, through=(*owner.through, f"{entity.key}.{role.key}"))
        return Method(owner, attr)

    def comprehended(self, elt: ast.expr, generators: list[ast.comprehension], seen: dict[str, Any]) -> list[Any]:
        first, *rest = generators
        found = []
        for item in self.items(self.value(first.iter, seen), first.iter):
            inner = dict(seen)
            self.bind_plain(first.target, item, inner)
            if all(self.static(self.value(test, inner), test) for test in first.ifs):
                found += self.comprehended(elt, rest, inner) if rest else [self.value(elt, inner)]
        return found

    def bind_plain(self, target: ast.expr, value: Any, seen: dict[str, Any]) -> None:
        """A name of a comprehension: no name of a thought."""
        if isinstance(target, ast.Name):
            seen[target.id] = value
        else:
            self.bind(target, value, seen)

    def subscript(self, owner: Any, index: ast.expr, node: ast.Subscript, seen: Mapping[str, Any]) -> Any:
        key = self.value(index, seen) if not isinstance(index, ast.Slice) else None
        match owner:
            case dict() if key in owner:
                return owner[key]
            case list() | tuple() if isinstance(key, int) and -len(owner) <= key < len(owner):
                return owner[key]
            case Figures(path=path) if isinstance(key, str | int) and not isinstance(key, bool):
                return replace(owner, path=f"{path}.{key}")
            case Figures(path=path) if isinstance(key, Array) and isinstance(bare(key.term), Literal | Choice):
                inner = bare(key.term)
                name = inner.member if isinstance(inner, Choice) else inner.value if isinstance(inner, Literal) else ""
                return replace(owner, path=f"{path}.{name}")
            case Figures(path=path) if isinstance(key, Array) and kind_of(key.term) is Kind.CHOICE:
                return Figures(f"{path}.*", owner.window, (*owner.keys, key.term))
            case Enumeration(name=name) if isinstance(key, str) and key in self.catalog.enums[name]:
                return Array(Choice(name, key), None)
        raise Unsaid("subscript", node, what=ast.unparse(node)[:80])


def _listed(value: Any) -> Any:
    """A list that the catalogue keeps as its text."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return value
    return value
