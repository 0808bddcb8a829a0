"""A rulebook ready to answer: checked, its package loaded on OpenFisca, read again when a file is saved."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.rulebook import Rulebook, rulebook_of
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostic
from rulespec.compiler.ground.kinds import Type
from rulespec.compiler.ground.text import normalise
from rulespec.country.country_reads import country_reads
from rulespec.disk.temporary import Temporary
from rulespec.formats.registry import SUFFIXES
from rulespec.projects.compiling import Checked, check_folder, keep_right, write_package
from rulespec.projects.logos import logo_files
from rulespec.running.proving import kinds_of
from rulespec.running.simulating import load_country, load_system

# A variable that the country computes from this many data or fewer is not asked where they are.
FEW = 3
# How often the files are looked at, in seconds.
EVERY = 0.3


@dataclass(eq=False)
class Loaded:
    """A version of the rulebook that answers.

    Attributes:
        kinds: the kinds of people one can add, each with its role in the groups; the first is the applicant.
        questions: the question of each variable, where the rulebook words one.
        notes: the glossary, by word in normal form.
        logos: the picture of each organisation, by its identifier.
        opened: the first questions of a form, by its aids, its people and its month.
        version: the number of the reading that made it.
    """

    checked: Checked
    program: ir.Program
    system: Any
    folder: Path
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    logos: Mapping[str, bytes] = field(default_factory=dict)
    opened: dict[Any, Counter[Any]] = field(default_factory=dict)
    version: int = 0

    @cached_property
    def rulebook(self) -> Rulebook:
        return rulebook_of(self.program, self.checked.catalog)

    @cached_property
    def names(self) -> Mapping[str, str]:
        return dict(self.program.names)

    @cached_property
    def variables(self) -> Mapping[str, ir.Variable]:
        return {variable.name: variable for variable in self.program.variables}

    @cached_property
    def aids(self) -> Mapping[str, ir.Aid]:
        return {aid.id: aid for aid in self.program.aids}

    @cached_property
    def read(self) -> Mapping[str, tuple[ir.Read, ...]]:
        """For each aid, what its rules read of the country."""
        return {aid.id: tuple(self._reads(aid)) for aid in self.program.aids}

    def _reads(self, aid: ir.Aid) -> list[ir.Read]:
        found: dict[ir.Read, None] = {}
        for variable in reachable(self.program, aid.variable):
            for formula in variable.formulas:
                found.update((item, None) for item in ir.walk(formula.expression) if isinstance(item, ir.Read) and not item.own)
        return list(found)

    @cached_property
    def units(self) -> Mapping[str, Type]:
        """How the rules read each variable of the country: with a unit that the country itself may not say."""
        found: dict[str, Type] = {}
        for reads in self.read.values():
            for read in reads:
                if not read.added:
                    found.setdefault(read.variable, read.type)
        return found

    @cached_property
    def derived(self) -> Mapping[str, frozenset[str]]:
        """Variables that the country computes from few data, all of them read by the rulebook: these are asked instead."""
        catalog = self.checked.catalog
        asked = {read.variable for reads in self.read.values() for read in reads}
        inputs = {name for name in asked if (variable := catalog.variable(name)) is not None and not variable.has_formula}
        found = {}
        for name in asked - inputs:
            sources = self._sources(name, FEW)
            if sources and sources <= inputs:
                found[name] = sources
        return found

    @cached_property
    def computable(self) -> frozenset[str]:
        """The variables that the country computes from something that the rulebook asks too."""
        catalog = self.checked.catalog
        asked = {read.variable for reads in self.read.values() for read in reads}
        inputs = {name for name in asked if (variable := catalog.variable(name)) is not None and not variable.has_formula}
        return frozenset(name for name in asked - inputs if self._reached(name) & inputs)

    def _reached(self, name: str) -> set[str]:
        seen: set[str] = set()
        stack = [name]
        while stack:
            current = stack.pop()
            if current not in seen:
                seen.add(current)
                stack += self.country.get(current, frozenset())
        return seen

    def _sources(self, name: str, most: int) -> frozenset[str]:
        """The data without formula behind a variable of the country; none where they are more than a few."""
        reads = self.country
        seen: set[str] = set()
        sources: set[str] = set()
        stack = [name]
        while stack and len(seen) < 20 * most:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            variable = self.checked.catalog.variable(current)
            if variable is not None and not variable.has_formula:
                sources.add(current)
            stack += reads.get(current, frozenset()) - {current}
        return frozenset(sources) if not stack and len(sources) <= most else frozenset()

    @cached_property
    def country(self) -> Mapping[str, frozenset[str]]:
        return _country_reads(self.checked.catalog.packages, self.system) if self.checked.catalog.distribution else {}


def _settle() -> None:
    """A country is a million objects that stay: looking for cycles among them again and again stopped a page for half a second."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


_READ: dict[tuple[str, ...], Mapping[str, frozenset[str]]] = {}


def _country_reads(packages: tuple[str, ...], system: Any) -> Mapping[str, frozenset[str]]:
    """What a country's formulas read, found once: an edit of the rulebook does not change it."""
    if packages not in _READ:
        _READ[packages] = country_reads(system, packages)
    return _READ[packages]


class Spare:
    """A country's system made ahead, aside: making one takes seconds, reading a rulebook on it a tenth of one."""

    def __init__(self) -> None:
        self._making: threading.Thread | None = None
        self._made: Any = None

    def prepare(self, catalog: Catalog) -> None:
        if catalog.distribution:
            self._making = threading.Thread(target=self._make, args=(catalog,), daemon=True)
            self._making.start()

    def _make(self, catalog: Catalog) -> None:
        self._made = load_country(catalog)

    def take(self) -> Any:
        """The system, waited for where it is being made; None where none is. It is handed out once."""
        if self._making is not None:
            self._making.join()
        made, self._made, self._making = self._made, None, None
        return made


class Engine:
    """The current version of a rulebook, and what is wrong with a newer one that can't run.

    Attributes:
        left_out: the documents with an error that the version that answers is without.
        failure: the defect of ours that stopped the last reading, "" where none did.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.loaded: Loaded | None = None
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.has_errors = False
        self.left_out: tuple[str, ...] = ()
        self.version = 0
        self.failure = ""
        self._lock = threading.Lock()
        self._reading = False
        self._looking = False
        self._looked = time.monotonic()
        self._works = Temporary()
        self._stamp = self._fingerprint()
        self._country = Spare()
        try:
            self._read()
        except BaseException:
            self.close()
            raise

    def _fingerprint(self) -> frozenset[tuple[str, int, int]]:
        """The project's files with their dates and sizes: what changes when one is saved."""
        found = set()
        folders = [str(self.project)]
        while folders:
            try:
                entries = list(os.scandir(folders.pop()))
            except OSError:
                continue
            for entry in entries:
                if entry.name.startswith((".", "~$")):
                    continue
                try:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.name.endswith(SUFFIXES):
                        stat = entry.stat()
                        found.add((entry.path, stat.st_mtime_ns, stat.st_size))
                except OSError:
                    continue
        return frozenset(found)

    def refresh(self) -> None:
        """Look whether a file was saved, aside, and read the project again if so; the last good version answers meanwhile."""
        with self._lock:
            # Looking at each file's date costs more than a page: a few times a second is enough.
            if self._looking or time.monotonic() - self._looked < EVERY:
                return
            self._looking = True
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        try:
            stamp = self._fingerprint()
            if stamp != self._stamp:
                self._stamp = stamp
                self._reading = True
                self._read()
        except Exception as error:
            # Told on every page: without it they would go on with the rules of before, as if nothing had been saved.
            self.failure = f"{type(error).__name__}: {error}"[:200]
            self.version += 1
        finally:
            self._reading = False
            self._looked = time.monotonic()
            self._looking = False

    @property
    def is_reading(self) -> bool:
        return self._reading

    def _read(self) -> None:
        catalog = self.loaded.checked.catalog if self.loaded is not None and self.loaded.checked.catalog.distribution else None
        checked = check_folder(self.project, catalog)
        self.diagnostics, self.has_errors, self.failure = checked.diagnostics, checked.has_errors, ""
        self.left_out = ()
        if checked.program is None:
            # An aid that is being written keeps nobody from the others; one that was shown stays as it was until it is right again.
            kept, left_out = keep_right(checked)
            if kept.program is not None and kept.program.aids and not self._shown.intersection(left_out):
                checked, self.left_out = kept, left_out
        if checked.program is not None:
            self.loaded = self._load(checked)
            _settle()
        self.version += 1

    @property
    def _shown(self) -> frozenset[str]:
        """The documents of the version that answers."""
        project = self.loaded.checked.loaded.project if self.loaded is not None else None
        return frozenset(sheet.document.path for sheet in project.sheets) if project is not None else frozenset()

    def _load(self, checked: Checked) -> Loaded:
        assert checked.program is not None
        folder = self._works.path / str(self.version)
        write_package(folder, checked)
        system = load_system(checked.program, checked.catalog, folder, self._country.take())
        self._country.prepare(checked.catalog)
        pictures = {
            PurePosixPath(path).stem.removeprefix("logo_"): data for path, data in logo_files(checked.program, self.project).items()
        }
        loaded = Loaded(checked, checked.program, system, folder, _kinds(checked), _questions(checked), _notes(checked), pictures)
        loaded.version = self.version + 1
        _ = loaded.derived, loaded.computable
        return loaded

    def close(self) -> None:
        self._works.close()


def _kinds(checked: Checked) -> dict[str, Mapping[str, str]]:
    """The kinds of people, one for each place in the groups; several words for the same place are one kind."""
    assert checked.loaded.project is not None
    found: dict[str, Mapping[str, str]] = {}
    groups = [entity for entity in checked.catalog.entities.values() if not entity.is_person]
    for kind, roles in kinds_of(checked).items():
        complete = {**{group.key: group.roles[0].key for group in groups}, **roles}
        if complete not in found.values():
            found[kind] = complete
    if not found:
        found[checked.words.names.person] = {group.key: group.roles[0].key for group in groups}
    return found


def _questions(checked: Checked) -> dict[str, str]:
    """The question of each variable that a document words one for."""
    assert checked.program is not None and checked.loaded.project is not None
    by_name = {normalise(shown): variable for variable, shown in checked.program.names}
    found: dict[str, str] = {}
    for sheet in checked.loaded.project.sheets:
        for datum in sheet.document.data:
            if datum.name is not None and datum.question is not None:
                variable = by_name.get(normalise(datum.name.text)) or (datum.reads.text.strip() if datum.reads is not None else "")
                if variable:
                    found.setdefault(variable, datum.question.text)
    named = dict(checked.program.names)
    for lexicon in checked.loaded.project.vocabularies:
        for datum in lexicon.vocabulary.data:
            # A document that gives a datum a name of its own asks for it by that name.
            if datum.name is not None and datum.question is not None and datum.reads is not None:
                variable = datum.reads.text.strip()
                if named.get(variable) == datum.name.text:
                    found.setdefault(variable, datum.question.text)
    return found


def _notes(checked: Checked) -> dict[str, str]:
    """The glossary of all the documents."""
    assert checked.loaded.project is not None
    terms = [term for sheet in checked.loaded.project.sheets for term in sheet.document.glossary]
    return {normalise(term.name.text): term.text.text for term in terms if term.name is not None and term.text is not None}
