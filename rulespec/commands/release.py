"""`rulespec release`: the next version of a package and its entry of the changelog."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from rulespec.commands.checking import FINE, PROJECT, WRONG_RULES, checked_project, stop_if_wrong
from rulespec.commands.terminal import Command, words_now


@click.command(name="release", cls=Command)
@PROJECT
@click.option("--against", help="@release-against")
@click.option("--write", "is_written", is_flag=True, help="@release-write")
@click.option("--format", "output", type=click.Choice(["text", "json", "version"]), default="text", help="@release-format")
def release(project: Path, against: str | None, is_written: bool, output: str) -> None:
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.disk.temporary import temporary
    from rulespec.keeping.differing import compare_paths
    from rulespec.keeping.impact import RevisionError, compare, project_at
    from rulespec.keeping.releasing import Contradiction, Level, last_tag, release_of, text_lines, to_data, write_release
    from rulespec.projects.compiling import check_folder

    words = words_now()
    checked = checked_project(project)
    stop_if_wrong(checked)
    against = against if against is not None else last_tag(checked.loaded.folder)
    with temporary() as work:
        before = None
        try:
            folder = project_at(checked.loaded.folder, against, work) if against else None
        except RevisionError:
            raise click.UsageError(words.ui["impact revision"].format(name=against)) from None
        if folder is not None:
            before = check_folder(folder, checked.catalog if checked.catalog.distribution else None)
            stop_if_wrong(before)
        differences = compare_paths(folder, checked.loaded.folder, Diagnostics()) if folder is not None else []
        found = compare(before.program if before is not None else None, checked.program)
        try:
            proposed = release_of(before, checked, found, differences, checked.words)
        except Contradiction as problem:
            fields = dict(problem.fields)
            if "reason" in fields:
                fields["reason"] = words.said(fields["reason"], name=words.quoted(fields.pop("name")))
            click.echo(words.said(problem.key, **fields), err=True)
            sys.exit(WRONG_RULES)
    if output == "json":
        click.echo(json.dumps(to_data(proposed), ensure_ascii=False, indent=1))
    elif output == "version":
        click.echo(proposed.version if proposed.level is not Level.NONE else "", nl=proposed.level is not Level.NONE)
    else:
        for line in text_lines(proposed, words):
            click.echo(line)
    if is_written and proposed.level is not Level.NONE:
        for path in write_release(proposed, checked.loaded.folder, checked.words):
            click.echo(words.ui["converted"].format(path=path), err=True)
    sys.exit(FINE)
