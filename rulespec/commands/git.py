"""The command that git calls to merge two versions of a workbook."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from rulespec.commands.checking import FINE, WRONG_RULES, WRONG_USAGE
from rulespec.commands.terminal import Command, argument, words_now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="merge", cls=Command)
@argument("base", type=FILE)
@argument("ours", type=FILE)
@argument("theirs", type=FILE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="@merge-out")
@click.option("--in-place", is_flag=True, help="@in-place")
@click.option("--as", "shown", help="@merge-as")
def merge(base: Path, ours: Path, theirs: Path, out: Path | None, in_place: bool, shown: str | None) -> None:
    from rulespec.commands.terminal import console
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.disk.temporary import temporary
    from rulespec.disk.writing import write_atomically
    from rulespec.keeping.merging import merge_files
    from rulespec.projects.converting import NotARow, file_bytes, gathered
    from rulespec.reporting.text import print_diagnostics

    words = words_now()
    name = Path(shown or ours.name)
    target = ours if in_place else out or ours.with_name(name.with_stem(f"{ours.stem}.merged").name)
    if target.exists() and not in_place:
        click.echo(words.ui["exists"].format(path=target), err=True)
        sys.exit(WRONG_USAGE)
    diagnostics = Diagnostics()
    with temporary() as folder:
        # Git names its copies without a suffix, which says what they are.
        copies = [Path(folder) / name.with_stem(side).name for side in ("base", "ours", "theirs")]
        for copy, source in zip(copies, (base, ours, theirs), strict=True):
            shutil.copyfile(source, copy)
        # Git's copies have names of its own; two files that a person merges have theirs.
        labels = tuple(
            f"{name if shown else source.name} ({words.ui[f'merge {side}']})"
            for side, source in zip(("base", "ours", "theirs"), (base, ours, theirs), strict=True)
        )
        sheets, conflicts = merge_files(copies[0], copies[1], copies[2], (labels[0], labels[1], labels[2]), diagnostics)
        if not sheets:
            print_diagnostics(diagnostics.sorted(), words, console(stderr=True))
            sys.exit(WRONG_USAGE)
        aim = Path(folder) / name.with_stem("merged").name
        is_rows = len(sheets) > 1 or "#" in sheets[0].document.path
        try:
            made = dict(gathered(sheets, aim)) if is_rows else {aim: file_bytes(sheets[0], aim)}
        except NotARow:
            made = {}
        if set(made) != {aim}:
            # A row that could no longer be told in its sheet: nothing is written, git keeps both versions.
            click.echo(words.ui["merge rows"].format(name=name), err=True)
            sys.exit(WRONG_USAGE)
        data = made[aim]
        if conflicts:
            data = _with_remarks(data, aim, sheets, conflicts, words)
    write_atomically(target, data)
    for conflict in conflicts:
        click.echo(conflict.text(words), err=True)
    click.echo(words.ui["merge done"].format(path=shown or target, count=len(conflicts)), err=bool(conflicts))
    sys.exit(WRONG_RULES if conflicts else FINE)


def _with_remarks(data: bytes, aim: Path, sheets: list[Any], conflicts: list[Any], words: Any) -> bytes:
    """The merged file with each conflict at its cell, and a sheet that lists them; in a text, in a line above what is kept."""
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.compiler.ground.source import CellAnchor, LineAnchor
    from rulespec.compiler.words import default_language
    from rulespec.formats.format import Remark
    from rulespec.formats.registry import PLAIN, format_of
    from rulespec.formats.yaml.read import CONFLICT
    from rulespec.keeping.merging import place_of
    from rulespec.projects.project import read_documents

    aim.write_bytes(data)
    again = read_documents(aim, aim.name, default_language(), Diagnostics())
    first = again[0].document.span.place if again else None
    remarks = []
    lines: list[tuple[int, str]] = []
    for conflict in conflicts:
        pairs = zip(sheets, again, strict=False)
        spans = (place_of(conflict.kept, one.document, other.document) for one, other in pairs)
        span = next((span for span in spans if span is not None), None)
        place = span.place if span is not None else first
        if isinstance(place, LineAnchor):
            lines.append((place.line - 1, CONFLICT[0] + " ".join(conflict.text(words).split())))
        if not isinstance(place, CellAnchor):
            place = CellAnchor(sheets[0].words.sheets["card"][0], 1, 1)
        remarks.append(Remark(place, conflict.text(words), "error", words.ui["merge title"]))
    annotate = (format_of(aim) or PLAIN).annotate
    if annotate is not None:
        return annotate(aim, remarks, sheets[0].words)
    text = data.decode().splitlines()
    for line, told in sorted(lines, reverse=True):
        text.insert(line, told)
    return "\n".join([*text, ""]).encode()
