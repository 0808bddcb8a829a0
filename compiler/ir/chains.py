"""A program to its chains: the rules that read their own past, directly or through one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rulespec.compiler.ir.expressions import Read
from rulespec.compiler.ir.program import Variable
from rulespec.compiler.ir.walking import walk


def reads_of(variable: Variable) -> Iterator[Read]:
    """The reads of the rulebook's own rules in the formulas of a variable."""
    for formula in variable.formulas:
        for item in walk(formula.expression):
            if isinstance(item, Read) and item.own:
                yield item


def chains(variables: Mapping[str, Variable]) -> dict[str, frozenset[str]]:
    """Each rule that reads its own past, to all the rules of its chain."""
    reads = {name: {read.variable for read in reads_of(variable)} for name, variable in variables.items()}
    past = {
        (name, read.variable)
        for name, variable in variables.items()
        for read in reads_of(variable)
        if read.window.is_past and read.variable in variables
    }
    if not past:
        return {}
    readers: dict[str, set[str]] = {}
    for name, found in reads.items():
        for each in found:
            readers.setdefault(each, set()).add(name)
    made: dict[str, frozenset[str]] = {}
    for reader, read in sorted(past):
        if reader in made and read in made[reader]:
            continue
        # From what is read back to who reads it: a chain, where there is a way.
        members = _reached(read, reads) & _reached(reader, readers)
        if reader in members:
            made |= dict.fromkeys(members, frozenset(members))
    return made


def _reached(start: str, ways: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    stack = [start]
    while stack:
        current = stack.pop()
        if current not in found:
            found.add(current)
            stack += ways.get(current, ())
    return found
