"""A decision as imported: its pieces of the document, and what says whether its answers are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rulespec.importing.feel_pieces import NO, YES, Sentence, flag
from rulespec.importing.feel_said import FeelType, Symbol

SINGLE = {"U", "A", "F", "P"}
LISTS = {"R", "O", "C"}


@dataclass(frozen=True, slots=True)
class Output:
    """What a decision answers: its name in the model and in the document, and when it is not null."""

    own: str
    shown: str
    type: FeelType
    known: Sentence


@dataclass(frozen=True, slots=True)
class Built:
    """A decision as imported.

    Attributes:
        policy: the letter of the table's hit policy; empty for an expression.
        tables, calculations: pieces of the document, by name.
        knowing: for each output, the name of what says whether it is known in the document; empty where nothing does.
        pending: for each output, the cells that say so, one a row, to be added if somebody asks.
        reads: the decisions that it reads.
        flags: the data whose « is known » it reads.
        parts: its auxiliary calculations.
    """

    name: str
    policy: str
    outputs: tuple[Output, ...]
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    calculations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    knowing: tuple[str, ...] = ()
    pending: tuple[tuple[Sentence, ...], ...] = ()
    reads: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    parts: Mapping[str, Sentence] = field(default_factory=dict)

    def symbol(self, index: int) -> Symbol:
        """What the name of an output means to another decision."""
        output = self.outputs[index]
        if self.policy in LISTS:
            return Symbol(output.shown, FeelType.LIST, reason="list read")
        return Symbol(output.shown, output.type, also=YES if output.known == YES else flag(output.shown))

    def finished(self, is_read: bool) -> Built:
        """The decision with what says whether its answers are known, where another decision or an answer needs it."""
        parts = {name: {"formula": formula.text} for name, formula in self.parts.items()}
        calculations: dict[str, Mapping[str, Any]] = {**self.calculations, **parts}
        tables = {name: dict(told) for name, told in self.tables.items()}
        knowing = []
        for index, output in enumerate(self.outputs):
            name = flag(output.shown).text
            if not self.policy:
                knowing.append("" if output.known == YES else name)
                if output.known != YES:
                    calculations[name] = {"formula": output.known.text}
                continue
            cells = self.pending[index]
            answers = any(cell not in (YES, NO) for cell in cells)
            if output.known == YES or not (answers or is_read) or self.policy in LISTS:
                knowing.append("")
                continue
            knowing.append(name)
            if self.policy in SINGLE:
                _add_column(tables[self.name], name, cells)
            else:
                tables[name] = _twin(tables[self.name], name)
        return Built(self.name, self.policy, self.outputs, tables, calculations, tuple(knowing), (), self.reads, self.flags)


def _add_column(told: dict[str, Any], name: str, cells: tuple[Sentence, ...]) -> None:
    """One more output: whether the answer of each row is known; without a row that applies, it is not."""
    texts = [answer_of(cell) for cell in cells]
    told["then"] = [*told["then"], name]
    rows = []
    for row, text in zip(told["rows"], texts, strict=False):
        rows.append({**row, "cells": [*row["cells"], text]} if isinstance(row, dict) else [*row, text])
    told["rows"] = rows
    told["else"] = [*told["else"], texts[-1]]
    if "order of outputs" in told:
        told["order of outputs"] = [*told["order of outputs"], *dict.fromkeys(texts)]


def _twin(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The table that says whether any row of another applies: of no row, FEEL's sum, minimum and maximum are null."""
    width = len(told["if"])
    rows = [[*(row["cells"] if isinstance(row, dict) else row)[:width], "yes"] for row in told["rows"]]
    return {"reading": "A", "if": told["if"], "then": [name], "rows": rows, "else": ["no"]}


def answer_of(sentence: Sentence) -> str:
    return "yes" if sentence == YES else "no" if sentence == NO else sentence.text
