"""Checked rules to what ties each file to the others: what it declares, what it names of them, what it reads of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import OwnSymbol, Scope, Symbol
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import quick
from rulespec.compiler.rules.assembling import Assembly, text_of

# What an aid answers.
ANSWERS = (ir.Part.AID, ir.Part.ELIGIBILITY)
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tie:
    """What ties a file to others.

    Attributes:
        is_shared: no document of it is an aid: all that it declares is in sight of every other.
        spoken: the names under which others may read it, in normal form.
        names: the identifiers and paths that nothing else may have.
        reads: what it reads of others but their answers, with the dates on which it does.
        text: all its cells in normal form.
    """

    is_shared: bool = True
    spoken: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    text: str = ""


@dataclass(slots=True)
class Ties:
    """The ties of each file, by its path; `choices` are the classes of the answers of all, with what they hold."""

    files: dict[str, Tie] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)


def tie(ties: Ties, assembly: Assembly, scopes: list[Scope]) -> None:
    """Fill the ties with those of a rulebook."""
    texts: dict[str, list[str]] = {}
    for sheet, scope in zip(assembly.project.sheets, scopes, strict=True):
        document = sheet.document
        file = file_of(document.path)
        found = ties.files.setdefault(file, Tie())
        texts.setdefault(file, []).extend(cells_of(document))
        found.names |= {f"organisation {text_of(item.name)}" for item in document.organisations}
        if document.aid is not None:
            found.is_shared = False
            spoken = [document.aid, document.name, document.computed_by]
            spoken += [cell for item in document.organisations for cell in (item.name, item.label)]
            found.spoken |= {quick(cell.text).strip() for cell in spoken if cell is not None}
            found.reads |= {f"name {key}" for key in scope.looked if _is_common(assembly.shared.symbols.get(key))}
    for declared in assembly.declared.values():
        _of(ties, declared.document.path).names.add(declared.name)
    for path, (_, span) in assembly.paths.items():
        _of(ties, span.path).names.add(f"path {path}")
    for path, (_, span) in assembly.folders.items():
        _of(ties, span.path).names.add(f"folder {path}")
    for file, found_texts in texts.items():
        ties.files[file].text = quick("\n".join(found_texts))
    # That an aid is read changes nothing that is said of it, but where it is a draft, which is told of its reader.
    owners = {variable.name: file_of(variable.document) for variable in assembly.done if variable.role not in ANSWERS}
    owners |= {f"path {path}": span.path for path, (_, span) in assembly.paths.items()}
    for variable in assembly.done:
        _read(variable, _of(ties, variable.document), file_of(variable.document), owners)
    ties.choices.update(assembly.choices)


def _is_common(symbol: Symbol | None) -> bool:
    """True of a name that documents share, and that is not an aid's."""
    return symbol is not None and not (isinstance(symbol, OwnSymbol) and symbol.declared.role is ir.Part.AID)


def _of(ties: Ties, path: str) -> Tie:
    """The tie of a file; one that is thrown away for a lexicon, which every check reads whole."""
    return ties.files.get(file_of(path)) or Tie()


def _read(variable: ir.Variable, found: Tie, file: str, owners: Mapping[str, str]) -> None:
    dates = " ".join(str(formula.start) for formula in variable.formulas)
    for formula in variable.formulas:
        for item in ir.walk(formula.expression):
            if isinstance(item, ir.Read) and item.own:
                name = item.variable
            elif isinstance(item, ir.ParameterRead | ir.ScaleRead) and item.own:
                name = f"path {item.path}"
            else:
                continue
            if owners.get(name, file) != file:
                found.reads.add(f"{name} {variable.period.value} {dates} {variable.end}")


def file_of(path: str) -> str:
    """The file of a document that may be a row of it."""
    return path.partition(doc.ROW)[0]


def cells_of(value: object) -> Iterator[str]:
    """The texts of all the cells within a record or a tree, its keys too."""
    waiting: list[object] = [value]
    while waiting:
        item = waiting.pop()
        match item:
            case Cell():
                yield item.text
            case doc.Mapping():
                for entry in item.entries:
                    yield entry.key.text
                    waiting.append(entry.value)
            case doc.Sequence():
                waiting.extend(item.items)
            case tuple():
                waiting.extend(item)
            case doc.Node():
                waiting.extend(getattr(item, spec.name) for spec in doc.specs(type(item)))


class Spoken:
    """The names of files, to the files that a text names: by the rarest of each name's words, since most begin with « aide »."""

    def __init__(self, ties: Mapping[str, tuple[Iterable[str], Iterable[str]]]) -> None:
        """`ties` is the spoken names and the identifiers of each file."""
        self._files: dict[str, set[str]] = {}
        counts: dict[str, int] = {}
        for file, (spoken, names) in ties.items():
            for name in (*spoken, *(name for name in names if " " not in name)):
                self._files.setdefault(quick(name).strip(), set()).add(file)
        words = {name: tuple(WORD.findall(name)) for name in self._files}
        for parts in words.values():
            for word in set(parts):
                counts[word] = counts.get(word, 0) + 1
        self._by_word: dict[str, list[str]] = {}
        # A name without a word would be found nowhere by its words: it is looked for everywhere.
        self._wordless = [name for name, parts in words.items() if name and not parts]
        for name, parts in words.items():
            if parts:
                self._by_word.setdefault(min(parts, key=lambda word: (counts[word], word)), []).append(name)

    def named(self, text: str) -> set[str]:
        """The files that a text in normal form names, perhaps."""
        found: set[str] = set()
        for word in set(WORD.findall(text)):
            for name in self._by_word.get(word, ()):
                if name in text:
                    found |= self._files[name]
        for name in self._wordless:
            if name in text:
                found |= self._files[name]
        return found
