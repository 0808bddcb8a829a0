"""A household's answer to what would change it: the nearest value of each quantity, found from the rule's own bounds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.quantities import Shown, is_threshold
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.analysis.judging.conditions import formula_of
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.dimensions import Dimension, Region
from rulespec.compiler.analysis.space.folding import Line, Number, Plain
from rulespec.compiler.analysis.space.regions import Space, seen_from
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.ground.operators import Comparison, Operation


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest change of one quantity that changes the answer: from a value to another, and what the aid is then."""

    name: str
    before: str
    after: str
    answer: Value


def changes(explainer: Explainer) -> tuple[Change, ...]:
    """For each quantity, the nearest value on either side that changes the answer, found from the rule's own bounds."""
    space = space_of(explainer)
    current = explainer.answer()
    found: list[Change] = []
    for dimension in space.dimensions:
        now = plain_of(explainer, dimension)
        if now is None or not isinstance(dimension.subject, ir.Read | ir.Divide | ir.Arithmetic) or _is_row(explainer, dimension.subject):
            continue
        shown = shown_side(explainer, dimension)
        if not shown.name:
            continue
        # The smallest coin of what the document names: of « € / mois », where the analysis cuts a year's amount.
        for candidate in _candidates(dimension, now, Fraction(shown.type.unit.coin) / abs(shown.line.slope)):
            answer = answer_if(explainer, dimension.subject, candidate)
            if answer is not None and answer != current:
                found.append(_change(explainer, dimension, shown, now, candidate, answer))
                if dimension.kind not in (Kind.NUMBER, Kind.DATE):
                    continue
                break
    return tuple(dict.fromkeys(found))


def _is_row(explainer: Explainer, subject: ir.Expression) -> bool:
    """The number of a table's row is nothing that changes by itself."""
    variable = explainer.rulebook.variables.get(subject.variable) if isinstance(subject, ir.Read) else None
    return variable is not None and variable.role is ir.Part.ROW


def space_of(explainer: Explainer) -> Space:
    """The quantities that the aid looks at, cut at the bounds of its conditions, tables and scales."""
    space = Space(explainer.moment)
    if explainer.aid.conditions is not None:
        formula_of(explainer.aid.conditions, space, explainer.date)
    _add_tests(explainer, space)
    space.cut()
    return space


def _change(explainer: Explainer, dimension: Dimension, shown: Shown, now: Plain, after: Plain, answer: Value) -> Change:
    """A change as told, in the quantity that the document names."""
    if isinstance(now, Fraction) and isinstance(after, Fraction):
        now, after = shown.line.of(now), shown.line.of(after)
    prefix = isinstance(after, str) and dimension.kind is Kind.TEXT and any(region.value == f"{after}…" for region in dimension.regions)
    told = explainer.quantities.figure(after, shown.type) + ("…" if prefix else "")
    return Change(shown.name, explainer.quantities.figure(now, shown.type), told, answer)


def shown_side(explainer: Explainer, dimension: Dimension) -> Shown:
    """The quantity that a reader knows; of a difference (resources − ceiling), the first side, the other staying as it is."""
    subject = dimension.subject
    if not isinstance(subject, ir.Arithmetic) or subject.operator is not Operation.MINUS:
        return explainer.quantities.shown(subject)
    varies, stays, sign = (subject.right, subject.left, -1) if is_threshold(subject.left) else (subject.left, subject.right, 1)
    other = _number(explainer, stays)
    if other is None:
        return explainer.quantities.shown(subject)
    # resources = (resources − ceiling) + ceiling; resources = ceiling − (ceiling − resources).
    side = explainer.quantities.shown(varies)
    return replace(side, line=Line(subject, sign * side.line.slope, side.line.slope * other + side.line.offset))


def _number(explainer: Explainer, expression: ir.Expression) -> Fraction | None:
    try:
        found = explainer.value(expression)
    except NoValue:
        return None
    return found if isinstance(found, Fraction) else None


def _add_tests(explainer: Explainer, space: Space) -> None:
    """The bounds that move the amount: rows of tables, brackets of scales, tests of formulas."""
    for variable in reachable(explainer.program, explainer.aid.variable):
        via: tuple[str, ...] = ()
        if variable.entity != explainer.aid.entity:
            if explainer.owner is None or explainer.rulebook.catalog.entities[variable.entity].is_person:
                continue
            via = (variable.entity,)
        formula = explainer.moment.formula(variable)
        for item in ir.walk(formula) if formula is not None else ():
            seen = seen_from(item, via) if via else item
            if isinstance(seen, ir.Compare | ir.Among | ir.StartsWith):
                space.formula(seen)
            elif isinstance(item, ir.ScaleRead) and not via:
                for bracket in explainer.rulebook.scales[item.path].brackets:
                    values = [dated.value for dated in bracket.threshold if dated.date <= explainer.date]
                    if values and isinstance(values[-1], Decimal):
                        bound = ir.Constant(values[-1], item.base.type)
                        space.formula(ir.Compare(Comparison.GT if item.above else Comparison.GE, item.base, bound))


def answer_if(explainer: Explainer, subject: ir.Expression, value: Plain) -> Value | None:
    """The answer if one quantity had another value; None where it can't be changed alone."""
    target: ir.Expression = subject
    wanted: Plain = value
    while not isinstance(target, ir.Read):
        if not isinstance(target, ir.Divide | ir.Arithmetic) or not isinstance(wanted, Fraction):
            return None
        other = explainer.value(target.right)
        if not isinstance(other, Fraction):
            return None
        if isinstance(target, ir.Arithmetic) and target.operator is not Operation.TIMES and is_threshold(target.left):
            # The ceiling stays: what is held to it changes.
            held = explainer.value(target.left)
            if not isinstance(held, Fraction):
                return None
            wanted = held - wanted if target.operator is Operation.MINUS else wanted - held
            target = target.right
            continue
        if isinstance(target, ir.Divide):
            wanted = wanted * other
        elif target.operator is Operation.TIMES:
            return None
        else:
            wanted = wanted - other if target.operator is Operation.PLUS else wanted + other
        target = target.left
    if target.added:
        return None
    changed = Reference(explainer.program, explainer.rulebook.catalog, explainer.reference.case, explainer.reference.outside)
    own = set(explainer.reference.variables)
    changed.known.update({key: known for key, known in explainer.reference.known.items() if key[0] not in own})
    key = _key(explainer, target)
    if key is None:
        return None
    changed.known[key] = wanted
    try:
        variable = explainer.rulebook.variables[explainer.aid.variable]
        return changed.answer(variable.name, explainer.period_of(variable), explainer.owner)
    except NoValue:
        return None


def _key(explainer: Explainer, read: ir.Read) -> tuple[str, str | None, str] | None:
    """Where the interpreter keeps the value that a read finds."""
    if read not in explainer.keys:
        explainer.keys[read] = _found_key(explainer, read)
    return explainer.keys[read]


def _found_key(explainer: Explainer, read: ir.Read) -> tuple[str, str | None, str] | None:
    probe = Reference(explainer.program, explainer.rulebook.catalog, explainer.reference.case, explainer.reference.outside)
    probe.known.clear()
    probe.evaluate(read, explainer.aid.entity, explainer.reference.case.period, explainer.owner)
    return next((key for key in probe.known if key[0] == read.variable), None) or _given_key(explainer, read)


def _given_key(explainer: Explainer, read: ir.Read) -> tuple[str, str | None, str] | None:
    return next((key for key in explainer.reference.known if key[0] == read.variable), None)


def plain_of(explainer: Explainer, dimension: Dimension) -> Plain | None:
    """The value of a quantity in the situation, None where it has none."""
    try:
        return explainer.value(dimension.subject)
    except NoValue:
        return None


def _candidates(dimension: Dimension, now: Plain, coin: Fraction) -> Iterator[Plain]:
    """Other values of a quantity, the nearest first: just across each of its bounds, or its other choices."""
    if dimension.kind in (Kind.NUMBER, Kind.DATE):
        here = Fraction(now.toordinal()) if isinstance(now, datetime.date) else now
        if not isinstance(here, Fraction):
            return
        step = Fraction(1) if dimension.is_whole or dimension.kind is Kind.DATE else coin
        values = {value for region in dimension.regions for value in _edges(region, here, step) if value != here}
        least = dimension.least if dimension.least is not None or here < 0 or dimension.kind is Kind.DATE else Fraction(0)
        if least is not None:
            # An income of −0,01 would change the answer too: nobody has one.
            values = {value for value in values if value >= least}
        for value in sorted(values, key=lambda item: (abs(item - here), item)):
            yield datetime.date.fromordinal(int(value)) if dimension.kind is Kind.DATE else value
        return
    for region in dimension.regions:
        if dimension.kind is Kind.BOOLEAN:
            if region.value is not now:
                yield region.value
        elif now not in region.alike and not str(region.value).endswith("…") and region.value != "":
            yield region.value


def _edges(region: Region, here: Fraction, step: Fraction) -> Iterator[Fraction]:
    """The values of a region nearest to where one is."""
    low, high = region.low, region.high
    if low is None or high is None:
        return
    if region.is_point:
        if isinstance(low, Fraction):
            yield low
        return
    if _before(here, low) and isinstance(low, Fraction) and low + step < high:
        yield low + step
    if _after(here, high) and isinstance(high, Fraction) and high - step > low:
        yield high - step


def _before(here: Fraction, low: Number) -> bool:
    return here <= low


def _after(here: Fraction, high: Number) -> bool:
    return here >= high
