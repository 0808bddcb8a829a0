"""What a document says to what it means, whatever its writing: dates, units, closed words and sentences in one form."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.fields import FieldSpec, Says
from rulespec.compiler.documents.values import parse_date, parse_number
from rulespec.compiler.ground.kinds import Unit
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences.lexing import Lexicon, scan
from rulespec.compiler.words import Language
from rulespec.formats.workbook.lines import flattened


@dataclass(frozen=True, slots=True)
class Meaning:
    """How the texts of a document are read: its tongue, and the day from which what bears no date holds."""

    words: Language
    start: datetime.date | None = None

    def of(self, value: Any, spec: FieldSpec | None = None, unit: str = "") -> Hashable:
        """The meaning of a field; `unit` is that of its record: « 500 » and « 500 € / mois » are then the same."""
        match value:
            case None:
                return None
            case Cell():
                return self.cell(value, spec, unit)
            case doc.Mapping():
                return frozenset((self.key(entry.key.text), self.of(entry.value)) for entry in value.entries)
            case doc.Sequence():
                return tuple(self.of(item) for item in value.items)
            case doc.DatedCell():
                return (self.date(value.start), self.of(value.value, None, unit), *map(self.of, (value.reference, value.link)))
            case tuple() if spec is not None and spec.kind == "dated":
                # The order of dates in a sheet says nothing.
                return frozenset(self.of(item, spec, unit) for item in value)
            case tuple() if spec is not None and spec.kind == "conditions":
                return tuple(self.condition(fields, path) for fields, path in flattened(value, [], self.words))
            case tuple():
                return tuple(self.of(item, spec, unit) for item in value)
            case doc.Node():
                own = getattr(value, "unit", None)
                said = own.text if isinstance(own, Cell) else unit
                bases = {"threshold": getattr(value, "by_unit", None), "value": own}
                return tuple(
                    self.of(getattr(value, item.name), item, base.text if isinstance(base := bases.get(item.name), Cell) else said)
                    for item in doc.specs(type(value))
                )
        return str(value)

    def key(self, text: str) -> str:
        """A datum or an answer of a case: « a droit » and « montant » are said in each tongue."""
        found = normalise(text)
        if found in map(normalise, self.words.marks.entitled):
            return "is entitled"
        return "amount" if found in map(normalise, self.words.keys["amount"]) else found

    def cell(self, cell: Cell, spec: FieldSpec | None, unit: str = "") -> Hashable:
        text = cell.text.strip()
        if spec is not None and spec.words:
            return self.words.value(spec.words, text) or normalise(text)
        says = spec.says if spec is not None else Says.SENTENCE
        if says in (Says.PROSE, Says.LINK, Says.GUIDE):
            return " ".join(text.split())
        if says is Says.DATE:
            return parse_date(text) or normalise(text)
        if says is Says.UNIT:
            return self._unit(text) or normalise(text)
        if says in (Says.IDENTIFIER, Says.WORD, Says.WINDOW) and spec is not None:
            return normalise(text)
        return self.sentence(text, unit)

    def sentence(self, text: str, unit: str = "") -> Hashable:
        """The tokens of a sentence or of a value; of a text that is none, its words."""
        if (day := parse_date(text)) is not None:
            return day
        if (truth := self.words.value("booleans", text)) is not None:
            return truth
        if (number := parse_number(text, self.words)) is not None:
            return self._amount(number[0], number[1], unit)
        scanned = scan(text, Lexicon(self.words, ()))
        if scanned.faults:
            return normalise(text)
        return tuple(self._token(token.type, token, token.payload) for token in scanned.tokens)

    def _token(self, kind: str, text: str, payload: Any) -> Hashable:
        if kind == "NUMBER" and isinstance(payload, tuple):
            value, unit = payload
            return kind, value.normalize(), unit
        if kind in ("DATE", "WINDOW", "DAY"):
            return kind, payload
        return (kind, normalise(text)) if kind in ("NAME", "TEXT", "CODE", "FUNC", "ROLE", "ROLE_OF") else (kind,)

    def _amount(self, value: Decimal, unit: str, of: str) -> Hashable:
        """A number: the unit of its record, and that of money alone, say nothing more."""
        if unit == "%":
            return (value / 100).normalize(), None
        is_rate = self._unit(of) == "%"
        told = self._unit(unit)
        known = told in (None, self._unit(of), self._unit("€"))
        return (value / 100 if is_rate and not unit and abs(value) > 1 else value).normalize(), None if known else told

    def _unit(self, text: str) -> Unit | str | None:
        if not text:
            return None
        return "%" if normalise(text) in ("%", "taux", "rate") else self.words.unit(text) or normalise(text)

    def date(self, cell: Cell | None) -> Hashable:
        """A day from which something holds; without one, it holds from that of the document."""
        return self.start if cell is None else parse_date(cell.text) or normalise(cell.text)

    def condition(self, fields: dict[str, Cell], path: str) -> Hashable:
        """A condition, a sentence or the cells of a row; the letters of its groups say only which go together."""
        told = tuple((name, self._field(name, cell)) for name, cell in fields.items() if name not in SENTENCE)
        return normalise(path), self.sentence(sentence_of(fields, self.words)), told

    def _field(self, name: str, cell: Cell) -> Hashable:
        return self.cell(cell, next(item for item in doc.specs(doc.Condition) if item.name == name))


SENTENCE = ("expression", "subject", "comparison", "value", "upper")


def sentence_of(fields: dict[str, Cell], words: Language) -> str:
    """« âge entre 18 et 25 »: the sentence of a condition, also of one that is told cell by cell."""
    text = " ".join(fields[name].text.strip() for name in SENTENCE[:-1] if name in fields)
    return f"{text} {words.marks.and_} {fields['upper'].text.strip()}" if "upper" in fields else text


def meaning_of(document: doc.Document, words: Language) -> Meaning:
    """How a document is to be read."""
    return Meaning(words, parse_date(document.start.text) if document.start is not None else None)
