"""What the analyses of a rulebook share, and what it is on a date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import Moment
from rulespec.compiler.ground.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Rulebook:
    variables: Mapping[str, ir.Variable]
    parameters: Mapping[str, ir.Parameter]
    scales: Mapping[str, ir.Scale]
    catalog: Catalog
    names: Mapping[str, str] = field(default_factory=dict)
    # What is looked at of one aid on a date is known for the next.
    _moments: dict[datetime.date, Moment] = field(init=False, default_factory=dict, compare=False, repr=False)

    def at(self, date: datetime.date) -> Moment:
        found = self._moments.get(date)
        if found is None:
            found = self._moments[date] = Moment(date, self.parameters, self.scales, self.variables, self.catalog, self.names)
        return found


def rulebook_of(program: ir.Program, catalog: Catalog) -> Rulebook:
    """The rulebook that a checked program holds."""
    return Rulebook(
        {item.name: item for item in program.variables},
        {item.path: item for item in program.parameters},
        {item.path: item for item in (*program.scales, *program.national_scales)},
        catalog,
        dict(program.names),
    )
