"""Decision tables to what is wrong with their rows: gaps, overlaps, rows that never apply, on every date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import Moment, line
from rulespec.compiler.analysis.space.regions import Formula, Shape, Space, joined, negation
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.analysis.space.segments import segments
from rulespec.compiler.analysis.space.solving import EFFORT, Box, TooHard, box_of, everything, regions_of
from rulespec.compiler.analysis.space.telling import region_text, situation_text
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Label, Problem, When
from rulespec.compiler.ground.operators import Connective
from rulespec.compiler.words import Language

SHOWN = 3


def check_table(table: ir.Table, rulebook: Rulebook, words: Language, diagnostics: Diagnostics) -> None:
    """Tell the gaps, overlaps and useless rows of a table, each with a situation that shows it."""
    spans = segments([test for row in table.rows for test in row.tests], table.start, table.end, rulebook)
    useless: dict[int, int] = {}
    told: set[tuple[str, ...]] = set()
    effort = 0
    try:
        for segment in spans:
            grid = _Grid(table, rulebook.at(segment.start), effort)
            when = segment.told(spans)
            if table.policy.hits.needs_row and table.otherwise is None:
                _tell_gaps(grid, when, words, diagnostics, told)
            if table.policy.hits.is_exclusive:
                _tell_overlaps(grid, when, words, diagnostics, told)
            for index in grid.useless():
                useless[index] = useless.get(index, 0) + 1
            effort = grid.space.effort
    except TooHard:
        diagnostics.report(codes.Unproven.Table(name=table.name), table.span)
        return
    for index, count in sorted(useless.items()):
        if count == len(spans):
            _tell_useless(table, index, rulebook.at(spans[0].start), diagnostics)


class _Grid:
    """A table on a date: its rows as formulas over a space cut at their bounds."""

    def __init__(self, table: ir.Table, moment: Moment, effort: int) -> None:
        self.table = table
        self.space = Space(moment, effort=effort)
        self.rows: list[Formula] = [self.space.formula(row.test) for row in table.rows]
        self.space.cut()
        self.whole = everything(self.space).allowed
        self.boxes = [self._box(row) for row in self.rows]

    def _box(self, row: Formula) -> tuple[int, ...] | None:
        """The regions of each dimension where a row applies, None where its cells bind several dimensions together."""
        allowed = list(self.whole)
        for part in row.items if row.operator is Shape.AND else (row,):
            if part.operator is Shape.FALSE:
                return tuple(0 for _ in allowed)
            if part.operator is Shape.TRUE:
                continue
            found = regions_of(part, self.space)
            if found is None:
                return None
            allowed[found[0]] &= found[1]
        return tuple(allowed)

    def uncovered(self, target: tuple[int, ...] | None, others: list[int]) -> Iterator[Box]:
        """Boxes, within a target, that none of some rows covers."""
        start = target or self.whole
        boxes = [self.boxes[index] for index in others]
        if any(box is None for box in boxes):
            none = joined(Connective.AND, tuple(negation(self.rows[index]) for index in others))
            found = box_of(none, self.space, Box(start))
            if found is not None:
                yield found
            return
        # A row that has no part in the target covers nothing of it.
        known = [box for box in boxes if box is not None and all(x & y for x, y in zip(box, start, strict=True))]
        yield from self._uncovered(start, known, (1 << len(known)) - 1, 0, (), set())

    def _uncovered(
        self,
        start: tuple[int, ...],
        rows: list[tuple[int, ...]],
        alive: int,
        dimension: int,
        chosen: tuple[int, ...],
        full: set[tuple[int, int]],
    ) -> Iterator[Box]:
        """Dimension by dimension, the rows still alive; what was found covered from a set of rows on is not looked at again."""
        if not alive:
            yield Box(chosen + start[dimension:])
            return
        if dimension == len(start) or (dimension, alive) in full:
            return
        self.space.effort += alive.bit_count()
        if self.space.effort > EFFORT:
            raise TooHard
        found = False
        for left, mask in _alike(start[dimension], rows, alive, dimension, dimension == len(start) - 1):
            for box in self._uncovered(start, rows, left, dimension + 1, (*chosen, mask), full):
                found = True
                yield box
        if not found:
            full.add((dimension, alive))

    def gaps(self) -> list[Box]:
        found: list[Box] = []
        for box in self.uncovered(None, list(range(len(self.rows)))):
            found.append(box)
            if len(found) == SHOWN:
                break
        return found

    def overlaps(self) -> Iterator[tuple[int, int, Box]]:
        """The pairs of rows that can apply together, with where they do."""
        for first, second in self._meeting():
            a, b = self.boxes[first], self.boxes[second]
            if a is not None and b is not None:
                both = tuple(x & y for x, y in zip(a, b, strict=True))
                if all(both):
                    yield first, second, Box(both)
                continue
            found = box_of(joined(Connective.AND, (self.rows[first], self.rows[second])), self.space)
            if found is not None:
                yield first, second, found

    def _meeting(self) -> Iterable[tuple[int, int]]:
        """The pairs of rows that have a region in common in the quantity that tells most rows apart, in order; all where none tells."""
        known = [box for box in self.boxes if box is not None]
        if len(known) < len(self.boxes) or not self.whole:
            return combinations(range(len(self.boxes)), 2)
        everyone = (1 << len(known)) - 1
        groups = (_alike(mask, known, everyone, dimension, False) for dimension, mask in enumerate(self.whole))
        apart = min(groups, key=lambda found: sum(left.bit_count() ** 2 for left, _ in found))
        return sorted({pair for left, _ in apart for pair in combinations(_bits(left), 2)})

    def useless(self) -> Iterator[int]:
        """The rows that no situation reaches, or only situations that a row above takes."""
        # What rows above take of one quantity whatever the others, and the rows above that look at several.
        taken = [0] * len(self.whole)
        several: list[int] = []
        is_tried_in_order = self.table.policy.hits.is_tried_in_order
        for index, row in enumerate(self.rows):
            box = self.boxes[index]
            if box is None:
                rest = (row, *(negation(other) for other in self.rows[:index])) if is_tried_in_order else (row,)
                if box_of(joined(Connective.AND, rest), self.space) is None:
                    yield index
                several.append(index)
                continue
            left = tuple(mask & ~above for mask, above in zip(box, taken, strict=True)) if is_tried_in_order else box
            if not all(left) or (is_tried_in_order and several and next(self.uncovered(left, several), None) is None):
                yield index
            looked_at = [dimension for dimension, mask in enumerate(box) if mask != self.whole[dimension]]
            if len(looked_at) == 1:
                taken[looked_at[0]] |= box[looked_at[0]]
            else:
                several.append(index)


def _alike(start: int, rows: list[tuple[int, ...]], alive: int, dimension: int, only_free: bool) -> list[tuple[int, int]]:
    """The regions of a dimension in groups that the same of some rows take, from the first region on: the rows, and the regions.

    `only_free`: only those that no row takes.
    """
    if only_free:
        for index in _bits(alive):
            start &= ~rows[index][dimension]
        return [(0, start)] if start else []
    groups: dict[int, int] = {0: start}
    for index in _bits(alive):
        mask = rows[index][dimension]
        for left, regions in list(groups.items()):
            inside = regions & mask
            if inside:
                groups[left | 1 << index] = inside
                if inside == regions:
                    del groups[left]
                else:
                    groups[left] = regions & ~mask
    return sorted(groups.items(), key=lambda group: group[1] & -group[1])


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _tell_gaps(grid: _Grid, when: When | None, words: Language, diagnostics: Diagnostics, told: set[tuple[str, ...]]) -> None:
    for box in grid.gaps():
        row = row_to_add(grid, box, words)
        if ("gap", *row) in told:
            continue
        told.add(("gap", *row))
        name, situation, cells = grid.table.name, situation_text(box, grid.space, grid.table.inputs, words), " | ".join(row)
        if when is None:
            diagnostics.report(codes.TableGap(name=name, situation=situation, row=cells), grid.table.span)
        else:
            diagnostics.report(codes.TableGap.From(name=name, interval=when, situation=situation, row=cells), grid.table.span)


def row_to_add(grid: _Grid, box: Box, words: Language) -> tuple[str, ...]:
    """The cells of the row that would fill a gap, in the table's own language."""
    cells = []
    for _, subject in grid.table.inputs:
        number = next((index for index, item in enumerate(grid.space.dimensions) if item.subject == _subject(subject, grid)), None)
        cells.append("-" if number is None else region_text(box.allowed[number], grid.space, number, words, grid.table.inputs))
    return tuple(cells)


def _subject(subject: ir.Expression, grid: _Grid) -> ir.Expression:
    return line(subject, grid.space.moment).subject


def _tell_overlaps(grid: _Grid, when: When | None, words: Language, diagnostics: Diagnostics, told: set[tuple[str, ...]]) -> None:
    table = grid.table
    for first, second, box in grid.overlaps():
        same = table.rows[first].outputs == table.rows[second].outputs or _same(table, first, second, grid.space.moment)
        if table.policy is ir.HitPolicy.ANY and same:
            continue
        key = ("overlap", str(first), str(second))
        if key in told:
            continue
        told.add(key)
        situation = situation_text(box, grid.space, table.inputs, words)
        problem = _overlap(table, str(first + 1), str(second + 1), situation, when)
        diagnostics.report(problem, table.rows[second].span, (Label(table.rows[first].span, "first"),))


def _overlap(table: ir.Table, first: str, second: str, situation: str, when: When | None) -> Problem:
    """Two rows that hold together: forbidden where one only may, told for « any » where their answers differ."""
    name = table.name
    if table.policy is ir.HitPolicy.UNIQUE:
        if when is None:
            return codes.TableOverlap(name=name, first=first, second=second, situation=situation)
        return codes.TableOverlap.From(name=name, first=first, second=second, situation=situation, interval=when)
    if when is None:
        return codes.TableOverlap.Any(name=name, first=first, second=second, situation=situation)
    return codes.TableOverlap.AnyFrom(name=name, first=first, second=second, situation=situation, interval=when)


def _same(table: ir.Table, first: int, second: int, moment: Moment) -> bool:
    """Outputs that are equal on the date, though written otherwise: « montant plein » and 1 000 €."""
    for a, b in zip(table.rows[first].outputs, table.rows[second].outputs, strict=True):
        left = moment.value(a) if a is not None else None
        if left is None or b is None or left != moment.value(b):
            return False
    return True


def _tell_useless(table: ir.Table, index: int, moment: Moment, diagnostics: Diagnostics) -> None:
    alone = Space(moment)
    formula = alone.formula(table.rows[index].test)
    impossible = box_of(formula, alone.cut()) is None
    useless = codes.ImpossibleRow if impossible else codes.ShadowedRow
    diagnostics.report(useless(name=table.name, row=str(index + 1)), table.rows[index].span)
