"""A part of a formula to the name of the local that holds it: what it says, in the words of the rulebook's tongue."""

from __future__ import annotations

import re

from rulespec.compiler.backends.openfisca.layout import AND, COMPARE, OR, Atom, Call, Chain, Items, Prefix, Py
from rulespec.compiler.ground.text import slug
from rulespec.compiler.words.records import Hints

LONGEST = 56


def whole_words(name: str, small: frozenset[str], longest: int = LONGEST) -> str:
    """A name that is not too long, cut between two words and never after « de » or « of »; 年齢 stays what the country calls it."""
    text = name if name.isidentifier() and not name.isascii() else slug(name, 200)
    if len(text) <= longest:
        return text
    words = text[: longest + 1].split("_")[:-1]
    while len(words) > 1 and words[-1] in small:
        words.pop()
    return "_".join(words) or text[:longest]


def said(value: Py, hints: Hints, is_yes_no: bool) -> str:
    """What a part holds, as a name; short enough to be read, or the plain word for what it is."""
    plain = hints.condition if is_yes_no else hints.amount
    found = _said(value, hints)
    return plain if found is None or len(found) > LONGEST else found


def _said(value: Py, hints: Hints) -> str | None:
    match value:
        case Atom(text=text):
            return _word(text)
        case Prefix(sign="~", operand=operand):
            inner = _said(operand, hints)
            return None if inner is None else f"{hints.denied}_{inner}"
        case Prefix() | Items():
            return None
        case Chain(precedence=precedence, first=first, rest=rest):
            if precedence == COMPARE:
                (sign, right), *_ = rest
                parts = [_said(first, hints), hints.signs[sign], _said(right, hints)]
                if all(parts) and len("_".join(part for part in parts if part)) > LONGEST:
                    # « au_plus_plafond_pour_trois_enfants »: the bound says it where both sides are too long.
                    parts = parts[1:]
            elif precedence in (AND, OR):
                parts = [_said(first, hints)]
                for sign, item in rest:
                    parts += [hints.joints[sign], _said(item, hints)]
            else:
                return None
            return "_".join(part for part in parts if part) if all(parts) else None
        case Call(function=function, arguments=arguments):
            return _called(function, arguments, hints)


def _called(function: str, arguments: tuple[Py | tuple[str, Py], ...], hints: Hints) -> str | None:
    name = function.rsplit(".", 1)[-1]
    if name == "calc":
        # « params.montant_selon_le_quotient.calc(…) » holds what the scale is called.
        return function.split(".")[-2]
    if name in ("choice_in", "code_in", "code_starts"):
        first = arguments[0]
        subject = None if isinstance(first, tuple) else _said(first, hints)
        among = [_said(item, hints) for item in arguments[1:] if not isinstance(item, tuple)]
        if subject is None or not among or None in among:
            return None
        if name == "choice_in":
            return f"{subject}_{among[0]}" if len(among) == 1 else f"{subject}_{hints.one_of}_{'_'.join(part for part in among if part)}"
        return f"{subject}_{hints.within}_{among[0]}"
    if name in ("snap", "exact", "number"):
        first = arguments[0]
        return None if isinstance(first, tuple) else _said(first, hints)
    return hints.calls.get(name)


def _word(text: str) -> str | None:
    """The last part of a path, a figure, a quoted choice; nothing for what is no name."""
    if re.fullmatch(r'"[^"]*"', text):
        return slug(text[1:-1], 200)
    if re.fullmatch(r"[^\W\d][\w.]*", text):
        return text.rsplit(".", 1)[-1].lower()
    return text.replace(".", "_") if re.fullmatch(r"\d+(\.\d+)?", text) else None
