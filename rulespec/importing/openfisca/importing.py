"""A package of rules in Python to a project of documents, those that compile; and what stays in Python, with why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import LineAnchor
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language
from rulespec.disk.temporary import temporary
from rulespec.disk.writing import create_files, files_in, fill, in_the_way
from rulespec.importing.openfisca.book import Rulebook
from rulespec.importing.openfisca.formulas import Left, Reading, read_formulas
from rulespec.importing.openfisca.measuring import Measures
from rulespec.importing.openfisca.naming import lexicon_units, names_of
from rulespec.importing.openfisca.reporting import report_text
from rulespec.importing.openfisca.setting import Setting, currency_code, setting_of
from rulespec.importing.openfisca.writing import documents_of
from rulespec.importing.plain import text_of_document
from rulespec.projects.compiling import Checked, check_folder
from rulespec.reporting.sentences import tell

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2
REPORT = "import.md"
# What is said otherwise where values are plain numbers: units that disagree, or that have no name.
OF_UNITS = {"RS301", "RS303", "RS304", "RS308", "RS309", "RS312"}
UNDEFINED = "RS302"
# A rule that does not compile hides what is wrong with those that read it: after some turns, what is wrong is left at once.
ROUNDS = 5


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
    setting = setting_of(package, words)
    words = setting.words
    reading = read_formulas(setting.package, setting.catalog, pattern)
    if not reading.count:
        return WRONG_USAGE, words.said("import none", package=package, pattern=pattern)
    book = rulebook_of(setting, reading)
    with temporary() as work:
        fill(work, {PurePosixPath(path): content for path, content in setting.files.items()})
        checked = settle(book, setting, work)
        text = report_text(book, reading.count, words)
        fill(work, {PurePosixPath(REPORT): text})
        create_files(out, files_in(work))
    code = FINE if not checked.has_errors else WRONG_RULES
    return code, "\n".join([words.ui["created"].format(path=out / REPORT), text.splitlines()[2]])


def rulebook_of(setting: Setting, reading: Reading) -> Rulebook:
    """The names, units and words of what was read."""
    catalog, words, lexicons = setting.catalog, setting.words, (setting.vocabulary,)
    people = words_of(catalog, lexicons, words)
    names = names_of(catalog, words, lexicons, frozenset(people.roles))
    units = {name: setting.tongue.unit(text) for name, text in lexicon_units(lexicons).items()}
    measures = Measures(catalog, {name: unit for name, unit in units.items() if unit is not None})
    for rule in reading.rules.values():
        for formula in rule.formulas:
            measures.learn(rule.name, formula.term)
    return Rulebook(catalog, words, people, names, measures, dict(reading.rules), frozenset(names.variables), left=list(reading.left))


def manifest(setting: Setting) -> str:
    words, package = setting.words, setting.package.name
    told: dict[str, Any] = {
        words.key("Manifest", "package"): f"{package}_rulebook",
        words.key("Manifest", "title"): words.said("import title", package=package),
        words.key("Manifest", "version"): "0.1.0",
        words.key("Manifest", "language"): words.code,
        words.key("Manifest", "country"): setting.catalog.package,
    }
    if setting.extensions:
        told[words.key("Manifest", "extensions")] = list(setting.extensions)
    told[words.key("Manifest", "vocabulary")] = [setting.lexicon]
    if currency_code(setting.catalog) != "EUR":
        told[words.key("Manifest", "currency")] = currency_code(setting.catalog)
    return yaml.dump(told, allow_unicode=True, sort_keys=False, width=200, default_flow_style=None)


def settle(book: Rulebook, setting: Setting, work: Path) -> Checked:
    """Write what compiles: a rule whose units disagree is said as plain numbers, then one that is still wrong is left."""
    written: set[str] = set()
    turn = 0
    while True:
        turn += 1
        documents = {path: text_of_document(path, document, book.words) for path, document in documents_of(book).items()}
        for gone in written - set(documents):
            (work / gone).unlink()
        written = set(documents)
        fill(
            work,
            {PurePosixPath("rulespec.yaml"): manifest(setting), **{PurePosixPath(path): text for path, text in documents.items()}},
        )
        checked = check_folder(work, book.catalog)
        wrong = _wrong(book, documents, [item for item in checked.diagnostics if item.severity is Severity.ERROR])
        if not wrong:
            return checked
        for name, item in wrong.items():
            if turn <= ROUNDS and name not in book.plain and item.code.id in OF_UNITS:
                book.plain.add(name)
                continue
            if turn <= ROUNDS and item.code.id == UNDEFINED and (hidden := {read.variable for read in book.rules[name].reads} & book.aids):
                # What a rule reads is an aid that it can't name: said as a calculation, it can.
                book.shapeless |= hidden
                continue
            if turn <= ROUNDS and name not in book.shapeless and (name in book.aids or name in book.tables):
                book.shapeless.add(name)
                continue
            rule = book.rules.pop(name)
            reason = f"{tell(item, book.words).message} ({item.code.id})"
            book.left += [Left(name, formula.start, "not compiled", {"reason": reason}, rule.written.place) for formula in rule.formulas]


def _wrong(book: Rulebook, documents: dict[str, str], errors: list[Diagnostic]) -> dict[str, Diagnostic]:
    """The rules that errors are about; of an error of a datum, the rules that read it."""
    owners: dict[tuple[str, int], list[str]] = {}
    by_part = {text: variable for (_, variable, _, _), text in book.names.parts.items()}
    by_name = {text: name for name, text in book.names.variables.items()}
    by_figure = {text: path for path, text in book.names.figures.items()}
    for path, text in documents.items():
        tree = yaml.compose(text)
        home = next((name for name in book.aids if name in book.rules and path.rsplit("/", 1)[-1].startswith(f"{name}.")), None)
        if home is not None:
            owners |= {(path, line): [home] for line in range(1, text.count("\n") + 2)}
            continue
        assert isinstance(tree, yaml.MappingNode)
        for _, entries in tree.value:
            for key, node in entries.value if isinstance(entries, yaml.MappingNode) else ():
                name = by_name.get(key.value) or by_part.get(key.value, "")
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
    return wrong
