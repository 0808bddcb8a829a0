"""The parts of a formula to local variables, each named for what it says, so that every line can be laid out."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from rulespec.compiler.backends.openfisca.layout import (
    AND,
    COMPARE,
    OR,
    PRODUCT,
    SUM,
    WIDTH,
    Atom,
    Call,
    Chain,
    Items,
    Prefix,
    Py,
    flat,
    statement,
)
from rulespec.compiler.backends.openfisca.naming import said, whole_words
from rulespec.compiler.ground.reserved import HELPERS
from rulespec.compiler.words.records import Hints

TAKEN = {"period", "parameters", "np", "sum", "min", "max", "abs", "round", "datetime", "Enum", "Variable", *HELPERS}
INDENT = 8


class Locals:
    """The lines of a formula so far, and the names of its locals, none of them `taken`; `prefix` is dropped from them."""

    def __init__(self, hints: Hints, prefix: str, taken: Set[str]) -> None:
        self.hints = hints
        self.prefix = prefix
        self.lines: list[str] = []
        self.locals: dict[str, str] = {}
        self.names: set[str] = set(TAKEN) | taken
        # What a written part holds is asked when it is given a name.
        self.yes_no: set[str] = set()
        self.calls: dict[str, str] = {}

    def local(self, hint: str, value: Py) -> Atom:
        """A local variable for a value; the same value has one."""
        key = flat(value)
        if key not in self.locals:
            name = self.fresh(hint)
            value = self.fitting(f"{name} =", value)
            self.lines += statement(f"{name} =", value, INDENT)
            self.locals[key] = name
        return Atom(self.locals[key])

    def fresh(self, hint: str) -> str:
        base = hint
        if self.prefix and base.startswith(self.prefix + "_"):
            base = base.removeprefix(self.prefix + "_")
        base = whole_words(base, self.hints.small)
        if base in self.names and not base.endswith("_"):
            number = 2
            while f"{base}_{number}" in self.names:
                number += 1
            base = f"{base}_{number}"
        self.names.add(base)
        return base

    def fitting(self, start: str, value: Py) -> Py:
        """A value that can be laid out: where it is too long, its parts become locals."""
        if INDENT + len(start) + 1 + len(flat(value)) <= WIDTH:
            return value
        match value:
            case Chain(first=first, rest=rest):
                # ruff breaks `(a) & (b)` inside its last parentheses: two operands are made names.
                part = self.part if len(rest) > 1 else self.name_part
                return replace(value, first=part(first), rest=tuple((sign, part(item)) for sign, item in rest))
            case Call(arguments=arguments):
                if INDENT + 4 + len(flat(value)) - len(value.function) - 2 <= WIDTH:
                    return value
                kept: list[Py | tuple[str, Py]] = []
                for item in arguments:
                    if isinstance(item, tuple):
                        kept.append((item[0], self.part(item[1])))
                    elif isinstance(item, Items):
                        kept.append(Items(tuple(self.line_part(inner) for inner in item.items)))
                    else:
                        kept.append(self.part(item))
                return replace(value, arguments=tuple(kept))
            case Prefix(operand=operand):
                return replace(value, operand=self.part(operand))
            case _:
                return value

    def part(self, value: Py) -> Py:
        if isinstance(value, Atom) or (isinstance(value, Prefix) and isinstance(value.operand, Atom)):
            return value
        short = isinstance(value, Chain) and value.precedence in (COMPARE, SUM, PRODUCT) and len(flat(value)) <= 60
        return value if short and self.is_plain(value) else self.local(self.hint(value), value)

    def name_part(self, value: Py) -> Py:
        """A part as a name, unless it is one already."""
        return value if isinstance(value, Atom) else self.local(self.hint(value), value)

    def is_plain(self, value: Py) -> bool:
        """True for a chain of atoms: laid out in one piece."""
        if not isinstance(value, Chain):
            return isinstance(value, Atom)
        return all(isinstance(item, Atom) for item in (value.first, *(item for _, item in value.rest)))

    def line_part(self, value: Py) -> Py:
        """An item of a list: kept where it fits on a line of its own."""
        return value if len(flat(value)) <= WIDTH - INDENT - 10 else self.local(self.hint(value), value)

    def hint(self, value: Py) -> str:
        """A name for a part: the author's, or what it says."""
        name = self.calls.get(flat(value))
        if name is not None:
            return name
        return said(value, self.hints, isinstance(value, Chain) and value.precedence in (COMPARE, OR, AND) or flat(value) in self.yes_no)
