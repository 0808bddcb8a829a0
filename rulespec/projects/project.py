"""A folder with a `rulespec.yaml` to a project: manifest, documents, lexicons, catalogue."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath, PurePosixPath

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.coding import coded
from rulespec.compiler.documents.document import CodeFile, Document, Manifest, Vocabulary
from rulespec.compiler.documents.project import Lexique, Project, Sheet, standalone_catalog
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.code_lists import CodeList
from rulespec.compiler.ground.diagnostics import Defect, Diagnostics
from rulespec.compiler.ground.reserved import is_taken_by_a_package
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, Span, whole
from rulespec.compiler.ground.text import normalise, printable
from rulespec.compiler.words import Language, default_language, language, language_codes
from rulespec.country.catalogue import CountryError, is_cached, load_catalog
from rulespec.country.currency import of_manifest
from rulespec.disk.bounds import OutsideError, is_inside, top_of
from rulespec.formats.registry import FORMATS, PLAIN, SUFFIXES, format_of
from rulespec.formats.yaml.file import language_of, tells_household, yaml_tree
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.code_lists import code_lists
from rulespec.projects.packages import is_anothers
from rulespec.projects.placing import placed, without_copies

FRANCE = "openfisca_france"
MANIFEST = "rulespec.yaml"
# The schemas that an editor completes and explains with.
EDITORS = ".rulespec"
WRITTEN = ".rulespec-files.json"
# Where the package is written unless told otherwise.
OUT = "generated"
# Words of a country or an organisation are no document.
LEXICONS = (".lexique.", ".lexicon.")
SHIPPED = {"france": "france.yaml"}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project that could be read (`project` None where it could not), and where it lies."""

    folder: Path
    manifest: Manifest | None
    project: Project | None
    words: Language


def place(path: str) -> Span:
    """The place of a whole file, for what has no line."""
    return whole(Source(path, "", LineAnchor(1, 1)))


def load_project(
    folder: Path,
    diagnostics: Diagnostics,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
    texts: Mapping[Path, str] | None = None,
    only: Mapping[str, Path] | None = None,
) -> Loaded:
    """Read all the files of a project; what is wrong with them goes to `diagnostics`.

    `catalog` stands for the country's where it is already at hand; `texts` for files that an editor holds and has not saved; `only`
    the documents to read, by the names that the project gives them, where it has others that are known.
    """
    path = folder / MANIFEST
    default = default_language()
    if not path.is_file():
        diagnostics.report(codes.NoProject(path=str(folder)), place(MANIFEST))
        return Loaded(folder, None, None, default)
    tree = yaml_tree(path, MANIFEST, diagnostics, (texts or {}).get(path))
    if tree is None:
        return Loaded(folder, None, None, default)
    words = language_of(tree, default)
    manifest = build(Manifest, tree, words, diagnostics)
    if manifest is None:
        return Loaded(folder, None, None, words)
    _check_package(manifest, words, diagnostics)
    lexicons = tuple(_lexicons(folder, manifest, words, diagnostics))
    read = tuple(_sheets(folder, manifest, words, diagnostics, progress, texts or {}, only))
    sheets = placed(without_copies(read, diagnostics), diagnostics)
    if manifest.entities:
        catalog = standalone_catalog(manifest, diagnostics)
    elif catalog is None:
        catalog = _country(manifest, words, diagnostics)
    if catalog is None:
        return Loaded(folder, manifest, None, words)
    currency = of_manifest(manifest, catalog, words, diagnostics)
    words = words.in_currency(currency)
    sheets = tuple(replace(sheet, words=sheet.words.in_currency(currency)) for sheet in sheets)
    # What comes with rulespec speaks of a country that counts in euros.
    vocabularies = tuple(
        lexique if folder is None else replace(lexique, words=lexique.words.in_currency(currency)) for lexique, folder in lexicons
    )
    catalog = replace(_with_codes(catalog, lexicons, diagnostics), currency=currency)
    return Loaded(folder, manifest, Project(manifest, words, sheets, vocabularies, catalog), words)


def read_manifest(folder: Path, texts: Mapping[Path, str]) -> tuple[Manifest, Language] | None:
    """The manifest of a project and its tongue, None where it is not one without an error."""
    diagnostics = Diagnostics()
    path = folder / MANIFEST
    tree = yaml_tree(path, MANIFEST, diagnostics, texts.get(path)) if path.is_file() else None
    words = language_of(tree, default_language()) if tree is not None else default_language()
    manifest = build(Manifest, tree, words, diagnostics) if tree is not None else None
    return None if manifest is None or diagnostics.has_errors else (manifest, words)


def _check_package(manifest: Manifest, words: Language, diagnostics: Diagnostics) -> None:
    """Tell a package that would take the place of another that is installed; names of Python's own are told by the compiler."""
    cell = manifest.package
    package = cell.text.strip() if cell is not None else ""
    if cell is not None and not is_taken_by_a_package(package) and is_anothers(package):
        diagnostics.report(codes.BadIdentifier.Installed(id=package, near=f"{package}_{words.names.folder}"), cell.span)


def _with_codes(catalog: Catalog, lexicons: tuple[tuple[Lexique, Path | None], ...], diagnostics: Diagnostics) -> Catalog:
    """The catalogue with the code lists of the lexicons; of those shipped for the country where the project names none."""
    if catalog.raw_variables and not any(lexique.vocabulary.code_lists for lexique, _ in lexicons):
        lexicons = (*lexicons, *((lexique, None) for lexique in map(shipped_lexicon, SHIPPED) if _is_of(lexique, catalog)))
    lists: dict[str, CodeList] = {}

    def missing(item: CodeFile, error: OSError) -> None:
        assert item.file is not None
        _tell_missing(item.file, error, diagnostics)

    for lexique, folder in lexicons:
        lists |= dict(code_lists(lexique.vocabulary, folder, missing))
    return coded(catalog, (lexique for lexique, _ in lexicons), lists)


def country_codes(catalog: Catalog) -> Catalog:
    """A country's catalogue with the code lists of the lexicon that is shipped for it."""
    return _with_codes(catalog, (), Diagnostics())


def _tell_missing(cell: Cell, error: OSError, diagnostics: Diagnostics) -> None:
    """What stops a file that a cell names from being read."""
    if isinstance(error, FileNotFoundError):
        diagnostics.report(codes.UnreadableFile.Missing(name=cell.text), cell.span)
    elif isinstance(error, OutsideError):
        diagnostics.report(codes.UnreadableFile.Outside(name=cell.text), cell.span)
    else:
        diagnostics.report(codes.UnreadableFile.Closed(reason=error.strerror or str(error)), cell.span)


def _is_of(lexique: Lexique, catalog: Catalog) -> bool:
    return lexique.vocabulary.country is not None and lexique.vocabulary.country.text == catalog.package


def project_root(path: Path) -> Path | None:
    """The folder of the project in which a file or a folder lies, said as `path` says it; None where it lies in none."""
    if (path / MANIFEST).is_file():
        return path
    found = next((folder for folder in path.absolute().parents if (folder / MANIFEST).is_file()), None)
    return None if found is None else Path(os.path.relpath(found)) if not path.is_absolute() else found


def project_language(path: Path) -> Language | None:
    """The tongue of the project in which a path lies; None where it lies in none, or its manifest can't be read."""
    root = project_root(path)
    if root is None:
        return None
    tree = yaml_tree(root / MANIFEST, MANIFEST, Diagnostics())
    return language_of(tree, default_language()) if tree is not None else None


def country_at(path: Path, country: str | None = None, awaits: Callable[[str], None] | None = None) -> tuple[Catalog, Vocabulary | None]:
    """The country that one asks about from a path, with what its lexicons name: the one that is said, else the project's, else France.

    `awaits` is told the country that is read for the first time, which takes a while.
    """
    root = project_root(path) if country is None else None
    tree = yaml_tree(root / MANIFEST, MANIFEST, Diagnostics()) if root is not None else None
    words = language_of(tree, default_language()) if tree is not None else default_language()
    manifest = build(Manifest, tree, words, Diagnostics()) if tree is not None else None
    is_own = manifest is not None and bool(manifest.entities)
    named = country or (manifest.country.text.strip() if manifest is not None and manifest.country is not None else FRANCE)
    if awaits is not None and not is_own and not is_cached(named):
        awaits(named)
    if root is None or manifest is None:
        catalog = load_catalog(named)
        return catalog, lexicon_of(catalog)
    extensions = tuple(cell.text.strip() for cell in manifest.extensions)
    catalog = (standalone_catalog(manifest, Diagnostics()) if is_own else None) or load_catalog(named, extensions)
    found = [lexique.vocabulary for lexique, _ in _lexicons(root, manifest, words, Diagnostics())]
    if not found:
        return catalog, lexicon_of(catalog)
    return catalog, replace(
        found[0],
        data=tuple(item for one in found for item in one.data),
        parameters=tuple(item for one in found for item in one.parameters),
        calculations=tuple(item for one in found for item in one.calculations),
    )


def read_document(path: Path, shown: str, default: Language, diagnostics: Diagnostics) -> Sheet | None:
    """One document, workbook or YAML, with the tongue in which it is written; None after a report."""
    return next(iter(read_documents(path, shown, default, diagnostics)), None)


def read_documents(
    path: Path, shown: str, default: Language, diagnostics: Diagnostics, texts: Mapping[Path, str] | None = None, in_folder: bool = False
) -> list[Sheet]:
    """The documents of a file: one, or those of a workbook whose rows are aids; none after a report.

    Among the files of a folder, one that tells a household for `explain` is passed over.
    """
    form = format_of(path) or PLAIN
    found = form.read(path, shown, default, diagnostics, (texts or {}).get(path))
    if found is None or (in_folder and all(tells_household(tree, found.words) for tree in found.trees)):
        return []
    built = (build(Document, tree, found.words, diagnostics) for tree in found.trees)
    sheets = [Sheet(document, found.words) for document in built if document is not None]
    if len(sheets) < len(found.trees) and not diagnostics.has_errors:
        raise Defect(shown, place(shown))
    return sheets


def document_paths(folder: Path, manifest: Manifest, diagnostics: Diagnostics) -> list[Path]:
    """The documents that a manifest names; all those of the folder where it names none."""
    found: dict[Path, None] = {}
    if manifest.documents:
        for cell in manifest.documents:
            matches = [path for path in _matching(folder, cell.text) if os.path.lexists(path) and _is_document(path)]
            if not matches:
                diagnostics.report(codes.NoDocument(pattern=cell.text), cell.span)
            found.update(dict.fromkeys(matches))
    else:
        found.update(dict.fromkeys(document_files(folder, diagnostics)))
        if not found:
            diagnostics.report(codes.NoDocument(pattern=" ".join(f"*{item.extension}" for item in FORMATS)), place(MANIFEST))
    return sorted(found, key=lambda path: shown_path(path, folder))


def _matching(folder: Path, pattern: str) -> list[Path]:
    """The files that a pattern of the manifest names; none where it leaves the project's bounds, or is no pattern."""
    parts = PurePosixPath(pattern).parts
    ups = next((index for index, part in enumerate(parts) if part != ".."), len(parts))
    start, rest = folder.joinpath(*parts[:ups]), PurePosixPath(*parts[ups:])
    # Nothing above is walked through: « ../../../../** » would read the whole disk.
    if not parts[ups:] or ".." in rest.parts or rest.is_absolute() or not is_inside(start, top_of(folder)):
        return []
    try:
        return sorted(start.glob(str(rest)))
    except (ValueError, NotImplementedError):
        return []


def is_model(path: PurePath) -> bool:
    """True of the model that `new --model` writes: it is to be looked at, and is never compiled."""
    return normalise(path.stem) in _models(language_codes())


@cache
def _models(tongues: tuple[str, ...]) -> frozenset[str]:
    return frozenset(language(code).names.model for code in tongues)


def _is_document(path: Path) -> bool:
    return not is_model(path) and path.name != MANIFEST and not path.name.startswith((".", "~$")) and not _is_lexicon(path)


def _is_lexicon(path: Path) -> bool:
    return any(part in path.name for part in LEXICONS)


def document_files(folder: Path, diagnostics: Diagnostics | None = None, wanted: Callable[[Path], bool] = _is_document) -> list[Path]:
    """The files of a folder that can be documents, whether it is a project or not; a folder that can't be opened is told."""
    found = []

    def closed(error: OSError) -> None:
        if diagnostics is not None:
            path = shown_path(Path(error.filename), folder)
            diagnostics.report(codes.UnreadableFile.Closed(reason=error.strerror or str(error)), place(path))

    for held, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".") and not (Path(held, name, WRITTEN)).exists()]
        # A folder that is named like a document is told when it is read.
        found += [path for name in (*names, *folders) if name.endswith(SUFFIXES) and wanted(path := Path(held, name))]
    return sorted(found)


def shown_path(path: Path, folder: Path) -> str:
    """A document from its project, « ../autre/aide.yaml » where a project reads another's."""
    try:
        # Of what lies in the folder, as nearly all do: `os.path.relpath` makes both absolute for each of hundreds of documents.
        inside = path.relative_to(folder)
        if ".." not in inside.parts:
            return inside.as_posix()
    except ValueError:
        pass
    return Path(os.path.relpath(path, folder)).as_posix()


def _sheets(
    folder: Path,
    manifest: Manifest,
    words: Language,
    diagnostics: Diagnostics,
    progress: Progress | None,
    texts: Mapping[Path, str],
    only: Mapping[str, Path] | None,
) -> Iterator[Sheet]:
    paths = list(only.values()) if only is not None else document_paths(folder, manifest, diagnostics)
    are_read, top = False, top_of(folder)
    for index, path in enumerate(paths):
        shown = shown_path(path, folder)
        if progress is not None:
            progress(shown, index, len(paths))
        # A link to nothing, or that turns round, is told when it is read.
        if path.exists() and not is_inside(path, top):
            diagnostics.report(codes.UnreadableFile.Outside(name=_told_name(shown)), place(_told_name(shown)))
            continue
        if printable(shown) != shown or "\n" in shown:
            diagnostics.report(codes.UnreadableFile.Name(), place(_told_name(shown)))
            continue
        try:
            sheets = read_documents(path, shown, words, diagnostics, texts, in_folder=True)
        except Exception as error:
            # A defect of ours in the reading of one file: the remarks on the others are told before it is.
            diagnostics.stopped = diagnostics.stopped or Defect(shown, place(shown), error)
            continue
        are_read = are_read or bool(sheets)
        yield from sheets
    if paths and not are_read and not diagnostics.has_errors and diagnostics.stopped is None:
        diagnostics.report(codes.NoDocument(pattern=" ".join(f"*{item.extension}" for item in FORMATS)), place(MANIFEST))


def _told_name(shown: str) -> str:
    """A path that can be printed, whatever its name holds."""
    return " ".join(printable(shown.encode("utf-8", "replace").decode()).split()) or "?"


@cache
def shipped_lexicon(name: str) -> Lexique:
    """A lexicon that comes with rulespec."""
    text = files("rulespec.vocabulary").joinpath(SHIPPED[name]).read_text(encoding="utf-8")
    diagnostics = Diagnostics()
    tree = read_yaml(f"lexique {name}", text, diagnostics)
    assert tree is not None
    tongue = language_of(tree, default_language())
    vocabulary = build(Vocabulary, tree, tongue, diagnostics)
    assert vocabulary is not None and not diagnostics.has_errors
    return Lexique(vocabulary, tongue)


def _lexicons(folder: Path, manifest: Manifest, words: Language, diagnostics: Diagnostics) -> Iterator[tuple[Lexique, Path | None]]:
    """The lexicons that a manifest names, each with the folder of its file, None for one that comes with rulespec."""
    for cell in manifest.vocabulary:
        name = normalise(cell.text)
        if name in SHIPPED:
            yield shipped_lexicon(name), None
            continue
        path = folder / cell.text
        if not path.exists():
            _tell_missing(cell, FileNotFoundError(), diagnostics)
            continue
        if not is_inside(path, top_of(folder)):
            diagnostics.report(codes.UnreadableFile.Outside(name=cell.text), cell.span)
            continue
        tree = yaml_tree(path, cell.text, diagnostics)
        if tree is None:
            continue
        tongue = language_of(tree, words)
        vocabulary = build(Vocabulary, tree, tongue, diagnostics)
        if vocabulary is not None:
            yield Lexique(vocabulary, tongue), path.parent


def _country(manifest: Manifest, words: Language, diagnostics: Diagnostics) -> Catalog | None:
    if manifest.country is None:
        diagnostics.report(codes.MissingField(name=words.key("Manifest", "country")), manifest.span)
        return None
    try:
        return load_catalog(manifest.country.text.strip(), tuple(cell.text.strip() for cell in manifest.extensions))
    except CountryError as error:
        diagnostics.report(error.problem, manifest.country.span)
        return None


def lexicon_of(catalog: Catalog) -> Vocabulary | None:
    """The lexicon that is shipped for a country, if any."""
    return next((lexique.vocabulary for lexique in map(shipped_lexicon, SHIPPED) if _is_of(lexique, catalog)), None)


def lexicon_names(catalog: Catalog, vocabulary: Vocabulary | None) -> frozenset[str]:
    """What can be read without asking anything new: the words of a lexicon, and the country's own names."""
    groups = (vocabulary.data, vocabulary.calculations, vocabulary.parameters) if vocabulary is not None else ()
    cells = [term.name for group in groups for term in group]
    return frozenset(normalise(cell.text) for cell in cells if cell is not None) | frozenset(catalog.raw_variables)
