"""What an aid gives, as its document says it: the formula with its rounding and unit, the scales with what they are applied to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.quantities import Quantities
from rulespec.compiler.analysis.space.folding import plain
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.kinds import Kind, Type
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.documenting.content import SINCE_EVER, Content, date_said


@dataclass(frozen=True, slots=True)
class Giving:
    """What an aid gives: its formula (or where the amount comes from), and what else is said of it, each with its name."""

    formula: str
    facts: tuple[tuple[str, str], ...]


def giving(content: Content, aid: ir.Aid, sheet: Sheet | None, words: Language) -> Giving | None:
    """None for a yes / no, and for what another package computes."""
    variable = content.rulebook.variables.get(aid.variable)
    if sheet is None or variable is None or variable.type.kind is not Kind.NUMBER:
        return None
    document, texts = sheet.document, words.site
    formula = _text(document.amount)
    if not formula:
        names = {normalise(name) for name in words.keys["amount"]} | {normalise(name) for name in sheet.words.keys["amount"]}
        tables = [table for table in content.tables(aid) if any(normalise(name) in names for name, _ in table.outputs)]
        rules = [item for item in content.calculations(aid) if normalise(content.labels.get(item.name, item.label)) in names]
        if tables:
            formula = texts["by table"].format(name=words.quoted(tables[0].name))
        elif rules:
            formula = texts["by rule"].format(name=words.quoted(content.labels.get(rules[0].name, rules[0].label)))
    facts = [
        (texts["unit"], _text(document.unit) or aid.unit),
        (texts["rounding"], _said(document.rounding, "roundings", sheet.words, words)),
    ]
    return Giving(formula, tuple((name, text) for name, text in facts if text))


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""


def _said(cell: Cell | None, category: str, read: Language, words: Language) -> str:
    """A word of a closed list, in the reader's tongue."""
    found = read.value(category, cell.text) if cell is not None else None
    return words.say(category, found) if found is not None else _text(cell)


def figures(content: Content, words: Language) -> Quantities:
    """How values are written: with their unit, a rate in %."""
    return Quantities(content.program, content.rulebook.at(SINCE_EVER), words)


def value_said(value: Decimal | bool | None, type_: Type, shown: Quantities, words: Language) -> str:
    return words.site["ended"] if value is None else shown.figure(plain(value), type_)


def scale_said(content: Content, scale: ir.Scale, words: Language) -> dict[str, Any]:
    """A scale as a page shows it: its kind, by what, its brackets by date, its cap and what each unit beyond the last adds."""
    shown, texts = figures(content, words), words.site
    sheet, record = _record(content, scale)
    answers = replace(scale.type, rate=True) if scale.kind.is_rate else scale.type
    unit = _text(record.by_unit) if record is not None else ""
    rows = []
    dates = sorted({item.date for bracket in scale.brackets for item in (*bracket.threshold, *bracket.value)})
    for date in dates:
        for bracket in scale.brackets:
            threshold, value = _at(bracket.threshold, date), _at(bracket.value, date)
            if threshold is not None and (value is not None or any(item.date == date for item in (*bracket.threshold, *bracket.value))):
                rows.append((shown.figure(plain(threshold), scale.base), value_said(value, answers, shown, words), date_said(date, texts)))
    facts = []
    if record is not None and sheet is not None:
        facts = [
            (texts["scale kind"], _said(record.kind, "scales", sheet.words, words)),
            (texts["scale by"], _text(record.by)),
            (texts["scale cap"], f"{_text(record.cap)} {unit}".strip() if record.cap is not None else ""),
            (texts["scale bound"], _said(record.bound, "bounds", sheet.words, words)),
        ]
    extra = next((item for item in content.program.parameters if item.path == f"{scale.path}_{_extra(content)}"), None)
    if extra is not None:
        told = [value_said(item.value, scale.type, shown, words) for item in extra.values]
        dated = [f"{text} ({date_said(item.date, texts)})" for text, item in zip(told, extra.values, strict=True)]
        facts.append((texts["scale extra"], " ; ".join(dated if len(dated) > 1 else told)))
    return {
        "name": scale.name or scale.label, "rows": rows, "span": scale.span, "reference": scale.reference or "", "link": scale.link or "",
        "facts": [(name, text) for name, text in facts if text], "is_dated": len(dates) > 1, "unit": unit,
    }  # fmt: skip


def _extra(content: Content) -> str:
    return content.checked.words.names.extra


def _record(content: Content, scale: ir.Scale) -> tuple[Sheet | None, doc.Scale | None]:
    """The record of a scale in its document."""
    for sheet in content.sheets.values():
        for item in sheet.document.scales:
            if item.name is not None and item.name.span == scale.span:
                return sheet, item
    return None, None


def _at(values: tuple[ir.DatedValue, ...], date: Any) -> Decimal | bool | None:
    found: Decimal | bool | None = None
    for item in values:
        if item.date <= date:
            found = item.value
    return found


def is_extra(content: Content, parameter: ir.Parameter) -> bool:
    """True of what a scale adds beyond its last threshold: told with the scale."""
    return any(parameter.path == f"{scale.path}_{_extra(content)}" for scale in content.program.scales)
