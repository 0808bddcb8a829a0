"""Conditions to those that can't be met together, and those that are always true given the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.regions import TRUE, Formula, Shape, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import Box, TooHard, box_of, everything, regions_of
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Diagnostics, Label
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
    effort = 0
    closed: list[Diagnostic] = []
    for index, segment in enumerate(spans):
        try:
            checker = _Checker(tree, rulebook, segment.start)
            checker.space.effort = effort
            told = Diagnostics()
            is_closed = checker.contradiction(told)
            # What nobody can meet any more, or yet, is no contradiction: time opens and closes an aid as its dates do.
            closed = [item for item in told.sorted() if not segment.is_passing or item in closed]
            is_last = index + 1 == len(spans) or not spans[index + 1].is_passing
            if is_last and (closed or (is_closed and not segment.is_passing)):
                diagnostics.extend(tuple(closed))
                return
            if is_closed:
                effort = checker.space.effort
                continue
            for leaf in checker.tautologies():
                always[id(leaf)] = always.get(id(leaf), 0) + 1
            for conjunct in checker.conjuncts:
                present[id(conjunct.group)] = present.get(id(conjunct.group), 0) + 1
            effort = checker.space.effort
        except TooHard:
            diagnostics.report(codes.Unproven(name=aid.name), aid.span)
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
            around = [item for item in self.conjuncts if all(other is not choice.group for other in item.group.items)]
            if not self.possible([*(item.formula for item in around), choice.formula]):
                own = list(self._required(choice.group)) if choice.group.operator is ir.Grouping.ALL else [choice]
                _tell(self.core([*around, *own]), diagnostics)
                found = True
        return found

    def core(self, conjuncts: list[_Conjunct]) -> list[_Conjunct]:
        """Conditions of which none can be spared for the contradiction: from the first on, those that can are, in halves."""

        def needed(before: list[_Conjunct], asked: list[_Conjunct], after: list[_Conjunct]) -> list[_Conjunct]:
            if not asked or not self.possible([item.formula for item in (*before, *after)]):
                return []
            if len(asked) == 1:
                return asked
            half = len(asked) // 2
            first = needed(before, asked[:half], [*asked[half:], *after])
            return first + needed([*before, *first], asked[half:], after)

        return needed([], conjuncts, [])

    def is_literal(self, leaf: ir.ConditionGroup) -> bool:
        """« oui » in so many words: the author means everybody."""
        opened = self.space.opened(leaf.expression) if isinstance(leaf.expression, ir.Read) else leaf.expression
        return isinstance(opened, ir.Constant)

    def tautologies(self) -> Iterator[ir.ConditionGroup]:
        """The conditions that the other required ones already say, or that everybody meets.

        All can be met together, so that only those that look at the same quantities, directly or through others, can say one of them.
        """
        whole = everything(self.space).allowed
        for part in self._bound():
            yield from self._said_by_others(part, list(whole))

    def _bound(self) -> Iterator[list[_Conjunct]]:
        """The conjuncts in parts that share no quantity, each in their order."""
        holder: dict[int, int] = {}

        def home(dimension: int) -> int:
            while (above := holder.setdefault(dimension, dimension)) != dimension:
                holder[dimension] = holder[above]
                dimension = above
            return dimension

        looked_at = [sorted(dimensions_of(item.formula, self.space)) for item in self.conjuncts]
        for dimensions in looked_at:
            for dimension in dimensions[1:]:
                holder[home(dimension)] = home(dimensions[0])
        parts: dict[int, list[_Conjunct]] = {}
        for item, dimensions in zip(self.conjuncts, looked_at, strict=True):
            parts.setdefault(home(dimensions[0]) if dimensions else -1, []).append(item)
        yield from parts.values()

    def _said_by_others(self, part: list[_Conjunct], start: list[int]) -> Iterator[ir.ConditionGroup]:
        """Of each conjunct, whether the others leave nothing outside it; those found to say nothing are no others of the next ones.
        `start` is the whole space. What looks at one quantity is a mask of its regions; the masks of those that follow are joined once.
        """
        ones = [regions_of(item.formula, self.space) for item in part]
        following: list[int] = []
        joint: dict[int, int] = {}
        for one in reversed(ones):
            if one is not None:
                following.append(joint.get(one[0], start[one[0]]))
                joint[one[0]] = following[-1] & one[1]
        ahead, before = dict(joint), {dimension: start[dimension] for dimension in joint}
        bound = [item for item, one in zip(part, ones, strict=True) if one is None]
        for item, one in zip(part, ones, strict=True):
            if one is not None:
                ahead[one[0]] = following.pop()
            is_said = False
            if item.group.operator is ir.Grouping.LEAF and not self.is_literal(item.group):
                for dimension, mask in before.items():
                    start[dimension] = mask & ahead[dimension]
                others = tuple(other.formula for other in bound if other is not item)
                outside = joined(Connective.AND, (*others, negation(item.formula)))
                is_said = item.formula == TRUE or box_of(outside, self.space, Box(tuple(start))) is None
            if is_said:
                yield item.group
            if is_said and one is None:
                bound = [other for other in bound if other is not item]
            elif one is not None and not is_said:
                before[one[0]] &= one[1]


def dimensions_of(formula: Formula, space: Space) -> set[int]:
    """The quantities that a formula looks at."""
    found: set[int] = set()
    waiting = [formula]
    while waiting:
        item = waiting.pop()
        if item.operator is Shape.TEST:
            found.add(space.tests[item.test].dimension)
        waiting += item.items
    return found


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
