"""The commands on populations: checked, described, made, and simulated."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import click

from rulespec.commands.checking import FINE, PROJECT, WRONG_RULES, ProjectPath, checked_project, stop_if_wrong
from rulespec.commands.terminal import Command, Group, argument, console, words_now

PERIOD = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2]))?\Z")
SIZE = re.compile(r"(?P<count>\d+(?:[.,]\d+)?)\s*(?P<unit>[kmgt])i?[bo]\Z", re.IGNORECASE)
UNITS = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
# Seconds between two lines of progress where nobody watches a terminal, and where somebody does.
QUIET, LIVELY = 10.0, 0.5


class Period(click.ParamType):  # type: ignore[type-arg]
    """A month or a year."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if PERIOD.match(str(value)):
            return str(value)
        self.fail(words_now().said("simulate period", text=value), param, ctx)


class Size(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes: « 2GB », « 500 Mo »."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = SIZE.match(str(value).strip())
        if found is None:
            self.fail(words_now().said("simulate memory", text=value), param, ctx)
        return int(float(found["count"].replace(",", ".")) * UNITS[found["unit"].lower()])


POPULATION = argument("population", type=click.Path(exists=True, path_type=Path))
OF_PROJECT = click.option("--project", type=ProjectPath(file_okay=False, path_type=Path), default=".", help="@population-project")
OF_COUNTRY = click.option("--country", default="", help="@population-country")


def need(engine: str = "") -> None:
    """Ask for the extra of populations, or of the engine, before any other: it brings what the others do."""
    if engine == "dask":
        import distributed  # noqa: F401
    import pyarrow  # noqa: F401


def engine_options(command: Any) -> Any:
    """Who computes, and in how much memory: the same of each command that plays rules on people."""
    for option in (
        click.option("--scheduler", default="", help="@scheduler"),
        click.option("--workers", type=click.IntRange(1, 1024), default=None, help="@workers"),
        click.option("--engine", type=click.Choice(["local", "processes", "dask"]), default="local", help="@engine"),
        click.option("--memory", type=Size(), default="2GB", help="@memory"),
    ):
        command = option(command)
    return command


@click.group(name="population", cls=Group)
def population() -> None:
    pass


class CheckPopulation(Command):
    topic = "check-population"


@population.command(name="check", cls=CheckPopulation)
@POPULATION
@OF_PROJECT
@OF_COUNTRY
@click.option("--period", type=Period(), help="@population-period")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@population-format")
def check(population: Path, project: Path, country: str, period: str | None, output: str) -> None:
    from rulespec.compiler.ground.diagnostics import Severity

    need()
    checked, catalog, known = _rules(project, country)
    opened, diagnostics = checked_population(population, catalog, known, period or "")
    if output == "json":
        from rulespec.reporting import outputs

        click.echo(outputs.written(outputs.REMARKS, output, diagnostics, words_now(), ()))
    else:
        _print(diagnostics)
    has_errors = any(item.severity is Severity.ERROR for item in diagnostics)
    if not has_errors and output == "text":
        _tell_fine(opened)
    sys.exit(WRONG_RULES if has_errors else FINE)


@population.command(name="describe", cls=Command)
@POPULATION
@OF_PROJECT
@OF_COUNTRY
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="@population-format")
def describe(population: Path, project: Path, country: str, output: str) -> None:
    need()
    from rulespec.populations.describing import describe_population, lines_of
    from rulespec.populations.population import open_population

    words = words_now()
    _, catalog, known = _rules(project, country)
    found = describe_population(open_population(population, catalog, known), known)
    if output == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in lines_of(found, words):
        click.echo(line)


@population.command(name="make", cls=Command)
@argument("folder", type=click.Path(path_type=Path))
@click.option("--margins", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True, help="@margins")
@OF_PROJECT
@OF_COUNTRY
@click.option("--households", type=click.IntRange(1), help="@make-households")
@click.option("--seed", type=int, help="@make-seed")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", help="@make-form")
def make(folder: Path, margins: Path, project: Path, country: str, households: int | None, seed: int | None, form: str) -> None:
    from dataclasses import replace

    need()
    from rulespec.populations.making import make_population, read_margins, write_population

    _, catalog, known = _rules(project, country)
    stated = read_margins(margins, known)
    stated = replace(stated, households=households or stated.households, seed=stated.seed if seed is None else seed)
    tables = make_population(stated, catalog, known)
    write_population(folder, tables, catalog, form)
    persons = tables[catalog.person.key].num_rows
    weight = _number(stated.weight)
    click.echo(words_now().said("population made", path=folder, households=stated.households, persons=persons, weight=weight))


@click.command(name="simulate", cls=Command)
@PROJECT
@POPULATION
@click.option("--period", type=Period(), required=True, help="@population-period")
@click.option("--aids", default="", help="@simulate-aids")
@click.option("--variables", default="", help="@simulate-variables")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="@simulate-out")
@engine_options
def simulate(
    project: Path,
    population: Path,
    period: str,
    aids: str,
    variables: str,
    out: Path,
    memory: int,
    engine: str,
    workers: int | None,
    scheduler: str,
) -> None:
    need(engine)
    from rulespec.populations.covering import check_covered
    from rulespec.populations.engines import cores, engine_of
    from rulespec.populations.job import make_job, outputs_of
    from rulespec.populations.running import Asked, simulate_population
    from rulespec.projects.revision import revision_of

    words = words_now()
    if engine == "dask" and not scheduler:
        raise click.UsageError(words.ui["simulate scheduler"])
    checked, catalog, known = _rules(project, "")
    outputs = outputs_of(checked, known, period, names_in(aids), names_in(variables))
    if not outputs:
        raise click.UsageError(words.ui["simulate nothing"])
    opened, diagnostics = checked_population(population, catalog, known, period)
    diagnostics = (*check_covered(checked.program, outputs), *diagnostics)
    stop_if_faulty(diagnostics)
    job = make_job(checked, catalog, opened, known, outputs)
    asked = Asked(project.resolve().name, revision_of(project), catalog.package, period)
    hands = engine_of(engine, workers or cores(), scheduler)
    try:
        manifest = simulate_population(job, opened, asked, out, hands, memory, Rate())
    finally:
        hands.close()
    plurals = manifest.plurals
    person = catalog.person.key
    click.echo(words.said("simulate done", path=out, chunks=manifest.chunks, persons=manifest.rows[person]))
    for item in manifest.variables:
        if item.total is not None and item.holders is not None and not item.is_eligibility:
            key = "simulate count" if item.kind == "bool" else "simulate money"
            said = {"name": item.aid or item.variable, "entity": plurals[item.entity], "rows": item.rows}
            click.echo(words.said(key, **said, total=_number(float(item.total)), holders=_number(float(item.holders))))
    if manifest.is_synthetic:
        click.echo(words.ui["population synthetic"])


def names_in(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _number(value: float) -> str:
    """A number of an answer, in the reader's tongue, without cents."""
    words = words_now()
    return f"{value:,.0f}".replace(",", "\u202f") if words.decimal == "," else f"{value:,.0f}"


def _rules(project: Path, country: str) -> tuple[Any, Any, Any]:
    """The project (None for a country alone), the catalogue, and the variables that columns may give."""
    from rulespec.country.catalogue import load_catalog
    from rulespec.populations.known import known_variables
    from rulespec.projects.project import MANIFEST

    if country and not (project / MANIFEST).is_file():
        catalog = load_catalog(country)
        return None, catalog, known_variables(catalog)
    checked = checked_project(project)
    stop_if_wrong(checked)
    return checked, checked.catalog, known_variables(checked.catalog, checked.program)


def checked_population(path: Path, catalog: Any, known: Any, period: str) -> tuple[Any, Any]:
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.populations.checking import check_population
    from rulespec.populations.population import open_population

    diagnostics = Diagnostics()
    opened = open_population(path, catalog, known)
    check_population(opened, catalog, known, diagnostics, period)
    return opened, diagnostics.sorted()


def _print(diagnostics: Any) -> None:
    from rulespec.reporting.text import print_diagnostics

    if diagnostics:
        print_diagnostics(diagnostics, words_now(), console(stderr=True))


def stop_if_faulty(diagnostics: Any) -> None:
    """Tell what is remarked of a population or a period; end where it must not be computed so."""
    from rulespec.compiler.ground.diagnostics import Severity

    _print(diagnostics)
    if any(item.severity is Severity.ERROR for item in diagnostics):
        sys.exit(WRONG_RULES)


def _tell_fine(opened: Any) -> None:
    words = words_now()
    tables = [item for item in opened.tables if item.table is not None]
    groups = "".join(f", {item.table.rows} {item.entity.plural}" for item in tables[1:])
    click.echo(words.said("population fine", persons=tables[0].table.rows, groups=groups, columns=len(opened.columns)))
    if opened.weighted is None:
        click.echo(words.ui["population unweighted"])
    if opened.is_synthetic:
        click.echo(words.ui["population synthetic"])


class Rate:
    """How far a run is, how fast, and how long it will take, on the error output."""

    def __init__(self) -> None:
        self.started = self.told = time.monotonic()
        self.before: int | None = None
        self.is_watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self.before is None:
            # What an earlier run did says nothing of the rate of this one.
            self.before, self.started = done, now
            return
        if now - self.told < (LIVELY if self.is_watched else QUIET) and done < total:
            return
        self.told = now
        rate = (done - self.before) / max(now - self.started, 1e-9)
        left = _duration((total - done) / max(rate, 1e-9))
        text = words_now().said("simulating", done=_number(done), total=_number(total), rate=_number(rate), left=left)
        click.echo(f"\r\x1b[K{text}" if self.is_watched else text, err=True, nl=not self.is_watched or done >= total)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
