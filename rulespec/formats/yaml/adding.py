"""The text of a document with one more case at the end of its list, every other character kept."""

from __future__ import annotations

import yaml
from yaml.nodes import MappingNode, SequenceNode

from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.yaml.places import end_of, line_end, newline_of
from rulespec.formats.yaml.read import Loader


def with_case(text: str, added: str, words: Language) -> str | None:
    """`added` is a YAML list of one case; None where the list of the document is not written as lines."""
    root = yaml.compose(text, Loader)
    if not isinstance(root, MappingNode):
        return None
    surfaces = {normalise(surface) for surface in words.keys["cases"]}
    found = next((value for key, value in root.value if normalise(str(key.value)) in surfaces), None)
    newline = newline_of(text)
    lines = added.rstrip("\n").split("\n")
    if found is None:
        block = [f"{words.key('Document', 'cases')}:", *("  " + line for line in lines)]
        return text.rstrip() + newline * 2 + newline.join(block) + newline
    if isinstance(found, SequenceNode) and found.value and not found.flow_style:
        at = line_end(text, end_of(found))
        indent = " " * found.start_mark.column
    elif not found.value:
        # « cas: » with nothing after it.
        at, indent = line_end(text, found.start_mark.index), "  "
        if text[: found.start_mark.index].rstrip()[-1:] != ":" or isinstance(found, SequenceNode):
            return None
    else:
        return None
    return text[:at] + newline + newline.join(indent + line for line in lines) + (text[at:] or newline)
