"""What generated formulas call: exact comparisons, rounding, codes, members of groups.

OpenFisca keeps amounts in 32-bit floats. These helpers bring a stored amount back to the decimal that was
meant, compute and keep in 64 bits, and give the same result for one person and for a million.
"""

import calendar
from functools import lru_cache

import numpy as np
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit, Period
from openfisca_core.projectors import Projector


class Rule:
    """A variable whose formula in force is looked for once a period, not at each calculation."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self._in_force = {}

    def get_formula(self, period=None):
        if period not in self._in_force:
            self._in_force[period] = super().get_formula(period)
        return self._in_force[period]


class Float64(Rule):
    """A rule whose values are kept in 64 bits, so that another reads it to the cent, at any size."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.dtype = np.dtype(np.float64)


def read(population, variable, period):
    """What `population(variable, period)` gives: at once where OpenFisca holds it already."""
    if isinstance(population, Projector):
        values = read(population.reference_entity, variable, period)
        return population.transform_and_bubble_up(values)
    holder = population._holders.get(variable)
    if holder is None or holder.variable.is_neutralized or population.simulation.trace:
        return population(variable, period)
    values = holder._memory_storage._arrays.get(period)
    return population(variable, period) if values is None else values


def inner(population, variable, period):
    """A rule that one rule alone reads: computed within it, by its own formula, and not kept.

    It is asked of OpenFisca where it was given or asked for before, and where the calculation is traced.
    """
    simulation = population.simulation
    if variable in population._holders or simulation.trace:
        return population(variable, period)
    rule = population.entity.get_variable(variable)
    formula = None if rule.is_neutralized else rule.get_formula(period)
    if formula is None:
        return population(variable, period)
    found = formula(*_arguments(formula, population, period))
    return simulation._cast_formula_result(found, rule)


def _arguments(formula, population, period):
    """What OpenFisca calls a formula with: parameters are for those that read some."""
    if formula.__code__.co_argcount == 2:
        return population, period
    system = population.simulation.tax_benefit_system
    return population, period, system.get_parameters_at_instant


def exact(values):
    """A stored number as the decimal it stands for: 540.51, not 540.5100097.

    A number is taken for cents (else for ten-thousandths) only where this is what OpenFisca would have
    stored for them; any other value is left as it is.
    """
    stored = np.asarray(values)
    wide = stored.astype(np.float64)
    if stored.dtype != np.float32:
        return wide
    cents = _to_decimals(wide, 100)
    known = cents.astype(np.float32) == stored
    if np.count_nonzero(known) == known.size:
        return cents
    fine = _to_decimals(wide, 10_000)
    return np.where(
        known, cents, np.where(fine.astype(np.float32) == stored, fine, wide)
    )


def _to_decimals(wide, scale):
    """The nearest hundredth, or other part; in one array, as memory is what takes time."""
    found = wide * scale
    if not wide.ndim:
        return np.rint(found) / scale
    np.rint(found, out=found)
    found /= scale
    return found


def number(values):
    """Whole numbers in 64 bits, so that products do not overflow."""
    return np.asarray(values, dtype=np.float64)


def snap(values):
    """A computed number without the noise of binary arithmetic: 0.1 + 0.2 is 0.3.

    Eight decimals below a million; fewer above, where a 64-bit float has fewer to give.
    """
    wide = np.asarray(values, dtype=np.float64)
    size = np.abs(wide)
    if not np.count_nonzero(size >= 1e6):
        return _to_decimals(wide, 1e8)
    grain = np.where(size < 1e6, 1e8, np.where(size < 1e8, 1e6, 1e4))
    # Above 1e11 the next float is as far as a hundred-thousandth: there is no noise to take away.
    return np.where(size < 1e11, np.rint(wide * grain) / grain, wide)


def divide(left, right, default):
    """`left / right`, and `default` where `right` is 0 (a computed divisor comes here without its noise)."""
    divisor = number(right)
    if np.count_nonzero(divisor) == divisor.size:
        return number(left) / divisor
    zero = divisor == 0
    return np.where(zero, default, number(left) / np.where(zero, 1.0, divisor))


def granted(condition, amount):
    """An amount where a condition is true, 0 elsewhere; a product is a tenth of the time of a choice."""
    if np.ndim(amount) or not 0 <= amount < np.inf:
        return np.where(condition, amount, 0)
    return np.multiply(condition, amount, dtype=np.float64)


def _in_steps(values, step, to_whole):
    # 0.01 has no exact float, its inverse has one.
    inverse = round(1 / step)
    if step < 1 and abs(inverse * step - 1) < 1e-12:
        return to_whole(snap(values * inverse)) / inverse
    return to_whole(snap(values / step)) * step


def half_up(values, step):
    """To the nearest multiple of `step`, halves away from zero (commercial rounding)."""
    values = number(values)
    size = _in_steps(np.abs(values), step, lambda x: np.floor(x + 0.5))
    return np.copysign(size, values) + 0.0


def round_up(values, step):
    """To the next multiple of `step` away from zero, as a spreadsheet's ROUNDUP: -2.5 to -3."""
    values = number(values)
    return np.copysign(_in_steps(np.abs(values), step, np.ceil), values) + 0.0


def round_down(values, step):
    """To the next multiple of `step` towards zero, as a spreadsheet's ROUNDDOWN: -2.5 to -2."""
    values = number(values)
    return np.copysign(_in_steps(np.abs(values), step, np.floor), values) + 0.0


def step_above(values, step):
    """To the multiple of `step` just above, as a spreadsheet's CEILING: -2.5 to -2."""
    return _in_steps(number(values), step, np.ceil) + 0.0


def step_below(values, step):
    """To the multiple of `step` just below, as a spreadsheet's FLOOR: -2.5 to -3."""
    return _in_steps(number(values), step, np.floor) + 0.0


def scale_base(values):
    """The base of a scale: an array, without the noise that would miss a threshold."""
    return np.atleast_1d(snap(values))


def as_choice(count, values, choices):
    """The members of an enumeration, from their numbers: one for all, or one for each."""
    numbers = np.broadcast_to(np.asarray(values), (count,))
    return EnumArray(numbers.astype(np.int16), choices)


def choice_in(values, *names):
    """True where an enumerated value is one of those named."""
    members = values.possible_values
    codes = values.view(np.ndarray)
    found = codes == members[names[0]].index
    for name in names[1:]:
        found |= codes == members[name].index
    return found


def code_in(values, codes):
    """True where a code (commune, nationality…) is one of a list, stored as text or as bytes."""
    values = np.asarray(values)
    if values.dtype.kind != "S":
        values = values.astype(str)
    else:
        size = max(values.dtype.itemsize, 8)
        stored = [code.encode() for code in codes]
        codes = [code for code in stored if len(code) <= size]
        if size == 8:
            values, codes = packed(values), packed(codes)
    if not len(codes):
        return np.zeros(values.shape, dtype=bool)
    if len(codes) > 16:
        return np.isin(values, codes)
    found = values == codes[0]
    for code in codes[1:]:
        found |= values == code
    return found


def packed(codes):
    """Codes of at most eight bytes as whole numbers, which compare ten times as fast."""
    return np.asarray(codes, dtype="S8").view("<u8")


def same_text(left, right):
    """True where two texts are the same, each stored as text or as bytes."""
    texts = []
    for values in (np.asarray(left), np.asarray(right)):
        is_bytes = values.dtype.kind == "S"
        texts.append(np.char.decode(values) if is_bytes else values.astype(str))
    return texts[0] == texts[1]


def code_starts(values, prefixes):
    """True where a code starts with one of some prefixes, as a commune's does with its département's."""
    values = np.asarray(values)
    if values.dtype.kind == "S" and values.dtype.itemsize <= 8:
        return _packed_starts(packed(values), prefixes)
    is_bytes = values.dtype.kind == "S"
    if not is_bytes:
        values = values.astype(str)
    found = np.zeros(values.shape, dtype=bool)
    for prefix in prefixes:
        kind = f"S{len(prefix)}" if is_bytes else f"U{len(prefix)}"
        found |= values.astype(kind) == (prefix.encode() if is_bytes else prefix)
    return found


def _packed_starts(codes, prefixes):
    """The same of packed codes: the first bytes of a code are the last of its number."""
    found = np.zeros(codes.shape, dtype=bool)
    for prefix in (prefix.encode() for prefix in prefixes):
        if len(prefix) <= 8:
            kept = np.uint64(256 ** len(prefix) - 1)
            found |= (codes & kept) == packed(prefix)
    return found


def first_true(tests, otherwise=False):
    """The number of the first test that is true, from 1.

    Where none is, it is 0, or the next number with `otherwise`.
    """
    before = np.logical_not(tests[0])
    found = np.add(before, 1, dtype=np.uint8 if len(tests) < 255 else np.int32)
    for test in tests[1:]:
        before = before & np.logical_not(test)
        found = found + before
    return found if otherwise else found * np.logical_not(before)


def of_row(row, values, default):
    """The value of the row that applies, from 1; `default` where none of them does."""
    return np.array([default, *values, default]).take(row, mode="clip")


def listed(count, tests, values):
    """For each of `count` people or groups, the values whose test is true, in order, as one text."""
    found = [[] for _ in range(count)]
    for test, value in zip(tests, values):
        texts = np.broadcast_to(np.asarray(value), count)
        for index in np.flatnonzero(np.broadcast_to(test, count)):
            item = texts[index]
            found[index].append(
                format(float(item), ".10g") if texts.dtype.kind in "fi" else str(item)
            )
    return np.array([" ; ".join(items) for items in found], dtype=object)


def age_in_years(birth, period):
    """Whole years on the first day of the period; a birthday on that day counts."""
    return age_on(birth, day_of(period))


def age_on(birth, date):
    """Whole years on a date; a birthday on it counts, and of 29 February the one of a common year is 1 March."""
    year, month, day = _parts(birth)
    at_year, at_month, at_day = _parts(date)
    to_come = (month > at_month) | ((month == at_month) & (day > at_day))
    return at_year - year - to_come


def _parts(dates):
    """The years, the months and the days of dates."""
    days = np.asarray(dates).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(int) + 1970
    return year, months.astype(int) % 12 + 1, (days - months).astype(int) + 1


def day_of(period, number=1):
    """A day of the first month of a period, the last where the month is shorter."""
    year, month, _ = period.start
    last = calendar.monthrange(year, month)[1]
    return np.datetime64(f"{year:04}-{month:02}-{min(number, last):02}")


def month_start(dates):
    """The first days of the months of some dates."""
    return np.asarray(dates, dtype="datetime64[M]").astype("datetime64[D]")


def month_end(dates):
    """The last days of the months of some dates."""
    after = np.asarray(dates, dtype="datetime64[M]") + 1
    return after.astype("datetime64[D]") - np.timedelta64(1, "D")


def days_after(dates, count):
    """The dates so many days later."""
    days = np.asarray(dates, dtype="datetime64[D]")
    return days + np.asarray(count).astype("timedelta64[D]")


def months_after(dates, count):
    """The dates so many months later: the same day, the last where the month is shorter."""
    dates = np.asarray(dates, dtype="datetime64[D]")
    months = dates.astype("datetime64[M]")
    ends = months + np.asarray(count).astype("timedelta64[M]")
    last = (ends + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(ends.astype("datetime64[D]") + (dates - months), last)


def years_after(dates, count):
    """The dates so many years later: 28 February for the 29th of a leap year."""
    return months_after(dates, np.asarray(count) * 12)


def days_between(start, end):
    """How many days from a date to another, below 0 where it comes before."""
    days = np.asarray(end, "datetime64[D]") - np.asarray(start, "datetime64[D]")
    return days.astype(np.int64)


def months_between(start, end):
    """How many whole months from a date to another, below 0 where it comes before."""
    first = np.asarray(start, dtype="datetime64[M]")
    count = (np.asarray(end, dtype="datetime64[M]") - first).astype(np.int64)
    return count - (months_after(start, count) > np.asarray(end, "datetime64[D]"))


def years_between(start, end):
    """How many whole years from a date to another, below 0 where it comes before."""
    return months_between(start, end) // 12


def _months_of(population, variable, period):
    months = period.get_subperiods(DateUnit.MONTH)
    return [exact(population(variable, month)) for month in months]


def months_with(population, variable, period):
    """In how many months of a period a yes / no is true."""
    return sum(_months_of(population, variable, period))


def months_max(population, variable, period):
    """The greatest value of a monthly variable in a period."""
    return np.max(_months_of(population, variable, period), axis=0)


def months_min(population, variable, period):
    """The least value of a monthly variable in a period."""
    return np.min(_months_of(population, variable, period), axis=0)


def memory(population):
    """A population whose reads of rules that read their own past go from their start on.

    OpenFisca answers the default of a rule that comes back to itself twice: the periods that are missing are
    computed here in order, each once, so that none waits for another.
    """

    def read(variable, period):
        _remember(population.simulation, variable, period)
        return population(variable, period)

    return read


def _remember(simulation, variable, period):
    holder = simulation.get_holder(variable)
    rule = holder.variable
    missing = [] if holder.get_array(period) is not None else [period]
    while missing and _goes_back(rule, before := missing[-1].offset(-1)):
        if holder.get_array(before) is not None:
            break
        missing.append(before)
    for each in reversed(missing):
        formula = rule.get_formula(each)
        if formula is not None and holder.get_array(each) is None:
            population = simulation.get_variable_population(variable)
            found = formula(*_arguments(formula, population, each))
            if rule.value_type is not Enum:
                found = np.asarray(found).astype(rule.dtype)
            holder.put_in_cache(found, each)


def _goes_back(rule, period):
    """True where the formula in force began on a date, and is one that may look at its own past."""
    starts = [start for start in rule.formulas if start <= str(period.start)]
    if not starts or starts[-1] == "0001-01-01":
        return False
    return rule.formulas[starts[-1]].__globals__.get("memory") is memory


def add_months(population, variable, period):
    """The sum of a monthly variable over the months of a period."""
    months = period.get_subperiods(DateUnit.MONTH)
    return sum(exact(population(variable, month)) for month in months)


def last_months(period, count):
    """The months before the period, as one period."""
    start = period.start.offset(-count, DateUnit.MONTH)
    return Period((DateUnit.MONTH, start, count))


@lru_cache
def year_of(period, count=0):
    """The year of a period, or so many years after: -2 is the year before the last one."""
    return period.this_year.offset(count)


def latest_month(period, number):
    """The last such month to have begun on the first day of the period: July is 7."""
    start = period.first_month
    return start.offset(-((start.start.month - number) % 12))


def _chosen(group, role, where):
    """Which members count, as a mask over all persons."""
    if role is not None:
        mask = group.members.has_role(role)
    else:
        mask = np.ones(group.members.count, dtype=bool)
    return mask if where is None else mask & where


def group_sum(group, values, role=None, where=None):
    """The sum of a value over the members of each group, 0 for an empty one."""
    weights = number(values)
    if role is not None or where is not None or not weights.ndim:
        weights = np.where(_chosen(group, role, where), weights, 0.0)
    return np.bincount(group.members_entity_id, weights=weights, minlength=group.count)


def group_count(group, role=None, where=None):
    """How many members of each group are concerned."""
    members = group.members_entity_id[_chosen(group, role, where)]
    return number(np.bincount(members, minlength=group.count))


def group_any(group, role=None, where=None):
    """True for a group with at least one member concerned."""
    return group_count(group, role, where) > 0


def rank_among(group, values, role=None, where=None, rising=False):
    """The place of each person among the members of their group: 1 for the greatest value, or the least.

    It is 0 for who is not among them; equals follow the order of declaration.
    """
    group = getattr(group, "reference_entity", group)
    chosen = _chosen(group, role, where)
    values = np.asarray(values)
    is_date = values.dtype.kind == "M"
    keys = values.astype("datetime64[D]").astype(np.int64) if is_date else snap(values)
    keys = np.broadcast_to(keys if rising else -keys, chosen.shape)
    order = np.lexsort((keys, ~chosen, group.members_entity_id))
    groups = group.members_entity_id[order]
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order)) - np.searchsorted(groups, groups) + 1
    return np.where(chosen, places, 0)


def _group_extreme(function, start, group, values, role, where):
    chosen = _chosen(group, role, where)
    values = np.broadcast_to(number(values), chosen.shape)
    found = np.full(group.count, start)
    function.at(found, group.members_entity_id[chosen], values[chosen])
    return np.where(np.isinf(found), 0.0, found)


def group_max(group, values, role=None, where=None):
    """The greatest value among the members of each group, 0 where there is none."""
    return _group_extreme(np.maximum, -np.inf, group, values, role, where)


def group_min(group, values, role=None, where=None):
    """The least value among the members of each group, 0 where there is none."""
    return _group_extreme(np.minimum, np.inf, group, values, role, where)
