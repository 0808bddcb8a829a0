"""Names to symbols: those of the document, then shared ones, then the lexicon's, then the country's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.catalog import Catalog, Variable
from rulespec.compiler.ground.kinds import Flow, Period, Type, Unit
from rulespec.compiler.ground.limits import NEAR
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import Window
from rulespec.compiler.sentences.lexing import Lexicon
from rulespec.compiler.sentences.phrases import Phrase, Phrases
from rulespec.compiler.words import Language


@dataclass(eq=False)
class Declared:
    """A variable of the rulebook while it is being checked; `variable` once it is."""

    name: str
    shown: str
    entity: str
    period: Period
    span: Span
    document: doc.Document
    role: ir.Part
    type: Type | None = None
    flow: Flow = Flow.UNKNOWN
    state: str = "pending"
    variable: ir.Variable | None = None
    # How many rules it reads one after the other.
    depth: int = 0

    @property
    def info(self) -> Variable:
        assert self.type is not None
        return Variable(self.name, self.entity, self.period, self.type, self.flow, self.shown, own=True)


@dataclass(frozen=True, slots=True)
class VariableSymbol:
    """A name for a variable of the country, possibly over a window, with what the author says of it."""

    variable: Variable
    window: Window | None
    span: Span
    shown: str


@dataclass(frozen=True, slots=True)
class OwnSymbol:
    """A name for a variable of the rulebook."""

    declared: Declared
    span: Span
    window: Window | None = None
    prefix: bool = False
    codes: str | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class ParameterSymbol:
    path: str
    type: Type
    own: bool
    span: Span
    shown: str


@dataclass(frozen=True, slots=True)
class ListSymbol:
    """A list of codes that the country keeps as a parameter, with other codes from date to date."""

    path: str
    span: Span
    shown: str


@dataclass(frozen=True, slots=True)
class NodeSymbol:
    """Parameters of the country, one for each value of some choices: `path` has a * where each value of `by` stands.

    `default` is what answers where the country has no parameter for a choice.
    """

    path: str
    by: tuple[Cell, ...]
    type: Type
    scope: Scope
    span: Span
    shown: str
    default: ir.Constant | None = None


@dataclass(frozen=True, slots=True)
class ScaleSymbol:
    scale: ir.Scale
    by: Cell | None
    above: bool
    scope: Scope
    span: Span
    additional: ir.ParameterRead | None = None
    cap: Decimal | None = None
    own: bool = True


@dataclass(frozen=True, slots=True)
class ZoneSymbol:
    """A zone, with its codes as they were typed: of which list they are, the datum compared with them says."""

    zone: ir.Zone
    span: Span
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class TermSymbol:
    """A term of the lexicon that is a formula: it is written in place of its name."""

    calculation: doc.Calculation
    scope: Scope
    span: Span


@dataclass(frozen=True, slots=True)
class BrokenSymbol:
    """A name whose declaration has been reported: reading it says nothing more."""

    span: Span


Symbol = VariableSymbol | OwnSymbol | ParameterSymbol | ListSymbol | NodeSymbol | ScaleSymbol | ZoneSymbol | TermSymbol | BrokenSymbol


@dataclass(eq=False)
class Scope:
    """Names in sight, and those of the outer scopes behind them; `read` are the own ones that something looked up."""

    words: Language
    outer: Scope | None = None
    symbols: dict[str, Symbol] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    roles: Phrases | None = None
    readings: dict[str, Variable] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    # The names that were looked up from here and found further out.
    looked: set[str] = field(default_factory=set)
    # How many near names were asked for, in the outermost scope.
    asked: int = 0
    _made: tuple[int, Phrases] | None = None

    def declare(self, name: str, symbol: Symbol) -> Symbol | None:
        """Add a name; gives the symbol that had it already, if any, and keeps that one."""
        key = normalise(name)
        existing = self.symbols.get(key)
        if existing is None:
            self.symbols[key] = symbol
            self.shown[key] = name.strip()
            if isinstance(symbol, VariableSymbol) and symbol.window is None and not symbol.variable.type.prefix:
                self.readings.setdefault(symbol.variable.name, symbol.variable)
        return existing

    def replace(self, name: str, symbol: Symbol) -> None:
        self.symbols[normalise(name)] = symbol

    def find(self, name: str) -> Symbol | None:
        key = normalise(name)
        scope: Scope | None = self
        while scope is not None:
            found = scope.symbols.get(key)
            if found is not None:
                scope.read.add(key)
                if scope is not self:
                    self.looked.add(key)
                return found
            scope = scope.outer
        return None

    def reading(self, variable: str) -> Variable | None:
        """A variable of the country as the document or a lexicon tells it: with the unit that the country does not give."""
        scope: Scope | None = self
        while scope is not None:
            if variable in scope.readings:
                return scope.readings[variable]
            scope = scope.outer
        return None

    def is_common(self, name: str) -> bool:
        """True for a word of the lexicons: a datum, a term, or what people of a role are called."""
        key = normalise(name)
        scope: Scope | None = self.outer
        while scope is not None:
            phrase = scope.roles.at(key, 0) if scope.roles is not None else None
            if key in scope.symbols or (phrase is not None and phrase.text == key):
                return True
            scope = scope.outer
        return False

    def all_names(self) -> Iterator[str]:
        scope: Scope | None = self
        while scope is not None:
            yield from scope.shown.values()
            scope = scope.outer

    def near(self, name: str, catalog: Catalog | None = None) -> str | None:
        """The known name most like an unknown one; looked for some hundred times, since each time looks at all names."""
        outermost = self
        while outermost.outer is not None:
            outermost = outermost.outer
        outermost.asked += 1
        if outermost.asked > NEAR:
            return None
        by_key = {normalise(known): known for known in self.all_names()}
        found = get_close_matches(normalise(name), by_key, 1, 0.65)
        if found:
            return by_key[found[0]]
        if catalog is not None and "_" in name:
            country = get_close_matches(name, catalog.raw_variables, 1, 0.75)
            if country:
                return str(country[0])
        return None

    def spoken(self, words: Language) -> Scope:
        """The same names, for a document written in another tongue."""
        return self if words is self.words else Scope(words, self.outer, self.symbols, self.shown, self.roles, self.readings, self.read)

    def _phrases(self) -> Phrases:
        """The names as phrases, made again when a name has come since."""
        if self._made is None or self._made[0] != len(self.symbols):
            self._made = (len(self.symbols), Phrases(tuple(Phrase(key, "NAME", self.shown.get(key)) for key in self.symbols)))
        return self._made[1]

    def lexicon(self) -> Lexicon:
        names: list[Phrases] = []
        scope: Scope | None = self
        while scope is not None:
            names.append(scope._phrases())
            if scope.roles is not None:
                names.append(scope.roles)
            scope = scope.outer
        return Lexicon(self.words, tuple(names))
