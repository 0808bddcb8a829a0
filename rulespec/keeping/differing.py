"""What changed between two versions of a document, in words: rules, thresholds, cases; never mere layout."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.fields import FieldSpec
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, default_language
from rulespec.formats.workbook.lines import flattened
from rulespec.keeping.meaning import SENTENCE, Meaning, meaning_of, sentence_of
from rulespec.projects.project import document_files, read_documents


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Attributes:
        kind: "added", "removed" or "changed".
        section: where, in the words of the document (« paramètres »); "" for the card.
        name: of what; field: which of its fields, "" for the whole.
        since: the date from which a dated value holds, "" for what is not dated.
    """

    kind: str
    section: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""
    since: str = ""

    def text(self, words: Language) -> str:
        what = " — ".join(part for part in (self.section, self.name, self.field) if part)
        since = words.ui["diff since"].format(date=self.since) if self.since else ""
        match self.kind:
            case "added":
                return words.ui["diff added"].format(what=what, value=self.after) + since
            case "removed":
                return words.ui["diff removed"].format(what=what, value=self.before) + since
        return words.ui["diff changed"].format(what=what, before=self.before or "∅", after=self.after or "∅") + since


@dataclass(frozen=True, slots=True)
class Difference:
    """A document that is new, gone or changed, with its changes."""

    path: str
    name: str
    kind: str
    changes: tuple[Change, ...] = ()


def compare_paths(old: Path, new: Path, diagnostics: Diagnostics) -> list[Difference]:
    """Two documents, or the documents of two folders by their aid, else by their path; files with the same bytes are not read."""
    pairs: list[tuple[Sheet | None, Sheet | None]]
    if old.is_file() and new.is_file():
        first, second = _documents(old, old.name, diagnostics), _documents(new, new.name, diagnostics)
        if len(first) == len(second) == 1:
            # Two files named on purpose are two versions of one document, whatever they say of themselves.
            pairs = [(first[0], second[0])]
        else:
            pairs = _pairs(first, second)
    else:
        pairs = _pairs(*_changed(_files(old), _files(new), diagnostics))
    found: list[Difference] = []
    alone: list[Difference] = []
    for before, after in pairs:
        if before is not None and after is not None:
            changes = tuple(compare(before.document, after.document, after.words, before.words))
            if changes:
                found.append(Difference(after.document.path, _name(after.document), "changed", changes))
        elif (sheet := before or after) is not None:
            alone.append(Difference(sheet.document.path, _name(sheet.document), "removed" if after is None else "added"))
    return sorted(found, key=lambda item: item.path) + sorted(alone, key=lambda item: (item.kind == "added", item.path))


def _changed(old: dict[str, Path], new: dict[str, Path], diagnostics: Diagnostics) -> tuple[list[Sheet], list[Sheet]]:
    """The documents of two folders but those of files with the same bytes, which are not read."""
    same = {name for name in old.keys() & new.keys() if old[name].read_bytes() == new[name].read_bytes()}
    read = (
        [sheet for name in sorted(files.keys() - same) for sheet in _documents(files[name], name, diagnostics, True)]
        for files in (old, new)
    )
    return next(read), next(read)


def _documents(path: Path, shown: str, diagnostics: Diagnostics, in_folder: bool = False) -> list[Sheet]:
    return read_documents(path, shown, default_language(), diagnostics, in_folder=in_folder)


def _pairs(old: list[Sheet], new: list[Sheet]) -> list[tuple[Sheet | None, Sheet | None]]:
    """Documents of the same path, else of the same aid: one that changed its form or its place is the same one."""
    paths = {sheet.document.path: sheet for sheet in old}
    aids = {sheet.document.aid.text: sheet for sheet in old if sheet.document.aid is not None}
    taken: set[str] = set()
    pairs: list[tuple[Sheet | None, Sheet | None]] = []
    for sheet in sorted(new, key=lambda item: item.document.path not in paths):
        before = paths.get(sheet.document.path)
        if before is None and sheet.document.aid is not None:
            before = aids.get(sheet.document.aid.text)
        if before is not None and before.document.path in taken:
            before = None
        if before is not None:
            taken.add(before.document.path)
        pairs.append((before, sheet))
    return pairs + [(sheet, None) for sheet in old if sheet.document.path not in taken]


def _files(folder: Path) -> dict[str, Path]:
    """The documents of a folder by their path in it: not what rulespec wrote there, a package or a site."""
    found = {path.relative_to(folder).as_posix(): path for path in document_files(folder)}
    return {name: path for name, path in found.items() if "generated" not in Path(name).parts}


def _name(document: doc.Document) -> str:
    for cell in (document.name, document.aid):
        if cell is not None:
            return cell.text
    return ""


def compare(old: doc.Document, new: doc.Document, words: Language, old_words: Language | None = None) -> Iterator[Change]:
    """The changes from a document to another, in the order of the document: of what it means, never of how it is written."""
    comparing = Comparing(meaning_of(old, old_words or words), meaning_of(new, words), words)
    for spec in doc.specs(doc.Document):
        before, after = getattr(old, spec.name), getattr(new, spec.name)
        if before == after or comparing.is_same(before, after, spec):
            continue
        section = words.key("Document", spec.name)
        match spec.kind:
            case "named":
                yield from comparing.named(section, before, after)
            case "conditions":
                yield from comparing.conditions(section, before, after)
            case "records" if spec.name == "cases":
                yield from comparing.named(section, before, after)
            case _:
                yield Change("changed", "", section, "", said(before), said(after))


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two versions of a document, each read in its own tongue and told in the words of the new one."""

    old: Meaning
    new: Meaning
    words: Language

    def is_same(self, before: Any, after: Any, spec: FieldSpec, units: tuple[str, str] = ("", "")) -> bool:
        return self.old.of(before, spec, units[0]) == self.new.of(after, spec, units[1])

    def named(self, section: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
        before, after = ({normalise(item.name.text): item for item in items} for items in (old, new))
        for key in dict.fromkeys([*before, *after]):
            if key not in after:
                yield Change("removed", section, before[key].name.text, "", said(before[key], True))
            elif key not in before:
                yield Change("added", section, after[key].name.text, "", "", said(after[key], True))
            elif before[key] != after[key]:
                yield from self.record(section, before[key], after[key])

    def record(self, section: str, old: Any, new: Any) -> Iterator[Change]:
        name = new.name.text
        record = type(new).__name__
        units = (_text(old, "unit"), _text(new, "unit"))
        for spec in doc.specs(type(new)):
            before, after = getattr(old, spec.name), getattr(new, spec.name)
            if before == after or spec.name == "name" or self.is_same(before, after, spec, units):
                continue
            where = f"{section} — {name}"
            if spec.kind == "dated":
                yield from self.dated(section, name, "" if spec.name == "values" else spec.name, before, after, units, record)
            elif spec.kind == "conditions":
                yield from self.conditions(where, before, after)
            elif spec.kind in ("rows", "records"):
                meant = [[meaning.of(item, spec) for item in items] for meaning, items in ((self.old, before), (self.new, after))]
                yield from _sequence(where, *([said(item) for item in items] for items in (before, after)), *meant)
            elif isinstance(before, doc.Mapping) and isinstance(after, doc.Mapping):
                yield from self.entries(section, f"{name} — {self.words.key(record, spec.name)}", before, after)
            else:
                yield Change("changed", section, name, self.words.key(record, spec.name), said(before), said(after))

    def entries(self, section: str, name: str, old: doc.Mapping, new: doc.Mapping) -> Iterator[Change]:
        """What a case gives or expects, datum by datum."""
        before = {self.old.key(entry.key.text): entry for entry in old.entries}
        after = {self.new.key(entry.key.text): entry for entry in new.entries}
        for key in dict.fromkeys([*before, *after]):
            was, now = before.get(key), after.get(key)
            if was is not None and now is not None and self.old.of(was.value) == self.new.of(now.value):
                continue
            shown = (now or before[key]).key.text
            if was is not None and now is not None and isinstance(was.value, doc.Mapping) and isinstance(now.value, doc.Mapping):
                yield from self.entries(section, f"{name} — {shown}", was.value, now.value)
            elif was is None or now is None:
                kind = "added" if was is None else "removed"
                yield Change(kind, section, name, shown, said(was.value) if was else "", said(now.value) if now else "")
            else:
                yield Change("changed", section, name, shown, said(was.value), said(now.value))

    def dated(
        self,
        section: str,
        name: str,
        field: str,
        old: tuple[doc.DatedCell, ...],
        new: tuple[doc.DatedCell, ...],
        units: tuple[str, str],
        record: str,
    ) -> Iterator[Change]:
        """« 525 € / mois → 540,50 € / mois à partir du 01/09/2025 »: a new date is told with the value that it follows."""
        told = self.words.key(record, field) if field else ""
        before, after = _by_date(old, self.old), _by_date(new, self.new)
        for day in sorted(before.keys() | after.keys(), key=str):
            item = after.get(day) or before[day]
            since = write_date(day) if item.start is not None and isinstance(day, datetime.date) else ""
            was, now = before.get(day), after.get(day)
            if now is None and was is not None:
                yield Change("removed", section, name, told, _valued(was, units[0]), "", since)
            elif was is None and now is not None:
                # What holds until then; what held, where nothing does any more.
                held = _last_before(after, day) or _last_before(before, day)
                was_said = _valued(held, units[0]) if held is not None else ""
                yield Change("changed" if was_said else "added", section, name, told, was_said, _valued(now, units[1]), since)
            elif was is not None and now is not None:
                if self.old.of(was.value, None, units[0]) != self.new.of(now.value, None, units[1]):
                    yield Change("changed", section, name, told, _valued(was, units[0]), _valued(now, units[1]), since)
                for cell in ("reference", "link"):
                    if said(getattr(was, cell)) != said(getattr(now, cell)):
                        key = self.words.key("DatedCell", cell)
                        yield Change("changed", section, name, key, said(getattr(was, cell)), said(getattr(now, cell)), since)

    def conditions(self, section: str, old: tuple[doc.Condition, ...], new: tuple[doc.Condition, ...]) -> Iterator[Change]:
        texts, meant = [], []
        for meaning, conditions in ((self.old, old), (self.new, new)):
            rows = list(flattened(conditions, [], meaning.words))
            texts.append([_sentence(fields, path, self.words) for fields, path in rows])
            meant.append([meaning.condition(fields, path) for fields, path in rows])
        yield from _sequence(section, *texts, *meant)


def _sentence(fields: dict[str, Cell], path: str, words: Language) -> str:
    """A condition on one line, with what else is said of it."""
    rest = [cell.text for name, cell in fields.items() if name not in SENTENCE]
    sentence = sentence_of(fields, words)
    told = " — ".join(text for text in (sentence, *rest) if text)
    return f"{path}{words.marks.colon}{told}" if path else told


def _by_date(items: tuple[doc.DatedCell, ...], meaning: Meaning) -> dict[Hashable, doc.DatedCell]:
    return {meaning.date(item.start): item for item in items}


def _last_before(items: Mapping[Hashable, doc.DatedCell], day: Hashable) -> doc.DatedCell | None:
    """The value that holds just before a day; one without a date holds since ever."""
    earlier = [other for other in items if other is None or str(other) < str(day)]
    return items[max(earlier, key=lambda other: "" if other is None else str(other))] if earlier else None


def _valued(item: doc.DatedCell, unit: str) -> str:
    """A dated value with its whole unit."""
    if item.value is None:
        return "∅"
    text = item.value.text.strip()
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text


def _text(record: Any, field: str) -> str:
    cell = getattr(record, field, None)
    return cell.text.strip() if isinstance(cell, Cell) else ""


def _sequence(section: str, old: list[str], new: list[str], was: Sequence[Hashable], now: Sequence[Hashable]) -> Iterator[Change]:
    """Lines that came, went or were replaced one for one: `was` and `now` are what they mean."""
    for tag, start, end, other, last in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[start:end], new[other:last]
        for before, after in zip(gone, come, strict=False):
            yield Change("changed", section, "", "", before, after)
        for text in gone[len(come) :]:
            yield Change("removed", section, "", "", text)
        for text in come[len(gone) :]:
            yield Change("added", section, "", "", "", text)


def said(value: Any, without_name: bool = False, unit: str = "") -> str:
    """A value of a document on one line; what is dated has its unit."""
    match value:
        case None:
            return ""
        case Cell():
            return value.text
        case doc.Entry():
            return f"{value.key.text} {said(value.value)}"
        case doc.Mapping():
            return ", ".join(f"{entry.key.text} {said(entry.value)}" for entry in value.entries)
        case doc.Sequence():
            return " ; ".join(said(item) for item in value.items)
        case tuple():
            return " ; ".join(said(item, unit=unit) for item in value)
        case doc.DatedCell():
            since = f"{value.start.text} : " if value.start is not None else ""
            return f"{since}{_valued(value, unit)}"
        case doc.Node():
            own = _text(value, "unit") or unit
            specs = [spec for spec in doc.specs(type(value)) if not (without_name and spec.name == "name")]
            has_dated = any(spec.kind == "dated" for spec in specs)
            specs = [spec for spec in specs if not (has_dated and spec.name == "unit")]
            return ", ".join(text for spec in specs if (text := said(getattr(value, spec.name), unit=own)))
    return str(value)


def text_lines(found: list[Difference], words: Language, markdown: bool = False) -> Iterator[str]:
    """The report as text, or as Markdown for a pull request."""
    for item in found:
        head = f"{item.name} ({item.path})" if item.name else item.path
        head = words.ui[f"diff document {item.kind}"].format(name=head)
        yield f"### {head}" if markdown else head
        for change in item.changes:
            yield ("- " if markdown else "  ") + change.text(words)
        if markdown:
            yield ""


def to_data(found: list[Difference]) -> list[Mapping[str, Any]]:
    """The report as plain data."""
    fields = ("kind", "section", "name", "field", "before", "after", "since")
    return [
        {
            "path": item.path,
            "name": item.name,
            "kind": item.kind,
            "changes": [{name: getattr(change, name) for name in fields} for change in item.changes],
        }
        for item in found
    ]
