"""A YAML file that tells a household to a case of the rulebook without an expected result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rulespec.compiler import ir
from rulespec.compiler.compilation import read_case
from rulespec.compiler.documents.document import Entry, Mapping
from rulespec.compiler.ground.diagnostics import Diagnostic, Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.review.reading import check_cases
from rulespec.formats.yaml.file import language_of, yaml_tree
from rulespec.projects.compiling import Checked
from rulespec.projects.project import place


def read_situation(path: Path, checked: Checked) -> tuple[ir.Case | None, tuple[Diagnostic, ...]]:
    """The case that a file tells, with its remarks; names are those that all the documents share or the country's."""
    diagnostics = Diagnostics()
    tree = yaml_tree(path, path.name, diagnostics)
    assert checked.loaded.project is not None
    if not isinstance(tree, Mapping):
        return None, diagnostics.sorted()
    words = language_of(tree, checked.words).in_currency(checked.catalog.currency)
    named = {normalise(word) for word in words.keys["name"]}
    if not any(normalise(entry.key.text) in named for entry in tree.entries):
        # A situation needs no name: the file's will do.
        key = Cell(words.key("Case", "name"), place(path.name))
        tree = Mapping((Entry(key, Cell(path.stem, place(path.name))), *tree.entries), tree.span)
    case = read_case(checked.loaded.project, tree, words, diagnostics)
    if case is not None and checked.program is not None:
        # What is told of this month counts for nothing where the rules read the twelve months before: it would be 0 without a word.
        program = checked.program
        asked = tuple(ir.CaseValue(aid.variable, aid.entity, None, case.period, False, case.span) for aid in program.aids)
        variables = {variable.name: variable for variable in program.variables}
        check_cases((replace(case, expected=asked),), variables, checked.catalog, dict(program.names), diagnostics)
    if case is None or diagnostics.has_errors:
        return None, diagnostics.sorted()
    return replace(case, document=path.name), diagnostics.sorted()
