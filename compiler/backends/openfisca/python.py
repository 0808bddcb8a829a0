"""A checked expression to the body of an OpenFisca formula."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.exactness import is_exact
from rulespec.compiler.backends.openfisca.layout import (
    AND,
    COMPARE,
    OR,
    PRODUCT,
    SUM,
    WIDTH,
    Atom,
    Call,
    Chain,
    Items,
    Prefix,
    Py,
    flat,
    literal,
    statement,
)
from rulespec.compiler.backends.openfisca.locals import INDENT, Locals
from rulespec.compiler.backends.openfisca.periods import period_of
from rulespec.compiler.backends.openfisca.shapes import is_amount, repeated, row_of, varies
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Period
from rulespec.compiler.ground.operators import COMPARED, Aggregation, Comparison, Connective, Operation
from rulespec.compiler.ground.windows import SAME, Window
from rulespec.compiler.words import language as words_of

GATHERED = {
    Aggregation.COUNT: "group_count", Aggregation.SUM: "group_sum", Aggregation.MAXIMUM: "group_max", Aggregation.MINIMUM: "group_min",
    Aggregation.SOME: "group_any", Aggregation.EVERY: "group_any", Aggregation.NO: "group_any",
}  # fmt: skip
OVER_MONTHS = {Aggregation.COUNT: "months_with", Aggregation.MAXIMUM: "months_max", Aggregation.MINIMUM: "months_min"}


class FormulaWriter(Locals):
    """Writes one formula: locals first, then what is returned.

    `population` is the name of the formula's first argument; `prefix` is dropped from the names of locals; `called` gives the
    groups of conditions that the author named (a profile) by their expression; `exact` are the package's numbers without binary noise;
    `replaced` gives the country's variable that a rule takes the place of: others read that one, so that what is given counts;
    `chain` are the rules that read their own past with this one; `inner` those that one rule alone reads.
    """

    def __init__(
        self,
        catalog: Catalog,
        entity: str,
        period: Period,
        prefix: str,
        language: str,
        called: Mapping[ir.Expression, str],
        exact: frozenset[str],
        replaced: Mapping[str, str],
        chain: frozenset[str],
        inner: frozenset[str],
    ) -> None:
        classes = {item.python for item in catalog.entities.values()}
        # 世帯 is a key and a class: the argument would hide 世帯.子.
        self.population = "population" if entity in classes else entity
        super().__init__(words_of(language).hints, prefix, classes | {self.population})
        self.catalog = catalog
        self.entity = entity
        self.period = period
        self.members: str | None = None
        self.called = called
        self.exact = exact
        self.replaced = replaced
        self.remembered = chain
        self.inner = inner
        self.repeated: frozenset[ir.Expression] = frozenset()

    def body(self, expression: ir.Expression) -> list[str]:
        """The lines of the formula, without its docstring."""
        self.repeated = repeated(expression)
        value = self.write(expression)
        if expression.type.kind is Kind.CHOICE and isinstance(expression, ir.Constant | ir.If | ir.Select):
            # Answers are the numbers of members until the whole is one of their class.
            size = Atom(f"{self.population}.count")
            value = Call("as_choice", (size, value, Atom(expression.type.enum or "")))
        elif not varies(expression) and not isinstance(expression, ir.Constant | ir.ParameterRead):
            value = Call("np.full", (Atom(f"{self.population}.count"), value))
        value = self.fitting("return", value)
        returned = statement("return", value, INDENT)
        blank = [""] if self.lines and len(self.lines) + len(returned) > 2 else []
        return [*self.lines, *blank, *returned]

    def write(self, expression: ir.Expression) -> Py:
        """An expression, its reads as locals; a scalar or an array of the population's size."""
        written = self._write(expression)
        if expression in self.repeated and not isinstance(written, Atom):
            written = self.local(self.hint(written), written)
        if expression.type.kind is Kind.CHOICE:
            self.calls.setdefault(flat(written), self.hints.choice)
        if expression.type.kind is Kind.BOOLEAN:
            self.yes_no.add(flat(written))
            if self.called and isinstance(expression, ir.Logic | ir.Not) and expression in self.called:
                self.calls[flat(written)] = self.called[expression]
        return written

    def _write(self, expression: ir.Expression) -> Py:
        match expression:
            case ir.Constant(value=value, type=type_) if type_.kind is Kind.CHOICE:
                return Atom(f"{type_.enum}.{value}.index")
            case ir.Constant(value=value):
                return Atom(self.constant(value))
            case ir.Read():
                return self.read(expression)
            case ir.ParameterRead(path=path, window=window):
                return Atom(self.parameter(path, window))
            case ir.ScaleRead():
                return self.scale(expression)
            case ir.Not(value=value):
                return inverse(self.write(value), value)
            case ir.Logic(operator=operator, items=items):
                return self.chain(AND if operator is Connective.AND else OR, operator.python, items)
            case ir.Compare(operator=operator, left=left, right=right) if left.type.kind is Kind.TEXT:
                same = Call("same_text", (self.write(left), self.write(right)))
                return same if operator is Comparison.EQ else inverse(same, expression)
            case ir.Compare(operator=operator, left=left, right=right):
                return Chain(COMPARE, self.compared(left), ((COMPARED[operator].python, self.compared(right)),))
            case ir.Among():
                return self.among(expression)
            case ir.StartsWith(value=value, prefixes=prefixes, zone=zone, listed=listed):
                return Call("code_starts", (self.write(value), self.listed(listed, zone, prefixes)))
            case ir.Arithmetic(operator=operator, left=left, right=right):
                level = PRODUCT if operator is Operation.TIMES else SUM
                return join(level, operator, self.counted(left), self.counted(right))
            case ir.Divide(left=left, right=right, default=default):
                top, under = self.counted(left), self.counted(right)
                if default is None:
                    return join(PRODUCT, "/", top, under)
                # A computed divisor that is 0 but for the noise of its binary digits is 0: 700.10 + 100.20 - 800.30.
                return Call("divide", (top, under if self.is_exact(right) else Call("snap", (under,)), self.write(default)))
            case ir.Negative(value=value):
                return Prefix("-", self.counted(value))
            case ir.If(condition=condition, then=then, otherwise=otherwise):
                if is_amount(then) and otherwise == ir.Constant(Decimal(0), otherwise.type):
                    return Call("granted", (self.write(condition), self.write(then)))
                return Call("np.where", (self.write(condition), self.write(then), self.write(otherwise)))
            case ir.Extreme(function=function, items=items):
                found = self.counted(items[0])
                for item in items[1:]:
                    found = Call(function.python, (found, self.counted(item)))
                return found
            case ir.Absolute(value=value):
                return Call("np.abs", (self.counted(value),))
            case ir.Round(mode=mode, value=value, step=step):
                return Call(mode.value, (self.counted(value), Atom(self.constant(step))))
            case ir.Fold():
                return self.fold(expression)
            case ir.Day():
                return self.day(expression)
            case ir.Age(birth=birth, at=ir.Day(window=window)) if window == SAME:
                return Call("age_in_years", (self.write(birth), Atom("period")))
            case ir.Age(birth=birth, at=at):
                return Call("age_on", (self.write(birth), self.write(at)))
            case ir.Elapsed(unit=unit, start=start, end=end):
                return Call(f"{unit.value}s_between", (self.write(start), self.write(end)))
            case ir.Shifted(date=date, edge=edge) if edge is not None:
                return Call(f"month_{edge.value}", (self.write(date),))
            case ir.Shifted(unit=unit, date=date, amount=amount):
                return Call(f"{unit.value}s_after", (self.write(date), self.write(amount)))
            case ir.OverMonths():
                return self.over_months(expression)
            case ir.RowNumber(tests=tests):
                return self.row_number(tests)
            case ir.Select(cases=cases, default=default):
                return self.select(cases, default)
            case ir.Rank():
                return self.rank(expression)
            case ir.HasRole(entity=entity, role=role):
                place = Atom(f"{self.catalog.entities[entity].python}.{role.upper()}")
                return self.local(role, Call(f"{self.members or self.population}.has_role", (place,)))
            case ir.Listing(cases=cases):
                return self.listing(cases)
        assert_never(expression)

    def constant(self, value: ir.Scalar) -> str:
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, Decimal):
            if value.is_infinite():
                return "np.inf" if value > 0 else "-np.inf"
            if value == value.to_integral_value():
                return str(int(value))
            return repr(float(value))
        if isinstance(value, datetime.date):
            return f'np.datetime64("{value.isoformat()}")'
        return literal(value)

    def chain(self, level: int, sign: str, items: tuple[ir.Expression, ...]) -> Py:
        written = [self.write(item) for item in items]
        return Chain(level, written[0], tuple((sign, item) for item in written[1:]))

    def compared(self, expression: ir.Expression) -> Py:
        """A side of a comparison: a computed number without its binary noise."""
        written = self.write(expression)
        if expression.type.kind is not Kind.NUMBER or self.is_exact(expression):
            return written
        snapped = Call("snap", (written,))
        return self.local(self.hint(snapped), snapped) if expression in self.repeated else snapped

    def is_exact(self, expression: ir.Expression) -> bool:
        return is_exact(expression, self.exact)

    def counted(self, expression: ir.Expression) -> Py:
        """An operand: whole numbers in 64 bits."""
        written = self.write(expression)
        if isinstance(expression, ir.Read | ir.Age) and expression.type.integer and not getattr(expression, "added", False):
            return Call("number", (written,))
        return written

    def read(self, read: ir.Read) -> Py:
        source = self.source(read)
        where = self.when(read)
        name = self.replaced.get(read.variable, read.variable) if read.own else read.variable
        hint = read.variable if read.window == SAME else f"{read.variable}_{read.window.name}"
        if read.added:
            return self.local(hint, Call("add_months", (Atom(source), Atom(literal(name)), Atom(where))))
        call = self.asked(read, source, Atom(literal(name)), Atom(where))
        # The package's own numbers are kept in 64 bits: only the country's are brought back to their decimals.
        if read.type.kind is Kind.NUMBER and not read.type.integer and (not read.own or name != read.variable):
            if INDENT + 4 + len(flat(call)) > WIDTH:
                call = self.local(f"{hint}_{self.hints.read}", call)
            call = Call("exact", (call,))
        return self.local(hint, call)

    def when(self, read: ir.Read) -> str:
        """The period of a read; of what the country has for each day, its first day."""
        where = self.window(read.window)
        country = None if read.own else self.catalog.variable(read.variable)
        if country is None or not country.within_month:
            return where
        return f"{where.removesuffix('.first_month')}.first_day"

    def asked(self, read: ir.Read, source: str, name: Atom, where: Atom) -> Py:
        """The call that reads a variable."""
        if read.own and read.variable in self.inner:
            return Call("inner", (Atom(source), name, where))
        if read.own and read.variable in self.remembered:
            return Call(source, (name, where))
        return Call("read", (Atom(source), name, where))

    def source(self, read: ir.Read) -> str:
        """Whom a read is of; of a rule of its own chain, by their memory."""
        whom = ".".join([self.members or self.population, *read.via])
        return f"memory({whom})" if read.own and read.variable in self.remembered else whom

    def day(self, day: ir.Day) -> Py:
        """A day of the rule's period, as a local: it is the same for all."""
        number = f", {day.window.day}" if day.window.is_day else ""
        return self.local(day.window.name, Atom(f"day_of({self.window(day.window)}{number})"))

    def over_months(self, over: ir.OverMonths) -> Py:
        read = over.read
        source = self.source(read)
        name = self.replaced.get(read.variable, read.variable) if read.own else read.variable
        call = Call(OVER_MONTHS[over.operator], (Atom(source), Atom(literal(name)), Atom(self.window(read.window))))
        return self.local(f"{read.variable}_{read.window.name}", call)

    def window(self, window: Window) -> str:
        return period_of(window, self.period)

    def parameter(self, path: str, window: Window = SAME) -> str:
        """A parameter, its node in a local where the whole path would be too long."""
        # OpenFisca reads a parameter on the first day of a period, or on a day.
        when = f"str({flat(self.day(ir.Day(window)))})" if window.is_day else self.window(window)
        at = f"parameters({when})"
        text = f"{at}.{path}"
        if len(text) <= 48:
            return text
        parts = path.split(".")
        cut = len(parts) - 1
        hint = "params" if window == SAME else f"params_{window.name}"
        if INDENT + len(f"{hint}_2 = {at}.{parts[0]}") > WIDTH:
            at = self.local(hint, Atom(at)).text
            if len(f"{at}.{path}") <= 48:
                return f"{at}.{path}"
        # « params = parameters(period).… » must stay on its line: an attribute can't be broken well.
        while cut > 1 and INDENT + len(f"{hint}_2 = {at}.") + len(".".join(parts[:cut])) > WIDTH:
            cut -= 1
        node = self.local(hint, Atom(f"{at}." + ".".join(parts[:cut])))
        return ".".join([node.text, *parts[cut:]])

    def scale(self, scale: ir.ScaleRead) -> Py:
        base = self.write(scale.base)
        arguments: list[Py | tuple[str, Py]] = [Call("scale_base", (base,))]
        if scale.above:
            arguments.append(("right", Atom("True")))
        return Call(f"{self.parameter(scale.path)}.calc", tuple(arguments))

    def among(self, among: ir.Among) -> Py:
        value = self.write(among.value)
        if among.value.type.kind is Kind.CHOICE:
            return Call("choice_in", (value, *(Atom(literal(str(item))) for item in among.items)))
        return Call("code_in", (value, self.listed(among.listed, among.zone, among.items)))

    def listed(self, read: ir.ParameterRead | None, zone: str | None, items: tuple[ir.Scalar, ...]) -> Py:
        """A list of codes: the country's on the date, one that has a name, or one written here."""
        if read is not None:
            return Atom(self.parameter(read.path, read.window))
        return Atom(zone) if zone is not None else codes(items)

    def fold(self, fold: ir.Fold) -> Py:
        """Members' values are person-sized: they are written as reads from `group.members`."""
        outer, self.members = self.members, f"{self.population}.members"
        value = self.counted(fold.value) if fold.value is not None else None
        condition = self.write(fold.condition) if fold.condition is not None else None
        self.members = outer
        if condition is not None and not isinstance(condition, Atom):
            condition = self.local(self.hints.who, condition)
        if value is not None and not isinstance(value, Atom):
            value = self.local(self.hints.values, value)
        arguments: list[Py | tuple[str, Py]] = [Atom(self.population)]
        if value is not None:
            arguments.append(value)
        if fold.role is not None:
            entity = self.catalog.entities[fold.entity]
            arguments.append(("role", Atom(f"{entity.python}.{fold.role.upper()}")))
        if condition is not None:
            assert fold.condition is not None
            arguments.append(("where", inverse(condition, fold.condition) if fold.operator is Aggregation.EVERY else condition))
        call = Call(GATHERED[fold.operator], tuple(arguments))
        # « chaque » is true of an empty group, as in law: nobody fails the condition.
        return Prefix("~", call) if fold.operator in (Aggregation.EVERY, Aggregation.NO) else call

    def rank(self, rank: ir.Rank) -> Py:
        whom = self.members or self.population
        is_own = self.members is not None and rank.entity == self.entity
        arguments: list[Py | tuple[str, Py]] = [Atom(self.population if is_own else f"{whom}.{rank.entity}")]
        value = self.write(rank.value)
        arguments.append(value if isinstance(value, Atom) else self.local(self.hint(value), value))
        if rank.role is not None:
            arguments.append(("role", Atom(f"{self.catalog.entities[rank.entity].python}.{rank.role.upper()}")))
        if rank.condition is not None:
            condition = self.write(rank.condition)
            arguments.append(("where", condition if isinstance(condition, Atom) else self.local(self.hints.who, condition)))
        if rank.is_rising:
            arguments.append(("rising", Atom("True")))
        return self.local(self.hints.rank, Call("rank_among", tuple(arguments)))

    def row_number(self, tests: tuple[ir.Expression, ...]) -> Py:
        always = isinstance(tests[-1], ir.Constant)
        kept = tests[:-1] if always else tests
        if not kept:
            return Atom("1")
        conditions = Items(tuple(self.write(test) for test in kept))
        return Call("first_true", (conditions, *([("otherwise", Atom("True"))] if always else [])))

    def listing(self, cases: tuple[tuple[ir.Expression, ir.Expression], ...]) -> Py:
        tests = Items(tuple(self.write(test) for test, _ in cases))
        values = Items(tuple(self.write(value) for _, value in cases))
        return Call("listed", (Atom(f"{self.population}.count"), tests, values))

    def select(self, cases: tuple[tuple[ir.Expression, ir.Expression], ...], default: ir.Expression) -> Py:
        if not cases:
            return self.write(default)
        if (row := row_of(cases)) is not None and is_amount(default) and all(is_amount(value) for _, value in cases):
            amounts = Items(tuple(self.write(value) for _, value in cases))
            return Call("of_row", (self.write(row), amounts, self.write(default)))
        conditions = Items(tuple(self.write(test) for test, _ in cases))
        values = Items(tuple(self.write(value) for _, value in cases))
        return Call("np.select", (conditions, values, ("default", self.write(default))))


def inverse(written: Py, expression: ir.Expression) -> Py:
    """The opposite of a yes / no: `~True` is -2 in Python, so a scalar is denied by numpy."""
    return Prefix("~", written) if varies(expression) else Call("np.logical_not", (written,))


def join(level: int, sign: str, left: Py, right: Py) -> Py:
    """`left sign right`, lengthening a chain of the same precedence."""
    if isinstance(left, Chain) and left.precedence == level:
        return Chain(level, left.first, (*left.rest, (sign, right)))
    return Chain(level, left, ((sign, right),))


def codes(items: tuple[ir.Scalar, ...]) -> Items:
    """A list of codes as Python writes it."""
    return Items(tuple(Atom(literal(str(item))) for item in items))
