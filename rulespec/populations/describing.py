"""A population to what it holds: rows, weights, the values of each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as compute

from rulespec.compiler.words import Language
from rulespec.populations.known import Known
from rulespec.populations.places import whole
from rulespec.populations.population import People, Population
from rulespec.populations.sums import Exact, exact_sum

# How many of the values of a text or a choice are told.
FEW = 5


def describe_population(population: Population, known: Mapping[str, Known]) -> dict[str, Any]:
    """What a population holds, as JSON takes it: unweighted values, for whoever looks at the files. Raises UnreadableTable."""
    weighted = population.weighted
    return {
        "population": population.path.name,
        "synthetic": population.is_synthetic,
        "weights": weighted.table.shown if weighted is not None and weighted.table is not None else None,
        "tables": [_table(item, population, known) for item in population.tables if item.table is not None],
    }


def _table(people: People, population: Population, known: Mapping[str, Known]) -> dict[str, Any]:
    table = people.table
    assert table is not None
    columns = [*people.columns]
    if people is population.persons:
        columns += [column for told in population.told.values() for column in told]
    kinds = {column.name: known[column.variable].kind for column in columns}
    found = {name: _Seen(kind) for name, kind in kinds.items()}
    weight = Exact()
    names = [*kinds, *([people.weight] if people.weight is not None else [])]
    for batch in table.batches(names) if names else ():
        for name, seen in found.items():
            seen.look(whole(batch[name]))
        if people.weight is not None:
            weight += exact_sum(batch[people.weight].cast(pyarrow.float64()).fill_null(0.0).to_numpy())
    return {
        "table": table.shown,
        "entity": people.entity.key,
        "rows": table.rows,
        "weight": float(weight) if people.weight is not None else None,
        "columns": [{"column": name, "kind": kinds[name], **seen.told(table.rows)} for name, seen in found.items()],
    }


class _Seen:
    """What was seen of a column, some rows at a time."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.total = Exact()
        self.least: float | None = None
        self.most: float | None = None
        self.zeros = self.missing = self.count = 0
        self.values: Counter[str] = Counter()
        self.days: list[str] = []

    def look(self, column: Any) -> None:
        self.missing += column.null_count
        column = column.drop_null()
        if self.kind in ("float", "int", "bool") and not pyarrow.types.is_string(column.type):
            values = column.cast(pyarrow.float64()).to_numpy(zero_copy_only=False)
            values = values[numpy.isfinite(values)]
            if len(values):
                self.total += exact_sum(values)
                self.least = min(float(values.min()), self.least if self.least is not None else numpy.inf)
                self.most = max(float(values.max()), self.most if self.most is not None else -numpy.inf)
                self.zeros += int((values == 0).sum())
                self.count += len(values)
        elif self.kind == "date" and len(column):
            # Nearly each day is another: the first and the last say more.
            found = compute.min_max(column.cast(pyarrow.string())).as_py()
            self.days = [min([*self.days, found["min"]]), max([*self.days, found["max"]])]
        else:
            for item in column.value_counts().to_pylist():
                self.values[str(item["values"])] += item["counts"]

    def told(self, rows: int) -> dict[str, Any]:
        if self.count:
            mean = float(self.total) / self.count
            return {"mean": mean, "least": self.least, "most": self.most, "zeros": self.zeros, "missing": self.missing}
        if self.days:
            return {"first": self.days[0], "last": self.days[1], "missing": self.missing}
        common = self.values.most_common(FEW)
        return {"common": {text: count / max(rows, 1) for text, count in common}, "values": len(self.values), "missing": self.missing}


def lines_of(told: Mapping[str, Any], words: Language) -> list[str]:
    """What is told to people."""
    lines = [words.ui["population synthetic"]] if told["synthetic"] else []
    for table in told["tables"]:
        key = "population rows" if table["weight"] is None else "population weights"
        lines.append(words.said(key, name=table["table"], count=table["rows"], weight=_short(table["weight"] or 0)))
        for column in table["columns"]:
            if "mean" in column:
                shown = [f"{words.ui[f'population {name}']} {_short(column[name])}" for name in ("mean", "least", "most")]
                shown.append(f"{words.ui['population zeros']} {column['zeros'] / max(table['rows'], 1):.0%}")
            elif "first" in column:
                shown = [f"{column['first']} – {column['last']}"]
            else:
                shown = [", ".join(f"{text} {share:.0%}" for text, share in column["common"].items())]
            lines.append(f"  {column['column']}  " + " · ".join(shown))
    if told["weights"] is None:
        lines.append(words.ui["population unweighted"])
    return lines


def _short(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"
