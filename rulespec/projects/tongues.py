"""A document in another tongue: its keys, its closed words, its sentences token by token; names and prose stay as they were written.

A sentence is only changed where scanning the new one gives the same tokens: what could mean something else is left and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.expanding import CARD
from rulespec.compiler.documents.project import Project, Sheet, reference_roles
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences.lexing import Lexicon, Scanned, ValueToken, scan
from rulespec.compiler.sentences.phrases import SIGNS, Phrase, Phrases
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language

NUMBER = re.compile(r"\d[\d\u00a0\u202f ]*(?:[.,]\d+)?")


@dataclass(eq=False)
class Translator:
    """From a tongue to another, with the names in sight; `left` are the sentences that could not be said safely."""

    source: Language
    target: Language
    names: tuple[Phrases, ...]
    left: list[Cell] = field(default_factory=list)

    def document(self, document: doc.Document) -> doc.Document:
        made: doc.Document = self.record(document)
        if document.language is not None:
            made = replace(made, language=self.cell(document.language, self.target.say("languages", self.target.code)))
        if document.aid is not None and document.amount is None:
            # What is called « montant » is the aid's amount: in the other tongue, only where it is said.
            made = replace(made, amount=self.unsaid_amount(document))
        instances = self.tree(document.instances, self.card_key) if document.instances is not None else None
        return replace(made, instances=instances)

    def unsaid_amount(self, document: doc.Document) -> Cell | None:
        """The name that is the aid's amount only because of what it is called."""
        here, there = ({normalise(word) for word in words.keys["amount"]} for words in (self.source, self.target))
        for cell in own_names(document):
            if normalise(cell.text) in here - there:
                return cell
        return None

    def cell(self, cell: Cell, text: str) -> Cell:
        return cell if text == cell.text else replace(cell, text=text)

    def record(self, node: Any) -> Any:
        name = type(node).__name__
        changes = {}
        for spec in doc.specs(type(node)):
            value = getattr(node, spec.name)
            if value is not None and value != ():
                changes[spec.name] = self.value(name, spec, value)
        return replace(node, **changes)

    def value(self, record: str, spec: doc.FieldSpec, value: Any) -> Any:
        if spec.kind == "tree":
            return self.tree(value, self.case_key) if record == "Case" else value
        if isinstance(value, doc.Node):
            return self.record(value)
        if isinstance(value, tuple):
            return tuple(self.value(record, spec, item) for item in value)
        assert isinstance(value, Cell)
        if spec.words:
            return self.closed(spec.words, value)
        if record == "Datum" and spec.name == "missing":
            return self.closed("missing", value) if self.source.value("missing", value.text) else self.sentence(value)
        if record == "DatedCell" and normalise(value.text) in self.source.marks.nothing:
            return self.cell(value, self.target.marks.nothing[0])
        if spec.says is doc.Says.WINDOW:
            return self.cell(value, self.window(value.text))
        if spec.says is doc.Says.UNIT:
            unit = self.source.unit(value.text)
            return self.cell(value, self.target.unit_name(unit)) if unit is not None and value.text.strip() != "%" else value
        return self.sentence(value) if spec.says is doc.Says.SENTENCE else value

    def closed(self, category: str, cell: Cell) -> Cell:
        """A word of a closed list."""
        known = self.source.value(category, cell.text)
        return self.cell(cell, self.target.say(category, known)) if known is not None else cell

    def window(self, text: str) -> str:
        found = self.source.timing.read(text)
        return text if found is None else self.target.timing.say(found) or text

    def tree(self, tree: doc.Tree, key: Any) -> doc.Tree:
        """The values of a case: yes and no, numbers; its keys are names, but for a few words."""
        match tree:
            case doc.Mapping():
                return replace(tree, entries=tuple(replace(e, key=key(e.key), value=self.tree(e.value, key)) for e in tree.entries))
            case doc.Sequence():
                return replace(tree, items=tuple(self.tree(item, key) for item in tree.items))
        assert isinstance(tree, Cell)
        truth = self.source.value("booleans", tree.text)
        if truth is not None and not tree.text.strip().isdigit():
            return self.cell(tree, self.target.say("booleans", truth))
        return self.cell(tree, self.number(tree.text)) if NUMBER.fullmatch(tree.text.strip()) else tree

    def case_key(self, cell: Cell) -> Cell:
        text = normalise(cell.text)
        entitled = [normalise(word) for word in self.source.marks.entitled]
        if text in entitled:
            # « a droit » is the aid's own yes or no.
            at = min(entitled.index(text), len(self.target.marks.entitled) - 1)
            return self.cell(cell, self.target.marks.entitled[at])
        if text in map(normalise, self.source.keys["amount"]):
            return self.cell(cell, self.target.key("Document", "amount"))
        return self.cell(cell, self.target.marks.role) if text == normalise(self.source.marks.role) else cell

    def card_key(self, cell: Cell) -> Cell:
        known = self.source.keys_of("Document", CARD).get(normalise(cell.text))
        return self.cell(cell, self.target.key("Document", known)) if known is not None else cell

    def number(self, text: str) -> str:
        return text.replace(self.source.decimal, self.target.decimal)

    def sentence(self, cell: Cell) -> Cell:
        """A sentence, where the new one has the same tokens; else the old one, told."""
        if cell.text.strip() in ("", "-"):
            return cell
        scanned = scan(cell.text, Lexicon(self.source, self.names))
        if scanned.faults:
            self.left.append(cell)
            return cell
        parts: list[str] = []
        at = 0
        for token in scanned.tokens:
            start, end = token.start_pos or 0, token.end_pos or 0
            parts += [cell.text[at:start], self.token(token)]
            at = end
        made = "".join([*parts, cell.text[at:]])
        again = scan(made, Lexicon(self.target, self.names))
        if _meaning(again) != _meaning(scanned):
            self.left.append(cell)
            return cell
        return self.cell(cell, made)

    def token(self, token: ValueToken) -> str:
        text = str(token)
        match token.type:
            case "NUMBER":
                return self.with_unit(text, token.payload[1])
            case "CONVERT":
                return f"{self.target.marks.into} " + self.target.unit_name(token.payload)
            case "WINDOW":
                return self.target.timing.say(token.payload) or text
            case "DAY":
                return self.target.timing.say_day(token.payload) or text
            case "FUNC":
                found = next((name for name, canonical in self.target.functions.items() if canonical == token.payload), text)
                return found.upper() if text.isupper() else found
        wanted = "NOT" if token.type == "FALSE" and self.source.keywords.get(normalise(text)) == "NOT" else token.type
        if text in SIGNS or wanted not in self.source.keywords.values():
            return text
        if token.type in ("TRUE", "FALSE"):
            return self.target.say("booleans", token.type.lower())
        said = next((phrase for phrase, kind in self.target.keywords.items() if kind == wanted and phrase not in SIGNS), text)
        # « nombre d'enfants » holds no blank between the two: the other tongue needs one.
        return said + " " if text.endswith(("'", "’")) else said

    def with_unit(self, text: str, unit: Any) -> str:
        match = NUMBER.search(text) if self.source.sign_at(normalise(text)) is not None else NUMBER.match(text)
        if match is None:
            return text
        digits = self.number(match.group().rstrip())
        rest = text[match.end() :]
        if unit is None or "%" in rest:
            return digits + text[len(match.group().rstrip()) :]
        return self.target.amount(digits, self.target.unit_name(unit))


def _meaning(scanned: Scanned) -> list[tuple[str, Any]]:
    """What a sentence is made of, whatever its tongue: the text of a name, the value of a number, the kind of a word."""
    found: list[tuple[str, Any]] = []
    for token in scanned.tokens:
        named = token.type in ("NAME", "ROLE", "ROLE_OF", "TEXT")
        found.append((token.type, normalise(str(token)) if named else token.payload))
    if scanned.faults:
        found.append(("FAULT", len(scanned.faults)))
    return [(kind, None if isinstance(value, str) and kind in WORDS_ONLY else value) for kind, value in found]


# Tokens whose payload is only the word as it was written.
WORDS_ONLY = {
    "IF", "THEN", "ELSE", "AND", "OR", "NOT", "TRUE", "FALSE", "EQ", "NE", "LT", "LE", "GT", "GE", "BETWEEN", "IN", "NOT_IN", "STARTS",
    "IS_TRUE", "IS_FALSE", "EXCEPT", "DEFAULT", "WITH", "COUNT", "SOME", "EVERY", "NO", "SUM", "MAXIMUM", "MINIMUM", "MONTHLY_MEAN", "FOR",
    "RANK", "RANK_RISING", "AMONG",
    "MONTHLY_MAXIMUM", "MONTHLY_MINIMUM", "MONTHS", "MONTH_START", "MONTH_END", "DAYS_BETWEEN", "MONTHS_BETWEEN", "YEARS_BETWEEN",
    "INFINITY",
}  # fmt: skip


def translated(sheet: Sheet, project: Project | None, target: Language) -> tuple[Sheet, list[Cell]]:
    """A document in another tongue, with the sentences that were left as they are."""
    translator = Translator(sheet.words, target, _names(sheet, project))
    return Sheet(translator.document(sheet.document), target), translator.left


def own_names(document: Any) -> list[Cell]:
    """What a document, or a lexicon, gives a name to."""
    sections = ("data", "parameters", "zones", "tables", "scales", "calculations", "resources")
    names = [item.name for section in sections for item in getattr(document, section, ()) if item.name]
    return names + [cell for table in getattr(document, "tables", ()) for cell in table.outputs]


def _names(sheet: Sheet, project: Project | None) -> tuple[Phrases, ...]:
    """The names that its sentences can read: its own, those of the project, the lexicons', the words for people."""
    documents: list[Any] = [sheet.document]
    found: list[Phrases] = []
    if project is not None:
        documents += [item.document for item in project.sheets]
        documents += [lexique.vocabulary for lexique in project.vocabularies]
        vocabularies = tuple(lexique.vocabulary for lexique in project.vocabularies)
        found.append(words_of(project.catalog, vocabularies, project.words, reference_roles(project.manifest)).phrases())
    names = [cell.text for document in documents for cell in own_names(document)]
    own = Phrases(tuple(Phrase(key, "NAME", None) for key in dict.fromkeys(normalise(name) for name in names)))
    return (own, *found)
