"""Drawings in SVG, each beside a table that says the same: curves of amounts, steps of parameters, graphs of what reads what."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 78, 18, 18, 44
TICKS = 5
NODE_WIDTH, NODE_HEIGHT, GAP_X, GAP_Y = 210, 40, 60, 14
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis and what is written there."""

    at: float
    text: str


def _frame(label: str, content: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg class="drawing" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-label="{escape(label, quote=True)}">{content}</svg>'
    )


def _axes(xs: Sequence[Mark], ys: Sequence[Mark], x_title: str, y_title: str) -> str:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = [f'<path class="axis" d="M{LEFT} {TOP}V{bottom}H{right}"/>']
    for mark in ys:
        parts.append(f'<path class="grid" d="M{LEFT} {mark.at:.1f}H{right}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{mark.at + 4:.1f}" text-anchor="end">{escape(mark.text)}</text>')
    for mark in xs:
        parts.append(f'<text x="{mark.at:.1f}" y="{bottom + 18}" text-anchor="middle">{escape(mark.text)}</text>')
    parts.append(f'<text x="{right}" y="{HEIGHT - 6}" text-anchor="end" class="title">{escape(x_title)}</text>')
    parts.append(f'<text x="{LEFT - 8}" y="{TOP - 4}" text-anchor="start" class="title">{escape(y_title)}</text>')
    return "".join(parts)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _round_steps(high: float) -> list[float]:
    """Round numbers from 0 to a maximum, five or so."""
    if high <= 0:
        return [0.0]
    raw = high / TICKS
    size = 10.0 ** (len(str(int(raw))) - 1) if raw >= 1 else 0.1
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= raw)
    return [step * index for index in range(int(high / step + 1e-9) + 1)]


def curve(points: Sequence[tuple[float, float]], label: str, x_title: str, y_title: str, said: Callable[[float], str]) -> str:
    """An amount against a quantity; a jump between two cents is drawn as one."""
    top_x, top_y = points[-1][0], max(y for _, y in points) * 1.05
    to_x, to_y = _scale(0, top_x, LEFT, WIDTH - RIGHT), _scale(0, top_y, HEIGHT - BOTTOM, TOP)
    path = "".join(f"{'L' if index else 'M'}{to_x(x):.1f} {to_y(y):.1f}" for index, (x, y) in enumerate(points))
    xs = [Mark(to_x(value), said(value)) for value in _round_steps(top_x)]
    ys = [Mark(to_y(value), said(value)) for value in _round_steps(top_y)]
    return _frame(label, _axes(xs, ys, x_title, y_title) + f'<path class="curve" d="{path}"/>')


def steps(values: Sequence[tuple[datetime.date, float | None]], label: str, y_title: str, said: Callable[[float], str]) -> str:
    """The values of a parameter over time: each holds until the next; an end leaves a gap."""
    first, last = values[0][0], values[-1][0]
    # What holds since ever starts a year before the first change, and the last value goes on for a year.
    start = first if first.year > 1900 else (values[1][0] if len(values) > 1 else datetime.date(2020, 1, 1)) - datetime.timedelta(days=365)
    end = max(last, start) + datetime.timedelta(days=365)
    to_x = _scale(start.toordinal(), end.toordinal(), LEFT, WIDTH - RIGHT)
    known = [value for _, value in values if value is not None]
    low, high = min(0.0, *known), max(known) * 1.08 or 1.0
    to_y = _scale(low, high, HEIGHT - BOTTOM, TOP)
    parts = []
    for index, (date, value) in enumerate(values):
        if value is None:
            continue
        until = values[index + 1][0] if index + 1 < len(values) else end
        x, next_x = to_x(max(date, start).toordinal()), to_x(until.toordinal())
        parts.append(f'<path class="curve" d="M{x:.1f} {to_y(value):.1f}H{next_x:.1f}"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{to_y(value):.1f}" r="3.5"/>')
        if index + 1 < len(values) and (after := values[index + 1][1]) is not None:
            parts.append(f'<path class="jump" d="M{next_x:.1f} {to_y(value):.1f}V{to_y(after):.1f}"/>')
    years = range(start.year, end.year + 1)
    every = max(1, -(-len(years) // 8))
    xs = [Mark(to_x(datetime.date(year, 1, 1).toordinal()), str(year)) for year in years if year % every == 0]
    xs = [mark for mark in xs if LEFT <= mark.at <= WIDTH - RIGHT]
    ys = [Mark(to_y(value), said(value)) for value in _round_steps(high)]
    return _frame(label, _axes(xs, ys, "", y_title) + "".join(parts))


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a graph: what it is called, where it leads, its kind for the colour."""

    id: str
    text: str
    kind: str
    link: str = ""


def graph(nodes: Mapping[str, Node], edges: Sequence[tuple[str, str]], label: str) -> str:
    """What reads what, from left (what is read) to right (who reads it): boxes in columns by their distance."""
    depth = _depths(nodes, edges)
    columns: dict[int, list[Node]] = {}
    for name, node in nodes.items():
        columns.setdefault(depth[name], []).append(node)
    order = _ordered(columns, edges)
    places = {
        node.id: (20 + column * (NODE_WIDTH + GAP_X), 20 + row * (NODE_HEIGHT + GAP_Y))
        for column, found in order.items()
        for row, node in enumerate(found)
    }
    width = 40 + (max(order) + 1) * (NODE_WIDTH + GAP_X) - GAP_X
    height = 40 + max(len(found) for found in order.values()) * (NODE_HEIGHT + GAP_Y) - GAP_Y
    parts = [
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z"/></marker></defs>'
    ]
    for read, reader in edges:
        (x1, y1), (x2, y2) = places[read], places[reader]
        start_x, start_y, end_y = x1 + NODE_WIDTH, y1 + NODE_HEIGHT / 2, y2 + NODE_HEIGHT / 2
        middle = (start_x + x2) / 2
        parts.append(
            f'<path class="edge" marker-end="url(#arrow)" d="M{start_x} {start_y}C{middle} {start_y} {middle} {end_y} {x2 - 2} {end_y}"/>'
        )
    for node in nodes.values():
        x, y = places[node.id]
        box = (
            f'<g class="node {node.kind}"><title>{escape(node.text)}</title>'
            f'<rect x="{x}" y="{y}" width="{NODE_WIDTH}" height="{NODE_HEIGHT}" rx="6"/>'
            f'<text x="{x + NODE_WIDTH / 2}" y="{y + NODE_HEIGHT / 2 + 5}" text-anchor="middle">{escape(_short(node.text))}</text></g>'
        )
        parts.append(f'<a href="{escape(node.link, quote=True)}">{box}</a>' if node.link else box)
    # A picture with links is no image to a screen reader: it is a group of them.
    return (
        f'<svg class="drawing graph" role="group" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )


def _depths(nodes: Mapping[str, Node], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How far each box is from what reads nothing; a loop, which rules never have, would stop at the number of boxes."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = False
        for read, reader in edges:
            if depth[reader] < depth[read] + 1 <= len(nodes):
                depth[reader] = depth[read] + 1
                moved = True
        if not moved:
            break
    return depth


def _ordered(columns: dict[int, list[Node]], edges: Sequence[tuple[str, str]]) -> dict[int, list[Node]]:
    """Each column in the order of what its boxes read, so that few arrows cross."""
    reads: dict[str, list[str]] = {}
    for read, reader in edges:
        reads.setdefault(reader, []).append(read)
    rank: dict[str, float] = {}
    made: dict[int, list[Node]] = {}
    for column in sorted(columns):

        def weight(node: Node) -> float:
            known = [rank[name] for name in reads.get(node.id, ()) if name in rank]
            return sum(known) / len(known) if known else 0.0

        made[column] = sorted(columns[column], key=weight)
        rank.update({node.id: float(index) for index, node in enumerate(made[column])})
    return made


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
