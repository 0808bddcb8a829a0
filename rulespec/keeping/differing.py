"""What changed between two versions of a document, in words: rules, thresholds, cases; never mere layout."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import parse_date
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, default_language
from rulespec.formats.workbook.lines import flattened
from rulespec.formats.yaml.write import EVER
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
            changes = tuple(compare(before.document, after.document, after.words))
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


def compare(old: doc.Document, new: doc.Document, words: Language) -> Iterator[Change]:
    """The changes from a document to another, in the order of the document."""
    for spec in doc.specs(doc.Document):
        before, after = getattr(old, spec.name), getattr(new, spec.name)
        if before == after:
            continue
        section = words.key("Document", spec.name)
        match spec.kind:
            case "named":
                yield from _named(section, before, after, words)
            case "conditions":
                yield from _conditions(section, before, after, words)
            case "records" if spec.name == "cases":
                yield from _named(section, before, after, words)
            case _:
                yield Change("changed", "", section, "", said(before), said(after))


def _named(section: str, old: tuple[Any, ...], new: tuple[Any, ...], words: Language) -> Iterator[Change]:
    before, after = ({normalise(item.name.text): item for item in items} for items in (old, new))
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            yield Change("removed", section, before[key].name.text, "", said(before[key], True))
        elif key not in before:
            yield Change("added", section, after[key].name.text, "", "", said(after[key], True))
        elif before[key] != after[key]:
            yield from _record(section, before[key], after[key], words)


def _record(section: str, old: Any, new: Any, words: Language) -> Iterator[Change]:
    name = new.name.text
    record = type(new).__name__
    for spec in doc.specs(type(new)):
        before, after = getattr(old, spec.name), getattr(new, spec.name)
        if before == after:
            continue
        if spec.kind == "dated":
            unit = new.unit.text.split("/")[0].strip() if getattr(new, "unit", None) is not None else ""
            yield from _dated(section, name, before, after, unit)
        elif spec.kind == "conditions":
            yield from _conditions(f"{section} — {name}", before, after, words)
        elif spec.kind in ("rows", "records"):
            yield from _sequence(f"{section} — {name}", [said(item) for item in before], [said(item) for item in after])
        else:
            yield Change("changed", section, name, words.key(record, spec.name), said(before), said(after))


def _dated(section: str, name: str, old: tuple[doc.DatedCell, ...], new: tuple[doc.DatedCell, ...], unit: str) -> Iterator[Change]:
    """« 525 € → 540,50 € à partir du 01/09/2025 »: a new date is told with the value that it follows."""

    def by_date(items: tuple[doc.DatedCell, ...]) -> dict[str, str]:
        return {item.start.text if item.start is not None else EVER: item.value.text if item.value is not None else "∅" for item in items}

    def shown(value: str) -> str:
        return f"{value} {unit}" if unit and value != "∅" and unit not in value else value

    before, after = by_date(old), by_date(new)
    for date in sorted(before.keys() | after.keys(), key=lambda text: str(parse_date(text) or text)):
        since = "" if date == EVER else date
        if date not in after:
            yield Change("removed", section, name, "", shown(before[date]), "", since)
        elif date not in before:
            earlier = [other for other in after if str(parse_date(other) or other) < str(parse_date(date) or date)]
            last = max(earlier, key=lambda text: str(parse_date(text) or text), default=None)
            was = after[last] if last is not None else before.get(EVER, "")
            yield Change("changed" if was else "added", section, name, "", shown(was) if was else "", shown(after[date]), since)
        elif before[date] != after[date]:
            yield Change("changed", section, name, "", shown(before[date]), shown(after[date]), since)


def _conditions(section: str, old: tuple[doc.Condition, ...], new: tuple[doc.Condition, ...], words: Language) -> Iterator[Change]:
    def texts(conditions: tuple[doc.Condition, ...]) -> list[str]:
        found = []
        for fields, path in flattened(conditions, [], words):
            sentence = " ".join(cell.text for cell in fields.values())
            found.append(f"{path}{words.marks.colon}{sentence}" if path else sentence)
        return found

    yield from _sequence(section, texts(old), texts(new))


def _sequence(section: str, old: list[str], new: list[str]) -> Iterator[Change]:
    """Lines that came, went or were replaced one for one."""
    for tag, start, end, other, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[start:end], new[other:last]
        for before, after in zip(gone, come, strict=False):
            yield Change("changed", section, "", "", before, after)
        for text in gone[len(come) :]:
            yield Change("removed", section, "", "", text)
        for text in come[len(gone) :]:
            yield Change("added", section, "", "", "", text)


def said(value: Any, without_name: bool = False) -> str:
    """A value of a document on one line."""
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
            return " ; ".join(said(item) for item in value)
        case doc.Node():
            specs = [spec for spec in doc.specs(type(value)) if not (without_name and spec.name == "name")]
            return ", ".join(text for spec in specs if (text := said(getattr(value, spec.name))))
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
