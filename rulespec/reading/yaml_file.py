"""YAML text to a tree of cells with their places: strict where YAML itself would guess."""

from __future__ import annotations

import re

import yaml
from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from rulespec.compiler import codes
from rulespec.compiler.diagnostics import Diagnostics
from rulespec.compiler.document import Entry, Mapping, Sequence, Tree
from rulespec.compiler.source import Cell, LineAnchor, Source, Span, whole

MAX_DEPTH = 40
MAX_BYTES = 20_000_000
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: str, text: str, diagnostics: Diagnostics) -> Tree | None:
    """The tree of a YAML text, None after a report. Scalars stay text: `no`, `0123`, `12:30` are not converted."""
    if not _is_safe(path, text, diagnostics):
        return None
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        _report_syntax(path, text, error, diagnostics)
        return None
    except RecursionError:
        diagnostics.report(codes.YAML_REFUSED, _span(path, text, 0, 0), what="« … »")
        return None
    if node is None:
        return Mapping((), _span(path, text, 0, 0))
    return _tree(path, text, node, diagnostics)


def _span(path: str, text: str, line: int, column: int, length: int = 0) -> Span:
    """A span over the piece of a line that starts there."""
    lines = text.splitlines() or [""]
    piece = lines[min(line, len(lines) - 1)][column : column + length if length else None]
    return whole(Source(path, piece.rstrip(), LineAnchor(line + 1, column + 1)))


def _is_safe(path: str, text: str, diagnostics: Diagnostics) -> bool:
    """Refuse what would make a few bytes into gigabytes, or text into objects: anchors, tags, depth."""
    if len(text) > MAX_BYTES:
        diagnostics.report(codes.OVERSIZED_FILE, _span(path, text[:80], 0, 0), size=str(len(text) // 1_000_000), limit="20")
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            what = ""
            if isinstance(event, AliasEvent):
                what = f"*{event.anchor}"
            elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
                if event.anchor:
                    what = f"&{event.anchor}"
                elif event.tag and not event.tag.startswith("tag:yaml.org,2002:str"):
                    what = str(event.tag)
                elif isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]:
                    what = "<<"
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
            elif type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                depth -= 1
            if depth > MAX_DEPTH:
                what = "…"
            if what:
                mark = event.start_mark
                assert mark is not None
                diagnostics.report(codes.YAML_REFUSED, _span(path, text, mark.line, mark.column), help="anchor", what=what)
                return False
    except yaml.YAMLError:
        return True  # told by the reading itself
    return True


def _report_syntax(path: str, text: str, error: yaml.YAMLError, diagnostics: Diagnostics) -> None:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    written = lines[min(line, len(lines) - 1)]
    # « question: Êtes-vous inscrit ? oui: non »: French spacing before « : » makes a second key.
    if "mapping values" in problem or re.search(r"[^\"']+\w ?: [^\"']*\w ?: ", written):
        diagnostics.report(codes.YAML_SYNTAX, _span(path, text, line, 0), "colon", help="quote")
    else:
        diagnostics.report(codes.YAML_SYNTAX, _span(path, text, line, min(column, len(written))), help="quote", reason=problem)


def _tree(path: str, text: str, node: yaml.Node, diagnostics: Diagnostics) -> Tree:
    mark = node.start_mark
    match node:
        case yaml.ScalarNode():
            return _cell(path, text, node)
        case yaml.SequenceNode():
            items = tuple(_tree(path, text, item, diagnostics) for item in node.value)
            return Sequence(items, _span(path, text, mark.line, mark.column, 1))
        case yaml.MappingNode():
            entries: list[Entry] = []
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    diagnostics.report(codes.YAML_REFUSED, _span(path, text, key.start_mark.line, key.start_mark.column), what="? …")
                    continue
                cell = _cell(path, text, key)
                if node.flow_style and entries and cell.text.isdigit() and isinstance(value, yaml.ScalarNode) and not value.value:
                    # {01/09/2025: 540,50} : a decimal comma that YAML takes for a separator
                    last = entries[-1].value
                    written = f"{last.text},{cell.text}" if isinstance(last, Cell) else cell.text
                    diagnostics.report(codes.YAML_SYNTAX, cell.span, "comma", help="quote", text=written)
                    continue
                if cell.text in seen:
                    diagnostics.report(codes.YAML_DUPLICATE_KEY, cell.span, help="remove", name=cell.text)
                    continue
                seen.add(cell.text)
                entries.append(Entry(cell, _tree(path, text, value, diagnostics)))
            length = len(entries[0].key.text) if entries else 1
            if node.value:
                mark = node.value[0][0].start_mark
            return Mapping(tuple(entries), _span(path, text, mark.line, mark.column, length))
    raise AssertionError(type(node))


def _cell(path: str, text: str, node: yaml.ScalarNode) -> Cell:
    """A scalar as its own source: offsets are within its value, whatever quotes or folds it was written with."""
    mark = node.start_mark
    quoted = 1 if node.style in ("'", '"') else 0
    value = "" if not node.style and node.value in ("~", "null") else node.value
    source = Source(path, value, LineAnchor(mark.line + 1, mark.column + 1 + quoted))
    return Cell(value, whole(source), "text" if quoted else "plain")
