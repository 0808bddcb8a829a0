"""Document files to another form of themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from pathlib import Path

from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import slug
from rulespec.compiler.words import Language, default_language
from rulespec.formats.registry import PLAIN, format_of, is_folder, is_written
from rulespec.projects.placing import placed
from rulespec.projects.project import MANIFEST, document_files, load_project, read_documents
from rulespec.projects.tongues import translated


class NotTranslated(Exception):
    """Sentences that could not be said in another tongue without a doubt."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__(len(cells))
        self.cells = cells


class NotARow(Exception):
    """Documents that the rows of a file can't tell, where none can."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(len(sheets))
        self.sheets = sheets


def convert(
    source: Path, target: Path, diagnostics: Diagnostics, update: bool = False, tongue: Language | None = None
) -> Mapping[Path, bytes] | None:
    """The bytes of each file to write, None after a report. With `update`, files whose lines can be kept keep what has not changed.

    With `tongue`, the documents are said in it; raises NotTranslated where a sentence can't be, and NotARow where the target holds
    nothing but rows and no document can be one.

    A file becomes a file. A file whose rows are aids becomes a folder of YAML, and a folder a file whose rows are aids;
    an aid that a row can't tell keeps a file of its own beside it.
    """
    sheets = _sheets(source, diagnostics)
    if not sheets or diagnostics.has_errors:
        return None
    if tongue is not None:
        sheets = _said_in(tongue, sheets, source)
    form = format_of(target)
    if form is not None and form.gather is not None and (source.is_dir() or len(sheets) > 1 or form.document is None):
        made = gathered(sheets, target)
        if form.document is None and target not in made:
            raise NotARow(sheets)
        return made
    if len(sheets) > 1 or form is None:
        aims: dict[Path, Sheet] = {}
        for sheet in sheets:
            aims[_free(target, _name(sheet, source), aims)] = sheet
    else:
        aims = {target: sheets[0]}
    return {path: _updated(path, sheet) if update and path.is_file() else file_bytes(sheet, path) for path, sheet in aims.items()}


def shown(path: Path, diagnostics: Diagnostics) -> list[str] | None:
    """Each document of a file as a text, None after a report."""
    sheets = _sheets(path, diagnostics)
    assert PLAIN.document is not None
    return [PLAIN.document(sheet.document, sheet.words).decode() for sheet in sheets] if sheets and not diagnostics.has_errors else None


def can_be_written(target: Path) -> bool:
    """True of a folder, and of a file with the suffix that its format is written with."""
    form = format_of(target)
    return is_folder(target) if form is None else (form.document or form.gather) is not None and is_written(target, form)


def can_be_updated(path: Path) -> bool:
    """True of a file whose lines are kept where they still say the same."""
    form = format_of(path)
    return form is not None and form.update is not None


def file_bytes(sheet: Sheet, target: Path) -> bytes:
    """A document in the form that a file's name asks for; raises NotARow where that form has only rows."""
    form = format_of(target) or PLAIN
    if form.document is None:
        raise NotARow([sheet])
    return form.document(sheet.document, sheet.words)


def gathered(sheets: Sequence[Sheet], target: Path) -> Mapping[Path, bytes]:
    """A file whose rows are aids with what belongs to it, and a file beside it for each document that it can't hold."""
    form = format_of(target)
    assert form is not None and form.gather is not None and PLAIN.document is not None
    found = form.gather(sheets, target.name)
    made = {target.with_name(name): data for name, data in found.files.items()}
    for sheet in found.others:
        made[_free(target.parent, _name(sheet, target), made)] = PLAIN.document(sheet.document, sheet.words)
    return made


def _sheets(source: Path, diagnostics: Diagnostics) -> list[Sheet]:
    """The documents of a file, or of a folder: there the cases that name their aid go with it."""
    paths = document_files(source) if source.is_dir() else [source]
    found = [
        sheet for path in paths for sheet in read_documents(path, path.name, default_language(), diagnostics, in_folder=source.is_dir())
    ]
    return list(placed(found, diagnostics)) if source.is_dir() else found


def _said_in(tongue: Language, sheets: list[Sheet], source: Path) -> list[Sheet]:
    """The documents in another tongue, with the names of the project that they lie in."""
    folder = next((parent for parent in (source, *source.resolve().parents) if (parent / MANIFEST).is_file()), None)
    project = load_project(folder, Diagnostics()).project if folder is not None else None
    found = [translated(sheet, project, tongue) if not sheet.words.is_tongue_of(tongue) else (sheet, []) for sheet in sheets]
    left = [cell for _, cells in found for cell in cells]
    if left:
        raise NotTranslated(left)
    return [sheet for sheet, _ in found]


def _updated(path: Path, sheet: Sheet) -> bytes:
    """A file with what a document says now, as much as possible as it was."""
    form = format_of(path)
    if form is None or form.update is None:
        return file_bytes(sheet, path)
    return form.update(path.read_text(encoding="utf-8"), sheet.document, sheet.words).encode()


def _free(folder: Path, name: str, taken: Collection[Path]) -> Path:
    """The file of a document, `name` or `name_2`: two aids of the same identifier keep a file each."""
    names = (folder / f"{name if number == 1 else f'{name}_{number}'}{PLAIN.extension}" for number in count(1))
    return next(path for path in names if path not in taken)


def _name(sheet: Sheet, source: Path) -> str:
    """The name of a document's file: its aid's identifier, in a form that is no path."""
    return slug(sheet.document.aid.text, 120) if sheet.document.aid is not None else source.stem
