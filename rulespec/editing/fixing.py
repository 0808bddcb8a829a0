"""A remark to what an editor can type in its place: the advice that is a text, where it stands for the words under the remark."""

from __future__ import annotations

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Near
from rulespec.compiler.ground.source import Span, whole

# Advice whose `near` is a text to type, though the class has no list of what is known.
NAMED = (codes.BadDate.Day, codes.BadIdentifier, codes.BadIdentifier.Taken, codes.BadIdentifier.Class, codes.BadIdentifier.Package)
WRITTEN = (codes.BadNumber, codes.NumberForCode.Lost, codes.UnknownCode.Former)


def replacements(item: Diagnostic) -> tuple[tuple[Span, str], ...]:
    """The places and the texts that stand for what is there, the first preferred; none where the advice is no text to type."""
    problem = item.problem
    match problem:
        case codes.Syntax.Character(write=write) if write:
            # The advice says the whole sentence.
            return ((whole(item.span.source), write),)
        case codes.Syntax.Filter():
            return ()
        case codes.EmptyInterval(low=low, high=high, help="swap"):
            text = item.span.source.text
            at, end = text.find(low), text.rfind(high)
            swapped = f"{text[:at]}{high}{text[at + len(low) : end]}{low}{text[end + len(high) :]}"
            return ((whole(item.span.source), swapped),) if 0 <= at < end else ()
        case codes.BadNumber(help="either", whole=integer, write=write):
            return ((item.span, integer), (item.span, write))
        case codes.BadNumber(help="write", write=write):
            return ((item.span, write),)
    if isinstance(problem, WRITTEN) and not isinstance(problem, codes.BadNumber):
        return ((item.span, str(problem.fields["write"])),)
    if isinstance(problem, (Near, *NAMED)) and (near := str(problem.fields.get("near", ""))):
        return ((item.span, near),)
    return ()
