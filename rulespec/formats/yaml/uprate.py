"""A YAML document with new dated values: only the characters of these values change.

A reader that writes the whole file again (ruamel.yaml) joins lines and changes blanks: the places of the nodes are enough (decision 17).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rulespec.compiler.documents.document import DatedCell, Document, Parameter, specs
from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.yaml.places import end_of, is_quoted, line_end, newline_of
from rulespec.formats.yaml.read import Loader
from rulespec.formats.yaml.write import EVER

BOM = "\ufeff"


def uprated(path: Path, own: Mapping[str, Decimal], start: datetime.date, words: Language, reference: str = "") -> bytes:
    """`own`: the new values by the name of their parameter in normal form."""
    raw = path.read_bytes().decode("utf-8")
    text = raw.removeprefix(BOM)
    pieces: list[tuple[int, int, str]] = []
    section = _value(yaml.compose(text, Loader), words, Document, "parameters")
    for name, record in _records(section, words):
        new = own.get(normalise(name))
        held = _value(record, words, Parameter, "values") if new is not None else None
        if new is not None and held is not None:
            said = f"{new.normalize():f}".replace(".", words.decimal)
            pieces.append(_piece(text, held, write_date(start), said, words, reference))
    for low, high, piece in sorted(pieces, reverse=True):
        text = text[:low] + piece + text[high:]
    return (raw[: len(raw) - len(raw.removeprefix(BOM))] + text).encode()


def _records(section: Node | None, words: Language) -> Iterator[tuple[str, Node]]:
    """The parameters with their names: the keys of a mapping, or what each record of a list says."""
    for item in section.value if isinstance(section, MappingNode | SequenceNode) else ():
        key, record = item if isinstance(item, tuple) else (_value(item, words, Parameter, "name"), item)
        if isinstance(key, ScalarNode):
            yield str(key.value), record


def _value(node: Node | None, words: Language, record: type, field: str) -> Node | None:
    """What a record holds in a field, under any of its names."""
    if not isinstance(node, MappingNode):
        return None
    surface = words.keys_of(record.__name__, tuple(spec.name for spec in specs(record)))
    return next((value for key, value in node.value if surface.get(normalise(str(key.value))) == field), None)


def _piece(text: str, held: Node, day: str, said: str, words: Language, reference: str) -> tuple[int, int, str]:
    """What to write between two places of the text so that the values of a parameter have one more."""
    end = end_of(held)

    def valued(quote: str = "", flow: bool = True) -> str:
        """The value, with the text that decided it where there is one."""
        value = _scalar(said, quote) if flow or reference else f"{quote}{said}{quote}"
        keys = [words.key("DatedCell", name) for name in ("value", "reference")]
        return f"{{{keys[0]}: {value}, {keys[1]}: {json.dumps(reference, ensure_ascii=False)}}}" if reference else value

    match held:
        case ScalarNode():
            low = held.start_mark.index
            was = text[low:end]
            return low, end, f"{{{EVER}: {was if is_quoted(held) else _scalar(was)}, {day}: {valued(is_quoted(held))}}}"
        case MappingNode(value=[*_, (_, last)]):
            quote = is_quoted(last)
            if held.flow_style:
                at = end_of(last)
                return at, at, f", {day}: {valued(quote)}"
            return _line(text, end, held, f"{day}: {valued(quote, flow=False)}")
        case SequenceNode(value=[*_, last]):
            keys = [words.key("DatedCell", name) for name in ("start", "value")]
            decided = f", {words.key('DatedCell', 'reference')}: {json.dumps(reference, ensure_ascii=False)}" if reference else ""
            item = f"{{{keys[0]}: {day}, {keys[1]}: {_scalar(said)}{decided}}}"
            if held.flow_style:
                return end_of(last), end_of(last), f", {item}"
            return _line(text, end, held, f"- {item}")
    raise AssertionError(f"{DatedCell.__name__}: {held.tag}")


def _line(text: str, end: int, block: Node, said: str) -> tuple[int, int, str]:
    """A line of its own after the last of a block."""
    at = line_end(text, end)
    assert block.start_mark is not None
    return at, at, newline_of(text) + " " * block.start_mark.column + said


def _scalar(said: str, quote: str = "") -> str:
    """A value between commas: a decimal comma needs quotes there."""
    quote = quote or ('"' if any(sign in said for sign in ",[]{}:#") else "")
    return f"{quote}{said}{quote}"
