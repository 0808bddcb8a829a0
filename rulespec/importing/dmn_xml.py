"""The elements of a DMN file to their parts, whatever the version's namespace."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rulespec.importing.feel import Refused


def tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    return (item for item in element if tag(item) == name)


def child(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)


def text_of(element: Element | None) -> str:
    """The text of an expression: in its <text>."""
    if element is None:
        return ""
    inner = child(element, "text")
    return ((inner if inner is not None else element).text or "").strip()


def name_of(element: Element) -> str:
    """A name, its spaces made one."""
    return " ".join(element.get("name", "").split())


def type_of(element: Element | None) -> str:
    """The `typeRef` of an element, without its prefix: an attribute, or an element in DMN 1.1."""
    if element is None:
        return ""
    found = element.get("typeRef") or text_of(child(element, "typeRef"))
    return found.rsplit("}", 1)[-1].rsplit(":", 1)[-1].strip()


def language_of(element: Element, root: Element) -> None:
    """Nothing for an expression in FEEL. Raises Refused for one in another language."""
    own = element.get("expressionLanguage") or root.get("expressionLanguage") or ""
    if own.strip() and "feel" not in own.lower():
        raise Refused("language", language=own)
