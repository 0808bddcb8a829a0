"""Two sets of rules and a population to what the change costs, for a notebook or a script of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow

from rulespec.compiler.words import default_language, language
from rulespec.costing.asking import Wanted, WrongQuestion, prepare
from rulespec.costing.comparing import Comparison, compare_rules
from rulespec.costing.counting import ALL, Line
from rulespec.costing.report import page
from rulespec.costing.telling import Names, sections
from rulespec.costing.why import Reason, reasons
from rulespec.populations.engines import Engine, Local
from rulespec.populations.notebook import MEMORY, Rules, check_period, in_words
from rulespec.populations.population import Population
from rulespec.populations.running import Asked
from rulespec.projects.revision import revision_of


@dataclass(frozen=True)
class Cost:
    """What a change costs.

    Attributes:
        comparison: all that the runs say; `reasons` why each household of `comparison.told` changes.
    """

    comparison: Comparison
    reasons: tuple[tuple[Reason, ...], ...]
    names: Names

    @property
    def all(self) -> Line:
        """The line of all the aids and all the units."""
        return next(line for line in self.comparison.lines if (line.aid, line.dimension) == (ALL, ALL))

    @property
    def table(self) -> Any:
        """The lines as a `pyarrow.Table`: an aid, a dimension and a group each."""
        return pyarrow.Table.from_pylist([asdict(line) for line in self.comparison.lines])

    def page(self, tongue: str = "") -> str:
        """The report as one HTML page, in a tongue (« fr », « en »)."""
        words = language(tongue) if tongue else default_language()
        return page(sections(self.comparison, self.reasons, self.names, words), words)

    def _repr_html_(self) -> str:
        return self.page()


@in_words()
def cost(
    after: Rules,
    population: Population,
    period: str,
    out: Path | str,
    before: Rules | None = None,
    aids: Sequence[str] = (),
    variables: Sequence[str] = (),
    unit: str = "",
    rank: str = "",
    by: Sequence[str] = (),
    take_up: Sequence[str] = (),
    marginal: str = "",
    step: float = 1.0,
    memory: int = MEMORY,
    engine: Engine | None = None,
) -> Cost:
    """What `rulespec cost` says; its options have the same names. Without `before`, the country alone.

    Args:
        out: the folder of both runs, taken up where they are whole.

    Raises:
        ValueError: a name that nobody knows, in the words of the command; a period that is none.
        Refused: as `populations.simulate`.
    """
    check_period(period)
    asked = Asked(after.folder.resolve().name, revision_of(after.folder), after.catalog.package, period)
    wanted = Wanted(period, tuple(aids), tuple(variables), unit, rank, tuple(by), tuple(take_up), marginal, step)
    try:
        since = before.folder.name if before is not None else ""
        prepared = prepare(wanted, population, after.checked, before.checked if before is not None else None, since, asked)
    except WrongQuestion as error:
        raise ValueError(default_language().said(error.key, **error.fields)) from None
    hands = engine or Local()
    found = compare_rules(prepared.before, prepared.after, prepared.question, Path(out), hands, memory, lambda _: None)
    return Cost(found, reasons(prepared.before, prepared.after, prepared.question, found.told, memory), prepared.names)
