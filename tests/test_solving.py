"""Searches of the analysis against looking at every situation, and what they look at where the rules are thousands."""

from __future__ import annotations

import random
from functools import partial
from itertools import product

import pytest

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.conditions import _Checker, _Conjunct
from rulespec.compiler.analysis.judging.tables import _alike
from rulespec.compiler.analysis.space.dimensions import Dimension, Region, Test
from rulespec.compiler.analysis.space.regions import Formula, Shape, Space, joined, negation
from rulespec.compiler.analysis.space.solving import boxes, regions_of, truth
from rulespec.compiler.ground.kinds import BOOLEAN
from rulespec.compiler.ground.operators import Comparison, Connective

SIZES = (3, 2, 4)


def a_space(rng: random.Random, tests: int) -> Space:
    """A small space whose tests are true in regions drawn at random."""
    space = Space(moment=None)  # type: ignore[arg-type]
    for size in SIZES:
        subject = ir.Constant(True, BOOLEAN)
        space.dimensions.append(Dimension(subject, regions=tuple(Region(str(index)) for index in range(size))))
    for _ in range(tests):
        dimension = rng.randrange(len(SIZES))
        space.tests.append(Test(dimension, Comparison.EQ))
        space.masks.append(rng.randrange(1 << SIZES[dimension]))
    return space


def a_formula(rng: random.Random, space: Space, depth: int) -> Formula:
    if not depth or rng.random() < 0.3:
        return Formula(Shape.TEST, test=rng.randrange(len(space.tests)))
    if rng.random() < 0.3:
        return negation(a_formula(rng, space, depth - 1))
    operator = rng.choice(list(Connective))
    return joined(operator, tuple(a_formula(rng, space, depth - 1) for _ in range(rng.randrange(2, 5))))


def points(space: Space) -> set[tuple[int, ...]]:
    return set(product(*(range(len(dimension.regions)) for dimension in space.dimensions)))


def situations(space: Space, items: list[_Conjunct]) -> set[tuple[int, ...]]:
    return {point for point in points(space) if all(holds(item.formula, space, point) for item in items)}


def holds(formula: Formula, space: Space, point: tuple[int, ...]) -> bool:
    match formula.operator:
        case Shape.TEST:
            return bool(space.masks[formula.test] >> point[space.tests[formula.test].dimension] & 1)
        case Shape.NOT:
            return not holds(formula.items[0], space, point)
        case Shape.AND:
            return all(holds(item, space, point) for item in formula.items)
        case Shape.OR:
            return any(holds(item, space, point) for item in formula.items)
    return formula.operator is Shape.TRUE


@pytest.mark.parametrize("lot", range(3))
def test_boxes_hold_each_situation_once_and_no_other(lot: int) -> None:
    for seed in range(100 * lot, 100 * lot + 100):
        rng = random.Random(seed)
        space = a_space(rng, 8)
        formula = a_formula(rng, space, 3)
        inside = [
            point
            for box in boxes(formula, space)
            for point in product(*([index for index in range(mask.bit_length()) if mask >> index & 1] for mask in box.allowed))
        ]
        right = {point for point in points(space) if holds(formula, space, point)}
        assert len(inside) == len(set(inside)) and set(inside) == right
        for point in points(space):
            assert truth(formula, space, [1 << index for index in point]) is (point in right)
        one = regions_of(formula, space)
        if one is not None:
            assert right == {point for point in points(space) if one[1] >> point[one[0]] & 1}


@pytest.mark.parametrize("lot", range(3))
def test_conditions_that_others_say_and_those_that_contradict_each_other(lot: int) -> None:
    for seed in range(100 * lot, 100 * lot + 100):
        rng = random.Random(seed)
        space = a_space(rng, 6)
        checker = object.__new__(_Checker)
        formulas = [a_formula(rng, space, rng.randrange(2)) for _ in range(rng.randrange(1, 7))]
        conjuncts = [_Conjunct(ir.ConditionGroup(ir.Grouping.LEAF, str(index)), formula) for index, formula in enumerate(formulas)]
        checker.space, checker.conjuncts, checker.choices = space, conjuncts, []
        met = partial(situations, space)
        if met(conjuncts):
            spared: list[_Conjunct] = []
            for item in conjuncts:
                others = [other for other in conjuncts if other is not item and other not in spared]
                if met(others) <= met([item]):
                    spared.append(item)
            assert {id(group) for group in checker.tautologies()} == {id(item.group) for item in spared}
            continue
        kept = list(conjuncts)
        for item in conjuncts:
            rest = [other for other in kept if other is not item]
            kept = kept if met(rest) else rest
        assert checker.core(conjuncts) == kept


def test_groups_of_regions_are_those_that_the_same_rows_take() -> None:
    rng = random.Random(7)
    for _ in range(200):
        rows = [(rng.randrange(64),) for _ in range(rng.randrange(6))]
        alive = rng.randrange(1 << len(rows)) if rows else 0
        start = rng.randrange(64)
        by_rows: dict[int, int] = {}
        for region in range(6):
            if start >> region & 1:
                left = sum(1 << index for index, (mask,) in enumerate(rows) if alive >> index & 1 and mask >> region & 1)
                by_rows[left] = by_rows.get(left, 0) | 1 << region
        found = [(left, mask) for left, mask in _alike(start, rows, alive, 0, False) if mask]
        assert found == list(by_rows.items())
        assert _alike(start, rows, alive, 0, True) == [(left, mask) for left, mask in found if not left]
