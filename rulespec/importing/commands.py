"""What `rulespec import` does once its arguments are read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rulespec.compiler.words import Language
from rulespec.importing.dmn import DmnError, Model, read_model
from rulespec.importing.tck import run_tck
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.writing import write_atomically

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2


def write_model(model: Model, folder: Path) -> Checked:
    """The project of a model in a folder, checked."""
    write_atomically(folder / "rulespec.yaml", model.manifest)
    write_atomically(folder / "decisions.yaml", model.document)
    return check_folder(folder)


def import_model(path: Path, out: Path | None, tests: tuple[Path, ...], words: Language, report: Callable[[Any], None]) -> int:
    """Import a DMN model; with test files, say for each expected result whether the tables give it."""
    try:
        model = read_model(path)
    except DmnError as problem:
        click.echo(str(problem), err=True)
        return WRONG_USAGE
    if out is not None and (out / "rulespec.yaml").exists():
        click.echo(words.ui["exists"].format(path=out / "rulespec.yaml"), err=True)
        return WRONG_USAGE
    for name in model.skipped:
        click.echo(words.ui["dmn skipped"].format(name=name), err=True)
    with tempfile.TemporaryDirectory(prefix="rulespec-") as temporary:
        checked = write_model(model, out if out is not None else Path(temporary))
        report(checked)
        if checked.program is None:
            return WRONG_RULES
        if out is not None:
            click.echo(words.ui["dmn imported"].format(tables=len(checked.program.tables), out=out))
        failed = 0
        for file in tests:
            for result in run_tck(file, checked, model):
                failed += not result.passed
                verdict = "SUCCESS" if result.passed else "ERROR"
                detail = "" if result.passed else f",{result.reason or f'expected {result.expected!r}, found {result.found!r}'}"
                click.echo(f"{file.name},{result.case},{result.decision},{verdict}{detail}")
    return WRONG_RULES if failed else FINE
