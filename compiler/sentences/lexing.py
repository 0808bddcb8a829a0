"""Text to tokens, with the names of the rulebook: the longest name wins, case and accents do not count.

A lexer of our own because names hold spaces and differ from one rulebook to another, while the grammar
does not: one LALR table serves all (ADR 0003).
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lark.lexer import Lexer, Token

from rulespec.compiler.documents.values import parse_date
from rulespec.compiler.ground.kinds import Unit
from rulespec.compiler.ground.limits import CHARACTERS, NESTING, TERMS
from rulespec.compiler.ground.text import folded, normalise
from rulespec.compiler.sentences.phrases import SIGNS, Phrase, Phrases, is_boundary, language_phrases, unit_phrases
from rulespec.compiler.words import Language

OPERANDS = {"NAME", "NUMBER", "TEXT", "DATE", "DAY", "RPAR", "TRUE", "FALSE", "WINDOW", "ROLE_OF", "CONVERT", "ROLE", "INFINITY"}
VALUES = {"NAME", "NUMBER", "TEXT", "DATE", "DAY", "TRUE", "FALSE"}
ENDS = {"", "SEP", "RPAR", "THEN", "ELSE", "AND", "OR", "RBRACK"}
# « 1er janvier 2025 », « 01.01.2025 »; what is written 01-01-2025 or 01/01/25 is answered, not calculated.
SAID_DATE = re.compile(r"\d{1,2}(?:(?:er|st|nd|rd|th)? [a-z]+ \d{4}|\.\d{1,2}\.\d{4})(?!\d)")
ODD_DATE = re.compile(r"\d{1,2}-\d{1,2}-\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{2}(?![\d/])")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)|(\d{4})-(\d{2})-(\d{2})(?!\d)")
NUMBER = {
    ",": re.compile(r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:,\d+)?(?![.,]?\d)"),
    ".": re.compile(r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?(?![.,]?\d)"),
}
ANY_NUMBER = re.compile(r"\d[\d ]*(?:[.,]\d+)*")
CODE = re.compile(r"\d+[a-z]\d+(?!\w)|\d{1,2}[ab](?!\w)")
# « £12.50 per month »: as far as what follows the figure is looked at.
LONGEST_UNIT = 40
QUOTED = re.compile(r'"([^"]*)"|«\s*([^»]*?)\s*»|“([^”]*)”')
WORD = re.compile(r"[^\W\d_]\w*(?:[-'.]\w+)*|_\w+|\d\w*")


class ValueToken(Token):
    """A token with what it means: a number and its unit, a date, a window."""

    payload: Any = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of text that is no token: what is wrong with it."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a piece of text can name: the tongue, and the names in sight, nearest first."""

    words: Language
    names: tuple[Phrases, ...]

    def name_at(self, text: str, index: int) -> Phrase | None:
        best: Phrase | None = None
        for phrases in self.names:
            found = phrases.at(text, index)
            if found is not None and (best is None or len(found.text) > len(best.text)):
                best = found
        keyword = language_phrases(self.words).at(text, index)
        # « mois entre 3 et 6 » of a datum that an author called « mois » measures nothing between two dates.
        is_of_the_author = keyword is not None and keyword.token.endswith("_BETWEEN") and best is not None
        if keyword is not None and (best is None or len(keyword.text) > len(best.text)) and not is_of_the_author:
            best = keyword
        told = self.words.timing.at(text, index)
        if told is not None and (best is None or told[0] > len(best.text)):
            best = Phrase(text[index : index + told[0]], "WINDOW", told[1])
        day = self.words.timing.at(text, index, days=True)
        if day is not None and (best is None or day[0] > len(best.text)):
            best = Phrase(text[index : index + day[0]], "DAY", day[1])
        return best


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the grammar reads: tokens with offsets in the text as typed, and the faults met."""

    tokens: tuple[ValueToken, ...]
    faults: tuple[Fault, ...]


def scan(text: str, lexicon: Lexicon) -> Scanned:
    """All the tokens of a text; what is not one becomes a fault or an unknown NAME, and a text over the limits is one fault."""
    over = "length" if len(text) > CHARACTERS else "nesting" if _depth(text) > NESTING else ""
    if over:
        return Scanned((), (Fault(over, 0, len(text)),))
    scanned = _Scanner(text, lexicon).run()
    values = [token for token in scanned.tokens if token.type in VALUES]
    if len(values) > TERMS:
        return Scanned((), (Fault("terms", values[TERMS].start_pos or 0, len(text)),))
    return scanned


def _depth(text: str) -> int:
    """How many parentheses are open at once."""
    if text.count("(") <= NESTING:
        return 0
    depth = most = 0
    for char in text:
        if char == "(":
            depth += 1
            most = max(most, depth)
        elif char == ")":
            depth -= 1
    return most


class _Scanner:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.folded, self.origin = folded(text)
        self.origin.append(len(text))
        self.index = 0
        # Where the next « .. » stands.
        self.dots = -1
        self.tokens: list[ValueToken] = []
        self.faults: list[Fault] = []

    def run(self) -> Scanned:
        while self.index < len(self.folded):
            char = self.folded[self.index]
            if char == " ":
                self.index += 1
            elif char in '"«“' and (quoted := QUOTED.match(self.text, self.origin[self.index])):
                self.quoted(quoted)
            elif char.isdigit():
                self.digits()
            elif (money := self.lexicon.words.sign_at(self.folded, self.index)) is not None and self.is_free(money[0]):
                self.money(*money)
            elif not self.sign() and not self.word():
                self.fault("character", 1)
        return Scanned(tuple(self.answers()), tuple(self.faults))

    def answers(self) -> Iterator[ValueToken]:
        """« non » and « no » with nothing after them to deny are the answer, not the operator."""
        for index, token in enumerate(self.tokens):
            following = self.tokens[index + 1].type if index + 1 < len(self.tokens) else ""
            alone = token.type == "NOT" and following in ENDS or token.type == "NO" and following != "ROLE"
            if alone:
                token.type = "FALSE"
            yield token

    def emit(self, kind: str, length: int, value: Any = None) -> None:
        start, end = self.origin[self.index], self.origin[self.index + length - 1] + 1
        token = ValueToken(
            kind, self.text[start:end], start_pos=start, end_pos=end, line=1, column=start + 1, end_line=1, end_column=end + 1
        )
        token.payload = value
        self.tokens.append(token)
        self.index += length

    def fault(self, kind: str, length: int) -> None:
        self.faults.append(Fault(kind, self.origin[self.index], self.origin[self.index + length - 1] + 1))
        self.index += length

    def quoted(self, match: re.Match[str]) -> None:
        content = next(group for group in match.groups() if group is not None)
        end = min(bisect_left(self.origin, match.end()), len(self.folded))
        self.emit("TEXT", end - self.index, content)

    def digits(self) -> None:
        told = SAID_DATE.match(self.folded, self.index)
        if told is not None and (said := parse_date(told.group())) is not None:
            self.emit("DATE", told.end() - told.start(), said)
            return
        if odd := ODD_DATE.match(self.folded, self.index):
            return self.fault("date", odd.end() - odd.start())
        if date := DATE.match(self.folded, self.index):
            parts = [int(part) for part in date.groups() if part]
            year, month, day = parts if date.group(4) else reversed(parts)
            try:
                self.emit("DATE", date.end() - date.start(), datetime.date(year, month, day))
            except ValueError:
                self.fault("date", date.end() - date.start())
            return
        code = CODE.match(self.folded, self.index)
        if code is not None:  # 2A004: a code of Corsica, written without quotes
            start, end = self.origin[code.start()], self.origin[code.end() - 1] + 1
            self.emit("TEXT", code.end() - code.start(), self.text[start:end])
            return
        sign = self.lexicon.words.decimal
        if self.dots < self.index:
            found = self.folded.find("..", self.index)
            self.dots = found if found >= 0 else len(self.folded)
        stop = self.dots
        match = NUMBER[sign].match(self.folded, self.index, stop)
        if match is None:
            wrong = ANY_NUMBER.match(self.folded, self.index, stop)
            length = len(wrong.group().rstrip()) if wrong else 1
            after = self.index + length
            after += self.folded[after : after + 1] == " "
            unit = unit_phrases(self.lexicon.words).at(self.folded, after)
            self.fault("number", after + len(unit.text) - self.index if unit is not None else length)
            return
        value = Decimal(match.group().replace(" ", "").replace(sign, "."))
        end = match.end()
        unit_start = end + 1 if self.folded[end : end + 1] == " " else end
        phrase = unit_phrases(self.lexicon.words).at(self.folded, unit_start)
        name = self.lexicon.name_at(self.folded, unit_start) if phrase else None
        if phrase is None or (name is not None and len(name.text) > len(phrase.text)):
            self.emit("NUMBER", end - self.index, (value, None))
            return
        if name is not None and name.token == "NAME" and name.text == phrase.text:
            # « 2 part » of a datum that an author called « part »: twice the datum, or two parts?
            self.fault("unit", unit_start + len(phrase.text) - self.index)
            return
        unit, written = phrase.value
        if written == "%":
            value = value / 100
        self.emit("NUMBER", unit_start + len(phrase.text) - self.index, (value, unit))

    def is_free(self, sign: str) -> bool:
        """True for a sign of money that begins no name of the rulebook, and ends no word: « EUR » in « VALEUR 3 » is none."""
        if self.index and not is_boundary(self.folded, self.index):
            return False
        return self.lexicon.name_at(self.folded, self.index) is None

    def money(self, sign: str, start: int) -> None:
        """« £12.50 », « £12.50 / month », « XOF 1000 »: the figure is read with its unit as if the sign came after it."""
        words = self.lexicon.words
        match = NUMBER[words.decimal].match(self.folded, start)
        if match is None:
            wrong = ANY_NUMBER.match(self.folded, start)
            return self.fault("number", start - self.index + (len(wrong.group().rstrip()) if wrong else 1))
        end = match.end()
        longer = unit_phrases(words).at(sign + self.folded[end : end + LONGEST_UNIT], 0)
        unit = longer.value[0] if longer is not None and len(longer.text) > len(sign) else words.unit(sign)
        after = end + len(longer.text) - len(sign) if longer is not None else end
        value = Decimal(match.group().replace(" ", "").replace(words.decimal, "."))
        self.emit("NUMBER", after - self.index, (value, unit))

    def sign(self) -> bool:
        for length in (2, 1):
            kind = SIGNS.get(self.folded[self.index : self.index + length])
            if kind:
                self.emit(kind, length)
                return True
        if self.folded[self.index] == "," and self.lexicon.words.decimal == ".":
            self.emit("SEP", 1)
            return True
        return False

    def word(self) -> bool:
        function = self.function()
        if function is not None:
            self.emit("FUNC", function[0], function[1])
            return True
        unit = self.conversion()
        if unit is not None:
            self.emit("CONVERT", unit[0], unit[1])
            return True
        phrase = self.lexicon.name_at(self.folded, self.index)
        if phrase is not None:
            self.emit(phrase.token, len(phrase.text), phrase.value if phrase.value is not None else phrase.text)
            return True
        end = self.unknown()
        if end is None:
            return False
        self.emit("NAME", end - self.index, None)
        return True

    def unknown(self) -> int | None:
        """The end of a run of words that name nothing known: one unknown name, not several."""
        match = WORD.match(self.folded, self.index)
        if match is None:
            return None
        end = match.end()
        while self.folded[end : end + 1] == " ":
            following = WORD.match(self.folded, end + 1)
            if following is None or self.lexicon.name_at(self.folded, end + 1) or following.group()[0].isdigit():
                break
            end = following.end()
        return end

    def function(self) -> tuple[int, str] | None:
        """A function name followed by a parenthesis, where it is not a keyword before a parenthesis."""
        match = re.compile(r"[^\W\d_][\w.]*").match(self.folded, self.index)
        if match is None:
            return None
        name = FUNCTIONS(self.lexicon.words).get(match.group())
        after = match.end() + (self.folded[match.end() : match.end() + 1] == " ")
        if name is None or self.folded[after : after + 1] != "(":
            return None
        previous = self.tokens[-1].type if self.tokens else ""
        if name in ("and", "or") and previous in OPERANDS:
            return None
        if name == "not" or (name == "if" and not self.is_function(after)):
            return None
        return match.end() - self.index, name

    def is_function(self, opening: int) -> bool:
        """True for SI(a ; b ; c), not for « si (a parmi x ; y) alors »: a `;` within, and no « alors » of its own after."""
        depth, at, has_separator = 0, opening, False
        while at < len(self.folded):
            char = self.folded[at]
            depth += (char == "(") - (char == ")")
            if depth < 0:
                break
            has_separator |= depth == 1 and (char == ";" or (char == "," and self.lexicon.words.decimal == "."))
            if depth == 0 and char.isalpha() and not self.folded[at - 1].isalnum():
                keyword = language_phrases(self.lexicon.words).at(self.folded, at)
                if keyword is not None and keyword.token in ("THEN", "IF"):
                    return keyword.token == "IF" and has_separator
            at += 1
        return has_separator

    def conversion(self) -> tuple[int, Unit] | None:
        if not self.tokens or self.tokens[-1].type not in OPERANDS:
            return None
        word = f"{self.lexicon.words.marks.into} "
        if self.folded.startswith(word, self.index):
            phrase = unit_phrases(self.lexicon.words).at(self.folded, self.index + len(word))
            if phrase is not None:
                return len(word) + len(phrase.text), phrase.value[0]
        return None


@lru_cache(maxsize=4)
def FUNCTIONS(words: Language) -> dict[str, str]:
    """Function names in normal form."""
    return {normalise(name): canonical for name, canonical in words.functions.items()}


class TokenLexer(Lexer):
    """Gives Lark the tokens that were scanned beforehand."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        yield from data
