"""A YAML file brought up to what a document says, with its comments, its order and every line that has not changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

KEY = re.compile(r"(?P<indent> *)(?P<key>(?:\"[^\"]*\"|'[^']*'|[^\s#\-\[{\"'][^:#]*?|[^\s#\-\[{\"'][^#]*?))\s*:(?:\s|$)")
ITEM = re.compile(r"(?P<indent> *)-(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A key or an item with its lines; `lead` are the blank lines and comments before it."""

    key: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def data(self) -> Any:
        """What the lines say, None where they say nothing by themselves."""
        try:
            return yaml.load("\n".join(self.lines), yaml.BaseLoader)
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
    if not was or not now or bool(ITEM.match(was[0].lines[0])) != bool(ITEM.match(now[0].lines[0])):
        return new
    if ITEM.match(now[0].lines[0]):
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
    if len(old.lines) > 1 and len(new.lines) > 1 and old.lines[0].rstrip().endswith(":") and new.lines[0].rstrip().endswith(":"):
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
    """The keys or items of the least indentation, each with the comments before it; what is left at the end."""
    starts = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not starts:
        return [], lines
    indent = len(starts[0]) - len(starts[0].lstrip(" "))
    found: list[Block] = []
    lead: list[str] = []
    current: list[str] = []
    key = ""
    for line in lines:
        match = (ITEM.match(line) or KEY.match(line)) if line.strip() else None
        if match is not None and len(match["indent"]) == indent:
            current, lead = _close(found, key, lead, current)
            key = match.groupdict().get("key", "").strip("\"'").strip()
            current = [line]
        else:
            current.append(line)
    _, tail = _close(found, key, lead, current)
    return found, tail


def _close(found: list[Block], key: str, lead: list[str], current: list[str]) -> tuple[list[str], list[str]]:
    """End a block: the blank lines and comments at its end are those before the next one."""
    if not current or not any(line.strip() and not line.lstrip().startswith("#") for line in current):
        return [], [*lead, *current]
    end = len(current)
    while end > 1 and (not current[end - 1].strip() or current[end - 1].lstrip().startswith("#")):
        end -= 1
    found.append(Block(key, tuple(lead), tuple(current[:end])))
    return [], current[end:]
