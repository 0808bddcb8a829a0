"""The commands of those who keep a rulebook up to date: compare, convert, review, uprate, rank, serve."""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

import click

from rulespec.commands.checking import FINE, PROJECT, WRONG_RULES, WRONG_USAGE, checked_project, stop_if_wrong
from rulespec.commands.terminal import Command, Tongue, argument, words_now

if TYPE_CHECKING:
    from rulespec.keeping.uprating import Change
    from rulespec.projects.compiling import Checked

LOOPBACK = "127.0.0.1"
PORT = click.IntRange(0, 65_535)


@click.command(name="review", cls=Command)
@PROJECT
@click.option("--within", default=60, help="@within")
@click.option("--on", "on", default="", help="@on")
@click.option("--links", is_flag=True, help="@links")
def review(project: Path, within: int, on: str, links: bool) -> None:
    from rulespec.compiler.documents.values import parse_date
    from rulespec.keeping.maintaining import dead_links, due, reason_of

    words = words_now()
    today = parse_date(on) if on else datetime.date.today()
    if today is None:
        raise click.UsageError(words.ui["bad start"].format(text=on))
    checked = checked_project(project)
    stop_if_wrong(checked)
    found = list(due(checked.program, today, within))
    if links:
        found += dead_links(checked.program, reason_of)
    for item in found:
        click.echo(item.text(words))
    if not found:
        click.echo(words.ui["review nothing"])
    sys.exit(WRONG_RULES if any(item.is_late for item in found) else FINE)


@click.command(name="triage", cls=Command)
@argument("portfolio", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--country", help="@country")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="@triage-out")
def triage(portfolio: Path, country: str | None, out: Path | None) -> None:
    from rulespec.disk.writing import create_files
    from rulespec.keeping.portfolio import PortfolioError, read_portfolio
    from rulespec.keeping.triage import lines, page, rank, sheet_bytes
    from rulespec.projects.project import country_at, lexicon_names

    words = words_now()
    try:
        weights, candidates = read_portfolio(portfolio)
        ranked = rank(weights, candidates, lexicon_names(*country_at(portfolio.resolve(), country)))
    except PortfolioError as problem:
        click.echo("\n".join([words.said("triage wrong", count=len(problem.problems)), *problem.lines(words)]), err=True)
        sys.exit(WRONG_RULES)
    click.echo("\n".join(lines(ranked, weights, words)))
    if out is not None:
        files: dict[str, str | bytes] = {"triage.xlsx": sheet_bytes(ranked, words), "triage.html": page(ranked, weights, words)}
        for path in create_files(out, {PurePosixPath(name): data for name, data in files.items()}):
            click.echo(words.ui["created"].format(path=path))


@click.command(name="convert", cls=Command)
@argument("source", type=click.Path(exists=True, path_type=Path))
@argument("target", type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="@update")
@click.option("--language", "tongue", type=Tongue(), help="@tongue")
def convert(source: Path, target: Path, update: bool, tongue: str | None) -> None:
    from rulespec.commands.terminal import console
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.compiler.words import language
    from rulespec.disk.writing import write_atomically
    from rulespec.formats.registry import FORMATS
    from rulespec.projects.converting import NotARow, NotTranslated, can_be_updated, can_be_written
    from rulespec.projects.converting import convert as convert_file

    words = words_now()
    if not can_be_written(target):
        raise click.UsageError(words.ui["convert to"].format(path=target, known=", ".join(item.extension for item in FORMATS)))
    diagnostics = Diagnostics()
    try:
        made = convert_file(source, target, diagnostics, update, language(tongue) if tongue else None)
    except NotTranslated as problem:
        for cell in problem.cells:
            click.echo(words.ui["not translated"].format(place=cell.span, text=cell.text), err=True)
        sys.exit(WRONG_RULES)
    except NotARow as problem:
        for sheet in problem.sheets:
            click.echo(words.ui["not a row"].format(place=sheet.document.span, path=target), err=True)
        sys.exit(WRONG_RULES)
    if made is None:
        from rulespec.reporting.text import print_diagnostics

        print_diagnostics(diagnostics.sorted(), words, console(stderr=True))
        sys.exit(WRONG_RULES)
    taken = [path for path in made if path.exists() and not (update and can_be_updated(path))]
    for path in taken:
        click.echo(words.ui["exists"].format(path=path), err=True)
    if taken:
        sys.exit(WRONG_USAGE)
    for path, data in made.items():
        write_atomically(path, data)
        click.echo(words.ui["converted"].format(path=path))


@click.command(name="diff", cls=Command)
@argument("old", type=click.Path(exists=True, path_type=Path))
@argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "output", type=click.Choice(["text", "markdown", "json"]), default="text", help="@format")
def diff(old: Path, new: Path, output: str) -> None:
    import json

    from rulespec.commands.terminal import console
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.keeping.differing import compare_paths, text_lines, to_data
    from rulespec.reporting.text import print_diagnostics

    words = words_now()
    diagnostics = Diagnostics()
    found = compare_paths(old, new, diagnostics)
    if diagnostics.has_errors:
        print_diagnostics(diagnostics.sorted(), words, console(stderr=True))
        sys.exit(WRONG_RULES)
    if output == "json":
        click.echo(json.dumps(to_data(found), ensure_ascii=False, indent=1))
        return
    for line in text_lines(found, words, output == "markdown"):
        click.echo(line)
    if not found:
        click.echo(words.ui["diff nothing"])


@click.command(name="show", cls=Command)
@argument("document", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(document: Path) -> None:
    from rulespec.commands.terminal import console
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.projects.converting import shown
    from rulespec.reporting.text import print_diagnostics

    diagnostics = Diagnostics()
    made = shown(document, diagnostics)
    if made is None:
        print_diagnostics(diagnostics.sorted(), words_now(), console(stderr=True))
        sys.exit(WRONG_RULES)
    click.echo("---\n".join(made), nl=False)


def stop_at_port(port: int, error: OSError) -> NoReturn:
    """Say why nothing can be served there."""
    words = words_now()
    click.echo(words.ui["preview port"].format(port=port, reason=words.reason(error.strerror or str(error))), err=True)
    sys.exit(WRONG_USAGE)


@click.command(name="serve", cls=Command)
@PROJECT
@click.option("--port", type=PORT, default=5000, help="@port")
@click.option("--host", default=LOOPBACK, help="@host")
def serve(project: Path, port: int, host: str) -> None:
    from rulespec.running.serving import serve as run_server

    checked = checked_project(project)
    stop_if_wrong(checked)
    click.echo(words_now().ui["serving"].format(host=host, port=port), err=True)
    try:
        run_server(checked, host, port, words_now())
    except OSError as error:
        stop_at_port(port, error)


@click.command(name="impact", cls=Command)
@PROJECT
@click.option("--against", help="@against")
@click.option("--openfisca-tests", "upstream", type=click.Path(exists=True, path_type=Path), multiple=True, help="@impact-tests")
@click.option("--graph", "only_graph", is_flag=True, help="@graph")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@format")
def impact(project: Path, against: str | None, upstream: tuple[Path, ...], only_graph: bool, output: str) -> None:
    import json

    from rulespec.disk.temporary import temporary
    from rulespec.keeping.impact import RevisionError, graph, measure
    from rulespec.keeping.impact_told import text_lines, to_data

    words = words_now()
    checked = checked_project(project)
    stop_if_wrong(checked)
    if only_graph:
        click.echo(graph(checked.program, words), nl=False)
        return
    with temporary() as work:
        try:
            old, found, different, proofs = measure(checked, against, list(upstream), work)
        except RevisionError:
            raise click.UsageError(words.ui["impact revision"].format(name=against)) from None
        if old is not None:
            stop_if_wrong(old)
    if output == "json":
        click.echo(json.dumps(to_data(found, different, proofs, checked.program), ensure_ascii=False, indent=1))
    else:
        for line in text_lines(found, different, proofs, checked.program, checked.catalog, words, old.program if old is not None else None):
            click.echo(line)
    sys.exit(WRONG_RULES if different or not proofs.are_fine else FINE)


def _add_cases(before: Checked, after: Checked, found: list[Change], day: datetime.date) -> None:
    """The cases of the raised amounts at the new date, with what the new rules answer, to be confirmed, in the new project."""
    from dataclasses import replace

    from rulespec.disk.temporary import temporary
    from rulespec.keeping.uprating import cases_at
    from rulespec.projects.compiling import write_package
    from rulespec.running.case_keeping import Kept, keep_case
    from rulespec.running.testing import play

    words = words_now()
    assert before.program is not None and after.program is not None
    cases = cases_at(before.program, found, day)
    with temporary() as folder:
        write_package(folder, after)
        played = play(after.program, after.catalog, folder, cases) if cases else ()
    for item in played:
        answers = [
            replace(result.expected, value=result.found)
            for result in item.results
            if result.expected is not None and result.found is not None and not result.error
        ]
        done, path = keep_case(after, replace(item.case, expected=tuple(answers)), "") if answers else (Kept.REFUSED, item.case.document)
        key = "uprate case" if done is Kept.ADDED else "uprate no case"
        click.echo(words.ui[key].format(name=item.case.name, path=path), err=done is not Kept.ADDED)


@click.command(name="uprate", cls=Command)
@argument("rate")
@PROJECT
@click.option("--from", "start", required=True, help="@from")
@click.option("--aid", "aids", multiple=True, help="@uprate-aid")
@click.option("--only", multiple=True, help="@only")
@click.option("--except", "without", multiple=True, help="@uprate-except")
@click.option("--reference", default="", help="@uprate-reference")
@click.option("--cases", "with_cases", is_flag=True, help="@uprate-cases")
@click.option(
    "--round",
    "rounding",
    type=click.Choice(["cent", "cent_down", "cent_up", "euro", "euro_down", "euro_up", "ten", "ten_up"]),
    default="cent",
    help="@round",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="@uprate-out")
def uprate(
    rate: str,
    project: Path,
    start: str,
    aids: tuple[str, ...],
    only: tuple[str, ...],
    without: tuple[str, ...],
    reference: str,
    with_cases: bool,
    rounding: str,
    out: Path | None,
) -> None:
    from rulespec.compiler.analysis.explaining.quantities import Quantities
    from rulespec.compiler.analysis.space.rulebook import rulebook_of
    from rulespec.compiler.documents.values import parse_date, parse_number, write_date
    from rulespec.disk.writing import create_files, in_the_way
    from rulespec.keeping.uprating import changes, documents, unknown_names, untouched, whole_project
    from rulespec.projects.compiling import check_folder

    words = words_now()
    parsed, day = parse_number(rate.replace("%", "").strip(), words), parse_date(start)
    if parsed is None or "%" not in rate:
        raise click.UsageError(words.ui["bad rate"].format(text=rate))
    if day is None:
        raise click.UsageError(words.ui["bad start"].format(text=start))
    checked = checked_project(project)
    stop_if_wrong(checked)
    if unknown := unknown_names(checked.program, aids, (*only, *without)):
        raise click.UsageError(words.ui["uprate unknown"].format(names=" ; ".join(map(words.quoted, unknown))))
    if with_cases and out is None:
        raise click.UsageError(words.ui["uprate cases out"])
    found = list(changes(checked.program, parsed[0] / Decimal(100), day, only, rounding, aids, without))
    for left in untouched(checked):
        click.echo(words.ui["uprate left"].format(place=left.amount.span, name=left.name, text=left.amount.text), err=True)
    if not found:
        click.echo(words.ui["uprate none"], err=True)
        sys.exit(WRONG_RULES)
    shown = Quantities(checked.program, rulebook_of(checked.program, checked.catalog).at(day), words)
    for item in found:
        old, new = (shown.figure(Fraction(value), item.parameter.type) for value in (item.old, item.new))
        click.echo(words.ui["uprate line"].format(name=item.parameter.name, old=old, new=new, date=write_date(day)))
    if out is None:
        return
    taken = in_the_way(out)
    if taken is not None:
        click.echo(words.ui["exists"].format(path=taken), err=True)
        sys.exit(WRONG_USAGE)
    made = documents(checked, found, day, " ".join(reference.split()))
    create_files(out, {PurePosixPath(path): data for path, data in whole_project(checked, made).items()})
    for path in made:
        click.echo(words.ui["created"].format(path=out / path))
    after = check_folder(out, checked.catalog)
    stop_if_wrong(after)
    if with_cases:
        _add_cases(checked, after, found, day)
    click.echo(words.ui["uprate out"].format(path=out))
