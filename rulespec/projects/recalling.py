"""A project that was checked, and what changed since, to the remarks of a whole check: only what the change is tied to is read again.

What is kept is text in the user's own cache, and only says what a check told: nothing of it is executed, and where anything is not
as it was (another rulespec, a lexicon, the list of documents, an error) the whole project is checked (docs/decisions/0036).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from rulespec import __version__
from rulespec.compiler.documents.document import Manifest
from rulespec.compiler.documents.project import Project
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Defect, Diagnostic, Diagnostics, Severity
from rulespec.compiler.ground.text import quick
from rulespec.compiler.review.counting import Counts, counted
from rulespec.compiler.review.ties import Spoken, Tie, Ties, cells_of, file_of
from rulespec.country.catalogue import catalogue_path, module_name
from rulespec.disk.reading import READ, digest, read_bytes
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.kept import File, Kept, figures, place_of, read_kept, write_kept
from rulespec.projects.project import Progress, document_paths, read_documents, read_manifest, shown_path

# A project of fewer documents is checked as fast as what was kept is read.
LEAST = 40
# What a change is tied to, at most: beyond, the whole project is checked.
MOST = 0.3
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a check has to say.

    Attributes:
        counts: what the documents hold; None where the project could not be read.
        paths: the documents.
        checked: the check itself, None where most of it was known.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts | None
    paths: tuple[str, ...]
    is_right: bool
    checked: Checked | None = None
    stopped: Defect | None = None

    @property
    def has_errors(self) -> bool:
        return self.stopped is not None or any(item.severity is Severity.ERROR for item in self.diagnostics)


def remarks_of(folder: Path, progress: Progress | None = None) -> Remarks:
    """The remarks of a check of a project, those that are known since the last one not looked for again."""
    place = place_of(folder)
    kept = read_kept(place)
    remarks, made = (recalled(kept, folder) if kept is not None else None) or whole(folder, progress)
    if made is not None and made is not kept:
        write_kept(place, made)
    return remarks


def whole(
    folder: Path, progress: Progress | None = None, catalog: Catalog | None = None, texts: Mapping[Path, str] | None = None
) -> tuple[Remarks, Kept | None]:
    """A check of all, and what can be kept of it: nothing where there is an error, or where documents are few."""
    ties = Ties()
    read: dict[Path, str] = {}
    token = READ.set(read)
    try:
        checked = check_folder(folder, catalog, progress, texts, keeps_defect=True, ties=ties)
    finally:
        READ.reset(token)
    project = checked.loaded.project
    paths = tuple(sheet.document.path for sheet in project.sheets) if project is not None else ()
    counts = counted(project) if project is not None else None
    remarks = Remarks(checked.diagnostics, counts, paths, checked.program is not None, checked, checked.stopped)
    if checked.program is None or project is None or len(paths) < LEAST:
        return remarks, None
    return remarks, _kept(folder, checked, project, ties, read, texts or {})


def _kept(folder: Path, checked: Checked, project: Project, ties: Ties, read: Mapping[Path, str], texts: Mapping[Path, str]) -> Kept | None:
    manifest = checked.loaded.manifest
    assert manifest is not None
    world = world_of(manifest)
    documents = {shown_path(path, folder): path for path in document_paths(folder, manifest, Diagnostics())}
    if set(documents) != set(ties.files):
        # Cases that were given to other documents, a household among them: they are tied by more than names.
        return None
    spoken = Spoken({name: (tie.spoken, tie.names) for name, tie in ties.files.items() if not tie.is_shared})
    remarks = _by_file(checked.diagnostics)
    files = {}
    for shown, path in documents.items():
        content = digest(texts[path].encode()) if path in texts else read.get(path)
        if content is None:
            return None
        files[shown] = _file(shown, content, ties.files[shown], spoken, project, remarks.get(shown, ()))
    held = {path.absolute() for path in documents.values()}
    others = {os.path.relpath(path, folder): content for path, content in read.items() if path.absolute() not in held}
    elsewhere = tuple(item for item in checked.diagnostics if item.span.path not in files)
    return Kept(world, others, files, elsewhere, ties.choices, spoken)


def _file(shown: str, content: str, tie: Tie, spoken: Spoken, project: Project, remarks: Iterable[Diagnostic]) -> File:
    sheets = tuple(sheet for sheet in project.sheets if file_of(sheet.document.path) == shown)
    return File(
        content,
        tie.is_shared,
        frozenset(tie.spoken),
        frozenset(tie.names),
        frozenset(tie.reads),
        frozenset(spoken.named(tie.text) - {shown}),
        counted(replace(project, sheets=sheets)),
        tuple(sheet.document.path for sheet in sheets),
        tuple(remarks),
    )


def _by_file(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        found.setdefault(item.span.path, []).append(item)
    return found


def recalled(
    kept: Kept, folder: Path, catalog: Catalog | None = None, texts: Mapping[Path, str] | None = None, at_once: bool = False
) -> tuple[Remarks, Kept | None] | None:
    """The remarks of a project, where they can be told from those that were kept; None where all must be checked.

    With `at_once`, what is wrong in the change is told though all must be checked to know what it changes elsewhere: there is then
    nothing to keep.
    """
    texts = texts or {}
    found = read_manifest(folder, texts)
    if found is None or any(_content(folder / name, texts) != content for name, content in kept.others.items()):
        return None
    manifest, words = found
    if kept.world != world_of(manifest):
        return None
    documents = {shown_path(path, folder): path for path in document_paths(folder, manifest, Diagnostics())}
    if list(documents) != list(kept.files):
        return None
    contents = {shown: _content(path, texts) for shown, path in documents.items()}
    changed = {shown for shown, content in contents.items() if content != kept.files[shown].digest}
    if not changed:
        return _remarks(kept), kept
    if any(kept.files[shown].is_shared for shown in changed):
        return None
    again = _closed(changed, _mentioning(kept))
    spoken = kept.spoken
    mentions = {shown: set(file.mentions) for shown, file in kept.files.items()}
    for shown in changed:
        sheets = read_documents(documents[shown], shown, words, Diagnostics(), texts, in_folder=True)
        text = quick("\n".join(item for sheet in sheets for item in cells_of(sheet.document)))
        mentions[shown] |= spoken.named(text) - {shown}
    shared = {shown for shown, file in kept.files.items() if file.is_shared}
    wanted = _closed(again | shared, mentions)
    if len(again) > MOST * len(kept.files) or len(wanted) > 2 * MOST * len(kept.files) + len(shared):
        return None
    ties = Ties()
    checked = check_folder(
        folder,
        catalog,
        None,
        texts,
        keeps_defect=True,
        only={shown: path for shown, path in documents.items() if shown in wanted},
        ties=ties,
    )
    project = checked.loaded.project
    if checked.stopped is not None or project is None:
        return None
    remarks = _by_file(checked.diagnostics)
    files = dict(kept.files)
    if (
        checked.has_errors
        or set(ties.files) != wanted
        or not _is_same_elsewhere(kept, wanted - again, remarks)
        or not _is_apart(kept, again, ties)
    ):
        if not at_once:
            return None
        files |= {shown: replace(files[shown], remarks=tuple(remarks.get(shown, ()))) for shown in again}
        return replace(_remarks(replace(kept, files=files)), is_right=not checked.has_errors), None
    for shown in again:
        content = contents[shown]
        assert content is not None
        files[shown] = _file(shown, content, ties.files[shown], spoken, project, remarks.get(shown, ()))
    made = replace(kept, files=files)
    return _remarks(made), made


def _is_same_elsewhere(kept: Kept, files: set[str], remarks: Mapping[str, list[Diagnostic]]) -> bool:
    """True where the check of a part says of the files around what the whole one said, but what nothing of the part reads."""
    return all(_said(kept.files[shown].remarks) == _said(remarks.get(shown, ())) for shown in files)


def _said(remarks: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [item for item in remarks if not isinstance(item.problem, codes.UnreadName)]


def _is_apart(kept: Kept, again: set[str], ties: Ties) -> bool:
    """True where files, checked again, are to the others what they were: the same names in sight, the same reads, no name of another's."""
    others: set[str] = set()
    for shown, file in kept.files.items():
        if shown not in again:
            others |= file.names
    for shown in again:
        tie, file = ties.files[shown], kept.files[shown]
        if tie.is_shared or tie.spoken != file.spoken or tie.reads != file.reads:
            return False
        new = tie.names - file.names
        # Many files have parameters in one folder.
        if any((name in others and not name.startswith("folder ")) or _crosses(name, others) for name in new):
            return False
    return all(kept.choices.get(name, items) == items for name, items in ties.choices.items())


def _crosses(name: str, others: set[str]) -> bool:
    """True of a parameter that would be the folder of another's, and the reverse."""
    kind, _, path = name.partition(" ")
    return f"{'folder' if kind == 'path' else 'path'} {path}" in others if path and kind in ("path", "folder") else False


def _mentioning(kept: Kept) -> dict[str, set[str]]:
    """The files that name each file."""
    found: dict[str, set[str]] = {shown: set() for shown in kept.files}
    for shown, file in kept.files.items():
        for named in file.mentions:
            found[named].add(shown)
    return found


def _closed(start: set[str], following: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for item in following[waiting.pop()]:
            if item not in found:
                found.add(item)
                waiting.append(item)
    return found


def _remarks(kept: Kept) -> Remarks:
    told = Diagnostics()
    told.extend(kept.elsewhere)
    for file in kept.files.values():
        told.extend(file.remarks)
    total = [0, 0, 0, 0]
    for file in kept.files.values():
        for index, count in enumerate(figures(file.counts)):
            total[index] += count
    paths = tuple(path for file in kept.files.values() for path in file.paths)
    return Remarks(told.sorted(), Counts(*total), paths, True)


def _content(path: Path, texts: Mapping[Path, str]) -> str | None:
    """What a file holds, as a digest; None where it can't be read."""
    if path in texts:
        return digest(texts[path].encode())
    try:
        return digest(read_bytes(path))
    except OSError:
        return None


def world_of(manifest: Manifest) -> str:
    """All that a check reads besides the project: this rulespec, this Python and its packages, the country's catalogue."""
    country = manifest.country.text.strip() if manifest.country is not None else ""
    extensions = tuple(module_name(cell.text.strip()) for cell in manifest.extensions)
    catalogue = catalogue_path(module_name(country), extensions) if country else None
    told = [str(FORMAT), __version__, sys.version, catalogue.name if catalogue is not None else country, *_programs()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@cache
def _programs() -> tuple[str, ...]:
    """The files of rulespec with their dates, and the date of the folder of its libraries."""
    own = Path(__file__).resolve().parent.parent
    found = [f"{yaml.__file__} {Path(yaml.__file__).parent.parent.stat().st_mtime_ns}"]
    folders = [own, (own / "compiler").resolve()]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                folders.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat()
                found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return tuple(sorted(found))
