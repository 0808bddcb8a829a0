"""`rulespec prove`: the rules of a project beside the formulas that they stand for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rulespec.commands.checking import FINE, PROJECT, WRONG_RULES, checked_project, stop_if_wrong
from rulespec.commands.terminal import Command, Progress, console, words_now

if TYPE_CHECKING:
    from rulespec.compiler.words import Language
    from rulespec.projects.compiling import Checked

SITUATIONS = 1000


@click.command(name="prove", cls=Command)
@PROJECT
@click.option("--variables", "pattern", default="*", help="@prove-variables")
@click.option("--situations", type=click.IntRange(1, 100_000), default=SITUATIONS, help="@prove-situations")
@click.option("--seed", type=int, default=1, help="@prove-seed")
@click.option("--against", default="", help="@prove-against")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@format")
def prove(project: Path, pattern: str, situations: int, seed: int, against: str, output: str) -> None:
    checked = checked_project(project)
    stop_if_wrong(checked)
    sys.exit(prove_checked(checked, pattern, situations, seed, against, output))


def prove_checked(
    checked: Checked,
    pattern: str = "*",
    situations: int = SITUATIONS,
    seed: int = 1,
    against: str = "",
    output: str = "text",
    words: Language | None = None,
) -> int:
    """Compare, tell what was found (in the reader's tongue, or the one given); the exit code."""
    from rulespec.comparing.comparing import Wanted
    from rulespec.comparing.running import compare
    from rulespec.comparing.telling import head, lines_of, to_json
    from rulespec.disk.temporary import temporary

    words = words or words_now()
    with temporary() as folder, Progress(words.ui["comparing"]) as progress:
        found = compare(checked, folder, Wanted(situations, seed), words, pattern, against, progress)
    if not found:
        click.echo(words.ui["compared none"], err=True)
        return FINE
    if output == "json":
        click.echo(to_json(found, words))
    else:
        out = console()
        for item in sorted(found, key=lambda item: not item.is_equal):
            for text, good in lines_of(item, words):
                out.print(text, style={True: "green", False: "red", None: "dim"}[good], markup=False, soft_wrap=True)
        out.print(head(found, words), markup=False, soft_wrap=True)
    return FINE if all(item.is_equal for item in found) else WRONG_RULES
