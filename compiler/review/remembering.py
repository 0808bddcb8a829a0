"""Rules that read their own past to remarks: the chain goes back in time, and it begins somewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

from rulespec.compiler import ir
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.windows import Anchor
from rulespec.compiler.ir.chains import chains, reads_of


def check_memory(variables: Mapping[str, ir.Variable], diagnostics: Diagnostics) -> None:
    """Tell the chains of rules that do not go back strictly (RS503), or that have no first date."""
    told: set[frozenset[str]] = set()
    for members in chains(variables).values():
        if members in told:
            continue
        told.add(members)
        chain = [variables[name] for name in sorted(members)]
        counts = _stays_within_a_year if len({item.period for item in chain}) > 1 else _stays
        round_ = _circle(chain, members, variables, counts)
        if round_ is not None:
            diagnostics.report(codes.Cycle.Past(path=" → ".join(item.label for item in round_)), round_[0].span)
            continue
        started = {item.name for item in chain if item.formulas and all(formula.start is not None for formula in item.formulas)}
        endless = _circle([item for item in chain if item.name not in started], members - started, variables, lambda read: True)
        if endless is not None:
            first = next((item for item in endless if item.role is not ir.Part.HELPER), endless[0])
            diagnostics.report(codes.Cycle.Start(name=first.label), first.span)


def _stays(read: ir.Read) -> bool:
    """Whether a read may look at the rule's own period, or at a later one."""
    return not read.window.is_past


def _stays_within_a_year(read: ir.Read) -> bool:
    """The same, where rules of the month and of the year read one another: a month's rule reads the whole of its year."""
    return not read.window.is_past or read.window.anchor is not Anchor.YEAR


def _circle(
    chain: list[ir.Variable], members: frozenset[str], variables: Mapping[str, ir.Variable], counts: Callable[[ir.Read], bool]
) -> list[ir.Variable] | None:
    """Rules that read one another in a round by the reads that count; None where there is none."""
    graph = {item.name: {read.variable for read in reads_of(item) if read.variable in members and counts(read)} for item in chain}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [variables[name] for name in reversed(error.args[1])]
    return None
