"""A folder to a checked program and its files: what `check`, `compile`, `test` and `explain` share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from rulespec.compiler import ir
from rulespec.compiler.compilation import compile_project
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Defect, Diagnostic, Diagnostics, Severity
from rulespec.compiler.ground.source import Span
from rulespec.compiler.review.states import RANKS
from rulespec.compiler.review.ties import Ties
from rulespec.compiler.rules.assembling import text_of
from rulespec.compiler.words import Language
from rulespec.disk.bounds import is_inside, top_of
from rulespec.disk.errors import WorldError
from rulespec.disk.writing import fill, write_metadata
from rulespec.projects.logos import check_logos, logo_files
from rulespec.projects.project import EDITORS, MANIFEST, OUT, Loaded, Progress, document_paths, load_project, place, shown_path


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after its check: the program where there is no error, and the bug of rulespec that stopped it, if one did."""

    loaded: Loaded
    program: ir.Program | None
    diagnostics: tuple[Diagnostic, ...]
    stopped: Defect | None = None

    @property
    def has_errors(self) -> bool:
        return self.stopped is not None or any(item.severity is Severity.ERROR for item in self.diagnostics)

    @property
    def words(self) -> Language:
        return self.loaded.words

    @property
    def catalog(self) -> Catalog:
        assert self.loaded.project is not None
        return self.loaded.project.catalog

    @property
    def out(self) -> Path:
        """Where the package is written unless told otherwise: what the manifest says, or `generated` in the project.

        Raises WorldError where that is outside what the project may name, by its manifest or by a link that lies there.
        """
        assert self.loaded.manifest is not None
        chosen = text_of(self.loaded.manifest.out) or OUT
        if not is_inside(self.loaded.folder / chosen, top_of(self.loaded.folder)):
            raise WorldError(codes.ForeignFile.Outside(path=chosen))
        return self.loaded.folder / chosen


def check_folder(
    folder: Path,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
    texts: Mapping[Path, str] | None = None,
    keeps_defect: bool = False,
    only: Mapping[str, Path] | None = None,
    ties: Ties | None = None,
) -> Checked:
    """Read and check a project; all that is wrong is in the diagnostics, in order of place.

    `texts` stands for files that an editor holds and has not saved. A bug of rulespec is raised (Defect), or with `keeps_defect` is
    in `stopped`, for who can tell the remarks that there are before it. `only` and `ties` are for `recalling.py`: the documents to
    read, and what ties them to others.
    """
    checked = _checked(folder, catalog, progress, texts, only, ties)
    if checked.stopped is not None and not keeps_defect:
        raise checked.stopped
    return checked


def _checked(
    folder: Path,
    catalog: Catalog | None,
    progress: Progress | None,
    texts: Mapping[Path, str] | None,
    only: Mapping[str, Path] | None,
    ties: Ties | None,
) -> Checked:
    diagnostics = Diagnostics()
    loaded = load_project(folder, diagnostics, catalog, progress, texts, only)
    if loaded.project is None:
        if not diagnostics.has_errors and diagnostics.stopped is None:
            raise Defect(MANIFEST, place(MANIFEST))
        return Checked(loaded, None, diagnostics.sorted(), diagnostics.stopped)
    try:
        is_whole = not diagnostics.has_errors and diagnostics.stopped is None
        broken = frozenset(item.span.path for item in diagnostics.sorted() if item.severity is Severity.ERROR)
        outcome = compile_project(loaded.project, is_whole, broken, ties)
    except Exception as error:
        # A defect of ours: what was told until then helps all the same.
        stopped = error if isinstance(error, Defect) else Defect(MANIFEST, place(MANIFEST), error)
        return Checked(loaded, None, diagnostics.sorted(), diagnostics.stopped or stopped)
    diagnostics.extend(outcome.diagnostics)
    # The rules are checked although the card is unfinished; what nobody said of the aid is not guessed in what is compiled.
    diagnostics.demand(codes.MissingField.Card)
    if outcome.value is not None:
        check_logos(outcome.value, folder, diagnostics)
    program = None if diagnostics.has_errors or diagnostics.stopped is not None else outcome.value
    return Checked(loaded, program, diagnostics.sorted(), diagnostics.stopped)


def source_files(checked: Checked) -> list[str]:
    """The files of the folder that a project is read from: its manifest, documents, lexicons, logos, and the schemas for editors."""
    assert checked.loaded.manifest is not None
    folder = checked.loaded.folder
    found = {MANIFEST: None}
    found |= dict.fromkeys(shown_path(path, folder) for path in document_paths(folder, checked.loaded.manifest, Diagnostics()))
    found |= dict.fromkeys(cell.text for cell in checked.loaded.manifest.vocabulary)
    found |= dict.fromkeys(item.logo for item in (checked.program.organisations if checked.program is not None else ()) if item.logo)
    found |= dict.fromkeys(path.relative_to(folder).as_posix() for path in sorted(folder.glob(f"{EDITORS}/*")))
    return [name for name in found if (folder / name).is_file() and ".." not in Path(name).parts]


def keep_right(checked: Checked) -> tuple[Checked, tuple[str, ...]]:
    """The part of a project that has no error, and the documents left out: those that are wrong, and those that read them.

    What is wrong with the manifest or a lexicon concerns all: then nothing is left.
    """
    project = checked.loaded.project
    left_out: list[str] = []
    while project is not None and checked.has_errors:
        wrong = {_holder(item.span, project.sheets) for item in checked.diagnostics if item.severity is Severity.ERROR}
        kept = tuple(sheet for sheet in project.sheets if sheet.document.path not in wrong)
        left_out += sorted(path for path in wrong if path not in left_out)
        if not kept:
            return checked, tuple(left_out)
        project = replace(project, sheets=kept)
        outcome = compile_project(project)
        again = {_holder(item.span, kept) for item in outcome.diagnostics if item.severity is Severity.ERROR}
        checked = Checked(replace(checked.loaded, project=project), outcome.value, outcome.diagnostics)
        if again and not again & {sheet.document.path for sheet in kept}:
            return checked, tuple(left_out)
    return checked, tuple(left_out)


def _holder(place: Span, sheets: tuple[Sheet, ...]) -> str:
    """The path of the document that a place is in: that of its row before that of its file; its file where no document has it."""
    paths = [sheet.document.path for sheet in sheets if sheet.document.holds(place)]
    return next((path for path in paths if path != place.path), place.path)


def keep_channel(checked: Checked, channel: str) -> tuple[Checked, tuple[str, ...]]:
    """The part of a project that belongs to a channel: shared documents, and the aids of that state or a higher one.

    Gives too the documents with an error that the channel leaves out: a draft that is being written does not stop a production.
    """
    project = checked.loaded.project
    if project is None or checked.stopped is not None:
        return checked, ()
    kept = tuple(sheet for sheet in project.sheets if RANKS[_state(sheet)] >= RANKS[channel])
    if len(kept) == len(project.sheets):
        return checked, ()
    wrong = {_holder(item.span, project.sheets) for item in checked.diagnostics if item.severity is Severity.ERROR}
    if wrong - {sheet.document.path for sheet in project.sheets if sheet not in kept}:
        return checked, ()
    project = replace(project, sheets=kept)
    outcome = compile_project(project)
    return Checked(replace(checked.loaded, project=project), outcome.value, outcome.diagnostics), tuple(sorted(wrong))


def _state(sheet: Sheet) -> str:
    """The state of a document: a draft where its aid says none; what is no aid, or in a state that is no word, is in all channels."""
    said = sheet.document.state
    if sheet.document.aid is None:
        return "production"
    return "draft" if said is None else sheet.words.value("states", said.text) or "production"


def files_of(checked: Checked) -> Mapping[PurePosixPath, str | bytes]:
    """The files of the package of a checked project."""
    from rulespec.compiler.backends.openfisca.package import package_files
    from rulespec.compiler.backends.simulator.files import simulator_files

    assert checked.program is not None and checked.loaded.manifest is not None
    manifest = checked.loaded.manifest
    licence, author = text_of(manifest.licence), text_of(manifest.author)
    files: dict[PurePosixPath, str | bytes] = dict(package_files(checked.program, checked.catalog, licence, author))
    files.update(simulator_files(checked.program, checked.catalog))
    files.update(logo_files(checked.program, checked.loaded.folder))
    return files


def write_package(folder: Path, checked: Checked) -> None:
    """The package of a checked project in a folder of ours, ready to be imported."""
    assert checked.program is not None
    fill(folder, files_of(checked))
    write_metadata(folder, checked.program.package, checked.program.version)
