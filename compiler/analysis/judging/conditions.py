"""Conditions to those that can't be met together, and those that are always true given the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.regions import TRUE, Formula, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import TooHard, box_of
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Label
from rulespec.compiler.ground.operators import Connective
from rulespec.compiler.ground.periods import ONE_DAY


def check_conditions(aid: ir.Aid, variable: ir.Variable, rulebook: Rulebook, diagnostics: Diagnostics) -> None:
    """Tell the contradictions of an aid's conditions, and the conditions that say nothing."""
    tree = aid.conditions
    if tree is None:
        return
    leaves = [leaf for leaf in leaves_of(tree) if leaf.expression is not None]
    turns = [date for leaf in _all(tree) for date in (leaf.start, leaf.until and leaf.until + ONE_DAY) if date is not None]
    start = variable.formulas[0].start if variable.formulas else None
    spans = segments([leaf.expression for leaf in leaves if leaf.expression is not None], start, variable.end, rulebook, turns)
    always: dict[int, int] = {}
    present: dict[int, int] = {}
    for segment in spans:
        try:
            checker = _Checker(tree, rulebook, segment.start)
            if checker.contradiction(diagnostics):
                return
            for leaf in checker.tautologies():
                always[id(leaf)] = always.get(id(leaf), 0) + 1
            for conjunct in checker.conjuncts:
                present[id(conjunct.group)] = present.get(id(conjunct.group), 0) + 1
        except TooHard:
            return
    for leaf in leaves:
        if always.get(id(leaf)) and always[id(leaf)] == present.get(id(leaf)) and leaf.span is not None:
            diagnostics.report(codes.AlwaysTrue(name=leaf.label), leaf.span)


def _all(group: ir.ConditionGroup) -> Iterator[ir.ConditionGroup]:
    yield group
    for item in group.items:
        yield from _all(item)


def leaves_of(group: ir.ConditionGroup) -> Iterator[ir.ConditionGroup]:
    """The conditions of a tree, from the first to the last, without its groups."""
    return (item for item in _all(group) if item.operator is ir.Grouping.LEAF)


def in_force(group: ir.ConditionGroup, date: datetime.date) -> bool:
    """Whether a condition or a group holds on a date."""
    return not ((group.start is not None and date < group.start) or (group.until is not None and date > group.until))


def formula_of(group: ir.ConditionGroup, space: Space, date: datetime.date) -> Formula | None:
    """The formula of a group among the conditions in force on a date, None where none is."""
    if not in_force(group, date):
        return None
    if group.operator is ir.Grouping.LEAF:
        return space.formula(group.expression) if group.expression is not None else None
    items = tuple(found for item in group.items if (found := formula_of(item, space, date)) is not None)
    if not items:
        return None
    whole = joined(group.operator.connective, items)
    return negation(whole) if group.operator is ir.Grouping.NONE else whole


@dataclass(frozen=True, slots=True)
class _Conjunct:
    """Something that is required of everybody: a condition, or a whole group of alternatives."""

    group: ir.ConditionGroup
    formula: Formula


class _Checker:
    """The conditions of an aid on a date."""

    def __init__(self, tree: ir.ConditionGroup, rulebook: Rulebook, date: datetime.date) -> None:
        self.date = date
        self.space = Space(rulebook.at(date))
        self.conjuncts = list(self._required(tree))
        self.choices = [choice for item in self.conjuncts for choice in self._choices(item.group)]
        self.space.cut()

    def _required(self, group: ir.ConditionGroup) -> Iterator[_Conjunct]:
        if not in_force(group, self.date):
            return
        if group.operator is ir.Grouping.ALL:
            for item in group.items:
                yield from self._required(item)
            return
        formula = formula_of(group, self.space, self.date)
        if formula is not None:
            yield _Conjunct(group, formula)

    def _choices(self, group: ir.ConditionGroup) -> Iterator[_Conjunct]:
        """The alternatives of a group: each must be open to somebody."""
        if group.operator is not ir.Grouping.ANY:
            return
        for item in group.items:
            formula = formula_of(item, self.space, self.date)
            if formula is not None:
                yield _Conjunct(item, formula)

    def possible(self, formulas: list[Formula]) -> bool:
        return box_of(joined(Connective.AND, tuple(formulas)), self.space) is not None

    def contradiction(self, diagnostics: Diagnostics) -> bool:
        """Tell the smallest sets of conditions that nobody can meet; True where there is one."""
        if not self.possible([item.formula for item in self.conjuncts]):
            core = self.core(self.conjuncts)
            if len(core) == 1 and core[0].group.operator is ir.Grouping.LEAF and self.is_literal(core[0].group):
                # « non » in so many words: the author means nobody, an aid that is suspended.
                return True
            _tell(core, diagnostics)
            return True
        found = False
        for choice in self.choices:
            around = [item for item in self.conjuncts if choice.group not in item.group.items]
            if not self.possible([*(item.formula for item in around), choice.formula]):
                own = list(self._required(choice.group)) if choice.group.operator is ir.Grouping.ALL else [choice]
                _tell(self.core([*around, *own]), diagnostics)
                found = True
        return found

    def core(self, conjuncts: list[_Conjunct]) -> list[_Conjunct]:
        """Conditions of which none can be spared for the contradiction."""
        kept = list(conjuncts)
        for item in conjuncts:
            rest = [other for other in kept if other is not item]
            if not self.possible([other.formula for other in rest]):
                kept = rest
        return kept

    def is_literal(self, leaf: ir.ConditionGroup) -> bool:
        """« oui » in so many words: the author means everybody."""
        opened = self.space.opened(leaf.expression) if isinstance(leaf.expression, ir.Read) else leaf.expression
        return isinstance(opened, ir.Constant)

    def tautologies(self) -> Iterator[ir.ConditionGroup]:
        """The conditions that the other required ones already say, or that everybody meets."""
        spared: set[int] = set()
        for item in self.conjuncts:
            if item.group.operator is not ir.Grouping.LEAF or self.is_literal(item.group):
                continue
            others = [other.formula for other in self.conjuncts if other is not item and id(other.group) not in spared]
            if item.formula == TRUE or not self.possible([*others, negation(item.formula)]):
                spared.add(id(item.group))
                yield item.group


def _tell(core: list[_Conjunct], diagnostics: Diagnostics) -> None:
    last = core[-1].group
    first = core[0].group
    span = last.span or first.span
    if span is None:
        return
    labels = (Label(first.span, "first"),) if first.span is not None and first is not last else ()
    if first is last:
        diagnostics.report(codes.Contradiction.Alone(right=last.label), span)
    else:
        left = " ; ".join(item.group.label for item in core[:-1])
        diagnostics.report(codes.Contradiction(left=left, right=last.label), span, labels)
