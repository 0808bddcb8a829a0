"""What `rulespec import dmn` does: read, write the rulebook, leave out what does not compile, tell what was found, run the kit's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import click
import yaml

from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import LineAnchor
from rulespec.compiler.words import Language
from rulespec.disk.temporary import temporary
from rulespec.disk.writing import create_files, files_in, fill, in_the_way
from rulespec.importing.dmn import DmnError, Model, Remark, read_model
from rulespec.importing.dmn_names import FILE
from rulespec.importing.tck import run_tck
from rulespec.projects.compiling import Checked, check_folder
from rulespec.reporting.sentences import tell

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2
REPORT = "import.md"


def write_model(model: Model, folder: Path) -> Checked:
    """The project of a model in a folder, checked."""
    fill(folder, {PurePosixPath("rulespec.yaml"): model.manifest, PurePosixPath(FILE): model.document})
    return check_folder(folder)


def import_whole(model: Model, folder: Path, words: Language) -> tuple[Model, Checked]:
    """The project of what compiles of a model, and the model without the rest: a decision that is wrong blocks no other."""
    while True:
        checked = write_model(model, folder)
        wrong: dict[str, Remark] = {}
        for item in checked.diagnostics:
            place = _place(item, model) if item.severity is Severity.ERROR else None
            if place is not None:
                name, row, column = place
                reason = {"reason": f"{tell(item, words).message} ({item.code.id})"}
                wrong.setdefault(name, Remark(name, "dmn wrong", reason, row, column, refuses=True))
        if not wrong:
            return model.told(_warned(checked, model, words)), checked
        model = model.without(list(wrong.values()))


def _warned(checked: Checked, model: Model, words: Language) -> list[Remark]:
    """What the rules say of a decision without stopping it: a row that those above always take."""
    told = []
    for item in checked.diagnostics:
        place = _place(item, model)
        if place is not None:
            name, row, column = place
            told.append(Remark(name, "dmn wrong", {"reason": f"{tell(item, words).message} ({item.code.id})"}, row, column))
    return told


def _place(item: Diagnostic, model: Model) -> tuple[str, int, str] | None:
    """The decision, the row and the column that an error of the document is about; None where it is about none."""
    if not isinstance(item.span.place, LineAnchor):
        return None
    owners = {piece: name for name, built in model.decisions.items() for piece in (*built.tables, *built.calculations)}
    line = item.span.place.line
    found: tuple[str, int, str] | None = None
    document = yaml.compose(model.document)
    assert isinstance(document, yaml.MappingNode)
    for section, pieces in document.value:
        if section.value not in ("tables", "calculations") or not isinstance(pieces, yaml.MappingNode):
            continue
        for key, node in pieces.value:
            if key.start_mark.line + 1 <= line <= max(node.end_mark.line, key.start_mark.line + 1):
                found = (owners[key.value], *_cell(node, line))
    return found


def _cell(node: yaml.Node, line: int) -> tuple[int, str]:
    """The number of the row of a table that a line is in, and its column."""
    if not isinstance(node, yaml.MappingNode):
        return 0, ""
    fields = {key.value: value for key, value in node.value}
    rows = fields.get("rows")
    if rows is None:
        return 0, ""
    heads = [item.value for name in ("if", "then") for item in fields[name].value]
    for number, row in enumerate(rows.value, start=1):
        cells = next((value for key, value in row.value if key.value == "cells"), row) if isinstance(row, yaml.MappingNode) else row
        if row.start_mark.line + 1 <= line <= max(row.end_mark.line, row.start_mark.line + 1):
            at = [index for index, cell in enumerate(cells.value) if cell.start_mark.line + 1 == line]
            return number, heads[at[0]] if len(at) == 1 else ""
    return 0, ""


def import_model(path: Path, out: Path | None, tests: tuple[Path, ...], words: Language, report: Callable[[Any], None]) -> int:
    """Import a DMN model; with test files, say for each expected result whether the tables give it.

    The exit code is 0 where all decisions were imported and all results are right, 1 where some were not, 2 where nothing was read.
    """
    try:
        model = read_model(path)
    except DmnError as problem:
        click.echo(str(problem), err=True)
        return WRONG_USAGE
    taken = in_the_way(out) if out is not None else None
    if taken is not None:
        click.echo(words.ui["exists"].format(path=taken), err=True)
        return WRONG_USAGE
    with temporary() as folder:
        count = len(model.decisions) + len({remark.decision for remark in model.skipped})
        model, checked = import_whole(model, folder, words)
        text = report_text(model, count, words)
        if out is not None:
            create_files(out, {**files_in(folder), PurePosixPath(REPORT): text})
        for line in remark_lines(model, words):
            click.echo(line, err=True)
        if checked.has_errors:
            report(checked)
            return WRONG_RULES
        click.echo(head(model, count, words))
        if out is not None:
            click.echo(words.ui["created"].format(path=out / REPORT))
        failed = 0
        for file in tests:
            try:
                results = run_tck(file, checked, model)
            except DmnError as problem:
                click.echo(str(problem), err=True)
                return WRONG_USAGE
            for result in results:
                failed += not result.passed
                verdict = "SUCCESS" if result.passed else "ERROR"
                detail = "" if result.passed else f",{result.reason or f'expected {result.expected!r}, found {result.found!r}'}"
                click.echo(f"{file.name},{result.case},{result.decision},{verdict}{detail}")
    return WRONG_RULES if failed or model.skipped else FINE


def head(model: Model, count: int, words: Language) -> str:
    """« 3 decisions imported of 4, 2 remarks. »"""
    return words.said("dmn head", imported=len(model.decisions), count=count, remarks=len(model.remarks))


def remark_lines(model: Model, words: Language) -> list[str]:
    """A sentence for each remark, with its decision, row and column."""
    return [sentence(remark, words) for remark in model.remarks]


def sentence(remark: Remark, words: Language) -> str:
    """A remark with its place in the model."""
    fields = {key: words.ui[value[1:]] if value.startswith("@dmn ") else value for key, value in remark.fields.items()}
    text = words.said(remark.key, **fields)
    places = [words.said("dmn decision", name=remark.decision)] if remark.decision else []
    places += [words.said("dmn row", number=remark.row)] if remark.row else []
    places += [words.said("dmn column", name=remark.column)] if remark.column else []
    place = ", ".join(places)
    told = words.said("dmn refused", text=text) if remark.refuses else text
    return words.said("dmn remark", place=place, text=told) if place else told


def report_text(model: Model, count: int, words: Language) -> str:
    """The report: what was imported, how FEEL's null is read, then what is to be looked at."""
    lines = [f"# {words.ui['aj report title']}", "", head(model, count, words), ""]
    if model.inputs:
        lines += [words.ui["dmn null reading"], ""]
    lines += [f"- {line}" for line in remark_lines(model, words)]
    return "\n".join(lines).rstrip() + "\n"
