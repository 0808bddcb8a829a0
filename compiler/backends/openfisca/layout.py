"""Python expressions to lines as ruff would lay them out: one line, or brackets opened once.

Formulas put what is long in a local variable of its own (`python.py`), so that a statement is always one of
three shapes: a line, a call with its arguments below, a chain of operands below one another.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Atom:
    """A name, a literal, an attribute: never broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`; an argument may be `("default", node)`."""

    function: str
    arguments: tuple[Py | tuple[str, Py], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Py, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence: `a & b & c`, `x - y + z`, `a <= b`."""

    precedence: int
    first: Py
    rest: tuple[tuple[str, Py], ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """`~a`, `-a`."""

    sign: str
    operand: Py


Py = Atom | Call | Items | Chain | Prefix

COMPARE, OR, AND, SUM, PRODUCT, UNARY, HIGHEST = 1, 2, 3, 5, 6, 7, 9


def precedence(node: Py) -> int:
    """How tightly Python binds a node: parentheses stand where an operand binds less than its operator."""
    match node:
        case Chain(precedence=found):
            return found
        case Prefix():
            return UNARY
        case _:
            return HIGHEST


def flat(node: Py) -> str:
    """A node on one line."""
    match node:
        case Atom(text=text):
            return text
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(_argument, arguments))})"
        case Items(items=items):
            return f"[{', '.join(map(flat, items))}]"
        case Chain(first=first, rest=rest):
            parts = [_operand(first, node, False)]
            parts += [f"{sign} {_operand(item, node, True)}" for sign, item in rest]
            return " ".join(parts)
        case Prefix(sign=sign, operand=operand):
            text = flat(operand)
            return f"{sign}({text})" if precedence(operand) < UNARY else f"{sign}{text}"


def _operand(node: Py, chain: Chain, right: bool) -> str:
    text = flat(node)
    low = precedence(node) < chain.precedence or (right and precedence(node) == chain.precedence)
    # Comparisons inside `&` and `|` always need parentheses; and one kind of logic in another reads better with them.
    mixed = chain.precedence in (OR, AND) and isinstance(node, Chain) and node.precedence != chain.precedence
    chained = chain.precedence == COMPARE and isinstance(node, Chain) and node.precedence in (COMPARE, OR, AND)
    return f"({text})" if low or mixed or chained else text


def _argument(argument: Py | tuple[str, Py]) -> str:
    return f"{argument[0]}={flat(argument[1])}" if isinstance(argument, tuple) else flat(argument)


def statement(start: str, node: Py, indent: int) -> list[str]:
    """`start` (« return », « x = ») and a node, as lines."""
    pad = " " * indent
    line = f"{pad}{start} {flat(node)}"
    if len(line) <= WIDTH:
        return [line]
    match node:
        case Call() | Items():
            lines = bracketed(node, indent)
            if len(f"{pad}{start} {lines[0]}") <= WIDTH or len(f"{pad}    {lines[0]}") > WIDTH:
                return [f"{pad}{start} {lines[0]}", *lines[1:]]
            # « name = params.path.calc( » does not fit: the whole goes between parentheses.
            inner = " " * (indent + 4)
            if len(inner + flat(node)) <= WIDTH:
                return [f"{pad}{start} (", inner + flat(node), f"{pad})"]
            lines = bracketed(node, indent + 4)
            return [f"{pad}{start} (", inner + lines[0], *lines[1:], f"{pad})"]
        case Chain():
            inner = " " * (indent + 4)
            if indent + 4 + len(flat(node)) <= WIDTH:
                return [f"{pad}{start} (", inner + flat(node), f"{pad})"]
            return [f"{pad}{start} (", *(inner + text for text in _operands(node)), f"{pad})"]
        case Prefix() | Atom() if indent + 4 + len(flat(node)) <= WIDTH:
            return [f"{pad}{start} (", " " * (indent + 4) + flat(node), f"{pad})"]
        case _:
            return [line]


def _operands(chain: Chain) -> list[str]:
    return [_operand(chain.first, chain, False), *(f"{sign} {_operand(item, chain, True)}" for sign, item in chain.rest)]


def bracketed(node: Call | Items, indent: int) -> list[str]:
    """A call or a list that does not fit: its first line without indent, the others with it."""
    pad, inner = " " * indent, " " * (indent + 4)
    opening, closing = (node.function + "(", ")") if isinstance(node, Call) else ("[", "]")
    items: tuple[Py | tuple[str, Py], ...] = node.arguments if isinstance(node, Call) else node.items
    body = ", ".join(map(_argument, items))
    if isinstance(node, Call) and indent + 4 + len(body) <= WIDTH:
        return [opening, inner + body, pad + closing]
    lines = [opening]
    for item in items:
        name, value = (f"{item[0]}=", item[1]) if isinstance(item, tuple) else ("", item)
        text = name + flat(value)
        if indent + 4 + len(text) + 1 <= WIDTH or not isinstance(value, Call | Items):
            lines.append(f"{inner}{text},")
            continue
        inside = bracketed(value, indent + 4)
        lines += [inner + name + inside[0], *inside[1:-1], inside[-1] + ","]
    return [*lines, pad + closing]


def literal(text: str) -> str:
    """A string literal as ruff writes it: double quotes unless single ones save a backslash."""
    escaped = "".join(_escaped(char) for char in text)
    if '"' in escaped and escaped.count('"') > escaped.count("'"):
        return "'" + escaped.replace("'", "\\'") + "'"
    return '"' + escaped.replace('"', '\\"') + '"'


def _escaped(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char == "\n":
        return "\\n"
    if char.isprintable():
        return char
    return repr(char)[1:-1]


def attribute(name: str, text: str, indent: int = 4) -> list[str]:
    """`name = "text"`, the text on a line of its own where this makes it fit."""
    pad, value = " " * indent, literal(text)
    line = f"{pad}{name} = {value}"
    if len(line) <= WIDTH or indent + 4 + len(value) > WIDTH:
        return [line]
    return [f"{pad}{name} = (", f"{pad}    {value}", f"{pad})"]
