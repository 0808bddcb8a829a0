"""The command that says what a change of rules costs on a population."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import click

from rulespec.commands.checking import PROJECT, checked_project, stop_if_wrong
from rulespec.commands.populations import POPULATION, Period, Rate, checked_population, engine_options, names_in, need, stop_if_faulty
from rulespec.commands.terminal import Command, words_now

# The folder of the report, beside those of the runs.
REPORT = "report"


@click.command(name="cost", cls=Command)
@PROJECT
@POPULATION
@click.option("--period", type=Period(), required=True, help="@population-period")
@click.option("--against", help="@cost-against")
@click.option("--aids", default="", help="@simulate-aids")
@click.option("--variables", default="", help="@cost-variables")
@click.option("--unit", default="", help="@cost-unit")
@click.option("--rank", default="", help="@cost-rank")
@click.option("--by", default="", help="@cost-by")
@click.option("--take-up", default="", help="@cost-take-up")
@click.option("--marginal", default="", help="@cost-marginal")
@click.option("--step", type=click.FloatRange(min=0, min_open=True), default=1.0, help="@cost-step")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="@cost-out")
@engine_options
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@cost-format")
def cost(
    project: Path,
    population: Path,
    period: str,
    against: str | None,
    aids: str,
    variables: str,
    unit: str,
    rank: str,
    by: str,
    take_up: str,
    marginal: str,
    step: float,
    out: Path,
    memory: int,
    engine: str,
    workers: int | None,
    scheduler: str,
    output: str,
) -> None:
    need(engine)
    from rulespec.costing.asking import Wanted, WrongQuestion, prepare
    from rulespec.costing.comparing import compare_rules
    from rulespec.costing.report import report_files, text_lines
    from rulespec.costing.telling import sections
    from rulespec.costing.why import reasons
    from rulespec.disk.temporary import temporary
    from rulespec.disk.writing import write_files
    from rulespec.keeping.impact import RevisionError, project_at
    from rulespec.populations.covering import check_covered
    from rulespec.populations.engines import cores, engine_of
    from rulespec.populations.known import known_variables
    from rulespec.populations.running import Asked
    from rulespec.projects.revision import revision_of

    words = words_now()
    if engine == "dask" and not scheduler:
        raise click.UsageError(words.ui["simulate scheduler"])
    checked = checked_project(project)
    stop_if_wrong(checked)
    known = known_variables(checked.catalog, checked.program)
    opened, remarks = checked_population(population, checked.catalog, known, period)
    stop_if_faulty(remarks)
    wanted = Wanted(
        period=period,
        aids=tuple(names_in(aids)),
        variables=tuple(names_in(variables)),
        unit=unit,
        ranked=rank,
        by=tuple(names_in(by)),
        take_up=tuple(names_in(take_up)),
        more=marginal,
        step=step,
    )
    asked = Asked(project.resolve().name, revision_of(project), checked.catalog.package, period)
    hands = engine_of(engine, workers or cores(), scheduler)
    try:
        with temporary() as work:
            earlier = None
            if against is not None:
                earlier = checked_project(project_at(checked.loaded.folder, against, work))
                stop_if_wrong(earlier)
            prepared = prepare(wanted, opened, checked, earlier, against or "", asked)
            assert checked.program is not None
            stop_if_faulty(check_covered(checked.program, prepared.after.outputs))
            # A report of other runs must not stand beside these.
            write_files(out / REPORT, {})
            found = compare_rules(prepared.before, prepared.after, prepared.question, out, hands, memory, _progress)
            why = reasons(prepared.before, prepared.after, prepared.question, found.told, memory)
    except RevisionError:
        raise click.UsageError(words.ui["impact revision"].format(name=against)) from None
    except WrongQuestion as error:
        raise click.UsageError(words.said(error.key, **error.fields)) from None
    finally:
        hands.close()
    files = report_files(found, why, prepared.names)
    write_files(out / REPORT, files)
    if output == "json":
        click.echo(files[PurePosixPath("cost.json")], nl=False)
        return
    for line in text_lines(sections(found, why, prepared.names, words)):
        click.echo(line)
    click.echo(words.said("cost done", path=out / REPORT))


def _progress(run: str) -> Any:
    words = words_now()
    click.echo(words.said("cost running", name=words.ui[f"cost run {run}"]), err=True)
    return Rate()
