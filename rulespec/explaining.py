"""A household to what each aid answers, and why: the conditions met and not met, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.catalog import Catalog
from rulespec.compiler.kinds import BOOLEAN
from rulespec.compiler.values import write_number
from rulespec.compiler.words import Language
from rulespec.simulating import simulate, value_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition and whether it is met; `items` are those of a group."""

    text: str
    met: bool
    operator: str = "leaf"
    items: tuple[Reason, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an aid gives: an amount (None for a yes / no), and why."""

    aid: ir.Aid
    entitled: bool
    amount: Decimal | None
    reasons: tuple[Reason, ...]


def explain(system: Any, program: ir.Program, case: ir.Case, catalog: Catalog) -> tuple[Answer, ...]:
    """The answer of every aid of a rulebook for the situation of a case."""
    simulation = simulate(system, case, catalog)
    answers = []
    for aid in program.aids:
        variable = program.variable(aid.variable)
        assert variable is not None
        found = value_of(simulation, aid.variable, _period(variable, case.period), variable.type)
        amount = found if isinstance(found, Decimal) else None
        entitled = amount > 0 if amount is not None else bool(found)
        reasons: tuple[Reason, ...] = ()
        if aid.conditions is not None:
            reasons = tuple(reason for item in aid.conditions.items if (reason := _reason(item, simulation, program, case, catalog)))
        answers.append(Answer(aid, entitled, amount, reasons))
    return tuple(answers)


def _period(variable: ir.Variable, period: str) -> str:
    return period[:4] if variable.period.value == "year" else period


def _reason(group: ir.ConditionGroup, simulation: Any, program: ir.Program, case: ir.Case, catalog: Catalog) -> Reason | None:
    """A condition in force on the date of the case; None for one that is not."""
    month = f"{case.period}-01"[:10]
    if (group.start and group.start.isoformat() > month) or (group.until and group.until.isoformat() < month):
        return None
    if group.operator == "leaf":
        assert isinstance(group.expression, ir.Read)
        read = group.expression
        own = program.variable(read.variable)
        country = catalog.variable(read.variable)
        period = own.period if own is not None else country.period if country is not None else None
        text = case.period[:4] if period is not None and period.value == "year" else case.period
        met = value_of(simulation, read.variable, text, BOOLEAN)
        return Reason(group.label, bool(met), message=group.message)
    items = tuple(r for item in group.items if (r := _reason(item, simulation, program, case, catalog)) is not None)
    if not items:
        return None
    values = [item.met for item in items]
    met = all(values) if group.operator == "all" else any(values) if group.operator == "any" else not any(values)
    return Reason(group.label, met, group.operator, items, group.message)


def lines_of(answer: Answer, words: Language) -> list[tuple[str, bool | None]]:
    """The sentences of an answer, each with whether it is good news (None: neither)."""
    name = f"{answer.aid.name} ({answer.aid.organisation})" if answer.aid.organisation else answer.aid.name
    if answer.amount is not None and answer.entitled:
        amount = write_number(answer.amount.quantize(Decimal("0.01")) if answer.amount % 1 else answer.amount, words) + " €"
        head = words.ui["explain amount"].format(aid=name, amount=amount + words.ui[answer.aid.payment])
    else:
        head = words.ui["explain yes" if answer.entitled else "explain no"].format(aid=name)
    lines: list[tuple[str, bool | None]] = [(head, answer.entitled)]
    for reason in answer.reasons:
        lines += _lines(reason, words, 1)
    lines += [(f"    {words.ui['unmodelled']} : {text}", None) for text in answer.aid.unmodelled]
    return lines


def _lines(reason: Reason, words: Language, depth: int) -> list[tuple[str, bool | None]]:
    sign = words.ui["met" if reason.met else "unmet"]
    text = reason.text or words.terms.get(reason.operator, "")
    if not reason.met and reason.message and reason.operator == "leaf":
        text = f"{text} — {reason.message}"
    lines: list[tuple[str, bool | None]] = [(f"{'    ' * depth}{sign} {text}", reason.met)]
    for item in reason.items:
        lines += _lines(item, words, depth + 1)
    return lines
