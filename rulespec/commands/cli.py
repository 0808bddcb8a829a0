"""The command line: one function for each command, in French and in English."""

from __future__ import annotations

import gc
import io
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from rulespec import __version__
from rulespec.commands.boundary import DEBUG, leave_cleanly, stop_at
from rulespec.commands.catalog import catalog
from rulespec.commands.checking import (
    FINE,
    PROJECT,
    WRONG_RULES,
    WRONG_USAGE,
    ProjectPath,
    checked_project,
    remarks_of_project,
    report,
    right_part,
    stop_if_wrong,
    tell,
    tell_counts,
    tell_left_out,
    within,
)
from rulespec.commands.costing import cost
from rulespec.commands.git import merge
from rulespec.commands.maintenance import convert, diff, impact, review, serve, show, triage, uprate
from rulespec.commands.populations import population, simulate
from rulespec.commands.preview import docs, lsp, preview
from rulespec.commands.proving import prove
from rulespec.commands.release import release
from rulespec.commands.terminal import Among, Command, Group, Progress, Tongue, argument, console, translate_click, words_now
from rulespec.compiler.words import language, language_codes
from rulespec.reporting import outputs


def _forms() -> list[str]:
    from rulespec.formats.registry import FORMATS

    return [item.name for item in FORMATS]


def _held_forms() -> list[str]:
    """The forms that can hold a document."""
    from rulespec.formats.registry import FORMATS

    return [item.name for item in FORMATS if item.document]


def _set_debug(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    DEBUG.set(value)


@click.group(cls=Group, name="main", context_settings={"help_option_names": ["--help", "--aide", "-h"]})
@click.version_option(__version__, prog_name="rulespec")
@click.option("--lang", type=Tongue(), help="@lang", expose_value=False)
@click.option("--debug", is_flag=True, help="@debug", expose_value=False, callback=_set_debug)
def main() -> None:
    pass


@main.command(name="init", cls=Command)
@argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--country", default="openfisca_france", help="@country")
@click.option("--currency", default="", help="@currency")
@click.option("--standalone", is_flag=True, help="@standalone")
@click.option("--git", "with_git", is_flag=True, help="@git")
def init(folder: Path, country: str, currency: str, standalone: bool, with_git: bool) -> None:
    from rulespec.projects.starting import StartError, init_project, set_git_up

    def make() -> list[Path]:
        made = init_project(folder, country, words_now(), currency, standalone)
        return [*made, *(set_git_up(folder, words_now()) if with_git else ())]

    _start(make, StartError)


@main.command(name="new", cls=Command)
@argument("aid")
@click.option("--project", type=ProjectPath(file_okay=False, path_type=Path), default=".", help="@project")
@click.option("--format", "form", type=Among(_held_forms), default="xlsx", help="@form")
@click.option("--model", "with_model", is_flag=True, help="@model")
@click.option("--portfolio", "is_portfolio", is_flag=True, help="@new-portfolio")
def new(aid: str, project: Path, form: str, with_model: bool, is_portfolio: bool) -> None:
    from rulespec.projects.starting import StartError, new_aid

    if is_portfolio:
        _new_portfolio(Path(aid), form)
        return
    _start(lambda: new_aid(project, aid, form, words_now(), with_model), StartError)


def _new_portfolio(path: Path, form: str) -> None:
    """The model of a portfolio of candidate aids, under the name that is given: YAML where its suffix or the option says so."""
    from rulespec.disk.writing import write_atomically
    from rulespec.formats.registry import format_of, named
    from rulespec.keeping.triage import model

    words = words_now()
    kind = format_of(path) or named(form)
    target = path if format_of(path) is not None else path.with_name(path.name + kind.extension)
    if kind.name not in ("yaml", "xlsx"):
        raise click.UsageError(words.ui["portfolio forms"])
    if target.exists():
        click.echo(words.ui["exists"].format(path=target), err=True)
        sys.exit(WRONG_USAGE)
    write_atomically(target, model(kind.name, words))
    click.echo(words.ui["created"].format(path=target))


def _start(make: Callable[[], list[Path]], error: type[Exception]) -> None:
    words = words_now()
    try:
        for path in make():
            click.echo(words.ui["created"].format(path=path))
    except error as problem:
        click.echo(str(problem), err=True)
        sys.exit(WRONG_USAGE)


@main.command(name="check", cls=Command)
@argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--format", "output", type=click.Choice(outputs.names(outputs.REMARKS)), default="text", help="@format")
@click.option("--annotate", type=click.Path(file_okay=False, path_type=Path), help="@annotate")
def check(path: Path, output: str, annotate: Path | None) -> None:
    from rulespec.projects.project import project_root

    root = project_root(path) if path.exists() else None
    project = root or (path.parent if path.is_file() else path)
    remarks, others = within(remarks_of_project(project), project, path)
    tell(remarks.diagnostics, output, remarks.paths)
    if annotate is not None:
        from rulespec.commands.proof import annotate_remarks

        annotate_remarks(remarks, project, annotate, words_now())
    if output == "text":
        tell_counts(remarks, project, path, others)
    sys.exit(WRONG_RULES if remarks.has_errors else FINE)


@main.command(name="compile", cls=Command)
@PROJECT
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="@out")
@click.option("--check", "only_check", is_flag=True, help="@compile-check")
@click.option("--keep-going", is_flag=True, help="@keep-going")
@click.option("--channel", type=click.Choice(["draft", "review", "production"]), default="draft", help="@channel")
def compile_(project: Path, out: Path | None, only_check: bool, keep_going: bool, channel: str) -> None:
    from rulespec.disk.writing import ForeignFileError, differences, write_files
    from rulespec.projects.compiling import files_of, keep_channel

    words = words_now()
    found = checked_project(project)
    report(found)
    checked, unfinished = keep_channel(found, channel)
    tell_left_out(unfinished)
    if checked is not found:
        report(replace(checked, diagnostics=tuple(item for item in checked.diagnostics if item not in found.diagnostics)))
    left_out: tuple[str, ...] = ()
    if keep_going:
        checked, left_out = right_part(checked)
    if checked.has_errors:
        sys.exit(WRONG_RULES)
    files = files_of(checked)
    folder = out or checked.out
    if only_check:
        lines = differences(folder, files)
        if lines:
            click.echo("\n".join(lines))
            command = f"rulespec compile {project}" + (f" --out {out}" if out else "")
            click.echo(words.ui["differs"].format(out=folder, command=command), err=True)
            sys.exit(WRONG_RULES)
        click.echo(words.ui["up to date"].format(out=folder))
        return
    try:
        written = write_files(folder, files)
    except ForeignFileError as error:
        stop_at(error, str(error.path))
    changed = len(written.changed) + len(written.removed)
    click.echo(words.ui["written"].format(count=written.count, out=folder, changed=changed))
    sys.exit(WRONG_RULES if left_out else FINE)


@main.command(name="test", cls=Command)
@PROJECT
@click.option("--aid", help="@aid")
@click.option("--format", "output", type=click.Choice(outputs.names(outputs.PROOFS)), default="text", help="@format")
@click.option("--coverage", is_flag=True, help="@coverage")
@click.option("--suggest", is_flag=True, help="@suggest")
@click.option("--mutate", is_flag=True, help="@mutate")
@click.option("--annotate", type=click.Path(file_okay=False, path_type=Path), help="@annotate-tests")
@click.option("--alone", is_flag=True, help="@alone")
@click.option("--openfisca-tests", "upstream", type=click.Path(exists=True, path_type=Path), multiple=True, help="@openfisca-tests")
@click.option("--with-openfisca", is_flag=True, help="@with-openfisca")
def test(
    project: Path,
    aid: str | None,
    output: str,
    coverage: bool,
    suggest: bool,
    mutate: bool,
    annotate: Path | None,
    alone: bool,
    upstream: tuple[Path, ...],
    with_openfisca: bool,
) -> None:

    from rulespec.commands.proof import annotate_cases, run_upstream, tell_proof, with_suggestions
    from rulespec.disk.temporary import temporary
    from rulespec.projects.compiling import write_package
    from rulespec.running.proving import Wanted, prove
    from rulespec.running.testing import kept_cases, run_openfisca_tests

    words = words_now()
    found = checked_project(project)
    if found.has_errors:
        report(found)
    # An aid that is being written keeps nobody from the cases of the others; the exit code says that something is left.
    checked, left_out = right_part(found)
    with temporary() as folder:
        write_package(folder, checked)
        if upstream and with_openfisca:
            sys.exit(FINE if run_openfisca_tests(list(upstream), checked.program, checked.catalog, folder) == 0 else WRONG_RULES)
        if upstream:
            sys.exit(run_upstream(list(upstream), checked, folder, words, alone, output))
        total = len(kept_cases(checked.program, aid))
        with Progress(words.ui["testing"].format(count=total)) as progress:
            wanted = Wanted(coverage or suggest or output == "html", mutate, alone)
            proof = prove(checked, folder, aid, wanted, lambda index: progress("", index, total))
        if suggest:
            proof = with_suggestions(checked, proof, folder, words, coverage or output == "html")
    if annotate is not None:
        annotate_cases(checked, proof, annotate, words)
    code = tell_proof(checked, proof, output, words, suggest)
    sys.exit(WRONG_RULES if left_out else code)


@main.command(name="explain", cls=Command)
@PROJECT
@click.option("--situation", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="@situation")
@click.option("--types", "types", is_flag=True, help="@types")
@click.option("--aid", help="@aid")
@click.option("--changes", is_flag=True, help="@changes")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@format")
def explain(project: Path, situation: Path | None, types: bool, aid: str | None, changes: bool, output: str) -> None:

    if types or situation is None:
        _explain_types(project, types)
        return

    from rulespec.compiler.documents.values import write_period
    from rulespec.disk.temporary import temporary
    from rulespec.projects.compiling import write_package
    from rulespec.running.explaining import explain as explain_case
    from rulespec.running.explaining import lines_of, to_data
    from rulespec.running.simulating import load_system
    from rulespec.running.situations import read_situation

    words = words_now()
    found = checked_project(project)
    if found.has_errors:
        report(found)
    checked, left_out = right_part(found)
    case, diagnostics = read_situation(situation, checked)
    if case is None:
        from rulespec.reporting.text import print_diagnostics

        print_diagnostics(diagnostics, words, console(stderr=True))
        sys.exit(WRONG_RULES)
    with temporary() as folder:
        write_package(folder, checked)
        system = load_system(checked.program, checked.catalog, folder)
        answers = explain_case(system, checked.program, case, checked.catalog, words, aid, changes)
    if output == "json":
        import json

        click.echo(json.dumps(to_data(answers, words), ensure_ascii=False, indent=1))
        sys.exit(WRONG_RULES if left_out else FINE)
    out = console()
    out.print(words.ui["explain title"].format(date=write_period(case.period), who=case.name), style="bold", markup=False)
    for answer in sorted(answers, key=lambda item: not item.entitled):
        out.print()
        for text, good in lines_of(answer, words):
            out.print(text, style={True: "green", False: "red", None: "dim"}[good], markup=False, soft_wrap=True)
    sys.exit(WRONG_RULES if left_out else FINE)


def _explain_types(project: Path, types: bool) -> None:
    from rulespec.reporting.types import type_lines

    if not types:
        raise click.UsageError(words_now().ui["explain what"])
    checked = checked_project(project)
    stop_if_wrong(checked)
    for line in type_lines(checked.program, checked.catalog, words_now()):
        click.echo(line)


@main.group(name="import", cls=Group)
def import_() -> None:
    pass


@import_.command(name="dmn", cls=Command)
@argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="@import-out")
@click.option("--tests", "tests_", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, help="@tck")
def import_dmn(model: Path, out: Path | None, tests_: tuple[Path, ...]) -> None:
    from rulespec.importing.commands import import_model

    sys.exit(import_model(model, out, tests_, words_now(), report))


@import_.command(name="aides-jeunes", cls=Command)
@argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="@import-out")
@click.option("--no-cases", is_flag=True, help="@no-cases")
@click.option("--form", type=Among(_forms), default="xlsx", help="@import-form")
def import_aides_jeunes(folder: Path, out: Path, no_cases: bool, form: str) -> None:
    from rulespec.importing.simulator_commands import import_simulator

    with Progress(words_now().ui["aj working"]) as progress:
        code, text = import_simulator(folder, out, words_now(), not no_cases, form, progress)
    click.echo(text, err=code != FINE)
    sys.exit(code)


@import_.command(name="openfisca", cls=Command)
@argument("package")
@click.option("--variables", default="*", help="@import-variables")
@click.option("--language", "tongue", type=Among(lambda: list(language_codes())), help="@import-language")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="@import-out")
@click.option("--prove", "is_proved", is_flag=True, help="@import-prove")
def import_openfisca(package: str, variables: str, tongue: str | None, out: Path, is_proved: bool) -> None:
    from rulespec.commands.proving import prove_checked
    from rulespec.importing.openfisca.importing import import_package

    words = words_now() if tongue is None else language(tongue)
    code, text = import_package(package, variables, out, words)
    click.echo(text, err=code != FINE)
    if code == FINE and is_proved:
        code = prove_checked(checked_project(out), words=words)
    sys.exit(code)


for command in (
    catalog,
    review,
    preview,
    merge,
    lsp,
    docs,
    convert,
    diff,
    show,
    serve,
    impact,
    triage,
    uprate,
    release,
    prove,
    cost,
    population,
    simulate,
):
    main.add_command(command)


def run() -> None:
    """Entry point; what stops a command is told by the boundary that each command has."""
    translate_click()
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding, or the name of a file that is no text: a sign that can't be shown stops nothing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    leave_cleanly()
    # OpenFisca logs a line that can't be written, of a country that is called otherwise than its package: pages of traces.
    logging.raiseExceptions = False
    # A workbook is hundreds of thousands of small objects and no cycle: looking for cycles every 700 is a third of the reading.
    gc.set_threshold(50_000)
    main()


if __name__ == "__main__":
    run()
