"""Tokens to the same tokens with the brackets that « avec (…) » means: a filter in brackets ends at its bracket.

`0,5 × nombre de membres avec (âge ≥ 14) + 1` is `(0,5 × (nombre de membres avec (âge ≥ 14))) + 1`, as without the filter. A filter without
brackets that « et », « ou » or a sign of arithmetic follows could end there or go on: nobody can tell, so it is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rulespec.compiler.sentences.lexing import ValueToken

NUMBERS = {"COUNT", "SUM", "MAXIMUM", "MINIMUM", "RANK", "RANK_RISING"}
QUANTIFIERS = {"SOME", "EVERY", "NO"}
STARTS = NUMBERS | QUANTIFIERS
ARITHMETIC = {"PLUS", "MINUS", "TIMES", "DIV"}
# What an « et » of its own follows.
BETWEEN = {"BETWEEN", "DAYS_BETWEEN", "MONTHS_BETWEEN", "YEARS_BETWEEN"}
# What ends a filter without brackets, whatever it says.
ENDS = {"RPAR", "SEP", "THEN", "ELSE", "FOR", "RBRACK", "LBRACK", "DOTS", "DEFAULT"}


@dataclass(frozen=True, slots=True)
class Unclear:
    """A filter that may end before a token or go on: the positions of its first word, of that token and of its end."""

    start: int
    begin: int
    at: ValueToken
    end: int


def bracketed(tokens: Sequence[ValueToken]) -> tuple[list[ValueToken], tuple[Unclear, ...]]:
    """The tokens with each « … avec (…) » in brackets of its own, and the filters whose end is not clear."""
    opening: dict[int, int] = {}
    closing: dict[int, int] = {}
    unclear: list[Unclear] = []
    for index, token in enumerate(tokens):
        if token.type != "WITH":
            continue
        start = _start_of(tokens, index)
        if start is None:
            continue
        first = index + 1
        while first < len(tokens) and tokens[first].type == "NOT":
            first += 1
        if first < len(tokens) and tokens[first].type == "LPAR":
            end = _matching(tokens, first)
            following = tokens[end + 1].type if end is not None and end + 1 < len(tokens) else ""
            # « maximum de … pour les enfants avec (…) à défaut 0 »: the answer of nobody is the maximum's own.
            if end is not None and not (following == "DEFAULT" and tokens[start].type in ("MAXIMUM", "MINIMUM")):
                opening[start] = opening.get(start, 0) + 1
                closing[end] = closing.get(end, 0) + 1
            continue
        found = _unclear(tokens, start, index)
        if found is not None:
            unclear.append(found)
    made: list[ValueToken] = []
    for index, token in enumerate(tokens):
        made += [_bracket("LPAR", "(", token.start_pos or 0)] * opening.get(index, 0)
        made.append(token)
        made += [_bracket("RPAR", ")", token.end_pos or 0)] * closing.get(index, 0)
    return made, tuple(unclear)


def _start_of(tokens: Sequence[ValueToken], at: int) -> int | None:
    """The « nombre de », « somme de », « au moins un » that an « avec » belongs to."""
    depth = 0
    is_for = False
    for index in range(at - 1, -1, -1):
        kind = tokens[index].type
        depth += (kind == "RPAR") - (kind == "LPAR")
        if depth < 0:
            return None
        is_for |= depth == 0 and kind == "FOR"
        # « somme de rang … pour les enfants avec »: the members are those of the sum.
        if depth == 0 and kind in STARTS and (not is_for or kind in ("SUM", "MAXIMUM", "MINIMUM")):
            return index
    return None


def _matching(tokens: Sequence[ValueToken], opening: int) -> int | None:
    depth = 0
    for index in range(opening, len(tokens)):
        depth += (tokens[index].type == "LPAR") - (tokens[index].type == "RPAR")
        if depth == 0:
            return index
    return None


def _unclear(tokens: Sequence[ValueToken], start: int, at: int) -> Unclear | None:
    depth = betweens = 0
    doubt: ValueToken | None = None
    end = len(tokens)
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        depth += (token.type == "LPAR") - (token.type == "RPAR")
        if depth < 0 or (depth == 0 and token.type in ENDS - {"RPAR"}):
            end = index
            break
        if depth or doubt is not None:
            continue
        if token.type in BETWEEN:
            betweens += 1
        elif token.type == "AND" and betweens:
            betweens -= 1
        elif token.type in ("AND", "OR"):
            following = tokens[index + 1].type if index + 1 < len(tokens) else ""
            if following in STARTS:
                # « aucun membre avec A et aucun membre avec B »: what follows is said of the group.
                return None
            doubt = token
        elif token.type in ARITHMETIC and tokens[start].type in NUMBERS and index > at + 1:
            doubt = token
    if doubt is None:
        return None
    return Unclear(tokens[start].start_pos or 0, tokens[at].end_pos or 0, doubt, tokens[end - 1].end_pos or 0)


def _bracket(kind: str, text: str, at: int) -> ValueToken:
    return ValueToken(kind, text, start_pos=at, end_pos=at, line=1, column=at + 1, end_line=1, end_column=at + 1)
