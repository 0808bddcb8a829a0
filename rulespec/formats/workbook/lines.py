"""Records of a document to the rows of a sheet: groups by their path, brackets by date, cases by person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.rows import LINKED


def joined(value: Any) -> Cell | None:
    """Several cells in one, separated by `;`."""
    if isinstance(value, tuple) and value and isinstance(value[0], doc.Reference):
        # One reference a line: its title, then its address.
        told = [LINKED.join(cell.text for cell in (item.text, item.link) if cell is not None) for item in value]
        return Cell("\n".join(told), value[0].span)
    if isinstance(value, tuple):
        return Cell(" ; ".join(item.text for item in value), value[0].span) if value else None
    found: Cell | None = value
    return found


def flattened(conditions: tuple[doc.Condition, ...], path: list[str], words: Language) -> Any:
    """(fields of a row, path of its group) for each condition of a tree."""
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    plain = (
        "expression",
        "subject",
        "comparison",
        "value",
        "upper",
        "unmodelled",
        "label",
        "id",
        "message",
        "reference",
        "start",
        "until",
        "note",
    )
    for condition in conditions:
        own = {name: getattr(condition, name) for name in plain if getattr(condition, name) is not None}
        group = next((key for key in ("all_of", "any_of", "none_of") if getattr(condition, key)), None)
        if group is None:
            yield own, " > ".join(path)
            continue
        inner = [*path, f"{next(letters)} — {words.key('Condition', group)}"]
        if own:
            yield own, " > ".join(inner)
        yield from flattened(getattr(condition, group), inner, words)


def ended(item: doc.DatedCell, words: Language) -> Cell | None:
    """A dated value; « rien » for a date without one, which ends what came before."""
    if item.value is not None and item.value.text:
        return item.value
    return Cell(words.say("nothing", "nothing"), item.span) if item.start is not None else None


def bracket_lines(bracket: doc.Bracket, words: Language) -> list[tuple[Cell | None, Cell | None, Cell | None]]:
    """(date, threshold, value) rows of a bracket, by date."""
    rows: dict[str, list[Cell | None]] = {}
    for index, items in ((1, bracket.threshold), (2, bracket.value)):
        for item in items:
            key = item.start.text if item.start is not None else ""
            rows.setdefault(key, [item.start, None, None])[index] = ended(item, words)
    return [(row[0], row[1], row[2]) for row in rows.values()]


def case_lines(case: doc.Case, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of a case: its own, then one for each person."""
    expected = entries(case.expected)
    people = case.people.entries if isinstance(case.people, doc.Mapping) else ()
    names = {normalise(entry.key.text) for entry in people}
    first: dict[str, Any] = {
        "name": case.name, "date": case.date, "person": None, "role": None, "margin": case.margin,
        "to_confirm": case.to_confirm, "note": case.note, "instance": case.instance, "situation": flat_values(case.situation),
        "expected": flat_values(case.expected, names),
    }  # fmt: skip
    lines = [first]
    for entry in people:
        values = flat_values(entry.value)
        role = values.pop(next((name for name in values if normalise(name) in ("role", "roles")), ""), None)
        own = next((item.value for item in expected if normalise(item.key.text) == normalise(entry.key.text)), None)
        line = dict.fromkeys(first)
        line |= {"person": entry.key, "role": role, "situation": values, "expected": flat_values(own) if own else {}}
        lines.append(line)
    return lines


def entries(tree: doc.Tree | None) -> tuple[doc.Entry, ...]:
    return tree.entries if isinstance(tree, doc.Mapping) else ()


def flat_values(tree: doc.Tree | None, without: set[str] | None = None) -> dict[str, Cell]:
    """Values by the header of their column; a value of a period has the period in the header."""
    found: dict[str, Cell] = {}
    for entry in entries(tree):
        if without and normalise(entry.key.text) in without:
            continue
        if isinstance(entry.value, Cell):
            found[entry.key.text] = entry.value
        else:
            for inner in entries(entry.value):
                if isinstance(inner.value, Cell):
                    found[f"{entry.key.text} [{inner.key.text}]"] = inner.value
    return found


def ordered(names: Any) -> list[str]:
    return list(dict.fromkeys(names))
