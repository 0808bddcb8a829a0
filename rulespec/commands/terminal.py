"""The command line's surface: help in the reader's tongue, progress, click's own words."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from rulespec.commands.help_texts import CLICK, HELP
from rulespec.compiler.words import CODES, Language, language


def reader_language(argv: list[str]) -> str:
    """The reader's tongue: `--lang`, else the environment's, else English."""
    for index, item in enumerate(argv):
        if item == "--lang" and index + 1 < len(argv):
            return argv[index + 1] if argv[index + 1] in CODES else "en"
        if item.startswith("--lang="):
            return item.removeprefix("--lang=") if item.removeprefix("--lang=") in CODES else "en"
    for name in ("RULESPEC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(key: str) -> str:
    return HELP[reader_language(sys.argv)][key]


def words_now() -> Language:
    return language(reader_language(sys.argv))


class Command(click.Command):
    """A command whose help is said when it is asked for, in the reader's tongue."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = say(self.name or "")
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.help and parameter.help.startswith("@"):
                parameter.help = say(parameter.help[1:])
        super().format_help_text(ctx, formatter)


class Group(click.Group):
    command_class = Command

    def get_short(self, command: click.Command) -> str:
        return say(command.name or "").splitlines()[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = say(self.name or "main") if (self.name or "main") in HELP["en"] else say("main")
        super().format_help_text(ctx, formatter)

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


def translate_click(code: str) -> None:
    """Click's own words (Usage, Error, Options) in the reader's tongue."""
    if code == "en":
        return
    import gettext

    class Words(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return CLICK.get(message, message)

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            message = msgid1 if n == 1 else msgid2
            return CLICK.get(message, message)

    translations = Words()
    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and module is not None:
            if hasattr(module, "_"):
                module._ = translations.gettext  # type: ignore[attr-defined]
            if hasattr(module, "ngettext"):
                module.ngettext = translations.ngettext  # type: ignore[attr-defined]
