"""The commands that show a rulebook: the preview on this machine, the site of its documentation, an editor's questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from rulespec.commands.checking import FINE, PROJECT, WRONG_RULES, WRONG_USAGE, checked_project, stop_if_wrong
from rulespec.commands.maintenance import PORT, stop_at_port
from rulespec.commands.terminal import Command, words_now

LOOPBACK = "127.0.0.1"


@click.command(name="preview", cls=Command)
@PROJECT
@click.option("--port", type=PORT, default=8000, help="@port")
@click.option("--host", default=LOOPBACK, help="@host")
@click.option("--stylesheet", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="@stylesheet")
def preview(project: Path, port: int, host: str, stylesheet: Path | None) -> None:
    from rulespec.previewing.app import read_theme
    from rulespec.previewing.engine import Engine
    from rulespec.previewing.server import make_app_server
    from rulespec.projects.project import MANIFEST

    words = words_now()
    try:
        theme = read_theme(stylesheet)
    except OSError as error:
        click.echo(words.ui["bad stylesheet"].format(path=stylesheet, reason=words.reason(error.strerror or str(error))), err=True)
        sys.exit(WRONG_USAGE)
    if not (project / MANIFEST).is_file():
        from rulespec.compiler.ground import codes
        from rulespec.reporting.sentences import sentence

        click.echo(sentence(codes.NoProject(path=str(project)), words), err=True)
        sys.exit(WRONG_USAGE)
    click.echo(words.ui["preview reading"], err=True)
    engine = Engine(project)
    try:
        try:
            server: Any = make_app_server(engine, words.code, host, port, theme)
        except OSError as error:
            stop_at_port(port, error)
        click.echo(words.ui["previewing"].format(url=f"http://{f'[{host}]' if ':' in host else host}:{server.port}/"), err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()
    finally:
        engine.close()
    sys.exit(FINE)


@click.command(name="docs", cls=Command)
@PROJECT
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="@docs-out")
@click.option("--against", help="@docs-against")
@click.option("--portfolio", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="@docs-portfolio")
def docs(project: Path, out: Path | None, against: str | None, portfolio: Path | None) -> None:
    from rulespec.commands.terminal import Progress
    from rulespec.disk.bounds import kept_inside
    from rulespec.disk.writing import ForeignFileError, write_files
    from rulespec.documenting.making import PortfolioError, RevisionError, make_site

    words = words_now()
    checked = checked_project(project)
    stop_if_wrong(checked)
    folder = out or kept_inside(project / "site", project)
    try:
        with Progress(words.ui["docs working"]) as progress:
            made = make_site(checked, against, portfolio, progress)
        written = write_files(folder, made)
    except RevisionError:
        raise click.UsageError(words.ui["impact revision"].format(name=against)) from None
    except PortfolioError as problem:
        click.echo("\n".join([words.said("triage wrong", count=len(problem.problems)), *problem.lines(words)]), err=True)
        sys.exit(WRONG_RULES)
    except ForeignFileError as error:
        from rulespec.compiler.ground import codes
        from rulespec.reporting.sentences import sentence

        click.echo(sentence(codes.ForeignFile(path=str(error.path)), words), err=True)
        sys.exit(WRONG_USAGE)
    click.echo(words.ui["docs written"].format(count=written.count, page=folder / "index.html"))


@click.command(name="lsp", cls=Command)
def lsp() -> None:
    from rulespec.editing.server import make_server

    make_server(words_now()).start_io()
