"""Conditions and profiles to the rows of their sheet, and a row to the formula that says it as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.words import Language
from rulespec.formats.workbook.layout import Column
from rulespec.formats.workbook.lines import flattened
from rulespec.formats.workbook.write_begin import NOWHERE


def condition_rows(document: doc.Document, words: Language) -> Iterator[dict[str, Any]]:
    """One row for each condition, with the path of its group."""
    everyone = words.key("Condition", "all_of")
    for condition, path in flattened(document.conditions, [], words):
        yield {"group": path or everyone, **condition}
    for profile in document.profiles:
        for condition, path in flattened(profile.conditions, [], words):
            yield {"group": path or everyone, "profile": profile.name, **condition}


def group_words(words: Language) -> tuple[str, ...]:
    """What the column of groups offers."""
    keys = [words.key("Condition", key) for key in ("all_of", "any_of", "none_of")]
    return (keys[0], *(f"{letter} — {key}" for letter in "AB" for key in keys[1:]))


def read_back(columns: Sequence[Column], row: int, words: Language) -> str:
    """A formula that says a row as a sentence."""
    letters = {column.field: get_column_letter(index) for index, column in enumerate(columns, start=1)}
    parts = [letters[field] for field in ("subject", "comparison", "value", "upper") if field in letters]
    joint = f'" {words.marks.and_} "'
    upper = f'&IF({parts[3]}{row}="","",{joint}&{parts[3]}{row})'
    return f'=TRIM({parts[0]}{row}&" "&{parts[1]}{row}&" "&{parts[2]}{row}){upper}'


def said(value: object) -> Cell | None:
    """A cell of an example, whatever was asked of it."""
    if isinstance(value, str):
        return Cell(value, NOWHERE)
    return value if isinstance(value, Cell) else None
