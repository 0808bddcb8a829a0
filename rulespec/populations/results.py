"""What a simulation of a population found, on the disk: a table an entity, in parts, and a manifest that is written last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rulespec.compiler.ground import codes
from rulespec.disk.errors import WorldError
from rulespec.populations.sums import Exact, exact
from rulespec.populations.tables import PARQUET, Table

MANIFEST = "manifest.json"
# The form of this layout; another is another program's.
FORMAT = 1
# A run that is not whole is in a folder beside, of this name and no other.
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Told:
    """A variable of the results: a column of the table of its entity.

    Attributes:
        variable, entity: as OpenFisca calls them; `column` is the variable's name.
        period: the period that it was computed for.
        how: « value » at that period; « sum » of the months of a year; « months » for how many a yes was true; « first » month's value.
        aid: the aid whose amount, or whose eligibility, it is; empty for another variable.
        total: the weighted sum of its values, exact; `holders` the weights of those where it is not 0, exact; `rows` how many those are.
            None for a text, a date or a choice.
    """

    variable: str
    entity: str
    period: str
    how: str
    aid: str = ""
    is_eligibility: bool = False
    kind: str = "float"
    total: Exact | None = None
    holders: Exact | None = None
    rows: int = 0


@dataclass(frozen=True)
class Manifest:
    """What a whole run says of itself.

    Attributes:
        project, revision: the folder of the rules by its name and the revision of git that it was read at (empty: none, or changed since).
        digest: of the package of the rules, the population and all that was asked: two runs of the same digest have the same answers.
        versions: of the country's package, openfisca-core, rulespec, numpy.
        rows: how many rows each table has, by entity; `weights` their weighted number, exact.
        weight: the entity whose table held the weights, empty where each counts for one.
        chunks: how many parts each table has; `persons` at most in each, but for a larger household.
        is_synthetic: True where the population says that its people do not exist.
    """

    project: str
    revision: str
    digest: str
    country: str
    versions: Mapping[str, str]
    period: str
    population: str
    is_synthetic: bool
    weight: str
    rows: Mapping[str, int]
    weights: Mapping[str, Exact]
    variables: tuple[Told, ...]
    chunks: int = 0
    persons: int = 0
    plurals: Mapping[str, str] = None  # type: ignore[assignment]

    def to_json(self) -> str:
        """The text of the manifest: totals are told as float64 and kept exact beside."""
        told = {
            "format": FORMAT,
            "whole": True,
            **{key: value for key, value in asdict(self).items() if key not in ("variables", "weights", "rows", "plurals")},
            "tables": {
                key: {
                    "folder": self.plurals[key],
                    "rows": count,
                    "weights": float(self.weights[key]),
                    "weights_exact": str(self.weights[key]),
                }
                for key, count in self.rows.items()
            },
            "variables": [_variable(item) for item in self.variables],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _variable(item: Told) -> dict[str, Any]:
    told = {key: value for key, value in asdict(item).items() if key not in ("total", "holders")}
    for name in ("total", "holders"):
        value: Exact | None = getattr(item, name)
        told[name] = None if value is None else float(value)
        told[f"{name}_exact"] = None if value is None else str(value)
    return told


def read_manifest(folder: Path) -> Manifest:
    """The manifest of whole results. Raises WorldError where the folder holds none: a run that was stopped, or anything else."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        assert told["format"] == FORMAT and told["whole"] is True
        fields = (
            "project",
            "revision",
            "digest",
            "country",
            "versions",
            "period",
            "population",
            "is_synthetic",
            "weight",
            "chunks",
            "persons",
        )
        return Manifest(
            **{name: told[name] for name in (*fields, "chunks", "persons")},
            rows={key: item["rows"] for key, item in told["tables"].items()},
            weights={key: exact(item["weights_exact"]) for key, item in told["tables"].items()},
            plurals={key: item["folder"] for key, item in told["tables"].items()},
            variables=tuple(_read_variable(item) for item in told["variables"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AssertionError):
        raise WorldError(codes.StoppedRun.NotWhole(path=str(folder))) from None


def _read_variable(told: Mapping[str, Any]) -> Told:
    values = {key: value for key, value in told.items() if not key.endswith("_exact")}
    for name in ("total", "holders"):
        values[name] = None if told[f"{name}_exact"] is None else exact(told[f"{name}_exact"])
    return Told(**values)


def result_table(folder: Path, manifest: Manifest, entity: str) -> Table:
    """The table of an entity in whole results: its rows are in the order of the chunks, the same for all variables."""
    return Table(tuple(sorted((folder / manifest.plurals[entity]).glob(f"*{PARQUET}"))))


def result_batches(folder: Path, manifest: Manifest, entity: str, columns: Sequence[str]) -> Iterator[Any]:
    """Some columns of an entity's results, a part of the run at a time: parts hold whole households, the same in each table."""
    for path in sorted((folder / manifest.plurals[entity]).glob(f"*{PARQUET}")):
        yield Table((path,)).read(columns)
