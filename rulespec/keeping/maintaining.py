"""What a rulebook needs as time goes by: thresholds to renew, figures to name, aids without anyone, links that died."""

from __future__ import annotations

import datetime
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from rulespec.compiler import ir
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.source import Span
from rulespec.compiler.words import Language

SOON = 60
# Months, quarters, halves and hundredths are arithmetic, not law.
PLAIN = frozenset(map(Decimal, (0, 1, 2, 3, 4, 6, 12, 24, 36, 100, 365, 366)))
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to look after; `is_late` where it can't wait, `key` names its sentence."""

    key: str
    span: Span
    fields: dict[str, str]
    is_late: bool = False
    figures: tuple[Decimal, ...] = ()

    def text(self, words: Language) -> str:
        figures = " ; ".join(write_number(figure, words) for figure in self.figures)
        return f"{self.span} — {words.ui[self.key].format_map({**self.fields, 'figures': figures})}"


def due(program: ir.Program, today: datetime.date, soon: int = SOON) -> Iterator[Due]:
    """Thresholds past their « à revoir le » or near it, figures without a name, and aids that nobody looks after."""
    for parameter in sorted(program.parameters, key=lambda item: item.valid_until or datetime.date.max):
        until = parameter.valid_until
        if until is None or until > today + datetime.timedelta(days=soon):
            continue
        fields = {"name": parameter.name or parameter.label, "date": write_date(until), "days": str(abs((until - today).days))}
        yield Due("review past" if until <= today else "review near", parameter.span, fields, until <= today)
    for variable in program.variables:
        for formula in variable.formulas:
            figures = dict.fromkeys(_figures(formula.expression, program.terms))
            if figures and not variable.role.is_inner:
                yield Due("review figures", formula.span, {"name": variable.label}, figures=tuple(figures))
    for aid in (*program.aids, *program.cards):
        if not aid.maintainer and aid.state != "closed":
            yield Due("review nobody", aid.span, {"name": aid.name})


def _figures(expression: ir.Expression, terms: frozenset[ir.Expression]) -> Iterator[Decimal]:
    """The figures that a formula multiplies, adds or divides by: a coefficient has a date and a law, as a parameter has.

    Those of the lexicon's own terms are its own.
    """
    if expression in terms:
        return
    if isinstance(expression, ir.Arithmetic | ir.Divide):
        for side in (expression.left, expression.right):
            value = side.value if isinstance(side, ir.Constant) else None
            if isinstance(value, Decimal) and value.is_finite() and abs(value) not in PLAIN:
                yield value
    for child in ir.children(expression):
        yield from _figures(child, terms)


def dead_links(program: ir.Program, opens: Callable[[str], str]) -> Iterator[Due]:
    """The links of the cards that no longer answer, with who looks after the aid; `opens` says what is wrong, or ""."""
    tried: dict[str, str] = {}
    for aid in (*program.aids, *program.cards):
        for link in dict.fromkeys([*(item.text for item in aid.texts), *(item.link or "" for item in aid.references)]):
            if urlsplit(link).scheme != "https":
                continue
            if link not in tried:
                tried[link] = opens(link)
            if tried[link]:
                yield Due(
                    "review dead", aid.span, {"name": aid.name, "link": link, "reason": tried[link], "who": aid.maintainer or "?"}, True
                )


def reason_of(link: str) -> str:
    """Why a link does not answer, "" where it does. Only https links are asked."""
    request = urllib.request.Request(link, method="HEAD", headers={"User-Agent": "rulespec"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            return ""
    except urllib.error.HTTPError as error:
        # A site that refuses HEAD, or robots, is there.
        return "" if error.code in (401, 403, 405, 429) else str(error.code)
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error))[:80]
