"""Diagnostics to a terminal: place, sentence, the text with what is wrong underlined, a suggestion."""

from __future__ import annotations

import unicodedata

from rich.console import Console
from rich.text import Text

from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.limits import SHOWN
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.text import printable
from rulespec.compiler.words import Language
from rulespec.reporting.folding import also_at, folded
from rulespec.reporting.sentences import label_text, tell

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold blue"}
WIDTH = 100


def print_diagnostics(diagnostics: tuple[Diagnostic, ...], words: Language, console: Console) -> None:
    """All the diagnostics up to a limit, each cause once, errors before the others where not all are shown, then how many."""
    diagnostics = folded(diagnostics)
    shown = diagnostics
    if len(diagnostics) > SHOWN:
        shown = tuple(sorted(diagnostics, key=lambda item: item.severity is not Severity.ERROR))[:SHOWN]
    for diagnostic in shown:
        console.print(render(diagnostic, words), soft_wrap=True)
    if len(shown) < len(diagnostics):
        console.print(Text(words.said("not shown", count=len(diagnostics) - len(shown))))
    errors = sum(item.severity is Severity.ERROR for item in diagnostics)
    warnings = sum(item.severity is Severity.WARNING for item in diagnostics)
    if diagnostics:
        console.print(Text(words.ui["summary"].format(errors=errors, warnings=warnings), style="bold"))


def render(diagnostic: Diagnostic, words: Language) -> Text:
    """One diagnostic as styled text; user text is never read as markup."""
    told = tell(diagnostic, words)
    style = STYLES[diagnostic.severity]
    text = Text()
    text.append(f"{words.terms[diagnostic.severity.value]} {diagnostic.code.id}", style)
    text.append(f" {told.title}", "bold")
    text.append(f"\n  {diagnostic.span.path}", "cyan")
    text.append(f" {diagnostic.span.place}\n", "cyan")
    text.append(f"  {told.message}\n")
    _excerpt(text, diagnostic.span, style)
    for label in diagnostic.labels:
        if label.key == "first":
            text.append(f"  {label_text(label.key, words)}{words.marks.colon}{label.span.path} {label.span.place}\n", "dim")
    if others := also_at(diagnostic):
        text.append(f"  {label_text('also', words)}{words.marks.colon}{others}\n", "dim")
    if told.help:
        text.append(f"  {words.ui['help label']}{words.marks.colon}", "green")
        text.append(f"{told.help}\n")
    return text


def _excerpt(text: Text, span: Span, style: str) -> None:
    """The line as written, with carets under the part that is meant."""
    written = printable(span.source.text.splitlines()[0]) if span.source.text.splitlines() else ""
    if not written:
        return
    start, end = min(span.start, len(written)), min(span.end, len(written))
    if len(written) > WIDTH:
        cut = max(0, start - WIDTH // 2)
        written, start, end = written[cut : cut + WIDTH], start - cut, min(end - cut, WIDTH)
    text.append("    | ", "dim")
    text.append(f"{written}\n")
    text.append("    | ", "dim")
    text.append(" " * _width(written[:start]) + "^" * max(1, _width(written[start:end])) + "\n", style)


def _width(text: str) -> int:
    """Columns on a terminal: wide characters count for two, combining ones for none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
