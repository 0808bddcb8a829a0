"""Figures to bars, drawn in SVG beside a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

WIDTH, ROW, THICK = 720, 26, 16
NAMES, FIGURES = 230, 130
LONGEST = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a value, and how the value is said."""

    name: str
    value: float
    said: str


def bars(items: Sequence[Bar], label: str) -> Markup:
    """Bars to the right of a line for what is gained, to its left for what is lost."""
    low = min(0.0, *(item.value for item in items))
    high = max(0.0, *(item.value for item in items))
    span = (high - low) or 1.0
    left, right = NAMES + (FIGURES if low < 0 else 10), WIDTH - (FIGURES if high > 0 else 10)
    zero = left + (0 - low) / span * (right - left)
    parts = []
    for index, item in enumerate(items):
        y = 8 + index * ROW
        end = left + (item.value - low) / span * (right - left)
        start, width = min(zero, end), abs(end - zero)
        kind = "loss" if item.value < 0 else "gain"
        place, anchor = (start - 6, "end") if item.value < 0 else (start + width + 6, "start")
        parts.append(f'<text x="0" y="{y + 13}">{escape(_short(item.name))}</text>')
        parts.append(f'<rect class="{kind}" x="{start:.1f}" y="{y}" width="{max(width, 0.5):.1f}" height="{THICK}"/>')
        parts.append(f'<text x="{place:.1f}" y="{y + 13}" text-anchor="{anchor}">{escape(item.said)}</text>')
    height = 16 + ROW * len(items)
    parts.append(f'<path class="axis" d="M{zero:.1f} 0V{height}"/>')
    # Every part is made here, and each text escaped.
    return Markup(
        f'<svg class="drawing bars" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
