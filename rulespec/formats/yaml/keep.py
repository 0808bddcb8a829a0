"""A YAML file brought up to what a document says, with its comments, its order and every line that has not changed."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from rulespec.formats.yaml.read import Loader

# Texts as texts: « 01/01/2025 » and « 0123 » are what they look like.
Texts = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Block:
    """A key or an item with its lines; `lead` are the blank lines and comments before it.

    Attributes:
        is_item: it is an item of a list and has no key.
        is_open: what it holds is told on the lines below its own.
    """

    key: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    is_item: bool
    is_open: bool

    @property
    def data(self) -> Any:
        """What the lines say, None where they say nothing by themselves."""
        try:
            return yaml.load("\n".join(self.lines), Texts)
        except yaml.YAMLError:
            return None


def updated(old: str, new: str, is_same: Callable[[str], bool]) -> str:
    """The new text in the clothes of the old one; `is_same` says whether a text still means what the new one does."""
    made = "\n".join(_merged(old.rstrip("\n").split("\n"), new.rstrip("\n").split("\n"), keeps_order=True)) + "\n"
    return made if is_same(made) else new


def _merged(old: list[str], new: list[str], keeps_order: bool = False) -> list[str]:
    """The lines of a mapping or of a list, each part as it was where it still says the same."""
    was, tail = _blocks(old)
    now, _ = _blocks(new)
    if not was or not now or was[0].is_item != now[0].is_item:
        return new
    if now[0].is_item:
        return [*_items(was, now), *tail]
    known = {block.key: block for block in was}
    order = _order([block.key for block in was], [block.key for block in now]) if keeps_order else [block.key for block in now]
    found: list[str] = []
    fresh = {block.key: block for block in now}
    for key in order:
        found += _part(known[key], fresh[key]) if key in known else _whole(fresh[key])
    return [*found, *tail]


def _order(old: list[str], new: list[str]) -> list[str]:
    """The keys that are left in their old order, new ones after the one that they follow."""
    order = [key for key in old if key in new]
    for index, key in enumerate(new):
        if key not in order:
            before = next((other for other in reversed(new[:index]) if other in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def _part(old: Block, new: Block) -> list[str]:
    """A key that both have."""
    lead = [*old.lead]
    if old.data is not None and old.data == new.data:
        return [*lead, *old.lines]
    if old.is_open and new.is_open:
        inner = _merged(list(old.lines[1:]), list(new.lines[1:]))
        return [*lead, old.lines[0], *inner]
    return [*lead, *new.lines]


def _items(was: list[Block], now: list[Block]) -> list[str]:
    """The items of a list: those that say the same stay as they are."""
    before, after = ([repr(block.data) for block in blocks] for blocks in (was, now))
    found: list[str] = []
    for tag, start, end, low, high in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [line for block in was[start:end] for line in _whole(block)]
            continue
        for index, block in enumerate(now[low:high]):
            lead = was[start + index].lead if start + index < end else block.lead
            found += [*lead, *block.lines]
    return found


def _whole(block: Block) -> list[str]:
    return [*block.lead, *block.lines]


def _blocks(lines: list[str]) -> tuple[list[Block], list[str]]:
    """The keys or items of the outer mapping or list, each with the comments before it; what is left at the end."""
    try:
        root = yaml.compose("\n".join(lines), Loader)
    except yaml.YAMLError:
        return [], lines
    if not isinstance(root, MappingNode | SequenceNode) or root.flow_style:
        return [], lines
    parts = [(item if isinstance(item, tuple) else (None, item)) for item in root.value]
    starts = [_first_line(lines, key, value) for key, value in parts]
    found: list[Block] = []
    lead = lines[: starts[0]]
    for (key, value), start, end in zip(parts, starts, [*starts[1:], len(lines)], strict=True):
        own = _filled(lines[start:end])
        name = str(key.value) if key is not None else ""
        is_open = key is not None and not getattr(value, "flow_style", True) and value.start_mark.line > start and len(own) > 1
        found.append(Block(name, tuple(lead), tuple(own), key is None, is_open))
        lead = lines[start + len(own) : end]
    return found, lead


def _first_line(lines: list[str], key: Node | None, value: Node) -> int:
    """The line of a key, or that of the dash before an item."""
    if key is not None:
        return int(key.start_mark.line)
    line = int(value.start_mark.line)
    while line and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _filled(lines: list[str]) -> list[str]:
    """The lines without the blank ones and the comments at their end, which are those before the next thing."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return lines[:end]
