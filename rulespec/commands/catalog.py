"""The commands that search a country's data and parameters, and tell what is known of one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rulespec.commands.checking import WRONG_RULES
from rulespec.commands.terminal import Command, Group, argument, console, words_now


def _awaits(country: str) -> None:
    console(stderr=True).print(words_now().ui["introspecting"].format(name=country), style="dim")


# How wide a list is in a file or through a pipe.
WIDE = 160


@click.group(name="catalog", cls=Group)
def catalog() -> None:
    pass


@catalog.command(name="search", cls=Command)
@argument("query", nargs=-1, required=True)
@click.option("--country", help="@country")
@click.option("--limit", default=20, help="@limit")
def search(query: tuple[str, ...], country: str | None, limit: int) -> None:
    from rulespec.country.searching import search_catalog
    from rulespec.projects.project import country_at

    words = words_now()
    catalog, lexicon = country_at(Path.cwd(), country, _awaits)
    found = search_catalog(catalog, " ".join(query), words, lexicon)
    if not found:
        click.echo(words.ui["none found" if catalog.distribution else "no country"].format(query=" ".join(query)))
        sys.exit(WRONG_RULES)
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    out = console()
    if not out.is_terminal:
        out.width = WIDE
    # A name is copied: it is cut in two only where it would leave no room for what it means.
    table.add_column(words.ui["name"], overflow="fold", no_wrap=max(len(item[0]) for item in found[:limit]) <= out.width // 2)
    for heading in ("entity", "period", "type", "label"):
        table.add_column(words.ui[heading], overflow="fold")
    for item in found[:limit]:
        table.add_row(*(Text(text) for text in item))
    out.print(table)
    if len(found) > limit:
        click.echo(words.ui["more"].format(count=len(found) - limit))


class ShowName(Command):
    topic = "show-name"


@catalog.command(name="show", cls=ShowName)
@argument("name", nargs=-1, required=True)
@click.option("--country", help="@country")
def show_name(name: tuple[str, ...], country: str | None) -> None:
    from rulespec.country.showing import near_names, show_entry
    from rulespec.projects.project import country_at

    words = words_now()
    known, lexicon = country_at(Path.cwd(), country, _awaits)
    text = " ".join(name)
    found = show_entry(known, text, words, lexicon)
    if not found:
        near = near_names(known, text, words, lexicon)
        said = "show near" if near else "show nothing" if known.distribution else "no country"
        click.echo(words.ui[said].format(name=text, near=" ; ".join(near)), err=True)
        sys.exit(WRONG_RULES)
    width = max(len(head) for head, _ in found)
    for head, told in found:
        click.echo(f"{head:<{width}}  {told}")
