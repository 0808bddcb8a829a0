"""The rulebook under construction: who has which name, which rule waits for which, what has been made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from rulespec.compiler import ir
from rulespec.compiler.checking.checking import check
from rulespec.compiler.checking.context import Context, Services
from rulespec.compiler.checking.resolving import Declared, ScaleSymbol, Scope, Symbol
from rulespec.compiler.documents.document import stem_of
from rulespec.compiler.documents.project import Project, Sheet
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Defect, Diagnostics, Label, Problem
from rulespec.compiler.ground.kinds import Flow, Period, Type, Unit
from rulespec.compiler.ground.limits import CHAIN
from rulespec.compiler.ground.reserved import is_taken_in_formulas
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.sentences.vocabulary import Words
from rulespec.compiler.words import Language

Make = Callable[[], ir.Variable | None]


@dataclass(frozen=True, slots=True)
class Missing:
    """What to answer where a datum is not known: « refusé », « accordé », or a value; `known` says whether it is."""

    known: Declared
    policy: ir.Missing
    value: ir.Constant | None
    name: str


@dataclass(eq=False)
class Assembly:
    """What the declaration passes fill and the checking passes read."""

    project: Project
    words: Words
    diagnostics: Diagnostics
    root: str
    shared: Scope
    declared: dict[str, Declared] = field(default_factory=dict)
    makers: dict[str, Make] = field(default_factory=dict)
    stack: list[Declared] = field(default_factory=list)
    past: list[bool] = field(default_factory=list)
    done: list[ir.Variable] = field(default_factory=list)
    parameters: list[ir.Parameter] = field(default_factory=list)
    scales: list[ir.Scale] = field(default_factory=list)
    zones: list[ir.Zone] = field(default_factory=list)
    aids: list[ir.Aid] = field(default_factory=list)
    cards: list[ir.Aid] = field(default_factory=list)
    tables: list[ir.Table] = field(default_factory=list)
    national_scales: list[ir.Scale] = field(default_factory=list)
    modifications: list[ir.Modification] = field(default_factory=list)
    modified_scales: list[ir.ModifiedScale] = field(default_factory=list)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    bases: dict[str, Unit] = field(default_factory=dict)
    exclusions: dict[str, Any] = field(default_factory=dict)
    missing: dict[tuple[str, str], Missing] = field(default_factory=dict)
    terms: dict[ir.Expression, str] = field(default_factory=dict)
    scopes: list[Scope] = field(default_factory=list)
    paths: dict[str, tuple[str, Span]] = field(default_factory=dict)
    # True once a chain of rules was told to be too long: what follows from it is not told again.
    is_too_long: bool = False
    # False where an error was told when the documents were read: what is not there may be what could not be read.
    is_whole: bool = True
    folders: dict[str, tuple[str, Span]] = field(default_factory=dict)

    def is_role(self, name: str, entity: str) -> bool:
        """Whether a situation calls some members of a group so: a variable of that name could not be given beside them."""
        return any(name == (role.plural or role.key) for role in self.project.catalog.entities[entity].roles)

    @property
    def services(self) -> Services:
        return Services(
            catalog=self.project.catalog,
            words=self.words,
            diagnostics=self.diagnostics,
            check=check,
            resolve=self.resolve,
            hoist=self.hoist,
            choices=self.choices,
            never_zero=self.never_zero,
            over_one=self.over_one,
            bases=self.bases,
            missing=self.missing_of,
            terms=self.terms,
        )

    def missing_of(self, name: str, path: str) -> tuple[str, ir.Expression] | None:
        """The variable that says whether a datum is known, and the value that stands for it where it is not."""
        found = self.missing.get((path, normalise(name))) or self.missing.get(("", normalise(name)))
        return (found.known.name, found.value) if found is not None and found.value is not None else None

    def never_zero(self, path: str) -> bool:
        found = next((item for item in self.parameters if item.path == path), None)
        return found is not None and all(item.value for item in found.values if item.value is not None)

    def over_one(self, path: str) -> Decimal | None:
        found = next((item for item in self.parameters if item.path == path), None)
        values = [item.value for item in found.values if isinstance(item.value, Decimal)] if found is not None else []
        return next((value for value in values if abs(value) > 1), None)

    def context(self, sheet: Sheet, scope: Scope, entity: str, period: Period, rule: str) -> Context:
        return Context(self.services, scope, entity, period, rule, sheet.document)

    def resolve(self, declared: Declared, is_past: bool = False) -> bool:
        """Check a rule, after those it reads; a rule that comes back to itself is a cycle, but in the past.

        `is_past` says that it is read at an earlier period than that of the rule that reads it.
        """
        if declared.state == "active":
            at = self.stack.index(declared)
            if is_past or any(self.past[at + 1 :]):
                # A memory, if it always goes back: review/remembering.py looks at all the ways once all is known.
                if declared.type is None:
                    self.diagnostics.report(codes.Cycle.Untyped(name=declared.shown), declared.span)
                return declared.type is not None
            path = " → ".join(item.shown for item in [*self.stack[at:], declared])
            self.diagnostics.report(codes.Cycle(path=path), declared.span)
            return False
        if declared.state == "pending" and len(self.stack) <= CHAIN:
            declared.state = "active"
            self.stack.append(declared)
            self.past.append(is_past)
            try:
                variable = self.makers[declared.name]()
            except Defect:
                raise
            except RecursionError:
                # Deep sentences in a long chain: together too deep for Python, each within its limit.
                self._tell_chain(self.stack[0])
                variable = None
            except Exception as error:
                raise Defect(declared.shown, declared.span) from error
            self.stack.pop()
            self.past.pop()
            declared.state = "done" if variable is not None else "failed"
            if variable is not None:
                variable = self.with_choices(variable)
                declared.variable = variable
                declared.type = variable.type
                self.done.append(variable)
        return self._is_in_reach(declared) and declared.state == "done"

    def _is_in_reach(self, declared: Declared) -> bool:
        """False, and told once, where a rule has too many rules behind it, one after the other."""
        reader = self.stack[-1] if self.stack else None
        is_over = declared.state == "pending" or declared.depth > CHAIN
        if reader is not None:
            reader.depth = max(reader.depth, declared.depth + 1)
        if is_over:
            self._tell_chain(self.stack[0] if declared.state == "pending" else declared)
        return not is_over

    def _tell_chain(self, first: Declared) -> None:
        if not self.is_too_long:
            self.is_too_long = True
            self.diagnostics.report(codes.OverLimit.Chain(name=first.shown, limit=CHAIN), first.span)

    def with_choices(self, variable: ir.Variable) -> ir.Variable:
        """A rule that answers a choice, with the class of its answers: OpenFisca asks for it, and knows two of one name for the same."""
        enum = variable.type.enum
        if enum is None or variable.choices is not None:
            return variable
        items = tuple((self.choices.get(enum) or self.project.catalog.enums[enum]).items())
        return replace(variable, choices=ir.Choices(enum, items), default=items[0][0])

    def declare(
        self,
        name: str,
        shown: str,
        entity: str,
        period: Period,
        span: Span,
        sheet: Sheet,
        role: ir.Part,
        make: Make | None = None,
        type_: Type | None = None,
        flow: Flow = Flow.UNKNOWN,
    ) -> Declared | None:
        """A new variable of the package, None after a report that its name is taken."""
        if self.project.catalog.variable(name) is not None:
            prefix = self.project.manifest.package.text if self.project.manifest.package else self.project.words.names.folder
            self.diagnostics.report(codes.CountryCollision(id=name, near=f"{slug(prefix)}_{name}"), span)
            return None
        if is_taken_in_formulas(name) or self.is_role(name, entity):
            near = f"{prefix_of(sheet)}_{name}"
            self.diagnostics.report(codes.BadIdentifier.Taken(id=name, near=near), span)
            return None
        existing = self.declared.get(name)
        if existing is not None:
            same = normalise(existing.shown) == normalise(shown)
            problem: Problem = codes.DuplicateName(name=shown) if same else codes.NameCollision(name=shown, other=existing.shown, id=name)
            if role is ir.Part.AID and existing.role is ir.Part.AID:
                problem = codes.NameCollision.Aid(name=shown, other=existing.shown, id=name, field=sheet.words.key("Document", "aid"))
            if role is ir.Part.ELIGIBILITY and existing.role is ir.Part.AID and existing.document is sheet.document:
                how: Literal["remove", "rename"] = "remove" if sheet.document.amount is None else "rename"
                field = sheet.words.key("Document", "eligibility_id")
                problem = codes.NameCollision.Eligibility(name=existing.shown, id=name, field=field, help=how)
            self.diagnostics.report(problem, span, (Label(existing.span, "first"),))
            return None
        declared = Declared(name, shown, entity, period, span, sheet.document, role, type_, flow)
        self.declared[name] = declared
        if make is not None:
            self.makers[name] = make
        return declared

    def hoist(self, text: str, entity: str, expression: ir.Expression, ctx: Context) -> Declared:
        """A helper variable on a group, so that a rule of another entity can read the group's answer."""
        base = f"{ctx.rule}_{slug(text, 40)}"
        name, number = base, 2
        while name in self.declared:
            known = self.declared[name].variable
            if known is not None and known.formulas and known.formulas[0].expression == expression:
                return self.declared[name]
            name, number = f"{base}_{number}", number + 1
        span = self.stack[-1].span if self.stack else ctx.document.span
        declared = Declared(name, text, entity, ctx.period, span, ctx.document, ir.Part.HELPER, expression.type, Flow.STOCK, "done")
        variable = ir.Variable(
            name=name,
            label=text,
            entity=entity,
            period=ctx.period,
            type=expression.type,
            role=ir.Part.HELPER,
            span=span,
            formulas=(ir.Formula(None, expression, span),),
            document=ctx.document.path,
        )
        declared.variable = variable
        self.declared[name] = declared
        self.done.append(variable)
        return declared

    def name_symbol(self, scope: Scope, cell: Cell, symbol: Symbol) -> bool:
        """Give a name to a symbol; tells a name taken in the same document, or a word of the language."""
        if is_reserved(cell.text, scope.words):
            self.diagnostics.report(codes.ReservedName(name=cell.text), cell.span)
            return False
        words, key = self.words, normalise(cell.text)
        is_function = isinstance(symbol, ScaleSymbol) and key in {normalise(word) for word in scope.words.functions}
        if is_function or key in words.roles or key in words.of_roles:
            # « plafond(loyer) » would be the function, « nombre d'enfants » the name: neither what the author means.
            self.diagnostics.report(codes.ReservedName(name=cell.text), cell.span)
            return False
        existing = scope.declare(cell.text, symbol)
        if existing is not None and existing is not symbol:
            self.diagnostics.report(codes.DuplicateName(name=cell.text), cell.span, labels=(Label(existing.span, "first"),))
            return False
        return True


def is_reserved(text: str, words: Language) -> bool:
    """True for a word of the language, or a window of time: no name may take its place."""
    key = normalise(text)
    return key in {normalise(word) for word in words.keywords} or words.timing.read(text) is not None


def prefix_of(sheet: Sheet) -> str:
    """What the variables of a document start with: the aid's identifier, or the file's name."""
    document = sheet.document
    if document.aid is not None:
        return slug(document.aid.text)
    return slug(stem_of(document.path))


def text_of(cell: Cell | None) -> str:
    """The text of a cell without the spaces around it, "" where there is none."""
    return cell.text.strip() if cell is not None else ""
