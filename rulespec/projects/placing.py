"""The documents of a folder to one for each aid: cases told on their own go to their aid, a copy of a file is told and left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from rulespec.compiler.documents.document import Case, Document, Mapping, specs
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Label
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language

# How a file manager calls a copy, in French and in English: aide - Copie.xlsx », « Copie de aide.xlsx », `aide (1).xlsx`.
COPY = re.compile(r"\A(?:copie de|copy of) |[ _-](?:copie|copy)(?: ?\(?\d+\)?)?\Z| ?\(\d+\)\Z", re.IGNORECASE)


def without_copies(sheets: Sequence[Sheet], diagnostics: Diagnostics) -> tuple[Sheet, ...]:
    """One document for each aid: another file that gives the same aid is told, and is not checked: all its names would be told too."""
    by_aid: dict[tuple[str, str], list[Sheet]] = {}
    for sheet in sheets:
        if sheet.document.aid is not None:
            by_aid.setdefault((sheet.words.code, normalise(sheet.document.aid.text)), []).append(sheet)
    left: set[int] = set()
    for group in by_aid.values():
        first, *others = sorted(group, key=_rank)
        for other in others:
            aid, kept = other.document.aid, first.document.aid
            if other.document.path == first.document.path or aid is None or kept is None:
                continue
            problem = codes.DuplicateName.File(name=aid.text, other=first.document.path)
            diagnostics.report(problem, aid.span, (Label(kept.span, "first"),))
            left.add(id(other))
    return tuple(sheet for sheet in sheets if id(sheet) not in left)


def _rank(sheet: Sheet) -> tuple[bool, int, str]:
    """The original before its copies."""
    path = PurePosixPath(sheet.document.path)
    return COPY.search(path.stem) is not None, len(path.name), str(path)


def placed(sheets: Sequence[Sheet], diagnostics: Diagnostics) -> tuple[Sheet, ...]:
    """The documents, each with the cases that name it; a case that names none that is there is told."""
    if not any(_holds_cases(sheet.document) for sheet in sheets):
        return tuple(sheets)
    aids = {(sheet.words.code, normalise(sheet.document.aid.text)): sheet for sheet in sheets if sheet.document.aid is not None}
    added: dict[int, list[Case]] = {}
    found: list[Sheet] = []
    for sheet in sheets:
        if not _holds_cases(sheet.document):
            found.append(sheet)
            continue
        left: list[Case] = []
        for case in sheet.document.cases:
            aim = aids.get((sheet.words.code, normalise(case.instance.text))) if case.instance is not None else None
            if case.instance is None:
                left.append(case)
            elif aim is None:
                known = " ; ".join(other.document.aid.text for other in aids.values() if other.document.aid is not None)
                diagnostics.report(codes.BadInstance(known=known), case.instance.span)
            else:
                added.setdefault(id(aim), []).append(_own(case, aim.document.aid, sheet.words))
        if left:
            found.append(replace(sheet, document=replace(sheet.document, cases=tuple(left))))
    return tuple(_with(sheet, added.get(id(sheet), [])) for sheet in found)


def _with(sheet: Sheet, cases: list[Case]) -> Sheet:
    return replace(sheet, document=replace(sheet.document, cases=(*sheet.document.cases, *cases))) if cases else sheet


def _holds_cases(document: Document) -> bool:
    """True of a document of cases and of nothing else."""
    return {spec.name for spec in specs(Document) if getattr(document, spec.name)} == {"cases"}


def _own(case: Case, aid: Cell | None, words: Language) -> Case:
    """The case in the document of its aid: what it expects of « l'aide » it expects of this one."""
    assert aid is not None
    expected = case.expected
    if isinstance(expected, Mapping):
        own = normalise(words.workbook.cases["own"])
        entries = (
            replace(entry, key=Cell(aid.text, entry.key.span)) if normalise(entry.key.text) == own else entry for entry in expected.entries
        )
        expected = replace(expected, entries=tuple(entries))
    return replace(case, instance=None, expected=expected)
