"""The command line's surface: help in the reader's tongue, progress, click's own words."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from rulespec.compiler.words import Language, language, language_codes

FALLBACK = "en"
# The tongue of the project that the command works on, once it is known; click tells its errors after the command is left.
MET: ContextVar[Language | None] = ContextVar("MET", default=None)
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Tongue(click.ParamType):  # type: ignore[type-arg]
    """A tongue by its code, among those that are known when it is asked for."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in language_codes():
            return str(value)
        self.fail(words_now().said("unknown tongue", code=value, known=", ".join(language_codes())), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"[{'|'.join(language_codes())}]"


class Among(click.ParamType):  # type: ignore[type-arg]
    """A choice among names that are looked for when they are asked: `rulespec --help` waits for none of them."""

    name = "choice"

    def __init__(self, names: Callable[[], list[str]]) -> None:
        self.names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(click.Choice(self.names()).convert(value, param, ctx))

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"[{'|'.join(self.names())}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return click.Choice(self.names()).shell_complete(ctx, param, incomplete)


def reader_language(argv: list[str]) -> str:
    """The reader's tongue: `--lang`, else the environment's, else English."""
    return asked_language(argv) or _locale()


def asked_language(argv: list[str]) -> str | None:
    """The tongue that somebody asked for: `--lang`, else RULESPEC_LANG; None where nobody did."""
    for index, item in enumerate(argv):
        if item == "--lang" and index + 1 < len(argv):
            return _known(argv[index + 1]) or FALLBACK
        if item.startswith("--lang="):
            return _known(item.removeprefix("--lang=")) or FALLBACK
    value = os.environ.get("RULESPEC_LANG", "")
    return (_known(value) or FALLBACK) if value else None


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return _known(value) or FALLBACK
    return FALLBACK


def _known(text: str) -> str | None:
    """The code of a tongue at the head of a name of locale: `fr_FR.UTF-8`."""
    code = re.split(r"[-_.@]", text.lower())[0]
    return code if code in language_codes() else None


def say(key: str) -> str:
    return words_now().help[key]


def words_now() -> Language:
    """The words of the reader's tongue: the one asked for, else that of the project at hand, else the system's."""
    return MET.get() or language(reader_language(sys.argv))


CAPITALS = re.compile(r"[A-Z]{3,}")


def _capitals(text: str) -> str:
    """`[OPTIONS] PATH` in the reader's tongue."""
    words = words_now()
    return CAPITALS.sub(lambda match: words.click.get(match.group(), match.group()), text)


class Argument(click.Argument):
    """An argument whose name is said in the reader's tongue."""

    def make_metavar(self, *args: Any) -> str:
        return _capitals(super().make_metavar(*args))


def argument(*names: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    """As click's, its name said in the reader's tongue."""
    return click.argument(*names, cls=Argument, **attributes)


class Command(click.Command):
    """A command whose help is said when it is asked for, in the reader's tongue; under `topic` where its name is another's too."""

    topic = ""

    def invoke(self, ctx: click.Context) -> Any:
        from rulespec.commands.boundary import boundary

        with boundary():
            meet_project(ctx)
            return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_capitals(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = say(self.topic or self.name or "")
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
        ]
        with formatter.section(words_now().click.get("Options", "Options")):
            formatter.write_dl([(_capitals(_names(names)), _told(text)) for names, text in rows])


def _names(text: str) -> str:
    """`-h, --help, --aide`: the name of another tongue is not shown."""
    shown = ("-h", "--help", words_now().help["help option"])
    names = text.split(", ")
    return ", ".join(name for name in names if name in shown) if "--help" in names else text


def _told(text: str) -> str:
    """`@key` to what is said of an option; the rest (`[required]`) is click's."""
    return re.sub(r"^@([\w-]+)", lambda match: say(match.group(1)), text)


def meet_project(ctx: click.Context) -> None:
    """From here on, the tongue is the project's, unless somebody asked for another."""
    from rulespec.projects.project import project_language

    if asked_language(sys.argv) is not None:
        return
    for value in ctx.params.values():
        for item in value if isinstance(value, tuple) else (value,):
            path = item if isinstance(item, Path) else None
            found = project_language(path) if path is not None else None
            if found is not None:
                MET.set(found)
                return


class Group(click.Group):
    command_class = Command

    def main(self, *values: Any, **named: Any) -> Any:
        MET.set(None)
        return super().main(*values, **named)

    def get_short(self, command: click.Command) -> str:
        return say(getattr(command, "topic", "") or command.name or "").splitlines()[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_capitals(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = say(self.name or "main") if (self.name or "main") in words_now().help else say("main")
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)  # type: ignore[arg-type]
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.get_short(self.commands[name])) for name in self.list_commands(ctx)]
        with formatter.section(say("commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


Group.group_class = Group


def console(stderr: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


class Progress:
    """A bar on the terminal for long work; nothing where the output is not a terminal."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, shown: str, index: int, total: int) -> None:
        if total < 10 or not sys.stderr.isatty():
            return
        if self.bar is None:
            from rich.progress import Progress as Bar

            self.bar = Bar(console=console(stderr=True), transient=True)
            self.task = self.bar.add_task(self.text, total=total)
            self.bar.start()
        self.bar.update(self.task, completed=index, description=shown)


def translate_click() -> None:
    """Click's own words (Usage, Error, Options) in the reader's tongue."""

    def one(message: str) -> str:
        return words_now().click.get(message, message)

    def many(singular: str, plural: str, count: int) -> str:
        words = words_now()
        return one((singular, plural)[min(words.marks.plural(count), 1)])

    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and module is not None:
            if hasattr(module, "_"):
                module._ = one  # type: ignore[attr-defined]
            if hasattr(module, "ngettext"):
                module.ngettext = many  # type: ignore[attr-defined]
