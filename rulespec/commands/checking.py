"""What all commands share: the check of a project with its progress, its remarks as asked for, the exit codes."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from rulespec.commands.terminal import Progress, argument, console, words_now
from rulespec.compiler.words import Language
from rulespec.disk.reading import read_text
from rulespec.reporting import outputs

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2


class ProjectPath(click.Path):
    """A folder of a project, whichever: the project's own is given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from rulespec.projects.project import project_root

        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        return project_root(path) or path


PROJECT = argument("project", type=ProjectPath(file_okay=False, path_type=Path), default=".")


def within(checked: Any, project: Path, path: Path) -> tuple[Any, int]:
    """The check with the remarks of one file or folder of the project and of its manifest, and how many others there are."""
    from rulespec.projects.project import MANIFEST

    wanted = Path(os.path.relpath(path, project)).as_posix()
    if wanted == ".":
        return checked, 0
    kept = tuple(item for item in checked.diagnostics if item.span.path in (wanted, MANIFEST) or item.span.path.startswith(f"{wanted}/"))
    return replace(checked, diagnostics=kept), len(checked.diagnostics) - len(kept)


def remarks_of_project(project: Path) -> Any:
    """The remarks of a check, with progress; what did not change since the last one is not looked at again."""
    from rulespec.projects.recalling import remarks_of

    words = words_now()
    _announce_country(project, words)
    with Progress(words.ui["reading"]) as progress:
        remarks = remarks_of(project, progress)
    if remarks.stopped is not None:
        tell(remarks.diagnostics, "text", remarks.paths)
        raise remarks.stopped
    return remarks


def checked_project(project: Path) -> Any:
    """The check of a project, with progress, and a word before the country is read for the first time."""
    from rulespec.projects.compiling import check_folder

    words = words_now()
    _announce_country(project, words)
    with Progress(words.ui["reading"]) as progress:
        checked = check_folder(project, progress=progress, keeps_defect=True)
    if checked.stopped is not None:
        report(checked)
        raise checked.stopped
    return checked


def _announce_country(project: Path, words: Language) -> None:
    from rulespec.country.catalogue import is_cached
    from rulespec.projects.project import MANIFEST

    try:
        text = read_text(project / MANIFEST)
    except OSError:
        return
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() in ("pays", "country") and value.strip() and not is_cached(value.strip()):
            console(stderr=True).print(words.ui["introspecting"].format(name=value.strip()), style="dim")


def report(checked: Any, output: str = "text") -> None:
    """The diagnostics of a check, in the format asked for."""
    paths = tuple(sheet.document.path for sheet in checked.loaded.project.sheets) if checked.loaded.project else ()
    tell(checked.diagnostics, output, paths)


def tell(diagnostics: Any, output: str, paths: tuple[str, ...]) -> None:
    """Remarks, in the format asked for."""
    words = words_now()
    if output == "text":
        if diagnostics:
            from rulespec.reporting.text import print_diagnostics

            print_diagnostics(diagnostics, words, console(stderr=True))
        return
    text = outputs.written(outputs.REMARKS, output, diagnostics, words, paths)
    if text:
        click.echo(text)


def stop_if_wrong(checked: Any) -> None:
    if checked.has_errors:
        report(checked)
        sys.exit(WRONG_RULES)


def right_part(checked: Any) -> tuple[Any, tuple[str, ...]]:
    """What answers although another document has an error, and the documents that are left out for it, told; ends where nothing is left."""
    from rulespec.projects.compiling import keep_right

    kept, left_out = keep_right(checked) if checked.has_errors else (checked, ())
    if kept.has_errors:
        sys.exit(WRONG_RULES)
    tell_left_out(left_out)
    return kept, left_out


def tell_left_out(paths: tuple[str, ...]) -> None:
    for path in paths:
        click.echo(words_now().ui["left out"].format(path=path), err=True)


def tell_counts(remarks: Any, project: Path, path: Path, others: int) -> None:
    """What was read, or how many remarks the rest of the project has; the models, which are not read."""
    from dataclasses import asdict

    from rulespec.projects.project import document_files, is_model

    words = words_now()
    if remarks.counts is None:
        return
    for model in document_files(project, wanted=is_model):
        click.echo(words.ui["model left"].format(path=model))
    if others:
        click.echo(words.said("elsewhere", path=path, here=len(remarks.diagnostics), count=others, project=project))
    else:
        click.echo(words.said("fine" if remarks.is_right else "counts", **asdict(remarks.counts)))
