"""A package of rules in Python to a project of documents, those that compile; and what stays in Python, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import LineAnchor
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language
from rulespec.country.catalogue import CountryError, load_catalog
from rulespec.disk.temporary import temporary
from rulespec.disk.writing import create_files, files_in, fill, in_the_way
from rulespec.importing.openfisca.formulas import Left, read_formulas
from rulespec.importing.openfisca.measuring import Measures
from rulespec.importing.openfisca.naming import names_of
from rulespec.importing.openfisca.reporting import report_text
from rulespec.importing.openfisca.sources import read_package
from rulespec.importing.openfisca.writing import Rulebook, documents_of, text_of
from rulespec.projects.compiling import Checked, check_folder
from rulespec.reporting.sentences import tell

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2
REPORT = "import.md"
# A rule that does not compile hides what is wrong with those that read it.
ROUNDS = 25


@dataclass(frozen=True, eq=False)
class Imported:
    """A project: its files by path, how many formulas were looked at and imported, and what stays."""

    files: dict[str, str]
    book: Rulebook
    count: int
    faults: list[tuple[str, str, str]]

    @property
    def imported(self) -> int:
        return sum(len(rule.formulas) for rule in self.book.rules.values())


def import_package(package: str, pattern: str, out: Path, words: Language) -> tuple[int, str]:
    """Import a package into a new project; the exit code and what to say."""
    taken = in_the_way(out)
    if taken is not None:
        return WRONG_USAGE, words.ui["exists"].format(path=taken)
    source = read_package(package.replace("-", "_"))
    if source is None:
        raise CountryError(package)
    catalog = load_catalog(package)
    reading = read_formulas(source, catalog, pattern)
    lexicons: tuple[Vocabulary, ...] = ()
    people = words_of(catalog, lexicons, words)
    roles = frozenset(people.roles)
    names = names_of(catalog, words, lexicons, roles)
    measures = Measures(catalog)
    for rule in reading.rules.values():
        for formula in rule.formulas:
            measures.learn(rule.name, formula.term)
    book = Rulebook(catalog, words, people, names, measures, dict(reading.rules), frozenset(), left=list(reading.left))
    with temporary() as work:
        checked = settle(book, source.name, work)
        text = report_text(book, reading.count, words)
        fill(work, {PurePosixPath(REPORT): text})
        create_files(out, files_in(work))
    code = FINE if not checked.has_errors else WRONG_RULES
    return code, "\n".join([words.ui["created"].format(path=out / REPORT), text.splitlines()[2]])


def manifest(book: Rulebook, package: str) -> str:
    words = book.words
    told = {
        words.key("Manifest", "package"): f"{package}_rulebook",
        words.key("Manifest", "title"): words.said("import title", package=package),
        words.key("Manifest", "version"): "0.1.0",
        words.key("Manifest", "language"): words.code,
        words.key("Manifest", "country"): package,
    }
    return yaml.dump(told, allow_unicode=True, sort_keys=False, width=200)


def settle(book: Rulebook, package: str, work: Path) -> Checked:
    """Write what compiles: a rule whose units disagree is said as plain numbers, then one that is still wrong is left."""
    written: set[str] = set()
    while True:
        documents = {path: text_of(path, document, book.words) for path, document in documents_of(book).items()}
        for gone in written - set(documents):
            (work / gone).unlink()
        written = set(documents)
        fill(
            work,
            {PurePosixPath("rulespec.yaml"): manifest(book, package), **{PurePosixPath(path): text for path, text in documents.items()}},
        )
        checked = check_folder(work, book.catalog)
        wrong = _wrong(book, documents, [item for item in checked.diagnostics if item.severity is Severity.ERROR])
        if not wrong:
            return checked
        for name, item in wrong.items():
            if name not in book.plain:
                book.plain.add(name)
                continue
            rule = book.rules.pop(name)
            reason = f"{tell(item, book.words).message} ({item.code.id})"
            book.left += [Left(name, formula.start, "not compiled", {"reason": reason}, rule.written.place) for formula in rule.formulas]


def _wrong(book: Rulebook, documents: dict[str, str], errors: list[Diagnostic]) -> dict[str, Diagnostic]:
    """The rules that errors are about; of an error of a datum, the rules that read it."""
    owners: dict[tuple[str, int], list[str]] = {}
    by_name = {text: name for name, text in book.names.variables.items()}
    by_figure = {text: path for path, text in book.names.figures.items()}
    for path, text in documents.items():
        tree = yaml.compose(text)
        assert isinstance(tree, yaml.MappingNode)
        for _, entries in tree.value:
            for key, node in entries.value if isinstance(entries, yaml.MappingNode) else ():
                name = by_name.get(key.value, "")
                found = [name] if name in book.rules else []
                if not found:
                    figure = by_figure.get(key.value, "")
                    found = [
                        rule
                        for rule, (variables, figures) in book.read.items()
                        if rule in book.rules and (name in variables or figure in figures)
                    ]
                for line in range(key.start_mark.line, max(node.end_mark.line, key.start_mark.line + 1)):
                    owners[path, line + 1] = found
    wrong: dict[str, Diagnostic] = {}
    for item in errors:
        place = item.span.place
        for name in owners.get((item.span.path, place.line), ()) if isinstance(place, LineAnchor) else ():
            wrong.setdefault(name, item)
    if errors and not wrong:
        raise AssertionError([(item.code.id, item.span.path, item.span.place, item.problem) for item in errors][:5])
    return wrong


__all__ = ["Catalog", "Callable", "Counter", "import_package"]
