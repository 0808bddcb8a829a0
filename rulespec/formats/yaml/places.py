"""Where the nodes of a YAML text start and end, as the library that reads it says: to change some characters and no other.

The nodes are composed with the loader that reads documents: the one in Python refuses « {question: Quel loyer ?} », which documents hold.
"""

from __future__ import annotations

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


def end_of(node: Node) -> int:
    """Where the last character of a node is; the library says of a block that it ends where the next thing begins."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    assert node.end_mark is not None
    return node.end_mark.index


def line_end(text: str, index: int) -> int:
    """The end of the line on which a place is."""
    # A text in lines (« | ») ends after its line break: that is where its last line ends.
    while index and text[index - 1] in "\r\n":
        index -= 1
    found = text.find("\n", index)
    found = len(text) if found < 0 else found
    return found - 1 if text[found - 1 : found] == "\r" else found


def newline_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def is_quoted(node: Node) -> str:
    """The quote around a scalar, "" where it has none."""
    return str(node.style) if isinstance(node, ScalarNode) and node.style in ("'", '"') else ""
