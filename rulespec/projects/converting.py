"""Document files to another form of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Document
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.words import Language, default_language
from rulespec.formats.yaml.keep import updated
from rulespec.formats.yaml.read import read_yaml
from rulespec.formats.yaml.write import document_text
from rulespec.projects.project import MANIFEST, document_files, load_project, read_documents
from rulespec.projects.tongues import translated

BOOKS = (".xlsx", ".ods")


class NotTranslated(Exception):
    """Sentences that could not be said in another tongue without a doubt."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__(len(cells))
        self.cells = cells


def convert(
    source: Path, target: Path, diagnostics: Diagnostics, update: bool = False, tongue: Language | None = None
) -> Mapping[Path, bytes] | None:
    """The bytes of each file to write, None after a report. With `update`, YAML files that are there keep what has not changed.

    With `tongue`, the documents are said in it; raises NotTranslated where a sentence can't be.

    A file becomes a file. A workbook whose rows are aids becomes a folder of YAML, and a folder a workbook whose rows are aids;
    an aid that a row can't tell keeps a file of its own beside the workbook.
    """
    paths = document_files(source) if source.is_dir() else [source]
    sheets = [sheet for path in paths for sheet in read_documents(path, path.name, default_language(), diagnostics)]
    if not sheets or diagnostics.has_errors:
        return None
    if tongue is not None:
        sheets = _said_in(tongue, sheets, source)
    if target.suffix.lower() in BOOKS and (source.is_dir() or len(sheets) > 1):
        return gathered(sheets, target)
    if len(sheets) > 1 or not target.suffix:
        aims = {target / f"{_name(sheet, source)}.yaml": sheet for sheet in sheets}
    else:
        aims = {target: sheets[0]}
    return {path: _updated(path, sheet) if update and path.is_file() else file_bytes(sheet, path) for path, sheet in aims.items()}


def file_bytes(sheet: Sheet, target: Path) -> bytes:
    """A document in the form that a file's name asks for."""
    if target.suffix.lower() in BOOKS:
        from rulespec.formats.workbook.write import workbook_of

        return _book_bytes(workbook_of(sheet.document, sheet.words), target)
    return document_text(sheet.document, sheet.words).encode()


def _said_in(tongue: Language, sheets: list[Sheet], source: Path) -> list[Sheet]:
    """The documents in another tongue, with the names of the project that they lie in."""
    folder = next((parent for parent in (source, *source.resolve().parents) if (parent / MANIFEST).is_file()), None)
    project = load_project(folder, Diagnostics()).project if folder is not None else None
    found = [translated(sheet, project, tongue) if sheet.words is not tongue else (sheet, []) for sheet in sheets]
    left = [cell for _, cells in found for cell in cells]
    if left:
        raise NotTranslated(left)
    return [sheet for sheet, _ in found]


def _updated(path: Path, sheet: Sheet) -> bytes:
    """A YAML file with what a document says now, as much as possible as it was."""
    new = file_bytes(sheet, path)
    if path.suffix.lower() in BOOKS:
        return new

    def is_same(text: str) -> bool:
        diagnostics = Diagnostics()
        tree = read_yaml(path.name, text, diagnostics)
        found = build(Document, tree, sheet.words, diagnostics) if tree is not None else None
        return not diagnostics.has_errors and found == sheet.document

    return updated(path.read_text(encoding="utf-8"), new.decode(), is_same).encode()


def _book_bytes(book: Any, target: Path) -> bytes:
    """A workbook as the kind of file that its name asks for."""
    if target.suffix.lower() == ".ods":
        from rulespec.formats.workbook.write_ods import ods_bytes

        return ods_bytes(book)
    from rulespec.formats.workbook.style import fixed_bytes

    return fixed_bytes(book)


def gathered(sheets: list[Sheet], target: Path) -> Mapping[Path, bytes]:
    """A workbook whose rows are aids, and a file beside it for each document that it can't hold."""
    from rulespec.formats.workbook.write_bulk import bulk_workbook, gather

    bulk = gather(sheets)
    made = {target: _book_bytes(bulk_workbook(bulk, sheets[0].words), target)} if bulk.rows or bulk.shared else {}
    for sheet in bulk.others:
        made[target.with_name(f"{_name(sheet, target)}.yaml")] = document_text(sheet.document, sheet.words).encode()
    return made


def _name(sheet: Sheet, source: Path) -> str:
    return sheet.document.aid.text if sheet.document.aid is not None else source.stem
