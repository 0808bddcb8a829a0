"""The text of a FEEL expression, or of a cell of a decision table, to nodes; what is beyond them is refused with its reason."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput

from rulespec.importing.feel_parameters import places

# FEEL's own functions whose name holds a space: a name that the lexer must know.
SPACED = (
    "string length", "upper case", "lower case", "starts with", "ends with", "substring before", "substring after", "string join",
    "list contains", "list replace", "insert before", "index of", "distinct values", "date and time", "years and months duration",
    "day of year", "day of week", "month of year", "week of year", "get value", "get entries", "context put", "context merge", "is not",
    "round up", "round down", "round half up", "round half down", "met by", "overlaps before", "overlaps after",
    "finished by", "started by",
)  # fmt: skip
# Constructs of FEEL that have no sentence in the rule language, by the word or sign that shows them.
BEYOND = (
    (re.compile(r"\bfor\b.+\breturn\b", re.DOTALL), "iteration"),
    (re.compile(r"\b(?:some|every)\b.+\bsatisfies\b", re.DOTALL), "quantified"),
    (re.compile(r"\bfunction\s*\("), "function"),
    (re.compile(r"\binstance\s+of\b"), "instance"),
    (re.compile(r"[{}]"), "context"),
    (re.compile(r"[\w)\]]\s*\["), "filter"),
)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
SIGNS = {"=": "EQ", "!=": "NE", "<": "LT", "<=": "LE", ">": "GT", ">=": "GE"}


class Refused(Exception):
    """What the rule language can't say, or FEEL can't read: `key` names its sentence in the words, `fields` fill it."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, a yes / no, a date; None is FEEL's null."""

    value: Decimal | str | bool | datetime.date | None


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time: months, and days."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Input:
    """« ? »: the value that a cell looks at."""


@dataclass(frozen=True, slots=True)
class Negative:
    value: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One of + - * / **."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """EQ NE LT LE GT GE."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` / `or` of its items."""

    operator: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If:
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Bound:
    """A unary test: « < 18 »."""

    operator: str
    value: Node


@dataclass(frozen=True, slots=True)
class Interval:
    """A unary test: « [18..25[ »."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Tests:
    """A cell: any of its tests, or none of them; without any test it is « - »."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """`in`, `between`: whether a value passes some tests."""

    value: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class Listed:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A part of a value: the year of a date."""

    value: Node
    name: str


Node = (
    Literal | Duration | Name | Input | Negative | Arithmetic | Compare | Logic | If
    | Bound | Interval | Tests | Inside | Listed | Call | Property
)  # fmt: skip


class Feel:
    """A reader of the expressions of one model, whose names it knows."""

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({" ".join(name.split()) for name in names if name.strip()}, key=lambda name: (-len(name), name))
        self.lark = _grammar(tuple(known))
        # A cell is read for the types of the data, then for its sentence; most cells of a table say what others do.
        self.known: dict[tuple[str, str], Node] = {}

    def expression(self, text: str) -> Node:
        """The node of an expression. Raises Refused."""
        return self._read(text, "expression")

    def cell(self, text: str) -> Tests:
        """The tests of a cell of an input column; nothing, or « - », is no test. Raises Refused."""
        if not text.strip():
            return Tests(())
        found = self._read(text, "cell")
        assert isinstance(found, Tests)
        return found

    def _read(self, text: str, start: str) -> Node:
        if not text.strip():
            raise Refused("empty")
        if (text, start) not in self.known:
            self.known[text, start] = self._parsed(text, start)
        return self.known[text, start]

    def _parsed(self, text: str, start: str) -> Node:
        try:
            tree = self.lark.parse(text, start=start)
        except UnexpectedInput as error:
            raise _refusal(text, error) from error
        try:
            return _cell(tree) if start == "cell" else _node(next(item for item in tree.children if isinstance(item, Tree)))
        except RecursionError:
            # An expression of thousands of levels: nobody wrote it.
            raise Refused("syntax", text=_short(text), found="…") from None


@lru_cache(maxsize=8)
def _grammar(names: tuple[str, ...]) -> Lark:
    text = files("rulespec.importing").joinpath("feel.lark").read_text(encoding="utf-8")
    functions = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(SPACED, key=len, reverse=True))
    known = "|".join(_pattern(name) for name in names) or "(?!)x"
    text += f"FUNC.5: /(?:{functions})(?=\\s*\\()/\nKNOWN.4: /(?:{known})(?!\\w)/\n"
    return Lark(text, parser="lalr", lexer="basic", start=["expression", "cell"], maybe_placeholders=False)


def _pattern(name: str) -> str:
    return r"\s+".join(re.escape(part).replace("/", r"\/") for part in name.split(" "))


def _refusal(text: str, error: UnexpectedInput) -> Refused:
    outside = QUOTED.sub("", text)
    for pattern, key in BEYOND:
        if pattern.search(outside):
            return Refused("beyond", construct=f"@dmn {key}", text=_short(text))
    place = error.pos_in_stream if error.pos_in_stream is not None and error.pos_in_stream >= 0 else len(text)
    return Refused("syntax", text=_short(text), found=text[place : place + 20].strip() or "…")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"


def _trees(tree: Any) -> Iterator[Any]:
    return (item for item in tree.children if isinstance(item, Tree))


def _tokens(tree: Any) -> list[Token]:
    return [item for item in tree.children if isinstance(item, Token)]


def _cell(tree: Any) -> Tests:
    items = list(_trees(tree))
    if len(items) == 1 and items[0].data == "dash":
        return Tests(())
    if tree.data == "excepted":
        return Tests(tuple(_node(item) for item in items), negated=True)
    nodes = tuple(_node(item) for item in items)
    match nodes:
        case (Call(function="not", arguments=arguments),):
            return Tests(arguments, negated=True)
    return Tests(nodes)


def _interval(tree: Any) -> Interval:
    low, high = (_node(item) for item in _trees(tree))
    tokens = _tokens(tree)
    return Interval(low, high, tokens[0].type == "LBRACK", tokens[-1].type == "RBRACK")


def _call(function: str, items: list[Any]) -> Call:
    """A call, its named arguments put in their order."""
    if not items or items[0].data != "named":
        return Call(function, tuple(_node(item) for item in items))
    names = tuple(" ".join(_tokens(item)[0].split()) for item in items)
    order = places(function, names)
    if order is None:
        raise Refused("parameters", name=function, found=", ".join(names))
    values = {place: _node(next(_trees(item))) for place, item in zip(order, items, strict=True)}
    return Call(function, tuple(values[place] for place in range(len(items))))


def _node(tree: Any) -> Node:
    values = [_node(item) for item in _trees(tree)] if tree.data not in ("interval", "reversed_interval", "call") else []
    tokens = _tokens(tree)
    match tree.data:
        case "number":
            return Literal(Decimal(tokens[0]))
        case "text":
            return Literal(_text(tokens[0]))
        case "at":
            return temporal(_text(tokens[0]))
        case "true" | "false":
            return Literal(tree.data == "true")
        case "null":
            return Literal(None)
        case "input":
            return Input()
        case "brackets":
            return values[0]
        case "name":
            return Name(" ".join(tokens[0].split()))
        case "negative":
            value = values[0].value if isinstance(values[0], Literal) else None
            return Literal(-value) if isinstance(value, Decimal) else Negative(values[0])
        case "plus" | "minus" | "times" | "divide" | "power":
            return Arithmetic(str(tokens[0]), values[0], values[1])
        case "compare":
            return Compare(SIGNS[tokens[0]], values[0], values[1])
        case "bound":
            return Bound(SIGNS[tokens[0]], values[0])
        case "interval" | "reversed_interval":
            return _interval(tree)
        case "between":
            return Inside(values[0], Tests((Interval(values[1], values[2], True, True),)))
        case "inside":
            tests = values[1].tests if isinstance(values[1], Tests) else (values[1],)
            return Inside(values[0], Tests(tests))
        case "several":
            return Tests(tuple(values))
        case "conjunction" | "disjunction":
            return Logic("and" if tree.data == "conjunction" else "or", tuple(values))
        case "conditional":
            return If(values[0], values[1], values[2])
        case "list":
            return Listed(tuple(values))
        case "property":
            return Property(values[0], str(tokens[-1]))
        case "call":
            return _call(" ".join(tokens[0].split()), list(_trees(tree)))
    raise AssertionError(tree.data)


def _text(token: Token) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]


SPAN = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T.+)?\Z")


def temporal(text: str) -> Node:
    """A date or a duration as ISO 8601 writes it. Raises Refused for a time of the day."""
    try:
        return Literal(datetime.date.fromisoformat(text)) if len(text) == 10 else _duration(text)
    except ValueError as error:
        raise Refused("no such date", text=_short(text)) from error


def _duration(text: str) -> Duration:
    match = SPAN.match(text)
    if match is None or match.group(5) or not any(match.groups()[1:4]):
        raise Refused("no time", text=_short(text))
    sign = -1 if match.group(1) else 1
    years, months, days = (int(part or 0) for part in match.groups()[1:4])
    return Duration(sign * (years * 12 + months), sign * days)


def reads_input(node: Any) -> bool:
    """Whether an expression of a cell reads « ? »."""
    if isinstance(node, Input):
        return True
    if isinstance(node, tuple):
        return any(reads_input(item) for item in node)
    return any(reads_input(getattr(node, name)) for name in node.__slots__) if type(node).__module__ == __name__ else False
