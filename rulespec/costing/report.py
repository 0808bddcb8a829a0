"""The sections of a report to what is read: a page, the lines of a terminal; and the figures as JSON and Parquet."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

import pyarrow
import pyarrow.parquet
from jinja2 import Environment, PackageLoader, StrictUndefined

from rulespec.compiler.words import Language, languages
from rulespec.costing.charts import bars
from rulespec.costing.comparing import Comparison
from rulespec.costing.telling import Names, Section, sections
from rulespec.costing.why import Reason
from rulespec.populations.results import Manifest

# The form of `cost.json`; another is another program's.
FORMAT = 1


def report_files(found: Comparison, reasons: Sequence[Sequence[Reason]], names: Names) -> dict[PurePosixPath, str | bytes]:
    """A page in each tongue, `cost.json`, and `cost.parquet` (a row a line of it)."""
    made: dict[PurePosixPath, str | bytes] = {
        PurePosixPath(f"cost.{words.code}.html"): page(sections(found, reasons, names, words), words) for words in languages()
    }
    made[PurePosixPath("cost.json")] = figures(found, reasons, names)
    made[PurePosixPath("cost.parquet")] = _parquet(found)
    return made


def page(told: Sequence[Section], words: Language) -> str:
    """One page, which needs nothing beside it."""
    environment = Environment(
        loader=PackageLoader("rulespec.costing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("cost.html").render(lang=words.code, sections=told, drawn=bars, skip=words.ui["cost skip"])


def figures(found: Comparison, reasons: Sequence[Sequence[Reason]], names: Names) -> str:
    """All the figures, not rounded."""
    told = {
        "format": FORMAT,
        "project": names.project,
        "against": names.since,
        "currency": names.currency,
        "unit": found.question.unit,
        "take_up": dict(found.question.take_up),
        "before": _run(found.before),
        "after": _run(found.after),
        "lines": [asdict(line) for line in found.lines],
        "households": [
            {**asdict(item), "change": item.change, "reasons": [asdict(reason) for reason in why]}
            for item, why in zip(found.told, reasons, strict=True)
        ],
        "marginal": [asdict(rate) for rate in found.marginal],
        "cliffs": [asdict(cliff) for cliff in found.cliffs],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"


def _run(manifest: Manifest) -> dict[str, Any]:
    names = ("project", "revision", "digest", "country", "versions", "period", "population", "is_synthetic", "rows")
    return {name: getattr(manifest, name) for name in names}


def _parquet(found: Comparison) -> bytes:
    written = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([asdict(line) for line in found.lines]), written, compression="zstd")
    return written.getvalue()


def text_lines(told: Sequence[Section]) -> list[str]:
    """The report on a terminal, its tables aligned."""
    found: list[str] = []
    for section in told:
        found += ["", section.title, *section.sentences]
        if section.rows:
            table = [section.headings, *section.rows]
            widths = [max(len(row[column]) for row in table) for column in range(len(section.headings))]
            for name, *cells in table:
                aligned = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
                found.append("  ".join([name.ljust(widths[0]), *aligned]))
        for head, below in section.items:
            found += [f"• {head}", *(f"    {item}" for item in below)]
        found += section.notes
    return found[1:]
