"""A household to what each aid answers, and why, why not, and what would change it: as data, as sentences, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.why import Change, Explainer, Reason, Step
from rulespec.compiler.analysis.space.rulebook import Rulebook, rulebook_of
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.evaluating.interpreter import Reference, Value
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.windows import when
from rulespec.compiler.words import Language
from rulespec.running.batching import ALONE, Batch, batches
from rulespec.running.simulating import plain_value
from rulespec.running.testing import outside_of, situation


@dataclass(frozen=True, slots=True)
class Answer:
    """What an aid gives: an amount (None for a yes / no), and why.

    Attributes:
        missing: the fewest conditions that would have to be met, where the aid is refused.
        steps: the calculation with its numbers.
        changes: the nearest changes that would change the answer; empty unless asked for.
        unknown: what nobody told, which is not the same as zero or no.
        outside: that the aid was not in force, where it was not: no condition has been looked at then.
    """

    aid: ir.Aid
    entitled: bool
    amount: Decimal | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    outside: str = ""


def out_of_force(aid: ir.Aid, program: ir.Program, period: str, words: Language) -> str:
    """That an aid is not in force yet, or no longer, for a period; nothing where it is."""
    variable = program.variable(aid.variable)
    if variable is None or not variable.formulas:
        return ""
    start, at = variable.formulas[0].start, when(period).start
    if start is not None and at < start:
        return words.ui["not in force yet"].format(date=write_date(start))
    if variable.end is not None and at > variable.end:
        return words.ui["no longer in force"].format(date=write_date(variable.end))
    return ""


def explain(
    system: Any, program: ir.Program, case: ir.Case, catalog: Catalog, words: Language, only: str | None = None, changes: bool = False
) -> tuple[Answer, ...]:
    """The answer of every aid (or of one) for the situation of a case, by the generated package on OpenFisca."""
    _, batch = next(batches(system, catalog, [situation(case, catalog)], ALONE))
    return explain_batch(batch, program, case, catalog, words, None if only is None else {only}, changes, rulebook_of(program, catalog))


def explain_batch(
    batch: Batch,
    program: ir.Program,
    case: ir.Case,
    catalog: Catalog,
    words: Language,
    only: Set[str] | None,
    changes: bool,
    rulebook: Rulebook,
    is_unknown: Callable[[ir.Expression, str], bool] | None = None,
    brief: Set[str] = frozenset(),
    pause: Callable[[], None] | None = None,
) -> tuple[Answer, ...]:
    """The same, of a simulation that is there already: of the aids of `only`, all where it is None; those of `brief` without reasons.

    `pause` is called before each aid.
    """
    reference = Reference(program, catalog, case, outside_of(batch, 0, case, catalog))
    answers = []
    for aid in program.aids:
        if only is not None and aid.id not in only:
            continue
        if pause is not None:
            pause()
        variable = rulebook.variables[aid.variable]
        period = case.period[:4] if variable.period.value == "year" else case.period
        found = plain_value(batch.part(batch.calculate(aid.variable, period), aid.entity, 0), variable.type, 0)
        amount = found if isinstance(found, Decimal) else None
        entitled = amount > 0 if amount is not None else bool(found)
        outside = out_of_force(aid, program, period, words)
        if outside:
            answers.append(Answer(aid, entitled, amount, (), outside=outside))
            continue
        explainer = Explainer(aid, program, rulebook, reference, words, is_unknown)
        if aid.id in brief and not entitled:
            answers.append(Answer(aid, entitled, amount, (), explainer.missing()))
            continue
        answers.append(
            Answer(
                aid,
                entitled,
                amount,
                explainer.reasons(),
                () if entitled else explainer.missing(),
                explainer.steps() if entitled else (),
                explainer.changes() if changes else (),
                explainer.unknown(),
            )
        )
    return tuple(answers)


def lines_of(answer: Answer, words: Language) -> list[tuple[str, bool | None]]:
    """The sentences of an answer, each with whether it is good news (None: neither)."""
    name = f"{answer.aid.name} ({answer.aid.organisation})" if answer.aid.organisation else answer.aid.name
    if answer.amount is not None and answer.entitled:
        head = words.ui["explain amount"].format(
            aid=name, amount=amount_text(answer.aid, answer.amount, words) + words.ui[answer.aid.payment]
        )
    else:
        head = words.ui["explain yes" if answer.entitled else "explain no"].format(aid=name)
    lines: list[tuple[str, bool | None]] = [(head, answer.entitled)]
    if answer.outside:
        lines.append((f"    {answer.outside}", None))
    for reason in answer.reasons:
        lines += _lines(reason, words, 1)
    if answer.missing:
        lines.append((f"    {words.ui['explain missing'].format(conditions=' ; '.join(answer.missing))}", None))
    for step in answer.steps:
        text = f"{step.label}{words.marks.colon}{step.row or step.value}"
        lines.append((f"    = {text}", None))
    for change in answer.changes:
        sentence = words.ui["explain change"].format(
            name=change.name, before=change.before, after=change.after, answer=value_said(answer.aid, change.answer, words)
        )
        lines.append((f"    → {sentence}", None))
    if answer.unknown:
        lines.append((f"    ? {words.ui['explain unknown'].format(names=' ; '.join(answer.unknown))}", None))
    lines += [(f"    {words.ui['unmodelled']}{words.marks.colon}{text}", None) for text in answer.aid.unmodelled]
    return lines


def amount_text(aid: ir.Aid, amount: Decimal, words: Language) -> str:
    """An amount with its unit, in the reader's tongue."""
    rounded = amount.quantize(aid.coin) if amount % 1 else amount
    return f"{write_number(rounded, words)} {aid.unit or '€'}"


def value_said(aid: ir.Aid, value: Value, words: Language) -> str:
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, Fraction):
        return amount_text(aid, Decimal(value.numerator) / Decimal(value.denominator), words)
    return str(value)


def _lines(reason: Reason, words: Language, depth: int) -> list[tuple[str, bool | None]]:
    sign = words.ui["met" if reason.met else "unmet"]
    text = reason.text or words.terms.get(reason.operator, "")
    if reason.reference:
        text = f"{text} [{reason.reference}]"
    values = " ; ".join(
        f"{item.name} = {item.value}" for item in reason.looked if item.name not in reason.text or not _is_plain(item.value, words)
    )
    if values:
        text = f"{text} ({values})"
    if not reason.met and reason.message and reason.operator is ir.Grouping.LEAF:
        text = f"{text} — {reason.message}"
    lines: list[tuple[str, bool | None]] = [(f"{'    ' * depth}{sign} {text}", reason.met)]
    for item in reason.items:
        lines += _lines(item, words, depth + 1)
    return lines


def _is_plain(value: str, words: Language) -> bool:
    """A yes or no says nothing more than the sign before the condition."""
    return value in {surfaces[0] for surfaces in words.values["booleans"].values()}


def to_data(answers: tuple[Answer, ...], words: Language) -> list[dict[str, Any]]:
    """Answers as plain data, for JSON and for the preview."""
    return [
        {
            "id": answer.aid.id,
            "name": answer.aid.name,
            "entitled": answer.entitled,
            "amount": float(answer.amount) if answer.amount is not None else None,
            "reasons": [asdict(reason) for reason in answer.reasons],
            "missing": list(answer.missing),
            "steps": [asdict(step) for step in answer.steps],
            "changes": [
                {"name": item.name, "before": item.before, "after": item.after, "answer": value_said(answer.aid, item.answer, words)}
                for item in answer.changes
            ],
            "unknown": list(answer.unknown),
            "outside": answer.outside,
            "unmodelled": list(answer.aid.unmodelled),
        }
        for answer in answers
    ]
