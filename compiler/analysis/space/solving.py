"""A formula to a situation in which it is true: a box of regions, narrowed by what is required and then split on undecided tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rulespec.compiler.analysis.space.regions import FALSE, TRUE, Formula, Shape, Space, negation

# Boxes that one search may open, and parts of formulas that the searches of one space may look at: a second or two.
LIMIT = 20_000
EFFORT = 1_000_000


class TooHard(Exception):
    """The search was given up: nothing may be said of the rule."""


@dataclass(frozen=True, slots=True)
class Box:
    """For each dimension of a space, the regions in which it may be, as a mask."""

    allowed: tuple[int, ...]

    def touched(self, space: Space) -> tuple[int, ...]:
        """The dimensions that the box constrains."""
        return tuple(index for index, mask in enumerate(self.allowed) if mask != whole(space, index))


def whole(space: Space, dimension: int) -> int:
    """The mask of all the regions of a dimension."""
    return (1 << len(space.dimensions[dimension].regions)) - 1


def everything(space: Space) -> Box:
    """The box that holds the whole space."""
    return Box(tuple(whole(space, index) for index in range(len(space.dimensions))))


def truth(formula: Formula, space: Space, allowed: Sequence[int]) -> bool | None:
    """What a formula is in a box: None where it depends."""
    found = reduced(formula, space, allowed)
    return True if found is TRUE else False if found is FALSE else None


def regions_of(formula: Formula, space: Space) -> tuple[int, int] | None:
    """The one dimension that a formula looks at, and its regions where it is true; None for a formula that looks at several, or at none."""
    match formula.operator:
        case Shape.TRUE | Shape.FALSE:
            return None
        case Shape.TEST:
            return space.tests[formula.test].dimension, space.masks[formula.test]
        case Shape.NOT:
            found = regions_of(formula.items[0], space)
            return None if found is None else (found[0], whole(space, found[0]) & ~found[1])
    dimension, mask = -1, 0
    for index, item in enumerate(formula.items):
        found = regions_of(item, space)
        if found is None or (index and found[0] != dimension):
            return None
        if not index:
            dimension, mask = found
        elif formula.operator is Shape.AND:
            mask &= found[1]
        else:
            mask |= found[1]
    return dimension, mask


def reduced(formula: Formula, space: Space, allowed: Sequence[int]) -> Formula:
    """What is left of a formula in a box: TRUE, FALSE, or its parts that depend on where in the box."""
    space.effort += 1
    match formula.operator:
        case Shape.TEST:
            mask = space.masks[formula.test]
            inside = allowed[space.tests[formula.test].dimension]
            return FALSE if not mask & inside else TRUE if not inside & ~mask else formula
        case Shape.NOT:
            inner = formula.items[0]
            found = reduced(inner, space, allowed)
            return formula if found is inner else negation(found)
        case Shape.TRUE:
            return TRUE
        case Shape.FALSE:
            return FALSE
    stop, neutral = (TRUE, FALSE) if formula.operator is Shape.OR else (FALSE, TRUE)
    kept: list[Formula] = []
    is_same = True
    for item in formula.items:
        found = reduced(item, space, allowed)
        if found is stop:
            return stop
        is_same = is_same and found is item
        if found is not neutral:
            kept.append(found)
    if is_same:
        return formula
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else Formula(formula.operator, tuple(kept))


def _first_test(formula: Formula) -> int:
    """The first test of a formula that depends."""
    while formula.operator is not Shape.TEST:
        formula = formula.items[0]
    return formula.test


def _narrowed(parts: Sequence[Formula], space: Space, allowed: list[int]) -> list[Formula] | None:
    """The parts of a conjunction that are left once the box, changed in place, holds all that they require; None where nothing is left.

    A part that looks at one quantity is that quantity's regions, and what it takes away may decide other parts.
    """
    again = True
    while again:
        again = False
        rest: list[Formula] = []
        for part in parts:
            left = reduced(part, space, allowed)
            if left is FALSE:
                return None
            if left is TRUE:
                continue
            for item in left.items if left.operator is Shape.AND else (left,):
                one = regions_of(item, space)
                if one is None:
                    rest.append(item)
                    continue
                dimension, mask = one
                mask &= allowed[dimension]
                if not mask:
                    return None
                again = again or mask != allowed[dimension]
                allowed[dimension] = mask
        parts = rest
        again = again and bool(rest)
    return list(parts)


def boxes(formula: Formula, space: Space, start: Box | None = None) -> Iterator[Box]:
    """Disjoint boxes in which a formula is true, that cover all of where it is. Raises TooHard past a limit."""
    first = (start or everything(space)).allowed
    if not all(first):
        return
    stack: list[tuple[list[int], list[Formula]]] = [(list(first), [formula])]
    steps = 0
    while stack:
        steps += 1
        if steps > LIMIT or space.effort > EFFORT:
            raise TooHard
        allowed, parts = stack.pop()
        rest = _narrowed(parts, space, allowed)
        if rest is None:
            continue
        if not rest:
            yield Box(tuple(allowed))
            continue
        test = _first_test(rest[0])
        dimension = space.tests[test].dimension
        for mask in (allowed[dimension] & ~space.masks[test], allowed[dimension] & space.masks[test]):
            if mask:
                stack.append(([*allowed[:dimension], mask, *allowed[dimension + 1 :]], rest))


def box_of(formula: Formula, space: Space, start: Box | None = None) -> Box | None:
    """A box in which a formula is true, None where it never is."""
    return next(boxes(formula, space, start), None)
