"""A household to what each aid answers, and why, why not, and what would change it: as data, as sentences, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.asking import Asking, Key, Unknown
from rulespec.compiler.analysis.explaining.changing import Change
from rulespec.compiler.analysis.explaining.changing import changes as changes_of
from rulespec.compiler.analysis.explaining.stepping import Step, steps
from rulespec.compiler.analysis.explaining.why import Explainer, Missing, Reason
from rulespec.compiler.analysis.space.rulebook import Rulebook, rulebook_of
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.evaluating.interpreter import Reference, Value, default_of
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.windows import when
from rulespec.compiler.words import Language
from rulespec.country.country_reads import country_reads
from rulespec.running.batching import ALONE, Batch, batches
from rulespec.running.simulating import plain_value
from rulespec.running.testing import outside_of, situation

# As documents write the unit of a rate.
PERCENT = ("%", "taux", "rate")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an aid gives: an amount (None for a yes / no), and why.

    Attributes:
        missing: the fewest conditions that would have to be met, where the aid is refused.
        steps: the calculation with its numbers, as far as the conditions read it where the aid is refused.
        changes: the nearest changes that would change the answer; empty unless asked for.
        unknown: what nobody told, which is not the same as zero or no.
        outside: that the aid was not in force, where it was not: no condition has been looked at then.
        is_open: True where what nobody told could change the answer.
    """

    aid: ir.Aid
    entitled: bool
    amount: Decimal | None
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    outside: str = ""
    is_open: bool = False


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
    rulebook = rulebook_of(program, catalog)
    outside = outside_of(batch, 0, case, catalog)
    told = {value.variable for value in case.given}
    reads: dict[str, frozenset[str]] = {}

    def from_nothing(name: str) -> bool:
        """Whether nothing was told of what the country computes a variable from: an age makes no income."""
        country = catalog.variable(name)
        is_amount = country is not None and country.type.kind is Kind.NUMBER and not country.type.integer
        if not reads:
            reads.update(country_reads(system, catalog.packages))
        seen: set[str] = set()
        stack = [name]
        while stack:
            current = stack.pop()
            if current in told and (not is_amount or _is_money(current, catalog)):
                return False
            if current not in seen:
                seen.add(current)
                stack += reads.get(current, ())
        return True

    def waits(key: Key) -> Set[Key]:
        """A datum that nobody told, or that the country has at its default, from nothing."""
        name, person, period = key
        own, country = rulebook.variables.get(name), catalog.variable(name)
        if name in told or country is None:
            return frozenset({key}) if own is not None and own.role is ir.Part.INPUT and name not in told else frozenset()
        if country.has_formula and (outside(name, period, person) != default_of(country.type, country.default) or not from_nothing(name)):
            return frozenset()
        return frozenset({key})

    asking = Asking(Reference(program, catalog, case, outside), waits)
    at = when(case.period)

    def is_unknown(expression: ir.Expression, entity: str) -> bool:
        return asking.is_unknown(expression, entity, at, case.people[0].name if catalog.entities[entity].is_person else None)

    chosen = None if only is None else {only}
    answers = explain_batch(batch, program, case, catalog, words, chosen, changes, rulebook, is_unknown)
    return tuple(item if item.outside else _opened(item, asking, rulebook, case) for item in answers)


def _is_money(name: str, catalog: Catalog) -> bool:
    variable = catalog.variable(name)
    return variable is not None and variable.type.unit.is_known_money


def _opened(answer: Answer, asking: Asking, rulebook: Rulebook, case: ir.Case) -> Answer:
    """An answer with what it waits for."""
    aid, variable = answer.aid, rulebook.variables[answer.aid.variable]
    at = when(case.period[:4] if variable.period is Period.YEAR else case.period)
    found = asking.answer(aid.variable, at, case.people[0].name if rulebook.catalog.entities[aid.entity].is_person else None)
    if not isinstance(found, Unknown) or not found.keys:
        return answer
    names = sorted(rulebook.names.get(name, name) for name, _, _ in found.keys)
    return replace(answer, is_open=True, unknown=tuple(dict.fromkeys((*answer.unknown, *names))))


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
                steps(explainer, entitled),
                changes_of(explainer) if changes else (),
                explainer.unknown(),
            )
        )
    return tuple(answers)


def lines_of(answer: Answer, words: Language) -> list[tuple[str, bool | None]]:
    """The sentences of an answer, each with whether it is good news (None: neither)."""
    name = f"{answer.aid.name} ({answer.aid.organisation})" if answer.aid.organisation else answer.aid.name
    if answer.is_open:
        head = words.ui["explain open"].format(aid=name)
    elif answer.amount is not None and answer.entitled:
        head = words.ui["explain amount"].format(
            aid=name, amount=amount_text(answer.aid, answer.amount, words) + words.ui[answer.aid.payment]
        )
    else:
        head = words.ui["explain yes" if answer.entitled else "explain no"].format(aid=name)
    lines: list[tuple[str, bool | None]] = [(head, None if answer.is_open else answer.entitled)]
    if answer.outside:
        lines.append((f"    {answer.outside}", None))
    if not answer.is_open:
        lines += [(f"    {text}", False) for text in messages_of(answer.missing)]
        if texts := texts_of(answer.missing, words):
            lines.append((f"    {words.ui['explain missing'].format(conditions=' ; '.join(texts))}", False))
    for reason in answer.reasons:
        lines += reason_lines(reason, words, 1)
    lines += [(f"    = {step.said(words.marks.colon)}", None) for step in answer.steps]
    for change in answer.changes:
        sentence = words.ui["explain change"].format(
            name=change.name, before=change.before, after=change.after, answer=value_said(answer.aid, change.answer, words)
        )
        lines.append((f"    → {sentence}", None))
    if answer.unknown:
        lines.append((f"    ? {words.ui['explain unknown'].format(names=' ; '.join(answer.unknown))}", None))
    lines += [(f"    {words.ui['unmodelled']}{words.marks.colon}{text}", None) for text in answer.aid.unmodelled]
    return lines


def messages_of(missing: Iterable[Missing]) -> list[str]:
    """What the aid itself says of the conditions that are missing, each once."""
    return list(dict.fromkeys(item.message for item in missing if item.message))


def texts_of(missing: Iterable[Missing], words: Language) -> list[str]:
    """The conditions that are missing and of which the aid says nothing itself."""
    return [words.said("explain unwanted", condition=item.text) if item.unwanted else item.text for item in missing if not item.message]


def amount_text(aid: ir.Aid, amount: Decimal, words: Language) -> str:
    """An amount with its unit, in the reader's tongue; a rate is kept as 0,125 and told as 12,5 %."""
    if aid.unit.strip() in PERCENT:
        return f"{write_number((amount * 100).quantize(Decimal('0.01')).normalize(), words)} %"
    rounded = amount.quantize(aid.coin) if amount % 1 else amount
    return words.amount(write_number(rounded, words), aid.unit or "€")


def value_said(aid: ir.Aid, value: Value, words: Language) -> str:
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, Fraction):
        return amount_text(aid, Decimal(value.numerator) / Decimal(value.denominator), words)
    return str(value)


def reason_lines(reason: Reason, words: Language, depth: int) -> list[tuple[str, bool | None]]:
    sign = words.ui["met" if reason.met else "unmet" if reason.known else "not known"]
    text = reason.text or words.terms.get(reason.operator, "")
    if reason.reference:
        text = f"{text} [{reason.reference}]"
    if values := " ; ".join(looked_of(reason, words)):
        text = f"{text} ({values})"
    if not reason.met and reason.known and reason.message and reason.operator is ir.Grouping.LEAF:
        text = f"{text} — {reason.message}"
    lines: list[tuple[str, bool | None]] = [(f"{'    ' * depth}{sign} {text}", reason.met if reason.known else None)]
    for item in reason.items:
        lines += reason_lines(item, words, depth + 1)
    return lines


def looked_of(reason: Reason, words: Language) -> list[str]:
    """What a condition looked at: « 500 € / mois ≤ 900 € / mois », by its name where the condition is not that one comparison."""
    told = []
    for item in reason.looked:
        if not item.sign and item.name in reason.text and _is_plain(item.value, words):
            continue
        is_alone = len(reason.looked) == 1 and item.name and item.name.lower() in reason.text.lower() and item.sign
        told.append((replace(item, name="") if is_alone else item).said(words.marks.colon, reason.text))
    return told


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
            "missing": [item.text for item in answer.missing],
            "messages": messages_of(answer.missing),
            "steps": [asdict(step) for step in answer.steps],
            "changes": [
                {"name": item.name, "before": item.before, "after": item.after, "answer": value_said(answer.aid, item.answer, words)}
                for item in answer.changes
            ],
            "unknown": list(answer.unknown),
            "outside": answer.outside,
            "open": answer.is_open,
            "unmodelled": list(answer.aid.unmodelled),
        }
        for answer in answers
    ]
