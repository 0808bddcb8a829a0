"""A formula to a situation in which it is true: a box of regions, found by splitting on undecided tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rulespec.compiler.analysis.space.regions import Formula, Shape, Space

LIMIT = 20_000


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
    match formula.operator:
        case Shape.TRUE:
            return True
        case Shape.FALSE:
            return False
        case Shape.TEST:
            mask = space.masks[formula.test]
            inside = allowed[space.tests[formula.test].dimension]
            return False if not mask & inside else True if not inside & ~mask else None
        case Shape.NOT:
            found = truth(formula.items[0], space, allowed)
            return None if found is None else not found
    stop = formula.operator is Shape.OR
    result: bool | None = not stop
    for item in formula.items:
        found = truth(item, space, allowed)
        if found is stop:
            return stop
        if found is None:
            result = None
    return result


def _undecided(formula: Formula, space: Space, allowed: Sequence[int]) -> int | None:
    """A test on which the truth of a formula depends in a box."""
    if formula.operator is Shape.TEST:
        return formula.test if truth(formula, space, allowed) is None else None
    for item in formula.items:
        if truth(item, space, allowed) is None:
            found = _undecided(item, space, allowed)
            if found is not None:
                return found
    return None


def boxes(formula: Formula, space: Space, start: Box | None = None) -> Iterator[Box]:
    """Disjoint boxes in which a formula is true, that cover all of where it is. Raises TooHard past a limit."""
    first = (start or everything(space)).allowed
    if not all(first):
        return
    stack: list[tuple[int, ...]] = [first]
    steps = 0
    while stack:
        steps += 1
        if steps > LIMIT:
            raise TooHard
        allowed = stack.pop()
        found = truth(formula, space, allowed)
        if found is False:
            continue
        if found is True:
            yield Box(allowed)
            continue
        test = _undecided(formula, space, allowed)
        assert test is not None
        dimension = space.tests[test].dimension
        for mask in (allowed[dimension] & ~space.masks[test], allowed[dimension] & space.masks[test]):
            if mask:
                stack.append((*allowed[:dimension], mask, *allowed[dimension + 1 :]))


def box_of(formula: Formula, space: Space, start: Box | None = None) -> Box | None:
    """A box in which a formula is true, None where it never is."""
    return next(boxes(formula, space, start), None)
