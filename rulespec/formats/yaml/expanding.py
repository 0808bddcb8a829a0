"""A YAML text whose aliases are allowed to the number of values that it stands for: a few lines of aliases stand for billions."""

from __future__ import annotations

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from rulespec.compiler.ground.limits import VALUES

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Lists within lists: the loader in C goes down the stack of the machine for each.
DEPTH = 100


def check_aliases(text: str, are_refused: bool = False) -> None:
    """Raises YAMLError for a text that would hold more values than a file may, each alias counted for all that it stands for.

    `are_refused`: for any alias too.
    """
    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=Loader):
        match event:
            case CollectionStartEvent(anchor=anchor):
                opened.append((anchor, total))
                total += 1
            case CollectionEndEvent():
                anchor, before = opened.pop()
                if anchor:
                    sizes[anchor] = total - before
            case ScalarEvent(anchor=anchor):
                total += 1
                if anchor:
                    sizes[anchor] = 1
            case AliasEvent(anchor=anchor):
                if are_refused:
                    raise yaml.YAMLError("YAML alias")
                # One that is not known yet stands within what it names, or nowhere: the loader refuses it.
                total += sizes.get(anchor or "", 1)
        if total > VALUES or len(opened) > DEPTH:
            raise yaml.YAMLError(f"more than {VALUES} values, or {DEPTH} levels")
