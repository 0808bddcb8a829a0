"""A household's answer to its reasons: what each condition looked at, the fewest conditions missing, what nobody told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.looking import Looked, Looking
from rulespec.compiler.analysis.explaining.quantities import Quantities
from rulespec.compiler.analysis.judging.conditions import in_force, leaves_of
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.evaluating.interpreter import NoValue, Reference, Value
from rulespec.compiler.ground.kinds import Period
from rulespec.compiler.ground.windows import when
from rulespec.compiler.words import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition or a group, whether it is met, and what it looked at; not `known` where nobody told what it looks at."""

    text: str
    met: bool
    operator: ir.Grouping = ir.Grouping.LEAF
    items: tuple[Reason, ...] = ()
    message: str = ""
    reference: str = ""
    looked: tuple[Looked, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Missing:
    """A condition that stands between a household and the aid.

    Attributes:
        text: the condition as it is written; `message` what the aid says of it, its group's where it has none.
        unwanted: True of what is met and should not be (« aucune de »).
    """

    text: str
    message: str = ""
    unwanted: bool = False


@dataclass(eq=False)
class Explainer:
    """Explains an aid for one situation; the reference holds what OpenFisca computed for it.

    `is_unknown` says of a condition whether it waits for data that nobody told.
    """

    aid: ir.Aid
    program: ir.Program
    rulebook: Rulebook
    reference: Reference
    words: Language
    is_unknown: Callable[[ir.Expression, str], bool] | None = None
    # Finding where a value is kept computes it: once for each quantity.
    keys: dict[ir.Read, tuple[str, str | None, str] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        period = self.reference.case.period
        self.date = when(period).start
        self.owner = self.reference.case.people[0].name if self.rulebook.catalog.entities[self.aid.entity].is_person else None
        self.moment = self.rulebook.at(self.date)

    @cached_property
    def quantities(self) -> Quantities:
        """The quantities of the aid as its document calls them, its tables' columns included."""
        read = {variable.name for variable in reachable(self.program, self.aid.variable)}
        tables = [table for table in self.program.tables if table.row in read or any(name in read for _, name in table.outputs)]
        inputs = tuple(item for table in tables if table.entity == self.aid.entity for item in table.inputs)
        return Quantities(self.program, self.moment, self.words, inputs)

    @cached_property
    def looking(self) -> Looking:
        def is_unknown(expression: ir.Expression) -> bool:
            return self.is_unknown is not None and self.is_unknown(expression, self.aid.entity)

        return Looking(self.quantities, self.value, self.words.marks.colon, f" {self.words.marks.and_} ", is_unknown)

    def value(self, expression: ir.Expression) -> Value:
        return self.reference.evaluate(expression, self.aid.entity, self.reference.case.period, self.owner)

    def period_of(self, variable: ir.Variable) -> str:
        """The period over which a variable of the rulebook answers for the case."""
        return self.reference.case.period[:4] if variable.period is Period.YEAR else self.reference.case.period

    def answer(self) -> Value:
        """What the aid gives."""
        variable = self.rulebook.variables[self.aid.variable]
        return self.reference.answer(variable.name, self.period_of(variable), self.owner)

    def reasons(self) -> tuple[Reason, ...]:
        """The conditions in force on the date, each with what it looked at."""
        if self.aid.conditions is None:
            return ()
        return tuple(reason for item in self.aid.conditions.items if (reason := self._reason(item)) is not None)

    def _reason(self, group: ir.ConditionGroup) -> Reason | None:
        if not in_force(group, self.date):
            return None
        if group.operator is ir.Grouping.LEAF:
            assert group.expression is not None
            if self.is_unknown is not None and self.is_unknown(group.expression, self.aid.entity):
                return Reason(group.label, False, message=group.message, reference=group.reference, known=False)
            try:
                met = self.value(group.expression) is True
            except NoValue:
                return Reason(group.label, False, message=group.message, reference=group.reference, known=False)
            looked = self.looking.at(group.expression)
            return Reason(group.label, met, message=group.message, reference=group.reference, looked=looked)
        items = tuple(found for item in group.items if (found := self._reason(item)) is not None)
        if not items:
            return None
        values = [item.met for item in items if item.known]
        is_complete = len(values) == len(items)
        if group.operator is ir.Grouping.ALL:
            met, known = all(values) and is_complete, is_complete or not all(values)
        else:
            met, known = any(values), is_complete or any(values)
            met = met if group.operator is ir.Grouping.ANY else known and not met
        return Reason(group.label, met, group.operator, items, group.message, group.reference, known=known)

    def missing(self) -> tuple[Missing, ...]:
        """Why not: the fewest conditions that, if they were met (or no longer met), would open the aid."""
        tree = self.aid.conditions
        if tree is None:
            return ()
        leaves = [leaf for leaf in leaves_of(tree) if leaf.expression is not None and in_force(leaf, self.date)]
        values = {id(leaf): self._is_met(leaf.expression) for leaf in leaves if leaf.expression is not None}
        if self._holds(tree, values) is not False:
            return ()
        messages = dict(_messages(tree, ""))
        for size in range(1, 5):
            for chosen in combinations(leaves, size):
                flipped = {**values, **{id(leaf): not values[id(leaf)] for leaf in chosen}}
                if self._holds(tree, flipped):
                    return tuple(Missing(leaf.label, messages[id(leaf)], values[id(leaf)]) for leaf in chosen)
        return tuple(Missing(leaf.label, messages[id(leaf)]) for leaf in leaves if not values[id(leaf)])

    def _is_met(self, expression: ir.Expression) -> bool:
        """Whether a condition is met; one that has no answer in the situation is not, one that nobody told may be."""
        if self.is_unknown is not None and self.is_unknown(expression, self.aid.entity):
            return True
        try:
            return self.value(expression) is True
        except NoValue:
            return False

    def _holds(self, group: ir.ConditionGroup, values: dict[int, bool]) -> bool | None:
        if not in_force(group, self.date):
            return None
        if group.operator is ir.Grouping.LEAF:
            return values.get(id(group))
        answers = [found for item in group.items if (found := self._holds(item, values)) is not None]
        if not answers:
            return None
        return group.operator.of(answers)

    def unknown(self) -> tuple[str, ...]:
        """The data that the aid reads and that nobody gave: they are taken at their default value, which is not an answer."""
        given = {value.variable for value in self.reference.case.given}
        found: dict[str, None] = {}
        for variable in reachable(self.program, self.aid.variable):
            if variable.role is ir.Part.INPUT and variable.name not in given:
                found[self.rulebook.names.get(variable.name, variable.label)] = None
            for formula in variable.formulas:
                for item in ir.walk(formula.expression):
                    if isinstance(item, ir.Read) and not item.own and item.variable not in given:
                        country = self.rulebook.catalog.variable(item.variable)
                        if country is not None and not country.has_formula:
                            found[self.rulebook.names.get(item.variable, country.label or item.variable)] = None
        return tuple(found)


def _messages(group: ir.ConditionGroup, outer: str) -> Iterator[tuple[int, str]]:
    """What the aid says of each condition that is not met: its own message, else that of the group in which it stands."""
    said = group.message or outer
    if group.operator is ir.Grouping.LEAF:
        yield id(group), said
    for item in group.items:
        yield from _messages(item, said)
