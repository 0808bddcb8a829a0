"""A failing case to what decided its answer: the conditions that are not met, the row of a table that applies."""

from __future__ import annotations

from collections.abc import Iterator

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.stepping import steps
from rulespec.compiler.analysis.explaining.why import Explainer, Reason
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.evaluating.interpreter import NoValue
from rulespec.compiler.words import Language
from rulespec.running.testing import Played, Result


def decided(played: Played, result: Result, words: Language) -> tuple[str, ...]:
    """What decided the value that a failing case did not expect, in the words of its document; nothing where no aid gives it."""
    if result.expected is None or result.error:
        return ()
    program = played.reference.program
    aid = _aid_of(result.expected.variable, played.case.document, program)
    if aid is None:
        return ()
    explainer = Explainer(aid, program, rulebook_of(program, played.reference.catalog), played.reference, words)
    try:
        unmet = [text for reason in explainer.reasons() for text in _unmet(reason, words)]
        rows = [words.ui["decided row"].format(table=step.label, row=step.row) for step in steps(explainer) if step.row]
    except NoValue:
        return ()
    return tuple(unmet or rows)


def _aid_of(variable: str, document: str, program: ir.Program) -> ir.Aid | None:
    """The aid that a variable answers for: itself, its eligibility, or what its document computes."""
    for aid in program.aids:
        if variable in (aid.variable, aid.eligibility):
            return aid
    return next((aid for aid in program.aids if aid.document == document), None)


def _unmet(reason: Reason, words: Language) -> Iterator[str]:
    if reason.met or not reason.known:
        return
    if reason.items:
        for item in reason.items:
            yield from _unmet(item, words)
        return
    looked = " ; ".join(item.said(words.marks.colon, reason.text) for item in reason.looked)
    yield words.ui["decided condition"].format(condition=reason.text, looked=f" ({looked})" if looked else "")
