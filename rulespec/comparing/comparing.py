"""A rulebook and its original to what they answer for situations at the bounds of the rules: equal, a fault told, or differences."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from openfisca_core.periods import period as period_of

from rulespec.comparing.judging import Fault, Judge
from rulespec.comparing.pairs import Pair, dates_of, expressions_of, pairs_of, periods_of, start_of, within
from rulespec.comparing.points import Points, constants, constants_of, values_of
from rulespec.comparing.searching import crossings, varied
from rulespec.comparing.shrinking import shrunk
from rulespec.comparing.sources import Drawn, Picked, Source, kind_of
from rulespec.comparing.staging import Answered, Given, Side, Staged, answer, named, parameters_of
from rulespec.comparing.ways import Shown, Teller
from rulespec.comparing.worlds import World, draw_world
from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.words import Language

# Situations that are also computed by themselves, on each date.
ALONE = 4
# Differences of a variable that are shown.
SHOWN = 2
# The last dates on which situations are searched for, where there are more.
SEARCHED = 16
# Situations on each date where the country computes what only one side reads.
COMPUTED = 100
# Where situations stop a formula, how many are looked for one by one.
STOPPED = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many situations on each date, from which seed."""

    situations: int = 1000
    seed: int = 1


@dataclass(eq=False)
class Compared:
    """What was found of a variable.

    Attributes:
        periods: those on which it was compared.
        situations: how many were compared in all.
        answers: how many of them have another answer than the most common one; 0 proves little.
        differing: how many differ in truth.
        faults: of the original: on which period first, and in how many situations.
        stops: why the original stops, where it does.
        rule_stacked: True where the rule answers otherwise alone than beside others: a defect of rulespec.
    """

    pair: Pair
    label: str
    periods: list[str] = field(default_factory=list)
    situations: int = 0
    answers: int = 0
    differing: int = 0
    differing_on: list[str] = field(default_factory=list)
    faults: dict[Fault, tuple[str, int]] = field(default_factory=dict)
    stops: str = ""
    rule_stacked: bool = False
    shown: list[Shown] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        return not self.differing and not self.rule_stacked

    def told(self, fault: Fault, period: str, count: int) -> None:
        first, before = self.faults.get(fault, (period, 0))
        self.faults[fault] = (first, before + count)


@dataclass(eq=False)
class Comparison:
    """A rulebook beside its original; `country` is the original's system, `system` the one with the rulebook."""

    program: ir.Program
    catalog: Catalog
    country: Any
    system: Any
    wanted: Wanted
    words: Language

    def __post_init__(self) -> None:
        self.pairs = pairs_of(self.program, self.country, self.country not in (self.system, getattr(self.system, "baseline", None)))
        self._below: dict[str, set[str]] = {}
        self.variables = {item.name: item for item in self.program.variables}
        names = {pair.own: pair.original for pair in self.pairs}
        self.original = Side(self.country, self.country, {}, frozenset())
        self.rule = Side(self.system, self.country, names, frozenset(self.variables))
        self.teller = Teller(self.program, self.catalog, self.original, self.rule, self.words)

    @cached_property
    def world(self) -> World:
        """The people of all comparisons: what they hold changes, who they are with does not."""
        return draw_world(self.catalog, self.wanted.situations, np.random.default_rng(self.wanted.seed))

    @cached_property
    def small_world(self) -> World:
        return self.world.only(range(min(24, self.world.count)))[0]

    def givens(self, original: Set[str], rule: Set[str]) -> Given:
        """What is given where a side reads what the other does not: all but what must agree with the other's.

        A rule that reads an income, an original that reads the tax on it: the tax is computed from the income.
        """
        both = original & rule
        kept: dict[str, bool] = {}

        def is_given(name: str) -> bool:
            if name not in kept:
                if name not in original | rule:
                    # All that lies between is the whole country: one step is looked at.
                    kept[name] = not set(self.catalog.reads(name)) & (original | rule)
                else:
                    others = original ^ rule if name in both else rule if name in original else original
                    kept[name] = not self.below(name) & others
            return kept[name]

        return Given(frozenset(original | rule), is_given)

    def below(self, name: str) -> Set[str]:
        """What the country computes a variable from, directly or not."""
        if name not in self._below:
            found: set[str] = set()
            waiting = list(self.catalog.reads(name))
            while waiting:
                current = waiting.pop()
                if current not in found:
                    found.add(current)
                    waiting += self.catalog.reads(current)
            self._below[name] = found
        return self._below[name]

    def of(self, name: str) -> Compared:
        """What is found of one variable of the original."""
        return _One(self, next(pair for pair in self.pairs if pair.original == name)).compared()


class _One:
    """The comparison of one variable."""

    def __init__(self, comparison: Comparison, pair: Pair) -> None:
        self.comparison = comparison
        self.pair = pair
        self.catalog = comparison.catalog
        self.variable = comparison.country.get_variable(pair.original)
        self.parts = within(pair.own, comparison.variables, comparison.rule.names)
        self.constants = list(constants(expressions_of(self.parts)))
        for formula in self.variable.formulas.values():
            self.constants += constants_of(formula)
        self.parameters: dict[str, Any] = {}
        self.given: Given | None = None
        self.reads: set[str] = set()
        self.found = Compared(pair, str(self.variable.label or pair.original))
        self.rounds = any(
            "round" in name or name == "rint" for formula in self.variable.formulas.values() for name in formula.__code__.co_names
        )

        self.is_guarded = any(isinstance(item, ir.Divide) for whole in expressions_of(self.parts) for item in ir.walk(whole))

    def compared(self) -> Compared:
        unit = self.variable.definition_period.value
        dates = dates_of(self.pair, self.variable, self.parts, ())
        for period in periods_of(dates, unit, self.pair, self.variable.end):
            self.note_parameters(period)
        dates = dates_of(self.pair, self.variable, self.parts, self.parameters.values())
        periods = periods_of(dates, unit, self.pair, self.variable.end)
        for number, period in enumerate(periods):
            self.at(period, len(periods) <= SEARCHED or number >= len(periods) - SEARCHED)
        return self.found

    def note_parameters(self, period: str) -> None:
        """The parameters that both read, from a computation of a few situations."""
        source = Drawn(self.comparison.small_world, self.points(period), self.seed(period))
        for side, name in ((self.comparison.original, self.pair.original), (self.comparison.rule, self.pair.own)):
            seen = answer(Staged(side, self.comparison.small_world, self.catalog, source), name, period).seen
            for path, node in zip(seen.parameters, parameters_of(side.system, seen.parameters), strict=False):
                self.parameters[path] = node

    def points(self, period: str) -> Points:
        on = start_of(period)
        points = Points(on)
        points.add(self.constants)
        for parameter in self.parameters.values():
            for value in values_of(parameter, on):
                points.add(value)
        return points

    def seed(self, name: str) -> int:
        return zlib.crc32(f"{self.comparison.wanted.seed} {self.pair.original} {name}".encode())

    def at(self, period: str, is_searched: bool) -> None:
        """Compare on a period: drawn situations, then others near those that showed something new, then at the jumps of the answers.

        On the oldest of many dates, on which only amounts change, drawn situations alone.
        """
        judge, world = self.judge(period), self.comparison.world
        if not self.reads:
            # What reads nothing of anyone is the same for all.
            world = world.only([0, 1] if world.count > 1 else [0])[0]
        elif self.given is not None:
            # What is computed below costs as much as the country itself.
            world = world.only(range(min(COMPUTED, world.count)))[0]
        third = max(1, world.count // 3)
        points = self.points(period)
        self.found.periods.append(period)
        first = world.only(range(max(1, world.count - 2 * third)))[0]
        source: Source = Drawn(first, points, self.seed(f"{period} 0"))
        rule = self.check(judge, first, source, period)
        if rule is None or not is_searched or world.count < 3:
            return
        for number, low in ((1, 0), (2, third)):
            part = world.only(range(low, min(low + third, world.count)))[0]
            fresh = Drawn(part, points, self.seed(f"{period} {number}"))
            chosen, source = varied(first, source, rule, self.comparison.rule.own, fresh, third, np.random.default_rng(fresh.seed))
            first = chosen
            rule = self.check(judge, first, source, period)
            if rule is None:
                return
        names = [
            name for name, _ in rule.seen.variables if kind_of(self.comparison.country.get_variable(name) or _NONE) in ("int", "float")
        ]
        if names and self.given is None:
            rng = np.random.default_rng(self.seed(f"{period} jumps"))
            other = Drawn(first, points, self.seed(f"{period} other"))
            for edge in crossings(judge, first, source, other, sorted(set(names)), rng):
                self.check(judge, first, edge, period)

    def judge(self, period: str) -> Judge:
        """What computes and judges on a period: given is what both read, computed what only one does."""
        given: Given | None = None
        comparison = self.comparison

        def original(world: World, source: Source, wide: bool) -> Answered:
            return answer(Staged(comparison.original, world, self.catalog, source, given, wide), self.pair.original, period)

        def rule(world: World, source: Source, wide: bool) -> Answered:
            return answer(Staged(comparison.rule, world, self.catalog, source, given, wide), self.pair.own, period)

        small = comparison.small_world
        source = Drawn(small, self.points(period), self.seed(f"{period} reads"))
        reads = [{name for name, _ in compute(small, source, False).seen.variables} for compute in (original, rule)]
        self.reads = reads[0] | reads[1]
        if reads[0] != reads[1]:
            given = self.comparison.givens(*reads)
        self.given = given

        def names(world: World, source: Source) -> tuple[Answered, Mapping[str, Any]]:
            staged = Staged(comparison.original, world, self.catalog, source, given)
            return named(staged, self.variable.get_formula(period_of(period)), self.pair.original, period)

        return Judge(self.variable, original, rule, names, self.rounds, self.is_guarded)

    def check(self, judge: Judge, world: World, source: Source, period: str) -> Answered | None:
        """Compare one world; the rule's answer where there is one."""
        found, other = judge.original(world, source, False), judge.rule(world, source, False)
        if found.values is None or other.values is None:
            self.stopped(judge, world, source, period, found, other)
            return None
        self.found.situations += world.count
        owners = world.situations(self.variable.entity.key)
        values, counts = np.unique(found.values, return_counts=True)
        self.found.answers += len(np.unique(owners[found.values != values[counts.argmax()]])) if len(values) else 0
        faults, real = judge.judged(world, source, found.values, other.values)
        for fault in set(faults.values()):
            self.found.told(fault, period, list(faults.values()).count(fault))
        if real:
            self.differs(judge, world, source, period, real)
        rng = np.random.default_rng(self.seed(f"{period} alone"))
        some = [int(index) for index in rng.choice(world.count, min(ALONE, world.count), replace=False) if index not in real]
        if wrong := judge.stacked(world, source, found.values, some, judge.original):
            self.found.told(Fault.STACKED, period, len(wrong))
        if judge.stacked(world, source, other.values, some, judge.rule):
            self.found.rule_stacked = True
        return other

    def differs(self, judge: Judge, world: World, source: Source, period: str, real: list[int]) -> None:
        self.found.differing += len(real)
        if period not in self.found.differing_on:
            self.found.differing_on.append(period)
            if len(self.found.shown) < SHOWN:
                small, picks = world.only([real[0]])
                least = shrunk(judge, small, Picked(source, picks), self.pair, period, self.catalog)
                self.found.shown.append(self.comparison.teller.shown(least, self.given))

    def stopped(self, judge: Judge, world: World, source: Source, period: str, found: Answered, other: Answered) -> None:
        """Where a side stops for all: whether it stops for situations by themselves."""
        if found.values is None:
            self.found.stops = self.found.stops or found.error
        stopped = 0
        for index in range(min(STOPPED, world.count)):
            small, picks = world.only([index])
            picked = Picked(source, picks)
            alone, rule = judge.original(small, picked, False), judge.rule(small, picked, False)
            if alone.values is None:
                stopped += 1
                continue
            self.found.situations += 1
            if rule.values is None or judge.is_real(small, picked):
                self.differs(judge, world, source, period, [index])
        if stopped or found.values is None:
            self.found.told(Fault.STOPS, period, stopped)


class _Nothing:
    value_type = str


_NONE = _Nothing()
