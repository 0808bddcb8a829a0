"""Remarks to those that a person needs: the same sentence said at many cells is said once, with the other cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Label

# What a remark is about, where its sentence also says which rule met it: one cause for all the rules.
CAUSES: dict[type[object], tuple[str, ...]] = {codes.UndefinedParameter: ("name", "interval")}


def folded(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each cause once in a file, at its first place; its other places are labels."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    for item in diagnostics:
        key = (item.span.path, item.severity, *_cause(item))
        first = found.get(key)
        found[key] = item if first is None else replace(first, labels=(*first.labels, Label(item.span, "also")))
    return tuple(found.values())


def _cause(item: Diagnostic) -> tuple[object, ...]:
    named = CAUSES.get(type(item.problem))
    if named is None:
        return (item.problem,)
    return (item.problem.key, *(getattr(item.problem, name) for name in named))


# More places than that are no longer read one by one.
SHOWN_PLACES = 12


def also_at(item: Diagnostic) -> str:
    """The other places where a remark holds: « Conditions!E7 ; Table!A9 »."""
    places = [str(label.span.place) for label in item.labels if label.key == "also"]
    more = ["…"] if len(places) > SHOWN_PLACES else []
    return " ; ".join([*places[:SHOWN_PLACES], *more])
